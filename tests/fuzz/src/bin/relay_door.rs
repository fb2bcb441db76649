//! Fuzzes [`keepwell_fuzz::doors::relay`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::doors::relay(data));
