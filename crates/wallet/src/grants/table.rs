//! Grants in the vault. A record is read, changed and written back only if nobody else changed it meanwhile, so that a
//! stop that comes while the outbox works on the same grant is never overwritten.

use keepwell_crypto::hash::sha256;
use keepwell_store::{Batch, StoreError, Table};

use crate::{
    grants::{Contents, Grant, GrantError, GrantId, contents, parcel, parcel::HandOver},
    vault::Vault,
};

const GRANTS: Table = Table::new("grants");
/// The first byte of a link's value: programs that know no links must not send or show one as a clinic's.
const WITH_LINK: u8 = 3;
/// The first byte of every other value: the version of its format.
const VERSION: u8 = 2;
/// The version before, which knew of no pause; it reads as one that has none.
const BEFORE: u8 = 1;
/// How often a change is tried again when somebody else was faster.
const ATTEMPTS: u32 = 20;

/// Every grant, the oldest first.
///
/// # Errors
/// [`GrantError::Store`] or [`GrantError::Unreadable`].
pub fn all(vault: &Vault) -> Result<Vec<Grant>, GrantError> {
    let mut grants = Vec::new();
    for row in vault.store().scan(GRANTS) {
        let (_, value) = row?;
        grants.push(decode(&value)?);
    }
    grants.sort_by_key(|grant: &Grant| (grant.made, grant.id));
    Ok(grants)
}

/// The grant with this id, if there is one.
///
/// # Errors
/// As [`all`].
pub fn load(vault: &Vault, id: GrantId) -> Result<Option<Grant>, GrantError> {
    match vault.store().get(GRANTS, id.as_bytes())? {
        Some(value) => decode(&value).map(Some),
        None => Ok(None),
    }
}

/// Keeps a new grant and, where this device made it, what is in it, also to be handed over; durable on return.
///
/// # Errors
/// [`GrantError::Store`], also when there is one with this id.
pub(crate) fn insert(
    vault: &Vault,
    grant: &Grant,
    contents: Option<&Contents>,
    handed: Option<&HandOver<'_>>,
) -> Result<(), GrantError> {
    let mut batch = Batch::new();
    if let Some(contents) = contents {
        contents::put(&mut batch, grant.id, contents)?;
    }
    if let Some(handed) = handed {
        parcel::put(&mut batch, grant.id, handed);
    }
    batch.expect_absent(GRANTS, grant.id.as_bytes());
    batch.put(GRANTS, grant.id.as_bytes(), encode(grant)?);
    Ok(vault.store().write(&batch)?)
}

/// Changes a grant and gives it as it is then; durable on return. `how` may run more than once.
///
/// # Errors
/// [`GrantError::NotFound`] when there is no such grant, or as [`all`].
pub(crate) fn change(
    vault: &Vault,
    id: GrantId,
    how: impl Fn(&mut Grant),
) -> Result<Grant, GrantError> {
    for _ in 0..ATTEMPTS {
        let value = vault.store().get(GRANTS, id.as_bytes())?;
        let value = value.ok_or(GrantError::NotFound)?;
        let known = decode(&value)?;
        let mut grant = known.clone();
        how(&mut grant);
        if grant == known {
            return Ok(grant);
        }
        let mut batch = Batch::new();
        batch.expect_value(GRANTS, id.as_bytes(), sha256(&value));
        batch.put(GRANTS, id.as_bytes(), encode(&grant)?);
        match vault.store().write(&batch) {
            Err(StoreError::Conflict) => {}
            other => return other.map(|()| grant).map_err(GrantError::from),
        }
    }
    Err(StoreError::Conflict.into())
}

fn encode(grant: &Grant) -> Result<Vec<u8>, GrantError> {
    let version = if grant.link.is_some() {
        WITH_LINK
    } else {
        VERSION
    };
    let mut value = vec![version];
    serde_json::to_writer(&mut value, grant).map_err(|_| GrantError::Unreadable)?;
    Ok(value)
}

fn decode(value: &[u8]) -> Result<Grant, GrantError> {
    match value.split_first() {
        Some((&(WITH_LINK | VERSION | BEFORE), json)) => {
            serde_json::from_slice(json).map_err(|_| GrantError::Unreadable)
        }
        _ => Err(GrantError::Unreadable),
    }
}
