//! Fuzzes [`keepwell_fuzz::records::views`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::records::views(data));
