//! Fuzzes [`keepwell_fuzz::protocol::receipt`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::protocol::receipt(data));
