//! The order of steps, shown by walking a record through them.

use super::*;
use crate::{
    fixtures::{grant, made_grant, recorded, refused, wallet_keys},
    grants::{Blob, Listed, Pause, PauseWish, SealedPart, Stop},
    links::{LinkSide, Renewal, Shape},
};

const NOW: Timestamp = Timestamp::from_seconds(2_000_000);
const BOTH: Reach = Reach {
    relay: true,
    ledger: true,
};
const RELAY: Reach = Reach {
    relay: true,
    ledger: false,
};
const LEDGER: Reach = Reach {
    relay: false,
    ledger: true,
};

/// What a confirmed step leaves in the record.
fn confirm(grant: &mut Grant, step: Step) {
    match step {
        Step::Close => grant.relay.closed = true,
        Step::Create => (grant.relay.tried, grant.relay.created) = (true, true),
        Step::Index => grant.indexed = Some(grant.index_mark()),
        Step::Manifest { with_proof } => {
            grant.relay.manifest = if with_proof {
                Delivered::WithProof
            } else {
                Delivered::WithoutProof
            };
        }
        Step::Publish => grant.relay.manifest = Delivered::WithProof,
        Step::Rearm => {
            let link = grant.link.as_mut().unwrap();
            link.renewal.as_mut().unwrap().sent = true;
        }
        Step::Pause { .. } => grant.pause.as_mut().unwrap().sent = true,
        Step::Register => {
            grant.ledger.tried = true;
            grant.ledger.recorded = Some(recorded(7));
        }
        Step::Revoke => grant.stop.as_mut().unwrap().recorded = Some(recorded(8)),
        Step::Upload(number) => grant.share.as_mut().unwrap().parts[number].uploaded = true,
    }
}

/// Every step while these servers answer.
fn walk(grant: &mut Grant, reach: Reach) -> Vec<Step> {
    let mut steps = Vec::new();
    while let Some(step) = next(grant, reach, NOW) {
        confirm(grant, step);
        steps.push(step);
    }
    steps
}

#[test]
fn a_link_is_published_before_the_ledger_answers_and_its_end_comes_before_its_file() {
    let mut link = grant(1, NOW);
    link.link = Some(LinkSide {
        shape: Shape::Travel,
        secret: None,
        passcode: None,
        attempts_left: None,
        composed: None,
        renewal: None,
    });
    let at_relay = [Step::Create, Step::Upload(0), Step::Index, Step::Publish];
    assert_eq!(walk(&mut link, RELAY), at_relay);
    assert!(is_waiting(&link, NOW), "the ledger does not have it");
    assert_eq!(walk(&mut link, BOTH), [Step::Register, Step::Index]);
    link.relay.manifest = Delivered::Nothing;
    link.indexed = None;
    link.share.as_mut().unwrap().parts[0].uploaded = false;
    link.link.as_mut().unwrap().renewal = Some(Renewal {
        expires: link.until,
        openings: None,
        sent: false,
    });
    let again = [Step::Rearm, Step::Upload(0), Step::Index, Step::Publish];
    assert_eq!(walk(&mut link, BOTH), again);
    assert!(!is_waiting(&link, NOW));
}

fn stop(grant: &mut Grant) {
    grant.stop = Some(Stop {
        asked: NOW,
        statement: Blob(Vec::new()),
        recorded: None,
        seen_at: None,
        listed: Listed::default(),
    });
}

#[test]
fn a_grant_goes_out_in_the_protocol_s_order() {
    let mut grant = grant(1, NOW);
    let attachment = SealedPart {
        name: "a1".to_owned(),
        file: "1".to_owned(),
        uploaded: false,
    };
    grant.share.as_mut().unwrap().parts.push(attachment);
    assert!(is_waiting(&grant, NOW));
    assert_eq!(
        walk(&mut grant, BOTH),
        [
            Step::Create,
            Step::Upload(0),
            Step::Upload(1),
            Step::Index,
            Step::Register,
            Step::Manifest { with_proof: true },
            Step::Index, // now with the log index
        ]
    );
    assert!(!is_waiting(&grant, NOW));
}

#[test]
fn without_the_ledger_the_manifest_goes_up_twice() {
    let mut grant = grant(1, NOW);
    assert_eq!(
        walk(&mut grant, RELAY).last(),
        Some(&Step::Manifest { with_proof: false })
    );
    assert!(is_waiting(&grant, NOW));
    assert_eq!(
        walk(&mut grant, BOTH),
        [
            Step::Register,
            Step::Manifest { with_proof: true },
            Step::Index
        ]
    );
}

#[test]
fn nothing_is_registered_before_the_index_could_bring_it_back() {
    let mut grant = grant(1, NOW);
    assert_eq!(walk(&mut grant, LEDGER), []);
    assert!(is_waiting(&grant, NOW));
}

