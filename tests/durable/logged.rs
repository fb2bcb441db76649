//! What the ledger of a place says: its size, and that every grant of the wallet has one place in it, its own, for ever.

use std::collections::BTreeMap;

use keepwell_client::{ledger::Ledger, servers::LedgerKey};
use keepwell_wallet::grants::{self, GrantId};

use crate::{place::Place, stage::Patient};

/// Places in the log, by grant.
#[derive(Default)]
pub(crate) struct Logged(BTreeMap<GrantId, u64>);

impl Logged {
    /// Looks at every grant of a wallet that has nothing left to send.
    pub(crate) fn look(&mut self, patient: &Patient) {
        for grant in grants::all(&patient.vault).expect("the grants") {
            let index = grant.log_index().expect("a place in the log");
            let known = *self.0.entry(grant.id).or_insert(index);
            assert_eq!(known, index, "a grant has a second place in the log");
        }
        let mut places: Vec<u64> = self.0.values().copied().collect();
        places.sort_unstable();
        places.dedup();
        assert_eq!(places.len(), self.0.len(), "a place was given twice");
    }

    /// How many grants were seen.
    pub(crate) fn count(&self) -> u64 {
        u64::try_from(self.0.len()).expect("few")
    }
}

/// How many entries the ledger has.
pub(crate) fn size(place: &Place) -> u64 {
    let key = place.world.ready["ledger"]["key"].as_str().expect("a key");
    let key = LedgerKey::parse(key).expect("a key");
    let ledger = Ledger::new(&place.stage.wire, place.stage.url.clone(), key);
    ledger
        .checkpoint()
        .expect("a checkpoint")
        .checkpoint()
        .size()
}
