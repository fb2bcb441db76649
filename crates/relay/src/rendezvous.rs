//! A rendezvous as the relay keeps it: whose it is, who claimed it, until when, and how many messages each side left. The
//! rules are functions of that and the time; each file below is one thing that is done to a rendezvous. What the messages
//! say the relay cannot read.

mod claim;
mod create;
mod fetch;
mod leave;
mod post;

use keepwell_crypto::sign::VerifyingKey;
use keepwell_protocol::{
    relay_api::{CLAIMED_LASTS_S, KeyText, MAX_MESSAGES, UNCLAIMED_LASTS_S},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// One rendezvous.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Meeting {
    maker: KeyText,
    claimer: Option<KeyText>,
    /// From then on it is over.
    ends: Timestamp,
    /// Two claimed it: nobody may use it any more, and both sides are told so.
    void: bool,
    /// How many messages the maker and the claimer left.
    sent: [u8; 2],
}

/// Who one is at a rendezvous.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Maker,
    Claimer,
}

/// What becomes of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// It is the next one.
    Next,
    /// There is one with this number already.
    Taken,
    /// It does not follow the last one, or is one too many.
    Nowhere,
}

impl Side {
    /// The number that stands for it in keys of rows.
    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Maker => 0,
            Self::Claimer => 1,
        }
    }

    /// The other one.
    pub(crate) fn other(self) -> Self {
        match self {
            Self::Maker => Self::Claimer,
            Self::Claimer => Self::Maker,
        }
    }
}

impl Meeting {
    /// A new one, which waits for somebody to claim it.
    fn new(maker: KeyText, now: Timestamp) -> Self {
        Self {
            maker,
            claimer: None,
            ends: now.plus(UNCLAIMED_LASTS_S),
            void: false,
            sent: [0, 0],
        }
    }

    /// When it is over.
    pub(crate) fn ends(&self) -> Timestamp {
        self.ends
    }

    fn is_over(&self, now: Timestamp) -> bool {
        now >= self.ends
    }

    /// Who `key` is here.
    fn side_of(&self, key: &VerifyingKey) -> Option<Side> {
        if self.maker.0 == *key {
            Some(Side::Maker)
        } else if self.claimer.is_some_and(|claimer| claimer.0 == *key) {
            Some(Side::Claimer)
        } else {
            None
        }
    }

    /// Gives it to the first who claims it.
    fn give_to(&mut self, claimer: VerifyingKey, now: Timestamp) {
        self.claimer = Some(KeyText(claimer));
        self.ends = now.plus(CLAIMED_LASTS_S);
        self.sent = [0, 1];
    }

    /// Where a message of `side` with this number belongs.
    fn place(&self, side: Side, number: u8) -> Place {
        let sent = self.sent(side);
        // Before somebody claimed it there is nobody to write to; the claim itself is message 0.
        if number < sent {
            Place::Taken
        } else if number == sent && number < MAX_MESSAGES && self.claimer.is_some() {
            Place::Next
        } else {
            Place::Nowhere
        }
    }

    fn sent(&self, side: Side) -> u8 {
        let [maker, claimer] = self.sent;
        match side {
            Side::Maker => maker,
            Side::Claimer => claimer,
        }
    }

    fn count(&mut self, side: Side) {
        let [maker, claimer] = &mut self.sent;
        let sent = match side {
            Side::Maker => maker,
            Side::Claimer => claimer,
        };
        *sent = sent.saturating_add(1);
    }

    /// Every message that there is.
    fn messages(&self) -> impl Iterator<Item = (Side, u8)> + use<> {
        let of = |side: Side, sent: u8| (0..sent).map(move |number| (side, number));
        let [maker, claimer] = self.sent;
        of(Side::Maker, maker).chain(of(Side::Claimer, claimer))
    }
}

#[cfg(test)]
mod tests;
