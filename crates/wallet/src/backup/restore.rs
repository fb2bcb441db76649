//! A wallet brought back from its words, and from a backup if there is one. Everything is read into a home that is built
//! aside, and nothing is put in place before the last byte has proved that the backup is whole.

use std::{
    fs::File,
    io::{self, BufReader, Read},
    path::Path,
};

use keepwell_crypto::{keys::WalletKeys, phrase::Phrase, seal::DataKey};
use keepwell_protocol::time::Timestamp;
use keepwell_store::Store;
use rand_core::CryptoRngCore;

use super::{
    BackupError,
    frame::{Header, Next, array, as_damage},
    state::{note_file, note_words},
};
use crate::{
    home::Home,
    records::{self, RecordsError},
    stream::HashedReader,
    vault::{NewVault, Vault},
};

/// How every age file begins.
const AGE: &[u8; 21] = b"age-encryption.org/v1";

/// Makes a wallet from recovery words that a person has: with `backup` every record as it was, without one an empty
/// record. The keys are the old ones either way, and the servers are those of `new`. Who typed the words has them, so
/// `now` they count as checked.
///
/// # Errors
/// [`BackupError`]; then there is no wallet.
pub fn restore(
    new: &NewVault<'_>,
    phrase: &Phrase,
    backup: Option<&Path>,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Vault, BackupError> {
    let Some(path) = backup else {
        return new.build(phrase, rng, |_, _, store| Ok(note_words(store, now)?));
    };
    let mut file = BufReader::new(File::open(path)?);
    let mut start = [0; AGE.len()];
    match file.read_exact(&mut start) {
        Ok(()) if start == *AGE => {}
        Err(error) if error.kind() != io::ErrorKind::UnexpectedEof => return Err(error.into()),
        _ => return Err(BackupError::NotABackup),
    }
    let identity = WalletKeys::derive(phrase).recovery();
    let mut plaintext = identity.decrypt_from(io::Cursor::new(start).chain(file))?;
    let header = Header::read(&mut plaintext)?;
    new.build(phrase, rng, |home, data_key, store| {
        fill(&header, &mut plaintext, home, data_key, store)?;
        note_words(store, now)?;
        let changes = records::changes(store)?;
        Ok(note_file(store, header.made, changes)?)
    })
}

fn fill(
    header: &Header,
    plaintext: &mut impl Read,
    home: &Home,
    data_key: &DataKey,
    store: &Store,
) -> Result<(), BackupError> {
    let mut documents = 0;
    while let Next::Document { name, size_bytes } = Next::read(plaintext)? {
        read_document(&name, size_bytes, plaintext, home, data_key)?;
        documents += 1;
    }
    store.import(plaintext)?;
    let is_whole = documents == header.documents
        && records::count_in(store).map_err(restoring)? == header.records
        && records::has_all_files(home, store).map_err(restoring)?;
    if is_whole {
        Ok(())
    } else {
        Err(BackupError::Damaged)
    }
}

fn read_document(
    name: &str,
    size_bytes: u64,
    plaintext: &mut impl Read,
    home: &Home,
    data_key: &DataKey,
) -> Result<(), BackupError> {
    let mut content = HashedReader::new(plaintext.by_ref().take(size_bytes));
    let written = records::write_new_file(home, data_key, name, &mut content);
    let digest = content.finish().map_err(as_damage)?;
    let written = written.map_err(restoring)?;
    if written == size_bytes && array(plaintext)? == digest {
        Ok(())
    } else {
        Err(BackupError::Damaged)
    }
}

/// What does not fit together while restoring is the backup's damage, not the new wallet's.
fn restoring(error: RecordsError) -> BackupError {
    match error {
        RecordsError::Damaged => BackupError::Damaged,
        RecordsError::Io(error) => BackupError::Io(error),
        RecordsError::Store(error) => error.into(),
        other => other.into(),
    }
}
