//! The patient's own acts that nothing else remembers: imports, handovers, pauses and their ends. Shares and stops are not in here,
//! since a grant's own record has them.

use keepwell_protocol::time::Timestamp;
use keepwell_store::{Batch, StoreError, Table};
use serde::{Deserialize, Serialize};

use crate::{
    grants::{GrantError, GrantId},
    vault::Vault,
};

/// Acts, by time and number.
const JOURNAL: Table = Table::new("journal");
/// The first byte of every value: the version of its format.
const VERSION: u8 = 1;
/// How many acts of one second are told apart.
const MOST_AT_ONCE: u16 = 1000;

/// What the patient did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Act {
    /// Handed a grant's share over in an animated code.
    HandedOver(GrantId),
    /// Took in so many records.
    Imported(u64),
    /// Paused a grant.
    Paused(GrantId),
    /// Let the clinic in again.
    Resumed(GrantId),
}

/// One act.
#[derive(Serialize, Deserialize)]
pub(super) struct Noted {
    pub(super) time: Timestamp,
    pub(super) act: Act,
}

/// Keeps that the patient did this at `now`; durable on return.
///
/// # Errors
/// [`StoreError`].
pub(crate) fn note(vault: &Vault, act: Act, now: Timestamp) -> Result<(), StoreError> {
    let mut value = vec![VERSION];
    // These plain values can always be written.
    serde_json::to_writer(&mut value, &Noted { time: now, act }).unwrap_or_default();
    for number in 0..MOST_AT_ONCE {
        let key = [
            now.seconds().to_be_bytes().as_slice(),
            &number.to_be_bytes(),
        ]
        .concat();
        let mut batch = Batch::new();
        batch.expect_absent(JOURNAL, &key);
        batch.put(JOURNAL, &key, value.clone());
        match vault.store().write(&batch) {
            Err(StoreError::Conflict) => {}
            other => return other,
        }
    }
    Err(StoreError::Conflict)
}

/// Every act, the oldest first.
///
/// # Errors
/// [`GrantError::Store`] or [`GrantError::Unreadable`].
pub(super) fn journal(vault: &Vault) -> Result<Vec<Noted>, GrantError> {
    let mut acts = Vec::new();
    for row in vault.store().scan(JOURNAL) {
        let (key, value) = row?;
        let noted = match value.split_first() {
            Some((&VERSION, json)) => serde_json::from_slice::<Noted>(json).ok(),
            _ => None,
        };
        acts.push((key, noted.ok_or(GrantError::Unreadable)?));
    }
    // The store gives its rows in no order; a key begins with the time.
    acts.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(acts.into_iter().map(|(_, noted)| noted).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::vault;

    #[test]
    fn acts_of_one_second_are_all_kept() {
        let (_home, vault) = vault();
        let now = Timestamp::from_seconds(2_000_000);
        let id = GrantId::from_bytes([1; 16]);
        for act in [Act::Imported(3), Act::Paused(id), Act::Resumed(id)] {
            note(&vault, act, now).unwrap();
        }
        note(&vault, Act::Imported(1), now.minus(5)).unwrap();
        let acts: Vec<Act> = journal(&vault).unwrap().iter().map(|one| one.act).collect();
        assert_eq!(
            acts,
            [
                Act::Imported(1),
                Act::Imported(3),
                Act::Paused(id),
                Act::Resumed(id)
            ]
        );
    }
}
