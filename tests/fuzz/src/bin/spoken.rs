//! Fuzzes [`keepwell_fuzz::crypto::spoken`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::crypto::spoken(data));
