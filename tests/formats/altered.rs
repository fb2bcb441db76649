//! What is signed or sealed cannot be altered: in every signed document of the vectors each bit of each byte is flipped,
//! each byte dropped, each shorter length and one byte more tried, and none of it may pass.

use keepwell_crypto::hash::sha256;
use keepwell_protocol::{
    card::Card,
    entry::Entry,
    http_signature::{self, Covered, SignatureFields},
    ledger_api::verify_time,
    mailbox::{OpeningId, RendezvousId},
    manifest::Manifest,
    origin::Origin,
    receipt::Receipt,
    rendezvous::first,
    report::{Report, SealedReport},
    statement::Statement,
    terms::Terms,
};
use keepwell_tlog::{
    checkpoint::SignedCheckpoint, cosignature::WitnessKey, hash::Hash, note::VerifierKey,
    tlog_proof::TlogProof,
};

use rand_core::OsRng;

use crate::{
    targets::rendezvous::Counting,
    vector::{Vector, text, unhex},
};

/// Whether a reader would go on with these bytes.
type Accepts = Box<dyn Fn(&[u8]) -> bool>;

/// A document by name, its bytes, and its reader.
type Row = (&'static str, Vec<u8>, Accepts);

#[test]
fn no_altered_byte_passes() {
    let tables = [
        grant(),
        ledger(),
        log(),
        registered(),
        rendezvous(),
        request(),
        share(),
    ];
    for (name, bytes, accepts) in tables.into_iter().flatten() {
        assert!(accepts(&bytes), "{name} as it is");
        for (how, altered) in alterations(&bytes) {
            assert!(!accepts(&altered), "{name}: {how}");
        }
    }
}

fn alterations(bytes: &[u8]) -> impl Iterator<Item = (String, Vec<u8>)> + '_ {
    let places = || 0..bytes.len();
    let flipped = places().flat_map(move |at| {
        (0..8).map(move |bit| {
            let mut altered = bytes.to_vec();
            altered[at] ^= 1 << bit;
            (format!("bit {bit} of byte {at} flipped"), altered)
        })
    });
    let dropped = places().map(move |at| {
        let altered = [&bytes[..at], &bytes[at + 1..]].concat();
        (format!("byte {at} dropped"), altered)
    });
    let cut = places().map(move |length| (format!("cut to {length}"), bytes[..length].to_vec()));
    let longer = [0, b'\n'].map(|byte| (format!("{byte} added"), [bytes, &[byte]].concat()));
    flipped.chain(dropped).chain(cut).chain(longer)
}

fn row(name: &'static str, bytes: Vec<u8>, accepts: impl Fn(&[u8]) -> bool + 'static) -> Row {
    (name, bytes, Box::new(accepts))
}

fn grant() -> Vec<Row> {
    let (card, vector) = (
        Vector::read("protocol/card"),
        Vector::read("protocol/grant"),
    );
    let statement = Statement::parse(&vector.bytes("statement")).unwrap();
    let salted = statement.clone();
    let (salt, terms) = (vector.array("salt"), vector.bytes("terms"));
    vec![
        row("card", card.bytes("card"), |bytes| {
            Card::parse(bytes).is_ok()
        }),
        row("statement", vector.bytes("statement"), |bytes| {
            Statement::parse(bytes).is_ok()
        }),
        row("revocation", vector.bytes("revocation"), |bytes| {
            Statement::parse(bytes).is_ok()
        }),
        row("terms", vector.bytes("terms"), move |bytes| {
            Terms::parse(bytes).is_ok() && statement.commits_to(&salt, bytes)
        }),
        row("salt", vector.bytes("salt"), move |bytes| {
            let salt = bytes.try_into();
            salt.is_ok_and(|salt| salted.commits_to(&salt, &terms))
        }),
    ]
}

fn ledger() -> Vec<Row> {
    let vector = Vector::read("protocol/receipt");
    let (key, nonce) = (vector.public("ledger_seed"), vector.array("time_nonce"));
    let (entry, receipt) = (vector.bytes("entry"), vector.bytes("receipt"));
    let origin = vector.text("ledger").to_owned();
    let proves = move |receipt: &[u8], entry: &[u8], origin: &[u8]| {
        let (Ok(entry), Ok(origin)) = (Entry::parse(entry), std::str::from_utf8(origin)) else {
            return false;
        };
        Receipt::verify(receipt, &entry, origin, &key).is_ok()
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
            verify_time(bytes, &nonce, &key).is_ok()
        }),
    ]
}

