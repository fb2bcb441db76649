//! An altered byte in every piece of a grant, and pieces of other grants in its place: each is caught by the check that
//! should, and nothing is left.

use data_encoding::BASE32_NOPAD;
use keepwell_protocol::{
    manifest::MANIFEST_PART,
    terms::{PartTerms, Terms},
};

use super::*;
use crate::testing::fresh_salt;

type ChangeTerms = fn(&mut Terms);

#[test]
fn an_altered_code_leads_nowhere() {
    let mut world = World::new();
    let share = granted(&world);
    let text = share.link.to_text();
    let (address, payload) = text.split_once('#').unwrap();
    let payload = BASE32_NOPAD.decode(payload.as_bytes()).unwrap();
    let out = world.folder.path().join("out");
    for at in 0..payload.len() {
        let mut altered = payload.clone();
        altered[at] ^= 1;
        let text = format!("{address}#{}", BASE32_NOPAD.encode(&altered));
        let code = Code::Text(&text);
        let error = open(&mut world.desk, &world.net, code, &out, NOW, &mut OsRng);
        let expected = if at == 0 { "qr" } else { "relay" };
        let check = error.err().unwrap().check().unwrap();
        assert_eq!(check.as_str(), expected, "byte {at}");
    }
    assert!(!out.exists());
}

#[test]
fn an_altered_share_does_not_open() {
    let mut world = World::new();
    let share = granted(&world);
    let servers = world.net.servers();
    let length = servers.mailboxes[&share.link.mailbox.to_string()].parts[MANIFEST_PART].len();
    drop(servers);
    for at in (0..length).step_by(997).chain([length - 1]) {
        share.alter_stored(&world.net, MANIFEST_PART, |bytes| bytes[at] ^= 1);
        assert_eq!(world.refused(&share).1, "decrypt", "byte {at}");
        share.alter_stored(&world.net, MANIFEST_PART, |bytes| bytes[at] ^= 1);
    }
    share.alter_stored(&world.net, MANIFEST_PART, |bytes| bytes.truncate(200));
    assert_eq!(world.refused(&share).1, "decrypt");
}

#[test]
fn a_share_for_another_key_is_named_as_such() {
    let mut world = World::new();
    let share = granted(&world);
    let other = keepwell_crypto::recipient::Identity::generate(&mut OsRng);
    let sealed = other.recipient().encrypt(b"").unwrap();
    share.alter_stored(&world.net, MANIFEST_PART, |bytes| *bytes = sealed);
    let (error, check) = world.refused(&share);
    assert_eq!((error.code(), check), ("not_for_this_clinic", "decrypt"));
}

#[test]
fn another_grant_behind_the_same_code_is_caught_by_its_digest() {
    let mut world = World::new();
    let mut share = granted(&world);
    let other = granted(&world);
    share.alter_manifest(&world.net, |manifest| *manifest = other.manifest.clone());
    assert_eq!(world.refused(&share).1, "digest");
}

#[test]
fn every_altered_byte_of_the_statement_is_caught() {
    let world = World::new();
    let mut share = granted(&world);
    for at in 0..share.manifest.statement.len() {
        share.manifest.statement[at] ^= 1;
        assert!(digest::check(&share.manifest, &share.link).is_err());
        // Also where the code was made to fit.
        let error = statement::check(&share.manifest).err().unwrap();
        assert_eq!(error.check(), Some(CheckName::Statement), "byte {at}");
        share.manifest.statement[at] ^= 1;
    }
    assert!(statement::check(&share.manifest).is_ok());
}

#[test]
fn a_statement_that_is_no_grant_is_refused() {
    let world = World::new();
    let mut share = granted(&world);
    let key = keepwell_crypto::sign::SigningKey::from_seed(&[5; 32]);
    share.manifest.statement = share.statement.revocation(&key).as_bytes().to_vec();
    let error = statement::check(&share.manifest).err().unwrap();
    assert!(matches!(error, OpenError::NotAGrant));
}

#[test]
fn the_wallet_s_identity_must_have_signed() {
    let mut world = World::new();
    let mut share = granted(&world);
    share.alter_manifest(&world.net, |manifest| manifest.identity_signature[5] ^= 1);
    let (error, check) = world.refused(&share);
    assert!(matches!(error, OpenError::Identity) && check == "statement");
}

