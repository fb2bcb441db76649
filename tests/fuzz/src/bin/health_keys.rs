//! Fuzzes [`keepwell_fuzz::smart::health_keys`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::smart::health_keys(data));
