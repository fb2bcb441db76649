//! Reading a policy: line by line, every name defined before it is used and never twice. Strict where the standard is, and
//! bounded; the refusal says which line and why, since a person wrote it.

use thiserror::Error;

use super::{Log, MAX_OF_A_KIND, MAX_POLICY_BYTES, NONE, Policy, Voter, Witness};
use crate::cosignature::WitnessKey;
use crate::note::{NoteKey, VerifierKey};
use crate::number::parse_decimal;

/// What is wrong with one line.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum BadLine {
    /// A control character other than tab and newline.
    #[error("there is a character that a policy cannot have")]
    Character,
    /// The key of a log or witness stands in another line already.
    #[error("this key stands in an earlier line already")]
    DuplicateKey,
    /// The name is taken, or is `none`.
    #[error("this name stands for something else already")]
    DuplicateName,
    /// Not a key of the kind that the line asks for.
    #[error("the key is not of the kind asked for: a log's for `log`, a witness's for `witness`")]
    Key,
    /// The name is a member of a group already.
    #[error("a member may be in one group only")]
    Member,
    /// More than [`MAX_OF_A_KIND`] logs, witnesses or groups.
    #[error("there are too many lines of this kind")]
    TooMany,
    /// A number of members that the group does not have, or none.
    #[error("the number of members must be `any`, `all`, or from 1 to how many there are")]
    Threshold,
    /// Neither `log`, `witness`, `group` nor `quorum` with what belongs to it, or a second quorum.
    #[error(
        "write `log KEY`, `witness NAME KEY`, `group NAME HOW-MANY NAME…`, or one `quorum NAME`"
    )]
    Unknown,
    /// A name that no earlier line defines.
    #[error("this name is not defined in an earlier line")]
    UndefinedName,
}

/// Why a text is not a policy.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum BadPolicy {
    /// A line, counted from 1.
    #[error("line {number} of the policy: {why}")]
    Line {
        /// Which line, from 1.
        number: usize,
        /// What is wrong with it.
        why: BadLine,
    },
    /// No line says how many witnesses are enough.
    #[error("the policy has no line `quorum`: write `quorum none` if no witness is asked for")]
    NoQuorum,
    /// Longer than [`MAX_POLICY_BYTES`].
    #[error("this policy is longer than one may be")]
    TooLarge,
}

impl Policy {
    /// Reads a policy file. A last line without a newline counts.
    ///
    /// # Errors
    /// [`BadPolicy`].
    pub fn parse(bytes: &[u8]) -> Result<Self, BadPolicy> {
        if bytes.len() > MAX_POLICY_BYTES {
            return Err(BadPolicy::TooLarge);
        }
        let mut reading = Reading::default();
        for (number, line) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
            let read = reading.line(line);
            read.map_err(|why| BadPolicy::Line { number, why })?;
        }
        let quorum = reading.quorum.ok_or(BadPolicy::NoQuorum)?;
        Ok(Self {
            logs: reading.logs,
            voters: reading.voters,
            quorum,
        })
    }
}

/// What the lines so far said.
#[derive(Default)]
struct Reading {
    logs: Vec<Log>,
    voters: Vec<Voter>,
    /// Of each voter, whether it is a member of a group.
    is_member: Vec<bool>,
    quorum: Option<Option<usize>>,
}

impl Reading {
    fn line(&mut self, line: &[u8]) -> Result<(), BadLine> {
        if line.iter().any(|byte| is_forbidden(*byte)) {
            return Err(BadLine::Character);
        }
        let words: Vec<&[u8]> = line
            .split(|byte| matches!(byte, b' ' | b'\t'))
            .filter(|word| !word.is_empty())
            .collect();
        match words.as_slice() {
            [] => Ok(()),
            [first, ..] if first.starts_with(b"#") => Ok(()),
            [b"log", key, url @ ..] => self.log(key, at_most_one(url)?),
            [b"witness", name, key, url @ ..] => self.witness(name, key, at_most_one(url)?),
            [b"group", name, threshold, members @ ..] => self.group(name, threshold, members),
            [b"quorum", name] => self.quorum(name),
            _ => Err(BadLine::Unknown),
        }
    }

