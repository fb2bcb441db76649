//! Fuzzes [`keepwell_fuzz::wallet::grant_index`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::wallet::grant_index(data));
