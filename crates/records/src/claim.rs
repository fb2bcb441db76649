//! What an insurer needs to decide on a claim, and no more: the chosen diagnoses, procedures and visits with their codes and
//! dates, who the person is, and who did it. Notes, values, results and everything else stay out. The written list is
//! here; `docs/formats/claim.md` says why.

use std::collections::HashSet;

use serde_json::json;

use crate::{
    instant,
    json::{Node, references_in},
    pared::{
        self, Dates, Element, Kind, Pared, Plan,
        Shape::{Code, Coding, Concept, Date, Link, Number, Part, Period, Whole, Words},
        Source,
    },
    record::{Digest, Record, Vault},
};

const KINDS: &[Kind] = &[
    Kind {
        name: "Patient",
        elements: PATIENT,
        must: &[],
    },
    Kind {
        name: "Condition",
        elements: CONDITION,
        must: &["code"],
    },
    Kind {
        name: "Procedure",
        elements: PROCEDURE,
        must: &["code"],
    },
    Kind {
        name: "Encounter",
        elements: ENCOUNTER,
        must: &["class", "type"],
    },
    Kind {
        name: "Coverage",
        elements: COVERAGE,
        must: &["subscriberId", "identifier"],
    },
    Kind {
        name: "Practitioner",
        elements: STAFF,
        must: &["name"],
    },
    Kind {
        name: "PractitionerRole",
        elements: ROLE,
        must: &["practitioner", "organization"],
    },
    Kind {
        name: "Organization",
        elements: ORGANIZATION,
        must: &["name"],
    },
];

/// What a person can choose for a claim.
const CHOOSABLE: [&str; 4] = ["Condition", "Coverage", "Encounter", "Procedure"];
/// What is taken along when a chosen record names it.
const COMPANIONS: [&str; 3] = ["Organization", "Practitioner", "PractitionerRole"];

const PATIENT: &[Element] = &[("name", Part(NAME)), ("gender", Code), ("birthDate", Date)];

const NAME: &[Element] = &[
    ("use", Code),
    ("text", Words),
    ("family", Words),
    ("given", Words),
    ("prefix", Words),
    ("suffix", Words),
];

const CONDITION: &[Element] = &[
    ("clinicalStatus", Concept),
    ("verificationStatus", Concept),
    ("code", Concept),
    ("subject", Link),
    ("encounter", Link),
];

const PROCEDURE: &[Element] = &[
    ("status", Code),
    ("code", Concept),
    ("subject", Link),
    ("encounter", Link),
    (
        "performer",
        Whole(&[("actor", Link), ("onBehalfOf", Link)], &["actor"]),
    ),
    ("reasonReference", Link),
    ("bodySite", Concept),
];

const ENCOUNTER: &[Element] = &[
    ("status", Code),
    ("class", Coding),
    ("type", Concept),
    ("subject", Link),
    (
        "participant",
        Part(&[("type", Concept), ("individual", Link)]),
    ),
    (
        "diagnosis",
        Whole(
            &[("condition", Link), ("use", Concept), ("rank", Number)],
            &["condition"],
        ),
    ),
    ("serviceProvider", Link),
];

const COVERAGE: &[Element] = &[
    ("status", Code),
    ("type", Concept),
    ("identifier", Part(IDENTIFIER)),
    ("subscriberId", Words),
    ("beneficiary", Link),
    ("relationship", Concept),
    ("payor", Link),
    (
        "class",
        Whole(
            &[("type", Concept), ("value", Words), ("name", Words)],
            &["value"],
        ),
    ),
];

const IDENTIFIER: &[Element] = &[("system", Words), ("value", Words), ("period", Period)];

const STAFF: &[Element] = &[("identifier", Part(IDENTIFIER)), ("name", Part(NAME))];

const ROLE: &[Element] = &[
    ("practitioner", Link),
    ("organization", Link),
    ("specialty", Concept),
];

const ORGANIZATION: &[Element] = &[("identifier", Part(IDENTIFIER)), ("name", Words)];

/// Whether a claim can be made of a resource of this type.
#[must_use]
pub fn is_claimable(kind: &str) -> bool {
    CHOOSABLE.contains(&kind)
}

/// Makes the share's bundle. The organizations and persons that the chosen records name are taken from `vault`, nothing
/// else is. The same input gives the same bytes.
#[must_use]
pub fn compose(mut source: Source<'_>, vault: &dyn Vault) -> Pared {
    let plan = Plan {
        kinds: KINDS,
        dates: Dates::AsWritten,
        keep_words: true,
        bundle: json!({
            "resourceType": "Bundle",
            "type": "collection",
            "timestamp": instant::format(source.time)
        }),
    };
    let mut records: Vec<_> = std::mem::take(&mut source.records)
        .into_iter()
        .filter(|record| kind_of(record).is_some_and(|kind| is_claimable(&kind)))
        .collect();
    add_companions(&mut records, vault);
    pared::compose(Source { records, ..source }, &plan, vault)
}

fn kind_of(record: &Record<'_>) -> Option<String> {
    let node = Node::parse(&record.raw)?;
    Some(node.word_at("resourceType")?.into_owned())
}

fn add_companions<'v>(records: &mut Vec<Record<'v>>, vault: &'v dyn Vault) {
    let mut seen: HashSet<Digest> = HashSet::new();
    let mut next = 0;
    while let Some(record) = records.get(next) {
        let references = Node::parse(&record.raw).map(|node| references_in(&node));
        let targets: Vec<Digest> = references
            .unwrap_or_default()
            .iter()
            .filter_map(|reference| vault.resolve(&record.digest, reference))
            .filter(|target| COMPANIONS.contains(&target.kind.as_str()))
            .map(|target| target.digest)
            .filter(|digest| seen.insert(*digest))
            .collect();
        records.extend(targets.iter().filter_map(|digest| vault.load(digest)));
        next += 1;
    }
}
