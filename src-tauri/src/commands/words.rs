//! The recovery words after the day they were written down, and backups.

use std::sync::PoisonError;

use keepwell_wallet::{backup, words};
use rand_core::OsRng;
use tauri::{AppHandle, command};
use zeroize::Zeroizing;

use super::{Shared, beside};
use crate::{
    clock,
    failure::Failure,
    save,
    shown::wallet::{SavedFile, WordQuestion},
    told::Change,
};

const BACKUP_NAME: &str = "keepwell-backup.age";

/// Gives the words to whoever knows the passphrase.
#[command]
#[specta::specta]
pub(crate) async fn words(
    session: Shared<'_>,
    passphrase: String,
) -> Result<Vec<&'static str>, Failure> {
    let passphrase = Zeroizing::new(passphrase);
    beside(session, move |session| {
        session.with_vault(|vault| Ok(words::show(vault, &passphrase)?))
    })
    .await
}

/// Asks three questions about them.
#[command]
#[specta::specta]
pub(crate) async fn word_questions(session: Shared<'_>) -> Result<Vec<WordQuestion>, Failure> {
    beside(session, |session| {
        let questions = session.with_vault(|vault| Ok(words::ask(vault, &mut OsRng)?))?;
        let shown = questions.iter().map(WordQuestion::of).collect();
        *session.asked.lock().unwrap_or_else(PoisonError::into_inner) = questions;
        Ok(shown)
    })
    .await
}

/// Judges the answers to the questions asked last.
#[command]
#[specta::specta]
pub(crate) async fn answer_words(
    session: Shared<'_>,
    answers: Vec<String>,
) -> Result<bool, Failure> {
    beside(session, move |session| {
        let asked = session.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let right = session
            .with_vault(|vault| Ok(words::answer(vault, &asked, &answers, clock::now())?))?;
        session.told.tell(Change::Backup);
        Ok(right)
    })
    .await
}

/// Saves a backup where the person says.
#[command]
#[specta::specta]
pub(crate) async fn save_backup(
    app: AppHandle,
    session: Shared<'_>,
) -> Result<Option<SavedFile>, Failure> {
    let Some(path) = save::ask_file(&app, BACKUP_NAME).await? else {
        return Ok(None);
    };
    beside(session, move |session| {
        let report = session.with_vault(|vault| Ok(backup::backup(vault, &path, clock::now())?))?;
        session.told.tell(Change::Backup);
        Ok(Some(SavedFile::new(&path, report.bytes, report.records)))
    })
    .await
}
