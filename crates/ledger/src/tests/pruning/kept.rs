//! What a pruned ledger still needs: it is read whole, copied and put back as every other, and one that lost what cannot be made
//! again does not start.

use std::fs;

use keepwell_protocol::ledger_api::CHECKPOINT_PATH;
use keepwell_protocol::retention::RUN;

use super::{EARLY, aged, limits, open_later, policy, prune, seen};
use crate::tests::fixture::{grant, open, open_with};
use crate::{LedgerOpenError, back_up, check, put_back};

#[test]
fn a_pruned_ledger_is_read_whole_copied_and_put_back() {
    let dir = aged();
    let running = open_later(dir.path());
    let size = running.size();
    let before = seen(&running, size);
    prune(&running, dir.path());
    let away = tempfile::tempdir().unwrap();
    let [copied, again] = ["copy", "again"].map(|name| away.path().join(name));
    back_up(dir.path(), &copied).unwrap();
    let newest = running.get(CHECKPOINT_PATH).body;
    drop(running);
    let checked = check(dir.path()).unwrap();
    assert_eq!((checked.pruned, checked.made_again), (RUN, vec![]));

    assert_eq!(put_back(&copied, &again, &newest).unwrap(), checked.entries);
    let running = open(&again);
    assert_eq!(seen(&running, size), before);
    assert_eq!(policy(&running).unwrap().minimum, RUN);
    assert_eq!(running.post(&grant(EARLY)).status, 410);
    assert_eq!(running.post(&grant(88_888)).status, 201);
}

#[test]
fn what_cannot_be_made_again_is_named_where_it_is_damaged() {
    let dir = aged();
    let running = open_later(dir.path());
    prune(&running, dir.path());
    drop(running);
    for name in ["index/000", "tile/1/000", "pruned", "tile/entries/000"] {
        let path = dir.path().join(name);
        let good = fs::read(&path).unwrap();
        let mut altered = good.clone();
        let middle = altered.len() / 2;
        altered[middle] ^= 1;
        fs::write(&path, &altered).unwrap();
        let checked = check(dir.path());
        assert!(
            matches!(&checked, Err(LedgerOpenError::Damaged(_))),
            "{name}: {checked:?}"
        );
        if name != "tile/entries/000" {
            let opened = open_with(dir.path(), limits());
            assert!(
                matches!(opened.err(), Some(LedgerOpenError::Damaged(_))),
                "{name}"
            );
        }
        fs::write(&path, &good).unwrap();
    }
    let checked = check(dir.path()).unwrap();
    assert_eq!((checked.pruned, checked.made_again), (RUN, vec![]));
}
