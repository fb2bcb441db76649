//! The witness's judgement: every pair of sizes of a small log, and each row of the standard's status codes.

use keepwell_crypto::sign::SigningKey;

use super::*;
use crate::checkpoint::Checkpoint;
use crate::note::{Name, Signer};
use crate::testing::{leaves, naive_consistency, naive_root};

const ORIGIN: &str = "log.example";

fn log(origin: &str, seed: u8) -> Signer {
    let name = Name::parse(origin).unwrap();
    Signer::new(name, SigningKey::from_seed(&[seed; 32]))
}

/// The log's checkpoint over the first `size` numbers.
fn checkpoint(size: u64) -> SignedCheckpoint {
    signed(size, naive_root(&leaves(size)), &log(ORIGIN, 1))
}

fn signed(size: u64, root: Hash, by: &Signer) -> SignedCheckpoint {
    let origin = by.verifier_key().name().clone();
    SignedCheckpoint::sign(Checkpoint::new(origin, size, root).unwrap(), by).unwrap()
}

fn proof(old: u64, new: u64) -> ConsistencyProof {
    let path = if old == 0 || old == new {
        Vec::new()
    } else {
        naive_consistency(usize::try_from(old).unwrap(), &leaves(new), true)
    };
    ConsistencyProof::new(old, new, path).unwrap()
}

fn request(old: u64, new: u64) -> AddCheckpoint {
    AddCheckpoint::new(&proof(old, new), &checkpoint(new)).unwrap()
}

fn known() -> [VerifierKey; 1] {
    [log(ORIGIN, 1).verifier_key().clone()]
}

fn judge(request: &AddCheckpoint, seen: u64) -> Result<SignedCheckpoint, Refusal> {
    let seen = (seen > 0).then(|| checkpoint(seen));
    request.judge(&known(), seen.as_ref())
}

#[test]
fn a_log_that_only_grows_is_cosigned_at_every_size() {
    for new in 0..=17 {
        for old in 0..=new {
            let request = request(old, new);
            let read = AddCheckpoint::parse(request.to_string().as_bytes()).unwrap();
            assert_eq!(read, request);
            assert_eq!(judge(&read, old), Ok(checkpoint(new)), "{old} to {new}");
        }
    }
}

#[test]
fn another_size_than_the_last_is_told_which() {
    for (old, seen) in [(0, 5), (4, 5), (6, 5), (6, 0)] {
        let refusal = judge(&request(old, 7), seen);
        let is_fork = false;
        assert_eq!(refusal, Err(Refusal::OldSize { seen, is_fork }));
    }
}

#[test]
fn two_states_of_one_size_are_evidence_however_they_are_handed_in() {
    let other = signed(5, Hash::of_leaf(b"other"), &log(ORIGIN, 1));
    let same = AddCheckpoint::new(&proof(5, 5), &other).unwrap();
    let refusal = judge(&same, 5).unwrap_err();
    assert_eq!(refusal, Refusal::OtherRoot { seen: 5 });
    let from_nothing = AddCheckpoint::new(&proof(0, 5), &other).unwrap();
    let late = judge(&from_nothing, 5).unwrap_err();
    let is_fork = true;
    assert_eq!(late, Refusal::OldSize { seen: 5, is_fork });
    for refusal in [refusal, late] {
        assert_eq!((refusal.status(), refusal.is_evidence()), (409, true));
    }
}

#[test]
fn a_state_that_was_rewritten_is_evidence_where_the_proof_shows_it() {
    let mut others = leaves(7);
    others[2] = Hash::of_leaf(b"rewritten");
    let rewritten = signed(7, naive_root(&others), &log(ORIGIN, 1));
    let path = naive_consistency(5, &others, true);
    let own = ConsistencyProof::new(5, 7, path).unwrap();
    for (proof, is_rewritten) in [(own, true), (proof(5, 7), false)] {
        let refusal = judge(&AddCheckpoint::new(&proof, &rewritten).unwrap(), 5).unwrap_err();
        assert_eq!(refusal, Refusal::NotConsistent { is_rewritten });
        let (status, is_evidence) = (refusal.status(), refusal.is_evidence());
        assert_eq!((status, is_evidence), (422, is_rewritten));
    }
}

