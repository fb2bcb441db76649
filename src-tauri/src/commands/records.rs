//! Records listed, looked at, removed and saved.

use std::{fs::File, io};

use keepwell_wallet::records::{self, RecordId};
use tauri::{AppHandle, command};

use super::{Shared, beside};
use crate::{failure::Failure, save, shown::wallet::SavedFile, told::Change};

/// Removes a record.
#[command]
#[specta::specta]
pub(crate) async fn remove_record(session: Shared<'_>, id: String) -> Result<(), Failure> {
    beside(session, move |session| {
        session.with_vault(|vault| Ok(records::remove(vault, &[find(&id)?])?))?;
        session.told.tell(Change::Records);
        Ok(())
    })
    .await
}

/// Saves a document as it was imported where the person says.
#[command]
#[specta::specta]
pub(crate) async fn save_document(
    app: AppHandle,
    session: Shared<'_>,
    id: String,
) -> Result<Option<SavedFile>, Failure> {
    let id = find(&id)?;
    let name = session.with_vault(|vault| Ok(records::open_document(vault, id)?.name))?;
    let Some(path) = save::ask_file(&app, &name).await? else {
        return Ok(None);
    };
    beside(session, move |session| {
        session.with_vault(|vault| {
            let mut document = records::open_document(vault, id)?;
            let bytes = io::copy(&mut document.content, &mut File::create(&path)?)?;
            Ok(Some(SavedFile::new(&path, bytes, 1)))
        })
    })
    .await
}

/// The record that the page named.
fn find(id: &str) -> Result<RecordId, Failure> {
    id.parse().map_err(|error| Failure::new("usage", error))
}
