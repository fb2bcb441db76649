//! Fuzzes [`keepwell_fuzz::protocol::key_list`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::protocol::key_list(data));