#[test]
fn altered_terms_salt_or_consent_are_caught() {
    let mut world = World::new();
    let mut share = granted(&world);
    for at in 0..share.manifest.terms.len() {
        let expected = terms::Expected {
            link: &share.link,
            card: &share.card,
            ledger: &share.terms.ledger,
        };
        share.manifest.terms[at] ^= 1;
        let error = terms::check(&share.manifest, &share.statement, &expected);
        assert!(
            matches!(error.err(), Some(OpenError::NotCommitted)),
            "byte {at}"
        );
        share.manifest.terms[at] ^= 1;
    }
    let salt = share.manifest.salt;
    share.alter_manifest(&world.net, |manifest| manifest.salt = fresh_salt());
    assert_eq!(world.refused(&share).1, "terms");
    share.alter_manifest(&world.net, |manifest| {
        manifest.salt = salt;
        let text = String::from_utf8(manifest.consent.clone()).unwrap();
        manifest.consent = text.replace("Amina", "Aminu").into_bytes();
    });
    let (error, check) = world.refused(&share);
    assert_eq!(check, "terms");
    assert!(matches!(error, OpenError::OtherTerms("consent")));
}

#[test]
fn terms_that_the_patient_signed_for_something_else_are_refused() {
    let mut world = World::new();
    let changes: [(ChangeTerms, &str); 7] = [
        (|terms| terms.card[0] ^= 1, "card"),
        (
            |terms| {
                let key = keepwell_crypto::sign::SigningKey::from_seed(&[5; 32]);
                terms.card_key = key.verifying_key();
            },
            "clinic",
        ),
        (
            |terms| terms.relay = Origin::parse("https://other.example").unwrap(),
            "relay",
        ),
        (
            |terms| terms.mailbox = keepwell_protocol::mailbox::MailboxId::from_bytes([1; 16]),
            "mailbox",
        ),
        (|terms| terms.access_point[0] ^= 1, "access point"),
        (|terms| terms.ledger.push('2'), "ledger"),
        (
            |terms| terms.parts[1].size = u64::MAX,
            "size of parts, a larger one",
        ),
    ];
    for (change, expected) in changes {
        let options = ShareOptions {
            terms: change,
            ..ShareOptions::default()
        };
        let share = granted_with(&world, &options);
        let (error, check) = world.refused(&share);
        assert_eq!(check, "terms");
        assert!(
            matches!(error, OpenError::OtherTerms(what) if what == expected),
            "{error}"
        );
    }
}

#[test]
fn a_consent_for_another_clinic_or_under_an_expired_card_is_refused() {
    let mut world = World::new();
    for options in [
        ShareOptions {
            clinic: "Hill Clinic".to_owned(),
            ..ShareOptions::default()
        },
        ShareOptions {
            granted: NOW.plus(31 * DAY),
            ..ShareOptions::default()
        },
    ] {
        let share = granted_with(&world, &options);
        assert_eq!(world.refused(&share).1, "terms");
    }
}

#[test]
fn other_content_under_a_real_grant_is_caught() {
    let mut world = World::new();
    let share = granted(&world);
    let (_, bundle) = &share.parts[0];
    let mut other = bundle.clone();
    other[0] ^= 1;
    for content in [other.as_slice(), b"", &[bundle.as_slice(), b" "].concat()] {
        share.replace_part(&world.net, "bundle", content);
        let (error, check) = world.refused(&share);
        assert!(matches!(error, OpenError::PartAltered) && check == "parts");
    }
    share.replace_part(&world.net, "bundle", bundle);
    world.open(&share).unwrap();
}

#[test]
fn an_altered_or_cut_part_is_caught_and_none_is_kept() {
    let mut world = World::new();
    let share = granted(&world);
    let servers = world.net.servers();
    let length = servers.mailboxes[&share.link.mailbox.to_string()].parts["a1"].len();
    drop(servers);
    for at in (0..length).step_by(30_011).chain([length - 1]) {
        share.alter_stored(&world.net, "a1", |bytes| bytes[at] ^= 1);
        let (error, check) = world.refused(&share);
        assert_eq!((error.kind(), check), (Kind::Refused, "parts"), "byte {at}");
        share.alter_stored(&world.net, "a1", |bytes| bytes[at] ^= 1);
    }
    share.alter_stored(&world.net, "a1", |bytes| bytes.truncate(length - 20));
    assert_eq!(world.refused(&share).1, "parts");
}

#[test]
fn a_part_that_is_gone_is_not_available() {
    let mut world = World::new();
    let options = ShareOptions {
        terms: |terms| {
            terms.parts.push(PartTerms {
                name: "a2".to_owned(),
                size: 1,
                digest: [0; 32],
            });
        },
        ..ShareOptions::default()
    };
    let share = granted_with(&world, &options);
    let (error, check) = world.refused(&share);
    assert_eq!((error.code(), check), ("not_available", "parts"));
}
