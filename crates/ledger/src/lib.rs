//! The transparency-log server on one machine.

mod chunk;
mod disk;
mod door;
mod error;
mod genesis;
mod home;
mod keeper;
mod key;
mod limits;
mod log;
mod problem;
mod prove;
mod register;
mod restore;
mod sequencer;
mod snapshot;
mod state;
mod throttle;
mod wal;
