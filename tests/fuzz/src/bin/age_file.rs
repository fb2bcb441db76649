//! Fuzzes [`keepwell_fuzz::crypto::age_file`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::crypto::age_file(data));
