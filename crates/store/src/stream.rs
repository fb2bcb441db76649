//! Rows as a stream of bytes in the clear: the payload of the snapshot beside the store and of a backup, so that what one
//! writes the other reads. It ends with a count and a digest; whoever stores it encrypts it.

use std::io::{self, Read, Write};

use keepwell_crypto::hash::Hasher;
use zeroize::Zeroizing;

use crate::row::{Row, RowRef};

const MAGIC: &[u8; 16] = b"keepwell-rows-1\n";
const MORE: u8 = 1;
const END: u8 = 0;

/// Writes a stream. It is complete only once [`Self::finish`] has returned.
pub(crate) struct RowWriter<'a> {
    output: &'a mut dyn Write,
    hasher: Hasher,
    rows: u64,
}

impl<'a> RowWriter<'a> {
    pub(crate) fn new(output: &'a mut dyn Write) -> io::Result<Self> {
        let mut writer = Self {
            output,
            hasher: Hasher::default(),
            rows: 0,
        };
        writer.bytes(MAGIC)?;
        Ok(writer)
    }

    /// Adds a row that is within its limits.
    pub(crate) fn row(&mut self, row: RowRef<'_>) -> io::Result<()> {
        let too_long = |_| io::Error::from(io::ErrorKind::InvalidInput);
        let table = u8::try_from(row.table.len()).map_err(too_long)?;
        let key = u16::try_from(row.key.len()).map_err(too_long)?;
        let value = u32::try_from(row.value.len()).map_err(too_long)?;
        self.bytes(&[MORE, table])?;
        self.bytes(row.table.as_bytes())?;
        self.bytes(&key.to_be_bytes())?;
        self.bytes(row.key)?;
        self.bytes(&value.to_be_bytes())?;
        self.bytes(row.value)?;
        self.rows += 1;
        Ok(())
    }

    /// Writes the end and gives the number of rows.
    pub(crate) fn finish(mut self) -> io::Result<u64> {
        self.bytes(&[END])?;
        self.bytes(&self.rows.to_be_bytes())?;
        self.output.write_all(&self.hasher.finish())?;
        self.output.flush()?;
        Ok(self.rows)
    }

    fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hasher.update(bytes);
        self.output.write_all(bytes)
    }
}

/// Reads a stream. Only when [`Self::next`] has given `None` were its rows all there and unchanged.
pub(crate) struct RowReader<'a> {
    input: &'a mut dyn Read,
    hasher: Hasher,
    rows: u64,
}

impl<'a> RowReader<'a> {
    pub(crate) fn new(input: &'a mut dyn Read) -> io::Result<Self> {
        let mut reader = Self {
            input,
            hasher: Hasher::default(),
            rows: 0,
        };
        if reader.array()? == *MAGIC {
            Ok(reader)
        } else {
            Err(invalid())
        }
    }

    /// The next row, or `None` after the last. Fails on anything that is not what a [`RowWriter`] wrote, to the last byte.
    pub(crate) fn next(&mut self) -> io::Result<Option<Row>> {
        let [more] = self.array()?;
        match more {
            MORE => self.row().map(Some),
            END => self.end().map(|()| None),
            _ => Err(invalid()),
        }
    }

    fn row(&mut self) -> io::Result<Row> {
        let [table] = self.array()?;
        let table = self.bytes(usize::from(table))?;
        let key = u16::from_be_bytes(self.array()?);
        let key = self.bytes(usize::from(key))?;
        let value = u32::from_be_bytes(self.array()?);
        let value = self.bytes(usize::try_from(value).map_err(|_| invalid())?)?;
        let row = Row {
            table: String::from_utf8(table.to_vec()).map_err(|_| invalid())?,
            key: key.to_vec(),
            value,
        };
        row.as_ref().check().map_err(|_| invalid())?;
        self.rows += 1;
        Ok(row)
    }

    fn end(&mut self) -> io::Result<()> {
        let rows = u64::from_be_bytes(self.array()?);
        let computed = self.hasher.clone().finish();
        let nothing_follows = |input: &mut dyn Read| io::copy(&mut input.take(1), &mut io::sink());
        if rows == self.rows && computed == self.array()? && nothing_follows(self.input)? == 0 {
            Ok(())
        } else {
            Err(invalid())
        }
    }

    fn array<const N: usize>(&mut self) -> io::Result<[u8; N]> {
        let mut bytes = [0; N];
        self.input.read_exact(&mut bytes)?;
        self.hasher.update(&bytes);
        Ok(bytes)
    }

    /// Reads `length` bytes; memory is taken as they arrive, not on the word of a length that may be wrong.
    fn bytes(&mut self, length: usize) -> io::Result<Zeroizing<Vec<u8>>> {
        const AT_ONCE: usize = 1 << 20;
        let mut bytes = Zeroizing::new(Vec::with_capacity(length.min(AT_ONCE)));
        let limit = u64::try_from(length).unwrap_or(u64::MAX);
        (&mut *self.input).take(limit).read_to_end(&mut bytes)?;
        if bytes.len() < length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.hasher.update(&bytes);
        Ok(bytes)
    }
}

fn invalid() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut writer = RowWriter::new(&mut bytes).unwrap();
        for (key, value) in [(&b"a"[..], &b"1"[..]), (b"", b""), (b"bb", &[7; 300])] {
            let table = "records";
            writer.row(RowRef { table, key, value }).unwrap();
        }
        assert_eq!(writer.finish().unwrap(), 3);
        bytes
    }

    fn read(mut bytes: &[u8]) -> io::Result<Vec<Row>> {
        let mut reader = RowReader::new(&mut bytes)?;
        let mut rows = Vec::new();
        while let Some(row) = reader.next()? {
            rows.push(row);
        }
        Ok(rows)
    }

    #[test]
    fn rows_come_back() {
        let rows = read(&written()).unwrap();
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[2].value.as_slice(), &[7; 300]);
        assert_eq!(
            (rows[0].table.as_str(), rows[0].key.as_slice()),
            ("records", &b"a"[..])
        );
    }

    #[test]
    fn the_bytes_are_those_that_the_format_page_shows() {
        let mut bytes = Vec::new();
        let mut writer = RowWriter::new(&mut bytes).unwrap();
        let (table, key, value) = ("t", &b"k"[..], &b"v"[..]);
        writer.row(RowRef { table, key, value }).unwrap();
        writer.finish().unwrap();
        let shown = b"keepwell-rows-1\n\x01\x01t\0\x01k\0\0\0\x01v\0\0\0\0\0\0\0\0\x01";
        let digest = keepwell_crypto::hash::sha256(shown);
        assert_eq!(bytes, [&shown[..], &digest].concat());
        assert_eq!(digest[..4], [0x06, 0xb5, 0xef, 0xf1]);
    }

    #[test]
    fn every_change_cut_and_addition_is_noticed() {
        let bytes = written();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 0x10;
            assert!(read(&changed).is_err(), "a change at {at} went unnoticed");
            assert!(read(&bytes[..at]).is_err(), "a cut at {at} went unnoticed");
        }
        assert!(read(&[bytes, vec![0]].concat()).is_err());
    }
}
