//! How long a ledger keeps entries (entry type 0), and which of them it has pruned: the policy that it logs before it removes
//! anything, and the list of what stays below the minimum index (C2SP tlog-tiles, "Pruning"). Text with one spelling, so that a
//! person reads the same as a program. See docs/formats/ledger.md.

mod kept;

use keepwell_crypto::{
    hash::Digest,
    sign::{SigningKey, VerifyingKey},
};

use crate::{
    FormatError,
    entry::EntryType,
    hexadecimal::{from_hex, to_hex},
    statement::Statement,
};
pub use kept::{Kept, MAX_KEPT_BYTES};

/// The fewest days that a ledger keeps entries: the longest grant (30), what a relay keeps of it after that (30), and as many for
/// whoever was away.
pub const FEWEST_DAYS: u32 = 90;
/// So many neighbouring entries, those under one full tile of level 1, are pruned together.
pub const RUN: u64 = 65_536;
/// Entries that stay together: those of one bundle.
pub const CHUNK: u64 = 256;
/// `GET` gives the newest statement of this kind.
pub const RETENTION_PATH: &str = "/retention";
/// `GET` gives the [`Kept`] that it speaks of.
pub const KEPT_PATH: &str = "/retention/kept";

const WHAT: &str = "retention policy";
const SUBJECT: &str = "urn:keepwell:ledger:retention";
const FIRST_LINE: &str = "keepwell/2026-11 retention policy";
const LAST_LINE: &str = "Entries below the minimum are removed, but for those of types 0, 4 and 6, which stay with the 255 around them.";

/// What such a statement says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retention {
    /// The log's origin.
    pub origin: String,
    /// For how many days an entry is kept at least.
    pub days: u32,
    /// The minimum index: a multiple of [`RUN`]; 0 while nothing is pruned.
    pub minimum: u64,
    /// SHA-256 of the [`Kept`] up to there.
    pub kept: Digest,
    /// The index of the policy that it follows on the log, so that no two are the same statement.
    pub after: u64,
}

impl Retention {
    /// The signed statement.
    pub fn sign(&self, key: &SigningKey) -> Statement {
        let text = self.write();
        Statement::sign(EntryType::Policy, SUBJECT, text.as_bytes(), key)
    }

    /// Reads what the ledger `origin` signed with `key`.
    ///
    /// # Errors
    /// [`FormatError`] when it is of another ledger, another policy, or keeps entries for less than [`FEWEST_DAYS`].
    pub fn read(
        statement: &Statement,
        origin: &str,
        key: &VerifyingKey,
    ) -> Result<Self, FormatError> {
        statement.check_from(key, (EntryType::Policy, SUBJECT), WHAT)?;
        let read = Self::parse(statement.payload()).ok_or(FormatError::malformed(WHAT, "text"))?;
        if read.origin != origin {
            return Err(FormatError::malformed(WHAT, "origin"));
        }
        if read.days < FEWEST_DAYS || !read.minimum.is_multiple_of(RUN) {
            return Err(FormatError::malformed(WHAT, "days or minimum"));
        }
        Ok(read)
    }

    fn write(&self) -> String {
        let Self {
            origin,
            days,
            minimum,
            kept,
            after,
        } = self;
        let kept = to_hex(kept);
        format!(
            "{FIRST_LINE}\norigin {origin}\ndays {days}\nminimum {minimum}\nkept {kept}\nafter {after}\n{LAST_LINE}\n"
        )
    }

    /// `None` for every other spelling.
    fn parse(payload: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(payload).ok()?;
        let mut lines = text.lines().skip(1);
        let mut value = |name: &str| lines.next()?.strip_prefix(name)?.strip_prefix(' ');
        let read = Self {
            origin: value("origin")?.to_owned(),
            days: value("days")?.parse().ok()?,
            minimum: value("minimum")?.parse().ok()?,
            kept: from_hex(value("kept")?)?,
            after: value("after")?.parse().ok()?,
        };
        (read.write() == text).then_some(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(seed: u8) -> SigningKey {
        SigningKey::from_seed(&[seed; 32])
    }

    fn retention() -> Retention {
        Retention {
            origin: "ledger.example/ledger".to_owned(),
            days: 400,
            minimum: RUN,
            kept: Kept::default().digest(),
            after: 0,
        }
    }

    fn read(statement: &Statement) -> Result<Retention, FormatError> {
        let public = key(1).verifying_key();
        Retention::read(statement, "ledger.example/ledger", &public)
    }

    #[test]
    fn what_a_ledger_says_reads_back_and_nothing_else_does() {
        let one = retention();
        assert_eq!(read(&one.sign(&key(1))), Ok(one.clone()));
        let refused = |one: &Retention, seed: u8| read(&one.sign(&key(seed))).unwrap_err();
        assert!(matches!(refused(&one, 2), FormatError::BadSignature { .. }));
        let days = FEWEST_DAYS - 1;
        for wrong in [
            Retention {
                days,
                ..one.clone()
            },
            Retention {
                minimum: RUN + 1,
                ..one.clone()
            },
            Retention {
                origin: "other.example/ledger".to_owned(),
                ..one.clone()
            },
        ] {
            assert!(matches!(refused(&wrong, 1), FormatError::Malformed { .. }));
        }
    }

    #[test]
    fn there_is_one_spelling() {
        let text = retention().write();
        assert_eq!(Retention::parse(text.as_bytes()), Some(retention()));
        for (from, to) in [
            ("days 400", "days 0400"),
            ("days 400", "days +400"),
            ("minimum 65536", "minimum  65536"),
            ("after 0\n", "after 0 \n"),
            ("kept", "Kept"),
            (LAST_LINE, ""),
            (FIRST_LINE, "keepwell/2026-12 retention policy"),
            ("types 0", "types 1"),
        ] {
            let other = text.replacen(from, to, 1);
            assert_eq!(Retention::parse(other.as_bytes()), None, "{other}");
        }
        for cut in 0..text.len() {
            assert_eq!(Retention::parse(&text.as_bytes()[..cut]), None);
        }
    }
}
