//! The patient scans the code on a clinic's screen. [`read`] tells which clinic it is, as its program answers; [`deliver`]
//! gives it the grant, [`leave`] sends it a no.

use keepwell_client::{
    meeting::{Line, Meeting},
    transport::Transport,
};
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    link::{LinkError, ScreenLink},
    rendezvous::{Question, screen},
    time::Timestamp,
};
use rand_core::CryptoRngCore;

use super::{Asking, Given, Make, RendezvousError, decide::Open, first::asking};
use crate::{
    cards::{self, Met},
    vault::Vault,
};

/// How long the clinic's program may take to answer, in seconds; it does so by itself.
const ANSWERS_WITHIN_S: u32 = 5;

/// A clinic whose screen was scanned. No `Debug`: it holds keys.
pub struct Screen {
    open: Open,
    asking: Asking,
}

impl Screen {
    /// What to ask the patient.
    pub fn asking(&self) -> &Asking {
        &self.asking
    }
}

/// Whether a text is the code of a clinic's screen, so that it is for [`read`] rather than for `cards`.
pub fn is_one(text: &str) -> bool {
    // One of a later version is for this too: it says to update.
    !matches!(
        ScreenLink::parse(text),
        Err(LinkError::NotOurs | LinkError::OtherKind)
    )
}

/// Claims the code of a clinic's screen, and learns which clinic it is.
///
/// # Errors
/// [`RendezvousError`]; the code is burned.
pub fn read(
    vault: &Vault,
    text: &str,
    transport: &dyn Transport,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Screen, RendezvousError> {
    let link = ScreenLink::parse(text)?;
    let met = cards::met(vault)?;
    let line = Line { transport, now };
    let (claimed, claim) = screen::claim(&link, rng)?;
    let meeting = Meeting {
        relay: link.relay,
        id: link.id,
        key: SigningKey::generate(rng),
    };
    meeting.claim(line, &claim)?;
    match learn(&meeting, claimed, &met, line, rng) {
        Ok((question, asking)) => Ok(Screen {
            open: Open {
                meeting,
                question,
                number: 2,
            },
            asking,
        }),
        Err(error) => {
            meeting.leave(line);
            Err(error)
        }
    }
}

/// Gives the clinic the grant that `make` makes for its card.
///
/// # Errors
/// [`RendezvousError::Grant`] when it cannot be made; the code is burned.
pub fn deliver(
    screen: Screen,
    transport: &dyn Transport,
    make: &mut Make<'_>,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Given, RendezvousError> {
    screen.open.give(Line { transport, now }, make, rng)
}

/// Tells the clinic no, as far as the relay can be told.
pub fn leave(
    screen: Screen,
    transport: &dyn Transport,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) {
    screen.open.refuse(Line { transport, now }, rng);
}

fn learn(
    meeting: &Meeting,
    claimed: screen::Claimed,
    met: &Met,
    line: Line<'_>,
    rng: &mut dyn CryptoRngCore,
) -> Result<(Question, Asking), RendezvousError> {
    let answer = meeting.receive(line, 0, ANSWERS_WITHIN_S)?;
    let answer = answer.ok_or(RendezvousError::Silent)?;
    let (question, reveal) = claimed.reveal(&answer, rng)?;
    // A clinic whose card must not be used learns nothing more.
    let asking = asking(&question, met, line.now)?;
    meeting.send(line, 1, &reveal)?;
    Ok((question, asking))
}
