//! Fuzzes [`keepwell_fuzz::tlog::note`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::tlog::note(data));
