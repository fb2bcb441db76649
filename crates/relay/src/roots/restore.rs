//! Takes the roots up again where a stop or a crash left them: the leaves of the open root are in the store. A relay that never had
//! roots begins with one that has everything it still knows.

use std::sync::{Arc, Mutex, RwLock, atomic::AtomicBool};

use keepwell_crypto::{secret::Secret32, sign::SigningKey};
use keepwell_protocol::time::Timestamp;

use super::{Gathered, Head, Open, Registrar, Roots, marked};
use crate::{
    refusal::Fault,
    rows::{Changes, Rows},
};

/// How many events are written together when a relay begins to have roots.
const TOGETHER: usize = 1000;

impl Roots {
    /// The roots as they stand in the store.
    pub(crate) fn restore(
        rows: &Rows,
        key: SigningKey,
        registrar: Option<Arc<dyn Registrar>>,
        salts: Secret32,
    ) -> Result<Self, Fault> {
        let head = match rows.roots_head()? {
            Some(head) => head,
            None if registrar.is_some() => begin(rows, &salts)?,
            None => FIRST,
        };
        let mut gathered = Vec::new();
        for row in rows.leaves() {
            let (mailbox, number, leaf) = row?;
            if leaf.root != head.number {
                return Err(Fault::Row);
            }
            gathered.push(Gathered {
                mailbox,
                number,
                time: leaf.time,
                leaf: leaf.hash(),
            });
        }
        Ok(Self {
            key,
            registrar,
            salts,
            tending: Mutex::new(()),
            is_failing: AtomicBool::new(false),
            open: RwLock::new(Open::new(head, gathered)),
        })
    }
}

impl Open {
    pub(super) fn new(head: Head, gathered: Vec<Gathered>) -> Self {
        Self {
            head,
            gathered: Mutex::new(gathered),
        }
    }
}

/// Where roots stand that were never closed.
const FIRST: Head = Head {
    number: 0,
    since: Timestamp::from_seconds(0),
    newest: None,
    oldest: 0,
};

/// Puts every event that is there under the first root. The head comes last: after a crash it is begun again.
fn begin(rows: &Rows, salts: &Secret32) -> Result<Head, Fault> {
    let head = FIRST;
    let mut changes = Changes::default();
    let mut written = 0;
    for id in rows.mailboxes()? {
        let events = rows.mailbox(&id)?.map_or(0, |mailbox| mailbox.events());
        for number in 0..events {
            let bytes = rows.event_bytes(&id, number)?;
            let time = rows.event(&id, number)?.time;
            let (mark, leaf) = marked(salts, head.number, (&id, number), &bytes, time);
            changes.put_mark((&id, number), &mark, &leaf)?;
            written += 1;
            if written % TOGETHER == 0 {
                rows.write(&std::mem::take(&mut changes))?;
            }
        }
    }
    changes.put_roots_head(&head)?;
    rows.write(&changes)?;
    Ok(head)
}
