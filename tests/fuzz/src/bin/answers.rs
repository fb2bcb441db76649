//! Fuzzes [`keepwell_fuzz::answers::answers`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::answers::answers(data));
