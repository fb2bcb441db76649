//! Fuzzes [`keepwell_fuzz::protocol::frame`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::protocol::frame(data));
