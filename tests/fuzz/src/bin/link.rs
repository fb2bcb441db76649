//! Fuzzes [`keepwell_fuzz::protocol::link`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::protocol::link(data));
