//! One commit as it stands in the write-ahead log: a frame with its length and checks, and in it the signed head that the
//! commit leads to, its entries, who signed them, and their statements. See docs/formats/ledger.md.

use keepwell_crypto::hash::{Hasher, sha256};
use keepwell_protocol::entry::{ENTRY_BYTES, Entry};

use crate::chunk::{Registration, StoredHead, push_prefixed, take_prefixed};

/// Every record begins so; the last byte is the version.
pub(crate) const MAGIC: [u8; 8] = *b"KWLEDGE\x01";
/// Magic, length of the body (u32, big endian), the first four bytes of SHA-256 of both.
const HEADER_BYTES: usize = 16;
const CHECK_BYTES: usize = 32;
/// An entry, its signer's hash, the statement's length.
const LEAST_REGISTRATION_BYTES: usize = ENTRY_BYTES + 32 + 2;

/// What was committed together.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Commit {
    /// Index of its first entry.
    pub(crate) first: u64,
    pub(crate) registrations: Vec<Registration>,
    /// The head after it.
    pub(crate) head: StoredHead,
}

/// These bytes do not begin with a whole record.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Broken;

/// The entries part of a record: how many, then each with its signer's hash and its statement. `None` beyond 2^32.
pub(crate) fn encode_registrations(registrations: &[Registration]) -> Option<Vec<u8>> {
    let count = u32::try_from(registrations.len()).ok()?;
    let statements: usize = registrations.iter().map(|one| one.statement.len()).sum();
    let least = registrations.len() * LEAST_REGISTRATION_BYTES;
    let mut bytes = Vec::with_capacity(size_of_val(&count) + least + statements);
    bytes.extend(count.to_be_bytes());
    for one in registrations {
        bytes.extend(one.entry.to_bytes());
        bytes.extend(one.signer);
        push_prefixed(&mut bytes, &one.statement);
    }
    Some(bytes)
}

/// The record of a commit from index `first` whose signed head is `note`. `None` when it would be longer than 4 GiB.
pub(crate) fn encode(first: u64, note: &str, registrations: &[u8]) -> Option<Vec<u8>> {
    let mut head = first.to_be_bytes().to_vec();
    push_prefixed(&mut head, note.as_bytes());
    let length = head.len() + registrations.len();
    let mut check = Hasher::default();
    check.update(&head);
    check.update(registrations);
    let mut record = Vec::with_capacity(HEADER_BYTES + length + CHECK_BYTES);
    record.extend(header(u32::try_from(length).ok()?));
    record.extend(head);
    record.extend(registrations);
    record.extend(check.finish());
    Some(record)
}

/// Takes the record at the beginning of `bytes` and gives what comes after it.
pub(crate) fn take(bytes: &[u8]) -> Result<(Commit, &[u8]), Broken> {
    let (length, rest) = take_header(bytes).ok_or(Broken)?;
    let (body, rest) = rest.split_at_checked(length).ok_or(Broken)?;
    let (check, rest) = rest.split_first_chunk::<CHECK_BYTES>().ok_or(Broken)?;
    if sha256(body) != *check {
        return Err(Broken);
    }
    let commit = parse_body(body).ok_or(Broken)?;
    Ok((commit, rest))
}

/// The note in what looks like the beginning of a record, found without reading the rest of it.
pub(crate) fn peek_note(bytes: &[u8]) -> Option<&[u8]> {
    let (_, body) = take_header(bytes)?;
    let (_, rest) = body.split_first_chunk::<8>()?;
    take_prefixed(rest).map(|(note, _)| note)
}

/// The length of the body, and what stands after the header.
fn take_header(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (found, rest) = bytes.split_first_chunk::<HEADER_BYTES>()?;
    let (_, length) = found.split_first_chunk::<8>()?;
    let (length, _) = length.split_first_chunk::<4>()?;
    let length = u32::from_be_bytes(*length);
    if *found != header(length) {
        return None;
    }
    Some((usize::try_from(length).ok()?, rest))
}

