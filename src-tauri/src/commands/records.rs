//! Records listed, looked at, removed and saved.

use std::{fs::File, io, path::Path};

use keepwell_wallet::{
    grants,
    records::{self, RecordId, RecordsError},
    vault::Vault,
};
use tauri::{AppHandle, command};

use super::{Shared, beside};
use crate::{
    failure::Failure,
    look, save,
    shown::{
        over_time::{Medicine, Protection},
        overview::Overview,
        record::{DocumentPreview, RecordDetail, RecordPage, RecordQuery, ShownTo},
        wallet::SavedFile,
    },
};

/// Gives the record at a glance.
#[command]
#[specta::specta]
pub(crate) async fn overview(session: Shared<'_>) -> Result<Overview, Failure> {
    beside(session, |session| {
        session.with_vault(|vault| Ok(Overview::of(records::overview(vault)?)))
    })
    .await
}

/// Lists the records in which every word of the search occurs.
#[command]
#[specta::specta]
pub(crate) async fn records(
    session: Shared<'_>,
    query: RecordQuery,
) -> Result<RecordPage, Failure> {
    beside(session, move |session| {
        session.with_vault(|vault| Ok(RecordPage::of(records::page(vault, &query.into())?)))
    })
    .await
}

/// Tells everything about a record.
#[command]
#[specta::specta]
pub(crate) async fn record(session: Shared<'_>, id: String) -> Result<RecordDetail, Failure> {
    let id: RecordId = id.parse()?;
    beside(session, move |session| {
        session.with_vault(|vault| {
            let detail = records::detail(vault, id)?;
            let pages = match detail.document {
                Some(_) => {
                    records::document(vault, id).map_or(0, |document| look::pages(&document))
                }
                None => 0,
            };
            let shared = grants::showing(vault, id)?;
            let shared = shared.into_iter().map(ShownTo::of).collect();
            let is_signed = detail.document.is_some() && records::is_signed(vault, id)?;
            Ok(RecordDetail::of(detail, shared, pages, is_signed))
        })
    })
    .await
}

/// Tells when which medicines were taken.
#[command]
#[specta::specta]
pub(crate) async fn medicines(session: Shared<'_>) -> Result<Vec<Medicine>, Failure> {
    beside(session, |session| {
        session.with_vault(|vault| {
            let medicines = records::medicines(vault)?;
            Ok(medicines.into_iter().map(Medicine::of).collect())
        })
    })
    .await
}

/// Tells which vaccinations were given against which diseases.
#[command]
#[specta::specta]
pub(crate) async fn vaccines(session: Shared<'_>) -> Result<Vec<Protection>, Failure> {
    beside(session, |session| {
        session.with_vault(|vault| {
            let vaccines = records::vaccines(vault)?;
            Ok(vaccines.into_iter().map(Protection::of).collect())
        })
    })
    .await
}

/// Shows a document, or one page of it.
#[command]
#[specta::specta]
pub(crate) async fn preview(
    session: Shared<'_>,
    id: String,
    page: usize,
    width: u32,
) -> Result<DocumentPreview, Failure> {
    let id: RecordId = id.parse()?;
    beside(session, move |session| {
        // Drawing takes its time, for which the wallet is not held.
        let document = session.with_vault(|vault| Ok(records::document(vault, id)?))?;
        look::look(&document, page, width)
    })
    .await
}

/// Removes a record.
#[command]
#[specta::specta]
pub(crate) async fn remove_record(session: Shared<'_>, id: String) -> Result<(), Failure> {
    let id: RecordId = id.parse()?;
    beside(session, move |session| {
        session.change_records(|vault| {
            records::remove(vault, &[id])?;
            Ok(())
        })
    })
    .await
}

/// Takes the built-in sample out of the record, and nothing else.
#[command]
#[specta::specta]
pub(crate) async fn remove_sample(session: Shared<'_>) -> Result<(), Failure> {
    beside(session, move |session| {
        session.change_records(|vault| {
            records::remove_sample(vault)?;
            Ok(())
        })
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
    let id: RecordId = id.parse()?;
    let name = session.with_vault(|vault| Ok(records::detail(vault, id)?.document))?;
    let name = name.ok_or(RecordsError::NoDocument)?.name;
    let Some(path) = save::ask_file(&app, &name).await? else {
        return Ok(None);
    };
    beside(session, move |session| {
        session.with_vault(|vault| {
            let bytes = write_document(vault, id, &path)?;
            Ok(Some(SavedFile::new(&path, bytes, 1)))
        })
    })
    .await
}

fn write_document(vault: &Vault, id: RecordId, path: &Path) -> Result<u64, Failure> {
    let mut file = File::create(path)?;
    let bytes = match records::document(vault, id) {
        Ok(document) => io::copy(&mut document.bytes.as_slice(), &mut file)?,
        Err(RecordsError::TooLarge) => {
            io::copy(&mut records::open_document(vault, id)?.content, &mut file)?
        }
        Err(error) => return Err(error.into()),
    };
    file.sync_all()?;
    Ok(bytes)
}
