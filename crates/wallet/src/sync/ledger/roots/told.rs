//! What a relay gives for a grant's events: under which access roots they stand, and that these stand in the state of the ledger that this
//! wallet has just checked. Asked for page by page; of what does not lead to that very state nothing is taken.

use std::{collections::HashMap, ops::Range};

use keepwell_client::{ClientError, follow::LogView, relay::Relay};
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    access_root::{AccessRoot, EventProofs, LoggedRoot, MAX_PROOFS},
    key_set::RelayKey,
    mailbox::MailboxId,
    statement::Statement,
    time::Timestamp,
};

use crate::activity::OnLedger;

/// What a relay told of a grant's events, and which of its roots that proves.
pub(super) struct Told {
    pub(super) proofs: EventProofs,
    pub(super) on_ledger: OnLedger,
}

/// The state that was just checked, and whose roots the ledger takes.
#[derive(Clone, Copy)]
pub(super) struct State<'s> {
    pub(super) view: &'s LogView,
    pub(super) relays: &'s [RelayKey],
}

impl Told {
    fn nothing(relays: &[RelayKey]) -> Self {
        Self {
            proofs: EventProofs::default(),
            on_ledger: OnLedger {
                relays: relays.to_vec(),
                seen: HashMap::new(),
            },
        }
    }

    /// Takes in an answer, and the roots that it proves to stand in the state that `view` knows.
    fn take(&mut self, page: EventProofs, view: &LogView) {
        let state = (view.size(), &view.root());
        let logged = page.logged.iter();
        let logged: HashMap<u64, &LoggedRoot> = logged.map(|root| (root.number, root)).collect();
        let proved = page.proofs.iter().map(|proof| &proof.statement);
        for bytes in proved.chain(page.newest.iter().map(|newest| &newest.0)) {
            let Some((statement, number)) = read(bytes) else {
                continue;
            };
            let digest = statement.digest();
            if !self.on_ledger.seen.contains_key(&digest)
                && let Some(root) = logged.get(&number)
                && root.is_of(&statement, state)
            {
                self.on_ledger.seen.insert(digest, root.index);
            }
        }
        self.proofs.newest = page.newest;
        self.proofs.proofs.extend(page.proofs);
    }
}

/// A statement of an access root, with its number.
fn read(bytes: &[u8]) -> Option<(Statement, u64)> {
    let statement = Statement::parse(bytes).ok()?;
    let number = AccessRoot::read(&statement).ok()?.number;
    Some((statement, number))
}

impl State<'_> {
    /// What leads from the events of `mailbox` with these numbers to this state; nothing from a relay without access roots.
    pub(super) fn ask(
        self,
        relay: &Relay<'_>,
        (owner, mailbox): (&SigningKey, &MailboxId),
        mut events: Range<u32>,
        now: Timestamp,
    ) -> Result<Told, ClientError> {
        let mut told = Told::nothing(self.relays);
        loop {
            let range = (events.start, self.view.size());
            let page = match relay.proofs(owner, mailbox, range, now) {
                Err(ClientError::NotAvailable) => return Ok(told),
                page => page?,
            };
            let last = page.proofs.last().map(|proof| proof.number);
            let is_full = page.proofs.len() >= MAX_PROOFS;
            told.take(page, self.view);
            match last {
                Some(last) if is_full && events.contains(&last) => {
                    events.start = last.saturating_add(1);
                }
                _ => return Ok(told),
            }
        }
    }
}
