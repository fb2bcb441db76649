//! Fuzzes [`keepwell_fuzz::protocol::statement`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::protocol::statement(data));
