//! Which relays and ledgers the page may contact, as a file of the page: this server's own, then those its operator listed.
//! Neither a code nor a share can add one; the browser enforces the same list by the page's policy.

use axum::body::Bytes;
use keepwell_protocol::{discovery::LedgerInfo, origin::Origin};
use serde_json::json;

use crate::options::Allowed;

/// Where the page finds it.
pub(super) const PATH: &str = "/operators.json";

/// The list; a server without a ledger of its own has only those it was given.
pub(super) fn list(server: &Origin, ledger: Option<&LedgerInfo>, allow: &[Allowed]) -> Bytes {
    let operator = |relay: &Origin, url: &Origin, key: String| json!({ "relay": relay, "ledger": { "url": url, "key": key } });
    let own = ledger.map(|ledger| operator(server, server, ledger.key.clone()));
    let others = allow
        .iter()
        .map(|other| operator(&other.relay, &other.ledger_url, other.ledger.to_string()));
    let operators: Vec<_> = own.into_iter().chain(others).collect();
    Bytes::from(json!({ "operators": operators }).to_string())
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
        let read = |bytes: Bytes| -> serde_json::Value { serde_json::from_slice(&bytes).unwrap() };
        let listed = read(list(&server, Some(&own), &allow));
        let [first, other, apart] = [0, 1, 2].map(|at| listed["operators"][at].clone());
        assert_eq!(first["relay"], "https://keepwell.example");
        assert_eq!(other["relay"], "https://other.example");
        assert_eq!(other["ledger"]["url"], "https://other.example");
        assert_eq!(other["ledger"]["key"], KEY);
        assert_eq!(apart["relay"], "https://relay.example");
        assert_eq!(apart["ledger"]["url"], "https://ledger.example");
        let none = read(list(&server, None, &[]));
        assert_eq!(none["operators"].as_array().map(Vec::len), Some(0));
    }
}
