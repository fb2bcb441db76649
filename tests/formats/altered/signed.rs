//! Documents that are signed, or covered by the digest in one that is.

use keepwell_crypto::hash::sha256;
use keepwell_protocol::{
    card::Card,
    consent,
    emergency_card::EmergencyCard,
    entry::Entry,
    http_signature::{self, Covered, SignatureFields},
    ledger_api::verify_time,
    link::Link,
    mailbox::OpeningId,
    manifest::Manifest,
    receipt::Receipt,
    statement::Statement,
    status::{Bitmap, Delta, StatusList},
    terms::Terms,
};

use super::{Row, must, named, row, text};
use crate::vector::{self, Vector, tests, unhex};

pub(super) fn rows() -> Vec<Row> {
    let log = [ledger(), status(), registered()];
    [
        grant(),
        emergency(),
        links(),
        log.into_iter().flatten().collect(),
        request(),
        share(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn grant() -> Vec<Row> {
    let (card, vector) = (
        Vector::read("protocol/card"),
        Vector::read("protocol/grant"),
    );
    let statement = Statement::parse(&vector.bytes("statement")).unwrap();
    let salted = statement.clone();
    let (salt, terms) = (vector.array("salt"), vector.bytes("terms"));
    let consent = std::fs::read(tests().join("vectors/consent/consent.json")).unwrap();
    let consent = consent.trim_ascii_end().to_vec();
    let digest = sha256(&consent);
    vec![
        row("card", card.bytes("card"), |bytes| {
            named(Card::parse(bytes)).map(drop)
        }),
        row("statement", vector.bytes("statement"), |bytes| {
            named(Statement::parse(bytes)).map(drop)
        }),
        row("revocation", vector.bytes("revocation"), |bytes| {
            named(Statement::parse(bytes)).map(drop)
        }),
        row("terms", vector.bytes("terms"), move |bytes| {
            named(Terms::parse(bytes))?;
            must(statement.commits_to(&salt, bytes), "NotCommitted")
        }),
        row("salt", vector.bytes("salt"), move |bytes| {
            let salt = bytes.try_into().map_err(|_| "Length".to_owned())?;
            must(salted.commits_to(&salt, &terms), "NotCommitted")
        }),
        row("consent", consent, move |bytes| {
            named(consent::parse(bytes))?;
            must(sha256(bytes) == digest, "NotTheTerms")
        }),
    ]
}

/// Line ends and blanks around lines, and the case of the last line, are the same card.
fn emergency() -> Vec<Row> {
    let vector = Vector::read("protocol/emergency-card");
    let card = vector.text("card").to_owned();
    let own = card.clone();
    vec![row("emergency card", card.into_bytes(), move |bytes| {
        let told = text(bytes)?;
        if told == own {
            return Ok(());
        }
        let read = named(EmergencyCard::read(told))?;
        let is_same = EmergencyCard::read(&own).is_ok_and(|own| own == read);
        Err(if is_same { "Same" } else { "Elsewhere" }.to_owned())
    })]
}

/// A code that leads elsewhere is refused by what it leads to, or rather does not: see the clinic's own tests. Letters of
/// another case are the same code.
fn links() -> Vec<Row> {
    let link = |name: &'static str, text: String| {
        let original = Link::parse(&text).unwrap();
        let own = text.clone();
        row(name, text.into_bytes(), move |bytes| {
            let told = super::text(bytes)?;
            if told == own {
                return Ok(());
            }
            let link = named(Link::parse(told))?;
            Err(if link == original {
                "Same"
            } else {
                "Elsewhere"
            }
            .to_owned())
        })
    };
    let meeting = |kind: &str| {
        let vector = Vector::read("protocol/rendezvous");
        vector.value(kind)["link"].as_str().unwrap().to_owned()
    };
    let of = |name: &str| Vector::read(name).text("link").to_owned();
    vec![
        link("link of a grant", of("protocol/grant")),
        link("link of a card", of("protocol/card")),
        link("link of a patient's code", meeting("first")),
        link("link of a clinic's screen", meeting("screen")),
    ]
}

fn ledger() -> Vec<Row> {
    let vector = Vector::read("protocol/receipt");
    let (key, nonce) = (vector.public("ledger_seed"), vector.array("time_nonce"));
    let (entry, receipt) = (vector.bytes("entry"), vector.bytes("receipt"));
    let origin = vector.text("ledger").to_owned();
    let proves = move |receipt: &[u8], entry: &[u8], origin: &[u8]| {
        let (entry, origin) = (named(Entry::parse(entry))?, text(origin)?);
        named(Receipt::verify(receipt, &entry, origin, &key)).map(drop)
    };
    let (in_receipt, in_entry) = (
        (entry.clone(), origin.clone()),
        (receipt.clone(), origin.clone()),
    );
    let in_origin = (receipt.clone(), entry.clone());
    vec![
        row("receipt", receipt, move |bytes| {
            proves(bytes, &in_receipt.0, in_receipt.1.as_bytes())
        }),
        row("entry", entry, move |bytes| {
            proves(&in_entry.0, bytes, in_entry.1.as_bytes())
        }),
        row("ledger's origin", origin.into(), move |bytes| {
            proves(&in_origin.0, &in_origin.1, bytes)
        }),
        row("signed time", vector.bytes("signed_time"), move |bytes| {
            named(verify_time(bytes, &nonce, &key)).map(drop)
        }),
    ]
}

fn status() -> Vec<Row> {
    let lists = Vector::read("protocol/status");
    let (key, origin) = (lists.public("ledger_seed"), lists.text("ledger").to_owned());
    let small = lists.value("small");
    let list = unhex(vector::text(&small["list"]));
    let delta = lists.bytes("delta");
    let of_delta = origin.clone();
    let bitmap = {
        let entries = lists.list("entries").iter().take(5);
        let entries = entries.map(|entry| Entry::parse(&unhex(vector::text(entry))).unwrap());
        Bitmap::of(&entries.collect::<Vec<_>>())
    };
    vec![
        row("status list", list, move |bytes| {
            named(StatusList::open(bytes, 0, &origin, &key)).map(drop)
        }),
        row("status delta", delta, move |bytes| {
            let delta = named(Delta::open(bytes, &of_delta, &key))?;
            named(delta.apply(&mut bitmap.clone()))
        }),
    ]
}

/// What a server made: the longer proofs of a third entry.
fn registered() -> Vec<Row> {
    let vector = Vector::read("ledger/ledger");
    let key = vector.public("ledger_seed");
    let (origin, _) = vector.text("ledger_key").split_once('+').unwrap();
    let origin = origin.to_owned();
    let entry = Entry::parse(&vector.bytes("entry")).unwrap();
    vec![
        row("registered statement", vector.bytes("statement"), |bytes| {
            named(Statement::parse(bytes)).map(drop)
        }),
        row("its receipt", vector.bytes("receipt"), move |bytes| {
            named(Receipt::verify(bytes, &entry, &origin, &key)).map(drop)
        }),
    ]
}

/// Each covered part of a signed request and each field of its signature.
fn request() -> Vec<Row> {
    const FIELDS: [&str; 6] = [
        "method",
        "target_uri",
        "keepwell-opening",
        "content-digest",
        "signature-input",
        "signature",
    ];
    let vector = Vector::read("protocol/request");
    let texts = FIELDS.map(|field| vector.text(field).to_owned());
    let field = |at: usize| {
        let texts = texts.clone();
        row(FIELDS[at], texts[at].clone().into(), move |bytes| {
            let mut texts = texts.clone();
            texts[at] = text(bytes)?.to_owned();
            is_signed(&texts)
        })
    };
    (0..FIELDS.len()).map(field).collect()
}

fn is_signed(texts: &[String; 6]) -> Result<(), String> {
    let [
        method,
        target_uri,
        opening,
        content_digest,
        signature_input,
        signature,
    ] = texts;
    let covered = Covered {
        method,
        target_uri,
        body: sha256(b""),
        opening: OpeningId::parse(opening),
    };
    let fields = SignatureFields {
        content_digest: content_digest.clone(),
        signature_input: signature_input.clone(),
        signature: signature.clone(),
    };
    named(http_signature::verify(&covered, &fields)).map(drop)
}

fn share() -> Vec<Row> {
    let vector = Vector::read("protocol/share");
    let original = Manifest::parse(&vector.bytes("manifest")).unwrap();
    vec![row("manifest", vector.bytes("manifest"), move |bytes| {
        let manifest = named(Manifest::parse(bytes))?;
        holds_together(&manifest, &original)
    })]
}

/// The checks that lead from the statement digest in a QR to the fields of a manifest. Two fields are left to others: the
/// report key, which only the seal around the manifest protects, and the tlog-proof, which has a row of its own.
fn holds_together(manifest: &Manifest, original: &Manifest) -> Result<(), String> {
    let (grant, ledger) = (
        Vector::read("protocol/grant"),
        Vector::read("protocol/receipt"),
    );
    let statement = named(Statement::parse(&manifest.statement))?;
    let terms = named(Terms::parse(&manifest.terms))?;
    let entry = Entry::parse(&ledger.bytes("entry")).unwrap();
    let key = ledger.public("ledger_seed");
    let proof = manifest.proof.as_ref().ok_or("NoProof")?;
    must(statement.digest() == grant.array("digest"), "Digest")?;
    must(
        statement.commits_to(&manifest.salt, &manifest.terms),
        "NotCommitted",
    )?;
    must(sha256(&manifest.consent) == terms.consent, "NotTheTerms")?;
    must(manifest.identity_signed(&statement.digest()), "Identity")?;
    named(Receipt::verify(&proof.receipt, &entry, &terms.ledger, &key))?;
    must(manifest.report_key == original.report_key, "ReportKey")?;
    let known = original.proof.as_ref().map(|proof| &proof.tlog_proof);
    must(Some(&proof.tlog_proof) == known, "TlogProof")
}
