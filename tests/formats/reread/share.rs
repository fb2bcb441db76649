//! What travels from wallet to clinic: card, links, terms, statement, access key, manifest, report, Consent, request.

use keepwell_crypto::{
    fingerprint::check_characters, hash::sha256, recipient::Identity, secret::Secret32,
};
use keepwell_protocol::{
    access::access_key,
    card::Card,
    consent::{self, Purpose},
    emergency_card::EmergencyCard,
    entry::{Entry, EntryType},
    http_signature::{self, Covered, SignatureFields},
    link::{CardLink, GrantLink, Link},
    mailbox::OpeningId,
    manifest::Manifest,
    part::padded_size,
    receipt::Receipt,
    report::{Deed, Report, SealedReport},
    statement::Statement,
    terms::Terms,
    time::Timestamp,
};

use crate::vector::{Vector, number, tests};

#[test]
fn the_card_is_the_one_its_link_carries() {
    let vector = Vector::read("protocol/card");
    let card = Card::parse(&vector.bytes("card")).unwrap();
    assert_eq!(card.digest(), vector.array("digest"));
    assert_eq!(card.key(), vector.public("clinic_seed"));
    assert_eq!(check_characters(&card.key()), vector.text("check"));
    let details = card.details();
    assert_eq!(details.recipient.to_string(), vector.text("recipient"));
    let secret = Secret32::from_bytes(vector.array("agreement_seed"));
    let identity = Identity::from_secret(&secret).recipient();
    assert_eq!(identity.to_string(), vector.text("recipient"));
    let agreement = vector.agreement("agreement_seed").public();
    assert_eq!(details.agreement, agreement);
    assert!(card.is_current(details.issued) && !card.is_current(details.expires));
    let link = Link::parse(vector.text("link"));
    assert_eq!(link, Ok(Link::Card(CardLink::Card(vector.bytes("card")))));
}

#[test]
fn the_grant_holds_together_from_its_link_to_its_terms() {
    let (card, vector) = (
        Vector::read("protocol/card"),
        Vector::read("protocol/grant"),
    );
    let terms = Terms::parse(&vector.bytes("terms")).unwrap();
    assert_eq!(terms.encode(), vector.bytes("terms"));
    assert_eq!(terms.card, card.array("digest"));
    assert_eq!(terms.card_key, card.public("clinic_seed"));

    let statement = Statement::parse(&vector.bytes("statement")).unwrap();
    assert_eq!(statement.digest(), vector.array("digest"));
    assert_eq!(statement.signer(), vector.public("grant_seed"));
    assert_eq!(statement.kind(), EntryType::Grant);
    assert!(statement.commits_to(&vector.array("salt"), &vector.bytes("terms")));

    let link = GrantLink::parse(vector.text("link")).unwrap();
    assert_eq!(link.to_text(), vector.text("link"));
    assert_eq!((&link.relay, link.mailbox), (&terms.relay, terms.mailbox));
    assert_eq!(link.access_point, terms.access_point);
    assert_eq!(link.statement, statement.digest());

    let secret = card.agreement("agreement_seed");
    let access = access_key(
        &secret,
        &terms.card,
        &link.access_point,
        &link.relay,
        &link.mailbox,
        &link.statement,
    );
    assert_eq!(access.unwrap().seed(), &vector.array("access_seed"));
}

#[test]
fn the_revocation_names_the_grant_under_the_same_key() {
    let vector = Vector::read("protocol/grant");
    let revocation = Statement::parse(&vector.bytes("revocation")).unwrap();
    assert_eq!(revocation.kind(), EntryType::Revocation);
    assert_eq!(revocation.revoked(), Some(vector.array("digest")));
    assert_eq!(revocation.signer(), vector.public("grant_seed"));
    let grant = Statement::parse(&vector.bytes("statement")).unwrap();
    assert_eq!(revocation.subject(), grant.subject());
}

