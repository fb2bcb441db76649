//! Fuzzes [`keepwell_fuzz::rendezvous::rendezvous`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::rendezvous::rendezvous(data));
