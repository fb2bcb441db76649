//! A ledger beside real witnesses in the same process: it publishes what enough of them have cosigned, goes on without
//! those that are away, and is refused when it has a second history.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use keepwell_protocol::hexadecimal::to_hex;
use keepwell_protocol::ledger_api::CHECKPOINT_PATH;
use keepwell_protocol::receipt::Receipt;
use keepwell_protocol::time::Timestamp;
use keepwell_tlog::checkpoint::SignedCheckpoint;
use keepwell_tlog::hash::Hash;
use keepwell_tlog::note::{Name, VerifierKey};
use keepwell_tlog::policy::{Log, Policy};
use keepwell_tlog::tlog_proof::TlogProof;
use keepwell_witness::Witness;
use rand_core::OsRng;
use tempfile::TempDir;

use super::fixture::{
    GENESIS, NOW_S, Running, grant, grant_entry, open, open_with, open_witnessed, quick,
};
use crate::{Health, LedgerOpenError, Pace, Post, Stance, WitnessReport, Witnesses};

mod put_back;

/// Witnesses that are asked without a network, each of which may be away.
struct Line {
    witnesses: Vec<(Witness, AtomicBool)>,
    /// Whether they know of more than the standard.
    takes_keys: bool,
    _folders: Vec<TempDir>,
}

impl Post for Line {
    fn post(&self, url: &str, body: Vec<u8>) -> Result<(u16, Vec<u8>), String> {
        let number = url.strip_prefix("http://w").unwrap();
        let (number, what) = number.split_once('/').unwrap();
        let (witness, is_away) = &self.witnesses[number.parse::<usize>().unwrap()];
        if is_away.load(Ordering::SeqCst) {
            return Err("nobody answers".to_owned());
        }
        let answer = match what {
            "add-checkpoint" => witness.add_checkpoint(&body, NOW_S).unwrap(),
            "add-key" if self.takes_keys => witness.add_key(&body).unwrap(),
            _ => return Ok((404, Vec::new())),
        };
        Ok((answer.status, answer.body.into_bytes()))
    }

    fn get(&self, url: &str) -> Result<(u16, Vec<u8>), String> {
        let number = url.strip_prefix("http://w").unwrap();
        let (number, path) = number.split_once('/').unwrap();
        let (witness, is_away) = &self.witnesses[number.parse::<usize>().unwrap()];
        if is_away.load(Ordering::SeqCst) {
            return Err("nobody answers".to_owned());
        }
        let note = witness.last_checkpoint(path).unwrap();
        let note = note.filter(|_| self.takes_keys);
        Ok(note.map_or((404, Vec::new()), |note| (200, note.into_bytes())))
    }
}

impl Line {
    fn new(log: &VerifierKey, count: usize) -> Arc<Self> {
        Self::knowing(log, count, true)
    }

    fn knowing(log: &VerifierKey, count: usize, takes_keys: bool) -> Arc<Self> {
        let folders: Vec<TempDir> = (0..count).map(|_| tempfile::tempdir().unwrap()).collect();
        let witness = |(number, folder): (usize, &TempDir)| {
            let name = Name::parse(&format!("w{number}.example")).unwrap();
            let made = Witness::open(folder.path(), &name, vec![log.clone()], &mut OsRng);
            (made.unwrap(), AtomicBool::new(false))
        };
        Arc::new(Self {
            witnesses: folders.iter().enumerate().map(witness).collect(),
            takes_keys,
            _folders: folders,
        })
    }

    fn policy(&self, threshold: usize) -> Policy {
        let all = self.witnesses.iter().enumerate();
        let all = all.map(|(number, (witness, _))| {
            (
                witness.key().clone(),
                format!("http://w{number}/").into_bytes(),
            )
        });
        Policy::new(Vec::new(), all.collect(), threshold).unwrap()
    }

    fn away(&self, number: usize, is_away: bool) {
        self.witnesses[number].1.store(is_away, Ordering::SeqCst);
    }

    fn asked(self: &Arc<Self>, threshold: usize) -> Witnesses {
        Witnesses {
            policy: self.policy(threshold),
            post: self.clone(),
            pace: Pace {
                between: Duration::from_millis(5),
                retry: Duration::from_millis(20),
                retry_at_most: Duration::from_millis(40),
                ..Pace::default()
            },
        }
    }
}

