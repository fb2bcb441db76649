//! The sealed snapshot: all rows as they were at one sequence number, as an age file that only this data key opens. With
//! the journal of the same generation it holds everything that was acknowledged; `sled` is rebuilt from the two.

use std::{
    fs::{self, File},
    io::{self, BufReader, BufWriter, Read, Write},
    path::Path,
};

use crate::{
    error::Fault,
    folder::temporary,
    row::Row,
    sealer::Sealer,
    stream::{RowReader, RowWriter},
};

/// Which state of the store a snapshot holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    /// Counts snapshots; in the file names of snapshot and journal.
    pub(crate) generation: u64,
    /// Counts writes.
    pub(crate) sequence: u64,
}

/// Writes a snapshot of the rows that `fill` gives; the caller syncs the folder. On an error nothing is at `path`.
pub(crate) fn write(
    path: &Path,
    sealer: &Sealer,
    position: Position,
    fill: impl FnOnce(&mut RowWriter<'_>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let temporary = temporary(path);
    let written = write_file(&temporary, sealer, position, fill)
        .and_then(|()| fs::rename(&temporary, path).map_err(Fault::Disk));
    if written.is_err() {
        drop(fs::remove_file(&temporary));
    }
    written
}

fn write_file(
    path: &Path,
    sealer: &Sealer,
    position: Position,
    fill: impl FnOnce(&mut RowWriter<'_>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let file = BufWriter::new(File::create(path).map_err(Fault::Disk)?);
    let mut age = sealer
        .identity()
        .recipient()
        .encrypt_to(file)
        .map_err(|error| Fault::Disk(error.into()))?;
    let mut head = position.generation.to_be_bytes().to_vec();
    head.extend_from_slice(&position.sequence.to_be_bytes());
    age.write_all(&head).map_err(Fault::Disk)?;
    let mut rows = RowWriter::new(&mut age).map_err(Fault::Disk)?;
    fill(&mut rows)?;
    rows.finish().map_err(Fault::Disk)?;
    let file = age
        .finish()
        .and_then(|file| file.into_inner().map_err(io::IntoInnerError::into_error));
    file.and_then(|file| file.sync_all()).map_err(Fault::Disk)
}

/// Reads a snapshot through and gives each row to `take`. Only when this returns without error were the rows all there.
pub(crate) fn read(
    path: &Path,
    sealer: &Sealer,
    mut take: impl FnMut(Row) -> Result<(), Fault>,
) -> Result<Position, Fault> {
    let file = BufReader::new(File::open(path)?);
    let mut age = sealer
        .identity()
        .decrypt_from(file)
        .map_err(|_| Fault::Damaged)?;
    let position = Position {
        generation: read_number(&mut age)?,
        sequence: read_number(&mut age)?,
    };
    let mut rows = RowReader::new(&mut age)?;
    while let Some(row) = rows.next()? {
        take(row)?;
    }
    Ok(position)
}

fn read_number(input: &mut impl Read) -> io::Result<u64> {
    let mut bytes = [0; 8];
    input.read_exact(&mut bytes)?;
    Ok(u64::from_be_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::RowRef;
    use keepwell_crypto::{seal::DataKey, secret::Secret32};

    #[test]
    fn reads_back_and_notices_every_cut() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("snapshot-3");
        let sealer = Sealer::new(&DataKey::from_secret(Secret32::from_bytes([1; 32])));
        let position = Position {
            generation: 3,
            sequence: 9,
        };
        let row = RowRef {
            table: "records",
            key: b"k",
            value: &[1; 5000],
        };
        write(&path, &sealer, position, |rows| Ok(rows.row(row)?)).unwrap();
        let mut read_rows = 0;
        let read_position = read(&path, &sealer, |read| {
            assert_eq!(read.value.as_slice(), row.value);
            read_rows += 1;
            Ok(())
        });
        assert_eq!((read_position.unwrap(), read_rows), (position, 1));
        let whole = fs::read(&path).unwrap();
        for length in [0, 10, 200, whole.len() - 17, whole.len() - 1] {
            fs::write(&path, &whole[..length]).unwrap();
            assert!(matches!(
                read(&path, &sealer, |_| Ok(())),
                Err(Fault::Damaged)
            ));
        }
    }

    #[test]
    fn a_failed_write_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("snapshot-1");
        let sealer = Sealer::new(&DataKey::from_secret(Secret32::from_bytes([1; 32])));
        let position = Position {
            generation: 1,
            sequence: 0,
        };
        assert!(write(&path, &sealer, position, |_| Err(Fault::Damaged)).is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
