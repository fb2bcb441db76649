//! Fuzzes [`keepwell_fuzz::smart::health_manifest`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::smart::health_manifest(data));
