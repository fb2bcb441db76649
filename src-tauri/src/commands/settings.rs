//! Preferences, servers, trusted clinics, and taking everything along.

use keepwell_wallet::{
    activity, backup, cards, edge::KeyText, preferences, records, tokens, vault::Vault,
};
use rand_core::OsRng;
use tauri::{AppHandle, command};
use zeroize::Zeroizing;

use super::{
    Shared, beside,
    cards::{known, unwrap},
};
use crate::{
    clipboard, clock,
    desk::PATIENCE,
    failure::Failure,
    save,
    shown::{
        settings::{Backup, Preferences, Settings},
        wallet::SavedFile,
    },
};

const EXPORT_NAME: &str = "keepwell-record.zip";
/// What happened, inside it.
const EXPORT_ACTIVITY: &str = "activity.json";

/// Gives what the person set.
#[command]
#[specta::specta]
pub(crate) async fn preferences(session: Shared<'_>) -> Result<Preferences, Failure> {
    beside(session, |session| Ok(session.preferences().into())).await
}

/// Keeps what the person set.
#[command]
#[specta::specta]
pub(crate) async fn save_preferences(
    session: Shared<'_>,
    preferences: Preferences,
) -> Result<(), Failure> {
    beside(session, move |session| {
        preferences::Preferences::from(preferences).save(&session.folder)?;
        session.obey(&session.preferences());
        Ok(())
    })
    .await
}

/// Gives the servers, the state of the backup and the clinics.
#[command]
#[specta::specta]
pub(crate) async fn settings(session: Shared<'_>) -> Result<Settings, Failure> {
    beside(session, |session| {
        session.with_vault(|vault| {
            let servers = vault.settings();
            Ok(Settings {
                server: servers.server.to_string(),
                relay: servers.relay.to_string(),
                ledger: servers.ledger.name().to_string(),
                ledger_key: servers.ledger.to_string(),
                witnesses: servers.witness_names(),
                key_store: Vault::has_device(vault.home().root())?,
                backup: Backup::of(&backup::state(vault, clock::now())?),
                clinics: known(vault)?,
            })
        })
    })
    .await
}

/// Uses another server from now on, or asks for the witnesses of this policy too.
#[command]
#[specta::specta]
pub(crate) async fn use_server(
    session: Shared<'_>,
    server: String,
    witnesses: Option<String>,
    passphrase: String,
) -> Result<(), Failure> {
    let passphrase = Zeroizing::new(passphrase);
    beside(session, move |session| {
        session.use_server(&server, witnesses.as_deref(), &passphrase)
    })
    .await
}

/// Fetches what an invitation to the servers is good for, and tells how many tokens came.
#[command]
#[specta::specta]
pub(crate) async fn use_invitation(
    session: Shared<'_>,
    invitation: String,
) -> Result<usize, Failure> {
    let invitation = Zeroizing::new(invitation);
    beside(session, move |session| {
        let transport = session.transport.within(PATIENCE);
        let came = session
            .with_vault(|vault| Ok(tokens::fetch(vault, &transport, &invitation, &mut OsRng)?))?;
        // What waited for a token is sent now.
        session.bell.ring();
        Ok(came)
    })
    .await
}

/// Forgets a clinic, so that another key may use its name.
#[command]
#[specta::specta]
pub(crate) async fn forget_clinic(session: Shared<'_>, card: String) -> Result<(), Failure> {
    beside(session, move |session| {
        let key = KeyText(unwrap(&card)?.key());
        session.with_vault(|vault| Ok(cards::forget(vault, &key)?))
    })
    .await
}

/// Writes every record, and what happened, where the person says.
#[command]
#[specta::specta]
pub(crate) async fn export_all(
    app: AppHandle,
    session: Shared<'_>,
) -> Result<Option<SavedFile>, Failure> {
    let Some(path) = save::ask_file(&app, EXPORT_NAME).await? else {
        return Ok(None);
    };
    beside(session, move |session| {
        session.with_vault(|vault| {
            let story = activity::story(vault, clock::now())?;
            let beside: [(&str, &[u8]); 1] = [(EXPORT_ACTIVITY, &story)];
            let exported = records::archive(vault, &path, &beside, clock::now(), &mut OsRng)?;
            let bytes = path.metadata()?.len();
            Ok(Some(SavedFile::new(&path, bytes, exported.records)))
        })
    })
    .await
}

/// Copies a text for a minute.
#[command]
#[specta::specta]
pub(crate) async fn copy(app: AppHandle, text: String) -> Result<(), Failure> {
    clipboard::copy(&app, text)
}