    fn log(&mut self, key: &[u8], url: &[u8]) -> Result<(), BadLine> {
        let key: VerifierKey = parse_key(key)?;
        if self.logs.iter().any(|log| log.key.key() == key.key()) {
            return Err(BadLine::DuplicateKey);
        }
        room_for_one(self.logs.len())?;
        self.logs.push(Log {
            key,
            url: url.to_vec(),
        });
        Ok(())
    }

    fn witness(&mut self, name: &[u8], key: &[u8], url: &[u8]) -> Result<(), BadLine> {
        let key: WitnessKey = parse_key(key)?;
        let mut count = 0;
        for voter in &self.voters {
            let Voter::Witness(witness) = voter else {
                continue;
            };
            if witness.key.key() == key.key() {
                return Err(BadLine::DuplicateKey);
            }
            count += 1;
        }
        room_for_one(count)?;
        self.define(Voter::Witness(Witness {
            name: name.to_vec(),
            key,
            url: url.to_vec(),
        }))
    }

    fn group(&mut self, name: &[u8], threshold: &[u8], members: &[&[u8]]) -> Result<(), BadLine> {
        let groups = |voter: &&Voter| matches!(voter, Voter::Group { .. });
        room_for_one(self.voters.iter().filter(groups).count())?;
        let mut places = Vec::with_capacity(members.len());
        for member in members {
            let place = self.find(member)?;
            // The standard: listed as a member at most once, so that nobody is counted in two ways.
            match self.is_member.get_mut(place) {
                Some(is_member) if !*is_member => *is_member = true,
                _ => return Err(BadLine::Member),
            }
            places.push(place);
        }
        let threshold = parse_threshold(threshold, places.len()).ok_or(BadLine::Threshold)?;
        self.define(Voter::Group {
            name: name.to_vec(),
            threshold,
            members: places,
        })
    }

    fn quorum(&mut self, name: &[u8]) -> Result<(), BadLine> {
        if self.quorum.is_some() {
            return Err(BadLine::Unknown);
        }
        self.quorum = Some(match name {
            NONE => None,
            name => Some(self.find(name)?),
        });
        Ok(())
    }

    fn define(&mut self, voter: Voter) -> Result<(), BadLine> {
        if voter.name() == NONE || self.find(voter.name()).is_ok() {
            return Err(BadLine::DuplicateName);
        }
        self.voters.push(voter);
        self.is_member.push(false);
        Ok(())
    }

    fn find(&self, name: &[u8]) -> Result<usize, BadLine> {
        let place = self.voters.iter().position(|voter| voter.name() == name);
        place.ok_or(BadLine::UndefinedName)
    }
}

/// The standard allows tab and newline, what ASCII prints, and every byte above it.
fn is_forbidden(byte: u8) -> bool {
    byte != b'\t' && (byte < b' ' || byte == 0x7f)
}

fn at_most_one<'a>(words: &[&'a [u8]]) -> Result<&'a [u8], BadLine> {
    match words {
        [] => Ok(&[]),
        [word] => Ok(word),
        _ => Err(BadLine::Unknown),
    }
}

fn parse_key<const TYPE: u8>(word: &[u8]) -> Result<NoteKey<TYPE>, BadLine> {
    let text = std::str::from_utf8(word).map_err(|_| BadLine::Key)?;
    NoteKey::parse(text).map_err(|_| BadLine::Key)
}

fn parse_threshold(word: &[u8], members: usize) -> Option<usize> {
    let threshold = match word {
        b"any" => 1,
        b"all" => members,
        digits => usize::try_from(parse_decimal(std::str::from_utf8(digits).ok()?)?).ok()?,
    };
    (1..=members).contains(&threshold).then_some(threshold)
}

fn room_for_one(count: usize) -> Result<(), BadLine> {
    if count < MAX_OF_A_KIND {
        Ok(())
    } else {
        Err(BadLine::TooMany)
    }
}
