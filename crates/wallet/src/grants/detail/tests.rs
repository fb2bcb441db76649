//! Relay and log are told apart at every step of a grant, and nothing is claimed that nobody told.

use super::*;
use crate::{
    fixtures::{Servers, card, send, share_with},
    testing::{NOW, Wallet},
};

fn facts(vault: &Vault, id: GrantId) -> (RelayFact, LogFact) {
    let detail = detail(vault, id, NOW).unwrap();
    (detail.relay, detail.log)
}

#[test]
fn relay_and_log_are_two_facts() {
    let (wallet, servers) = (Wallet::with_sample(), Servers::default());
    let vault = &wallet.vault;
    let id = share_with(vault, &card("Harbour Clinic", 1));
    assert_eq!(facts(vault, id), (RelayFact::Waiting, LogFact::Waiting));
    servers.inside().ledger_away = true;
    send(vault, &servers);
    assert_eq!(facts(vault, id).1, LogFact::Waiting);
    servers.inside().ledger_away = false;
    send(vault, &servers);
    assert_eq!(facts(vault, id), (RelayFact::Open, LogFact::Granted));
    grants::pause(vault, id, NOW).unwrap();
    assert_eq!(facts(vault, id).0, RelayFact::Waiting);
    send(vault, &servers);
    assert_eq!(facts(vault, id), (RelayFact::Paused, LogFact::Granted));
    grants::revoke(vault, id, NOW).unwrap();
    assert_eq!(facts(vault, id), (RelayFact::Waiting, LogFact::Granted));
    servers.inside().relay_away = true;
    send(vault, &servers);
    assert_eq!(facts(vault, id), (RelayFact::Waiting, LogFact::StopWritten));
    servers.inside().relay_away = false;
    send(vault, &servers);
    assert_eq!(facts(vault, id), (RelayFact::Closed, LogFact::StopWritten));
}

#[test]
fn a_detail_says_what_was_chosen_and_that_nothing_was_reported() {
    let wallet = Wallet::with_sample();
    let id = share_with(&wallet.vault, &card("Harbour Clinic", 1));
    let detail = detail(&wallet.vault, id, NOW).unwrap();
    assert_eq!(detail.purpose, Some(Purpose::Treat));
    assert_eq!(detail.kind, Some(ContentKind::Summary));
    assert!(detail.records > 0 && !detail.sections.is_empty());
    assert!(!detail.was_opened() && detail.events.is_empty());
    assert_eq!(detail.reported, Reported::default());
    assert!(!detail.offline_ok && detail.qr_text.is_some());
}

#[test]
fn what_a_clinic_tells_is_counted() {
    let happened = |what| Happened {
        time: NOW,
        what,
        verified: true,
    };
    let told = [
        What::Opened,
        What::Shown,
        What::Saved,
        What::Saved,
        What::Printed,
        What::Closed,
    ];
    let reported = Reported::of(&told.map(happened));
    let expected = Reported {
        shown: 1,
        saved: 2,
        printed: 1,
        closed: 1,
    };
    assert_eq!(reported, expected);
}
