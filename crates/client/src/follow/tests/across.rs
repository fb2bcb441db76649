//! A reader who is new, or was away for long: what is passed over is proved by hashes, what concerns everybody is not missed, and no
//! lie gets by.

use std::sync::atomic::{AtomicUsize, Ordering};

use keepwell_protocol::entry::EntryType;

use super::*;

const FAR: u32 = 9000;

fn withdrawal(n: u8) -> Entry {
    Entry {
        kind: EntryType::CardWithdrawal,
        target: 0,
        statement: [n; 32],
    }
}

/// A log of `size` grants, but for a withdrawal at 100 and every 3000; then a status list, and `behind` more grants.
fn listed(size: u32, behind: u32) -> Log {
    let mut log = Log::of(size);
    for at in (0..log.0.len()).filter(|at| *at == 100 || at % 3000 == 2999) {
        log.0[at] = withdrawal(u8::try_from(at / 100).unwrap()).to_bytes();
    }
    log.list();
    let grants = (size..size + behind).map(|n| entry(n).to_bytes());
    log.0.extend(grants);
    log
}

fn cross(transport: &dyn Transport, view: &mut LogView) -> Result<Vec<(u64, Entry)>, ClientError> {
    follow_across(
        &ledger(transport),
        view,
        &Vec::new,
        &|entries: &mut Vec<_>, index, entry| entries.push((index, entry)),
    )
}

fn cross_log(log: Log, view: &mut LogView) -> Result<Vec<(u64, Entry)>, ClientError> {
    cross(&serve(shared(log), false), view)
}

fn indexes(seen: &[(u64, Entry)]) -> Vec<u64> {
    seen.iter().map(|(index, _)| *index).collect()
}

#[test]
fn a_newcomer_begins_at_the_newest_list_and_knows_what_concerns_everybody() {
    let log = listed(FAR, 40);
    let mut view = LogView::new(ORIGIN);
    let seen = cross_log(log.clone(), &mut view).unwrap();
    let read = u64::from(FAR)..u64::from(FAR) + 41;
    let notices = [100, 2999, 5999, 8999];
    assert_eq!(
        indexes(&seen),
        notices.into_iter().chain(read).collect::<Vec<_>>()
    );
    assert_eq!((view.size(), view.root()), (log.size(), log.root()));
    assert_eq!(view.unread_before(), u64::from(FAR));
    let kept = serde_json::to_string(&view).unwrap();
    assert_eq!(serde_json::from_str::<LogView>(&kept).unwrap(), view);
}

#[test]
fn who_was_away_is_told_of_each_notice_once() {
    let mut view = LogView::new(ORIGIN);
    // Near enough to be read whole; then far, near and far again.
    let mut small = listed(4000, 0);
    let mut seen = cross_log(small.clone(), &mut view).unwrap();
    assert_eq!((seen.len(), view.unread_before()), (4001, 0));
    let mut grow = |log: &mut Log, to: u32, is_far: bool| {
        let from = u32::try_from(log.size()).unwrap();
        log.0.extend((from..to).map(|n| entry(n).to_bytes()));
        log.0
            .push(withdrawal(u8::try_from(to / 100).unwrap()).to_bytes());
        log.list();
        let new = cross_log(log.clone(), &mut view).unwrap();
        assert_eq!(view.root(), log.root());
        assert_eq!(new.len() < 10, is_far, "{to}");
        seen.extend(new);
    };
    grow(&mut small, 9000, true);
    grow(&mut small, 9500, false);
    grow(&mut small, 15_000, true);
    let withdrawn = seen
        .iter()
        .filter(|(_, one)| one.kind == EntryType::CardWithdrawal);
    let withdrawn: Vec<_> = withdrawn.map(|(index, _)| *index).collect();
    assert_eq!(withdrawn, [100, 2999, 9000, 9500, 15_000]);
}

#[test]
fn a_view_that_was_kept_before_there_were_notices_goes_on() {
    let mut view = LogView::new(ORIGIN);
    let mut log = listed(3000, 0);
    cross_log(log.clone(), &mut view).unwrap();
    let mut kept = serde_json::to_value(&view).unwrap();
    kept.as_object_mut().unwrap().remove("notices").unwrap();
    let mut view: LogView = serde_json::from_value(kept).unwrap();
    log.0.extend((3001..FAR).map(|n| entry(n).to_bytes()));
    log.0[5000] = withdrawal(1).to_bytes();
    log.list();
    let seen = cross_log(log, &mut view).unwrap();
    assert_eq!(
        indexes(&seen),
        [5000, u64::from(FAR)],
        "those before were read"
    );
}

#[test]
fn a_ledger_without_notices_or_without_a_list_is_read_whole() {
    let mut view = LogView::new(ORIGIN);
    let seen = cross_log(Log::of(FAR), &mut view).unwrap();
    assert_eq!((seen.len(), view.unread_before()), (FAR as usize, 0));
}

