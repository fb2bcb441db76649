//! Fuzzes [`keepwell_fuzz::tlog::policy`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::tlog::policy(data));
