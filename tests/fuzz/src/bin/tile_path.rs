//! Fuzzes [`keepwell_fuzz::tlog::tile_path`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::tlog::tile_path(data));
