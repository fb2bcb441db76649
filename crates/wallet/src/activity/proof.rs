//! The log's proof of one grant, as a person can compare it: the place of the entry, the size of the log, and its root as
//! words. Everything is checked again each time it is shown.

use keepwell_client::ledger::verify_proof;
use keepwell_crypto::words::five_words;
use keepwell_protocol::{
    entry::Entry, hexadecimal::to_hex, manifest::LedgerProof, time::Timestamp,
};
use serde::Serialize;

use super::log::checked;
use crate::{
    grants::{self, Grant, GrantError, GrantId, Recorded},
    sync::keys_of,
    vault::Vault,
};

/// The log's proof that it has a grant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Proof {
    /// The entry's number, from 0.
    pub entry: u64,
    /// How many entries the log had that the proof speaks of.
    pub tree_size: u64,
    /// The first 55 bits of its root, as words that two people can compare.
    pub root_words: [&'static str; 5],
    /// Its root, hexadecimal.
    pub root: String,
    /// When that log was followed to its end last and found to contain this; now, before the first time.
    pub checked: Timestamp,
    /// The log's name.
    pub log: String,
}

/// The proof of a grant, checked again.
///
/// # Errors
/// [`GrantError::NoProof`] when the log has not confirmed the grant, or another device has the receipt;
/// [`GrantError::BadProof`] when the receipt that was kept does not hold.
pub fn proof(vault: &Vault, id: GrantId, now: Timestamp) -> Result<Proof, GrantError> {
    let grant = grants::load(vault, id)?.ok_or(GrantError::NotFound)?;
    let recorded = grant.ledger.recorded.as_ref();
    let recorded = recorded.ok_or(GrantError::NoProof)?;
    verify(vault, &grant, (recorded, &grant.entry()))?;
    let followed = checked(vault, &grant.ledger.key)?.filter(|_| recorded.in_history);
    Ok(Proof {
        entry: recorded.index,
        tree_size: recorded.size,
        root_words: five_words(&recorded.root),
        root: to_hex(&recorded.root),
        checked: followed.unwrap_or(now),
        log: grant.ledger.key.origin().to_owned(),
    })
}

/// That a kept receipt proves `entry`.
pub(super) fn verify(
    vault: &Vault,
    grant: &Grant,
    (recorded, entry): (&Recorded, &Entry),
) -> Result<(), GrantError> {
    let proof = LedgerProof {
        receipt: recorded.receipt.0.clone(),
        tlog_proof: recorded.tlog_proof.clone(),
    };
    let proven = verify_proof(&proof, entry, &keys_of(vault, &grant.ledger.key)?);
    let is_same = proven.is_ok_and(|proven| {
        let receipt = proven.receipt;
        receipt.index == recorded.index
            && receipt.size == recorded.size
            && *receipt.root.as_bytes() == recorded.root
    });
    if is_same {
        Ok(())
    } else {
        Err(GrantError::BadProof)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fixtures::{Servers, card, send, share_with, sync},
        testing::{NOW, Wallet},
    };

    #[test]
    fn a_proof_is_there_once_the_log_confirmed_and_holds_or_is_refused() {
        let (wallet, servers) = (Wallet::with_sample(), Servers::default());
        let vault = &wallet.vault;
        let id = share_with(vault, &card("Harbour Clinic", 1));
        assert!(matches!(proof(vault, id, NOW), Err(GrantError::NoProof)));
        send(vault, &servers);
        let shown = proof(vault, id, NOW).unwrap();
        assert_eq!((shown.checked, shown.log.as_str()), (NOW, "ledger.example"));
        assert!(shown.entry < shown.tree_size && shown.root.len() == 64);
        sync(vault, &servers);
        assert_eq!(proof(vault, id, NOW).unwrap().checked, NOW.plus(60));

        grants::change(vault, id, |grant| {
            if let Some(recorded) = &mut grant.ledger.recorded {
                recorded.root = [1; 32];
            }
        })
        .unwrap();
        assert!(matches!(proof(vault, id, NOW), Err(GrantError::BadProof)));
    }
}
