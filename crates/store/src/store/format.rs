//! The file that says this folder is a store, of which format and under which key. It is written last when a store is
//! made. Since every seal carries the version too, a store whose file is damaged can still be recognised.

use std::{fs, io};

use crate::{
    error::StoreError,
    folder::Folder,
    journal::{Next, Reader},
    sealer::{Sealer, VERSION},
};

const NAME: &str = "keepwell-store";

/// What the folder is, going by its format file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// No store yet, or one whose making was interrupted before anything could be written to it.
    Fresh,
    /// A store of this version and key.
    Known,
    /// A store of this key whose format file is lost or damaged.
    Unreadable,
}

/// Looks what the folder is; changes nothing.
pub(super) fn look(folder: &Folder, sealer: &Sealer) -> Result<Format, StoreError> {
    match fs::read_to_string(folder.format()) {
        Ok(text) if text == line(sealer, VERSION) => return Ok(Format::Known),
        Ok(text) if is_newer(&text, sealer) => return Err(StoreError::NewerVersion),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if is_unused(folder)? {
                return Ok(Format::Fresh);
            }
        }
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {}
        Err(error) => return Err(error.into()),
    }
    if opens_a_journal(folder, sealer)? {
        Ok(Format::Unreadable)
    } else {
        Err(StoreError::WrongKey)
    }
}

/// Writes the format file.
pub(super) fn write(folder: &Folder, sealer: &Sealer) -> io::Result<()> {
    folder.write_whole(&folder.format(), line(sealer, VERSION).as_bytes())
}

/// The whole file: name, version, and 32 hex digits that this version and key alone give. Later versions keep this form.
fn line(sealer: &Sealer, version: u8) -> String {
    let check = sealer.opaque("store/format", &[version]);
    let hex: String = check
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{NAME} {version} {hex}\n")
}

fn is_newer(text: &str, sealer: &Sealer) -> bool {
    (VERSION + 1..=u8::MAX).any(|version| text == line(sealer, version))
}

/// Without a format file: nothing was ever written, because the database is made after it.
fn is_unused(folder: &Folder) -> Result<bool, StoreError> {
    let found = folder.generations()?;
    let only_first = found.newest() <= super::open::FIRST_GENERATION;
    let journal = fs::metadata(folder.journal(super::open::FIRST_GENERATION));
    let written = journal.is_ok_and(|journal| journal.len() > crate::journal::OPENING_LEN);
    Ok(only_first && !written && !folder.engine().exists())
}

fn opens_a_journal(folder: &Folder, sealer: &Sealer) -> Result<bool, StoreError> {
    for generation in folder.generations()?.journals {
        let mut reader = Reader::open(&folder.journal(generation), sealer, generation, 0)?;
        if matches!(reader.next()?, Next::Frame(_)) {
            return Ok(true);
        }
    }
    Ok(false)
}
