//! A wallet's view of an honest ledger, and of one that rewrites, drops, forks or shrinks.

use std::sync::{Arc, Mutex};

use super::*;
use crate::ledger::tests::{Log, ORIGIN, entry, ledger, serve};

type Shared = Arc<Mutex<Log>>;

fn shared(log: Log) -> Shared {
    Arc::new(Mutex::new(log))
}

fn read(log: &Shared, view: &mut LogView) -> Result<Vec<(u64, Entry)>, ClientError> {
    let mut entries = Vec::new();
    let transport = serve(log.clone(), false);
    follow(&ledger(&transport), view, &mut |index, entry| {
        entries.push((index, entry));
    })?;
    Ok(entries)
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
    let frontier = read_on(&ledger(&transport), &Frontier::new(), 200, &mut |_, _| ()).unwrap();
    assert_eq!(frontier.root(), Log::of(200).root());
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
    for size in [200, 500] {
        let mut forged = Log::of(size);
        forged.0[3] = entry(9999).to_bytes();
        let error = check_history(&ledger, &view, &forged.checkpoint()).unwrap_err();
        assert!(
            matches!(error, ClientError::LedgerLies(evidence) if evidence.lie == Lie::Rewritten)
        );
    }
}
