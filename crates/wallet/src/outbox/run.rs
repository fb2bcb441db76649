//! Sends what is due: stops first, then pauses, then grants in the order in which they were made. A server that does not answer is
//! not asked again in the same run; one that refuses is believed, and its refusal is kept to be shown.

use keepwell_client::{
    ClientError,
    relay::Relay,
    transport::{Transport, TransportError},
};
use keepwell_protocol::{origin::Origin, time::Timestamp};
use rand_core::CryptoRngCore;

use crate::{
    evidence::{self, Finding},
    grants::{self, Grant, GrantError, GrantId, Retry},
    outbox::{
        files,
        plan::{self, Reach, Step, is_waiting},
        pressed::Pressed,
        schedule::{self, Pace, is_due},
        step::{Desk, StepError},
    },
    vault::Vault,
};

/// What to send, and how eagerly.
pub struct Run<'a> {
    /// Only these grants; all of them when empty.
    pub only: &'a [GrantId],
    /// Whether pauses after failures count.
    pub pace: Pace,
    /// Says when the caller does not want to wait any longer.
    pub is_over: &'a (dyn Fn() -> bool + Sync),
}

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How many grants and stops reached every server they had to, in this run.
    pub sent: usize,
    /// How many still wait.
    pub waiting: usize,
    /// How many a server refused for good.
    pub refused: usize,
}

/// Sends everything due that can be sent.
///
/// # Errors
/// [`GrantError`] when this device's own vault or folder fails. A server that is away is no error: its work waits.
pub fn run(
    vault: &Vault,
    transport: &dyn Transport,
    how: &Run<'_>,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Outcome, GrantError> {
    let mut sender = Sender {
        vault,
        transport: Pressed::new(transport, how.is_over).with_tokens(vault),
        pace: how.pace,
        now,
        silent: Silent::default(),
    };
    let mut outcome = Outcome::default();
    for grant in queue(vault, how.only)? {
        if now >= grant.until && !grant.is_at_relay() {
            // What did not leave in time never will.
            files::remove_all(vault, &grant);
        }
        let was_waiting = is_waiting(&grant, now);
        let grant = sender.send(grant, rng)?;
        let is_refused = [&grant.relay.retry, &grant.ledger.retry]
            .iter()
            .any(|retry| retry.refused.is_some());
        if is_waiting(&grant, now) {
            outcome.waiting += 1;
        } else if was_waiting && is_refused {
            outcome.refused += 1;
        } else if was_waiting {
            outcome.sent += 1;
        }
    }
    Ok(outcome)
}

/// Stops before pauses before grants; within each, the oldest first.
fn queue(vault: &Vault, only: &[GrantId]) -> Result<Vec<Grant>, GrantError> {
    let mut all = grants::all(vault)?;
    all.retain(|grant| only.is_empty() || only.contains(&grant.id));
    all.sort_by_key(|grant| (grant.stop.is_none(), !grant.is_pause_waiting()));
    Ok(all)
}

struct Sender<'a> {
    vault: &'a Vault,
    transport: Pressed<'a>,
    pace: Pace,
    now: Timestamp,
    silent: Silent,
}

/// What did not answer in this run. Relay and ledger may share an address, and one may fail while the other works.
#[derive(Default)]
struct Silent {
    relays: Vec<Origin>,
    ledgers: Vec<Origin>,
}

impl Sender<'_> {
    /// Takes every step that can be taken for one grant, and gives the grant as it is then.
    fn send(&mut self, grant: Grant, rng: &mut dyn CryptoRngCore) -> Result<Grant, GrantError> {
        let id = grant.id;
        let relay = Relay::new(&self.transport, grant.relay.origin.clone());
        // The relay borrows the transport, which is not touched while steps are taken.
        let desk = Desk {
            vault: self.vault,
            transport: &self.transport,
            relay: &relay,
            now: self.now,
        };
        let mut grant = grant;
        let mut last = None;
        while let Some(step) = plan::next(
            &grant,
            reach(&grant, &self.silent, self.pace, self.now),
            self.now,
        ) {
            // A step that was confirmed and is to be taken again would be taken for ever.
            if self.transport.is_over() || last == Some(step) {
                break;
            }
            let taken = desk.take(step, &grant, rng);
            match taken {
                Ok(()) => last = Some(step),
                Err(StepError::Local(error)) => return Err(error),
                Err(StepError::Server(_)) if self.transport.is_over() => break,
                Err(StepError::Server(error)) => {
                    settle(self.vault, &grant, step, &error, self.now)?;
                    self.silent.note(&grant, step, &error);
                }
            }
            grant = grants::load(self.vault, id)?.ok_or(GrantError::NotFound)?;
        }
        Ok(grant)
    }
}

impl Silent {
    /// Notes who is not worth asking again after `step` failed: the whole server when nothing listens there at all, one
    /// half of it when only that fails or keeps silent.
    fn note(&mut self, grant: &Grant, step: Step, error: &ClientError) {
        if !error.is_temporary() {
            return;
        }
        let origin = if step.is_for_relay() {
            &grant.relay.origin
        } else {
            &grant.ledger.url
        };
        let is_nobody_there = matches!(
            error,
            ClientError::Unreachable(error)
                if !matches!(
                    error,
                    TransportError::Broken | TransportError::Faulty(_) | TransportError::Silent
                )
        );
        if is_nobody_there || step.is_for_relay() {
            self.relays.push(origin.clone());
        }
        if is_nobody_there || !step.is_for_relay() {
            self.ledgers.push(origin.clone());
        }
    }
}

fn reach(grant: &Grant, silent: &Silent, pace: Pace, now: Timestamp) -> Reach {
    let (relay, ledger) = (&grant.relay, &grant.ledger);
    Reach {
        relay: is_due(&relay.retry, pace, now) && !silent.relays.contains(&relay.origin),
        ledger: is_due(&ledger.retry, pace, now) && !silent.ledgers.contains(&ledger.url),
    }
}

/// Keeps what a failed step means: try later, or never again.
fn settle(
    vault: &Vault,
    grant: &Grant,
    step: Step,
    error: &ClientError,
    now: Timestamp,
) -> Result<(), GrantError> {
    if let ClientError::LedgerLies(lie) = error {
        evidence::keep(vault, Finding::Lie((**lie).clone()), now)?;
    }
    let is_temporary = error.is_temporary();
    let sentence = error.to_string();
    grants::change(vault, grant.id, |grant| {
        let retry = side(grant, step);
        if is_temporary {
            schedule::failed(retry, now);
        } else {
            retry.refused = Some(sentence.clone());
        }
    })?;
    Ok(())
}

fn side(grant: &mut Grant, step: Step) -> &mut Retry {
    if step.is_for_relay() {
        &mut grant.relay.retry
    } else {
        &mut grant.ledger.retry
    }
}