fn header(length: u32) -> [u8; HEADER_BYTES] {
    let mut header = [0; HEADER_BYTES];
    let what = MAGIC.into_iter().chain(length.to_be_bytes());
    let check = sha256(&what.clone().collect::<Vec<_>>());
    header
        .iter_mut()
        .zip(what.chain(check))
        .for_each(|(to, from)| *to = from);
    header
}

fn parse_body(body: &[u8]) -> Option<Commit> {
    let (first, rest) = body.split_first_chunk::<8>()?;
    let (note, rest) = take_prefixed(rest)?;
    let (count, mut rest) = rest.split_first_chunk::<4>()?;
    let first = u64::from_be_bytes(*first);
    let count = usize::try_from(u32::from_be_bytes(*count)).ok()?;
    let possible = rest.len() / LEAST_REGISTRATION_BYTES;
    let mut registrations = Vec::with_capacity(count.min(possible));
    for _ in 0..count {
        let (registration, after) = take_registration(rest)?;
        registrations.push(registration);
        rest = after;
    }
    let head = StoredHead {
        size: first.checked_add(u64::try_from(count).ok()?)?,
        note: std::str::from_utf8(note).ok()?.into(),
    };
    (rest.is_empty() && count > 0).then_some(Commit {
        first,
        registrations,
        head,
    })
}

fn take_registration(bytes: &[u8]) -> Option<(Registration, &[u8])> {
    let (entry, rest) = bytes.split_first_chunk::<ENTRY_BYTES>()?;
    let (signer, rest) = rest.split_first_chunk::<32>()?;
    let (statement, rest) = take_prefixed(rest)?;
    let registration = Registration {
        entry: Entry::parse(entry).ok()?,
        signer: *signer,
        statement: statement.to_vec(),
    };
    Some((registration, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use keepwell_protocol::entry::EntryType;
    use proptest::prelude::*;

    fn registration(n: u8) -> Registration {
        Registration {
            entry: Entry {
                kind: EntryType::Revocation,
                target: n.into(),
                statement: [n; 32],
            },
            signer: [n ^ 0xff; 32],
            statement: vec![n; usize::from(n)],
        }
    }

    fn record() -> Vec<u8> {
        let registrations = encode_registrations(&[registration(1), registration(2)]).unwrap();
        encode(7, "note\n", &registrations).unwrap()
    }

    #[test]
    fn a_record_comes_back_with_what_follows() {
        let bytes = [record(), b"rest".to_vec()].concat();
        let (commit, rest) = take(&bytes).unwrap();
        assert_eq!((commit.first, commit.head.size), (7, 9));
        assert_eq!(commit.registrations, [registration(1), registration(2)]);
        assert_eq!(&*commit.head.note, "note\n");
        assert_eq!(rest, b"rest");
        assert_eq!(peek_note(&bytes), Some(b"note\n".as_slice()));
        assert_eq!(peek_note(&bytes[1..]), None);
    }

    #[test]
    fn every_altered_or_missing_byte_is_noticed() {
        let bytes = record();
        for at in 0..bytes.len() {
            let mut altered = bytes.clone();
            altered[at] ^= 1;
            assert_eq!(take(&altered).err(), Some(Broken), "byte {at}");
            assert_eq!(take(&bytes[..at]).err(), Some(Broken), "length {at}");
        }
    }

    #[test]
    fn a_commit_of_nothing_is_none() {
        let nothing = encode_registrations(&[]).unwrap();
        assert!(take(&encode(7, "note\n", &nothing).unwrap()).is_err());
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(body: Vec<u8>) {
            let _ = take(&body);
            let framed = [header(u32::try_from(body.len()).unwrap()).to_vec(), body.clone(), sha256(&body).to_vec()];
            let _ = take(&framed.concat());
            let _ = peek_note(&framed.concat());
        }
    }
}
