//! Fuzzes [`keepwell_fuzz::records::ndjson`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::records::ndjson(data));
