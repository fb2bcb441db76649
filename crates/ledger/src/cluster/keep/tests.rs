//! The checkpoint in the store is replaced by a larger one of the same log, and by nothing else.

use keepwell_cluster::{Database, Objects};
use keepwell_crypto::sign::SigningKey;
use keepwell_tlog::hash::Hash;
use keepwell_tlog::note::Name;

use super::*;

fn key(seed: u8) -> LogKey {
    let origin = Name::parse("ledger.example/ledger").unwrap();
    LogKey::new(origin, SigningKey::from_seed(&[seed; 32]))
}

/// The signed head of `size` entries with a root of this byte.
fn head(size: u64, root: u8) -> String {
    let head = key(1).sign_head(size, Hash::from_bytes([root; 32]));
    head.unwrap().note().to_string()
}

fn cluster() -> Cluster {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let database = Database::parse("host=nowhere.invalid", None).unwrap();
    Cluster::new(runtime, database, Objects::in_memory(), [0; 16])
}

/// What comes of publishing `note` where `there` stands, of which the keeper has seen `seen`.
fn publish(
    cluster: &Cluster,
    seen: Option<Seen>,
    note: &str,
) -> (Result<(), BrokeOff>, Option<Seen>) {
    let (key, told) = (key(1), Told::default());
    let mut keeper = Keeper {
        cluster,
        key: &key,
        epoch: 1,
        told: &told,
        seen,
        connection: None,
        state: None,
        erasure: None,
        pruning: None,
        erased: Instant::now(),
    };
    let published = keeper.publish(note);
    (published, keeper.seen)
}

fn stands(cluster: &Cluster) -> String {
    let there = cluster.wait(cluster.objects.checkpoint()).unwrap();
    String::from_utf8(there.unwrap().note).unwrap()
}

/// Puts `note` there, as somebody does of whom the keeper knows nothing.
fn put(cluster: &Cluster, note: &str) {
    let seen = cluster.wait(cluster.objects.checkpoint()).unwrap();
    let put = cluster
        .objects
        .replace_checkpoint(seen.as_ref(), note.as_bytes());
    cluster.wait(put).unwrap().unwrap();
}

#[test]
fn the_first_and_every_larger_one_is_published() {
    let cluster = cluster();
    let (published, seen) = publish(&cluster, None, &head(1, 1));
    published.unwrap();
    let (published, seen) = publish(&cluster, seen, &head(5, 5));
    published.unwrap();
    assert_eq!(stands(&cluster), head(5, 5));
    assert_eq!(seen.unwrap().note, head(5, 5).as_bytes());
}

#[test]
fn a_smaller_one_that_was_put_there_meanwhile_is_replaced() {
    let cluster = cluster();
    let (_, seen) = publish(&cluster, None, &head(1, 1));
    put(&cluster, &head(3, 3));
    for seen in [seen, None] {
        let (published, _) = publish(&cluster, seen, &head(5, 5));
        published.unwrap();
        assert_eq!(stands(&cluster), head(5, 5));
    }
}

#[test]
fn the_same_one_is_its_own_whose_answer_was_lost() {
    let cluster = cluster();
    let (_, old) = publish(&cluster, None, &head(1, 1));
    put(&cluster, &head(5, 5));
    let (published, seen) = publish(&cluster, old, &head(5, 5));
    published.unwrap();
    // It goes on from what stands there.
    let (published, _) = publish(&cluster, seen, &head(6, 6));
    published.unwrap();
    assert_eq!(stands(&cluster), head(6, 6));
}

#[test]
fn a_larger_one_is_left_alone_and_ends_the_term() {
    let cluster = cluster();
    let (_, old) = publish(&cluster, None, &head(1, 1));
    put(&cluster, &head(9, 9));
    for seen in [old, None] {
        let (published, _) = publish(&cluster, seen, &head(5, 5));
        assert!(matches!(published, Err(BrokeOff::Fenced)));
        assert_eq!(stands(&cluster), head(9, 9));
    }
}

#[test]
fn what_contradicts_or_cannot_be_read_is_left_alone_for_somebody_to_look_at() {
    let other = key(2).sign_head(1, Hash::from_bytes([1; 32]));
    let other = other.unwrap().note().to_string();
    // Another root at the same size, another key, no note at all.
    for there in [head(5, 6), other, "nonsense".to_owned()] {
        let cluster = cluster();
        put(&cluster, &there);
        let (published, _) = publish(&cluster, None, &head(5, 5));
        let error = published.unwrap_err();
        assert!(matches!(error, BrokeOff::Damaged(_)) && !error.is_passing());
        assert_eq!(stands(&cluster), there);
    }
}

#[test]
fn a_store_that_was_emptied_is_not_filled_again() {
    let cluster = cluster();
    let (_, seen) = publish(&cluster, None, &head(1, 1));
    cluster.wait(cluster.objects.delete_below("")).unwrap();
    let (published, _) = publish(&cluster, seen, &head(5, 5));
    assert!(matches!(published, Err(BrokeOff::Damaged(_))));
}
