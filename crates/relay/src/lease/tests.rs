//! Each rule of a lease at its edges: one second before, and at the moment itself.

use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::relay_api::KeyText;

use super::*;

const START: u64 = 1_800_000_000;
const END: u64 = START + 7200;

fn at(seconds: u64) -> Timestamp {
    Timestamp::from_seconds(seconds)
}

fn lease(openings: Option<u32>) -> CreateMailbox {
    CreateMailbox {
        owner: KeyText(SigningKey::from_seed(&[1; 32]).verifying_key()),
        access: KeyText(SigningKey::from_seed(&[2; 32]).verifying_key()),
        not_before: at(START),
        expires: at(END),
        openings,
    }
}

fn mailbox(openings: Option<u32>) -> Mailbox {
    Mailbox::new(lease(openings))
}

const NEW: Visit = Visit {
    began: None,
    refused: false,
};

fn begun(seconds: u64) -> Visit {
    Visit {
        began: Some(at(seconds)),
        refused: false,
    }
}

fn decision(mailbox: &Mailbox, visit: Visit, now: u64) -> Decision {
    decide(mailbox, visit, true, at(now))
}

#[test]
fn a_reader_is_let_in_within_the_window_only() {
    let mailbox = mailbox(None);
    for (now, expected) in [
        (START - 1, Decision::Refuse),
        (START, Decision::Begin),
        (END - 1, Decision::Begin),
        (END, Decision::Refuse),
        (u64::MAX, Decision::Refuse),
    ] {
        assert_eq!(decision(&mailbox, NEW, now), expected, "{now}");
    }
}

#[test]
fn an_opening_lasts_fifteen_minutes_and_is_not_renewed() {
    let mut mailbox = mailbox(Some(1));
    mailbox.openings = 1;
    let visit = begun(START + 10);
    assert_eq!(
        decision(&mailbox, visit, START + 10 + 899),
        Decision::Continue
    );
    assert_eq!(
        decision(&mailbox, visit, START + 10 + 900),
        Decision::Refuse
    );
    // By a clock that went back the opening has only begun.
    assert_eq!(decision(&mailbox, visit, START + 5), Decision::Continue);
}

#[test]
fn an_opening_ends_with_the_lease() {
    let mailbox = mailbox(None);
    assert_eq!(
        decision(&mailbox, begun(END - 10), END - 1),
        Decision::Continue
    );
    assert_eq!(decision(&mailbox, begun(END - 10), END), Decision::Refuse);
}

#[test]
fn the_last_opening_may_finish_and_no_other_begins() {
    let mut mailbox = mailbox(Some(2));
    mailbox.openings = 1;
    assert_eq!(decision(&mailbox, NEW, START), Decision::Begin);
    mailbox.openings = 2;
    mailbox.last_opening = Some(at(START));
    assert_eq!(state(&mailbox, at(START)), MailboxState::UsedUp);
    assert_eq!(decision(&mailbox, NEW, START), Decision::Refuse);
    assert_eq!(
        decision(&mailbox, begun(START), START + 1),
        Decision::Continue
    );
    assert!(!is_over(&mailbox, at(START + 899)));
    assert!(is_over(&mailbox, at(START + 900)));
    assert!(!takes_uploads(&mailbox, at(START)));
    mailbox.paused = true;
    assert_eq!(
        decision(&mailbox, begun(START), START + 1),
        Decision::Refuse
    );
}

#[test]
fn paused_refuses_everybody_until_resumed() {
    let mut mailbox = mailbox(None);
    mailbox.paused = true;
    assert_eq!(state(&mailbox, at(START)), MailboxState::Paused);
    assert_eq!(decision(&mailbox, NEW, START), Decision::Refuse);
    assert_eq!(decision(&mailbox, begun(START), START), Decision::Refuse);
    assert!(takes_uploads(&mailbox, at(START)));
    mailbox.paused = false;
    assert_eq!(decision(&mailbox, begun(START), START), Decision::Continue);
}

