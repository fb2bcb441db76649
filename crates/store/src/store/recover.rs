//! From what is in the folder to a store that is whole: the engine is opened and brought up to date from the journal, or
//! rebuilt from the copy, or the copy is written anew from the engine, whichever part is the damaged one.

use std::sync::Arc;

use super::{RebuildReport, Rebuilt, renew::renew};
use crate::{
    batch,
    engine::{Engine, Head},
    error::Fault,
    folder::{Folder, remove_dir},
    journal::{Change, Journal, Next, Reader},
    sealer::Sealer,
    snapshot,
};

/// A rebuild applies this many bytes of rows at a time.
const STEP: usize = 1 << 20;

/// Engine and copy, agreeing.
pub(super) struct Recovered {
    pub(super) engine: Engine,
    pub(super) head: Head,
    pub(super) journal: Journal,
    pub(super) report: Option<RebuildReport>,
}

/// Opens what is there, and rebuilds the engine only when it is damaged.
pub(super) fn reopen(folder: &Folder, sealer: &Arc<Sealer>) -> Result<Recovered, Fault> {
    match Engine::open(&folder.engine(), sealer.clone()) {
        Ok((engine, head)) => match follow(folder, sealer, engine, head)? {
            Some(recovered) => Ok(recovered),
            None => rebuild(folder, sealer),
        },
        Err(Fault::Damaged) => rebuild(folder, sealer),
        Err(fault) => Err(fault),
    }
}

/// Rebuilds the engine from snapshot and journal. The old one is touched only when the new one is whole.
pub(super) fn rebuild(folder: &Folder, sealer: &Arc<Sealer>) -> Result<Recovered, Fault> {
    let built = build(folder, sealer);
    if built.is_err() {
        drop(remove_dir(&folder.new_engine()));
    }
    let (head, last_write_unsure) = built?;
    folder.swap_engine().map_err(Fault::Disk)?;
    let (engine, found) = Engine::open(&folder.engine(), sealer.clone())?;
    if found != head {
        return Err(Fault::Damaged);
    }
    let report = RebuildReport {
        part: Rebuilt::Database,
        rows: engine.count(&[])?,
        last_write_unsure,
    };
    Ok(Recovered {
        engine,
        head,
        journal: resume(folder, head)?,
        report: Some(report),
    })
}

/// Brings a sound engine up to the end of the journal. `None` when the engine turns out to be behind what the copy can
/// bring it.
fn follow(
    folder: &Folder,
    sealer: &Arc<Sealer>,
    engine: Engine,
    mut head: Head,
) -> Result<Option<Recovered>, Fault> {
    let newest = folder
        .generations()?
        .snapshots
        .last()
        .copied()
        .unwrap_or_default();
    let reader = if newest < head.generation {
        None
    } else {
        reader_behind(folder, sealer, newest, &mut head)?
    };
    let Some(mut reader) = reader else {
        return if newest > head.generation {
            Ok(None)
        } else {
            renewed(folder, sealer, engine, head).map(Some)
        };
    };
    match replay(&mut reader, &engine, &mut head) {
        Ok(_) => {}
        Err(Stopped::Engine) => return Ok(None),
        Err(Stopped::Journal(fault)) => return Err(fault),
    }
    Ok(Some(Recovered {
        engine,
        head,
        journal: resume(folder, head)?,
        report: None,
    }))
}

/// A reader of the newest journal from where the engine is; `None` when that place is not there.
fn reader_behind<'a>(
    folder: &Folder,
    sealer: &'a Sealer,
    newest: u64,
    head: &mut Head,
) -> Result<Option<Reader<'a>>, Fault> {
    let path = folder.journal(newest);
    if !path.exists() {
        return Ok(None);
    }
    if newest == head.generation {
        let reader = Reader::open(&path, sealer, newest, head.journal_end)?;
        return Ok((reader.length() >= head.journal_end).then_some(reader));
    }
    // A crash between the new snapshot and the head that names it: the journal must begin where the engine is.
    let mut reader = Reader::open(&path, sealer, newest, 0)?;
    match reader.next()? {
        Next::Frame(frame) if frame.sequence == head.sequence => {
            head.generation = newest;
            head.journal_end = frame.end;
            Ok(Some(reader))
        }
        _ => Ok(None),
    }
}

