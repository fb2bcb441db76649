//! A witness of C2SP tlog-witness: an independent organisation's program that cosigns a ledger's checkpoints after it has
//! made sure that the ledger only grew. It remembers the last checkpoint of each ledger it follows, never signs one that
//! does not extend it, and keeps what shows it when a ledger signed what contradicts itself.

mod about;
mod error;
mod key;
mod memory;
mod metrics;
mod routes;

use std::{
    path::Path,
    sync::{Mutex, PoisonError},
};

use keepwell_protocol::rotation::Rotation;
use keepwell_tlog::{
    checkpoint::{Checkpoint, SignedCheckpoint},
    cosignature::{Cosigner, WitnessKey},
    note::{Name, VerifierKey},
    witness::{AddCheckpoint, Refusal, SIZE_CONTENT_TYPE, last_path},
};
use rand_core::CryptoRngCore;

pub use error::WitnessError;
pub use routes::{router, watch_router};

use memory::Memory;
use metrics::Counts;

/// Where the time comes from, in seconds since 1970.
pub type Clock = std::sync::Arc<dyn Fn() -> u64 + Send + Sync>;

/// The most logs that one witness follows.
pub const MAX_LOGS: usize = 64;

const TEXT: &str = "text/plain; charset=utf-8";

/// A witness at work. One process at a time has its folder.
pub struct Witness {
    cosigner: Cosigner,
    logs: Vec<VerifierKey>,
    /// Comparing with the last checkpoint and storing the next is one step: otherwise a slower, smaller one could take a
    /// larger one's place.
    memory: Mutex<Memory>,
    /// What was answered since the start.
    counts: Mutex<Counts>,
}

/// What is answered to a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status code.
    pub status: u16,
    /// The body's type.
    pub content_type: &'static str,
    /// The body: cosignatures, a size, or a sentence.
    pub body: String,
}

