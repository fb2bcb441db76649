//! Fuzzes [`keepwell_fuzz::protocol::signed_time`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::protocol::signed_time(data));
