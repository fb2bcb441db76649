//! Fuzzes [`keepwell_fuzz::qr::picture`].
#![no_main]

// rxing's panics are caught where it is called; the fuzzer would end at the first one.
libfuzzer_sys::fuzz_target!(
    init: std::panic::set_hook(Box::new(|_| {})),
    |data: &[u8]| keepwell_fuzz::qr::picture(data)
);
