//! Fuzzes [`keepwell_fuzz::protocol::rotation`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::protocol::rotation(data));
