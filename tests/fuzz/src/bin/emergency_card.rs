//! Fuzzes [`keepwell_fuzz::protocol::emergency_card`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::protocol::emergency_card(data));