impl Witness {
    /// Opens the witness in `folder`, which is made, with a new key, where there is none. `name` is its own, the same for
    /// ever; `logs` are the keys of the logs it follows, each under its log's origin.
    ///
    /// # Errors
    /// [`WitnessError`]; among them a folder that lost part of itself: a witness that has forgotten must not go on.
    pub fn open(
        folder: &Path,
        name: &Name,
        logs: Vec<VerifierKey>,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Self, WitnessError> {
        if logs.is_empty() || logs.len() > MAX_LOGS {
            return Err(WitnessError::Logs);
        }
        let (memory, key) = Memory::open(folder, name, rng)?;
        let witness = Self {
            cosigner: Cosigner::new(name.clone(), key),
            memory: Mutex::new(memory),
            logs,
            counts: Mutex::default(),
        };
        // A checkpoint that does not read is found now and not when its log asks.
        for log in &witness.logs {
            let memory = witness.remembered();
            memory.last(log.name(), &witness.keys(&memory, log.name()))?;
        }
        Ok(witness)
    }

    /// The key that others check its cosignatures with.
    pub fn key(&self) -> &WitnessKey {
        self.cosigner.witness_key()
    }

    /// The keys of the logs that it follows, those that sign now.
    pub fn logs(&self) -> Vec<VerifierKey> {
        let memory = self.remembered();
        let mut all: Vec<VerifierKey> = Vec::new();
        for key in self
            .logs
            .iter()
            .flat_map(|log| self.keys(&memory, log.name()))
        {
            if !all.contains(&key) {
                all.push(key);
            }
        }
        all
    }

    /// The keys by which the log `origin` signs now: those it was given, without any that were handed over, and the one that they
    /// were handed over to.
    fn keys(&self, memory: &Memory, origin: &Name) -> Vec<VerifierKey> {
        let (now, before) = match memory.handed_over(origin).split_first() {
            Some((now, before)) => (Some(now), before),
            None => (None, [].as_slice()),
        };
        let given = self.logs.iter().filter(|key| key.name() == origin);
        let given = given.filter(|key| !before.contains(key) && Some(*key) != now);
        now.into_iter().chain(given).cloned().collect()
    }

    /// Answers a body of `add-checkpoint` at `now_s` seconds since 1970. What it cosigned is on the disk before this returns.
    ///
    /// # Errors
    /// [`WitnessError`] when its own disk fails; then nothing was cosigned.
    pub fn add_checkpoint(&self, body: &[u8], now_s: u64) -> Result<Answer, WitnessError> {
        let answer = self.cosign(body, now_s);
        let status = answer.as_ref().map_or(500, |answer| answer.status);
        self.counts().answered(status);
        answer
    }

    fn cosign(&self, body: &[u8], now_s: u64) -> Result<Answer, WitnessError> {
        let Ok(request) = AddCheckpoint::parse(body) else {
            return Ok(refused(&Refusal::Malformed));
        };
        let Some(origin) = request.origin() else {
            return Ok(refused(&Refusal::UnknownLog));
        };
        let mut memory = self.remembered();
        let keys = self.keys(&memory, origin);
        if keys.is_empty() {
            return Ok(refused(&Refusal::UnknownLog));
        }
        let last = memory.last(origin, &keys)?;
        let signed = match request.judge(&keys, last.as_ref()) {
            Ok(signed) => signed,
            Err(refusal) => {
                if let Some(last) = last.filter(|_| refusal.is_evidence()) {
                    tracing::error!(log = %origin, "a log signed what contradicts itself: see the folder `evidence`");
                    memory.keep_evidence(&last, &request)?;
                }
                return Ok(refused(&refusal));
            }
        };
        memory.remember(&signed, &keys)?;
        self.counts().cosigned(origin, now_s);
        let line = self.cosigner.cosign(signed.checkpoint(), now_s);
        Ok(answer(200, format!("{line}\n")))
    }

    /// Answers a body of `add-key`: the proof that a log's key was handed over to another one, with which it signs from then on. The
    /// checkpoint that both signed must be the last one that was cosigned, so that nothing else has a part in it. On the disk
    /// before this returns.
    ///
    /// # Errors
    /// [`WitnessError`] when its own disk fails.
    pub fn add_key(&self, body: &[u8]) -> Result<Answer, WitnessError> {
        let rotation = match Rotation::parse(body) {
            Ok(rotation) => rotation,
            Err(error) => return Ok(answer(400, format!("{error}\n"))),
        };
        let origin = rotation.old.name();
        let mut memory = self.remembered();
        let keys = self.keys(&memory, origin);
        if keys.is_empty() {
            return Ok(refused(&Refusal::UnknownLog));
        }
        if keys.contains(&rotation.new) {
            return Ok(answer(200, String::new()));
        }
        if !keys.contains(&rotation.old) {
            return Ok(refused(&Refusal::NotByLog));
        }
        let last = memory.last(origin, &keys)?;
        let last = last.as_ref().map(SignedCheckpoint::checkpoint);
        if last != Some(rotation.signed.checkpoint()) {
            let seen = last.map_or(0, Checkpoint::size);
            return Ok(refused(&Refusal::OtherRoot { seen }));
        }
        memory.remember_key(&rotation)?;
        tracing::info!(log = %origin, key = %rotation.new, "the log handed over to another key");
        Ok(answer(200, String::new()))
    }

    /// The last checkpoint of the log that it cosigned, as that log signed it, of which `path` is [`last_path`]; `None` where there is
    /// none. Whoever runs a log can be shown by it what they lost.
    ///
    /// # Errors
    /// [`WitnessError`] when its own disk fails, or what it remembers was altered.
    pub fn last_checkpoint(&self, path: &str) -> Result<Option<String>, WitnessError> {
        let memory = self.remembered();
        let mut followed = self.logs.iter().map(VerifierKey::name);
        let Some(origin) = followed.find(|one| last_path(one) == path) else {
            return Ok(None);
        };
        let last = memory.last(origin, &self.keys(&memory, origin))?;
        Ok(last.map(|last| last.note().to_string()))
    }

    fn counts(&self) -> std::sync::MutexGuard<'_, Counts> {
        // Numbers alone, each changed in one step.
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn remembered(&self) -> std::sync::MutexGuard<'_, Memory> {
        // Nothing is changed in memory before it is on the disk, so a panic leaves nothing half done.
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn answer(status: u16, body: String) -> Answer {
    Answer {
        status,
        content_type: TEXT,
        body,
    }
}

fn refused(refusal: &Refusal) -> Answer {
    let (content_type, body) = match refusal {
        Refusal::OldSize { seen, .. } | Refusal::OtherRoot { seen } => {
            (SIZE_CONTENT_TYPE, format!("{seen}\n"))
        }
        refusal => (TEXT, format!("{refusal}\n")),
    };
    Answer {
        status: refusal.status(),
        content_type,
        body,
    }
}

#[cfg(test)]
mod tests;
