//! A ledger in memory whose key was handed over once or more, or that says so, and what somebody makes of it who knows one of them.

use std::sync::{Arc, Mutex};

use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    entry::{Entry, EntryType},
    key_set::{HandedOver, KeySet, ListedKey},
    ledger_api::{KEYS_PATH, TIME_PATH, proof_path, sign_time, statement_path},
    origin::Origin,
    statement::Statement,
    time::Timestamp,
};
use keepwell_tlog::{
    checkpoint::{Checkpoint, SignedCheckpoint},
    note::{Signer, VerifierKey},
    proof::InclusionProof,
    tlog_proof::TlogProof,
};

use crate::{
    ClientError,
    follow::{LogView, follow},
    keys::LedgerKeys,
    ledger::{
        Ledger,
        tests::{Log, entry, name, stored},
    },
    servers::LedgerKey,
    testing::{Scripted, answer, path, refusal},
    transport::Transport,
};

fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32])
}

fn pinned(seed: u8) -> LedgerKey {
    VerifierKey::new(name(), key(seed).verifying_key()).into()
}

/// A rotation as the ledger keeps it.
#[derive(Clone)]
struct Turn {
    old: u8,
    statement: Statement,
    until: u64,
    proof: String,
}

/// A log with its rotations; the last of its keys signs.
#[derive(Clone)]
struct Kept {
    log: Log,
    now: u8,
    turns: Vec<Turn>,
}

fn signed(log: &Log, seeds: &[u8]) -> SignedCheckpoint {
    let checkpoint = Checkpoint::new(name(), log.size(), log.root()).unwrap();
    let sign = |seed: &u8| {
        SignedCheckpoint::sign(checkpoint.clone(), &Signer::new(name(), key(*seed))).unwrap()
    };
    let mut all = seeds.iter().map(sign);
    let mut first = all.next().unwrap();
    all.for_each(|one| first.add(one.note().signatures()[0].clone()).unwrap());
    first
}

impl Kept {
    fn begun(seed: u8) -> Self {
        Self {
            log: Log::of(3),
            now: seed,
            turns: Vec::new(),
        }
    }

    /// Hands over to key `new`; the checkpoint is signed by these.
    fn turn(mut self, new: u8, signers: &[u8]) -> Self {
        let statement = KeySet::hand_over((&key(self.now), &key(new)), Vec::new(), 1);
        let entry = Entry {
            kind: EntryType::KeySet,
            target: 0,
            statement: statement.digest(),
        };
        self.log.0.push(entry.to_bytes());
        let until = self.log.size();
        let inclusion = InclusionProof::make(&self.log, until - 1, until).unwrap();
        let proof = TlogProof::new(inclusion, &signed(&self.log, signers)).unwrap();
        self.turns.push(Turn {
            old: self.now,
            statement,
            until,
            proof: proof.to_string(),
        });
        self.now = new;
        self
    }

    fn grown(mut self, by: u32) -> Self {
        let from = u32::try_from(self.log.size()).unwrap();
        let more = (from..from + by).map(|n| entry(1000 + n).to_bytes());
        self.log.0.extend(more);
        self
    }

    fn listed(&self) -> Vec<u8> {
        let before = self.turns.iter().rev().map(|turn| ListedKey {
            key: key(turn.old).verifying_key(),
            handed_over: Some(HandedOver {
                until: turn.until,
                statement: turn.statement.digest(),
            }),
        });
        let now = ListedKey {
            key: key(self.now).verifying_key(),
            handed_over: None,
        };
        ListedKey::encode(&std::iter::once(now).chain(before).collect::<Vec<_>>())
    }

    fn answer(&self, path: &str, body: &[u8]) -> Option<Vec<u8>> {
        match path {
            "/checkpoint" => {
                let head = signed(&self.log, &[self.now]);
                return Some(head.note().to_string().into_bytes());
            }
            KEYS_PATH => return Some(self.listed()),
            TIME_PATH => {
                let time = Timestamp::from_seconds(77);
                return Some(sign_time(body.try_into().unwrap(), time, &key(self.now)));
            }
            _ => {}
        }
        for turn in &self.turns {
            let digest = turn.statement.digest();
            if path == statement_path(&digest) {
                return Some(turn.statement.as_bytes().to_vec());
            }
            if path == proof_path(&digest, turn.until) {
                return Some(turn.proof.clone().into_bytes());
            }
        }
        stored(&self.log, path.trim_start_matches('/'), false)
    }
}

fn serve(kept: Arc<Mutex<Kept>>) -> Scripted {
    Scripted::new(move |request| {
        let found = kept.lock().unwrap().answer(path(request), &request.body);
        Ok(match found {
            Some(bytes) => answer(200, &[], bytes),
            None => refusal(404, "not_available"),
        })
    })
}

fn ledger(transport: &dyn Transport, keys: impl Into<LedgerKeys>) -> Ledger<'_> {
    let url = Origin::parse("https://ledger.example").unwrap();
    Ledger::new(transport, url, keys)
}

fn read_on(ledger: &Ledger<'_>, view: &mut LogView) -> Result<(), ClientError> {
    follow(ledger, view, &|| (), &|(), _, _| {})
}

