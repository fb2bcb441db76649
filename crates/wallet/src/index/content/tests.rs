//! The index reads back, shows nothing through its size, and refuses what it did not write.

use super::*;
use crate::{fixtures::index_entry, grants::PauseWish};
use keepwell_crypto::{keys::WalletKeys, phrase::Phrase};
use rand_core::OsRng;

const NOW: Timestamp = Timestamp::from_seconds(2_000_000);

fn keys() -> IndexKeys {
    let words = "legal winner thank year wave sausage worth useful legal winner thank yellow";
    WalletKeys::derive(&Phrase::parse(words).unwrap()).index()
}

fn full(seed: u8) -> IndexEntry {
    IndexEntry {
        log_index: Some(1 << 40),
        openings: Some(3),
        stopped: Some(NOW),
        pause: Some(PauseWish {
            asked: NOW,
            paused: true,
        }),
        ..index_entry(seed, NOW)
    }
}

#[test]
fn entries_read_back() {
    let entries = vec![index_entry(1, NOW), full(2)];
    let sealed = seal(&entries, &keys(), &mut OsRng).unwrap();
    assert_eq!(open(&sealed, &keys()).unwrap(), entries);
    assert_eq!(
        open(&seal(&[], &keys(), &mut OsRng).unwrap(), &keys()),
        Ok(Vec::new())
    );
}

#[test]
fn the_size_does_not_tell_how_many_grants_there_are() {
    let one = seal(&[full(1)], &keys(), &mut OsRng).unwrap();
    let many: Vec<IndexEntry> = (0..60).map(full).collect();
    assert_eq!(seal(&many, &keys(), &mut OsRng).unwrap().len(), one.len());
}

#[test]
fn long_terms_stay_out_and_short_ones_give_way_before_it_is_full() {
    let mut long = full(1);
    long.terms = Some(vec![0; MAX_TERMS + 1]);
    let sealed = seal(&[long, full(2)], &keys(), &mut OsRng).unwrap();
    let entries = open(&sealed, &keys()).unwrap();
    assert!(entries[0].terms.is_none() && entries[1].terms.is_some());

    let with_terms = |seed| IndexEntry {
        terms: Some(vec![0; MAX_TERMS]),
        ..full(seed)
    };
    let many: Vec<IndexEntry> = (0..100).map(with_terms).collect();
    let sealed = seal(&many, &keys(), &mut OsRng).unwrap();
    assert!(sealed.len() <= MAX_BOX);
    let entries = open(&sealed, &keys()).unwrap();
    assert_eq!(entries.len(), 100);
    assert!(entries.iter().all(|entry| entry.terms.is_none()));

    let too_many: Vec<IndexEntry> = (0..1000).map(|_| full(1)).collect();
    assert_eq!(seal(&too_many, &keys(), &mut OsRng), Err(IndexFull));
}

#[test]
fn another_wallet_s_index_or_a_changed_one_is_refused() {
    let mut sealed = seal(&[full(1)], &keys(), &mut OsRng).unwrap();
    let phrase = Phrase::parse(
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
    );
    let other = WalletKeys::derive(&phrase.unwrap()).index();
    assert!(open(&sealed, &other).is_err());
    let middle = sealed.len() / 2;
    sealed[middle] ^= 1;
    assert!(open(&sealed, &keys()).is_err());
}

#[test]
fn the_version_before_reads_well() {
    let entries = vec![encode_entry(&index_entry(1, NOW), MAX_TERMS)];
    let before = MapWriter::default()
        .put(0, Value::from(BEFORE))
        .put(1, Value::Array(entries))
        .encode();
    assert_eq!(decode(&before), Ok(vec![index_entry(1, NOW)]));
}

#[test]
fn an_index_of_a_newer_version_is_told_from_a_damaged_one() {
    let newer = MapWriter::default().put(0, Value::from(4)).encode();
    assert_eq!(
        decode(&newer),
        Err(FormatError::UnknownVersion { what: WHAT })
    );
    let damaged = MapWriter::default()
        .put(0, Value::from(VERSION))
        .put(1, Value::from(2))
        .encode();
    assert_eq!(
        decode(&damaged),
        Err(FormatError::malformed(WHAT, "entries"))
    );
}