/// Anybody can send what a log signed with a proof that does not fit.
#[test]
fn a_proof_that_does_not_fit_accuses_nobody() {
    // The right state with a proof that is short, long, or altered in any hash.
    let good = request(5, 7).to_string();
    let hash = Hash::of_leaf(b"x").to_string();
    let first = good.lines().nth(1).unwrap();
    for bad in [
        good.replacen(&format!("{first}\n"), "", 1),
        good.replacen(first, &format!("{first}\n{hash}"), 1),
        good.replacen(first, &hash, 1),
    ] {
        let read = AddCheckpoint::parse(bad.as_bytes()).unwrap();
        let refusal = judge(&read, 5).unwrap_err();
        let (status, is_evidence) = (refusal.status(), refusal.is_evidence());
        assert_eq!((status, is_evidence), (422, false));
    }
}

#[test]
fn only_the_logs_own_signature_counts() {
    let stranger = log("stranger.example", 2);
    let root = naive_root(&leaves(3));
    let of = |by: &Signer| AddCheckpoint::new(&proof(0, 3), &signed(3, root, by)).unwrap();
    assert_eq!(judge(&of(&stranger), 0), Err(Refusal::UnknownLog));
    assert_eq!(judge(&of(&log(ORIGIN, 2)), 0), Err(Refusal::NotByLog));
    let altered = of(&log(ORIGIN, 1))
        .to_string()
        .replacen("\n3\n", "\n2\n", 1);
    let altered = AddCheckpoint::parse(altered.as_bytes()).unwrap();
    assert_eq!(judge(&altered, 0), Err(Refusal::NotByLog));
    assert_eq!(
        [Refusal::UnknownLog, Refusal::NotByLog].map(|refusal| refusal.status()),
        [404, 403]
    );
}

/// The origin of Go's database of checksums, which is no name of a key.
#[test]
fn a_log_that_nobody_knows_is_one_whatever_its_origin_is() {
    let known_form = request(0, 3).to_string();
    for origin in ["go.sum database tree", "a+b", &"a".repeat(300)] {
        let text = known_form.replacen(&format!("\n\n{ORIGIN}\n"), &format!("\n\n{origin}\n"), 1);
        let request = AddCheckpoint::parse(text.as_bytes()).unwrap();
        assert_eq!((request.origin(), request.to_string()), (None, text));
        assert_eq!(judge(&request, 0), Err(Refusal::UnknownLog), "{origin}");
    }
    for none in ["", "log.example\nthree"] {
        let text = known_form.replacen(&format!("\n\n{ORIGIN}\n"), &format!("\n\n{none}\n"), 1);
        assert_eq!(AddCheckpoint::parse(text.as_bytes()), Err(BadRequest));
    }
}

#[test]
fn a_log_never_shrinks() {
    let shrunk = request(0, 3).to_string().replacen("old 0", "old 4", 1);
    let shrunk = AddCheckpoint::parse(shrunk.as_bytes()).unwrap();
    assert_eq!(judge(&shrunk, 4), Err(Refusal::Malformed));
    assert_eq!(Refusal::Malformed.status(), 400);
}

#[test]
fn a_request_has_one_spelling() {
    let good = request(5, 7).to_string();
    let hash = Hash::of_leaf(b"x").to_string();
    for bad in [
        good.replacen("old 5", "old 05", 1),
        good.replacen("old 5", "old  5", 1),
        good.replacen("old 5", "5", 1),
        good.replacen("\n\n", "\n", 1),
        good.replacen("\n\n", "\n\n\n", 1),
        good.replace('\n', "\r\n"),
        good.trim_end().to_owned(),
        good.replacen(
            "old 5\n",
            &format!("old 5\n{}", format!("{hash}\n").repeat(64)),
            1,
        ),
        String::new(),
    ] {
        assert_eq!(
            AddCheckpoint::parse(bad.as_bytes()),
            Err(BadRequest),
            "{bad}"
        );
    }
    let long = good + &"a".repeat(MAX_REQUEST_BYTES);
    assert_eq!(AddCheckpoint::parse(long.as_bytes()), Err(BadRequest));
}

#[test]
fn no_altered_byte_is_cosigned() {
    let good = request(5, 7).to_string().into_bytes();
    for at in 0..good.len() {
        for flip in [1, 0x20, 0x80] {
            let mut bytes = good.clone();
            bytes[at] ^= flip;
            let judged = AddCheckpoint::parse(&bytes).map(|request| judge(&request, 5));
            assert!(!matches!(judged, Ok(Ok(_))), "byte {at} ^ {flip}");
        }
    }
}
