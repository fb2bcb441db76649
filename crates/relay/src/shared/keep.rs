//! Rows in PostgreSQL: sealed for their place before they leave this machine, so that a row which was moved or altered there does
//! not open.

use std::sync::Arc;

use keepwell_cluster::{Put, RowChanges, Told};
use keepwell_crypto::seal::Place;
use keepwell_protocol::time::Timestamp;
use keepwell_store::Table;
use rand_core::OsRng;

use super::Shared;
use crate::{
    keep::{Changes, Keep, Row},
    refusal::Fault,
};

/// The version of what is inside the seals.
const VERSION: u8 = 1;

impl Shared {
    pub(super) fn unseal(&self, table: Table, key: &[u8], sealed: &[u8]) -> Result<Vec<u8>, Fault> {
        let opened = self.seal.open(place(table.name(), key), sealed);
        opened.map_err(|_| Fault::Row)
    }
}

impl Keep for Arc<Shared> {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        let found = self.on(async |rows| rows.get(table.name(), key).await)?;
        found
            .map(|sealed| self.unseal(table, key, &sealed))
            .transpose()
    }

    fn keys(&self, table: Table) -> Result<Vec<Vec<u8>>, Fault> {
        self.on(async |rows| rows.keys(table.name(), None).await)
    }

    fn due(&self, table: Table, now: Timestamp) -> Result<Vec<Vec<u8>>, Fault> {
        let now = now.seconds();
        self.on(async |rows| rows.keys(table.name(), Some(now)).await)
    }

    fn keys_below(&self, table: Table, prefix: &[u8]) -> Result<Option<Vec<Vec<u8>>>, Fault> {
        self.on(async |rows| rows.keys_below(table.name(), prefix).await)
            .map(Some)
    }

    fn scan(&self, table: Table) -> Box<dyn Iterator<Item = Result<Row, Fault>> + '_> {
        let mut last = Some(Vec::new());
        let pages = std::iter::from_fn(move || {
            let after = last.take()?;
            let page = self.on(async |rows| rows.page(table.name(), &after).await);
            // Nothing comes after an error, and after the last one.
            let key = page.as_ref().ok().and_then(|page| page.last());
            last = key.map(|(key, _)| key.clone());
            Some(page)
        });
        Box::new(pages.flat_map(move |page| {
            match page {
                Err(fault) => vec![Err(fault)],
                Ok(page) => page
                    .into_iter()
                    .map(|(key, sealed)| {
                        let value = self.unseal(table, &key, &sealed)?;
                        Ok((key, value))
                    })
                    .collect(),
            }
        }))
    }

    fn write(&self, changes: &Changes) -> Result<(), Fault> {
        let tell = if changes.is_quiet {
            String::new()
        } else {
            self.place()
        };
        let mut all = RowChanges {
            tell,
            event: changes.event,
            ..RowChanges::default()
        };
        for (kind, key, value) in changes.batch.changes() {
            match value {
                None => all.deletes.push((kind, key)),
                Some(value) => all.puts.push(Put {
                    kind,
                    key,
                    // Nonces come from the operating system: this is the edge to the disk, and no rule depends on them.
                    value: self.seal.seal(place(kind, key), value, &mut OsRng),
                    due: changes.due(kind, key).map(Timestamp::seconds),
                }),
            }
        }
        match self.on(async |rows| rows.write(&all).await)? {
            Told::Written => Ok(()),
            Told::Closed => Err(Fault::RootClosed),
            Told::NotNow => Err(Fault::Late),
        }
    }
}

fn place<'p>(table: &'p str, key: &'p [u8]) -> Place<'p> {
    Place {
        table,
        key,
        version: VERSION,
    }
}
