//! This wallet shows a code to whoever scans first. A code is good for two minutes and then renewed; when a clinic has
//! claimed it, [`poll`] tells who it is, and [`answer`] gives it the grant or sends it away.

use std::mem;

use keepwell_client::{
    ClientError,
    meeting::{Line, Meeting},
    transport::Transport,
};
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    mailbox::RendezvousId,
    origin::Origin,
    relay_api::UNCLAIMED_LASTS_S,
    rendezvous::{Question, first},
    time::Timestamp,
};
use rand_core::CryptoRngCore;

use super::{Asking, Given, Make, RendezvousError, decide::Open};
use crate::{
    cards::{self, Met},
    vault::Vault,
};

/// How much earlier than the relay this wallet counts a code as over: clocks and requests differ by that.
const EARLIER_S: u64 = 10;

/// A code that is shown, or the question that came of it. It needs no open vault. No `Debug`: it holds keys.
pub struct First {
    relay: Origin,
    met: Met,
    stage: Stage,
}

/// Where it stands.
#[derive(Clone)]
pub enum State {
    /// Nobody has said yet who they are.
    Waiting {
        /// What the code says.
        text: String,
        /// When it is renewed.
        renews: Timestamp,
    },
    /// A clinic asks.
    Asked(Box<Asking>),
}

enum Stage {
    Shown {
        shown: Shown,
        offer: first::Offer,
    },
    /// Somebody claimed it, and has to say who they are.
    Claimed {
        shown: Shown,
        answered: first::Answered,
        /// The answer, until the relay has it.
        unsent: Option<Vec<u8>>,
    },
    Asked(Box<Asked>),
    Burned,
}

struct Asked {
    open: Open,
    asking: Asking,
}

struct Shown {
    meeting: Meeting,
    text: String,
    renews: Timestamp,
}