#[test]
fn closed_is_for_ever() {
    let mut mailbox = mailbox(None);
    mailbox.closed = true;
    assert_eq!(state(&mailbox, at(END + 1)), MailboxState::Closed);
    assert_eq!(decision(&mailbox, NEW, START), Decision::Refuse);
    assert_eq!(decision(&mailbox, begun(START), START), Decision::Refuse);
    assert!(!takes_uploads(&mailbox, at(START)) && is_over(&mailbox, at(START)));
}

#[test]
fn what_was_emptied_stays_over_when_the_clock_goes_back() {
    let mut mailbox = mailbox(None);
    mailbox.emptied = true;
    assert_eq!(state(&mailbox, at(START)), MailboxState::Expired);
    assert_eq!(decision(&mailbox, NEW, START), Decision::Refuse);
    assert!(!takes_uploads(&mailbox, at(START)));
}

#[test]
fn a_part_that_is_not_there_costs_no_opening() {
    assert_eq!(
        decide(&mailbox(None), NEW, false, at(START)),
        Decision::Refuse
    );
    assert_eq!(
        decide(&mailbox(None), begun(START), false, at(START)),
        Decision::Refuse
    );
}

#[test]
fn openings_have_a_limit_of_the_relay_s_own() {
    let mut mailbox = mailbox(None);
    mailbox.openings = MAX_OPENINGS;
    assert_eq!(state(&mailbox, at(START)), MailboxState::Open);
    assert_eq!(decision(&mailbox, NEW, START), Decision::Refuse);
    assert_eq!(decision(&mailbox, begun(START), START), Decision::Continue);
}

#[test]
fn a_refused_id_may_become_an_opening_later() {
    let refused = Visit {
        began: None,
        refused: true,
    };
    assert_eq!(decision(&mailbox(None), refused, START), Decision::Begin);
}

#[test]
fn only_who_opened_may_report() {
    let mut mailbox = mailbox(None);
    assert!(!takes_report(&mailbox, NEW));
    assert!(takes_report(&mailbox, begun(START)));
    mailbox.reports = MAX_REPORTS;
    assert!(!takes_report(&mailbox, begun(START)));
}

#[test]
fn events_are_kept_for_thirty_days_after_the_lease() {
    let mut mailbox = mailbox(None);
    mailbox.closed = true;
    assert!(!is_forgotten(&mailbox, at(END + KEEP_EVENTS_S - 1)));
    assert!(is_forgotten(&mailbox, at(END + KEEP_EVENTS_S)));
}

#[test]
fn a_lease_that_makes_no_sense_is_refused() {
    let fits = |change: fn(&mut CreateMailbox), now| {
        let mut lease = lease(None);
        change(&mut lease);
        check_new(&lease, at(now)).is_ok()
    };
    assert!(fits(|_| (), START - 60));
    assert!(fits(|_| (), END - 1));
    assert!(!fits(|_| (), END));
    assert!(!fits(|lease| lease.expires = lease.not_before, START));
    assert!(!fits(|lease| lease.openings = Some(0), START));
    assert!(fits(
        |lease| lease.expires = at(START + LONGEST_LEASE_S),
        START
    ));
    assert!(!fits(
        |lease| lease.expires = at(START + LONGEST_LEASE_S + 1),
        START
    ));
    assert!(fits(|_| (), START - FARTHEST_START_S));
    assert!(!fits(|_| (), START - FARTHEST_START_S - 1));
    assert!(!fits(|lease| lease.expires = at(u64::MAX), START));
}

#[test]
fn a_mailbox_is_due_when_time_changes_something_and_not_before() {
    let used_up = |began| {
        let mut used = mailbox(Some(1));
        (used.openings, used.last_opening) = (1, Some(at(began)));
        used
    };
    for open in [mailbox(None), used_up(START), used_up(END - 60)] {
        let due = due(&open);
        assert!(is_over(&open, due) && !is_over(&open, at(due.seconds() - 1)));
    }
    let mut emptied = mailbox(None);
    emptied.emptied = true;
    let due = due(&emptied);
    assert!(is_forgotten(&emptied, due) && !is_forgotten(&emptied, at(due.seconds() - 1)));
}
