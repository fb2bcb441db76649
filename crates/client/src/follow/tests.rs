//! A wallet's view of an honest ledger, and of one that rewrites, drops, forks or shrinks.

use std::{
    io::Read as _,
    sync::{Arc, Mutex},
};

use super::*;
use crate::{
    ledger::tests::{Log, ORIGIN, entry, ledger, serve, witnessed},
    testing::{Scripted, answer, path},
    transport::{Request, Response, Transport, TransportError},
};

mod across;
mod pruned;

type Shared = Arc<Mutex<Log>>;

fn shared(log: Log) -> Shared {
    Arc::new(Mutex::new(log))
}

fn read(log: &Shared, view: &mut LogView) -> Result<Vec<(u64, Entry)>, ClientError> {
    read_over(&serve(log.clone(), false), view)
}

fn read_over(
    transport: &dyn Transport,
    view: &mut LogView,
) -> Result<Vec<(u64, Entry)>, ClientError> {
    follow(
        &ledger(transport),
        view,
        &Vec::new,
        &|entries: &mut Vec<_>, index, entry| entries.push((index, entry)),
    )
}

/// A view of the honest log of `size` entries.
fn view_of(size: u32) -> LogView {
    let mut view = LogView::new(ORIGIN);
    read(&shared(Log::of(size)), &mut view).unwrap();
    view
}

fn lie(log: Log, view: &LogView) -> Evidence {
    let mut after = view.clone();
    let error = read(&shared(log), &mut after).unwrap_err();
    assert_eq!(&after, view, "what was known stays known");
    match error {
        ClientError::LedgerLies(evidence) => *evidence,
        other => panic!("a lie expected: {other}"),
    }
}

#[test]
fn what_too_few_witnesses_have_cosigned_is_not_followed_and_a_lie_is_told_first() {
    let log = shared(Log::of(20));
    let transport = serve(log.clone(), false);
    let ask = |view: &mut LogView| {
        let ledger = witnessed(&transport);
        follow(&ledger, view, &|| (), &|(), _, _| ())
    };
    let mut view = LogView::new(ORIGIN);
    let error = ask(&mut view).unwrap_err();
    assert!(matches!(error, ClientError::NotWitnessed(_)), "{error}");
    assert_eq!(view.size(), 0);
    log.lock().unwrap().1 = Some(50);
    ask(&mut view).unwrap();
    assert_eq!(view.size(), 20);
    let cosigned = witnessed(&transport).cosigned_at(&view);
    assert_eq!(cosigned, Some(Timestamp::from_seconds(50)));
    assert_eq!(ledger(&transport).cosigned_at(&view), None);
    let mut forked = Log::of(20);
    forked.0[3][40] ^= 1;
    *log.lock().unwrap() = forked;
    let error = ask(&mut view).unwrap_err();
    assert!(matches!(error, ClientError::LedgerLies(_)), "{error}");
}

#[test]
fn every_entry_is_given_once_as_the_log_grows() {
    let log = shared(Log::of(0));
    let mut view = LogView::new(ORIGIN);
    let mut seen = Vec::new();
    for size in [0, 1, 2, 255, 256, 257, 257, 600] {
        *log.lock().unwrap() = Log::of(size);
        seen.extend(read(&log, &mut view).unwrap());
        assert_eq!(
            (view.size(), view.root()),
            (u64::from(size), Log::of(size).root())
        );
        let kept = serde_json::to_string(&view).unwrap();
        assert_eq!(serde_json::from_str::<LogView>(&kept).unwrap(), view);
    }
    let expected: Vec<_> = (0..600).map(|n| (u64::from(n), entry(n))).collect();
    assert_eq!(seen, expected);
}

#[test]
fn a_partial_bundle_that_is_gone_is_cut_from_the_full_one() {
    // The checkpoint of 200 entries was read when the log had 256 already.
    let transport = serve(shared(Log::of(256)), true);
    let mut take = Take {
        entry: &mut |_, _| (),
        gone: &mut |_, _| (),
    };
    let read = read_on(&ledger(&transport), &Read::nothing(), 200, &mut take);
    let read = read.unwrap().unwrap();
    assert_eq!(read.frontier.root(), Log::of(200).root());
    assert_eq!(read.unread, 0);
}

#[test]
fn a_rewritten_entry_is_caught() {
    let mut log = Log::of(300);
    log.0[7] = entry(9999).to_bytes();
    let evidence = lie(log.clone(), &view_of(280));
    assert_eq!(evidence.lie, Lie::Rewritten);
    assert_eq!(
        evidence.known,
        Some(Log::of(280).checkpoint().note().to_string())
    );
    assert_eq!(evidence.contrary, log.checkpoint().note().to_string());
}

#[test]
fn a_dropped_entry_is_caught() {
    let mut log = Log::of(302);
    log.0.remove(100);
    assert_eq!(lie(log, &view_of(280)).lie, Lie::Rewritten);
}

#[test]
fn another_root_at_the_same_size_is_a_fork() {
    let mut log = Log::of(280);
    log.0[279] = entry(9999).to_bytes();
    assert_eq!(lie(log, &view_of(280)).lie, Lie::Forked);
}

