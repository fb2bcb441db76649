//! Fuzzes [`keepwell_fuzz::protocol::report`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::protocol::report(data));
