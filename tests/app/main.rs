//! The app as a person meets it: the real program with its real window on a display without a screen, driven through a
//! WebDriver, beside a real server and a real clinic. Where driver, display or what a desktop has is missing, the tests say so
//! and pass, but not on CI's machines.

#![cfg(target_os = "linux")]
#![cfg(test)]

mod add;
mod change;
#[expect(dead_code, reason = "the journeys do more with it")]
#[path = "../journeys/command.rs"]
mod command;
mod driver;
mod front_desk;
mod http;
mod keep;
mod key_store;
mod links;
mod memory;
mod notices;
mod page;
mod patient;
mod share;
mod sleep;
mod system;
#[path = "../journeys/waiting.rs"]
mod waiting;
#[expect(dead_code, reason = "the figures do more with it")]
mod wallet;
mod world;
