//! Policies: the standard's example with two levels of groups, each rule of the file broken in one line, and every subset
//! of witnesses judged.

use keepwell_crypto::sign::SigningKey;

use super::*;
use crate::checkpoint::Checkpoint;
use crate::cosignature::Cosigner;
use crate::hash::Hash;
use crate::note::{Name, Signer};

const TIME_S: u64 = 1_764_374_400;

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn log() -> Signer {
    Signer::new(name("log.example"), SigningKey::from_seed(&[1; 32]))
}

fn witness(number: u8) -> Cosigner {
    let seed = SigningKey::from_seed(&[10 + number; 32]);
    Cosigner::new(name(&format!("w{number}.example")), seed)
}

fn key(number: u8) -> String {
    witness(number).witness_key().to_string()
}

/// A checkpoint that these witnesses cosigned.
fn cosigned(by: &[u8]) -> SignedCheckpoint {
    let checkpoint = Checkpoint::new(name("log.example"), 3, Hash::of_leaf(b"a")).unwrap();
    let mut signed = SignedCheckpoint::sign(checkpoint, &log()).unwrap();
    for number in by {
        let line = witness(*number).cosign(signed.checkpoint(), TIME_S);
        signed.add(line).unwrap();
    }
    signed
}

/// The standard's example: two of the Xs and any of the Ys.
fn example() -> String {
    let mut text = format!("log {}\n\n", log().verifier_key());
    for (number, at) in (1..=3).zip(["X1", "X2", "X3"]) {
        text += &format!("witness {at} {}\n", key(number));
    }
    text += "group X-witnesses 2 X1 X2 X3\n";
    for (number, at) in (4..=6).zip(["Y1", "Y2", "Y3"]) {
        text += &format!(" witness\t{at}  {} https://{at}.example/\n", key(number));
    }
    text += "# both houses\n\ngroup Y-witnesses any Y1 Y2 Y3\n";
    text + "group X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n"
}

fn subsets() -> impl Iterator<Item = Vec<u8>> {
    (0_u8..64).map(|bits| (1..=6).filter(|n| bits >> (n - 1) & 1 == 1).collect())
}

#[test]
fn the_standards_example_asks_for_two_of_one_house_and_one_of_the_other() {
    let policy = Policy::parse(example().as_bytes()).unwrap();
    assert_eq!(policy.log_keys(), [log().verifier_key().clone()]);
    assert_eq!(policy.witnesses().count(), 6);
    for by in subsets() {
        let of_x = by.iter().filter(|number| **number <= 3).count();
        let judged = policy.judge(&cosigned(&by));
        let wanted = of_x >= 2 && by.len() > of_x;
        assert_eq!(judged.is_ok(), wanted, "{by:?}");
        if let Ok(said) = judged {
            assert_eq!(said.len(), by.len());
            assert!(said.iter().all(|one| one.time_s == TIME_S));
        }
    }
}

#[test]
fn a_witness_alone_or_none_can_be_the_quorum() {
    let one = format!("witness w {}\nquorum w\n", key(1));
    let one = Policy::parse(one.as_bytes()).unwrap();
    assert!(one.judge(&cosigned(&[1])).is_ok());
    assert_eq!(one.judge(&cosigned(&[2])), Err(NotWitnessed::TooFew));
    let none = Policy::parse(b"quorum none").unwrap();
    assert_eq!(none.judge(&cosigned(&[])), Ok(Vec::new()));
    assert!(none.logs().is_empty());
}

#[test]
fn a_cosignature_that_was_altered_counts_for_nobody() {
    let text = format!("witness w {}\nquorum w\n", key(1));
    let policy = Policy::parse(text.as_bytes()).unwrap();
    let other = Checkpoint::new(name("log.example"), 4, Hash::of_leaf(b"b")).unwrap();
    let mut signed = cosigned(&[]);
    signed.add(witness(1).cosign(&other, TIME_S)).unwrap();
    assert_eq!(
        policy.judge(&signed),
        Err(NotWitnessed::Altered(BadCosignature))
    );
}

