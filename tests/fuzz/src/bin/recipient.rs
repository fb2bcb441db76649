//! Fuzzes [`keepwell_fuzz::crypto::recipient`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::crypto::recipient(data));
