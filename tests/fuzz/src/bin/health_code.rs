//! Fuzzes [`keepwell_fuzz::smart::health_code`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::smart::health_code(data));
