//! Fuzzes [`keepwell_fuzz::protocol::notices`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::protocol::notices(data));