/// What somebody who pins this key knows after a first reading.
fn reader(kept: &Kept, seed: u8) -> Result<LogView, ClientError> {
    let transport = serve(Arc::new(Mutex::new(kept.clone())));
    let mut view = LogView::new(name().as_str());
    read_on(&ledger(&transport, pinned(seed)), &mut view)?;
    Ok(view)
}

#[test]
fn whoever_knows_one_key_learns_all_that_were_handed_over() {
    let kept = Kept::begun(1).grown(4).turn(2, &[1, 2]).grown(300);
    let kept = kept.turn(3, &[2, 3]).grown(9);
    for seed in [1, 2, 3] {
        let view = reader(&kept, seed).unwrap();
        let keys = view.keys(&pinned(seed));
        let all: Vec<_> = keys
            .each()
            .map(|(key, until)| (key.clone(), until))
            .collect();
        let ends = kept.turns.iter().map(|turn| Some(turn.until));
        let ends: Vec<_> = ends.chain([None]).collect();
        let expected = [1, 2, 3].map(pinned).into_iter().zip(ends);
        assert_eq!(all, expected.collect::<Vec<_>>(), "pinned {seed}");
        // Kept as it is, and read back with what it knew.
        let text = serde_json::to_string(&view).unwrap();
        let read: LogView = serde_json::from_str(&text).unwrap();
        assert_eq!(read.keys(&pinned(seed)), keys);
        // Another pin than it was kept for knows nothing of it.
        assert_eq!(read.keys(&pinned(9)), pinned(9).into());
    }
}

#[test]
fn a_key_counts_for_logs_up_to_where_it_ended() {
    let kept = Kept::begun(1).grown(4).turn(2, &[1, 2]).grown(3);
    let keys = reader(&kept, 1).unwrap().keys(&pinned(1));
    let opens = |size: usize, seed| {
        let log = Log(kept.log.0[..size].to_vec(), None);
        let note = signed(&log, &[seed]).note().to_string();
        keys.open(note.as_bytes()).is_ok()
    };
    let until = usize::try_from(kept.turns[0].until).unwrap();
    assert!(opens(until - 1, 1) && opens(until, 1) && opens(until + 1, 2));
    assert!(!opens(until + 1, 1), "a stolen old key");
    assert!(!opens(until + 1, 9));
}

#[test]
fn the_time_is_the_present_key_s_alone_once_it_is_known() {
    let kept = Arc::new(Mutex::new(Kept::begun(1).turn(2, &[1, 2])));
    let transport = serve(kept.clone());
    let asking = ledger(&transport, pinned(1));
    assert_eq!(asking.time(&[3; 32]).unwrap().seconds(), 77);
    let keys = asking.keys().clone();
    kept.lock().unwrap().now = 1;
    let error = ledger(&transport, keys).time(&[3; 32]).unwrap_err();
    assert!(matches!(error, ClientError::Nonsense(_)));
}

#[test]
fn what_was_not_handed_over_is_refused_in_words() {
    let honest = Kept::begun(1).grown(4);
    // Only one of the two signed the checkpoint; another key than the known one handed over; or nobody did.
    let mut nobody = honest.clone();
    nobody.now = 2;
    for forged in [
        honest.clone().turn(2, &[1]),
        honest.clone().turn(2, &[2]),
        Kept::begun(5).grown(4).turn(2, &[5, 2]),
        nobody,
    ] {
        let error = reader(&forged, 1).unwrap_err();
        assert!(matches!(error, ClientError::KeyNotProven), "{error}");
        assert!(error.to_string().contains("another key"), "{error}");
    }
}

#[test]
fn a_rotation_in_another_history_than_the_one_that_is_shown_is_a_lie() {
    let honest = Kept::begun(1).grown(4);
    let elsewhere = Kept::begun(1).grown(5).turn(2, &[1, 2]);
    // The proof is good; but the log that the new key signs does not hold it.
    let forged = Kept {
        log: honest.clone().grown(9).log,
        ..elsewhere
    };
    let error = reader(&forged, 1).unwrap_err();
    assert!(matches!(error, ClientError::LedgerLies(_)), "{error}");
}

#[test]
fn a_reader_goes_on_through_a_rotation() {
    let kept = Arc::new(Mutex::new(Kept::begun(1).grown(4)));
    let transport = serve(kept.clone());
    let mut view = LogView::new(name().as_str());
    read_on(&ledger(&transport, pinned(1)), &mut view).unwrap();
    let turned = kept.lock().unwrap().clone().turn(2, &[1, 2]).grown(2);
    *kept.lock().unwrap() = turned;
    let keys = view.keys(&pinned(1));
    read_on(&ledger(&transport, keys), &mut view).unwrap();
    assert_eq!(view.keys(&pinned(1)).newest(), &pinned(2));
    // From then on without asking: the old key's word is nobody's.
    kept.lock().unwrap().now = 1;
    let grown = kept.lock().unwrap().clone().grown(1);
    *kept.lock().unwrap() = grown;
    let keys = view.keys(&pinned(1));
    assert!(read_on(&ledger(&transport, keys), &mut view).is_err());
}
