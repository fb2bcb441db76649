//! Fuzzes [`keepwell_fuzz::protocol::status_delta`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::protocol::status_delta(data));
