//! The transparency-log server on one machine.

mod chunk;
mod disk;
mod error;
mod home;
mod key;
mod limits;
mod wal;
