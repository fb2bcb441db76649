//! A ledger that was put back from an older copy of its whole folder, or that runs twice: what its witnesses can prove stops it
//! before it signs anything, and who is away, slow or lying stops nobody.

use keepwell_tlog::checkpoint::Checkpoint;
use keepwell_tlog::note::Signer;

use super::*;
use crate::tests::fixture::key;

/// What a witness answers that is no witness: to whoever hands in, and to whoever asks for the last checkpoint.
type Answers = (fn() -> Result<(u16, Vec<u8>), String>, Vec<u8>);

/// Witnesses that say what they like; `None` for one that cosigns honestly.
struct Liars {
    honest: Arc<Line>,
    answers: Vec<Option<Answers>>,
}

impl Liars {
    fn answer_of(&self, url: &str) -> Option<&Answers> {
        let number = url.strip_prefix("http://w").unwrap().split('/').next();
        let number = number.unwrap().parse::<usize>().unwrap();
        self.answers[number].as_ref()
    }
}

impl Post for Liars {
    fn post(&self, url: &str, body: Vec<u8>) -> Result<(u16, Vec<u8>), String> {
        let lie = self.answer_of(url);
        lie.map_or_else(|| self.honest.post(url, body), |(said, _)| said())
    }

    fn get(&self, url: &str) -> Result<(u16, Vec<u8>), String> {
        let lie = self.answer_of(url);
        lie.map_or_else(|| self.honest.get(url), |(_, note)| Ok((200, note.clone())))
    }
}

fn larger() -> Result<(u16, Vec<u8>), String> {
    Ok((409, b"1000000\n".to_vec()))
}

fn other() -> Result<(u16, Vec<u8>), String> {
    Ok((422, b"no\n".to_vec()))
}

/// A ledger whose witnesses answer like this, two of three to agree.
fn among(answers: Vec<Option<Answers>>) -> (TempDir, Running) {
    let (dir, log) = begun();
    let honest = Line::new(&log, answers.len());
    let mut witnesses = honest.asked(2);
    witnesses.post = Arc::new(Liars { honest, answers });
    let running = open_witnessed(dir.path(), quick(), Some(witnesses)).unwrap();
    (dir, running)
}

/// Everything that a folder's write-ahead log holds.
fn logged(dir: &Path) -> Vec<Vec<u8>> {
    let mut files: Vec<_> = std::fs::read_dir(dir.join("wal"))
        .unwrap()
        .map(|one| one.unwrap().path())
        .collect();
    files.sort();
    files
        .iter()
        .map(|file| std::fs::read(file).unwrap())
        .collect()
}

#[test]
fn an_older_copy_of_the_folder_signs_nothing_and_says_what_to_do() {
    let (newest, old, line) = grown_and_before();
    let before = logged(old.path());
    // Another start is no way around it.
    for _ in 0..2 {
        let old = open_at(old.path(), &line, 1);
        assert_eq!(old.ledger.health(), Health::Contradicted);
        let refused = old.post(&grant(7));
        assert_eq!((refused.status, published_size(&old)), (503, 0));
        let why = old.ledger.witnessing().unwrap().contradicted.unwrap();
        for part in [
            "w0.example has cosigned a state of 3 entries",
            "which has 2",
            "/checkpoint/",
            "keepwell ledger restore --newest",
        ] {
            assert!(why.contains(part), "{part}: {why}");
        }
        assert_eq!(said(&old, 0).stance, Stance::Contradicts);
        // Reading goes on.
        assert_eq!(old.get("/entries/0/proof").status, 503);
        assert_eq!(old.get("/tile/entries/000.p/2").status, 200);
    }
    assert_eq!(logged(old.path()), before, "nothing was written");

    // The way out: the newest copy, compared with what the witness has.
    let path = keepwell_tlog::witness::last_path(line.witnesses[0].0.logs()[0].name());
    let newest_note = line.get(&format!("http://w0/{path}")).unwrap().1;
    let place = tempfile::tempdir().unwrap();
    let (copied, back) = (place.path().join("copy"), place.path().join("back"));
    crate::back_up(newest.path(), &copied).unwrap();
    crate::put_back(&copied, &back, &newest_note).unwrap();
    let back = open_at(&back, &line, 1);
    assert_eq!(back.ledger.health(), Health::Accepting);
    assert_eq!(back.post(&grant(7)).status, 201);
}

