//! The transparency-log server on one machine.

mod disk;
mod error;
mod key;
mod limits;