/// Makes a code on this wallet's relay.
///
/// # Errors
/// [`RendezvousError::Client`] when the relay cannot be reached.
pub fn begin(
    vault: &Vault,
    transport: &dyn Transport,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<First, RendezvousError> {
    let relay = vault.settings().relay.clone();
    let stage = show(&relay, Line { transport, now }, rng)?;
    Ok(First {
        met: cards::met(vault)?,
        relay,
        stage,
    })
}

/// Looks what became of the code, waiting up to `wait_s` seconds (at most 25) for something to happen, and renews it when
/// its time is over.
///
/// # Errors
/// [`RendezvousError`]. Unless it is [temporary](RendezvousError::is_temporary) the code is burned.
pub fn poll(
    first: &mut First,
    transport: &dyn Transport,
    wait_s: u32,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<State, RendezvousError> {
    let line = Line { transport, now };
    let polled = first.step(line, wait_s, rng);
    let burned = matches!(&polled, Err(error) if !error.is_temporary());
    if let Some(shown) = first.shown().filter(|_| burned) {
        shown.meeting.leave(line);
        first.stage = Stage::Burned;
    }
    polled?;
    first.state().ok_or(RendezvousError::Over)
}

/// Answers the clinic that asks: with the grant that `yes` makes for its card, or, without one, with no.
///
/// # Errors
/// [`RendezvousError::NotAsked`] when nobody asked, [`RendezvousError::Grant`] when the grant cannot be made; the code is
/// burned.
pub fn answer(
    first: First,
    transport: &dyn Transport,
    yes: Option<&mut Make<'_>>,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Option<Given>, RendezvousError> {
    let line = Line { transport, now };
    match (first.stage, yes) {
        (Stage::Asked(asked), Some(make)) => asked.open.give(line, make, rng).map(Some),
        (Stage::Asked(asked), None) => {
            asked.open.refuse(line, rng);
            Ok(None)
        }
        (Stage::Shown { shown, .. } | Stage::Claimed { shown, .. }, _) => {
            shown.meeting.leave(line);
            Err(RendezvousError::NotAsked)
        }
        (Stage::Burned, _) => Err(RendezvousError::Over),
    }
}

/// Gives up: burns the code, as far as the relay can be told.
pub fn cancel(first: First, transport: &dyn Transport, now: Timestamp) {
    let line = Line { transport, now };
    match &first.stage {
        Stage::Shown { shown, .. } | Stage::Claimed { shown, .. } => shown.meeting.leave(line),
        Stage::Asked(asked) => asked.open.meeting.leave(line),
        Stage::Burned => {}
    }
}

impl First {
    /// Where it stands, without asking anybody; `None` when the code is burned.
    pub fn state(&self) -> Option<State> {
        match &self.stage {
            Stage::Asked(asked) => Some(State::Asked(Box::new(asked.asking.clone()))),
            _ => self.shown().map(|shown| State::Waiting {
                text: shown.text.clone(),
                renews: shown.renews,
            }),
        }
    }

    fn shown(&self) -> Option<&Shown> {
        match &self.stage {
            Stage::Shown { shown, .. } | Stage::Claimed { shown, .. } => Some(shown),
            Stage::Asked(_) | Stage::Burned => None,
        }
    }

    /// Goes as far as what is there allows.
    fn step(
        &mut self,
        line: Line<'_>,
        wait_s: u32,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(), RendezvousError> {
        self.take_claim(line, wait_s, rng)?;
        self.send_answer(line)?;
        self.take_card(line, wait_s)?;
        self.renew_if_due(line, rng)
    }

    fn take_claim(
        &mut self,
        line: Line<'_>,
        wait_s: u32,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(), RendezvousError> {
        let Stage::Shown { shown, .. } = &self.stage else {
            return Ok(());
        };
        let claim = match shown.meeting.receive(line, 0, wait_s) {
            Ok(Some(claim)) => claim,
            Ok(None) => return Ok(()),
            // The relay does not know it any more: its clock is ahead, or it was set up anew.
            Err(ClientError::NotAvailable) => return self.renew(line, rng),
            Err(error) => return Err(error.into()),
        };
        if let Stage::Shown { shown, offer } = mem::replace(&mut self.stage, Stage::Burned) {
            let (answered, message) = offer
                .answer(&claim, rng)
                .inspect_err(|_| shown.meeting.leave(line))?;
            self.stage = Stage::Claimed {
                shown,
                answered,
                unsent: Some(message),
            };
        }
        Ok(())
    }

    fn send_answer(&mut self, line: Line<'_>) -> Result<(), RendezvousError> {
        if let Stage::Claimed { shown, unsent, .. } = &mut self.stage
            && let Some(message) = unsent
        {
            shown.meeting.send(line, 0, message)?;
            *unsent = None;
        }
        Ok(())
    }

    fn take_card(&mut self, line: Line<'_>, wait_s: u32) -> Result<(), RendezvousError> {
        let Stage::Claimed { shown, .. } = &self.stage else {
            return Ok(());
        };
        let Some(reveal) = shown.meeting.receive(line, 1, wait_s)? else {
            return Ok(());
        };
        if let Stage::Claimed {
            shown, answered, ..
        } = mem::replace(&mut self.stage, Stage::Burned)
        {
            let meeting = shown.meeting;
            let burn = |_: &RendezvousError| meeting.leave(line);
            let question = answered
                .reveal(&reveal)
                .map_err(RendezvousError::from)
                .inspect_err(burn)?;
            let asking = asking(&question, &self.met, line.now).inspect_err(burn)?;
            let open = Open {
                meeting,
                question,
                number: 1,
            };
            self.stage = Stage::Asked(Box::new(Asked { open, asking }));
        }
        Ok(())
    }

    fn renew_if_due(
        &mut self,
        line: Line<'_>,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(), RendezvousError> {
        if self.shown().is_some_and(|shown| line.now >= shown.renews) {
            self.renew(line, rng)?;
        }
        Ok(())
    }

    fn renew(
        &mut self,
        line: Line<'_>,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(), RendezvousError> {
        let next = show(&self.relay, line, rng)?;
        if let Some(shown) = self.shown() {
            shown.meeting.leave(line);
        }
        self.stage = next;
        Ok(())
    }
}

/// A fresh code.
fn show(
    relay: &Origin,
    line: Line<'_>,
    rng: &mut dyn CryptoRngCore,
) -> Result<Stage, RendezvousError> {
    let meeting = Meeting {
        relay: relay.clone(),
        id: RendezvousId::generate(rng),
        key: SigningKey::generate(rng),
    };
    let offer = first::Offer::make(relay.clone(), meeting.id, rng);
    meeting.create(line)?;
    let shown = Shown {
        meeting,
        text: offer.link().to_text(),
        renews: line.now.plus(UNCLAIMED_LASTS_S - EARLIER_S),
    };
    Ok(Stage::Shown { shown, offer })
}

/// What to ask the patient, when the card may be used.
pub(super) fn asking(
    question: &Question,
    met: &Met,
    now: Timestamp,
) -> Result<Asking, RendezvousError> {
    let card = question.card().clone();
    let standing = cards::judge(&card, met, now)?;
    Ok(Asking {
        card,
        standing,
        words: question.words(),
    })
}
