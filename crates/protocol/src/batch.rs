//! Many statements in one request to a ledger, and its answer: one outcome for each, in the same order, that a request
//! with this statement alone would have had. Only for whoever registers many at once; receipts are asked for one by one.

use crate::{FormatError, statement};

/// `POST` registers many statements.
pub const BATCH_PATH: &str = "/entries:batch";
/// Media type of the statements.
pub const BATCH_TYPE: &str = "application/vnd.keepwell.statements";
/// Media type of the answer.
pub const OUTCOMES_TYPE: &str = "application/vnd.keepwell.outcomes";
/// The most statements in one request.
pub const MAX_STATEMENTS: usize = 512;
/// The largest request, in bytes.
pub const MAX_BATCH_BYTES: usize = MAX_STATEMENTS * (LENGTH + statement::MAX_BYTES);
/// The largest problem that tells why a statement was refused, in bytes.
const MAX_PROBLEM: usize = 1024;

const BATCH: &str = "batch of statements";
const OUTCOMES: &str = "answer to a batch";
const LENGTH: usize = 2;
const STATUS: usize = 2;

/// What became of one statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is on the ledger, flushed to its disk.
    Registered {
        /// Its index in the log.
        index: u64,
        /// Whether it was registered now and not before.
        is_new: bool,
    },
    /// It is not.
    Refused {
        /// The HTTP status that it would have had by itself: 400 to 599.
        status: u16,
        /// Concise problem details (RFC 9290), at most 1,024 bytes, as they came.
        problem: Vec<u8>,
    },
}

/// Puts statements together; `None` when there are none, too many, or one is empty or larger than a statement may be.
pub fn encode<'s>(statements: impl IntoIterator<Item = &'s [u8]>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut count = 0;
    for one in statements {
        count += 1;
        if one.is_empty() || one.len() > statement::MAX_BYTES || count > MAX_STATEMENTS {
            return None;
        }
        push(&mut bytes, one)?;
    }
    (count > 0).then_some(bytes)
}

/// Takes statements apart again; none of them has been looked into.
///
/// # Errors
/// [`FormatError`] when there are none or too many, one is empty or too large, or the last one is cut.
pub fn split(bytes: &[u8]) -> Result<Vec<&[u8]>, FormatError> {
    let too_large = FormatError::TooLarge { what: BATCH };
    let mut statements = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let (one, after) = take(rest).ok_or(FormatError::malformed(BATCH, "length"))?;
        if one.is_empty() {
            return Err(FormatError::malformed(BATCH, "empty statement"));
        }
        if one.len() > statement::MAX_BYTES || statements.len() == MAX_STATEMENTS {
            return Err(too_large);
        }
        statements.push(one);
        rest = after;
    }
    if statements.is_empty() {
        return Err(FormatError::malformed(BATCH, "no statement"));
    }
    Ok(statements)
}

/// The answer to a batch. A problem that is too long to be one is left out.
pub fn encode_outcomes(outcomes: &[Outcome]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for one in outcomes {
        bytes.extend(one.status().to_be_bytes());
        let details = match one {
            Outcome::Registered { index, .. } => index.to_be_bytes().to_vec(),
            Outcome::Refused { problem, .. } if problem.len() <= MAX_PROBLEM => problem.clone(),
            Outcome::Refused { .. } => Vec::new(),
        };
        // Both are far below what a length can say.
        let _ = push(&mut bytes, &details);
    }
    bytes
}

/// Reads the answer to a batch of `count` statements.
///
/// # Errors
/// [`FormatError`] when it has another number of outcomes, or one of them makes no sense.
pub fn decode_outcomes(bytes: &[u8], count: usize) -> Result<Vec<Outcome>, FormatError> {
    let mut outcomes = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        if outcomes.len() == count {
            return Err(FormatError::malformed(OUTCOMES, "more than were sent"));
        }
        let (one, after) = take_outcome(rest).ok_or(FormatError::malformed(OUTCOMES, "outcome"))?;
        outcomes.push(one);
        rest = after;
    }
    if outcomes.len() == count {
        Ok(outcomes)
    } else {
        Err(FormatError::malformed(OUTCOMES, "fewer than were sent"))
    }
}

