//! Status lists as a clinic gets them: published by the clock, on the log before they are shown, and nothing else than
//! what the log says.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use keepwell_protocol::entry::{Entry, EntryType};
use keepwell_protocol::ledger_api::{entry_path, statement_path};
use keepwell_protocol::statement::Statement;
use keepwell_protocol::status::{
    Bitmap, DELTA_TYPE, Delta, LIST_TYPE, Notices, NoticesPage, StatusList, StatusRoot, delta_path,
    is_notice, list_path, notices_path, push_notice,
};
use keepwell_tlog::bundle::{self, BundleId};
use keepwell_tlog::tree::Frontier;

use crate::tests::fixture::{GENESIS, NOW_S, Running, grant, key, open_with, quick};
use crate::{Limits, ListPace};

/// How long the publisher may take to notice what the clock says.
const PATIENCE: Duration = Duration::from_secs(20);

fn open(dir: &Path) -> Running {
    let pace = ListPace {
        changed: Duration::from_secs(60),
        idle: Duration::from_secs(300),
    };
    let limits = Limits {
        status: Some(pace),
        ..quick()
    };
    open_with(dir, limits).unwrap()
}

impl Running {
    /// The newest list of the first shard, verified.
    fn list(&self) -> StatusList {
        let answer = self.get(&list_path(0));
        assert_eq!(answer.status, 200);
        assert_eq!(answer.headers["content-type"], LIST_TYPE);
        let info = self.ledger.info();
        StatusList::open(&answer.body, 0, &info.origin, &self.key()).unwrap()
    }

    /// Moves the clock on, and gives the list that is published then.
    fn list_after(&self, seconds: u64) -> StatusList {
        let before = self.list().entry();
        self.now.fetch_add(seconds, Ordering::Relaxed);
        self.list_behind(before)
    }

    /// The first list that is another one.
    fn list_behind(&self, before: Entry) -> StatusList {
        let began = Instant::now();
        loop {
            let list = self.list();
            if list.entry() != before {
                return list;
            }
            assert!(began.elapsed() < PATIENCE, "no list was published");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Every entry up to now.
    fn entries(&self) -> Vec<Entry> {
        let width = u16::try_from(self.size()).unwrap();
        let id = BundleId::new(0, width).unwrap();
        let bytes = self.get(&id.path()).body;
        let entries = bundle::parse(id, &bytes).unwrap();
        let parse = |bytes| Entry::parse(bytes).unwrap();
        entries.into_iter().map(parse).collect()
    }
}

#[test]
fn a_list_is_there_from_the_start_and_its_root_is_on_the_log() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    let list = running.list();
    assert_eq!((list.root.size, list.root.time.seconds()), (GENESIS, NOW_S));
    let receipt = running.receipt(&list.entry());
    assert_eq!(receipt.index, GENESIS);
    let digest = list.entry().statement;
    assert_eq!(
        running.get(&statement_path(&digest)).status,
        200,
        "anybody may read it"
    );
    assert_eq!(running.get(&list_path(1)).status, 404);
    assert_eq!(running.get("/status/00").status, 404);
}

#[test]
fn a_revocation_is_in_the_list_a_minute_later() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    let granted = grant(1);
    running.post(&granted);
    running.post(&grant(2));
    let index = GENESIS + 1;
    assert_eq!(
        running.list().is_revoked(index),
        None,
        "made before the grant"
    );
    let list = running.list_after(60);
    assert_eq!(list.is_revoked(index), Some(false));
    running.post(&granted.revocation(&key(1)));
    let list = running.list_after(60);
    assert_eq!(list.is_revoked(index), Some(true));
    assert_eq!(list.is_revoked(index + 1), Some(false));
    assert_eq!(list.root.time.seconds(), NOW_S + 120);
    let bitmap = Bitmap::of(&running.entries()[..usize::try_from(list.root.size).unwrap()]);
    assert_eq!(
        bitmap.root(),
        list.root.root,
        "anybody computes the same from the log"
    );
    assert!(running.receipt(&list.entry()).index >= list.root.size);
}

