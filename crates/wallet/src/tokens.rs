//! Tokens for servers that take new shares only from who was invited: fetched once with an invitation, kept sealed, and used up one
//! for each new mailbox and each new grant. A token is taken out before it is sent, so that none is shown twice.

use keepwell_client::{ClientError, tokens, transport::Transport};
use keepwell_protocol::{
    FormatError,
    admission::{Invitation, Token, TokenChallenge, key_id},
};
use keepwell_store::{Batch, StoreError, Table};
use rand_core::CryptoRngCore;
use thiserror::Error;

use crate::{error::Kind, vault::Vault};

/// By the digest of what a token is for, then its nonce.
const TOKENS: Table = Table::new("tokens");
/// The most that are fetched of one server at a time: a hundred shares.
const MOST: usize = 200;

/// Why an invitation brought nothing.
#[derive(Debug, Error)]
pub enum InvitationError {
    /// The text is not one.
    #[error("this is not an invitation: it has 24 letters and digits, look at what you were given")]
    Format(#[from] FormatError),
    /// No server of this wallet asks for tokens.
    #[error("the servers of this wallet need no invitation: everybody may share over them")]
    NotNeeded,
    /// The server does not know it, or nothing is left of it.
    #[error(
        "the server does not know this invitation, or it is used up: ask who runs the server for another"
    )]
    NotInvited,
    /// The server.
    #[error("the invitation could not be used: {0}")]
    Server(#[from] ClientError),
    /// This device's own vault.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl InvitationError {
    /// What it means for the caller.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Format(_) => Kind::Damaged,
            Self::NotNeeded | Self::NotInvited => Kind::Refused,
            Self::Server(error) if error.is_unreachable() => Kind::Unreachable,
            Self::Server(_) => Kind::Refused,
            Self::Store(_) => Kind::Other,
        }
    }
}

/// Fetches what an invitation is good for from the wallet's relay and ledger, and gives how many tokens came.
///
/// # Errors
/// [`InvitationError`] when none came; what came before a failure is kept.
pub fn fetch(
    vault: &Vault,
    transport: &dyn Transport,
    invitation: &str,
    rng: &mut dyn CryptoRngCore,
) -> Result<usize, InvitationError> {
    let invitation = Invitation::parse(invitation)?;
    let settings = vault.settings();
    let mut origins = vec![&settings.relay];
    if settings.server != settings.relay {
        origins.push(&settings.server);
    }
    let (mut came, mut is_needed) = (0, false);
    for origin in origins {
        let fetched = match tokens::fetch(transport, origin, &invitation, MOST, rng) {
            Err(ClientError::NotAvailable) => continue,
            fetched => fetched?,
        };
        is_needed = true;
        keep(vault, &fetched.challenge, &fetched.tokens)?;
        came += fetched.tokens.len();
        if let Some(error) = fetched.ended.filter(|_| came == 0) {
            return Err(error.into());
        }
    }
    match (came, is_needed) {
        (0, false) => Err(InvitationError::NotNeeded),
        (0, true) => Err(InvitationError::NotInvited),
        _ => Ok(came),
    }
}

/// Takes out a token for `asked`, one of the key that is asked for before others. `None` when there is none, or the vault
/// cannot be written: then none is sent.
pub(crate) fn take(vault: &Vault, asked: &TokenChallenge) -> Option<Token> {
    let digest = asked.digest();
    let kept: Vec<Vec<u8>> = vault
        .store()
        .keys(TOKENS)
        .filter_map(Result::ok)
        .filter(|key| key.starts_with(&digest))
        .collect();
    let read = |key: &Vec<u8>| {
        let bytes = vault.store().get(TOKENS, key).ok()??;
        Token::from_bytes(&bytes).ok()
    };
    let current = key_id(asked.key());
    let mut other = None;
    for key in kept {
        let token = read(&key)?;
        if token.key_id() == current {
            return remove(vault, &key).then_some(token);
        }
        other.get_or_insert((key, token));
    }
    let (key, token) = other?;
    remove(vault, &key).then_some(token)
}

fn keep(vault: &Vault, challenge: &TokenChallenge, tokens: &[Token]) -> Result<(), StoreError> {
    let mut batch = Batch::new();
    for token in tokens {
        let key = [challenge.digest(), token.nonce()].concat();
        batch.put(TOKENS, &key, token.as_bytes());
    }
    vault.store().write(&batch)
}

fn remove(vault: &Vault, key: &[u8]) -> bool {
    let mut batch = Batch::new();
    batch.delete(TOKENS, key);
    vault.store().write(&batch).is_ok()
}
