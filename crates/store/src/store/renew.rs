//! Writing the copy anew: a snapshot of all rows as they are, and an empty journal behind it. Each step leaves a folder
//! from which the store opens with everything acknowledged.

use std::fs;

use super::{Store, Writer};
use crate::{
    engine::{Engine, Head, Range},
    error::{Fault, StoreError},
    folder::Folder,
    journal::Journal,
    sealer::Sealer,
    snapshot::{self, Position},
    stream::RowWriter,
};

impl Store {
    /// Writes a new snapshot and starts an empty journal. The store does so by itself when the journal has grown; a caller
    /// may before it closes, so that the next damage is mended sooner.
    ///
    /// # Errors
    /// [`StoreError`]; the snapshot and journal there were then stay in use, and nothing is lost.
    pub fn snapshot(&self) -> Result<(), StoreError> {
        let mut writer = self.lock_writer();
        self.mending(&mut writer, |writer| self.renew_copy(writer))
    }

    /// Renews the copy when the journal has become long. That it failed is no error of the write that came before.
    pub(super) fn renew_if_long(&self, writer: &mut Writer) {
        let length = writer.journal.as_ref().map_or(0, Journal::length);
        if length <= writer.renew_at {
            return;
        }
        if self.renew_copy(writer).is_err() {
            writer.renew_at = length + self.journal_min;
        }
    }

    pub(super) fn renew_copy(&self, writer: &mut Writer) -> Result<(), Fault> {
        let mut head = writer.head;
        // Until it is clear which journal goes on, none does.
        writer.journal = None;
        match self.on_engine(|engine| renew(&self.folder, &self.sealer, engine, &mut head)) {
            Ok(journal) => {
                writer.head = head;
                writer.journal = Some(journal);
                writer.renew_at = self.renew_at(head.generation);
                self.folder.tidy(head.generation);
                Ok(())
            }
            Err(fault) => {
                self.close_unless_last(writer.head.generation);
                Err(fault)
            }
        }
    }

    /// Once a newer snapshot has its name, the journal of the old one must not be written to again.
    fn close_unless_last(&self, generation: u64) {
        let found = self.folder.generations();
        let is_last = found.is_ok_and(|found| found.snapshots.last() == Some(&generation));
        if !is_last {
            self.close();
        }
    }

    /// Half the snapshot's length: so a snapshot is written for every so many bytes, however large the store is.
    pub(super) fn renew_at(&self, generation: u64) -> u64 {
        let snapshot = fs::metadata(self.folder.snapshot(generation));
        let half = snapshot.map_or(0, |snapshot| snapshot.len() / 2);
        half.max(self.journal_min)
    }
}

/// Journal first, then snapshot: where there is a snapshot, its journal is there too. The head comes last; until then the
/// engine is known by its sequence number.
pub(super) fn renew(
    folder: &Folder,
    sealer: &Sealer,
    engine: &Engine,
    head: &mut Head,
) -> Result<Journal, Fault> {
    let generation = folder.generations()?.newest().max(head.generation) + 1;
    let position = Position {
        generation,
        sequence: head.sequence,
    };
    let journal = Journal::create(
        &folder.journal(generation),
        sealer,
        generation,
        head.sequence,
    )
    .map_err(Fault::Disk)?;
    snapshot::write(&folder.snapshot(generation), sealer, position, |rows| {
        copy_rows(engine, rows)
    })?;
    folder.sync().map_err(Fault::Disk)?;
    head.generation = generation;
    head.journal_end = journal.length();
    engine.apply(&[], head)?;
    engine.flush()?;
    Ok(journal)
}

fn copy_rows(engine: &Engine, output: &mut RowWriter<'_>) -> Result<(), Fault> {
    let mut range = Range::default();
    loop {
        let page = engine.page(range)?;
        let Some((last, _)) = page.last() else {
            return Ok(());
        };
        range.after = Some(*last);
        for (_, row) in &page {
            output.row(row.as_ref()).map_err(Fault::Disk)?;
        }
    }
}