#[test]
fn what_concerns_everybody_is_given_apart_and_leads_to_what_was_logged() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    running.post(&grant(1));
    running.post(&Statement::withdrawal(&[7; 32], &key(9)));
    let list = running.list_after(60);
    let hold = |running: &Running, list: &StatusList| {
        let page = |from| {
            let answer = running.get(&notices_path(from));
            assert_eq!(answer.status, 200);
            NoticesPage::parse(&answer.body).unwrap()
        };
        let all = page(0);
        let origin = running.ledger.info().origin;
        let root = StatusRoot::read(&all.statement, &origin, &running.key()).unwrap();
        assert_eq!(
            (all.statement.digest(), &root),
            (list.entry().statement, &list.root)
        );
        let entries = (0_u64..).zip(running.entries());
        let covered = entries.take_while(|(index, _)| *index < root.size);
        let expected: Vec<_> = covered.filter(|(_, one)| is_notice(one.kind)).collect();
        assert_eq!((all.notices.len(), &all.notices), (3, &expected));
        let mut frontier = Frontier::new();
        for (index, entry) in &all.notices {
            push_notice(&mut frontier, *index, entry).unwrap();
        }
        assert_eq!(root.notices, Some(Notices::of(&frontier)));
        assert_eq!(page(2).notices, all.notices[2..]);
        assert!(page(99).notices.is_empty());
    };
    hold(&running, &list);
    assert_eq!(running.get("/notices/00").status, 404);
    drop(running);
    let running = open(dir.path());
    hold(&running, &running.list());
}

#[test]
fn where_nothing_happens_a_list_is_renewed_now_and_then() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    let first = running.list();
    running.now.fetch_add(299, Ordering::Relaxed);
    std::thread::sleep(Duration::from_millis(1200));
    assert_eq!(running.list(), first, "only a status root was logged since");
    assert_eq!(running.list_after(1).root.time.seconds(), NOW_S + 300);
    assert_eq!(running.size(), GENESIS + 2);
}

#[test]
fn a_clock_that_was_set_back_stops_no_list() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    let before = running.list().entry();
    running.now.fetch_sub(3600, Ordering::Relaxed);
    let list = running.list_behind(before);
    assert_eq!(list.root.time.seconds(), NOW_S - 3600);
}

#[test]
fn after_a_restart_the_same_list_is_shown() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    let granted = grant(1);
    running.post(&granted);
    running.post(&granted.revocation(&key(1)));
    let list = running.list_after(60);
    drop(running);
    let running = open(dir.path());
    assert_eq!(running.list(), list);
    assert_eq!(running.size(), GENESIS + 4, "no other was made");
}

#[test]
fn a_delta_says_what_was_revoked_between_two_lists() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    let grants: Vec<_> = (1..=9).map(grant).collect();
    for one in &grants {
        running.post(one);
    }
    running.post(&grants[0].revocation(&key(1)));
    let old = running.list_after(60);
    let mut bitmap = Bitmap::of(&running.entries()[..usize::try_from(old.root.size).unwrap()]);
    running.post(&grants[4].revocation(&key(5)));
    let new = running.list_after(60);
    let answer = running.get(&delta_path(old.root.size, new.root.size));
    assert_eq!(answer.status, 200);
    assert_eq!(answer.headers["content-type"], DELTA_TYPE);
    let info = running.ledger.info();
    let delta = Delta::open(&answer.body, &info.origin, &running.key()).unwrap();
    assert_eq!(delta.targets(), [GENESIS + 1 + 4]);
    delta.apply(&mut bitmap).unwrap();
    assert_eq!(bitmap.shard(0), Some(new.shard()));
    let (from, to) = (old.root.size, new.root.size);
    for range in [(to, from), (from, to + 1), (from, to - 1)] {
        assert_eq!(
            running.get(&delta_path(range.0, range.1)).status,
            404,
            "{range:?}"
        );
    }
    assert_eq!(running.get("/status/delta/1-").status, 404);
}

#[test]
fn deltas_lead_from_lists_of_before_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    let granted = grant(1);
    running.post(&granted);
    let [old, between] = [60, 60].map(|seconds| {
        running.post(&grant(u64::from(running.size() < GENESIS + 4) + 2));
        running.list_after(seconds).root.size
    });
    running.post(&granted.revocation(&key(1)));
    drop(running);
    let running = open(dir.path());
    let new = running.list_after(3600).root.size;
    let info = running.ledger.info();
    for (from, to, targets) in [
        (old, between, vec![]),
        (old, new, vec![GENESIS + 1]),
        (between, new, vec![GENESIS + 1]),
    ] {
        let answer = running.get(&delta_path(from, to));
        assert_eq!(answer.status, 200, "{from}-{to}");
        let delta = Delta::open(&answer.body, &info.origin, &running.key()).unwrap();
        assert_eq!((delta.root.size, delta.targets()), (to, targets.as_slice()));
    }
    assert_eq!(running.get(&delta_path(old, between + 1)).status, 404);
}

#[test]
fn nobody_but_the_ledger_logs_a_status_root() {
    let dir = tempfile::tempdir().unwrap();
    let running = open(dir.path());
    let root = running.list().root;
    let forged = root.sign(&key(7));
    assert_eq!(running.post(&forged).status, 403);
    assert_eq!(running.get(&entry_path(&forged.digest())).status, 404);
    let kinds = running.entries();
    let roots = kinds.iter().filter(|one| one.kind == EntryType::StatusRoot);
    assert_eq!(roots.count(), 1);
}