#[test]
fn a_grant_that_is_over_is_not_sent_any_more() {
    let grant = grant(1, NOW);
    assert_eq!(next(&grant, BOTH, grant.until), None);
    assert!(!is_waiting(&grant, grant.until));
}

#[test]
fn a_stop_reaches_either_server_without_the_other() {
    for (first, second) in [(RELAY, LEDGER), (LEDGER, RELAY)] {
        let mut grant = grant(1, NOW);
        walk(&mut grant, BOTH);
        stop(&mut grant);
        let mut steps = walk(&mut grant, first);
        assert!(is_waiting(&grant, NOW));
        steps.extend(walk(&mut grant, second));
        assert!(steps.contains(&Step::Close) && steps.contains(&Step::Revoke));
        assert!(grant.is_stop_sent() && !is_waiting(&grant, NOW));
    }
}

#[test]
fn a_stop_comes_before_the_rest_of_its_grant() {
    let mut grant = grant(1, NOW);
    confirm(&mut grant, Step::Create);
    stop(&mut grant);
    // The ledger was never asked, so there is nothing to revoke.
    assert_eq!(walk(&mut grant, BOTH), [Step::Close]);
    assert!(grant.is_stop_sent());
}

#[test]
fn a_grant_that_never_left_the_device_needs_no_server_to_stop() {
    let mut grant = grant(1, NOW);
    stop(&mut grant);
    assert_eq!(next(&grant, BOTH, NOW), None);
    assert!(grant.is_stop_sent() && !is_waiting(&grant, NOW));
}

#[test]
fn in_doubt_a_stop_registers_what_it_revokes() {
    let mut grant = grant(1, NOW);
    walk(&mut grant, RELAY);
    // The request went out and the answer was lost.
    grant.ledger.tried = true;
    stop(&mut grant);
    assert_eq!(
        walk(&mut grant, BOTH),
        [Step::Close, Step::Register, Step::Revoke, Step::Index]
    );
}

#[test]
fn a_stop_goes_out_after_the_end_too_since_the_clock_may_be_wrong() {
    let mut grant = grant(1, NOW);
    walk(&mut grant, BOTH);
    stop(&mut grant);
    assert_eq!(next(&grant, BOTH, grant.until.plus(1)), Some(Step::Close));
}

#[test]
fn what_a_server_refused_for_good_is_not_waiting() {
    let mut at_relay = grant(1, NOW);
    at_relay.relay.retry = refused();
    assert!(
        !is_waiting(&at_relay, NOW),
        "nothing is registered without the index"
    );
    let mut at_ledger = grant(1, NOW);
    at_ledger.ledger.retry = refused();
    assert!(is_waiting(&at_ledger, NOW), "the relay can still be told");
    walk(&mut at_ledger, RELAY);
    assert!(!is_waiting(&at_ledger, NOW));
}

#[test]
fn a_grant_from_the_index_has_only_an_index_to_be_written_to() {
    let mut grant = grant(1, NOW);
    grant.share = None;
    assert_eq!(walk(&mut grant, BOTH), [Step::Index]);
    assert_eq!(next(&grant, BOTH, NOW), None);
}

fn pause(grant: &mut Grant, paused: bool) {
    let wish = PauseWish { asked: NOW, paused };
    grant.pause = Some(Pause { wish, sent: false });
}

#[test]
fn a_pause_goes_out_before_anybody_can_open() {
    let mut grant = grant(1, NOW);
    pause(&mut grant, true);
    let steps = walk(&mut grant, BOTH);
    assert_eq!(
        steps[..2],
        [Step::Create, Step::Pause { paused: true }],
        "{steps:?}"
    );
    assert_eq!(next(&grant, BOTH, NOW), None);
    pause(&mut grant, false);
    assert!(is_waiting(&grant, NOW));
    assert_eq!(
        walk(&mut grant, BOTH),
        [Step::Pause { paused: false }, Step::Index],
    );
}

#[test]
fn a_grant_from_the_index_can_be_paused() {
    let mut grant = grant(1, NOW);
    (grant.relay.tried, grant.relay.created) = (true, true);
    (grant.share, grant.indexed) = (None, Some(grant.index_mark()));
    pause(&mut grant, true);
    assert_eq!(
        walk(&mut grant, BOTH),
        [Step::Pause { paused: true }, Step::Index]
    );
}

#[test]
fn a_share_that_needs_no_ledger_does_not_wait_for_it() {
    let keys = wallet_keys();
    let mut grant = made_grant(1, NOW, &keys);
    let mut terms = grant.terms().unwrap();
    terms.offline_ok = true;
    grant.terms = Some(Blob(terms.encode()));
    let steps = walk(&mut grant, BOTH);
    assert_eq!(
        steps,
        [
            Step::Create,
            Step::Upload(0),
            Step::Index,
            Step::Manifest { with_proof: false },
            Step::Register,
            Step::Manifest { with_proof: true },
            Step::Index,
        ]
    );
}