#[test]
fn each_broken_rule_is_named_with_its_line() {
    let (one, log) = (key(1), log().verifier_key().to_string());
    let two_names = format!("witness a {one}\nwitness b {}\n", key(2));
    let rows: [(String, usize, BadLine); 17] = [
        (format!("log {log}\nlog {log}\n"), 2, BadLine::DuplicateKey),
        (
            format!("witness a {one}\nwitness b {one}\n"),
            2,
            BadLine::DuplicateKey,
        ),
        (
            format!("witness a {one}\nwitness a {}\n", key(2)),
            2,
            BadLine::DuplicateName,
        ),
        (format!("witness none {one}\n"), 1, BadLine::DuplicateName),
        (
            format!("{two_names}group a all b\n"),
            3,
            BadLine::DuplicateName,
        ),
        (format!("log {one}\n"), 1, BadLine::Key),
        (format!("witness a {log}\n"), 1, BadLine::Key),
        (format!("{two_names}group g 2 a a\n"), 3, BadLine::Member),
        (
            format!("{two_names}group g any a\ngroup h any a\n"),
            4,
            BadLine::Member,
        ),
        (format!("{two_names}group g 3 a b\n"), 3, BadLine::Threshold),
        (format!("{two_names}group g 0 a b\n"), 3, BadLine::Threshold),
        (format!("{two_names}group g all\n"), 3, BadLine::Threshold),
        (
            format!("{two_names}group g any c\n"),
            3,
            BadLine::UndefinedName,
        ),
        ("quorum w\n".to_owned(), 1, BadLine::UndefinedName),
        ("quorum none\nquorum none\n".to_owned(), 2, BadLine::Unknown),
        (
            format!("log {log} https://a https://b\n"),
            1,
            BadLine::Unknown,
        ),
        ("quorum none\r\n".to_owned(), 1, BadLine::Character),
    ];
    for (text, number, why) in rows {
        let read = Policy::parse(text.as_bytes());
        assert_eq!(read, Err(BadPolicy::Line { number, why }), "{text}");
    }
    assert_eq!(Policy::parse(b""), Err(BadPolicy::NoQuorum));
    let long = vec![b'\n'; MAX_POLICY_BYTES + 1];
    assert_eq!(Policy::parse(&long), Err(BadPolicy::TooLarge));
}

#[test]
fn names_are_bytes_and_not_letters() {
    let text = [
        b"witness \xff\x80 ",
        key(1).as_bytes(),
        b"\nquorum \xff\x80\n",
    ]
    .concat();
    let policy = Policy::parse(&text).unwrap();
    assert_eq!(policy.to_bytes(), text);
    assert!(Policy::parse(b"group \xe2\x84\xaa any K\nquorum none\n").is_err());
}

#[test]
fn there_is_room_for_sixty_four_of_a_kind_and_no_more() {
    let witnesses = |count: usize| {
        let one = |n: usize| {
            let seed = [u8::try_from(n).unwrap() + 100; 32];
            let name = name(&format!("w{n}.example"));
            let cosigner = Cosigner::new(name, SigningKey::from_seed(&seed));
            (cosigner.witness_key().clone(), Vec::new())
        };
        (0..count).map(one).collect::<Vec<_>>()
    };
    assert!(Policy::new(Vec::new(), witnesses(MAX_OF_A_KIND), 33).is_ok());
    let over = Policy::new(Vec::new(), witnesses(MAX_OF_A_KIND + 1), 33);
    let why = BadLine::TooMany;
    assert_eq!(over, Err(BadPolicy::Line { number: 65, why }));
}

#[test]
fn what_is_written_means_the_same() {
    let policy = Policy::parse(example().as_bytes()).unwrap();
    assert_eq!(Policy::parse(&policy.to_bytes()), Ok(policy));
    let log = Log {
        key: log().verifier_key().clone(),
        url: b"https://log.example/".to_vec(),
    };
    let witnesses = [1, 2, 3].map(|n| (witness(n).witness_key().clone(), Vec::new()));
    let made = Policy::new(vec![log.clone()], witnesses.to_vec(), 2).unwrap();
    assert!(made.judge(&cosigned(&[1, 3])).is_ok());
    assert_eq!(made.judge(&cosigned(&[2])), Err(NotWitnessed::TooFew));
    assert_eq!(made.log(&name("log.example")), Some(&log));
    assert!(Policy::new(vec![log.clone()], Vec::new(), 0).is_ok());
    assert!(Policy::new(vec![log], witnesses.to_vec(), 4).is_err());
}
