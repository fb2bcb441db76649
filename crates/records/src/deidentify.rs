//! A record without the person, for research and public health: rebuilt from a written list of elements, with dates moved
//! or cut, so that it can be counted and compared but names nobody. It is not anonymous, and nothing here says so. Each
//! rule has a name, in `docs/formats/deidentify.md`.

mod elements;

use serde_json::json;

use crate::{
    pared::{self, Pared, Plan, Source},
    record::Vault,
};

/// What becomes of dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dates {
    /// All are this many days earlier, 1 to 365, drawn anew for every share: distances stay, days of birth become years.
    Earlier(u16),
    /// They are cut to year and month.
    Months,
}

/// What is told of it before it is shared: the names of the rules, as `docs/formats/deidentify.md` groups them.
pub const CHANGES: [&str; 6] = ["names", "addresses", "dates", "text", "documents", "other"];

/// Whether a resource of this type can be in such a share.
#[must_use]
pub fn is_listed(kind: &str) -> bool {
    elements::KINDS.iter().any(|listed| listed.name == kind)
}

/// Makes the share's bundle. The same input gives the same bytes.
#[must_use]
pub fn compose(source: Source<'_>, dates: Dates, vault: &dyn Vault) -> Pared {
    let plan = Plan {
        kinds: elements::KINDS,
        dates: match dates {
            Dates::Earlier(days) => pared::Dates::Earlier(days),
            Dates::Months => pared::Dates::Months,
        },
        keep_words: false,
        // Without a timestamp: it would say how far dates were moved at most.
        bundle: json!({
            "resourceType": "Bundle",
            "meta": { "security": [{
                "system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue",
                "code": "PSEUDED",
                "display": "pseudonymized"
            }] },
            "type": "collection"
        }),
    };
    pared::compose(source, &plan, vault)
}
