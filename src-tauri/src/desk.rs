//! The desk at which grants are made and sent, by one at a time. What a person asked for goes first: the background ends
//! its round for it, and what did not go out in time is sent by the next round.

use std::{
    sync::{
        PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use keepwell_wallet::{
    edge::{Card, HttpTransport},
    grants::{self, GrantError, GrantId, GrantState, Made, NewWords, Wish},
    outbox::{self, Pace, Run},
    share::Choice,
    sync::sync,
    vault::Vault,
};
use rand_core::OsRng;

use crate::{
    clock,
    failure::Failure,
    news::{Known, News},
    session::Session,
    shown::code::SharedCode,
};

/// How long a person with a clinic in front of them waits for servers.
pub(crate) const PATIENCE: Duration = Duration::from_secs(8);
/// How long a round of the background may take.
pub(crate) const ROUND: Duration = Duration::from_secs(30);

/// An open wallet with the right to make and send grants.
pub(crate) struct Desk<'a> {
    pub(crate) vault: &'a Vault,
    pub(crate) transport: &'a HttpTransport,
}

impl Desk<'_> {
    /// Sends what there is to send of these grants, as far as the servers answer soon.
    ///
    /// # Errors
    /// When this device's own disk fails.
    pub(crate) fn send(&self, grants: &[GrantId]) -> Result<(), GrantError> {
        let begun = Instant::now();
        let run = Run {
            only: grants,
            pace: Pace::Asked,
            is_over: &|| begun.elapsed() > PATIENCE,
        };
        let transport = self.transport.within(PATIENCE);
        outbox::run(self.vault, &transport, &run, clock::now(), &mut OsRng)?;
        Ok(())
    }

    /// Shares with the clinic of a card, and sends it.
    ///
    /// # Errors
    /// When the card must not be used, nothing fits the choice, or this device's own disk fails.
    pub(crate) fn share(&self, card: &Card, choice: &Choice) -> Result<Made, GrantError> {
        let now = clock::now();
        let wish = Wish::at_once(card, choice.clone(), now);
        let made = grants::make(self.vault, &wish, now, &mut OsRng)?;
        self.send(&[made.id])?;
        Ok(made)
    }

    /// Shares with whoever is told six new words, which this wallet's lists call `called`, and sends it.
    ///
    /// # Errors
    /// When nothing fits the choice, or this device's own disk fails.
    pub(crate) fn share_under_words(
        &self,
        called: &str,
        choice: &Choice,
    ) -> Result<Made, GrantError> {
        let now = clock::now();
        let words = NewWords::generate(self.vault, called, now, &mut OsRng)?;
        let wish = Wish::at_once(words.card(), choice.clone(), now);
        let made = grants::make_under_words(self.vault, &words, wish, now, &mut OsRng)?;
        self.send(&[made.id])?;
        Ok(made)
    }

    /// The code of a grant that was just made.
    ///
    /// # Errors
    /// When a server refused the grant.
    pub(crate) fn code(&self, made: Made) -> Result<SharedCode, Failure> {
        let line = grants::detail(self.vault, made.id, clock::now())?.line;
        match line.refused {
            Some(why) => Err(Failure::new("refused", why)),
            None => Ok(SharedCode::of(made, line.state == GrantState::Pending)?),
        }
    }
}

impl Session {
    /// Makes or sends grants because a person asked for it.
    ///
    /// # Errors
    /// When the wallet is locked, or those of `work`.
    pub(crate) fn at_desk<T>(
        &self,
        work: impl FnOnce(&Desk<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let waiting = Waiting::begin(&self.waiting);
        let _desk = self.desk.lock().unwrap_or_else(PoisonError::into_inner);
        drop(waiting);
        let transport = &self.transport;
        let done = self.with_vault(|vault| work(&Desk { vault, transport }));
        // What did not go out in time goes out next, and what is open now is followed.
        self.bell.ring();
        done
    }

    /// One round of the background: sends what waits, asks what happened, and tells what is new.
    ///
    /// # Errors
    /// When the wallet is locked or this device's own disk fails. A server that is away is no error.
    pub(crate) fn make_round(&self) -> Result<News, Failure> {
        let _desk = self.desk.lock().unwrap_or_else(PoisonError::into_inner);
        let begun = Instant::now();
        let is_over = || self.waiting.load(Ordering::Relaxed) > 0 || begun.elapsed() > ROUND;
        let run = Run {
            only: &[],
            pace: Pace::Background,
            is_over: &is_over,
        };
        let transport = self.transport.within(ROUND);
        self.with_vault(|vault| {
            let before = Known::of(vault)?;
            sync(vault, &transport, &run, clock::now(), &mut OsRng)?;
            Ok(Known::of(vault)?.since(&before))
        })
    }
}

/// Somebody waits, until this is dropped.
pub(crate) struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    /// Counts one more.
    pub(crate) fn begin(waiting: &'a AtomicUsize) -> Self {
        waiting.fetch_add(1, Ordering::Relaxed);
        Self(waiting)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
