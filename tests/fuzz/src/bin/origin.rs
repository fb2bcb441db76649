//! Fuzzes [`keepwell_fuzz::protocol::origin`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::protocol::origin(data));
