//! The book of several machines, in PostgreSQL: a token that one of them let in is used at all, an invitation gives no more at all of
//! them than it is good for. Everything here blocks, and is called where a thread may wait.

use std::{io, sync::Mutex, sync::PoisonError};

use keepwell_admission::Book;
use keepwell_crypto::{hash::Digest, label::Label, secret::Secret32};
use keepwell_ledger::{ClusterError, Database, Tokens};
use keepwell_protocol::admission::Invitation;
use rand_core::CryptoRngCore;
use tokio::runtime::{Builder, Runtime};

use super::MAX_TOKENS;
use crate::{ServeError, SharedTokens};

/// The book.
pub(super) struct SharedBook {
    /// Taken when this is dropped.
    runtime: Option<Runtime>,
    database: Database,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    /// Made anew after it broke.
    connection: Option<Tokens>,
    /// The newest key of which a token was used here.
    newest: u64,
}

impl SharedBook {
    /// Opens it for a machine whose tokens come from the same secret as the others'.
    pub(super) fn open(shared: SharedTokens) -> Result<(Self, Secret32), ServeError> {
        let book = Self::of(shared.database)?;
        let check = Secret32::derive(shared.secret.expose(), Label::TOKEN_CHECK, &[]);
        book.on(async |tokens| tokens.agree(check.expose()).await)?;
        Ok((book, shared.secret))
    }

    fn of(database: Database) -> Result<Self, ServeError> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("tokens-shared")
            .enable_all()
            .build()
            .map_err(ServeError::Runtime)?;
        Ok(Self {
            runtime: Some(runtime),
            database,
            kept: Mutex::default(),
        })
    }

    /// Does it on the connection that is there, or on a new one where that has ended. Where it breaks meanwhile, this is an error and
    /// the connection is dropped.
    fn on<T, W>(&self, work: W) -> Result<T, ClusterError>
    where
        W: AsyncFn(&Tokens) -> Result<T, ClusterError>,
    {
        let runtime = self.runtime.as_ref().ok_or(ClusterError::TimedOut)?;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let old = kept.connection.take().filter(Tokens::is_open);
        let (done, tokens) = runtime.block_on(async {
            let tokens = match old {
                Some(tokens) => tokens,
                None => Tokens::open(&self.database).await?,
            };
            Ok::<_, ClusterError>((work(&tokens).await?, tokens))
        })?;
        kept.connection = Some(tokens);
        Ok(done)
    }
}

impl Book for SharedBook {
    fn spend(&self, key: u64, nonce: &Digest) -> io::Result<bool> {
        let is_spent = self.on(async |tokens| tokens.spend(key, nonce).await)?;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let is_newest = key > kept.newest;
        kept.newest = kept.newest.max(key);
        drop(kept);
        if is_newest {
            // The last key's tokens are good beside the newest one's, those of others are not.
            self.on(async |tokens| tokens.forget(key.saturating_sub(1)).await)?;
        }
        Ok(is_spent)
    }

    fn draw(&self, invitation: &Digest) -> io::Result<bool> {
        Ok(self.on(async |tokens| tokens.draw(invitation).await)?)
    }
}

/// Whoever drops it last may be a thread that must not wait.
impl Drop for SharedBook {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Adds an invitation for `tokens` tokens, [`MAX_TOKENS`] at most, to the servers that share this database.
///
/// # Errors
/// [`ServeError`] when PostgreSQL does not take it.
pub fn invite_shared(
    database: Database,
    tokens: u32,
    rng: &mut dyn CryptoRngCore,
) -> Result<Invitation, ServeError> {
    let book = SharedBook::of(database)?;
    let invitation = Invitation::generate(rng);
    let digest = invitation.digest();
    let good_for = tokens.min(MAX_TOKENS);
    book.on(async |tokens| tokens.invite(&digest, good_for).await)?;
    Ok(invitation)
}
