//! The facts that are told of a card or a certificate apart from what it claims: who signed it, as far as one's keys tell, and
//! whether it holds now. Whether the signer is to be trusted is neither.

/// Whether the one who should have signed it did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature {
    /// By a key that was given.
    Valid,
    /// It was altered, or signed by somebody else.
    Wrong,
    /// Its key is not among those that were given.
    UnknownKey,
}

/// Whether it holds at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    Holds,
    /// Not yet.
    TooEarly,
    /// No longer.
    Expired,
    /// Its issuer took it back.
    Revoked,
}

impl Standing {
    /// By its own times, in Unix seconds: from when and until before when.
    pub(crate) fn at(now: u64, from: Option<u64>, until: Option<u64>) -> Self {
        if until.is_some_and(|until| now >= until) {
            Self::Expired
        } else if from.is_some_and(|from| now < from) {
            Self::TooEarly
        } else {
            Self::Holds
        }
    }
}
