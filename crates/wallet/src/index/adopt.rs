//! Between a record on this device and its entry in the index: what is written of a grant, and how a grant that another
//! device made, or that was lost with a phone, becomes a record again.

use keepwell_crypto::keys::WalletKeys;
use keepwell_protocol::{relay_api::KeyText, statement::Statement, terms::Terms};

use crate::{
    grants::{Blob, Clinic, Grant, IndexMark, LedgerSide, Listed, Pause, RelaySide, Stop},
    index::IndexEntry,
    links::LinkSide,
};

impl IndexEntry {
    /// What the index says of `grant`.
    pub(super) fn of(grant: &Grant, keys: &WalletKeys) -> Self {
        Self {
            id: grant.id,
            statement: grant.statement.0.clone(),
            // A link's say nothing that is not beside them.
            terms: grant
                .terms
                .as_ref()
                .filter(|_| grant.link.is_none())
                .map(|terms| terms.0.clone()),
            salt: keys.grant(grant.id.as_bytes()).salt,
            log_index: grant.log_index(),
            access: grant.access.0,
            card: grant.clinic.card,
            card_key: grant.clinic.key.0,
            clinic: grant.clinic.name.clone(),
            made: grant.made,
            from: grant.from,
            until: grant.until,
            openings: grant.openings,
            relay: grant.relay.origin.clone(),
            mailbox: grant.relay.mailbox,
            ledger_url: grant.ledger.url.clone(),
            ledger_key: grant.ledger.key.clone(),
            stopped: grant.stop.as_ref().map(|stop| stop.asked),
            pause: grant.pause.map(|pause| pause.wish),
            link: grant.link.as_ref().map(|link| link.shape),
        }
    }

    /// What this entry says of the state of things.
    pub(super) fn mark(&self) -> IndexMark {
        IndexMark {
            recorded: self.log_index.is_some(),
            stopped: self.stopped.is_some(),
            pause: self.pause,
        }
    }

    /// The record of this grant on a device that did not make it; `None` when it is not a grant of these keys, or
    /// contradicts itself. Both servers may know of it, so a stop is sent to both.
    pub(super) fn to_grant(&self, keys: &WalletKeys) -> Option<Grant> {
        let statement = self.checked_statement(keys)?;
        let mut relay = RelaySide::new(self.relay.clone(), self.mailbox);
        (relay.tried, relay.created) = (true, true);
        let mut ledger = LedgerSide::new(self.ledger_url.clone(), self.ledger_key.clone());
        ledger.tried = true;
        ledger.seen_at = self.log_index;
        let key = keys.grant(self.id.as_bytes()).signing;
        let stop = self.stopped.map(|asked| Stop {
            asked,
            statement: Blob(statement.revocation(&key).as_bytes().to_vec()),
            recorded: None,
            seen_at: None,
            listed: Listed::default(),
        });
        Some(Grant {
            id: self.id,
            made: self.made,
            clinic: Clinic {
                name: self.clinic.clone(),
                card: self.card,
                key: KeyText(self.card_key),
            },
            from: self.from,
            until: self.until,
            openings: self.openings,
            choice: None,
            statement: Blob(self.statement.clone()),
            terms: self.terms.clone().map(Blob),
            access: KeyText(self.access),
            relay,
            ledger,
            share: None,
            link: self.link.map(|shape| LinkSide {
                shape,
                secret: None,
                passcode: None,
                attempts_left: None,
                composed: None,
                renewal: None,
            }),
            handed_over: false,
            stop,
            // The device that asked for it sends it; this one is told by the relay how that went.
            pause: self.pause.map(|wish| Pause { wish, sent: true }),
            indexed: Some(self.mark()),
        })
    }

    fn checked_statement(&self, keys: &WalletKeys) -> Option<Statement> {
        let keys = keys.grant(self.id.as_bytes());
        let statement = Statement::parse(&self.statement).ok()?;
        let is_ours = statement.signer() == keys.signing.verifying_key() && self.salt == keys.salt;
        let agrees = match &self.terms {
            None => true,
            Some(bytes) => {
                let terms = Terms::parse(bytes).ok()?;
                statement.commits_to(&self.salt, bytes)
                    && terms.mailbox == self.mailbox
                    && terms.relay == self.relay
                    && terms.card_key == self.card_key
            }
        };
        (is_ours && agrees).then_some(statement)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{made_grant, wallet_keys};
    use keepwell_protocol::time::Timestamp;

    const NOW: Timestamp = Timestamp::from_seconds(2_000_000);

    #[test]
    fn a_grant_comes_back_ready_to_be_stopped() {
        let keys = wallet_keys();
        let mut grant = made_grant(1, NOW, &keys);
        grant.ledger.seen_at = Some(7);
        let back = IndexEntry::of(&grant, &keys).to_grant(&keys).unwrap();
        assert_eq!(back.statement(), grant.statement());
        assert!(back.relay.tried && back.ledger.tried && back.share.is_none());
        assert_eq!(back.log_index(), Some(7));
        assert_eq!(back.indexed, Some(back.index_mark()));
    }

    #[test]
    fn a_stop_that_was_asked_for_comes_back_with_its_revocation() {
        let keys = wallet_keys();
        let grant = made_grant(1, NOW, &keys);
        let mut entry = IndexEntry::of(&grant, &keys);
        entry.stopped = Some(NOW);
        let stop = entry.to_grant(&keys).unwrap().stop.unwrap();
        let revocation = Statement::parse(&stop.statement.0).unwrap();
        assert_eq!(revocation.revoked(), Some(grant.digest()));
    }

    #[test]
    fn an_entry_that_is_not_ours_or_contradicts_itself_is_left_out() {
        let keys = wallet_keys();
        let entry = IndexEntry::of(&made_grant(1, NOW, &keys), &keys);
        let other = IndexEntry::of(&made_grant(2, NOW, &keys), &keys);
        for wrong in [
            IndexEntry {
                id: other.id,
                ..entry.clone()
            },
            IndexEntry {
                salt: other.salt,
                ..entry.clone()
            },
            IndexEntry {
                terms: other.terms.clone(),
                ..entry.clone()
            },
            IndexEntry {
                mailbox: other.mailbox,
                ..entry.clone()
            },
            IndexEntry {
                statement: vec![1],
                ..entry.clone()
            },
        ] {
            assert!(wrong.to_grant(&keys).is_none());
        }
    }
}
