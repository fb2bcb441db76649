//! A chunk: the rows of neighbouring records as one piece of memory, which is also what the store seals. It is never
//! changed, only replaced, and wiped when nobody holds it any more.

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use super::row::{Head, Row};

/// Rows in the order of their numbers.
pub(super) struct Chunk {
    bytes: Zeroizing<Vec<u8>>,
    heads: Vec<Head>,
}

impl Chunk {
    /// Reads rows that lie one behind the other; `None` when they do not.
    pub(super) fn parse(bytes: Zeroizing<Vec<u8>>) -> Option<Self> {
        let (mut heads, mut from) = (Vec::new(), 0);
        while from < bytes.len() {
            let (head, end) = Head::parse(&bytes, from)?;
            heads.push(head);
            from = end;
        }
        heads.shrink_to_fit();
        Some(Self { bytes, heads })
    }

    /// A chunk like this one but for `changes`, rows by number, where `None` takes one out.
    pub(super) fn changed(
        old: Option<&Self>,
        changes: &BTreeMap<u64, Option<Vec<u8>>>,
    ) -> Option<Self> {
        let old = old.into_iter().flat_map(Self::slices);
        let mut rows: BTreeMap<u64, &[u8]> = old.collect();
        for (number, row) in changes {
            match row {
                Some(row) => rows.insert(*number, row),
                None => rows.remove(number),
            };
        }
        let length = rows.values().map(|row| row.len()).sum();
        let mut bytes = Zeroizing::new(Vec::with_capacity(length));
        rows.values().for_each(|row| bytes.extend_from_slice(row));
        Self::parse(bytes)
    }

    /// What the store seals.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) fn len(&self) -> usize {
        self.heads.len()
    }

    pub(super) fn row(&self, at: usize) -> Option<Row<'_>> {
        let head = self.heads.get(at)?;
        Some(Row {
            head,
            chunk: &self.bytes,
        })
    }

    pub(super) fn rows(&self) -> impl DoubleEndedIterator<Item = Row<'_>> {
        let chunk = self.bytes.as_slice();
        self.heads.iter().map(move |head| Row { head, chunk })
    }

    /// The bytes of each row, by number.
    fn slices(&self) -> impl Iterator<Item = (u64, &[u8])> {
        let ends = self.heads.iter().skip(1).map(|head| head.from);
        let ends = ends.chain([self.bytes.len()]);
        self.heads.iter().zip(ends).map(|(head, end)| {
            let row = self.bytes.get(head.from..end).unwrap_or_default();
            (head.number, row)
        })
    }
}
