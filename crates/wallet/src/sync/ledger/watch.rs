//! Which entries of a log concern this wallet, and what they mean: its own statements, and anything that claims to end
//! one of its grants.

use std::collections::HashMap;

use keepwell_client::{follow::LogView, servers::LedgerKey};
use keepwell_crypto::{hash::Digest, keys::WalletKeys};
use keepwell_protocol::{
    entry::{Entry, EntryType},
    statement::Statement,
    time::Timestamp,
};

use crate::{
    evidence::{self, Finding},
    grants::{self, Blob, Grant, GrantError, GrantId, Listed, Stop},
    vault::Vault,
};

/// Picks out, from all entries, those that concern this wallet.
pub(super) struct Watch {
    /// Grants by the digest of their statement.
    statements: HashMap<Digest, GrantId>,
    /// Grants by their index in the log; grows while entries are seen.
    targets: HashMap<u64, GrantId>,
    /// The digest of the one revocation that each grant's key would sign.
    revocations: HashMap<GrantId, Digest>,
    sights: Vec<Sight>,
    /// The digests of the statements by which clinics withdrew their cards.
    withdrawals: Vec<Digest>,
    /// Whether the ledger logged another status list.
    has_list: bool,
    /// The digests of the key sets.
    key_sets: Vec<Digest>,
}

/// An entry that concerns a grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sight {
    pub(super) grant: GrantId,
    /// Its index in the log.
    pub(super) index: u64,
    pub(super) what: SightKind,
}

/// What an entry means for a grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SightKind {
    /// A revocation of it that its key did not sign.
    Foreign(Digest),
    /// Its own entry.
    Grant,
    /// The revocation that its key signed: this device's, or another of the same wallet.
    Revocation,
}

impl Watch {
    /// Watches for these grants.
    pub(super) fn new(grants: &[Grant], keys: &WalletKeys) -> Self {
        let by_index = |grant: &Grant| Some((grant.log_index()?, grant.id));
        let revocation = |grant: &Grant| Some((grant.id, revocation(grant, keys)?.digest()));
        Self {
            statements: grants
                .iter()
                .map(|grant| (grant.digest(), grant.id))
                .collect(),
            targets: grants.iter().filter_map(by_index).collect(),
            revocations: grants.iter().filter_map(revocation).collect(),
            sights: Vec::new(),
            withdrawals: Vec::new(),
            has_list: false,
            key_sets: Vec::new(),
        }
    }

    /// Takes in the next entry.
    pub(super) fn see(&mut self, index: u64, entry: Entry) {
        match entry.kind {
            EntryType::CardWithdrawal => self.withdrawals.push(entry.statement),
            EntryType::KeySet => self.key_sets.push(entry.statement),
            EntryType::StatusRoot => self.has_list = true,
            EntryType::AccessRoot
            | EntryType::Grant
            | EntryType::Policy
            | EntryType::Revocation => {}
        }
        let grant = match entry.kind {
            EntryType::Grant => self.statements.get(&entry.statement),
            EntryType::Revocation => self.targets.get(&entry.target),
            _ => None,
        };
        let Some(&grant) = grant else {
            return;
        };
        let what = if entry.kind == EntryType::Grant {
            self.targets.insert(index, grant);
            SightKind::Grant
        } else if self.revocations.get(&grant) == Some(&entry.statement) {
            SightKind::Revocation
        } else {
            SightKind::Foreign(entry.statement)
        };
        self.sights.push(Sight { grant, index, what });
    }

    /// Whether another status list was logged.
    pub(super) fn has_list(&self) -> bool {
        self.has_list
    }

    /// What was seen, in the order of the log, the withdrawals, and the key sets.
    pub(super) fn into_parts(self) -> (Vec<Sight>, Vec<Digest>, Vec<Digest>) {
        (self.sights, self.withdrawals, self.key_sets)
    }
}

/// What an entry told that is new.
pub(super) enum Learnt {
    /// What is to be told against the ledger.
    Against(Box<Finding>),
    /// Nothing to act on.
    Nothing,
    /// Another device of this wallet stopped the grant.
    Stop,
}

