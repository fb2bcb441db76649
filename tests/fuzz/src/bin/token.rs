//! Fuzzes [`keepwell_fuzz::protocol::token`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::protocol::token(data));
