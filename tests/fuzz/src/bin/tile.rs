//! Fuzzes [`keepwell_fuzz::tlog::tile`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::tlog::tile(data));
