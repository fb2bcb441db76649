//! What happens at a mailbox, told while it happens: through a stream where there is one, and by asking every few seconds
//! where a proxy or an older relay lets no stream through. Blocks its thread; clock and pause are passed in. What is told
//! is the relay's word: the caller checks each event's evidence.

mod frames;
mod reader;

use std::{ops::ControlFlow, time::Duration};

use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    mailbox::MailboxId,
    relay_api::{MailboxEvent, MailboxState, MailboxStatus},
    time::Timestamp,
};

use crate::{error::ClientError, relay::Relay, transport::TransportError};
use frames::{Frame, Frames};
pub use reader::{Reader, until_ended};

/// How long to wait before asking again, and before a server that did not answer is tried again.
const POLL: Duration = Duration::from_secs(5);
/// How long to wait before a stream that ended is opened again.
const REOPEN: Duration = Duration::from_secs(1);
/// How often to ask before a stream is tried again: for ten minutes.
const POLLS: u32 = 120;

/// A mailbox and who follows it.
pub struct Owner<'a> {
    /// Where it is.
    pub relay: &'a Relay<'a>,
    /// Its owner's key.
    pub key: &'a SigningKey,
    /// The mailbox.
    pub mailbox: &'a MailboxId,
    /// How many of its events are known already.
    pub seen: u32,
    /// This side's clock.
    pub clock: &'a dyn Fn() -> Timestamp,
    /// Waits; a program that wants to stop may return early.
    pub pause: &'a dyn Fn(Duration),
}

/// What is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// The event with this number.
    Happened(u32, Box<MailboxEvent>),
    /// Where the mailbox stands: once at the beginning, and whenever it changes.
    State(MailboxState),
    /// Nothing new; told at least every 30 seconds, so that the caller can stop.
    Quiet,
}

/// Tells everything that happens at a mailbox until `told` says stop.
///
/// # Errors
/// [`ClientError::NotAvailable`] when there is no such mailbox of this owner's, any more. A network that is away is not
/// an error: it is tried again.
pub fn follow(
    owner: &Owner<'_>,
    told: &mut dyn FnMut(Told) -> ControlFlow<()>,
) -> Result<(), ClientError> {
    let mut known = Known {
        seen: owner.seen,
        state: None,
    };
    loop {
        let outcome = match streamed(owner, &mut known, told) {
            Ending::Stop => return Ok(()),
            Ending::Cut => pause(owner, REOPEN, told),
            Ending::Away => pause(owner, POLL, told),
            Ending::NoStream => polled(owner, &mut known, told)?,
        };
        if outcome.is_break() {
            return Ok(());
        }
    }
}

/// What was told already.
struct Known {
    seen: u32,
    state: Option<MailboxState>,
}

/// How a stream ended.
enum Ending {
    /// The caller wants no more.
    Stop,
    /// It was a stream, and is over.
    Cut,
    /// Nobody is there.
    Away,
    /// There is no stream to be had.
    NoStream,
}

fn streamed(
    owner: &Owner<'_>,
    known: &mut Known,
    told: &mut dyn FnMut(Told) -> ControlFlow<()>,
) -> Ending {
    let opened = owner
        .relay
        .stream(owner.key, owner.mailbox, known.seen, (owner.clock)());
    let mut frames = match opened {
        Ok(body) => Frames::new(body),
        Err(ClientError::Unreachable(TransportError::Connect)) => return Ending::Away,
        Err(_) => return Ending::NoStream,
    };
    let mut was_stream = false;
    loop {
        let frame = match frames.next() {
            Ok(Some(frame)) => frame,
            // A line that brought something once is opened again; one that never did is none.
            Ok(None) | Err(_) if was_stream => return Ending::Cut,
            Ok(None) | Err(_) => return Ending::NoStream,
        };
        was_stream = true;
        let Some(news) = known.news(frame) else {
            return Ending::NoStream;
        };
        if news
            .map_or(ControlFlow::Continue(()), &mut *told)
            .is_break()
        {
            return Ending::Stop;
        }
    }
}

impl Known {
    /// What a frame tells: `Some(None)` when it was known, `None` when it makes no sense.
    fn news(&mut self, frame: Frame) -> Option<Option<Told>> {
        match frame {
            Frame::Alive => Some(Some(Told::Quiet)),
            Frame::Happened(number, _) if number < self.seen => Some(None),
            // One is missing: asking brings all of them.
            Frame::Happened(number, _) if number > self.seen => None,
            Frame::Happened(number, event) => {
                self.seen = number.saturating_add(1);
                Some(Some(Told::Happened(number, event)))
            }
            Frame::State(state) => Some(self.changed(state)),
            Frame::Ended => None,
        }
    }

    fn changed(&mut self, state: MailboxState) -> Option<Told> {
        (self.state.replace(state) != Some(state)).then_some(Told::State(state))
    }

    /// What a status tells that was not known.
    fn news_of(&mut self, status: MailboxStatus) -> Vec<Told> {
        let mut news = Vec::new();
        for (number, event) in (0u32..).zip(status.events) {
            if number == self.seen {
                self.seen = number.saturating_add(1);
                news.push(Told::Happened(number, Box::new(event)));
            }
        }
        news.extend(self.changed(status.state));
        news
    }
}

/// Asks again and again, for ten minutes.
fn polled(
    owner: &Owner<'_>,
    known: &mut Known,
    told: &mut dyn FnMut(Told) -> ControlFlow<()>,
) -> Result<ControlFlow<()>, ClientError> {
    for _ in 0..POLLS {
        let status = owner
            .relay
            .status(owner.key, owner.mailbox, (owner.clock)());
        let news = match status {
            Ok(status) => known.news_of(status),
            Err(error) if error.is_temporary() => Vec::new(),
            Err(error) => return Err(error),
        };
        for one in news {
            if told(one).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        if pause(owner, POLL, told).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

fn pause(
    owner: &Owner<'_>,
    time: Duration,
    told: &mut dyn FnMut(Told) -> ControlFlow<()>,
) -> ControlFlow<()> {
    told(Told::Quiet)?;
    (owner.pause)(time);
    told(Told::Quiet)
}

#[cfg(test)]
mod tests;
