//! Fuzzes [`keepwell_fuzz::protocol::status_list`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::protocol::status_list(data));
