//! The outbox: what still has to reach relay and ledger. There is no list of jobs; every grant's record says what was
//! confirmed, and [`plan`] computes the next step from it. So a restart goes on where the last run stopped, nothing is
//! lost between two files, and the bytes that are sent again are those that were kept before the first attempt.

pub(crate) mod files;
mod parting;
pub mod plan;
mod pressed;
mod run;
pub mod schedule;
mod step;
#[cfg(test)]
mod tests;

pub use parting::Parting;
pub use plan::is_waiting;
pub(crate) use pressed::Pressed;
pub use run::{Outcome, Run, run};
pub use schedule::Pace;
