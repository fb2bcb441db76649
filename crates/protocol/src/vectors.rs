//! The vectors in `tests/vectors/protocol`, which other implementations check too. They are made here from fixed keys
//! and compared with the files; `KEEPWELL_WRITE_VECTORS=1` writes the files anew, and the difference is read.

mod access_root;
mod admission;
mod emergency_card;
mod frame;
mod rendezvous;
mod rotation;
mod spoken;
mod status;
mod token;

use std::path::Path;

use keepwell_crypto::{
    agree::{AgreementKey, AgreementSecret},
    hash::sha256,
    recipient::Identity,
    secret::Secret32,
    sign::SigningKey,
};
use keepwell_tlog::{hash::Hash, proof::InclusionProof};
use rand_core::{CryptoRng, RngCore};
use serde_json::{Value, json};

use crate::{
    access::{AccessPoint, access_key},
    card::{Card, CardDetails},
    entry::{Entry, EntryType},
    hexadecimal::to_hex,
    http_signature::{self, Covered},
    ledger_api::sign_time,
    link::{CardLink, GrantLink},
    mailbox::{MailboxId, OpeningId},
    manifest::{LedgerProof, Manifest, sign_identity, wallet_keys},
    origin::Origin,
    part::padded_size,
    receipt::{Receipt, RootSignature},
    report::{Deed, Report, SealedReport},
    statement::Statement,
    terms::{BUNDLE_PART, PartTerms, Terms},
    time::Timestamp,
};

const CLINIC_SEED: [u8; 32] = [1; 32];
const AGREEMENT_SEED: [u8; 32] = [2; 32];
const GRANT_SEED: [u8; 32] = [3; 32];
const LEDGER_SEED: [u8; 32] = [4; 32];
const IDENTITY_SEED: [u8; 32] = [5; 32];
const SALT: [u8; 32] = [6; 32];
const MAILBOX: MailboxId = MailboxId::from_bytes([7; 16]);
const TIME: Timestamp = Timestamp::from_seconds(1_795_000_000);
const LEDGER: &str = "ledger.example/2026";

/// Randomness that is not random, so that a vector can be made again.
struct Counting(u8);

impl RngCore for Counting {
    fn next_u32(&mut self) -> u32 {
        rand_core::impls::next_u32_via_fill(self)
    }

    fn next_u64(&mut self) -> u64 {
        rand_core::impls::next_u64_via_fill(self)
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            *byte = self.0;
            self.0 = self.0.wrapping_add(1);
        }
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rand_core::Error> {
        self.fill_bytes(bytes);
        Ok(())
    }
}

impl CryptoRng for Counting {}

/// Compares `made` with the file of this name, or writes it when told so.
fn check(file: &str, made: &Value) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/protocol");
    let path = folder.join(file);
    let text = format!("{made:#}\n");
    if std::env::var_os("KEEPWELL_WRITE_VECTORS").is_some_and(|value| value == "1") {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(&path, &text).unwrap();
    }
    let stored = std::fs::read_to_string(&path).unwrap();
    assert!(
        stored == text,
        "{file} is not what the code makes; see the head of vectors.rs"
    );
}

