//! The app as a person meets it: the real program with its real window on a display without a screen, driven through a
//! WebDriver, beside a real server and a real clinic. Where driver, display or what a desktop has is missing, the tests say so
//! and pass, but not on CI's machines.

#![cfg(target_os = "linux")]
#![cfg(test)]

mod driver;
mod http;
mod keep;
mod key_store;
mod memory;
mod notices;
mod page;
mod patient;
mod share;
mod sleep;
mod system;
#[expect(dead_code, reason = "the figures do more with it")]
mod wallet;
mod world;
