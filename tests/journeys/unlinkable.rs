//! Two grants of one wallet to two clinics: of all that relay and ledger get for them, nothing is equal that would not be
//! equal for two strangers. What a stranger's grant has in common with both is what the protocol itself says.

use std::{
    collections::{BTreeSet, HashSet},
    sync::{Arc, Mutex, PoisonError},
};

use keepwell_client::transport::{Method, Request, Transport as _};
use keepwell_protocol::{
    mailbox::BoxId,
    relay_api::{CreateMailbox, box_path},
    statement::{Statement, issuer},
};

use serde_json::json;

use crate::{
    stage::{Patient, Stage},
    wire::{is_for_ledger, path},
};

/// How every age file for one X25519 key begins.
const AGE: &[u8] = b"age-encryption.org/v1\n-> X25519 ";
/// So many equal bytes in a row are no accident.
const WINDOW: usize = 16;
/// So many equal letters of a name are none either.
const WORD: usize = 12;

/// All that a wallet sent for one grant.
struct Sent(Vec<Request>);

impl Sent {
    /// Has `patient` share with the clinic named so, and keeps every request but those of the grant index.
    fn by(patient: &Patient, stage: &Stage, clinic: &str) -> Self {
        let (_, card) = stage.clinic(clinic);
        let sent = Arc::new(Mutex::new(Vec::new()));
        let keep = sent.clone();
        stage.wire.hold(move |network, request| {
            let mut sent = keep.lock().unwrap_or_else(PoisonError::into_inner);
            sent.push(request.clone());
            network.send(request)
        });
        patient.grant(stage, &stage.wish(&card));
        stage.wire.release();
        let mut sent = std::mem::take(&mut *sent.lock().unwrap_or_else(PoisonError::into_inner));
        let index = box_path(&BoxId::from_bytes(patient.vault.keys().index().mailbox));
        sent.retain(|request| path(request) != index);
        Self(sent)
    }

    /// Everything in addresses, fields, leases and ciphertext by which it could be known again.
    fn marks(&self) -> HashSet<Vec<u8>> {
        let mut marks = HashSet::new();
        for request in &self.0 {
            let fields = request.headers.iter().map(|(_, value)| value.as_str());
            let lease = std::str::from_utf8(&request.body).unwrap_or_default();
            for text in [request.url.as_str(), lease].into_iter().chain(fields) {
                let words = text.split(|c: char| !c.is_ascii_alphanumeric() && !"-_+".contains(c));
                let words = words.filter(|word| word.len() >= WORD);
                marks.extend(words.map(|word| word.as_bytes().to_vec()));
            }
            // Every ciphertext begins with the same line; what is random follows.
            let ciphertext = request.body.strip_prefix(AGE).unwrap_or_default();
            marks.extend(ciphertext.windows(WINDOW).map(<[u8]>::to_vec));
        }
        marks
    }

    /// Path and body of the one request that `which` picks.
    fn one(&self, which: impl Fn(&Request) -> bool) -> &Request {
        let mut found = self.0.iter().filter(|request| which(request));
        let one = found.next().expect("a request");
        assert!(found.next().is_none(), "only one");
        one
    }

    fn lease(&self) -> (String, CreateMailbox) {
        let create = self.one(|request| request.method == Method::Put);
        let lease = serde_json::from_slice(&create.body).expect("a lease");
        (path(create).to_owned(), lease)
    }

    fn statement(&self) -> Statement {
        let register = self.one(|request| is_for_ledger(request) && request.method == Method::Post);
        Statement::parse(&register.body).expect("a statement")
    }

    /// The sizes of all that is stored: lease and statement, then the ciphertext, to the next KiB because age puts a
    /// random amount of noise into each file's head.
    fn sizes(&self) -> Vec<usize> {
        let stored = self.0.iter().filter(|request| !request.body.is_empty());
        let size = |request: &Request| match request.body.strip_prefix(AGE) {
            Some(_) => request.body.len() >> 10 << 10,
            None => request.body.len(),
        };
        stored.map(size).collect()
    }
}

#[test]
fn two_grants_of_one_wallet_have_nothing_in_common() {
    let stage = Stage::new();
    let (patient, stranger) = (stage.patient("patient"), stage.patient("stranger"));
    let one = Sent::by(&patient, &stage, "Harbour Clinic");
    let two = Sent::by(&patient, &stage, "Clinic on the Hill");
    let other = Sent::by(&stranger, &stage, "Third Clinic");

    let strangers = other.marks();
    let common: BTreeSet<_> = one.marks().intersection(&two.marks()).cloned().collect();
    assert!(!common.is_empty(), "the protocol's own words at least");
    let telling: Vec<_> = common
        .iter()
        .filter(|mark| !strangers.contains(*mark))
        .map(|mark| String::from_utf8_lossy(mark))
        .collect();
    assert!(telling.is_empty(), "{telling:?}");

    let ((path_one, lease_one), (path_two, lease_two)) = (one.lease(), two.lease());
    assert_ne!(path_one, path_two);
    let keys = [&lease_one, &lease_two].map(|lease| [lease.owner.0, lease.access.0]);
    let keys = keys.iter().flatten().map(|key| *key.as_bytes());
    let statements = [one.statement(), two.statement()];
    let kids = statements.each_ref().map(|one| *one.signer().as_bytes());
    let all: BTreeSet<_> = keys.chain(kids).collect();
    assert_eq!(all.len(), 6, "six keys, all different");
    let [one, two] = statements;
    assert_ne!(one.subject(), two.subject());
    assert_ne!(one.payload(), two.payload());
    assert_ne!(issuer(&one.signer()), issuer(&two.signer()));
}

#[test]
fn sizes_tell_neither_the_clinic_nor_what_little_is_shared() {
    let stage = Stage::new();
    let patient = stage.patient("patient");
    let long_name = "A clinic with a long name ".repeat(4);
    let [first, second] =
        ["Harbour Clinic", &long_name].map(|clinic| Sent::by(&patient, &stage, clinic).sizes());
    assert_eq!(first, second);

    // Bundle and PDF are each padded to 64 KiB; what is larger than that shows roughly how large it is.
    let [quiet, busy] = [("quiet", 0), ("busy", 12)].map(|(name, problems)| {
        let patient = Patient::new(&stage, name);
        let file = person_with(problems);
        assert_eq!(
            patient.import(&stage, "one.json", file.as_bytes()).imported,
            problems + 1
        );
        Sent::by(&patient, &stage, &format!("Clinic of {name}")).sizes()
    });
    assert_eq!(quiet, busy);
}

/// A file about a person who has so many problems.
fn person_with(problems: u64) -> String {
    let person = json!({ "fullUrl": "urn:uuid:p", "resource": { "resourceType": "Patient",
        "name": [{ "family": "Quiet" }], "birthDate": "1990-01-01" } });
    let problem = |number: u64| {
        json!({ "fullUrl": format!("urn:uuid:{number}"), "resource": { "resourceType": "Condition",
            "subject": { "reference": "urn:uuid:p" }, "code": { "text": format!("Problem number {number}") } } })
    };
    let entries: Vec<_> = std::iter::once(person)
        .chain((0..problems).map(problem))
        .collect();
    json!({ "resourceType": "Bundle", "type": "collection", "entry": entries }).to_string()
}
