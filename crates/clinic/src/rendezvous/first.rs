//! The clinic scans the code that a wallet shows to whoever scans first.

use keepwell_client::{
    meeting::{Line, Meeting},
    transport::Transport,
};
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    link::FirstLink,
    rendezvous::{Wait, first},
    time::Timestamp,
};
use rand_core::CryptoRngCore;

use super::{Asked, RendezvousError};
use crate::{
    card,
    desk::Desk,
    open::{Code, text_of},
};

/// How long the patient's wallet may take to answer, in seconds.
const ANSWERS_WITHIN_S: u32 = 25;

/// Claims a patient's code and says who this clinic is. The patient is asked when this returns.
///
/// # Errors
/// [`RendezvousError`]; the code is burned.
pub fn claim(
    desk: &mut Desk,
    transport: &dyn Transport,
    code: Code<'_>,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Asked, RendezvousError> {
    let link = FirstLink::parse(&text_of(code)?.0)?;
    if !desk.servers().any(|one| one.relay == link.relay) {
        return Err(RendezvousError::RelayNotAllowed(link.relay));
    }
    let card = card::issue(desk, transport, now, rng)?.card;
    let line = Line { transport, now };
    let (claimed, claim) = first::claim(&link, card, rng)?;
    let meeting = Meeting {
        relay: link.relay,
        id: link.id,
        key: SigningKey::generate(rng),
    };
    meeting.claim(line, &claim)?;
    match introduce(&meeting, claimed, line, rng) {
        Ok(wait) => Ok(Asked::new(meeting, wait, 1)),
        Err(error) => {
            meeting.leave(line);
            Err(error)
        }
    }
}

fn introduce(
    meeting: &Meeting,
    claimed: first::Claimed,
    line: Line<'_>,
    rng: &mut dyn CryptoRngCore,
) -> Result<Wait, RendezvousError> {
    let answer = meeting.receive(line, 0, ANSWERS_WITHIN_S)?;
    let answer = answer.ok_or(RendezvousError::Silent)?;
    let (wait, reveal) = claimed.reveal(&answer, rng)?;
    meeting.send(line, 1, &reveal)?;
    Ok(wait)
}