/// Keeps what an entry means for its grant.
///
/// # Errors
/// [`GrantError`] when the vault fails.
pub(super) fn learn(
    vault: &Vault,
    sight: &Sight,
    view: &LogView,
    key: &LedgerKey,
    now: Timestamp,
) -> Result<Learnt, GrantError> {
    let index = sight.index;
    match sight.what {
        SightKind::Grant => {
            grants::change(vault, sight.grant, |grant| {
                grant.ledger.seen_at = Some(index)
            })?;
            Ok(Learnt::Nothing)
        }
        SightKind::Revocation => {
            let keys = vault.keys();
            let known = grants::load(vault, sight.grant)?.is_some_and(|grant| grant.stop.is_some());
            grants::change(vault, sight.grant, |grant| {
                saw_stop(grant, keys, index, now)
            })?;
            Ok(if known { Learnt::Nothing } else { Learnt::Stop })
        }
        SightKind::Foreign(statement) => {
            let grant = grants::change(vault, sight.grant, |grant| {
                grant.ledger.foreign_stop = Some(index)
            })?;
            Ok(Learnt::Against(Box::new(Finding::ForeignRevocation {
                ledger: key.to_string(),
                grant: evidence::text(&grant.statement),
                target: grant.log_index().unwrap_or_default(),
                index,
                statement: keepwell_protocol::hexadecimal::to_hex(&statement),
                checkpoint: view.signed().map(str::to_owned),
            })))
        }
    }
}

/// Another device of the same wallet may have asked for the stop; then the mailbox is closed from here too.
fn saw_stop(grant: &mut Grant, keys: &WalletKeys, index: u64, now: Timestamp) {
    let statement = revocation(grant, keys).map(|statement| Blob(statement.as_bytes().to_vec()));
    let Some(statement) = statement else {
        return;
    };
    let stop = grant.stop.get_or_insert(Stop {
        asked: now,
        statement,
        recorded: None,
        seen_at: None,
        listed: Listed::default(),
    });
    stop.seen_at = Some(index);
}

fn revocation(grant: &Grant, keys: &WalletKeys) -> Option<Statement> {
    let key = keys.grant(grant.id.as_bytes()).signing;
    Some(grant.statement()?.revocation(&key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{made_grant, wallet_keys};

    const NOW: Timestamp = Timestamp::from_seconds(2_000_000);

    fn entry(kind: EntryType, target: u64, statement: Digest) -> Entry {
        Entry {
            kind,
            target,
            statement,
        }
    }

    #[test]
    fn only_what_concerns_this_wallet_is_seen() {
        let keys = wallet_keys();
        let grant = made_grant(1, NOW, &keys);
        let own = revocation(&grant, &keys).unwrap().digest();
        let mut watch = Watch::new(std::slice::from_ref(&grant), &keys);
        watch.see(0, entry(EntryType::Policy, 0, [0; 32]));
        watch.see(1, entry(EntryType::Grant, 0, [1; 32]));
        watch.see(2, entry(EntryType::Revocation, 1, [2; 32]));
        watch.see(3, entry(EntryType::Grant, 0, grant.digest()));
        watch.see(4, entry(EntryType::Revocation, 3, own));
        let sight = |index, what| Sight {
            grant: grant.id,
            index,
            what,
        };
        assert_eq!(
            watch.into_parts().0,
            [sight(3, SightKind::Grant), sight(4, SightKind::Revocation)]
        );
    }

    #[test]
    fn a_revocation_that_the_grant_s_key_did_not_sign_is_foreign() {
        let keys = wallet_keys();
        let mut grant = made_grant(1, NOW, &keys);
        grant.ledger.seen_at = Some(7);
        let other = revocation(&made_grant(2, NOW, &keys), &keys)
            .unwrap()
            .digest();
        for statement in [[9; 32], grant.digest(), other] {
            let mut watch = Watch::new(std::slice::from_ref(&grant), &keys);
            watch.see(9, entry(EntryType::Revocation, 7, statement));
            assert_eq!(watch.into_parts().0[0].what, SightKind::Foreign(statement));
        }
    }

    #[test]
    fn a_stop_by_another_device_becomes_this_one_s_too() {
        let keys = wallet_keys();
        let mut grant = made_grant(1, NOW, &keys);
        (grant.relay.tried, grant.ledger.tried) = (true, true);
        saw_stop(&mut grant, &keys, 9, NOW);
        assert_eq!(grant.stop.as_ref().unwrap().seen_at, Some(9));
        assert!(!grant.is_stop_sent(), "the mailbox is still to be closed");
        grant.relay.closed = true;
        assert!(grant.is_stop_sent());
    }
}