impl Outcome {
    /// The HTTP status.
    pub fn status(&self) -> u16 {
        match self {
            Self::Registered { is_new: true, .. } => 201,
            Self::Registered { is_new: false, .. } => 200,
            Self::Refused { status, .. } => *status,
        }
    }
}

fn take_outcome(bytes: &[u8]) -> Option<(Outcome, &[u8])> {
    let (status, rest) = bytes.split_first_chunk::<STATUS>()?;
    let (details, rest) = take(rest)?;
    let outcome = match u16::from_be_bytes(*status) {
        status @ (200 | 201) => Outcome::Registered {
            index: u64::from_be_bytes(details.try_into().ok()?),
            is_new: status == 201,
        },
        status @ 400..600 if details.len() <= MAX_PROBLEM => Outcome::Refused {
            status,
            problem: details.to_vec(),
        },
        _ => return None,
    };
    Some((outcome, rest))
}

fn push(to: &mut Vec<u8>, bytes: &[u8]) -> Option<()> {
    to.extend(u16::try_from(bytes.len()).ok()?.to_be_bytes());
    to.extend(bytes);
    Some(())
}

fn take(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<LENGTH>()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_come_apart_as_they_were_put_together() {
        let largest = vec![7; statement::MAX_BYTES];
        let all = [b"one".as_slice(), b"2", &largest];
        let bytes = encode(all).unwrap();
        assert_eq!(split(&bytes).unwrap(), all);
        for end in 1..bytes.len() {
            // Where it is cut between two statements it is a shorter batch.
            let is_between = [5, 8].contains(&end);
            assert_eq!(split(&bytes[..end]).is_ok(), is_between, "{end}");
        }
    }

    #[test]
    fn there_is_a_most_of_everything() {
        let many = |count| encode(std::iter::repeat_n(b"s".as_slice(), count));
        assert!(many(0).is_none());
        let full = many(MAX_STATEMENTS).unwrap();
        assert_eq!(split(&full).unwrap().len(), MAX_STATEMENTS);
        assert!(many(MAX_STATEMENTS + 1).is_none());
        let over = [full.as_slice(), b"\0\x01s"].concat();
        assert_eq!(split(&over), Err(FormatError::TooLarge { what: BATCH }));
        let large = vec![7; statement::MAX_BYTES + 1];
        assert!(encode([large.as_slice()]).is_none() && encode([b"".as_slice()]).is_none());
        let mut bytes = Vec::new();
        push(&mut bytes, &large).unwrap();
        assert_eq!(split(&bytes), Err(FormatError::TooLarge { what: BATCH }));
        for nothing in [b"".as_slice(), b"\0\0", b"\0"] {
            assert!(split(nothing).is_err());
        }
    }

    #[test]
    fn outcomes_come_back_and_none_is_missing() {
        let all = [
            Outcome::Registered {
                index: 7,
                is_new: true,
            },
            Outcome::Registered {
                index: u64::MAX,
                is_new: false,
            },
            Outcome::Refused {
                status: 409,
                problem: b"why".to_vec(),
            },
        ];
        let bytes = encode_outcomes(&all);
        assert_eq!(decode_outcomes(&bytes, 3).unwrap(), all);
        assert!(decode_outcomes(&bytes, 2).is_err() && decode_outcomes(&bytes, 4).is_err());
        for end in 0..bytes.len() {
            assert!(decode_outcomes(&bytes[..end], 3).is_err(), "{end}");
        }
        // A status that is none, and an index of seven bytes.
        for wrong in [b"\x01\x2c\0\0".as_slice(), b"\0\xc9\0\x071234567"] {
            assert!(decode_outcomes(wrong, 1).is_err());
        }
    }
}
