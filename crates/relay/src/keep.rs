//! Where rows are kept: in a store on this machine's disk, or where several front ends share them. Only bytes; what they mean is
//! said by [`crate::rows`].

use std::collections::BTreeMap;

use keepwell_cluster::Event;
use keepwell_protocol::time::Timestamp;
use keepwell_store::{Batch, Store, Table};

use crate::refusal::Fault;

/// A row's key and its value.
pub(crate) type Row = (Vec<u8>, Vec<u8>);

/// Keeps rows. Everything blocks.
pub(crate) trait Keep: Send + Sync {
    /// The value of `key`; `None` where there is none.
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, Fault>;

    /// Every key of a table.
    fn keys(&self, table: Table) -> Result<Vec<Vec<u8>>, Fault>;

    /// The keys of a table of which time alone may have changed something by now; all of them where nobody keeps account.
    fn due(&self, table: Table, now: Timestamp) -> Result<Vec<Vec<u8>>, Fault>;

    /// The keys of a table that begin like this; `None` where that takes reading all of them.
    fn keys_below(&self, table: Table, prefix: &[u8]) -> Result<Option<Vec<Vec<u8>>>, Fault>;

    /// Every row of a table.
    fn scan(&self, table: Table) -> Box<dyn Iterator<Item = Result<Row, Fault>> + '_>;

    /// Writes all changes or none; they are durable when this returns. Where several front ends share the rows, an event is written only
    /// while its root is open ([`Fault::RootClosed`]) and not long after its time ([`Fault::Late`]).
    fn write(&self, changes: &Changes) -> Result<(), Fault>;
}

/// Changes that are written together.
#[derive(Default)]
pub(crate) struct Changes {
    pub(crate) batch: Batch,
    /// When time alone changes something about a row that is put.
    due: BTreeMap<(&'static str, Vec<u8>), Timestamp>,
    /// The event with which they change.
    pub(crate) event: Option<Event>,
    /// Whether nobody waits for them.
    pub(crate) is_quiet: bool,
}

impl Changes {
    /// Changes for which nobody waits at any front end: PostgreSQL, which writes what is told one after the other, writes them together.
    pub(crate) fn quiet() -> Self {
        Self {
            is_quiet: true,
            ..Self::default()
        }
    }

    /// Puts a row of which time changes something at `due`.
    pub(crate) fn put_due(&mut self, table: Table, key: &[u8], value: Vec<u8>, due: Timestamp) {
        self.due.insert((table.name(), key.to_vec()), due);
        self.batch.put(table, key, value);
    }

    /// When time changes something about this row.
    pub(crate) fn due(&self, table: &str, key: &[u8]) -> Option<Timestamp> {
        let mut all = self.due.iter();
        all.find(|((name, own), _)| *name == table && own == key)
            .map(|(_, due)| *due)
    }
}

impl Keep for Store {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        let row = Self::get(self, table, key)?;
        Ok(row.map(|bytes| bytes.to_vec()))
    }

    fn keys(&self, table: Table) -> Result<Vec<Vec<u8>>, Fault> {
        Self::keys(self, table).map(|key| Ok(key?)).collect()
    }

    fn due(&self, table: Table, _: Timestamp) -> Result<Vec<Vec<u8>>, Fault> {
        Keep::keys(self, table)
    }

    fn keys_below(&self, _: Table, _: &[u8]) -> Result<Option<Vec<Vec<u8>>>, Fault> {
        Ok(None)
    }

    fn scan(&self, table: Table) -> Box<dyn Iterator<Item = Result<Row, Fault>> + '_> {
        Box::new(Self::scan(self, table).map(|row| {
            let (key, value) = row?;
            Ok((key, value.to_vec()))
        }))
    }

    fn write(&self, changes: &Changes) -> Result<(), Fault> {
        Ok(Self::write(self, &changes.batch)?)
    }
}
