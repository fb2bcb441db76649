//! Fuzzes [`keepwell_fuzz::protocol::card_box`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::protocol::card_box(data));
