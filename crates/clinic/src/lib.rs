//! The clinic's side: a home with the clinic's keys, its card for patients, and the way from a patient's code to the
//! opened record through every check of protocol §8. Time, randomness and the network are passed in. Nothing of a record
//! is kept here: what was opened goes into the folder that was asked for, or nowhere.
//!
//! Which call for which need:
//! - a new clinic, or the one that is there: [`desk::Desk::init`], [`desk::Desk::unlock`]
//! - its card, renewed when it is time: [`card::issue`]
//! - an end to it, when somebody else may have its key: [`withdraw::withdraw`]
//! - a patient's code: [`open::open`]
//! - a patient without one for this clinic: [`rendezvous::first`], [`rendezvous::screen`]
//! - servers of other operators that it may contact: [`desk::Desk::allow`]

pub mod card;
pub mod desk;
pub mod home;
pub mod kind;
pub mod open;
pub mod rendezvous;
pub mod withdraw;

mod disk;
mod evidence;
mod revoked;

#[cfg(test)]
mod testing;
