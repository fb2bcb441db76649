//! Whether a person could bring this wallet back after losing the device: when the words were last checked, and whether a
//! backup file holds every record there is now. Kept sealed on this device alone, because it says nothing about another.

use ciborium::Value;
use keepwell_protocol::{
    FormatError,
    cbor::{MapReader, MapWriter},
    time::Timestamp,
};
use keepwell_store::{Batch, Store};

use crate::{
    records,
    vault::{BACKUP, TABLE, Vault, VaultError},
};

const WHAT: &str = "wallet's note of backups";
const VERSION: u64 = 1;
const MAX_BYTES: usize = 256;
/// How long a check of the words counts: 90 days, in seconds.
const WORDS_COUNT_S: u64 = 90 * 24 * 60 * 60;

/// How well a wallet is backed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BackupState {
    /// When the words were last proved to be known.
    pub words_checked: Option<Timestamp>,
    /// They were never checked, or more than 90 days ago.
    pub words_due: bool,
    /// When the last backup file was written.
    pub file_saved: Option<Timestamp>,
    /// The records are now what they were then; true as well of a wallet that never had any.
    pub file_is_current: bool,
}

impl BackupState {
    /// Words and file together bring back every record. A check that is due again does not undo it.
    pub fn is_complete(&self) -> bool {
        self.words_checked.is_some() && self.file_is_current
    }
}

/// How well the wallet is backed up `now`.
///
/// # Errors
/// [`VaultError`] when the note cannot be read.
pub fn state(vault: &Vault, now: Timestamp) -> Result<BackupState, VaultError> {
    let note = Note::read(vault.store())?;
    let changes = records::changes(vault.store())?;
    let counts = |checked: Timestamp| now < checked.plus(WORDS_COUNT_S);
    Ok(BackupState {
        words_checked: note.words,
        words_due: !note.words.is_some_and(counts),
        file_saved: note.file.map(|(saved, _)| saved),
        file_is_current: note.file.map_or(0, |(_, then)| then) == changes,
    })
}

/// Notes that a person proved to have the words.
///
/// # Errors
/// [`VaultError`] when the note cannot be written.
pub(crate) fn note_words(store: &Store, now: Timestamp) -> Result<(), VaultError> {
    let note = Note {
        words: Some(now),
        ..Note::read(store)?
    };
    note.write(store)
}

/// Notes that a backup file holds the records as they were after so many changes.
///
/// # Errors
/// [`VaultError`] when the note cannot be written.
pub(super) fn note_file(store: &Store, now: Timestamp, changes: u64) -> Result<(), VaultError> {
    let note = Note {
        file: Some((now, changes)),
        ..Note::read(store)?
    };
    note.write(store)
}

#[derive(Default)]
struct Note {
    words: Option<Timestamp>,
    /// When, and how often records had changed until then.
    file: Option<(Timestamp, u64)>,
}

impl Note {
    fn read(store: &Store) -> Result<Self, VaultError> {
        match store.get(TABLE, BACKUP)? {
            Some(bytes) => Ok(Self::parse(&bytes)?),
            None => Ok(Self::default()),
        }
    }

    fn write(&self, store: &Store) -> Result<(), VaultError> {
        let mut batch = Batch::new();
        batch.put(TABLE, BACKUP, self.encode());
        Ok(store.write(&batch)?)
    }

    fn encode(&self) -> Vec<u8> {
        let mut map = MapWriter::default().put(0, Value::from(VERSION));
        if let Some(words) = self.words {
            map = map.put(1, Value::from(words.seconds()));
        }
        if let Some((saved, changes)) = self.file {
            map = map
                .put(2, Value::from(saved.seconds()))
                .put(3, Value::from(changes));
        }
        map.encode()
    }

    fn parse(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut map = MapReader::parse(WHAT, bytes, MAX_BYTES)?;
        map.version(VERSION)?;
        let words = optional(&mut map, 1)?.map(Timestamp::from_seconds);
        let saved = optional(&mut map, 2)?.map(Timestamp::from_seconds);
        let changes = optional(&mut map, 3)?;
        map.finish()?;
        Ok(Self {
            words,
            file: saved.zip(changes),
        })
    }
}

fn optional(map: &mut MapReader, key: u64) -> Result<Option<u64>, FormatError> {
    let number = map.optional(key).map(|value| {
        let number = value.into_integer().ok()?;
        u64::try_from(number).ok()
    });
    number
        .map(|number| number.ok_or(FormatError::malformed(WHAT, "number")))
        .transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        backup::backup,
        records::remove,
        testing::{NOW, Wallet, bundle},
    };

    #[test]
    fn a_new_wallet_needs_its_words_checked_and_no_file() {
        let wallet = Wallet::new();
        let fresh = state(&wallet.vault, NOW).unwrap();
        assert!(fresh.words_due && fresh.file_is_current && !fresh.is_complete());
        note_words(wallet.vault.store(), NOW).unwrap();
        assert!(state(&wallet.vault, NOW).unwrap().is_complete());
        let later = NOW.plus(WORDS_COUNT_S);
        assert!(!state(&wallet.vault, later.minus(1)).unwrap().words_due);
        assert!(state(&wallet.vault, later).unwrap().words_due);
    }

    #[test]
    fn every_change_to_the_records_makes_a_file_old() {
        let wallet = Wallet::with_sample();
        note_words(wallet.vault.store(), NOW).unwrap();
        let is_current = || state(&wallet.vault, NOW).unwrap().file_is_current;
        assert!(!is_current());
        let out = wallet.folder.path().join("backup");
        let save = || backup(&wallet.vault, &out, NOW).unwrap();
        save();
        assert!(is_current());
        let again = bundle("Amina Example", "1971-03-14", "Latex");
        wallet.import_as("more.json", again.as_bytes(), records::PersonRule::Same);
        assert!(!is_current());
        save();
        assert!(is_current());
        remove(&wallet.vault, &wallet.titled("Latex")).unwrap();
        assert!(!is_current());
        save();
        assert_eq!(state(&wallet.vault, NOW).unwrap().file_saved, Some(NOW));
        assert!(state(&wallet.vault, NOW).unwrap().is_complete());
    }

    #[test]
    fn a_note_comes_back_and_a_cut_one_is_refused() {
        let note = Note {
            words: Some(NOW),
            file: Some((NOW.plus(1), 7)),
        };
        let bytes = note.encode();
        let read = Note::parse(&bytes).unwrap();
        assert_eq!((read.words, read.file), (note.words, note.file));
        for end in 0..bytes.len() {
            assert!(Note::parse(&bytes[..end]).is_err(), "{end}");
        }
    }
}
