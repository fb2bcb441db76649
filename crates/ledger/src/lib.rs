//! The transparency-log server on one machine.

mod chunk;
mod disk;
mod door;
mod error;
mod genesis;
mod home;
mod key;
mod limits;
mod log;
mod prove;
mod register;
mod snapshot;
mod throttle;
mod wal;
