//! Admission by token: who has an invitation fetches tokens, and each lets one mailbox or grant in. The issuer recognises its tokens,
//! not whom it gave them to. Its key changes every 90 days; tokens of the last one are still taken, so that a token is good
//! for 90 days at least. What was used is written down before it counts, in a [`Book`].

use std::{
    fmt, io,
    sync::{Arc, Mutex, PoisonError},
};

use keepwell_crypto::{
    hash::Digest,
    label::Label,
    secret::Secret32,
    voprf::{Blinded, Evaluator},
};
use keepwell_protocol::{
    admission::{
        Directory, Invitation, Token, TokenChallenge, TokenRequest, TokenResponse, key_id,
    },
    time::Timestamp,
};
use rand_core::CryptoRngCore;

use crate::Refused;

/// How long tokens are made with one key, in seconds: 90 days.
pub const KEY_LASTS_S: u64 = 90 * 24 * 60 * 60;
/// What the key is for (RFC 9578 §5.5).
const INFO: &[u8] = b"PrivacyPass";

/// Where it is written down, on the disk, what was used. Keys have numbers that rise.
pub trait Book: Send + Sync {
    /// Uses up a token's nonce; false when it was used before.
    ///
    /// # Errors
    /// When it could not be written down; then it counts as not used.
    fn spend(&self, key: u64, nonce: &Digest) -> io::Result<bool>;

    /// Takes one token from what an invitation is good for; false when that is nothing, or nothing any more.
    ///
    /// # Errors
    /// As [`Self::spend`].
    fn draw(&self, invitation: &Digest) -> io::Result<bool>;
}

/// Why no token is made.
#[derive(Debug)]
pub enum NotIssued {
    /// The request is not one for a token of this key.
    Malformed,
    /// No invitation, not one of this server's, or one that is used up: the three are not told apart.
    NotInvited,
    /// The book cannot be written.
    Book(io::Error),
}

/// Makes tokens and takes them.
pub struct Issuer {
    authority: String,
    secret: Secret32,
    book: Box<dyn Book>,
    /// The keys used last, with their numbers: there are two at a time.
    keys: Mutex<Vec<(u64, Arc<Evaluator>)>>,
}

impl Issuer {
    /// For the server that others reach under `authority`; its keys come from `secret`.
    pub fn new(authority: String, secret: Secret32, book: Box<dyn Book>) -> Self {
        Self {
            authority,
            secret,
            book,
            keys: Mutex::default(),
        }
    }

    /// Which key tokens are of now.
    pub fn directory(&self, now: Timestamp) -> Option<Directory> {
        Some(Directory::new(&self.key(number(now))?.key()))
    }

    /// For how many seconds more that key is the one that tokens are of.
    pub fn key_lasts_s(now: Timestamp) -> u64 {
        KEY_LASTS_S - now.seconds() % KEY_LASTS_S
    }

    /// Makes a token for who is invited.
    ///
    /// # Errors
    /// [`NotIssued`].
    pub fn issue(
        &self,
        request: &[u8],
        authorization: Option<&str>,
        now: Timestamp,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Vec<u8>, NotIssued> {
        let invitation = authorization.and_then(|value| Invitation::from_header(value).ok());
        let invitation = invitation.ok_or(NotIssued::NotInvited)?;
        let request = TokenRequest::from_bytes(request).map_err(|_| NotIssued::Malformed)?;
        let key = self.key(number(now)).ok_or(NotIssued::Malformed)?;
        if key_id(&key.key()).last() != Some(&request.key) {
            return Err(NotIssued::Malformed);
        }
        let blinded = Blinded::parse(&request.blinded).map_err(|_| NotIssued::Malformed)?;
        // After what is cheap, so that a request that makes no sense costs nobody a token; before what is not, so that who
        // is not invited costs this server little.
        match self.book.draw(&invitation.digest()) {
            Ok(true) => {}
            Ok(false) => return Err(NotIssued::NotInvited),
            Err(error) => return Err(NotIssued::Book(error)),
        }
        let (evaluated, proof) = key.evaluate_blinded(&blinded, rng);
        Ok(TokenResponse { evaluated, proof }.to_bytes())
    }

    /// Lets a request in for a token that was not used before.
    pub(crate) fn admit(&self, answer: Option<&str>, now: Timestamp) -> Result<(), Refused> {
        let current = number(now);
        let key = self.key(current).ok_or(Refused::Busy)?;
        let challenge = TokenChallenge::new(&self.authority, key.key());
        let token = answer
            .and_then(|value| Token::from_header(value).ok())
            .filter(|token| token.challenge_digest() == challenge.digest());
        let asked = || Refused::Asked(challenge.to_header());
        let token = token.ok_or_else(asked)?;
        let of = [current, current.saturating_sub(1)]
            .into_iter()
            .find(|number| {
                self.key(*number)
                    .is_some_and(|key| is_genuine(&key, &token))
            });
        match self.book.spend(of.ok_or_else(asked)?, &token.nonce()) {
            Ok(true) => Ok(()),
            Ok(false) => Err(asked()),
            Err(_) => Err(Refused::Busy),
        }
    }

    fn key(&self, number: u64) -> Option<Arc<Evaluator>> {
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, key)) = keys.iter().find(|(one, _)| *one == number) {
            return Some(key.clone());
        }
        let context = number.to_be_bytes();
        let seed = Secret32::derive(self.secret.expose(), Label::TOKEN_KEY, &[&context]);
        let key = Arc::new(Evaluator::derive(seed.expose(), INFO).ok()?);
        keys.retain(|(one, _)| one.abs_diff(number) == 1);
        keys.push((number, key.clone()));
        Some(key)
    }
}

/// Its name alone: the rest is secret.
impl fmt::Debug for Issuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Issuer").field(&self.authority).finish()
    }
}

fn number(now: Timestamp) -> u64 {
    now.seconds() / KEY_LASTS_S
}

fn is_genuine(key: &Evaluator, token: &Token) -> bool {
    token.key_id() == key_id(&key.key()) && key.is_output(token.input(), &token.authenticator())
}

#[cfg(test)]
mod tests;
