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

const PROOFS: &str = "asking the relay for proofs";

/// What a relay told of some of a grant's events, and which of its roots that proves.
pub(super) struct Told {
    /// The numbers of the events that it is about.
    pub(super) events: Range<u32>,
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
    /// What an answer tells, and the roots that it proves to stand in this state.
    fn of(page: EventProofs, events: Range<u32>, state: State<'_>) -> Self {
        let logged = page.logged.iter();
        let logged: HashMap<u64, &LoggedRoot> = logged.map(|root| (root.number, root)).collect();
        let proved = page.proofs.iter().map(|proof| &proof.statement);
        let mut seen = HashMap::new();
        for bytes in proved.chain(page.newest.iter().map(|newest| &newest.0)) {
            let Some((statement, number)) = read(bytes) else {
                continue;
            };
            let digest = statement.digest();
            if !seen.contains_key(&digest)
                && let Some(root) = logged.get(&number)
                && root.is_of(&statement, (state.view.size(), &state.view.root()))
            {
                seen.insert(digest, root.index);
            }
        }
        Self {
            events,
            proofs: page,
            on_ledger: OnLedger {
                relays: state.relays.to_vec(),
                seen,
            },
        }
    }
}

/// A statement of an access root, with its number.
fn read(bytes: &[u8]) -> Option<(Statement, u64)> {
    let statement = Statement::parse(bytes).ok()?;
    let number = AccessRoot::read(&statement).ok()?.number;
    Some((statement, number))
}

impl State<'_> {
    /// What leads from the first of `events` of `mailbox`, so many as one answer holds, to this state; nothing from a relay without
    /// access roots.
    ///
    /// # Errors
    /// [`ClientError`]; numbers that go back or begin before what was asked for are [`ClientError::Nonsense`].
    pub(super) fn ask(
        self,
        relay: &Relay<'_>,
        (owner, mailbox): (&SigningKey, &MailboxId),
        events: Range<u32>,
        now: Timestamp,
    ) -> Result<Told, ClientError> {
        let range = (events.start, self.view.size());
        let page = match relay.proofs(owner, mailbox, range, now) {
            Err(ClientError::NotAvailable) => EventProofs::default(),
            page => page?,
        };
        let mut next = events.start;
        for proof in &page.proofs {
            if proof.number < next {
                return Err(ClientError::Nonsense(PROOFS));
            }
            next = proof.number.saturating_add(1);
        }
        let end = if page.proofs.len() >= MAX_PROOFS && next < events.end {
            next
        } else {
            events.end
        };
        Ok(Told::of(page, events.start..end, self))
    }
}
