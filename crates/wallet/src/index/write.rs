//! Writes the index: reads what is there, merges it with this device's grants, and replaces exactly what was read. When
//! another device was faster, it begins again. What the other device knows is taken over on the way.

use keepwell_client::{
    ClientError,
    relay::{BoxContents, Relay},
    transport::Transport,
};
use keepwell_crypto::keys::IndexKeys;
use keepwell_protocol::{FormatError, mailbox::BoxId, time::Timestamp};
use rand_core::CryptoRngCore;

use crate::{
    grants::{self, Grant, GrantError},
    index::{IndexEntry, IndexError, content, merge::merge, restore::take_over},
    vault::Vault,
};

/// How often another device may be faster before it is left for later.
const ATTEMPTS: u32 = 5;

/// Brings the index on the relay up to date and marks every grant that it now holds.
///
/// # Errors
/// [`IndexError`]; then the index on the relay is the old one or the new one.
pub fn write(
    vault: &Vault,
    transport: &dyn Transport,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<(), IndexError> {
    let relay = Relay::new(transport, vault.settings().relay.clone());
    let keys = vault.keys().index();
    for _ in 0..ATTEMPTS {
        match try_write(vault, &relay, &keys, now, rng) {
            Err(IndexError::Relay(ClientError::Conflict)) => {}
            other => return other,
        }
    }
    Err(ClientError::Conflict.into())
}

/// Forgets that any grant is in the index: the wallet moves to another relay, whose index is written next.
///
/// # Errors
/// [`GrantError`] when the grants cannot be changed.
pub(crate) fn forget(vault: &Vault) -> Result<(), GrantError> {
    for grant in grants::all(vault)? {
        grants::change(vault, grant.id, |grant| grant.indexed = None)?;
    }
    Ok(())
}

fn try_write(
    vault: &Vault,
    relay: &Relay<'_>,
    keys: &IndexKeys,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<(), IndexError> {
    let (theirs, version) = read(relay, keys)?;
    take_over(vault, &theirs)?;
    let mine = entries(vault)?;
    let merged = merge(mine.clone(), theirs.clone(), now);
    if merged != theirs {
        let sealed = content::seal(&merged, keys, rng)?;
        let id = BoxId::from_bytes(keys.mailbox);
        relay.write_box(&keys.owner, &id, &sealed, version.as_deref(), now)?;
    }
    for entry in mine {
        grants::change(vault, entry.id, |grant| grant.indexed = Some(entry.mark()))?;
    }
    Ok(())
}

/// The entries on the relay and their version. A box that no wallet of these words can have written is replaced as a
/// whole: nothing in it could be read again. A newer version's is left alone.
pub(super) fn read(
    relay: &Relay<'_>,
    keys: &IndexKeys,
) -> Result<(Vec<IndexEntry>, Option<String>), IndexError> {
    let Some(BoxContents { bytes, version }) = relay.read_box(&BoxId::from_bytes(keys.mailbox))?
    else {
        return Ok((Vec::new(), None));
    };
    match content::open(&bytes, keys) {
        Ok(entries) => Ok((entries, Some(version))),
        Err(error @ FormatError::UnknownVersion { .. }) => Err(error.into()),
        Err(_) => Ok((Vec::new(), Some(version))),
    }
}

/// This device's part of the index: every grant that the relay may know of. Merging drops those that are over.
fn entries(vault: &Vault) -> Result<Vec<IndexEntry>, IndexError> {
    let all = grants::all(vault)?;
    let known = |grant: &&Grant| grant.relay.tried;
    let entries = all.iter().filter(known);
    Ok(entries
        .map(|grant| IndexEntry::of(grant, vault.keys()))
        .collect())
}
