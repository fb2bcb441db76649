//! The commands that the page may call; names and shapes are those of `ui/wallet/src/backend/backend.ts`. Each unwraps
//! the session, calls the core beside the thread that draws, and converts what comes back.

pub(crate) mod activity;
pub(crate) mod camera;
pub(crate) mod cards;
pub(crate) mod emergency;
mod file;
pub(crate) mod grants;
pub(crate) mod import;
pub(crate) mod links;
pub(crate) mod meetings;
pub(crate) mod records;
pub(crate) mod settings;
pub(crate) mod share;
pub(crate) mod strangers;
pub(crate) mod trip;
pub(crate) mod wallet;
pub(crate) mod words;

use std::sync::Arc;

use tauri::{State, async_runtime::spawn_blocking};

use crate::{failure::Failure, session::Session};

/// The session as commands get it.
type Shared<'a> = State<'a, Arc<Session>>;

/// Does work that may take its time.
async fn beside<T: Send + 'static>(
    session: Shared<'_>,
    work: impl FnOnce(&Session) -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let session = Arc::clone(&session);
    spawn_blocking(move || work(&session)).await?
}
