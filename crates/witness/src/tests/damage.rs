//! What a witness remembers of one log is damaged: that log is refused, and the others are not.

use super::*;

/// Another log that the same witness follows.
fn other() -> Signer {
    Signer::new(name("other.example"), SigningKey::from_seed(&[7; 32]))
}

/// That one's first entry, handed in.
fn first_of_other() -> Vec<u8> {
    let root = leaf(0, ALL);
    let checkpoint = Checkpoint::new(name("other.example"), 1, root).expect("a state");
    let signed = SignedCheckpoint::sign(checkpoint, &other()).expect("signed");
    request(0, &signed, ALL)
}

fn open_for(folder: &TempDir, logs: &[Signer]) -> Result<Witness, WitnessError> {
    let keys = logs.iter().map(|log| log.verifier_key().clone());
    Witness::open(
        folder.path(),
        &name("w.example"),
        keys.collect(),
        &mut OsRng,
    )
}

#[test]
fn one_log_s_damage_is_told_and_hides_nothing_of_the_others() {
    let folder = folder();
    let witness = open_for(&folder, &[log(1), other()]).expect("a witness");
    assert_eq!(status(&witness, &request(0, &state(4, ALL), ALL)), 200);
    let damaged = seen(&folder);
    assert_eq!(status(&witness, &first_of_other()), 200);
    let figures = witness.metrics().expect("figures");
    assert!(
        figures.contains("keepwell_witness_damaged{log=\"log.example\"} 0\n"),
        "{figures}"
    );

    fs::write(&damaged, "something else\n").expect("written");
    let figures = witness.metrics().expect("figures");
    for line in [
        "keepwell_witness_damaged{log=\"log.example\"} 1\n",
        "keepwell_witness_damaged{log=\"other.example\"} 0\n",
        "keepwell_witness_entries{log=\"other.example\"} 1\n",
    ] {
        assert!(figures.contains(line), "{line} is not in {figures}");
    }
    assert!(!figures.contains("keepwell_witness_entries{log=\"log.example\"}"));
    let refused = witness.add_checkpoint(&request(4, &state(8, ALL), ALL), NOW_S);
    assert!(matches!(refused, Err(WitnessError::Damaged(_))));
    drop(witness);

    // As the next process it is told at the start, and goes on with the others alone.
    let refused = open_for(&folder, &[log(1), other()]).err();
    assert!(matches!(refused, Some(WitnessError::Damaged(file)) if file == damaged));
    let witness = open_for(&folder, &[other()]).expect("a witness");
    assert_eq!(
        status(&witness, &request(4, &state(8, ALL), ALL)),
        404,
        "the damaged one"
    );
    let (answer, size) = (
        witness.add_checkpoint(&first_of_other(), NOW_S),
        "1\n".to_owned(),
    );
    let answer = answer.expect("its disk");
    assert_eq!((answer.status, answer.body), (409, size));
}
