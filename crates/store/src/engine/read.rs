//! Reading from the engine: one row, a stretch of rows in the order of their names, or only how many there are.

use std::ops::Bound;

use super::{Engine, piece::Joined};
use crate::{error::Fault, row::Row, sealer::Name};

/// How many rows a page holds at most, and at how many sealed bytes it ends.
const PAGE_ROWS: usize = 256;
const PAGE_BYTES: usize = 1 << 20;

/// Rows to read: those whose names begin with `prefix` (empty: all), after the name `after`.
#[derive(Clone, Copy, Default)]
pub(crate) struct Range<'a> {
    pub(crate) prefix: &'a [u8],
    pub(crate) after: Option<Name>,
}

impl Engine {
    /// The row of this name, opened.
    pub(crate) fn row(&self, name: &Name) -> Result<Option<Row>, Fault> {
        let sealed = self.sealed(name)?;
        sealed
            .map(|sealed| self.open_row(name, &sealed))
            .transpose()
    }

    /// Whether there is a row of this name.
    pub(crate) fn contains(&self, name: &Name) -> Result<bool, Fault> {
        self.with(|db| Ok(db.contains_key(name)?))
    }

    /// The next rows of a range, opened, with their names; none when it is at its end.
    pub(crate) fn page(&self, range: Range<'_>) -> Result<Vec<(Name, Row)>, Fault> {
        self.sealed_page(range)?
            .into_iter()
            .map(|(name, sealed)| Ok((name, self.open_row(&name, &sealed)?)))
            .collect()
    }

    /// How many rows have names that begin with `prefix`.
    pub(crate) fn count(&self, prefix: &[u8]) -> Result<u64, Fault> {
        self.with(|db| {
            let mut rows = 0;
            for name in db.scan_prefix(prefix).keys() {
                let name = name?;
                rows += u64::from(name.len() == size_of::<Name>() && name != self.head_name);
            }
            Ok(rows)
        })
    }

    /// The sealed row of this name.
    pub(super) fn sealed(&self, name: &Name) -> Result<Option<Vec<u8>>, Fault> {
        self.with(|db| {
            let Some(first) = db.get(name)? else {
                return Ok(None);
            };
            let mut joined = Joined::begin(name, &first)?;
            while let Some(wanted) = joined.wants() {
                joined.push(&db.get(wanted)?.ok_or(Fault::Damaged)?)?;
            }
            Ok(Some(joined.finish()?.1))
        })
    }

    fn sealed_page(&self, range: Range<'_>) -> Result<Vec<(Name, Vec<u8>)>, Fault> {
        self.with(|db| self.join_pieces(db, range))
    }

    fn join_pieces(&self, db: &sled::Db, range: Range<'_>) -> Result<Vec<(Name, Vec<u8>)>, Fault> {
        let mut page = Page::default();
        for piece in db.range::<Vec<u8>, _>((first_name(range), Bound::Unbounded)) {
            let (name, piece) = piece?;
            if !name.starts_with(range.prefix) || page.is_full_before(&name) {
                break;
            }
            // The head sorts among the rows by its name, but is none.
            if name != self.head_name {
                page.push(&name, &piece)?;
            }
        }
        page.finish()
    }

    fn open_row(&self, name: &Name, sealed: &[u8]) -> Result<Row, Fault> {
        self.sealer
            .open_row(name, sealed)
            .map_err(|_| Fault::Damaged)
    }
}

/// Rows put together from pieces in the order of their names.
#[derive(Default)]
struct Page {
    rows: Vec<(Name, Vec<u8>)>,
    bytes: usize,
    joining: Option<Joined>,
}

impl Page {
    /// Whether enough has come, and `name` begins another row.
    fn is_full_before(&self, name: &[u8]) -> bool {
        let rows = self.rows.len() + usize::from(self.joining.is_some());
        name.len() == size_of::<Name>() && (rows >= PAGE_ROWS || self.bytes >= PAGE_BYTES)
    }

    fn push(&mut self, name: &[u8], piece: &[u8]) -> Result<(), Fault> {
        self.bytes += piece.len();
        if let Ok(name) = Name::try_from(name) {
            self.end_row()?;
            self.joining = Some(Joined::begin(&name, piece)?);
            return Ok(());
        }
        let joining = self.joining.as_mut().ok_or(Fault::Damaged)?;
        if joining.wants().as_deref() != Some(name) {
            return Err(Fault::Damaged);
        }
        joining.push(piece)
    }

    fn end_row(&mut self) -> Result<(), Fault> {
        if let Some(joined) = self.joining.take() {
            self.rows.push(joined.finish()?);
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<(Name, Vec<u8>)>, Fault> {
        self.end_row()?;
        Ok(self.rows)
    }
}

/// The first name of a range. All pieces of a row sort before its name with three bytes 0xFF behind it.
fn first_name(range: Range<'_>) -> Bound<Vec<u8>> {
    range.after.map_or_else(
        || Bound::Included(range.prefix.to_vec()),
        |after| Bound::Excluded([&after[..], &[0xFF; 3]].concat()),
    )
}
