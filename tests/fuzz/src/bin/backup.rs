//! Fuzzes [`keepwell_fuzz::wallet::backup`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::wallet::backup(data));
