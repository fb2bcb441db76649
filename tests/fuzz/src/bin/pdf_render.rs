//! Fuzzes [`keepwell_fuzz::pdf::render`].
#![no_main]

// A panic of the library ends at the thread it is drawn in; the fuzzer would end at the first one.
libfuzzer_sys::fuzz_target!(
    init: std::panic::set_hook(Box::new(|_| {})),
    |data: &[u8]| keepwell_fuzz::pdf::render(data)
);
