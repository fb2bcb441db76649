//! Which relays and ledgers the page may contact, as a file of the page: this server's own, then those its operator listed.
//! Neither a code nor a share can add one; the browser enforces the same list by the page's policy. Where the operator asks
//! for witnesses, each ledger says of whom a quorum must have cosigned its states.

use axum::body::Bytes;
use keepwell_protocol::{discovery::LedgerInfo, origin::Origin};
use keepwell_tlog::policy::{Policy, Quorum};
use serde_json::{Value, json};

use crate::options::Allowed;

/// Where the page finds it.
pub(super) const PATH: &str = "/operators.json";

/// The list; a server without a ledger of its own has only those it was given.
pub(super) fn list(
    server: &Origin,
    ledger: Option<&LedgerInfo>,
    allow: &[Allowed],
    witnesses: Option<&Policy>,
) -> Bytes {
    let quorum = witnesses.and_then(Policy::quorum).as_ref().map(written);
    let operator = |relay: &Origin, url: &Origin, key: String| {
        let mut ledger = json!({ "url": url, "key": key });
        if let (Some(quorum), Some(ledger)) = (&quorum, ledger.as_object_mut()) {
            ledger.insert("quorum".to_owned(), quorum.clone());
        }
        json!({ "relay": relay, "ledger": ledger })
    };
    let own = ledger.map(|ledger| operator(server, server, ledger.key.clone()));
    let others = allow
        .iter()
        .map(|other| operator(&other.relay, &other.ledger_url, other.ledger.to_string()));
    let operators: Vec<_> = own.into_iter().chain(others).collect();
    Bytes::from(json!({ "operators": operators }).to_string())
}

/// A witness is its key, a group `{"need":2,"of":[…]}`.
fn written(quorum: &Quorum<'_>) -> Value {
    match quorum {
        Quorum::Witness(key) => Value::from(key.to_string()),
        Quorum::Group { need, of } => {
            let of: Vec<Value> = of.iter().map(written).collect();
            json!({ "need": need, "of": of })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "ledger.example/2026+52249859+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";

    #[test]
    fn the_own_server_comes_first_and_one_without_a_ledger_has_none() {
        let server = Origin::parse("https://keepwell.example").unwrap();
        let own = LedgerInfo {
            origin: "keepwell.example/ledger".to_owned(),
            key: KEY.to_owned(),
        };
        let allow = [
            format!("https://other.example={KEY}"),
            format!("https://relay.example={KEY}@https://ledger.example"),
        ]
        .map(|text| text.parse().unwrap());
        let read = |bytes: Bytes| -> Value { serde_json::from_slice(&bytes).unwrap() };
        let listed = read(list(&server, Some(&own), &allow, None));
        let [first, other, apart] = [0, 1, 2].map(|at| listed["operators"][at].clone());
        assert!(first["ledger"].get("quorum").is_none());
        assert_eq!(first["relay"], "https://keepwell.example");
        assert_eq!(other["relay"], "https://other.example");
        assert_eq!(other["ledger"]["url"], "https://other.example");
        assert_eq!(other["ledger"]["key"], KEY);
        assert_eq!(apart["relay"], "https://relay.example");
        assert_eq!(apart["ledger"]["url"], "https://ledger.example");
        let none = read(list(&server, None, &[], None));
        assert_eq!(none["operators"].as_array().map(Vec::len), Some(0));
    }

    #[test]
    fn the_quorum_is_written_out_for_every_ledger() {
        const WITNESS: &str =
            "witness.example+3176bd45+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU";
        let server = Origin::parse("https://keepwell.example").unwrap();
        let allow = [format!("https://other.example={KEY}").parse().unwrap()];
        for (quorum, expected) in [
            ("quorum one", json!(WITNESS)),
            (
                "group all any one\nquorum all",
                json!({ "need": 1, "of": [WITNESS] }),
            ),
            ("quorum none", Value::Null),
        ] {
            let policy = format!("witness one {WITNESS}\n{quorum}\n");
            let policy = Policy::parse(policy.as_bytes()).unwrap();
            let listed: Value =
                serde_json::from_slice(&list(&server, None, &allow, Some(&policy))).unwrap();
            assert_eq!(listed["operators"][0]["ledger"]["quorum"], expected);
        }
    }
}
