//! Fuzzes [`keepwell_fuzz::doors::handed_in`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::doors::handed_in(data));
