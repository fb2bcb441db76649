//! What a reader is told of a mailbox: that it has ended, and nothing else.

use std::{ops::ControlFlow, time::Duration};

use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{mailbox::MailboxId, time::Timestamp};

use super::{
    POLL, POLLS, REOPEN,
    frames::{Frame, Frames},
};
use crate::{error::ClientError, relay::Relay};

/// A mailbox and who reads it.
pub struct Reader<'a> {
    /// Where it is.
    pub relay: &'a Relay<'a>,
    /// The access key.
    pub key: &'a SigningKey,
    /// The mailbox.
    pub mailbox: &'a MailboxId,
    /// This side's clock.
    pub clock: &'a dyn Fn() -> Timestamp,
    /// Waits; a program that wants to stop may return early.
    pub pause: &'a dyn Fn(Duration),
}

/// Waits until nobody is let into a mailbox any more: `true` once it has ended, `false` when `alive`, called at least every
/// 30 seconds, said stop. A network that is away tells nothing; it is tried again.
pub fn until_ended(reader: &Reader<'_>, alive: &mut dyn FnMut() -> ControlFlow<()>) -> bool {
    loop {
        let ending = match streamed(reader, alive) {
            Some(ended) => ended,
            None => polled(reader, alive),
        };
        match ending {
            Ending::Ended => return true,
            Ending::Stop => return false,
            Ending::Unknown if alive().is_break() => return false,
            Ending::Unknown => (reader.pause)(REOPEN),
        }
    }
}

enum Ending {
    Ended,
    Stop,
    Unknown,
}

/// `None` when there is no stream to be had.
fn streamed(reader: &Reader<'_>, alive: &mut dyn FnMut() -> ControlFlow<()>) -> Option<Ending> {
    let opened = reader
        .relay
        .stream(reader.key, reader.mailbox, 0, (reader.clock)());
    let mut frames = match opened {
        Ok(body) => Frames::new(body),
        Err(ClientError::NotAvailable) => return Some(Ending::Ended),
        Err(_) => return None,
    };
    let mut was_stream = false;
    loop {
        match frames.next() {
            Ok(Some(Frame::Ended)) => return Some(Ending::Ended),
            Ok(Some(Frame::Alive)) if alive().is_break() => return Some(Ending::Stop),
            Ok(Some(Frame::Alive)) => was_stream = true,
            // A reader is told nothing else.
            Ok(Some(_)) => return None,
            Ok(None) | Err(_) => return was_stream.then_some(Ending::Unknown),
        }
    }
}

fn polled(reader: &Reader<'_>, alive: &mut dyn FnMut() -> ControlFlow<()>) -> Ending {
    for _ in 0..POLLS {
        let there = reader
            .relay
            .has_not_ended(reader.key, reader.mailbox, (reader.clock)());
        if matches!(there, Err(ClientError::NotAvailable)) {
            return Ending::Ended;
        }
        if alive().is_break() {
            return Ending::Stop;
        }
        (reader.pause)(POLL);
    }
    Ending::Unknown
}
