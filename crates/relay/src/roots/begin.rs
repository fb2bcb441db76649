//! Begins to have roots: all that a relay still knows from before comes under the first one. A relay of several front ends begins once,
//! while others wait; from the moment on that it has, an event without a root is written by none of them.

use std::{sync::Arc, thread, time::Duration};

use keepwell_crypto::secret::Secret32;
use keepwell_protocol::relay_api::MailboxEvent;

use super::{FIRST, Head, marked};
use crate::{
    refusal::Fault,
    rows::{Changes, Rows, event_place},
    shared::Shared,
};

/// How many events are written together.
const TOGETHER: usize = 1000;
/// How often it is looked whether another front end has begun.
const LOOK: Duration = Duration::from_millis(500);

/// Puts every event that is there under the first root. The head comes last: after a crash it is begun again.
pub(super) fn alone(rows: &Rows, salts: &Secret32) -> Result<Head, Fault> {
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

/// The same where several front ends share the rows; there when this returns, whoever did it.
pub(super) fn together(shared: &Arc<Shared>, rows: &Rows, salts: &Secret32) -> Result<(), Fault> {
    // Events that are written from now on have their roots already.
    shared.begin_roots()?;
    let mut is_waiting = false;
    while rows.roots_head()?.is_none() {
        if let Some(_held) = shared.tend()? {
            if rows.roots_head()?.is_none() {
                gather(shared, rows, salts)?;
            }
            return Ok(());
        }
        if !std::mem::replace(&mut is_waiting, true) {
            tracing::info!(
                "another front end puts what happened before under the first access root: waiting"
            );
        }
        thread::sleep(LOOK);
    }
    Ok(())
}

/// Puts events that have none under the first root. One that is forgotten meanwhile does no harm: nobody asks for its leaf.
fn gather(shared: &Shared, rows: &Rows, salts: &Secret32) -> Result<(), Fault> {
    let mut last = Vec::new();
    loop {
        let page = shared.unmarked(&last)?;
        let Some((key, _)) = page.last() else {
            break;
        };
        last = key.clone();
        let mut changes = Changes::default();
        for (key, bytes) in &page {
            let (id, number) = event_place(key)?;
            let event: MailboxEvent = serde_json::from_slice(bytes).map_err(|_| Fault::Row)?;
            let (mark, leaf) = marked(salts, FIRST.number, (&id, number), bytes, event.time);
            changes.put_mark((&id, number), &mark, &leaf)?;
        }
        rows.write(&changes)?;
    }
    let mut changes = Changes::default();
    changes.put_roots_head(&FIRST)?;
    rows.write(&changes)
}
