//! Rounds with witnesses that answer, fail, correct themselves or are ahead, by a clock that the test moves.

use keepwell_crypto::sign::SigningKey;
use keepwell_tlog::cosignature::Cosigner;
use keepwell_tlog::hash::Hash;
use keepwell_tlog::note::Name;

use super::*;
use crate::key::LogKey;

const AT: Timestamp = Timestamp::from_seconds(1_795_000_000);

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn head(size: u64) -> SignedCheckpoint {
    let key = LogKey::new(name("log.example"), SigningKey::from_seed(&[1; 32]));
    key.sign_head(size, Hash::of_leaf(&size.to_be_bytes()))
        .unwrap()
}

fn cosigner(number: u8) -> Cosigner {
    Cosigner::new(
        name(&format!("w{number}.example")),
        SigningKey::from_seed(&[number + 10; 32]),
    )
}

/// Two of three.
fn policy() -> Policy {
    let witness = |number| {
        let key = cosigner(number).witness_key().clone();
        (key, b"http://127.0.0.1:1".to_vec())
    };
    Policy::new(Vec::new(), (0..3).map(witness).collect(), 2).unwrap()
}

/// A board, a policy, and a time that is moved by hand.
struct Scene {
    board: Board,
    policy: Policy,
    now: Instant,
}

impl Scene {
    fn new(size: u64) -> Self {
        let policy = policy();
        Self {
            board: Board::new(&policy, head(size), None, Pace::default()),
            policy,
            now: Instant::now(),
        }
    }

    fn pass(&mut self, time: Duration) {
        self.now += time;
    }

    /// What `place` is asked for now: the head's size and the size of its last one.
    fn asked(&mut self, place: usize, newest: u64) -> Option<(u64, u64)> {
        match self.board.turn(place, &head(newest), self.now) {
            Turn::Ask { head, old } => Some((head.checkpoint().size(), old)),
            Turn::Wait(_) | Turn::End => None,
        }
    }

    fn say(&mut self, place: usize, size: u64, said: Said) -> Option<SignedCheckpoint> {
        self.board.note(place, (size, said), AT, self.now);
        self.board.newly_cosigned(&self.policy)
    }

    fn cosign(&mut self, place: usize, size: u64) -> Option<SignedCheckpoint> {
        let by = cosigner(u8::try_from(place).unwrap());
        let line = by.cosign(head(size).checkpoint(), AT.seconds());
        self.say(place, size, Said::Cosigned(line, AT))
    }

    fn fail(&mut self, place: usize, size: u64) {
        let nothing = self.say(place, size, Said::Failed("away".to_owned()));
        assert!(nothing.is_none());
    }
}

#[test]
fn a_quorum_publishes_and_the_next_head_is_the_newest() {
    let mut scene = Scene::new(2);
    for place in 0..3 {
        assert_eq!(scene.asked(place, 5), Some((5, 0)));
    }
    assert!(scene.cosign(0, 5).is_none(), "one is not enough");
    assert_eq!(scene.asked(0, 9), None, "it has said so already");
    let published = scene.cosign(2, 5).unwrap();
    assert_eq!(scene.policy.judge(&published).unwrap().len(), 2);
    assert_eq!(scene.asked(0, 9), None, "not at once");
    let late = scene.cosign(1, 5).unwrap();
    assert_eq!(scene.policy.judge(&late).unwrap().len(), 3, "it counts too");
    scene.pass(Pace::default().between);
    assert_eq!(scene.asked(0, 12), Some((12, 5)));
}

#[test]
fn without_a_quorum_the_same_head_stays() {
    let mut scene = Scene::new(5);
    assert!(scene.asked(0, 5).is_some() && scene.cosign(0, 5).is_none());
    scene.pass(Duration::from_secs(3600));
    assert_eq!(scene.asked(1, 900), Some((5, 0)));
    assert!(scene.cosign(1, 5).is_some());
}

#[test]
fn a_witness_that_fails_is_asked_again_later_and_later() {
    let mut scene = Scene::new(5);
    let mut pauses = Vec::new();
    for _ in 0..9 {
        let mut waited = Duration::ZERO;
        while scene.asked(1, 5).is_none() {
            scene.pass(Duration::from_secs(1));
            waited += Duration::from_secs(1);
        }
        pauses.push(waited.as_secs());
        scene.fail(1, 5);
    }
    assert_eq!(pauses, [0, 1, 2, 4, 8, 16, 32, 60, 60]);
    assert!(scene.board.has_failed(1) && !scene.board.has_failed(0));
    assert_eq!(scene.asked(0, 5), Some((5, 0)), "the others are asked");
    scene.cosign(1, 5);
    assert!(!scene.board.has_failed(1));
}

#[test]
fn a_size_is_put_right_once_and_then_only_after_a_pause() {
    let mut scene = Scene::new(9);
    assert_eq!(scene.asked(0, 9), Some((9, 0)));
    scene.say(0, 9, Said::Has(4));
    assert_eq!(scene.asked(0, 9), Some((9, 4)), "at once");
    scene.say(0, 9, Said::Has(3));
    assert_eq!(scene.asked(0, 9), None);
    scene.pass(Pace::default().retry);
    assert_eq!(scene.asked(0, 9), Some((9, 3)));
}

#[test]
fn a_witness_that_is_past_the_head_moves_everybody_on() {
    let mut scene = Scene::new(5);
    assert_eq!(scene.asked(0, 5), Some((5, 0)));
    scene.say(0, 5, Said::Has(7));
    assert_eq!(scene.asked(0, 6), None, "the ledger is not there yet");
    assert_eq!(scene.asked(0, 8), Some((8, 7)));
    assert_eq!(scene.asked(1, 8), Some((8, 0)));
    // An answer for the head that was left counts for nothing but the size.
    assert!(scene.cosign(1, 5).is_none() && scene.cosign(0, 8).is_none());
    assert_eq!(scene.asked(1, 8), Some((8, 5)));
    assert!(scene.cosign(1, 8).is_some());
}

#[test]
fn a_log_that_does_not_grow_is_handed_in_again() {
    let mut scene = Scene::new(5);
    assert!(scene.asked(0, 5).is_some());
    assert!(scene.cosign(0, 5).is_none() && scene.cosign(1, 5).is_some());
    scene.pass(Pace::default().refresh - Duration::from_millis(1));
    assert_eq!(scene.asked(0, 5), None);
    scene.pass(Duration::from_millis(1));
    assert_eq!(scene.asked(0, 5), Some((5, 5)));
}

#[test]
fn what_waits_and_what_was_said_is_told() {
    let mut scene = Scene::new(5);
    assert!(scene.asked(0, 5).is_some());
    scene.fail(1, 5);
    scene.cosign(0, 5);
    let report = scene.board.report(8, None);
    assert_eq!(
        (report.head, report.published, report.asked),
        (8, None, Some(5))
    );
    let said: Vec<_> = report
        .witnesses
        .iter()
        .map(|one| one.said.as_str())
        .collect();
    assert_eq!(said, ["cosigned 5 entries", "away", "nothing yet"]);
    assert_eq!(report.witnesses[1].failures, 1);
    assert_eq!(report.witnesses[0].size, 5);
}

#[test]
fn nothing_is_asked_after_the_end() {
    let mut scene = Scene::new(5);
    scene.board.close();
    assert!(matches!(
        scene.board.turn(0, &head(5), scene.now),
        Turn::End
    ));
}
