//! The app as a person meets it: the real program with its real window on a display without a screen, driven through a
//! WebDriver, beside a real server and a real clinic. Skipped, saying so, where driver or display is missing.

#![cfg(target_os = "linux")]
#![cfg(test)]

mod driver;
mod http;
mod keep;
mod page;
mod patient;
mod share;
mod world;