#[test]
fn a_history_of_the_same_size_is_told_from_the_first_one() {
    let (dir, key) = begun();
    let line = Line::new(&key, 1);
    let twin = tempfile::tempdir().unwrap();
    copy(dir.path(), twin.path());
    let first = open_at(dir.path(), &line, 1);
    first.post(&grant(1));
    until("the first history", || {
        published_size(&first) == GENESIS + 1
    });
    drop(first);
    // It grew without its witnesses, to the very same size and past it.
    for more in 0..3 {
        let twin = open(twin.path());
        assert_eq!(twin.post(&grant(7 + more)).status, 201);
        drop(twin);
    }
    let twin = open_at(twin.path(), &line, 1);
    assert_eq!(twin.ledger.health(), Health::Contradicted);
    assert_eq!(twin.post(&grant(1)).status, 503);
}

#[test]
fn a_witness_that_lies_without_proof_stops_nobody() {
    let stranger = Name::parse("ledger.example/ledger").unwrap();
    let foreign = Signer::new(stranger.clone(), key(99));
    let checkpoint = Checkpoint::new(stranger, 1_000_000, Hash::of_leaf(b"x")).unwrap();
    let foreign = SignedCheckpoint::sign(checkpoint, &foreign).unwrap();
    let foreign = foreign.note().to_string().into_bytes();
    let lies: [Answers; 4] = [
        (larger, Vec::new()),
        (other, b"nothing".to_vec()),
        (larger, foreign.clone()),
        (other, foreign),
    ];
    for lie in lies {
        let (_dir, running) = among(vec![None, Some(lie), None]);
        assert_eq!(running.ledger.health(), Health::Accepting);
        assert_eq!(running.post(&grant(1)).status, 201);
        until("the others", || published_size(&running) == GENESIS + 1);
        assert_eq!(said(&running, 1).stance, Stance::Contradicts);
        assert_eq!(running.ledger.health(), Health::Accepting);
    }
}

#[test]
fn what_this_ledger_signed_itself_proves_nothing_against_it() {
    let (dir, log) = begun();
    let line = Line::new(&log, 3);
    let running = open_at(dir.path(), &line, 2);
    running.post(&grant(1));
    until("published", || published_size(&running) == GENESIS + 1);
    let own = running.get(CHECKPOINT_PATH).body;
    drop(running);
    let mut witnesses = line.asked(2);
    witnesses.post = Arc::new(Liars {
        honest: line,
        answers: vec![None, Some((larger, own)), None],
    });
    let running = open_witnessed(dir.path(), quick(), Some(witnesses)).unwrap();
    assert_eq!(running.post(&grant(2)).status, 201);
}

#[test]
fn so_many_that_readers_believe_them_need_nothing_to_show() {
    let lie: Answers = (larger, Vec::new());
    let (_dir, running) = among(vec![Some(lie.clone()), None, Some(lie)]);
    assert_eq!(running.ledger.health(), Health::Contradicted);
    assert_eq!(running.post(&grant(1)).status, 503);
    let why = running.ledger.witnessing().unwrap().contradicted.unwrap();
    assert!(why.contains("so many witnesses"), "{why}");
}

#[test]
fn who_does_not_answer_is_waited_for_so_long_and_no_longer() {
    fn slow() -> Result<(u16, Vec<u8>), String> {
        std::thread::sleep(Duration::from_secs(3));
        Err("too slow".to_owned())
    }
    let (dir, log) = begun();
    let line = Line::new(&log, 1);
    let mut witnesses = line.asked(1);
    witnesses.pace.before_signing = Duration::from_millis(300);
    witnesses.post = Arc::new(Liars {
        honest: line,
        answers: vec![Some((slow, Vec::new()))],
    });
    let begun = Instant::now();
    let running = open_witnessed(dir.path(), quick(), Some(witnesses)).unwrap();
    let took = begun.elapsed();
    assert!(
        (Duration::from_millis(300)..Duration::from_secs(2)).contains(&took),
        "{took:?}"
    );
    assert_eq!(said(&running, 0).stance, Stance::Unheard);
    assert_eq!(running.post(&grant(1)).status, 201);
}
