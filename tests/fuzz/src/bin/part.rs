//! Fuzzes [`keepwell_fuzz::protocol::part`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::protocol::part(data));