#[test]
fn what_was_rewritten_or_dropped_before_or_within_what_is_passed_over_is_caught() {
    let mut view = LogView::new(ORIGIN);
    cross_log(listed(FAR, 40), &mut view).unwrap();
    for at in [7_usize, 100, 6000, 8999] {
        let mut log = listed(FAR, 40);
        log.0
            .extend((0..6000).map(|n| entry(20_000 + n).to_bytes()));
        log.0[at] = entry(99_999).to_bytes();
        // The list that stands there is still the ledger's word for what it covers now.
        log.list();
        let mut after = view.clone();
        let error = cross_log(log, &mut after).unwrap_err();
        assert!(
            matches!(&error, ClientError::LedgerLies(lie) if lie.lie == Lie::Rewritten),
            "{at}: {error}"
        );
        assert_eq!(after, view);
    }
    let mut after = view.clone();
    let error = cross_log(listed(FAR - 1, 40), &mut after).unwrap_err();
    assert!(matches!(&error, ClientError::LedgerLies(lie) if lie.lie == Lie::Shrunk));
}

#[test]
fn a_list_that_is_not_on_the_log_and_notices_that_lead_nowhere_move_nothing() {
    let honest = listed(FAR, 40);
    let other = |log: Log| {
        let (ours, theirs) = (
            serve(shared(honest.clone()), false),
            serve(shared(log), false),
        );
        Scripted::new(move |request| {
            let is_notices = path(request).starts_with("/notices/");
            if is_notices { &theirs } else { &ours }.send(request.clone())
        })
    };
    // One withdrawal is left out, and that is signed: but not on this log.
    let mut without = listed(FAR, 40);
    without.0[5999] = entry(5999).to_bytes();
    let last = without.0.len() - 41;
    without.0.truncate(last);
    without.list();
    let mut view = LogView::new(ORIGIN);
    let error = cross(&other(without), &mut view).unwrap_err();
    assert!(matches!(error, ClientError::Nonsense(_)), "{error}");
    // An altered notice does not lead to the signed root.
    let transport = turning(honest.clone(), "/notices/", 99);
    let error = cross(&transport, &mut view).unwrap_err();
    assert!(matches!(error, ClientError::Nonsense(_)), "{error}");
    assert_eq!(view, LogView::new(ORIGIN));
}

#[test]
fn tiles_and_bundles_that_were_altered_on_the_way_move_nothing_and_accuse_nobody() {
    for (path, times) in [
        ("/tile/", 1),
        ("/tile/", 99),
        ("/tile/entries/", 1),
        ("/tile/entries/", 99),
    ] {
        let mut view = LogView::new(ORIGIN);
        let crossed = cross(&turning(listed(FAR, 40), path, times), &mut view);
        if times == 1 {
            assert_eq!(crossed.unwrap().len(), 45);
            continue;
        }
        let error = crossed.unwrap_err();
        assert!(matches!(error, ClientError::Altered), "{path}: {error}");
        assert_eq!(view, LogView::new(ORIGIN));
    }
}

#[test]
fn what_was_passed_over_can_be_read_after_all() {
    let log = listed(FAR, 40);
    let mut view = LogView::new(ORIGIN);
    cross_log(log.clone(), &mut view).unwrap();
    let again = |transport: &dyn Transport| {
        let take = |entries: &mut Vec<_>, index, _| entries.push(index);
        read_again(&ledger(transport), &view, 8500, &Vec::new, &take)
    };
    let honest = serve(shared(log.clone()), false);
    assert_eq!(
        again(&honest).unwrap(),
        (8500..log.size()).collect::<Vec<_>>()
    );
    let altered = turning(log, "/tile/entries/", 99);
    assert!(matches!(again(&altered), Err(ClientError::Altered)));
}

/// What docs/SCALING.md says of a reader: requests, and bytes of their answers.
#[test]
fn a_newcomer_and_one_who_was_away_take_little_of_a_long_log() {
    let count = |log: &Log, view: &mut LogView, whole: bool| {
        let served = serve(shared(log.clone()), false);
        let (asked, bytes) = (AtomicUsize::new(0), Arc::new(AtomicUsize::new(0)));
        let taken = bytes.clone();
        let asked = Arc::new(asked);
        let counted = asked.clone();
        let transport = Scripted::new(move |request| {
            let mut response = served.send(request.clone())?;
            let mut body = Vec::new();
            response.body.read_to_end(&mut body).unwrap();
            counted.fetch_add(1, Ordering::Relaxed);
            taken.fetch_add(body.len(), Ordering::Relaxed);
            Ok(answer(response.status, &[], body))
        });
        if whole {
            read_over(&transport, view).unwrap();
        } else {
            cross(&transport, view).unwrap();
        }
        (asked.load(Ordering::Relaxed), bytes.load(Ordering::Relaxed))
    };
    let (half, full) = (listed(FAR, 0), {
        let mut log = listed(FAR, 0);
        log.0
            .extend((FAR + 1..FAR + 100_000).map(|n| entry(n).to_bytes()));
        log.list();
        log.0
            .extend((0..2000).map(|n| entry(500_000 + n).to_bytes()));
        log
    });
    let before = count(&full, &mut LogView::new(ORIGIN), true);
    let newcomer = count(&full, &mut LogView::new(ORIGIN), false);
    let mut away = LogView::new(ORIGIN);
    cross_log(half, &mut away).unwrap();
    let mut reading = away.clone();
    let away_before = count(&full, &mut reading, true);
    let away_now = count(&full, &mut away, false);
    println!(
        "whole {before:?}, newcomer {newcomer:?}; away, whole {away_before:?}, across {away_now:?}"
    );
    assert_eq!(reading.root(), away.root());
    assert!(before.0 > 400 && before.1 > 4_600_000);
    assert!(newcomer.0 <= 20 && newcomer.1 < 140_000);
    assert!(away_now.0 <= 24 && away_now.1 < 160_000);
}
