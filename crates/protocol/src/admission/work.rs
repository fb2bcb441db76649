//! Proof of work over a server's challenge. The challenge says how many zero bits are asked for and until when, and carries a
//! proof that the server itself made it, so that the server keeps nothing until it is answered. The answer is a counter
//! with which SHA-256 of challenge, subject and counter begins with so many zeros.

use data_encoding::BASE64URL_NOPAD;
use keepwell_crypto::{label::Label, secret::Secret32, work};

use super::Subject;
use crate::{FormatError, time::Timestamp};

/// The name of the HTTP authentication scheme.
pub const SCHEME: &str = "KeepwellWork";
/// The most zero bits that are asked for, and that a client works for: some seconds on a phone.
pub const MAX_BITS: u8 = 22;
/// version (1) ‖ bits (1) ‖ expires (8) ‖ random (16) ‖ proof (32).
const BYTES: usize = 58;
/// Everything before the proof: what is proven by it, and worked on.
const PROVEN: usize = 26;
const VERSION: u8 = 1;
const CHALLENGE: &str = "challenge for admission";
const SOLUTION: &str = "answer to a challenge for admission";

/// A server's challenge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Challenge([u8; BYTES]);

/// A challenge with the counter that answers it for one subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Solution {
    challenge: Challenge,
    counter: u64,
}

impl Challenge {
    /// Asks for `bits` zero bits, [`MAX_BITS`] at most, until `expires`. `random` is never used twice with one `key`.
    pub fn new(bits: u8, expires: Timestamp, random: [u8; 16], key: &Secret32) -> Self {
        let mut bytes = Vec::with_capacity(BYTES);
        bytes.extend([VERSION, bits.min(MAX_BITS)]);
        bytes.extend(expires.seconds().to_be_bytes());
        bytes.extend(random);
        let proof = proof(&bytes, key);
        bytes.extend(proof.expose());
        // The parts have the lengths that stand above.
        Self(bytes.try_into().unwrap_or([0; BYTES]))
    }

    /// Reads the value of `WWW-Authenticate`, in the one spelling that [`Self::to_header`] has.
    ///
    /// # Errors
    /// [`FormatError`].
    pub fn from_header(value: &str) -> Result<Self, FormatError> {
        let bytes = decode(CHALLENGE, "challenge", value)?;
        let bytes = <[u8; BYTES]>::try_from(bytes);
        let bytes = bytes.map_err(|_| FormatError::malformed(CHALLENGE, "length"))?;
        Self::of(CHALLENGE, bytes)
    }

    /// `KeepwellWork challenge="<base64url>"`.
    pub fn to_header(&self) -> String {
        encode("challenge", &self.0)
    }

    /// How many zero bits are asked for.
    pub fn bits(&self) -> u8 {
        let [_, bits, ..] = self.0;
        bits
    }

    /// Whether it asks for more than anybody works for.
    pub fn is_too_much(&self) -> bool {
        self.bits() > MAX_BITS
    }

    /// From when on no answer is taken.
    pub fn expires(&self) -> Timestamp {
        let seconds = self.0.get(2..10).and_then(|bytes| bytes.try_into().ok());
        Timestamp::from_seconds(seconds.map_or(0, u64::from_be_bytes))
    }

    /// What no other challenge of this server has.
    pub fn random(&self) -> [u8; 16] {
        let random = self.0.get(10..PROVEN);
        random
            .and_then(|bytes| bytes.try_into().ok())
            .unwrap_or_default()
    }

    /// Whether it was made with `key`.
    pub fn is_made_with(&self, key: &Secret32) -> bool {
        let given = self.0.last_chunk().copied().unwrap_or_default();
        proof(self.proven(), key) == Secret32::from_bytes(given)
    }

    /// Works out the answer for `subject`, about 2^[bits](Self::bits) hashes. Asks `may_go_on` every few milliseconds; `None`
    /// when that says no.
    pub fn solve(&self, subject: &Subject, may_go_on: impl FnMut() -> bool) -> Option<Solution> {
        let parts: [&[u8]; 2] = [self.proven(), subject];
        let counter = work::search(Label::WORK, &parts, self.bits(), may_go_on)?;
        Some(Solution {
            challenge: *self,
            counter,
        })
    }

    fn proven(&self) -> &[u8] {
        self.0.split_at(PROVEN).0
    }

    fn of(what: &'static str, bytes: [u8; BYTES]) -> Result<Self, FormatError> {
        match bytes {
            [VERSION, ..] => Ok(Self(bytes)),
            _ => Err(FormatError::UnknownVersion { what }),
        }
    }
}

impl Solution {
    /// Reads the value of `Authorization`, in the one spelling that [`Self::to_header`] has.
    ///
    /// # Errors
    /// [`FormatError`].
    pub fn from_header(value: &str) -> Result<Self, FormatError> {
        let bytes = decode(SOLUTION, "solution", value)?;
        let length = || FormatError::malformed(SOLUTION, "length");
        let (challenge, counter) = bytes.split_first_chunk::<BYTES>().ok_or_else(length)?;
        Ok(Self {
            challenge: Challenge::of(SOLUTION, *challenge)?,
            counter: u64::from_be_bytes(counter.try_into().map_err(|_| length())?),
        })
    }