#[test]
fn the_manifest_holds_the_grant_and_its_receipt() {
    let (grant, ledger) = (
        Vector::read("protocol/grant"),
        Vector::read("protocol/receipt"),
    );
    let vector = Vector::read("protocol/share");
    let manifest = Manifest::parse(&vector.bytes("manifest")).unwrap();
    assert_eq!(manifest.encode(), vector.bytes("manifest"));
    assert_eq!(manifest.statement, grant.bytes("statement"));
    assert_eq!(manifest.terms, grant.bytes("terms"));
    assert_eq!(manifest.salt, grant.array("salt"));
    let terms = Terms::parse(&manifest.terms).unwrap();
    assert_eq!(sha256(&manifest.consent), terms.consent);
    assert_eq!(manifest.identity, vector.public("identity_seed"));
    assert!(manifest.identity_signed(&grant.array("digest")));
    let entry = Entry::parse(&ledger.bytes("entry")).unwrap();
    let key = ledger.public("ledger_seed");
    let proof = manifest.proof.unwrap();
    assert!(Receipt::verify(&proof.receipt, &entry, &terms.ledger, &key).is_ok());
}

#[test]
fn the_reports_open_for_the_wallet() {
    let (card, grant) = (
        Vector::read("protocol/card"),
        Vector::read("protocol/grant"),
    );
    let vector = Vector::read("protocol/share");
    let digest = grant.array("digest");
    let secret = card.agreement("agreement_seed");
    let signed = Vector::read("protocol/receipt").text("time").to_owned();
    for (name, deed) in [
        ("sealed_report", Deed::Saved),
        ("sealed_asked", Deed::Asked),
    ] {
        let sealed = vector.value(name).clone();
        let sealed: SealedReport = serde_json::from_value(sealed).unwrap();
        let report = Report::open(&sealed, &secret, &digest, &card.public("clinic_seed")).unwrap();
        assert_eq!((report.deed, report.statement), (deed, digest));
        assert_eq!(report.time.to_string(), signed);
    }
}

#[test]
fn parts_are_padded_to_the_stored_sizes() {
    for pair in Vector::read("protocol/share").list("padded_sizes") {
        let [size, padded] = [&pair[0], &pair[1]].map(number);
        assert_eq!(padded_size(size), padded, "{size}");
    }
}

#[test]
fn the_consent_says_what_its_page_says() {
    let file = std::fs::read(tests().join("vectors/consent/consent.json")).unwrap();
    let bytes = file.trim_ascii_end();
    let permission = consent::parse(bytes).unwrap();
    assert_eq!(consent::build(&permission).unwrap(), bytes);
    let granted = Timestamp::parse("2026-11-18T11:06:40Z").unwrap();
    assert_eq!((permission.granted, permission.start), (granted, granted));
    assert_eq!(permission.end, granted.plus(2 * 60 * 60));
    assert_eq!(permission.purpose, Purpose::Treat);
}

#[test]
fn the_request_is_signed_as_stored() {
    let vector = Vector::read("protocol/request");
    let covered = Covered {
        method: vector.text("method"),
        target_uri: vector.text("target_uri"),
        body: sha256(b""),
        opening: OpeningId::parse(vector.text("keepwell-opening")),
    };
    let fields = SignatureFields {
        content_digest: vector.text("content-digest").to_owned(),
        signature_input: vector.text("signature-input").to_owned(),
        signature: vector.text("signature").to_owned(),
    };
    let signed = http_signature::verify(&covered, &fields).unwrap();
    assert_eq!(signed.key, vector.public("seed"));
    assert_eq!(signed.nonce, "nonce-1");
    let again = http_signature::sign(&covered, &vector.key("seed"), signed.created, &signed.nonce);
    assert_eq!(again, fields);
}

#[test]
fn an_emergency_card_is_its_text_under_its_key() {
    let vector = Vector::read("protocol/emergency-card");
    let card = EmergencyCard::read(vector.text("card")).unwrap();
    assert_eq!(card.text(), vector.text("text"));
    assert_eq!(*card.key(), vector.public("seed"));
    assert_eq!(card.key().as_bytes(), &vector.array("key"));
    assert_eq!(card.part(), Some((2, 3)));
    let again = EmergencyCard::sign(vector.text("text"), &vector.key("seed"));
    assert_eq!(again.as_deref(), Ok(vector.text("card")));
}
