//! A share as it lies on a relay and a backup as it lies on a disk, both made by the `keepwell` command: other
//! implementations of age open them with nothing but the key, and what they write in their place opens here.

use std::{fs, path::PathBuf};

use keepwell_crypto::{
    agree::AgreementSecret, hash::sha256, keys::WalletKeys, phrase::Phrase, recipient::Identity,
    secret::Secret32, sign::SigningKey,
};
use keepwell_protocol::{
    card::{Card, CardDetails},
    manifest::Manifest,
    origin::Origin,
    part,
    terms::Terms,
    time::Timestamp,
};
use serde_json::Value;

use crate::{
    age::implementations,
    world::{World, files_below},
};

#[test]
fn they_open_a_share_and_we_open_what_they_put_in_its_place() {
    let ages = implementations();
    let mut world = World::with_server();
    world.make_patient();
    world.wallet_ok(&["import", "--sample"]);
    let identity = Identity::from_secret(&Secret32::from_bytes([7; 32]));
    let card = world.path("known.card");
    fs::write(&card, known_card(&world.url, &identity).as_bytes()).unwrap();
    world.wallet_ok(&["grant", "--to", &card, "--for", "2h"]);

    let parts = files_below(&world.root().join("server/relay/parts"));
    let open = |name: &str, decrypt: &dyn Fn(&[u8]) -> Vec<u8>| {
        let framed = decrypt(&fs::read(part_called(&parts, name)).unwrap());
        part::unframe(&framed).unwrap().to_vec()
    };
    for age in &ages {
        let theirs = |file: &[u8]| age.decrypt(&identity, file).expect("a part of a share");
        let manifest = Manifest::parse(&open("manifest", &theirs)).unwrap();
        let terms = Terms::parse(&manifest.terms).unwrap();
        assert_eq!(terms.parts.len(), 2, "the Bundle and its PDF");
        for part in &terms.parts {
            let content = open(&part.name, &theirs);
            assert_eq!(
                sha256(&content),
                part.digest,
                "{} {}",
                age.name(),
                part.name
            );
            let again = open(&part.name, &|file| {
                let again = age.encrypt(&identity.recipient(), &theirs(file));
                identity.decrypt(&again, again.len()).unwrap().to_vec()
            });
            assert!(again == content, "{} {}", age.name(), part.name);
        }
    }
}

#[test]
fn they_open_a_backup_and_we_restore_what_they_encrypt() {
    let ages = implementations();
    let mut world = World::with_server();
    world.make_patient();
    world.wallet_ok(&["import", "--sample"]);
    let (backup, theirs) = (world.path("backup"), world.path("theirs"));
    world.wallet_ok(&["backup", "--out", &backup]);
    let records = world.wallet_ok(&["records"]);
    let count = records["records"].as_array().map(Vec::len);
    assert!(count > Some(40), "{count:?}");

    let phrase = Phrase::parse(&world.words).unwrap();
    let identity = WalletKeys::derive(&phrase).recovery();
    let file = fs::read(&backup).unwrap();
    for (at, age) in ages.iter().enumerate() {
        let plain = age.decrypt(&identity, &file).expect("a backup");
        assert!(plain.starts_with(b"keepwell-backup 1\n"), "{}", age.name());
        fs::write(&theirs, age.encrypt(&identity.recipient(), &plain)).unwrap();
        let home = format!("restored-{at}");
        assert_eq!(restored(&world, &home, &theirs), records, "{}", age.name());
    }
}

/// The records of a wallet restored from a backup.
fn restored(world: &World, home: &str, backup: &str) -> Value {
    let words = world.path("words");
    let line = [
        "restore",
        "--server",
        &world.url,
        "--phrase-file",
        &words,
        "--backup",
        backup,
    ];
    let ended = world.run("wallet", home, &line);
    assert_eq!(ended.code, 0, "{}", ended.err);
    world.run("wallet", home, &["records"]).json()
}

/// The card of a clinic whose keys are known here.
fn known_card(server: &str, identity: &Identity) -> Card {
    let server = Origin::parse(server).unwrap();
    let now = time::OffsetDateTime::now_utc().unix_timestamp();
    let now = Timestamp::from_seconds(u64::try_from(now).unwrap());
    let details = CardDetails {
        name: "Harbour Clinic".to_owned(),
        country: "IE".to_owned(),
        contact: None,
        recipient: identity.recipient(),
        agreement: AgreementSecret::from_secret(&Secret32::from_bytes([6; 32])).public(),
        relay: server.clone(),
        page: server,
        issued: now,
        expires: now.plus(24 * 60 * 60),
    };
    Card::sign(details, &SigningKey::from_seed(&[5; 32]))
}

/// The file of a part: its name, and a number of the relay's.
fn part_called(parts: &[PathBuf], name: &str) -> PathBuf {
    let is_it = |path: &&PathBuf| path.file_stem().is_some_and(|stem| stem == name);
    parts.iter().find(is_it).expect("the part").clone()
}
