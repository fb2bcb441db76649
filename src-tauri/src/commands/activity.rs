//! What happened, and the proof of it.

use keepwell_wallet::{activity, grants};
use tauri::{AppHandle, command};

use super::{Shared, beside};
use crate::{
    clock,
    failure::Failure,
    save,
    shown::{
        activity::{Activity, Proof},
        wallet::SavedFile,
    },
};

const ACTIVITY_NAME: &str = "keepwell-activity.json";
const PROOF_NAME: &str = "keepwell-proof.json";

/// Tells what happened, the newest first.
#[command]
#[specta::specta]
pub(crate) async fn activity(session: Shared<'_>) -> Result<Activity, Failure> {
    beside(session, |session| {
        session.with_vault(|vault| Ok(Activity::of(activity::rows(vault, clock::now())?)))
    })
    .await
}

/// Gives the log's proof of a share.
#[command]
#[specta::specta]
pub(crate) async fn proof(session: Shared<'_>, grant: String) -> Result<Proof, Failure> {
    beside(session, move |session| {
        session.with_vault(|vault| {
            let id = grants::find(vault, &grant)?.id;
            Ok(Proof::of(activity::proof(vault, id, clock::now())?))
        })
    })
    .await
}

/// Saves the log's proof of a share where the person says.
#[command]
#[specta::specta]
pub(crate) async fn save_proof(
    app: AppHandle,
    session: Shared<'_>,
    grant: String,
) -> Result<Option<SavedFile>, Failure> {
    let Some(path) = save::ask_file(&app, PROOF_NAME).await? else {
        return Ok(None);
    };
    beside(session, move |session| {
        session.with_vault(|vault| {
            let id = grants::find(vault, &grant)?.id;
            activity::export_proof(vault, id, &path)?;
            Ok(Some(SavedFile::new(&path, path.metadata()?.len(), 0)))
        })
    })
    .await
}

/// Saves everything that happened where the person says.
#[command]
#[specta::specta]
pub(crate) async fn save_activity(
    app: AppHandle,
    session: Shared<'_>,
) -> Result<Option<SavedFile>, Failure> {
    let Some(path) = save::ask_file(&app, ACTIVITY_NAME).await? else {
        return Ok(None);
    };
    beside(session, move |session| {
        session.with_vault(|vault| {
            activity::export(vault, &path, clock::now())?;
            Ok(Some(SavedFile::new(&path, path.metadata()?.len(), 0)))
        })
    })
    .await
}