/// The copy is lost or short of what the sound engine holds: a new one is written from the engine.
fn renewed(
    folder: &Folder,
    sealer: &Sealer,
    engine: Engine,
    mut head: Head,
) -> Result<Recovered, Fault> {
    let journal = renew(folder, sealer, &engine, &mut head)?;
    let report = RebuildReport {
        part: Rebuilt::Copy,
        rows: engine.count(&[])?,
        last_write_unsure: false,
    };
    Ok(Recovered {
        engine,
        head,
        journal,
        report: Some(report),
    })
}

fn build(folder: &Folder, sealer: &Arc<Sealer>) -> Result<(Head, bool), Fault> {
    let found = folder.generations()?;
    let generation = *found.snapshots.last().ok_or(Fault::Damaged)?;
    let engine = Engine::create(&folder.new_engine(), sealer.clone())?;
    let mut head = load_snapshot(folder, sealer, generation, &engine)?;
    let mut reader = Reader::open(&folder.journal(generation), sealer, generation, 0)?;
    match reader.next()? {
        Next::Frame(frame) if frame.sequence == head.sequence => head.journal_end = frame.end,
        _ => return Err(Fault::Damaged),
    }
    engine.apply(&[], &mut head)?;
    let unfinished = replay(&mut reader, &engine, &mut head).map_err(|stopped| match stopped {
        Stopped::Engine => Fault::Damaged,
        Stopped::Journal(fault) => fault,
    })?;
    engine.flush()?;
    Ok((head, unfinished))
}

fn load_snapshot(
    folder: &Folder,
    sealer: &Sealer,
    generation: u64,
    engine: &Engine,
) -> Result<Head, Fault> {
    let mut head = Head {
        generation,
        ..Head::default()
    };
    let (mut changes, mut bytes) = (Vec::new(), 0);
    let position = snapshot::read(&folder.snapshot(generation), sealer, |row| {
        bytes += batch::weight(&row);
        changes.push(Change::put(sealer, row.as_ref()));
        if bytes >= STEP {
            engine.apply(&changes, &mut head)?;
            changes.clear();
            bytes = 0;
        }
        Ok(())
    })?;
    engine.apply(&changes, &mut head)?;
    head.sequence = position.sequence;
    if position.generation == generation {
        Ok(head)
    } else {
        Err(Fault::Damaged)
    }
}

enum Stopped {
    /// The engine failed, or is not at the place that the journal goes on from.
    Engine,
    Journal(Fault),
}

/// Applies the frames that follow; whether the journal ended in an unfinished one.
fn replay(reader: &mut Reader<'_>, engine: &Engine, head: &mut Head) -> Result<bool, Stopped> {
    let mut applied = false;
    let unfinished = loop {
        let next = reader
            .next()
            .map_err(|error| Stopped::Journal(error.into()))?;
        match next {
            Next::Frame(frame) if frame.sequence == head.sequence + 1 => {
                head.sequence = frame.sequence;
                head.journal_end = frame.end;
                engine.apply(&frame.changes, head).map_err(engine_or_disk)?;
                applied = true;
            }
            Next::Frame(_) => return Err(Stopped::Engine),
            Next::End => break false,
            Next::Unfinished => break true,
            Next::Damaged => return Err(Stopped::Journal(Fault::Damaged)),
        }
    };
    if applied {
        engine.flush().map_err(engine_or_disk)?;
    }
    Ok(unfinished)
}

fn engine_or_disk(fault: Fault) -> Stopped {
    match fault {
        Fault::Damaged => Stopped::Engine,
        fault @ Fault::Disk(_) => Stopped::Journal(fault),
    }
}

fn resume(folder: &Folder, head: Head) -> Result<Journal, Fault> {
    let path = folder.journal(head.generation);
    Journal::resume(&path, head.generation, head.journal_end).map_err(Fault::Disk)
}
