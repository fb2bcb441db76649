//! Fuzzes [`keepwell_fuzz::pdf::summary_pdf`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keepwell_fuzz::pdf::summary_pdf(data));
