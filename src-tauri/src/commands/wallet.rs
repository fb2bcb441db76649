//! The wallet as a whole: where it stands, making it, unlocking and locking it.

use serde::Serialize;
use tauri::command;
use zeroize::Zeroizing;

use super::{Shared, beside};
use crate::{failure::Failure, session::State};

/// Where the wallet on this device stands.
#[derive(Serialize)]
pub(crate) struct Status {
    state: &'static str,
    server: Option<String>,
}

/// Tells where the wallet stands.
#[command]
pub(crate) async fn status(session: Shared<'_>) -> Result<Status, Failure> {
    let (state, server) = beside(session, |session| session.status()).await?;
    let state = match state {
        State::None => "none",
        State::Locked => "locked",
        State::Open => "open",
    };
    Ok(Status { state, server })
}

/// Makes a wallet and gives its recovery words, once.
#[command]
pub(crate) async fn create(
    session: Shared<'_>,
    server: String,
    passphrase: String,
) -> Result<Vec<&'static str>, Failure> {
    let passphrase = Zeroizing::new(passphrase);
    beside(session, move |session| session.create(&server, &passphrase)).await
}

/// Opens the wallet.
#[command]
pub(crate) async fn unlock(session: Shared<'_>, passphrase: String) -> Result<(), Failure> {
    let passphrase = Zeroizing::new(passphrase);
    beside(session, move |session| session.unlock(&passphrase)).await
}

/// Locks the wallet.
#[command]
pub(crate) async fn lock(session: Shared<'_>) -> Result<(), Failure> {
    beside(session, |session| {
        session.lock();
        Ok(())
    })
    .await
}