/// What the file of this name has, where it is not to be written anew.
fn stored(file: &str) -> Option<Value> {
    if std::env::var_os("KEEPWELL_WRITE_VECTORS").is_some_and(|value| value == "1") {
        return None;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/protocol");
    let text = std::fs::read_to_string(folder.join(file)).ok()?;
    serde_json::from_str(&text).ok()
}

fn relay() -> Origin {
    Origin::parse("https://relay.example").unwrap()
}

fn agreement() -> AgreementSecret {
    AgreementSecret::from_secret(&Secret32::from_bytes(AGREEMENT_SEED))
}

fn clinic_card() -> Card {
    let details = CardDetails {
        name: "Harbour Clinic".into(),
        country: "IE".into(),
        contact: None,
        recipient: Identity::from_secret(&Secret32::from_bytes(AGREEMENT_SEED)).recipient(),
        agreement: agreement().public(),
        relay: relay(),
        page: Origin::parse("https://clinic.example").unwrap(),
        issued: TIME,
        expires: TIME.plus(31 * 24 * 60 * 60),
    };
    Card::sign(details, &SigningKey::from_seed(&CLINIC_SEED))
}

fn access_point() -> AccessPoint {
    AccessPoint::begin(
        &agreement().public(),
        &clinic_card().digest(),
        &mut Counting(0),
    )
    .unwrap()
}

fn grant_terms() -> Terms {
    Terms {
        consent: sha256(b"{}"),
        card: clinic_card().digest(),
        card_key: clinic_card().key(),
        relay: relay(),
        mailbox: MAILBOX,
        access_point: access_point().to_bytes(),
        ledger: LEDGER.into(),
        offline_ok: false,
        parts: vec![PartTerms {
            name: BUNDLE_PART.into(),
            size: 4,
            digest: sha256(b"FHIR"),
        }],
        wallet_keys: wallet_keys(
            &SigningKey::from_seed(&IDENTITY_SEED).verifying_key(),
            &agreement().public(),
        ),
    }
}

fn grant_key() -> SigningKey {
    SigningKey::from_seed(&GRANT_SEED)
}

fn grant_statement() -> Statement {
    Statement::grant(&[8; 16], &SALT, &grant_terms().encode(), &grant_key())
}

fn grant_entry() -> Entry {
    Entry {
        kind: EntryType::Grant,
        target: 0,
        statement: grant_statement().digest(),
    }
}

/// A receipt for the grant as entry 1 of 2.
fn grant_receipt() -> Vec<u8> {
    let other = Hash::of_leaf(b"other");
    let root = Hash::of_children(&other, &Hash::of_leaf(&grant_entry().to_bytes()));
    let signature = RootSignature::sign(LEDGER, 2, &root, &SigningKey::from_seed(&LEDGER_SEED));
    signature
        .receipt(&InclusionProof::new(1, 2, vec![other]).unwrap())
        .unwrap()
}

#[test]
fn card() {
    let card = clinic_card();
    let (link, _) = CardLink::for_card(&relay(), card.as_bytes(), &card.digest());
    check(
        "card.json",
        &json!({
            "clinic_seed": to_hex(&CLINIC_SEED),
            "agreement_seed": to_hex(&AGREEMENT_SEED),
            "recipient": card.details().recipient.to_string(),
            "card": to_hex(card.as_bytes()),
            "digest": to_hex(&card.digest()),
            "check": keepwell_crypto::fingerprint::check_characters(&card.key()),
            "link": link,
        }),
    );
}

#[test]
fn withdrawal() {
    let card = clinic_card();
    let withdrawal = Statement::withdrawal(&card.digest(), &SigningKey::from_seed(&CLINIC_SEED));
    let entry = Entry {
        kind: EntryType::CardWithdrawal,
        target: 0,
        statement: withdrawal.digest(),
    };
    check(
        "withdrawal.json",
        &json!({
            "clinic_seed": to_hex(&CLINIC_SEED),
            "card": to_hex(&card.digest()),
            "statement": to_hex(withdrawal.as_bytes()),
            "digest": to_hex(&withdrawal.digest()),
            "entry": to_hex(&entry.to_bytes()),
        }),
    );
}

#[test]
fn grant() {
    let (terms, statement) = (grant_terms().encode(), grant_statement());
    let point = access_point();
    let digest = statement.digest();
    let access = access_key(
        &agreement(),
        &clinic_card().digest(),
        &point.to_bytes(),
        &relay(),
        &MAILBOX,
        &digest,
    )
    .unwrap();
    assert_eq!(
        access.verifying_key(),
        point.public_key(&relay(), &MAILBOX, &digest).unwrap()
    );
    let link = GrantLink {
        relay: relay(),
        mailbox: MAILBOX,
        access_point: point.to_bytes(),
        statement: digest,
    };
    check(
        "grant.json",
        &json!({
            "grant_seed": to_hex(&GRANT_SEED),
            "salt": to_hex(&SALT),
            "terms": to_hex(&terms),
            "statement": to_hex(statement.as_bytes()),
            "digest": to_hex(&digest),
            "revocation": to_hex(statement.revocation(&grant_key()).as_bytes()),
            "access_seed": to_hex(access.seed()),
            "link": link.to_text(),
        }),
    );
}

#[test]
fn receipt() {
    let ledger = SigningKey::from_seed(&LEDGER_SEED);
    let receipt = grant_receipt();
    let checked =
        Receipt::verify(&receipt, &grant_entry(), LEDGER, &ledger.verifying_key()).unwrap();
    check(
        "receipt.json",
        &json!({
            "ledger": LEDGER,
            "ledger_seed": to_hex(&LEDGER_SEED),
            "entry": to_hex(&grant_entry().to_bytes()),
            "receipt": to_hex(&receipt),
            "index": checked.index,
            "size": checked.size,
            "root": to_hex(checked.root.as_bytes()),
            "time_nonce": to_hex(&[9; 32]),
            "signed_time": to_hex(&sign_time(&[9; 32], TIME, &ledger)),
            "time": TIME.to_string(),
        }),
    );
}

fn sealed_report(deed: Deed) -> SealedReport {
    let report = Report {
        deed,
        time: TIME,
        statement: grant_statement().digest(),
    };
    let clinic = SigningKey::from_seed(&CLINIC_SEED);
    report
        .seal(&clinic, &agreement().public(), &mut Counting(0))
        .unwrap()
}

#[test]
fn share() {
    let identity = SigningKey::from_seed(&IDENTITY_SEED);
    let manifest = Manifest {
        consent: b"{}".to_vec(),
        salt: SALT,
        terms: grant_terms().encode(),
        statement: grant_statement().as_bytes().to_vec(),
        proof: Some(LedgerProof {
            receipt: grant_receipt(),
            tlog_proof: "c2sp.org/tlog-proof@v1\n".into(),
        }),
        identity: identity.verifying_key(),
        identity_signature: sign_identity(&identity, &grant_statement().digest()),
        report_key: AgreementKey::from_bytes(*agreement().public().as_bytes()),
    };
    let sizes = [0, 65_528, 65_529, 100_000, 1 << 20, 2 << 30];
    check(
        "share.json",
        &json!({
            "identity_seed": to_hex(&IDENTITY_SEED),
            "manifest": to_hex(&manifest.encode()),
            "padded_sizes": sizes.map(|size| json!([size, padded_size(size)])),
            "sealed_report": sealed_report(Deed::Saved),
            "sealed_asked": sealed_report(Deed::Asked),
        }),
    );
}

#[test]
fn request() {
    let opening = OpeningId::from_bytes([10; 16]);
    let covered = Covered {
        method: "GET",
        target_uri: "https://relay.example/v1/mailboxes/07070707070707070707070707070707/parts/bundle",
        body: sha256(b""),
        opening: Some(opening),
    };
    let fields = http_signature::sign(&covered, &grant_key(), TIME, "nonce-1");
    check(
        "request.json",
        &json!({
            "seed": to_hex(&GRANT_SEED),
            "method": covered.method,
            "target_uri": covered.target_uri,
            "keepwell-opening": opening,
            "content-digest": fields.content_digest,
            "signature-input": fields.signature_input,
            "signature": fields.signature,
        }),
    );
}
