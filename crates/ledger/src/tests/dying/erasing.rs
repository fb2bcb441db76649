//! Deaths while statements are erased, by request and because they are old: what was asked for is gone or is still asked for, nothing
//! else is gone, every proof is the same to the byte, and whoever starts next goes through with it.

use std::env;
use std::io::Write as _;
use std::ops::Range;
use std::path::Path;
use std::sync::atomic::Ordering;

use keepwell_crypto::hash::Digest;
use keepwell_protocol::hexadecimal::to_hex;
use keepwell_protocol::ledger_api::proof_path;
use keepwell_protocol::statement::Statement;

use super::{copied, die_everywhere};
use crate::asked_to_erase;
use crate::tests::erasing::{DAY_S, add, ask, holds, on_day, shortest_segments};
use crate::tests::fixture::{NOW_S, Running, grant, grant_entry, open, open_keeping};

const CHILD: &str = "tests::dying::erasing::child";
/// Of the first 300 so many stand in the log's first chunk, all of which is old on day 41.
const OLD: u64 = 254;
/// Grants that are asked for, in the second chunk.
const ASKED: [u64; 2] = [302, 305];
/// Grants that are added meanwhile.
const LATER: Range<u64> = 2000..2003;

fn statements(numbers: impl IntoIterator<Item = u64>) -> Vec<Statement> {
    numbers.into_iter().map(grant).collect()
}

fn proofs(running: &Running, of: &[Statement], size: u64) -> Vec<Vec<u8>> {
    let paths = of.iter().map(|one| proof_path(&one.digest(), size));
    paths.map(|path| running.get(&path).body).collect()
}

#[test]
fn erasing_may_die_at_every_step() {
    let dir = tempfile::tempdir().unwrap();
    on_day(dir.path(), 0, |running| {
        running.post_together(&statements(0..300));
    });
    on_day(dir.path(), 1, |running| add(running, 1000, 1));
    on_day(dir.path(), 2, |running| {
        add(running, 300, 10);
        running.post_together(&statements(310..600));
    });
    let asked = statements(ASKED);
    let digests: Vec<Digest> = asked.iter().map(Statement::digest).collect();
    ask(dir.path(), &digests);
    // Which of those that were posted together stand where is chance.
    let all = statements((0..300).chain(300..600).step_by(7).chain(ASKED));
    let running = open(dir.path());
    let size = running.size();
    let before = proofs(&running, &all, size);
    let index = |one: &Statement| running.receipt(&grant_entry(one)).index;
    let is_old = |one: &Statement| index(one) < OLD + 2;
    let (old, young): (Vec<_>, Vec<_>) = statements(0..600).into_iter().partition(is_old);
    drop(running);
    let young: Vec<_> = young
        .into_iter()
        .filter(|one| !asked.contains(one))
        .collect();

    let judged = |dir: &Path, acknowledged: &[(Digest, u64)]| {
        let left = asked_to_erase(dir).unwrap();
        for one in &asked {
            assert!(!holds(dir, one) || left.contains(&one.digest()));
        }
        let running = open(dir);
        assert_eq!(proofs(&running, &all, size), before);
        for (digest, index) in acknowledged {
            let one = LATER.map(grant).find(|one| one.digest() == *digest);
            let entry = grant_entry(&one.unwrap());
            assert_eq!(running.receipt(&entry).index, *index);
        }
        drop(running);
        on_day(dir, 41, |running| add(running, 3000, 1));
        assert!(asked_to_erase(dir).unwrap().is_empty());
        let mut gone = old.iter().step_by(10).chain(&asked);
        assert!(gone.all(|one| !holds(dir, one)));
        assert!(young.iter().step_by(10).all(|one| holds(dir, one)));
    };
    die_everywhere(CHILD, || copied(dir.path()), judged);
}

#[test]
#[ignore = "runs until it dies, by the test above"]
fn child() {
    let Some(dir) = env::var_os("KEEPWELL_TEST_LEDGER_FOLDER") else {
        return;
    };
    let running = open_keeping(Path::new(&dir), shortest_segments(), 40 * DAY_S);
    running.now.store(NOW_S + 41 * DAY_S, Ordering::Relaxed);
    for n in LATER {
        let answer = running.post(&grant(n));
        let index = running.verify(&answer, &grant_entry(&grant(n))).index;
        println!("acknowledged {} {index}.", to_hex(&grant(n).digest()));
        std::io::stdout().flush().unwrap();
    }
    running.ledger.close();
}
