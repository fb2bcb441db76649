//! Fuzzes [`keepwell_fuzz::tlog::add_checkpoint`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::tlog::add_checkpoint(data));
