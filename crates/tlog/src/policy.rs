//! Whom to believe about a log: C2SP tlog-policy, a text file that names the logs, their witnesses, and how many of these
//! must have cosigned a checkpoint before it counts. Read from configuration, judged over a checkpoint whose log's
//! signature was checked with [`Policy::log_keys`].

mod parse;
mod write;

pub use parse::{BadLine, BadPolicy};

use thiserror::Error;

use crate::checkpoint::SignedCheckpoint;
use crate::cosignature::{BadCosignature, Cosignature, WitnessKey};
use crate::note::{Name, VerifierKey};

/// The longest policy file, in bytes.
pub const MAX_POLICY_BYTES: usize = 64 * 1024;

/// The most logs, the most witnesses and the most groups. The standard asks for at least 32 of each.
pub const MAX_OF_A_KIND: usize = 64;

/// The quorum that asks for no witness.
const NONE: &[u8] = b"none";

/// Why a checkpoint does not count although its log signed it.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum NotWitnessed {
    /// A line under it names a known witness, who did not write it.
    #[error(transparent)]
    Altered(#[from] BadCosignature),
    /// Fewer of the known witnesses signed it than the policy asks for.
    #[error(
        "too few independent witnesses have seen this state of the ledger: try again in a minute"
    )]
    TooFew,
}

/// A log whose checkpoints the policy accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// Its key; the key's name is the log's origin.
    pub key: VerifierKey,
    /// Where it is, as the file says; empty when the file does not. Not checked to be a URL.
    pub url: Vec<u8>,
}

/// A witness the policy knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// What the file calls it: bytes of no meaning outside of it, none of them a space or a control character.
    pub name: Vec<u8>,
    /// Its key.
    pub key: WitnessKey,
    /// Where checkpoints are handed in, as the file says; empty when the file does not. Not checked to be a URL.
    pub url: Vec<u8>,
}

/// What a name in the file stands for. Members are places of earlier ones in [`Policy::voters`].
#[derive(Clone, Debug, PartialEq, Eq)]
enum Voter {
    Witness(Witness),
    Group {
        name: Vec<u8>,
        threshold: usize,
        members: Vec<usize>,
    },
}

impl Voter {
    fn name(&self) -> &[u8] {
        match self {
            Self::Witness(witness) => &witness.name,
            Self::Group { name, .. } => name,
        }
    }
}

/// Who decides, written out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quorum<'p> {
    /// This witness.
    Witness(&'p WitnessKey),
    /// So many of these.
    Group {
        /// How many must agree: at least 1, at most as many as there are.
        need: usize,
        /// Whose agreement counts.
        of: Vec<Self>,
    },
}

/// The logs, the witnesses and the quorum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    logs: Vec<Log>,
    /// In the order of the file, so that a group's members stand before it.
    voters: Vec<Voter>,
    /// The place of the voter that decides; `None` when no witness is asked for.
    quorum: Option<usize>,
}

impl Policy {
    /// `threshold` of `witnesses`, each under its key's name, for the logs; with none of them, no witness is asked for.
    ///
    /// # Errors
    /// [`BadPolicy`] for what no file may say: a key twice, a threshold that cannot be met, too many of a kind.
    pub fn new(
        logs: Vec<Log>,
        witnesses: Vec<(WitnessKey, Vec<u8>)>,
        threshold: usize,
    ) -> Result<Self, BadPolicy> {
        let mut voters: Vec<Voter> = witnesses
            .into_iter()
            .map(|(key, url)| {
                let name = key.name().as_str().as_bytes().to_vec();
                Voter::Witness(Witness { name, key, url })
            })
            .collect();
        let members: Vec<usize> = (0..voters.len()).collect();
        let quorum = (!members.is_empty()).then_some(members.len());
        if quorum.is_some() {
            voters.push(Voter::Group {
                name: b"witnesses".to_vec(),
                threshold,
                members,
            });
        }
        let policy = Self {
            logs,
            voters,
            quorum,
        };
        // What is made is held to what is read.
        Self::parse(&policy.to_bytes())
    }