fn log() -> Vec<Row> {
    let (checkpoint, proof) = (
        Vector::read("tlog/checkpoint"),
        Vector::read("tlog/tlog-proof"),
    );
    let keys = [VerifierKey::parse(checkpoint.text("log_key")).unwrap()];
    let proof_keys = keys.clone();
    let witnesses = [WitnessKey::parse(checkpoint.text("witness_key")).unwrap()];
    let leaf = Hash::of_leaf(proof.text("entry").as_bytes());
    vec![
        // Of a witness the reader does not know nothing is asked, so the cosignature counts here.
        row("checkpoint", checkpoint.text("note").into(), move |bytes| {
            SignedCheckpoint::open(bytes, &keys).is_ok_and(|signed| {
                signed
                    .cosignatures(&witnesses)
                    .is_ok_and(|by| by.len() == 1)
            })
        }),
        row("tlog-proof", proof.text("proof").into(), move |bytes| {
            TlogProof::parse(bytes).is_ok_and(|proof| proof.verify(&leaf, &proof_keys).is_ok())
        }),
    ]
}

/// What a server made: the longer proofs of a third entry.
fn registered() -> Vec<Row> {
    let vector = Vector::read("ledger/ledger");
    let keys = [VerifierKey::parse(vector.text("ledger_key")).unwrap()];
    let proof_keys = keys.clone();
    let entry = Entry::parse(&vector.bytes("entry")).unwrap();
    let leaf = Hash::of_leaf(&entry.to_bytes());
    vec![
        row("registered statement", vector.bytes("statement"), |bytes| {
            Statement::parse(bytes).is_ok()
        }),
        row("its receipt", vector.bytes("receipt"), move |bytes| {
            let [key] = &keys;
            Receipt::verify(bytes, &entry, key.name().as_str(), key.key()).is_ok()
        }),
        row(
            "its tlog-proof",
            vector.text("tlog_proof").into(),
            move |bytes| {
                TlogProof::parse(bytes).is_ok_and(|proof| proof.verify(&leaf, &proof_keys).is_ok())
            },
        ),
    ]
}

/// Each covered part of a signed request and each field of its signature.
/// The message that opens a meeting; the others are sealed by the same rule.
fn rendezvous() -> Vec<Row> {
    let vector = Vector::read("protocol/rendezvous");
    let claim = unhex(text(&vector.value("first")["claim"]));
    let relay = Origin::parse("https://relay.example").unwrap();
    vec![row("claim", claim, move |bytes| {
        let id = RendezvousId::from_bytes([11; 16]);
        let offer = first::Offer::make(relay.clone(), id, &mut Counting(0x10));
        offer.answer(bytes, &mut OsRng).is_ok()
    })]
}

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
            let Ok(text) = std::str::from_utf8(bytes) else {
                return false;
            };
            let mut texts = texts.clone();
            texts[at] = text.to_owned();
            is_signed(&texts)
        })
    };
    (0..FIELDS.len()).map(field).collect()
}

fn is_signed(texts: &[String; 6]) -> bool {
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
    http_signature::verify(&covered, &fields).is_ok()
}

fn share() -> Vec<Row> {
    let (card, grant) = (
        Vector::read("protocol/card"),
        Vector::read("protocol/grant"),
    );
    let vector = Vector::read("protocol/share");
    let sealed = vector.value("sealed_report").clone();
    let sealed: SealedReport = serde_json::from_value(sealed).unwrap();
    let (secret, clinic) = (card.agreement("agreement_seed"), card.public("clinic_seed"));
    let digest = grant.array("digest");
    let report = [sealed.enc.as_slice(), &sealed.ciphertext].concat();
    let original = Manifest::parse(&vector.bytes("manifest")).unwrap();
    vec![
        row("sealed report", report, move |bytes| {
            bytes.split_first_chunk().is_some_and(|(enc, ciphertext)| {
                let ciphertext = ciphertext.to_vec();
                let sealed = SealedReport {
                    enc: *enc,
                    ciphertext,
                };
                Report::open(&sealed, &secret, &digest, &clinic).is_ok()
            })
        }),
        row("manifest", vector.bytes("manifest"), move |bytes| {
            Manifest::parse(bytes).is_ok_and(|manifest| holds_together(&manifest, &original))
        }),
    ]
}

/// The checks that lead from the statement digest in a QR to the fields of a manifest. Two fields are left to others: the
/// report key, which only the seal around the manifest protects, and the tlog-proof, which has a row of its own.
fn holds_together(manifest: &Manifest, original: &Manifest) -> bool {
    let (grant, ledger) = (
        Vector::read("protocol/grant"),
        Vector::read("protocol/receipt"),
    );
    let (Ok(statement), Ok(terms)) = (
        Statement::parse(&manifest.statement),
        Terms::parse(&manifest.terms),
    ) else {
        return false;
    };
    let entry = Entry::parse(&ledger.bytes("entry")).unwrap();
    let key = ledger.public("ledger_seed");
    let Some(proof) = &manifest.proof else {
        return false;
    };
    statement.digest() == grant.array("digest")
        && statement.commits_to(&manifest.salt, &manifest.terms)
        && sha256(&manifest.consent) == terms.consent
        && manifest.identity_signed(&statement.digest())
        && Receipt::verify(&proof.receipt, &entry, &terms.ledger, &key).is_ok()
        && manifest.report_key == original.report_key
        && Some(&proof.tlog_proof) == original.proof.as_ref().map(|proof| &proof.tlog_proof)
}
