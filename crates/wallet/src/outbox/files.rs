//! The sealed parts that wait to be uploaded: age files for the clinic, in a folder of the home, under random names.
//! Written whole or not at all; removed once the relay has them, or once they are not wanted any more.

use std::{
    collections::HashSet,
    ffi::OsStr,
    fs::{self, File},
    io,
    path::PathBuf,
};

use keepwell_crypto::recipient::Recipient;
use keepwell_protocol::hexadecimal::to_hex;
use rand_core::CryptoRngCore;

use crate::{
    grants::{self, Grant, Share},
    home::{NewFile, create_folder},
    vault::Vault,
};

/// A fresh random file name.
pub(crate) fn random_name(rng: &mut dyn CryptoRngCore) -> String {
    let mut bytes = [0; 16];
    rng.fill_bytes(&mut bytes);
    to_hex(&bytes)
}

/// Encrypts to `recipient` what `write` writes, into the file `name`. Durable on return.
///
/// # Errors
/// Those of `write`, or when the disk fails; then there is no file.
pub(crate) fn seal<T, E: From<io::Error>>(
    vault: &Vault,
    name: &str,
    recipient: &Recipient,
    write: impl FnOnce(&mut dyn io::Write) -> Result<T, E>,
) -> Result<T, E> {
    create_folder(&vault.home().outbox())?;
    let mut file = NewFile::create(&path(vault, name))?;
    let mut writer = recipient.encrypt_to(&mut file).map_err(io::Error::from)?;
    let written = write(&mut writer)?;
    writer.finish()?;
    file.commit()?;
    Ok(written)
}

/// Keeps what is sealed already as the file `name`. Durable on return.
///
/// # Errors
/// When the disk fails; then there is no file.
pub(crate) fn write(vault: &Vault, name: &str, sealed: &[u8]) -> io::Result<()> {
    create_folder(&vault.home().outbox())?;
    let mut file = NewFile::create(&path(vault, name))?;
    io::Write::write_all(&mut file, sealed)?;
    file.commit()
}

/// The file `name` and its length.
///
/// # Errors
/// When it is not there or cannot be read.
pub(crate) fn open(vault: &Vault, name: &str) -> io::Result<(File, u64)> {
    let file = File::open(path(vault, name))?;
    let length = file.metadata()?.len();
    Ok((file, length))
}

/// Removes the file `name`. That it is gone is not waited for: it is ciphertext, and the next sweep removes it too.
pub(crate) fn remove(vault: &Vault, name: &str) {
    fs::remove_file(path(vault, name)).unwrap_or_default();
}

/// Removes every file of a grant.
pub(crate) fn remove_all(vault: &Vault, grant: &Grant) {
    names(grant)
        .into_iter()
        .for_each(|name| remove(vault, name));
}

/// Whether every file that a grant still has to send is there.
pub(crate) fn has_all(vault: &Vault, grant: &Grant) -> bool {
    let Some(share) = &grant.share else {
        return true;
    };
    let unsent = share.parts.iter().filter(|part| !part.uploaded);
    grant.stop.is_some()
        || unsent
            .map(|part| &part.file)
            .all(|name| path(vault, name).is_file())
}

/// Removes the files that no grant still has to send: leftovers of a crash between sealing a share and keeping its grant, or
/// between keeping that a part was sent and removing it. Called when a vault is unlocked and nobody seals yet; what cannot
/// be removed now is ciphertext and goes the next time.
pub(crate) fn sweep(vault: &Vault) {
    let Ok(all) = grants::all(vault) else {
        return;
    };
    let wanted: HashSet<&OsStr> = all.iter().flat_map(unsent).map(OsStr::new).collect();
    let found = fs::read_dir(vault.home().outbox());
    for entry in found.into_iter().flatten().flatten() {
        if !wanted.contains(entry.file_name().as_os_str()) {
            fs::remove_file(entry.path()).unwrap_or_default();
        }
    }
}

fn path(vault: &Vault, name: &str) -> PathBuf {
    vault.home().outbox().join(name)
}

/// The files that are still to be sent. A stopped grant sends none.
fn unsent(grant: &Grant) -> Vec<&str> {
    let share = grant.share.as_ref().filter(|_| grant.stop.is_none());
    let Some(Share {
        parts, manifest, ..
    }) = share
    else {
        return Vec::new();
    };
    let parts = parts.iter().filter(|part| !part.uploaded);
    let parts = parts.map(|part| part.file.as_str());
    let manifest = manifest
        .iter()
        .filter(|manifest| grant.relay.manifest < manifest.makes());
    parts
        .chain(manifest.map(|manifest| manifest.file.as_str()))
        .collect()
}

fn names(grant: &Grant) -> Vec<&str> {
    let Some(Share {
        parts, manifest, ..
    }) = &grant.share
    else {
        return Vec::new();
    };
    let parts = parts.iter().map(|part| part.file.as_str());
    let manifest = manifest.iter().map(|manifest| manifest.file.as_str());
    parts.chain(manifest).collect()
}