#[test]
fn a_smaller_log_is_caught() {
    assert_eq!(lie(Log::of(279), &view_of(280)).lie, Lie::Shrunk);
    assert_eq!(lie(Log::of(0), &view_of(280)).lie, Lie::Shrunk);
}

/// A machine of the ledger that has read on once some time has passed.
struct Behind(Scripted, Shared);

impl Transport for Behind {
    fn send(&self, request: Request) -> Result<Response, TransportError> {
        self.0.send(request)
    }

    fn pause(&self, time: Duration) {
        if !time.is_zero() {
            *self.1.lock().unwrap() = Log::of(290);
        }
    }
}

#[test]
fn a_machine_that_is_a_second_behind_another_is_waited_for() {
    let log = shared(Log::of(279));
    let behind = Behind(serve(log.clone(), false), log);
    let mut view = view_of(280);
    read_over(&behind, &mut view).unwrap();
    assert_eq!(view.size(), 290);
}

#[test]
fn entries_that_are_no_entries_are_nonsense() {
    let mut log = Log::of(3);
    log.0[1] = [99; 41];
    let error = read(&shared(log), &mut LogView::new(ORIGIN)).unwrap_err();
    assert!(matches!(error, ClientError::Nonsense(ENTRIES)));
    let error = read(&shared(Log::of(3)), &mut LogView::new("other.example/log")).unwrap_err();
    assert!(matches!(error, ClientError::Nonsense(ENTRIES)));
}

#[test]
fn a_checkpoint_from_elsewhere_must_be_of_the_same_history() {
    let transport = serve(shared(Log::of(700)), false);
    let ledger = ledger(&transport);
    let view = view_of(300);
    for size in [0, 1, 256, 299, 300, 301, 700] {
        check_history(&ledger, &view, &Log::of(size).checkpoint()).unwrap();
    }
    let mut forged = Log::of(300);
    forged.0[3] = entry(9999).to_bytes();
    let error = check_history(&ledger, &view, &forged.checkpoint()).unwrap_err();
    assert!(matches!(error, ClientError::LedgerLies(evidence) if evidence.lie == Lie::Forked));
    let forged = |size| {
        let mut forged = Log::of(size);
        forged.0[3] = entry(9999).to_bytes();
        check_history(&ledger, &view, &forged.checkpoint()).unwrap_err()
    };
    assert!(matches!(forged(200), ClientError::LedgerLies(lie) if lie.lie == Lie::Rewritten));
    // Nothing that the ledger shows leads to this one, so nothing is proved yet.
    assert!(matches!(forged(500), ClientError::Altered));
}

/// Serves an honest log, but turns a byte in the first `times` answers to requests whose path begins with `path`.
fn turning(log: Log, path_begins: &'static str, times: usize) -> Scripted {
    let honest = serve(shared(log), false);
    let left = Mutex::new(times);
    Scripted::new(move |request| {
        let is_picked = path(request).starts_with(path_begins);
        let mut response = honest.send(request.clone())?;
        let mut left = left.lock().unwrap();
        if !is_picked || *left == 0 {
            return Ok(response);
        }
        *left -= 1;
        let mut body = Vec::new();
        response.body.read_to_end(&mut body).unwrap();
        // Within the digest of the last entry, or within the last hash of a tile.
        *body.last_mut().unwrap() ^= 1;
        Ok(answer(200, &[], body))
    })
}

#[test]
fn an_entry_altered_once_on_its_way_is_fetched_again() {
    let mut view = view_of(280);
    let seen = read_over(&turning(Log::of(300), "/tile/entries/", 1), &mut view).unwrap();
    let expected: Vec<_> = (280..300).map(|n| (u64::from(n), entry(n))).collect();
    assert_eq!(seen, expected, "nothing of the altered ones");
}

#[test]
fn nobody_is_accused_of_what_may_have_been_altered_on_the_way() {
    for (known, path) in [
        (0, "/tile/entries/"),
        (280, "/tile/entries/"),
        (256, "/tile/"),
    ] {
        let mut view = view_of(known);
        let before = view.clone();
        let error = read_over(&turning(Log::of(300), path, 99), &mut view).unwrap_err();
        assert!(
            matches!(error, ClientError::Altered),
            "{known} {path}: {error}"
        );
        assert!(error.is_temporary());
        assert_eq!(view, before);
    }
    let view = view_of(300);
    let transport = turning(Log::of(700), "/tile/", 99);
    let error = check_history(&ledger(&transport), &view, &Log::of(700).checkpoint());
    assert!(matches!(error, Err(ClientError::Altered)));
    let transport = turning(Log::of(700), "/tile/", 1);
    check_history(&ledger(&transport), &view, &Log::of(700).checkpoint()).unwrap();
}

#[test]
fn an_old_checkpoint_shown_once_is_asked_for_again() {
    let mut view = view_of(280);
    let (old, new) = (
        serve(shared(Log::of(100)), false),
        serve(shared(Log::of(300)), false),
    );
    let first = Mutex::new(true);
    let transport = Scripted::new(move |request| {
        let is_first = std::mem::take(&mut *first.lock().unwrap());
        if is_first { &old } else { &new }.send(request.clone())
    });
    assert_eq!(read_over(&transport, &mut view).unwrap().len(), 20);
}
