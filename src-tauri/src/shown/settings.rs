//! Preferences, servers and the state of the backup.

use keepwell_wallet::{backup::BackupState, preferences};
use serde::{Deserialize, Serialize};
use specta::{Type, Types, datatype::DataType};
use specta_typescript::define;

use super::clinic::Clinic;

/// What a person set. `text_size` is in per cent.
#[derive(Clone, Serialize, Deserialize, Type)]
pub(crate) struct Preferences {
    /// A BCP 47 tag; the system's when there is none.
    pub(crate) language: Option<String>,
    #[specta(type = TextSize)]
    pub(crate) text_size: u16,
    pub(crate) theme: Theme,
    #[specta(type = LockTime)]
    pub(crate) lock_after_min: u16,
    /// Whether openings are notified.
    pub(crate) notify: bool,
}

/// What the page may set as the text size; the core takes nothing else.
struct TextSize;

impl Type for TextSize {
    fn definition(_: &mut Types) -> DataType {
        define("100 | 125 | 150 | 200").into()
    }
}

/// What the page may set as the time to lock after.
struct LockTime;

impl Type for LockTime {
    fn definition(_: &mut Types) -> DataType {
        define("1 | 5 | 15 | 60").into()
    }
}

/// Light or dark.
#[derive(Clone, Copy, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Theme {
    /// As the system.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How well the wallet is backed up.
#[derive(Serialize, Type)]
pub(crate) struct Backup {
    /// When the words were last checked.
    pub(crate) words_checked: Option<String>,
    pub(crate) words_due: bool,
    /// When a backup file was last saved.
    pub(crate) file_saved: Option<String>,
    /// Nothing was imported since.
    pub(crate) file_is_current: bool,
    pub(crate) complete: bool,
}

/// What Settings shows.
#[derive(Serialize, Type)]
pub(crate) struct Settings {
    pub(crate) server: String,
    pub(crate) relay: String,
    pub(crate) ledger: String,
    pub(crate) ledger_key: String,
    /// Whose word on the log is asked for, by name.
    pub(crate) witnesses: Vec<String>,
    /// The system's key store opens the wallet too.
    pub(crate) key_store: bool,
    pub(crate) backup: Backup,
    pub(crate) clinics: Vec<Clinic>,
}

impl Backup {
    /// As the core judges it.
    pub(crate) fn of(state: &BackupState) -> Self {
        Self {
            words_checked: state.words_checked.map(|time| time.to_string()),
            words_due: state.words_due,
            file_saved: state.file_saved.map(|time| time.to_string()),
            file_is_current: state.file_is_current,
            complete: state.is_complete(),
        }
    }
}

impl From<preferences::Preferences> for Preferences {
    fn from(kept: preferences::Preferences) -> Self {
        Self {
            language: kept.language,
            text_size: kept.text_size,
            theme: match kept.theme {
                preferences::Theme::Dark => Theme::Dark,
                preferences::Theme::Light => Theme::Light,
                preferences::Theme::System => Theme::System,
            },
            lock_after_min: kept.lock_after_min,
            notify: kept.notify,
        }
    }
}

impl From<Preferences> for preferences::Preferences {
    fn from(wanted: Preferences) -> Self {
        Self {
            language: wanted.language,
            text_size: wanted.text_size,
            theme: match wanted.theme {
                Theme::Dark => preferences::Theme::Dark,
                Theme::Light => preferences::Theme::Light,
                Theme::System => preferences::Theme::System,
            },
            lock_after_min: wanted.lock_after_min,
            notify: wanted.notify,
        }
    }
}
