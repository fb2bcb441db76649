//! How a log begins: entry 0 is the registration policy, entry 1 the key set, both by the ledger's own key, committed
//! together. So the rules and keys that everybody relies on are themselves on the log (RFC 9943), and no log is ever so
//! small that a proof would be empty.

use keepwell_protocol::entry::EntryType;
use keepwell_protocol::statement::Statement;

use crate::chunk::{Registration, short};
use crate::key::LogKey;
use crate::register::{Candidate, Register, Ruling};

/// How many entries a log begins with.
pub(crate) const ENTRIES: u64 = 2;

const POLICY_SUBJECT: &str = "urn:keepwell:ledger:policy";

/// The payload of entry 0, UTF-8. A ledger under other rules has another origin.
const POLICY: &str = "\
keepwell/2026-11 registration policy
0 policy, 3 status root, 4 key set: signed by this ledger's key.
1 grant: once for each key.
2 revocation: signed by the key of the grant whose statement digest is the payload; the first one counts.
5 access root: signed by a relay's key in the key set.
6 card withdrawal: signed by the card's key.
Every statement: COSE_Sign1, EdDSA, at most 4096 bytes, issuer urn:keepwell:key:<hash of kid>, empty unprotected header.
Entry: type (1 byte), target index (8 bytes, big endian), SHA-256 of the statement. Time is not recorded.
";

/// The first entries, noted in `register`.
pub(crate) fn registrations(key: &LogKey, register: &mut Register) -> Vec<Registration> {
    let policy = key.statement(EntryType::Policy, POLICY_SUBJECT, POLICY.as_bytes());
    let keys = key.key_set_statement(&[], None);
    (0..ENTRIES)
        .zip([policy, keys])
        .filter_map(|(index, statement)| register_own(register, index, &statement))
        .collect()
}

/// Notes a statement of the ledger's own at `index`; `None` where the rules refuse it.
pub(crate) fn register_own(
    register: &mut Register,
    index: u64,
    statement: &Statement,
) -> Option<Registration> {
    let candidate = Candidate::of(statement);
    let Ok(Ruling::New(entry)) = register.admit(&candidate) else {
        return None;
    };
    register.note(index, &entry, short(&candidate.signer));
    Some(Registration {
        entry,
        signer: candidate.signer,
        statement: statement.as_bytes().to_vec(),
    })
}
