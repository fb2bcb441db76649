//! Fuzzes [`keepwell_fuzz::protocol::http_signature`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::protocol::http_signature(data));
