//! Two devices meet over one QR code, name the clinic to the patient, and show both people the same three words (protocol
//! §6). Each side is a chain of states that are used up one after the other: a message that is not the expected one ends
//! the chain, and with it the code. Nothing about a record is in any of it before the patient says yes.
//!
//! The maker shows the code, the claimer scanned it. Whoever claims commits to its random bytes before it sees those of
//! the maker, so that neither side, nor anybody between, can choose the words.
//!
//! - (b) the patient shows a code to whoever scans first: [`first`], where the wallet is the maker
//! - (c) the patient scans the clinic's screen: [`screen`], where the clinic is the maker

pub mod first;
mod message;
mod outcome;
pub mod screen;
mod session;

#[cfg(test)]
mod tests;

use std::fmt;

use thiserror::Error;

use crate::FormatError;

pub use message::MESSAGE_BYTES;
pub use outcome::{Outcome, Question, Wait};

/// Why the meeting ended. The code is burned: nothing may be sent or read under it any more.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum RendezvousError {
    /// A message was sealed for somebody else or for another step, or is not one.
    #[error(transparent)]
    Message(#[from] FormatError),
    /// The other side is not the one that claimed, or its card is not the one that was promised.
    #[error(
        "the other side did not show what it had promised: somebody may have come in between. Make a new code and try again"
    )]
    Mismatch,
    /// The other side's key cannot be used.
    #[error("the other side's key cannot be used: make a new code and try again")]
    Key,
}

/// The three words that both screens show, different every time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiveWords([&'static str; 3]);

impl LiveWords {
    /// The words.
    pub fn as_array(&self) -> [&'static str; 3] {
        self.0
    }

    /// Whether somebody typed these words, in any case and with any white space between.
    pub fn are(&self, typed: &str) -> bool {
        let typed = typed.split_whitespace().map(str::to_lowercase);
        typed.eq(self.0.iter().map(|word| (*word).to_owned()))
    }
}

impl fmt::Display for LiveWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" "))
    }
}