    /// `KeepwellWork solution="<base64url>"`: the challenge, then the counter (u64, big endian).
    pub fn to_header(&self) -> String {
        let bytes = [self.challenge.0.as_slice(), &self.counter.to_be_bytes()].concat();
        encode("solution", &bytes)
    }

    /// What was answered.
    pub fn challenge(&self) -> &Challenge {
        &self.challenge
    }

    /// Whether the work was done, for this `subject`: one hash.
    pub fn is_for(&self, subject: &Subject) -> bool {
        let parts: [&[u8]; 2] = [self.challenge.proven(), subject];
        work::is_solved(Label::WORK, &parts, self.challenge.bits(), self.counter)
    }
}

fn proof(proven: &[u8], key: &Secret32) -> Secret32 {
    Secret32::derive(key.expose(), Label::WORK_CHALLENGE, &[proven])
}

fn encode(parameter: &str, bytes: &[u8]) -> String {
    let text = BASE64URL_NOPAD.encode(bytes);
    format!("{SCHEME} {parameter}=\"{text}\"")
}

fn decode(what: &'static str, parameter: &str, value: &str) -> Result<Vec<u8>, FormatError> {
    let text = value
        .strip_prefix(SCHEME)
        .and_then(|rest| rest.strip_prefix(' '))
        .and_then(|rest| rest.strip_prefix(parameter))
        .and_then(|rest| rest.strip_prefix("=\""))
        .and_then(|rest| rest.strip_suffix('"'))
        .filter(|text| text.len() <= 2 * BYTES)
        .ok_or(FormatError::malformed(what, "scheme"))?;
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes());
    bytes.map_err(|_| FormatError::malformed(what, "base64url"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUBJECT: Subject = [7; 32];
    const EXPIRES: Timestamp = Timestamp::from_seconds(1_795_000_060);

    fn key() -> Secret32 {
        Secret32::from_bytes([1; 32])
    }

    fn challenge(bits: u8) -> Challenge {
        Challenge::new(bits, EXPIRES, [2; 16], &key())
    }

    #[test]
    fn a_challenge_says_what_it_asks_and_who_made_it() {
        let asked = challenge(12);
        let read = Challenge::from_header(&asked.to_header()).unwrap();
        assert_eq!(read, asked);
        assert_eq!((read.bits(), read.expires()), (12, EXPIRES));
        assert_eq!(read.random(), [2; 16]);
        assert!(read.is_made_with(&key()));
        assert!(!read.is_made_with(&Secret32::from_bytes([3; 32])));
        assert_eq!(challenge(200).bits(), MAX_BITS);
    }

    #[test]
    fn every_altered_byte_of_a_challenge_is_noticed() {
        for at in 0..BYTES {
            let Challenge(mut bytes) = challenge(12);
            bytes[at] ^= 1;
            let read = Challenge::from_header(&encode("challenge", &bytes));
            assert!(
                read.is_err() || !read.unwrap().is_made_with(&key()),
                "byte {at}"
            );
        }
    }

    #[test]
    fn an_answer_is_for_one_subject() {
        let solution = challenge(12).solve(&SUBJECT, || true).unwrap();
        let read = Solution::from_header(&solution.to_header()).unwrap();
        assert_eq!((read, read.challenge()), (solution, &challenge(12)));
        assert!(read.is_for(&SUBJECT));
        assert!(!read.is_for(&[8; 32]));
        assert!(challenge(12).solve(&SUBJECT, || false).is_none());
    }

    #[test]
    fn there_is_one_spelling() {
        let asked = challenge(4).to_header();
        let solved = challenge(4).solve(&SUBJECT, || true).unwrap().to_header();
        let wrong = |good: &str| {
            [
                String::new(),
                good.to_lowercase(),
                good.replace(' ', "  "),
                good.replace("=\"", "="),
                good.replace("=\"AQ", "=\"Ag"),
                format!("{good}, Basic"),
            ]
        };
        for text in wrong(&asked).iter().chain([&solved]) {
            assert!(Challenge::from_header(text).is_err(), "{text}");
        }
        for text in wrong(&solved).iter().chain([&asked]) {
            assert!(Solution::from_header(text).is_err(), "{text}");
        }
    }

    #[test]
    fn more_than_the_most_is_told_and_more_bytes_are_none() {
        let Challenge(mut bytes) = challenge(MAX_BITS);
        assert!(!Challenge(bytes).is_too_much());
        bytes[1] = MAX_BITS + 1;
        let read = Challenge::from_header(&encode("challenge", &bytes)).unwrap();
        assert!(read.is_too_much());
        let long = encode("challenge", &[1; 3 * BYTES]);
        assert_eq!(
            Challenge::from_header(&long),
            Err(FormatError::malformed(CHALLENGE, "scheme"))
        );
    }
}
