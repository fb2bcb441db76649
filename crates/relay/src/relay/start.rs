//! Puts right what a crash left: ciphertext of mailboxes that are over, pieces of uploads that nobody knows of. The store
//! says what counts; a file without a row is deleted.

use std::collections::{HashMap, HashSet};

use keepwell_cluster::ClusterError;
use keepwell_protocol::mailbox::MailboxId;

use crate::{
    error::RelayOpenError,
    part::Part,
    refusal::Fault,
    rows::{Changes, Rows},
    shelf::OnDisk,
};

/// The files that count, by mailbox.
type Known = HashMap<MailboxId, HashSet<(String, u64)>>;

/// Deletes what does not count; gives how many bytes are taken.
pub(super) fn put_right(rows: &Rows, shelf: &OnDisk) -> Result<u64, RelayOpenError> {
    let (known, used) = known_files(rows)?;
    for id in shelf.mailboxes()? {
        match known.get(&id) {
            Some(files) => remove_strays(shelf, &id, files)?,
            None => shelf.empty(&id)?,
        }
    }
    Ok(used.saturating_add(rows.boxes_bytes()?))
}

fn known_files(rows: &Rows) -> Result<(Known, u64), Fault> {
    let mut known = Known::new();
    let mut used = 0u64;
    let mut orphans = Changes::default();
    for row in rows.parts() {
        let (id, name, part) = row?;
        let alive =
            known.contains_key(&id) || rows.mailbox(&id)?.is_some_and(|mailbox| !mailbox.emptied);
        if alive {
            used = used.saturating_add(part.stored_bytes());
            known.entry(id).or_default().extend(names(&name, &part));
        } else {
            orphans.delete_part(&id, &name);
        }
    }
    rows.write(&orphans)?;
    Ok((known, used))
}

fn names(name: &str, part: &Part) -> impl Iterator<Item = (String, u64)> {
    part.files().map(|number| (name.to_owned(), number))
}

fn remove_strays(
    shelf: &OnDisk,
    id: &MailboxId,
    known: &HashSet<(String, u64)>,
) -> Result<(), RelayOpenError> {
    for (name, number) in shelf.files(id)? {
        if !known.contains(&(name.clone(), number)) {
            shelf.remove(id, (&name, number))?;
        }
    }
    Ok(())
}

impl From<Fault> for RelayOpenError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Disk(error) => Self::Disk(error),
            Fault::Late | Fault::LockLost | Fault::RootClosed => {
                Self::Shared(ClusterError::TimedOut)
            }
            Fault::Row => Self::Rows,
            Fault::Shared(error) => Self::Shared(error),
            Fault::Store(error) => Self::Store(error),
        }
    }
}
