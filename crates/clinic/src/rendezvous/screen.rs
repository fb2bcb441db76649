//! The clinic shows a code on its screen, for the patient to scan. A code is good for two minutes and then renewed; it asks
//! nothing of the clinic until the patient has decided.

use std::mem;

use keepwell_client::{
    ClientError,
    meeting::{Line, Meeting},
    transport::Transport,
};
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    card::Card,
    mailbox::RendezvousId,
    origin::Origin,
    relay_api::UNCLAIMED_LASTS_S,
    rendezvous::{LiveWords, Outcome, screen},
    time::Timestamp,
};
use rand_core::CryptoRngCore;

use super::{Asked, RendezvousError};
use crate::{card, desk::Desk};

/// How much earlier than the relay this clinic counts a code as over: clocks and requests differ by that.
const EARLIER_S: u64 = 10;

/// A code on the screen, or the patient that came by it. No `Debug`: it holds keys.
pub struct Screen {
    relay: Origin,
    card: Card,
    stage: Stage,
}

/// Where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody has come yet.
    Waiting {
        /// What the code says.
        text: String,
        /// When it is renewed.
        renews: Timestamp,
    },
    /// A patient is asked, and sees these words.
    Asked(LiveWords),
    /// What the patient said.
    Decided(Outcome),
}

enum Stage {
    Shown {
        shown: Shown,
        offer: Box<screen::Offer>,
    },
    Claimed {
        shown: Shown,
        answered: Box<screen::Answered>,
        /// The answer, until the relay has it.
        unsent: Option<Vec<u8>>,
    },
    Asked(Box<Asked>),
    Decided(Outcome),
    Burned,
}

struct Shown {
    meeting: Meeting,
    text: String,
    renews: Timestamp,
}

/// Makes a code on this clinic's relay.
///
/// # Errors
/// [`RendezvousError::Client`] when the relay cannot be reached.
pub fn begin(
    desk: &mut Desk,
    transport: &dyn Transport,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Screen, RendezvousError> {
    let card = card::issue(desk, transport, now, rng)?.card;
    let relay = desk.own_servers().relay.clone();
    let stage = show(&relay, &card, Line { transport, now }, rng)?;
    Ok(Screen { relay, card, stage })
}

/// Looks what became of the code, waiting up to `wait_s` seconds (at most 25) for something to happen, and renews it when
/// its time is over.
///
/// # Errors
/// [`RendezvousError`]. Unless it is [temporary](RendezvousError::is_temporary) the code is burned: begin again.
pub fn poll(
    screen: &mut Screen,
    transport: &dyn Transport,
    wait_s: u32,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<State, RendezvousError> {
    let line = Line { transport, now };
    let polled = screen.step(line, wait_s, rng);
    if matches!(&polled, Err(error) if !error.is_temporary()) {
        screen.burn(line);
    }
    polled?;
    screen.state().ok_or(RendezvousError::Over)
}

/// Takes the code from the screen.
pub fn close(mut screen: Screen, transport: &dyn Transport, now: Timestamp) {
    screen.burn(Line { transport, now });
}

impl Screen {
    /// Where it stands, without asking anybody; `None` when the code is burned.
    pub fn state(&self) -> Option<State> {
        match &self.stage {
            Stage::Shown { shown, .. } | Stage::Claimed { shown, .. } => Some(State::Waiting {
                text: shown.text.clone(),
                renews: shown.renews,
            }),
            Stage::Asked(asked) => Some(State::Asked(asked.words())),
            Stage::Decided(outcome) => Some(State::Decided(outcome.clone())),
            Stage::Burned => None,
        }
    }

    fn burn(&mut self, line: Line<'_>) {
        match mem::replace(&mut self.stage, Stage::Burned) {
            Stage::Shown { shown, .. } | Stage::Claimed { shown, .. } => shown.meeting.leave(line),
            Stage::Asked(asked) => asked.leave(line.transport, line.now),
            Stage::Decided(_) | Stage::Burned => {}
        }
    }

    /// Goes as far as what is there allows; waits at the first place where nothing is there yet.
    fn step(
        &mut self,
        line: Line<'_>,
        wait_s: u32,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(), RendezvousError> {
        if let Stage::Asked(asked) = &mut self.stage {
            if let Some(outcome) = asked.outcome(line.transport, wait_s, line.now)? {
                self.stage = Stage::Decided(outcome);
            }
            return Ok(());
        }
        self.take_claim(line, wait_s, rng)?;
        self.send_answer(line)?;
        self.take_reveal(line, wait_s)?;
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
                answered: Box::new(answered),
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

    fn take_reveal(&mut self, line: Line<'_>, wait_s: u32) -> Result<(), RendezvousError> {
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
            let wait = answered
                .reveal(&reveal)
                .inspect_err(|_| meeting.leave(line))?;
            self.stage = Stage::Asked(Box::new(Asked::new(meeting, wait, 2)));
        }
        Ok(())
    }

    fn renew_if_due(
        &mut self,
        line: Line<'_>,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(), RendezvousError> {
        match &self.stage {
            Stage::Shown { shown, .. } | Stage::Claimed { shown, .. }
                if line.now >= shown.renews =>
            {
                self.renew(line, rng)
            }
            _ => Ok(()),
        }
    }

    fn renew(
        &mut self,
        line: Line<'_>,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(), RendezvousError> {
        let next = show(&self.relay, &self.card, line, rng)?;
        self.burn(line);
        self.stage = next;
        Ok(())
    }
}

/// A fresh code.
fn show(
    relay: &Origin,
    card: &Card,
    line: Line<'_>,
    rng: &mut dyn CryptoRngCore,
) -> Result<Stage, RendezvousError> {
    let meeting = Meeting {
        relay: relay.clone(),
        id: RendezvousId::generate(rng),
        key: SigningKey::generate(rng),
    };
    let offer = screen::Offer::make(relay.clone(), meeting.id, card.clone(), rng);
    meeting.create(line)?;
    let shown = Shown {
        meeting,
        text: offer.link().to_text(),
        renews: line.now.plus(UNCLAIMED_LASTS_S - EARLIER_S),
    };
    Ok(Stage::Shown {
        shown,
        offer: Box::new(offer),
    })
}
