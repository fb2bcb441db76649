//! Fuzzes [`keepwell_fuzz::protocol::access_root`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::protocol::access_root(data));
