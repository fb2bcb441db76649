//! What goes to the disk instead of a row: an opaque name and a sealed value, both made with the data key. The table and
//! the true key travel inside the seal, so a whole store can be read back without knowing the names beforehand.

use keepwell_crypto::{
    recipient::Identity,
    seal::{CannotOpen, DataKey, Place},
};
use rand_core::OsRng;
use zeroize::Zeroizing;

use crate::row::{Row, RowRef};

/// The version of everything this crate writes; part of every seal.
pub(crate) const VERSION: u8 = 1;

/// A row's name on the disk: 8 bytes for its table, then 24 for its key.
pub(crate) type Name = [u8; 32];
/// What all names of a table begin with.
pub(crate) type TableTag = [u8; 8];

const ROW: &str = "store/row";

/// Names, seals and opens. Nonces come from the operating system: this crate is the edge to the disk, and no rule depends
/// on which ones they are.
pub(crate) struct Sealer(DataKey);

impl Sealer {
    pub(crate) fn new(key: &DataKey) -> Self {
        Self(key.clone())
    }

    pub(crate) fn table_tag(&self, table: &str) -> TableTag {
        first(&self.0.opaque_name("store/table", table.as_bytes()))
    }

    pub(crate) fn name(&self, table: &str, key: &[u8]) -> Name {
        let (tag, key) = (self.table_tag(table), self.0.opaque_name(table, key));
        let mut name = [0; 32];
        let bytes = tag.iter().chain(&key);
        name.iter_mut()
            .zip(bytes)
            .for_each(|(to, from)| *to = *from);
        name
    }

    /// Seals value ‖ key ‖ table ‖ key length (u16) ‖ table length (u8) for the row's own name. The row is within its
    /// limits.
    pub(crate) fn seal_row(&self, row: RowRef<'_>) -> (Name, Vec<u8>) {
        let name = self.name(row.table, row.key);
        let length = row.value.len() + row.key.len() + row.table.len() + 3;
        let mut plain = Zeroizing::new(Vec::with_capacity(length));
        plain.extend_from_slice(row.value);
        plain.extend_from_slice(row.key);
        plain.extend_from_slice(row.table.as_bytes());
        plain.extend_from_slice(
            &u16::try_from(row.key.len())
                .unwrap_or(u16::MAX)
                .to_be_bytes(),
        );
        plain.push(u8::try_from(row.table.len()).unwrap_or(u8::MAX));
        (name, self.seal(ROW, &name, &plain))
    }

    pub(crate) fn open_row(&self, name: &Name, sealed: &[u8]) -> Result<Row, CannotOpen> {
        let plain = self.open(ROW, name, sealed)?;
        split_row(plain).ok_or(CannotOpen)
    }

    /// Seals something of the store's own.
    pub(crate) fn seal(&self, table: &str, key: &[u8], plain: &[u8]) -> Vec<u8> {
        self.0.seal(place(table, key), plain, &mut OsRng)
    }

    pub(crate) fn open(
        &self,
        table: &str,
        key: &[u8],
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, CannotOpen> {
        self.0.open(place(table, key), sealed).map(Zeroizing::new)
    }

    /// 32 bytes that only the data key gives, for a purpose of the store's own.
    pub(crate) fn opaque(&self, purpose: &str, context: &[u8]) -> [u8; 32] {
        self.0.opaque_name(purpose, context)
    }

    /// Whom the snapshot is encrypted to.
    pub(crate) fn identity(&self) -> Identity {
        self.0.document_identity()
    }
}

fn place<'a>(table: &'a str, key: &'a [u8]) -> Place<'a> {
    Place {
        table,
        key,
        version: VERSION,
    }
}

fn first<const N: usize>(bytes: &[u8; 32]) -> [u8; N] {
    bytes.first_chunk().copied().unwrap_or([0; N])
}

fn split_row(mut plain: Zeroizing<Vec<u8>>) -> Option<Row> {
    let (rest, &[high, low, table_len]) = plain.split_last_chunk::<3>()?;
    let key_len = usize::from(u16::from_be_bytes([high, low]));
    let table_at = rest.len().checked_sub(usize::from(table_len))?;
    let (rest, table) = rest.split_at_checked(table_at)?;
    let value_len = rest.len().checked_sub(key_len)?;
    let (_, key) = rest.split_at_checked(value_len)?;
    let (table, key) = (String::from_utf8(table.to_vec()).ok()?, key.to_vec());
    plain.truncate(value_len);
    Some(Row {
        table,
        key,
        value: plain,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use keepwell_crypto::secret::Secret32;

    fn sealer(byte: u8) -> Sealer {
        Sealer::new(&DataKey::from_secret(Secret32::from_bytes([byte; 32])))
    }

    const ROW: RowRef<'_> = RowRef {
        table: "records",
        key: b"key",
        value: b"value",
    };

    #[test]
    fn a_row_comes_back_under_its_own_name_and_key_only() {
        let (name, sealed) = sealer(1).seal_row(ROW);
        let row = sealer(1).open_row(&name, &sealed).unwrap();
        assert_eq!(
            (row.table.as_str(), row.key.as_slice()),
            ("records", &b"key"[..])
        );
        assert_eq!(row.value.as_slice(), b"value");
        assert!(sealer(2).open_row(&name, &sealed).is_err());
        let elsewhere = sealer(1).name("records", b"other");
        assert!(sealer(1).open_row(&elsewhere, &sealed).is_err());
    }

    #[test]
    fn names_group_by_table_and_hide_both() {
        let (a, b) = (
            sealer(1).name("records", b"a"),
            sealer(1).name("records", b"b"),
        );
        let other = sealer(1).name("grants", b"a");
        assert_eq!(a[..8], b[..8]);
        assert_eq!(a[..8], sealer(1).table_tag("records"));
        assert_ne!(a[8..], b[8..]);
        assert_ne!(a[..8], other[..8]);
        assert_ne!(a[8..], other[8..]);
    }

    #[test]
    fn lengths_that_do_not_fit_are_refused() {
        for plain in [
            &b""[..],
            b"ab",
            &[0, 1, 0],
            &[0, 0, 1],
            b"v\xff\x00\x00\x01",
        ] {
            assert!(split_row(Zeroizing::new(plain.to_vec())).is_none());
        }
        assert!(split_row(Zeroizing::new(vec![0, 0, 0])).is_some());
    }
}
