//! The clinics' keys that were withdrawn on a ledger this wallet follows. The log says only that something was withdrawn:
//! its statement is fetched, once the log was checked, and waits here until it came. Every wallet fetches every one, so
//! the ledger does not learn whom a patient shares with.

use std::collections::BTreeSet;

use keepwell_client::{ClientError, ledger::Ledger};
use keepwell_crypto::hash::Digest;
use keepwell_protocol::{relay_api::KeyText, statement::Statement, time::Timestamp};
use keepwell_store::{Batch, Table};
use serde::{Deserialize, Serialize};

use crate::{
    cards::{CardError, KnownCard, known},
    vault::Vault,
};

/// What is known of each withdrawal, by the digest of its statement.
const WITHDRAWALS: Table = Table::new("withdrawals");
/// The most statements that are asked for at once; the others come next time.
const AT_ONCE: usize = 256;

/// One withdrawal.
#[derive(Serialize, Deserialize)]
struct Withdrawal {
    /// The ledger it stands on, as its verifier key.
    ledger: String,
    /// When the statement was last asked for; those not asked for yet come first.
    asked: Option<Timestamp>,
    /// The key that signed it, once the statement came.
    key: Option<KeyText>,
}

/// What this wallet knows of clinics: on this a card is judged. No `Debug`: it names clinics.
#[derive(Clone, Default)]
pub struct Met {
    /// Those that it shared with.
    pub known: Vec<KnownCard>,
    withdrawn: BTreeSet<[u8; 32]>,
}

impl Met {
    /// Whether this clinic's key was withdrawn.
    pub fn is_withdrawn(&self, key: &KeyText) -> bool {
        self.withdrawn.contains(key.0.as_bytes())
    }
}

/// Everything this wallet knows of clinics.
///
/// # Errors
/// [`CardError::Store`] or [`CardError::Unreadable`].
pub fn met(vault: &Vault) -> Result<Met, CardError> {
    let all = withdrawals(vault)?.into_iter();
    let keys = all.filter_map(|(_, one)| one.key);
    Ok(Met {
        known: known(vault)?,
        withdrawn: keys.map(|key| *key.0.as_bytes()).collect(),
    })
}

/// Notes withdrawals that stand on `ledger`, with whatever else is in `batch`. One whose key is known already stays as it is: the
/// same statement may stand on another ledger, which need not show it.
///
/// # Errors
/// As [`met`].
pub(crate) fn note(
    vault: &Vault,
    batch: &mut Batch,
    ledger: &Ledger<'_>,
    statements: &[Digest],
) -> Result<(), CardError> {
    for statement in statements {
        let known = vault.store().get(WITHDRAWALS, statement)?;
        if known
            .map(decode)
            .transpose()?
            .is_some_and(|one| one.key.is_some())
        {
            continue;
        }
        let withdrawal = Withdrawal {
            ledger: ledger.key().to_string(),
            asked: None,
            key: None,
        };
        batch.put(WITHDRAWALS, statement, encode(&withdrawal)?);
    }
    Ok(())
}

/// Fetches the statements that have not come yet. One that the ledger does not give is asked for again later.
///
/// # Errors
/// [`CardError::Fetch`] when the ledger cannot be reached; as [`met`] when the vault fails.
pub(crate) fn learn(vault: &Vault, ledger: &Ledger<'_>, now: Timestamp) -> Result<(), CardError> {
    let name = ledger.key().to_string();
    let mut waiting = withdrawals(vault)?;
    waiting.retain(|(_, one)| one.key.is_none() && one.ledger == name);
    waiting.sort_by_key(|(_, one)| one.asked);
    for (digest, mut withdrawal) in waiting.into_iter().take(AT_ONCE) {
        let found = match ledger.statement(&digest) {
            Err(error @ ClientError::Unreachable(_)) => return Err(CardError::Fetch(error)),
            found => found,
        };
        withdrawal.asked = Some(now);
        withdrawal.key = signer(found);
        let mut batch = Batch::new();
        batch.put(WITHDRAWALS, &digest, encode(&withdrawal)?);
        vault.store().write(&batch)?;
    }
    Ok(())
}

fn signer(found: Result<Option<Statement>, ClientError>) -> Option<KeyText> {
    let statement = found.ok().flatten()?;
    statement.withdrawn().map(|_| KeyText(statement.signer()))
}

fn withdrawals(vault: &Vault) -> Result<Vec<(Digest, Withdrawal)>, CardError> {
    let rows = vault.store().scan(WITHDRAWALS);
    rows.map(|row| {
        let (key, value) = row?;
        let digest = Digest::try_from(&key[..]).map_err(|_| CardError::Unreadable)?;
        Ok((digest, decode(value)?))
    })
    .collect()
}

fn decode(value: impl AsRef<[u8]>) -> Result<Withdrawal, CardError> {
    serde_json::from_slice(value.as_ref()).map_err(|_| CardError::Unreadable)
}

fn encode(withdrawal: &Withdrawal) -> Result<Vec<u8>, CardError> {
    serde_json::to_vec(withdrawal).map_err(|_| CardError::Unreadable)
}
