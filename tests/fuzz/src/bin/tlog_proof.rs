//! Fuzzes [`keepwell_fuzz::tlog::tlog_proof`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::tlog::tlog_proof(data));