/// A ledger's folder and key before it has witnesses.
fn begun() -> (TempDir, VerifierKey) {
    let dir = tempfile::tempdir().unwrap();
    let key = open(dir.path()).verifier();
    (dir, key)
}

fn open_at(dir: &Path, line: &Arc<Line>, threshold: usize) -> Running {
    open_witnessed(dir, quick(), Some(line.asked(threshold))).unwrap()
}

fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(20);
    while !is_so() {
        assert!(Instant::now() < end, "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn published(running: &Running) -> Option<SignedCheckpoint> {
    let answer = running.get(CHECKPOINT_PATH);
    match answer.status {
        200 => Some(SignedCheckpoint::open(&answer.body, &[running.verifier()]).unwrap()),
        503 => None,
        other => panic!("{other}"),
    }
}

fn published_size(running: &Running) -> u64 {
    published(running).map_or(0, |shown| shown.checkpoint().size())
}

fn said(running: &Running, number: usize) -> WitnessReport {
    running.ledger.witnessing().unwrap().witnesses[number].clone()
}

#[test]
fn what_a_quorum_has_cosigned_is_published_and_adding_waits_for_nobody() {
    let (dir, key) = begun();
    let line = Line::new(&key, 3);
    let running = open_at(dir.path(), &line, 2);
    until("the beginning", || published_size(&running) == GENESIS);

    line.away(0, true);
    assert_eq!(running.post(&grant(1)).status, 201);
    until("two of three", || published_size(&running) == GENESIS + 1);
    let shown = published(&running).unwrap();
    assert!(line.policy(2).judge(&shown).is_ok() && line.policy(3).judge(&shown).is_err());

    line.away(1, true);
    for n in 2..300 {
        assert_eq!(running.post(&grant(n)).status, 201);
    }
    until("one is left", || said(&running, 2).size > GENESIS + 1);
    assert_eq!(published_size(&running), GENESIS + 1);
    let report = running.ledger.witnessing().unwrap();
    assert_eq!(
        (report.head, report.published),
        (GENESIS + 299, Some(GENESIS + 1))
    );
    assert_eq!(said(&running, 1).said, "nobody answers");
    assert!(said(&running, 1).failures > 0);
    // What is not published is not proven either.
    assert_eq!(
        running
            .get(&format!("/entries/{}/proof", GENESIS + 200))
            .status,
        503
    );

    line.away(1, false);
    until("it came back", || published_size(&running) == GENESIS + 299);
    line.away(0, false);
    until("the first too", || said(&running, 0).size == GENESIS + 299);
}

#[test]
fn a_cosigned_proof_goes_with_the_receipt_of_its_size() {
    let (dir, key) = begun();
    let line = Line::new(&key, 2);
    let running = open_at(dir.path(), &line, 2);
    let statement = grant(1);
    assert_eq!(running.post(&statement).status, 201);
    let id = to_hex(&statement.digest());
    // It waits for the cosignatures.
    let answer = running.get(&format!("/entries/{id}/proof"));
    assert_eq!(answer.status, 200);
    let proof = TlogProof::parse(&answer.body).unwrap();
    let entry = grant_entry(&statement);
    let signed = proof
        .verify(
            &Hash::of_leaf(&entry.to_bytes()),
            std::slice::from_ref(&key),
        )
        .unwrap();
    assert_eq!(line.policy(2).judge(&signed).unwrap().len(), 2);
    // Whatever came after it, the receipt of that very size is still to be had.
    for n in 2..5 {
        assert_eq!(running.post(&grant(n)).status, 201);
    }
    let size = signed.checkpoint().size();
    let answer = running.get(&format!("/entries/{id}?size={size}"));
    let origin = running.ledger.info().origin;
    let receipt = Receipt::verify(&answer.body, &entry, &origin, key.key()).unwrap();
    assert_eq!(
        (receipt.size, receipt.root),
        (size, *signed.checkpoint().root())
    );
    assert_eq!(receipt.index, proof.index());
    for (path, status) in [
        (format!("/entries/{id}?size={}", size + 100), 404),
        (format!("/entries/{id}?size=1"), 404),
        (format!("/entries/{id}?size=x"), 400),
        (format!("/entries/{id}/proof?length=3"), 400),
    ] {
        assert_eq!(running.get(&path).status, status, "{path}");
    }
}

#[test]
fn a_restart_shows_what_was_published_and_goes_on() {
    let (dir, key) = begun();
    let line = Line::new(&key, 1);
    let running = open_at(dir.path(), &line, 1);
    running.post(&grant(1));
    until("published", || published_size(&running) == GENESIS + 1);
    let before = running.get(CHECKPOINT_PATH).body;
    line.away(0, true);
    running.post(&grant(2));
    drop(running);
    let running = open_at(dir.path(), &line, 1);
    assert_eq!(running.get(CHECKPOINT_PATH).body, before);
    line.away(0, false);
    until("it goes on", || published_size(&running) == GENESIS + 2);
    drop(running);
    // Another policy counts from the start.
    let other = Line::new(&key, 1);
    other.away(0, true);
    let running = open_at(dir.path(), &other, 1);
    assert_eq!(running.get(CHECKPOINT_PATH).status, 503);
}

#[test]
fn what_was_published_never_comes_back_after_newer_heads() {
    let (dir, key) = begun();
    let line = Line::new(&key, 1);
    let running = open_at(dir.path(), &line, 1);
    until("published", || published_size(&running) == GENESIS);
    drop(running);
    let running = open(dir.path());
    running.post(&grant(1));
    assert_eq!(
        running.size(),
        GENESIS + 1,
        "without witnesses every head is shown"
    );
    drop(running);
    line.away(0, true);
    let running = open_at(dir.path(), &line, 1);
    assert_eq!(published_size(&running), 0, "not the smaller one");
}

/// A ledger with one witness, a copy of its folder from before it grew, and the way to the witness.
fn grown_and_before() -> (TempDir, TempDir, Arc<Line>) {
    let (dir, key) = begun();
    let line = Line::new(&key, 1);
    let old = tempfile::tempdir().unwrap();
    copy(dir.path(), old.path());
    let running = open_at(dir.path(), &line, 1);
    running.post(&grant(1));
    until("published", || published_size(&running) == GENESIS + 1);
    (dir, old, line)
}

#[test]
fn a_ledger_that_lost_what_was_published_signs_nothing() {
    let (dir, old, line) = grown_and_before();
    let witnessed = dir.path().join("witnessed");
    let good = std::fs::read(&witnessed).unwrap();
    let error = |dir: &Path| open_witnessed(dir, quick(), Some(line.asked(1))).err();
    std::fs::copy(&witnessed, old.path().join("witnessed")).unwrap();
    assert!(matches!(
        error(old.path()),
        Some(LedgerOpenError::RolledBack { found: GENESIS, .. })
    ));
    // The text and the ledger's own signature; a cosignature that is damaged only does not count.
    let own = good.len() - good.rsplit(|byte| *byte == b'\n').nth(1).unwrap().len() - 1;
    for at in (0..own).step_by(7) {
        let mut bytes = good.clone();
        bytes[at] ^= 1;
        std::fs::write(&witnessed, &bytes).unwrap();
        let error = error(dir.path());
        assert!(
            matches!(error, Some(LedgerOpenError::Damaged(_))),
            "byte {at}: {error:?}"
        );
    }
}

#[test]
fn a_second_history_is_cosigned_by_nobody() {
    let (dir, key) = begun();
    let line = Line::new(&key, 2);
    let twin = tempfile::tempdir().unwrap();
    let running = open_at(dir.path(), &line, 2);
    until("published", || published_size(&running) == GENESIS);
    drop(running);
    copy(dir.path(), twin.path());
    let running = open_at(dir.path(), &line, 2);
    running.post(&grant(1));
    until("the first history", || {
        published_size(&running) == GENESIS + 1
    });
    drop(running);
    // While they are away it goes on by itself, until one of them is back.
    line.away(0, true);
    line.away(1, true);
    let twin = open_at(twin.path(), &line, 2);
    assert_eq!(twin.post(&grant(7)).status, 201);
    line.away(1, false);
    until("told", || twin.ledger.health() == Health::Contradicted);
    assert_eq!(twin.post(&grant(8)).status, 503);
    assert_eq!(published_size(&twin), GENESIS);
}

#[test]
fn a_policy_that_cannot_hold_is_refused() {
    let (dir, key) = begun();
    let line = Line::new(&key, 1);
    let with = |policy: Policy| {
        let witnesses = Witnesses {
            policy,
            ..line.asked(1)
        };
        open_witnessed(dir.path(), quick(), Some(witnesses)).err()
    };
    let witnesses = || vec![(line.witnesses[0].0.key().clone(), Vec::new())];
    let log = |key| {
        vec![Log {
            key,
            url: Vec::new(),
        }]
    };
    let (_other, other) = begun();
    let policy = Policy::new(log(other), witnesses(), 1).unwrap();
    assert!(matches!(
        with(policy),
        Some(LedgerOpenError::NotInPolicy(_))
    ));
    let policy = Policy::new(log(key.clone()), Vec::new(), 0).unwrap();
    assert!(matches!(with(policy), Some(LedgerOpenError::NoWitnesses)));
    let policy = Policy::new(log(key), witnesses(), 1).unwrap();
    assert!(with(policy).is_none());
    assert!(open_with(dir.path(), quick()).is_ok());
}

#[test]
fn the_policy_that_it_holds_itself_to_is_given_to_everybody() {
    let (dir, key) = begun();
    let line = Line::new(&key, 3);
    let running = open_at(dir.path(), &line, 2);
    until("published", || published_size(&running) == GENESIS);
    let served = Policy::parse(&running.get("/policy").body).unwrap();
    assert_eq!(served.log_keys(), std::slice::from_ref(&key));
    let own = line.policy(2);
    assert_eq!((served.quorum(), served.is_for(&key)), (own.quorum(), true));
    assert!(served.witnesses().eq(own.witnesses()));
    // What is shown holds by it.
    assert!(served.judge(&published(&running).unwrap()).is_ok());
    drop(running);
    let served = Policy::parse(&open(dir.path()).get("/policy").body).unwrap();
    assert_eq!((served.log_keys(), served.quorum()), (vec![key], None));
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir_all(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Whether everything is shown, whichever key signed it.
fn shows_all(running: &Running) -> bool {
    let answer = running.get(CHECKPOINT_PATH);
    let text = String::from_utf8_lossy(&answer.body);
    let size = text.lines().nth(1).map(str::to_owned);
    answer.status == 200 && size == Some(running.ledger.figures().entries.to_string())
}

#[test]
fn witnesses_are_led_over_each_change_of_the_key() {
    let (dir, key) = begun();
    let line = Line::new(&key, 2);
    let running = open_at(dir.path(), &line, 2);
    until("witnessed", || shows_all(&running));
    drop(running);
    let clock: crate::Clock = Arc::new(|| Timestamp::from_seconds(NOW_S));
    // One of them is away for all but the last of them.
    line.away(1, true);
    for turn in 0..3 {
        crate::rotate(dir.path(), &clock, &mut OsRng).unwrap();
        line.away(1, turn < 2);
        let running = open_at(dir.path(), &line, if turn < 2 { 1 } else { 2 });
        running.post(&grant(turn));
        until("witnessed again", || shows_all(&running));
    }
    let running = open_at(dir.path(), &line, 2);
    let now = running.verifier();
    for (witness, _) in &line.witnesses {
        assert_eq!(witness.logs(), std::slice::from_ref(&now));
    }
    // With a stolen old key nothing is cosigned any more, though it would only grow.
    let head = published(&running).unwrap();
    assert!(SignedCheckpoint::open(head.note().to_string().as_bytes(), &[key]).is_err());
}

#[test]
fn a_witness_that_takes_no_key_is_told_of_by_name() {
    let (dir, key) = begun();
    let line = Line::knowing(&key, 1, false);
    let clock: crate::Clock = Arc::new(|| Timestamp::from_seconds(NOW_S));
    crate::rotate(dir.path(), &clock, &mut OsRng).unwrap();
    let running = open_at(dir.path(), &line, 1);
    // The state that both keys signed is cosigned by whoever knows one of them; what comes after is not.
    until("cosigned", || published_size(&running) == GENESIS + 1);
    running.post(&grant(1));
    until("said", || {
        said(&running, 0)
            .said
            .contains(&running.verifier().to_string())
    });
    assert_eq!(published_size(&running), GENESIS + 1);
}
