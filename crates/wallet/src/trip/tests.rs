//! Preparations for a trip, from nothing to ready, and what undoes them.

use keepwell_client::transport::{Body, Request, Response, Transport, TransportError};
use rand_core::OsRng;

use super::*;
use crate::{
    fixtures::{Servers, send},
    links::{self, LinkWish, Shape},
    share::Choice,
    testing::{NOW, Wallet},
};

const DAY_S: u64 = 24 * 60 * 60;

fn trip() -> Trip {
    Trip {
        from: NOW.plus(5 * DAY_S),
        until: NOW.plus(15 * DAY_S),
        language: Language::Pt,
    }
}

fn states(vault: &Vault, now: Timestamp) -> Vec<StepState> {
    let list = checklist(vault, now).expect("a list");
    list.steps.iter().map(|step| step.state).collect()
}

fn link(vault: &Vault, trip: &Trip, now: Timestamp) -> GrantId {
    let (from, until) = link_times(trip, now);
    let wish = LinkWish {
        shape: Shape::Travel,
        choice: Choice::default(),
        label: "Patient summary",
        passcode: Some("blue anchor 42"),
        attempts: links::ATTEMPTS,
        from,
        until,
    };
    links::make(vault, &wish, now, &mut OsRng)
        .expect("a link")
        .id
}

#[test]
fn a_trip_becomes_ready_step_by_step() {
    use StepState::{Again, Done, Open};
    let wallet = Wallet::new();
    let vault = &wallet.vault;
    assert_eq!(states(vault, NOW), [Open; 6]);
    let allergy = br#"{"resourceType":"AllergyIntolerance","code":{"text":"Peanuts"}}"#;
    wallet.import("allergy.json", allergy);
    assert_eq!(states(vault, NOW)[0], Done);

    plan(vault, trip(), NOW).expect("planned");
    saved(vault, Paper::Card, Language::En, NOW).expect("noted");
    saved(vault, Paper::Summary, Language::Pt, NOW).expect("noted");
    tested(vault, NOW).expect("noted");
    let id = link(vault, &trip(), NOW);
    assert_eq!(
        states(vault, NOW),
        [Done, Done, Again, Done, Again, Done],
        "the card is in another language, and the relay has no link yet"
    );
    saved(vault, Paper::Card, Language::Pt, NOW).expect("noted");
    send(vault, &Servers::default());
    let list = checklist(vault, NOW).expect("a list");
    assert!(list.is_ready && !list.needs_new_end);
    assert_eq!((list.trip, list.link), (Some(trip()), Some(id)));
    assert_eq!(list.link_for_dates(), Some(id));
    let longer = Trip {
        until: NOW.plus(20 * DAY_S),
        ..trip()
    };
    plan(vault, longer, NOW).expect("planned");
    let other = checklist(vault, NOW).expect("a list");
    assert_eq!((other.link, other.link_for_dates()), (Some(id), None));
    plan(vault, trip(), NOW).expect("planned");
    assert_eq!(list.steps[4].at, Some(trip().until));

    // What was not touched for a quarter of a year is asked about again, and a trip that is over is none.
    let late = NOW.plus(91 * DAY_S);
    assert_eq!(states(vault, late), [Again, Open, Done, Done, Open, Again]);
    forget(vault).expect("forgotten");
    assert_eq!(states(vault, NOW)[1..4], [Open; 3]);
}

#[test]
fn a_new_record_makes_all_of_it_older_than_it() {
    use StepState::{Again, Done};
    let at = |seconds| NOW.plus(seconds);
    let saved = Some(Saved {
        at: at(10),
        language: Language::Pt,
    });
    let link = TripLink {
        id: GrantId::from_bytes([1; 16]),
        from: NOW,
        until: trip().until,
        composed: Some(at(10)),
        is_at_relay: true,
    };
    let mut facts = Facts {
        records: 3,
        last_added: Some(NOW),
        trip: Some(trip()),
        card: saved,
        summary: saved,
        tested: Some(at(10)),
        links: vec![link],
    };
    let states = |facts: &Facts| -> Vec<StepState> {
        let steps = judge(facts, at(20));
        steps.iter().map(|step| step.state).collect()
    };
    assert_eq!(states(&facts), [Done; 6]);
    facts.last_added = Some(at(15));
    assert_eq!(states(&facts), [Done, Done, Again, Again, Again, Again]);

    // A link that ends before the trip does, or begins after it, does not serve it; another one is then the better one.
    facts.last_added = Some(NOW);
    let short = TripLink {
        until: trip().until.minus(1),
        ..link
    };
    let late = TripLink {
        from: trip().from.plus(1),
        until: trip().until.plus(DAY_S),
        ..link
    };
    facts.links = vec![short, late];
    assert_eq!(states(&facts)[4], Again);
    facts.links = vec![late, link, short];
    assert_eq!(states(&facts)[4], Done);
    facts.links[1].is_at_relay = false;
    assert_eq!(states(&facts)[4], Again);
}

