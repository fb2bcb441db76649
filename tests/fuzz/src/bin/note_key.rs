//! Fuzzes [`keepwell_fuzz::tlog::note_key`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::tlog::note_key(data));