    /// The same witnesses and quorum for this log alone.
    #[must_use]
    pub fn for_log(mut self, log: Log) -> Self {
        self.logs = vec![log];
        self
    }

    /// The logs, in the order of the file; none where the file leaves it to the reader which log is meant.
    pub fn logs(&self) -> &[Log] {
        &self.logs
    }

    /// The keys of the logs, to open checkpoints with.
    pub fn log_keys(&self) -> Vec<VerifierKey> {
        self.logs.iter().map(|log| log.key.clone()).collect()
    }

    /// The log with this origin.
    pub fn log(&self, origin: &Name) -> Option<&Log> {
        self.logs.iter().find(|log| log.key.name() == origin)
    }

    /// The witnesses, in the order of the file.
    pub fn witnesses(&self) -> impl Iterator<Item = &Witness> {
        self.voters.iter().filter_map(|voter| match voter {
            Voter::Witness(witness) => Some(witness),
            Voter::Group { .. } => None,
        })
    }

    /// Who decides, with the groups written out; `None` when no witness is asked for. A name is a member of one group at most,
    /// so this is no larger than the file.
    pub fn quorum(&self) -> Option<Quorum<'_>> {
        self.written_out(self.quorum?)
    }

    /// A group's members stand before it in the file, so this ends.
    fn written_out(&self, place: usize) -> Option<Quorum<'_>> {
        match self.voters.get(place)? {
            Voter::Witness(witness) => Some(Quorum::Witness(&witness.key)),
            Voter::Group {
                threshold, members, ..
            } => Some(Quorum::Group {
                need: *threshold,
                of: members
                    .iter()
                    .map(|member| self.written_out(*member))
                    .collect::<Option<_>>()?,
            }),
        }
    }

    /// Whether the checkpoints of the log with this key are judged by it: it is named, or no log is.
    pub fn is_for(&self, key: &VerifierKey) -> bool {
        self.logs.is_empty() || self.logs.iter().any(|log| log.key == *key)
    }

    /// Whether enough witnesses cosigned `signed`, and what each known one said, in the order of the file. How old a
    /// cosignature may be is the reader's question: see [`Policy::judge_since`].
    ///
    /// # Errors
    /// [`NotWitnessed`].
    pub fn judge(&self, signed: &SignedCheckpoint) -> Result<Vec<Cosignature>, NotWitnessed> {
        self.judge_since(signed, 0)
    }

    /// As [`Policy::judge`], but a witness agrees only when it cosigned at `since_s` seconds since 1970 or later, by its own
    /// clock. Older ones are told all the same.
    ///
    /// # Errors
    /// [`NotWitnessed`].
    pub fn judge_since(
        &self,
        signed: &SignedCheckpoint,
        since_s: u64,
    ) -> Result<Vec<Cosignature>, NotWitnessed> {
        let (mut said, mut agreeing) = (Vec::new(), Vec::new());
        for witness in self.witnesses() {
            let own = signed.cosignatures(std::slice::from_ref(&witness.key))?;
            if own.iter().any(|said| said.time_s >= since_s) {
                agreeing.push(&witness.key);
            }
            said.extend(own);
        }
        if self.decides(|witness| agreeing.contains(&&witness.key)) {
            Ok(said)
        } else {
            Err(NotWitnessed::TooFew)
        }
    }

    /// Whether those who agree are enough: whatever it is that they agree to.
    pub fn decides(&self, agrees: impl Fn(&Witness) -> bool) -> bool {
        let mut agree: Vec<bool> = Vec::with_capacity(self.voters.len());
        for voter in &self.voters {
            agree.push(match voter {
                Voter::Witness(witness) => agrees(witness),
                Voter::Group {
                    threshold, members, ..
                } => {
                    let agrees = |member: &&usize| agree.get(**member).copied().unwrap_or(false);
                    members.iter().filter(agrees).count() >= *threshold
                }
            });
        }
        self.quorum
            .is_none_or(|decides| agree.get(decides).copied().unwrap_or(false))
    }
}

#[cfg(test)]
mod tests;