#[test]
fn a_trip_longer_than_any_link_needs_a_new_end_on_the_way() {
    let wallet = Wallet::with_sample();
    let vault = &wallet.vault;
    let long = Trip {
        until: NOW.plus(60 * DAY_S),
        ..trip()
    };
    plan(vault, long, NOW).expect("planned");
    assert_eq!(
        link_times(&long, NOW),
        (Some(long.from), NOW.plus(LINK_REACHES_S))
    );
    let underway = long.from.plus(1);
    assert_eq!(link_times(&long, underway).0, None, "it opens at once");
    link(vault, &long, NOW);
    send(vault, &Servers::default());
    let list = checklist(vault, NOW).expect("a list");
    assert!(list.needs_new_end);
    assert_eq!(list.steps[4].state, StepState::Done);
    assert_eq!(states(vault, NOW.plus(20 * DAY_S))[4], StepState::Again);
}

#[test]
fn dates_that_make_no_sense_are_refused() {
    let wallet = Wallet::new();
    let turned = Trip {
        from: trip().until,
        until: trip().from,
        ..trip()
    };
    let refused = plan(&wallet.vault, turned, NOW);
    assert!(matches!(refused, Err(TripError::Dates)));
    let past = plan(&wallet.vault, trip(), trip().until);
    assert!(matches!(past, Err(TripError::Dates)));
    assert!(
        checklist(&wallet.vault, NOW)
            .expect("a list")
            .trip
            .is_none()
    );
}

#[test]
fn a_row_of_a_later_program_is_not_written_over() {
    let wallet = Wallet::new();
    let mut batch = keepwell_store::Batch::new();
    batch.put(crate::vault::TABLE, b"trip", [9, b'{', b'}']);
    wallet.vault.store().write(&batch).expect("written");
    let read = checklist(&wallet.vault, NOW);
    assert!(matches!(read, Err(TripError::Newer)));
    assert!(plan(&wallet.vault, trip(), NOW).is_err());
    let mut batch = keepwell_store::Batch::new();
    batch.put(crate::vault::TABLE, b"trip", [1, b'?']);
    wallet.vault.store().write(&batch).expect("written");
    plan(&wallet.vault, trip(), NOW).expect("what makes no sense counts as nothing");
}

#[test]
fn everything_is_made_without_a_network_and_nothing_is_kept() {
    let wallet = Wallet::with_sample();
    for language in Language::ALL {
        let made = rehearse(&wallet.vault, language, NOW, &mut OsRng).expect("made");
        let (records, frames) = (made.records > 5, made.frames > 0);
        assert!(records && frames && made.card > 0, "{made:?}");
        assert!(made.terms > 3 && made.pdf > 1000, "{made:?}");
    }
    assert!(
        crate::grants::all(&wallet.vault)
            .expect("grants")
            .is_empty()
    );
    let pdf = summary_pdf(&wallet.vault, Language::Ar, NOW, &mut OsRng).expect("a PDF");
    assert!(pdf.starts_with(b"%PDF"));
    let empty = rehearse(&Wallet::new().vault, Language::Pt, NOW, &mut OsRng);
    assert_eq!(empty.expect_err("nothing to show").kind(), Kind::Refused);
}

/// A network on which one of the servers answers, or none.
struct Network(Option<&'static str>);

impl Transport for Network {
    fn send(&self, request: Request) -> Result<Response, TransportError> {
        match self.0 {
            Some(origin) if request.url.starts_with(origin) => {
                Ok(Response::new(500, Vec::new(), Body::empty()))
            }
            _ => Err(TransportError::Connect),
        }
    }
}

#[test]
fn any_answer_of_a_server_means_that_there_is_a_network() {
    let wallet = Wallet::new();
    assert!(!is_answered(&wallet.vault, &Network(None)));
    let settings = wallet.vault.settings();
    let page = settings.page.to_string();
    assert!(page.starts_with("https://clinic.example"));
    assert!(is_answered(
        &wallet.vault,
        &Network(Some("https://clinic.example"))
    ));
    assert!(is_answered(
        &wallet.vault,
        &Network(Some("https://relay.example"))
    ));
}
