//! Receipts that are altered or of another place, grants that were taken back, ledgers that are away and ledgers that
//! lie.

use keepwell_protocol::{entry::EntryType, manifest::LedgerProof};

use super::*;

fn offline_ok() -> ShareOptions {
    ShareOptions {
        offline_ok: true,
        ..ShareOptions::default()
    }
}

fn detail(opened: &Opened, check: CheckName) -> &str {
    let found = opened.checks.iter().find(|one| one.name == check);
    &found.unwrap().detail
}

fn refused_receipt(world: &mut World, share: &mut Share, proof: LedgerProof) {
    share.alter_manifest(&world.net, |manifest| manifest.proof = Some(proof));
    let (error, check) = world.refused(share);
    assert!(
        matches!(error, OpenError::BadReceipt(_)) && check == "receipt",
        "{error}"
    );
}

#[test]
fn an_altered_receipt_or_checkpoint_is_caught() {
    let mut world = World::new();
    let mut share = granted(&world);
    let whole = share.manifest.proof.clone().unwrap();
    for at in (0..whole.receipt.len()).step_by(7) {
        let mut proof = whole.clone();
        proof.receipt[at] ^= 1;
        refused_receipt(&mut world, &mut share, proof);
    }
    for (from, to) in [
        ("ledger.example/log\n4\n", "ledger.example/log\n5\n"),
        ("ledger.example", "ledger.examplf"),
        ("index 3", "index 2"),
        ("tlog-proof@v1", "tlog-proof@v2"),
    ] {
        let mut proof = whole.clone();
        assert!(proof.tlog_proof.contains(from));
        proof.tlog_proof = proof.tlog_proof.replacen(from, to, 1);
        refused_receipt(&mut world, &mut share, proof);
    }
}

#[test]
fn a_receipt_of_another_grant_or_state_is_caught() {
    let mut world = World::new();
    let mut share = granted(&world);
    let other = granted(&world);
    let others = other.manifest.proof.clone().unwrap();
    refused_receipt(&mut world, &mut share, others);
    // Each is good, but they are of different sizes of the log.
    let (old, new) = (share.prove(&world.net), {
        world.net.servers().log.fill(1);
        share.prove(&world.net)
    });
    let apart = LedgerProof {
        receipt: old.receipt,
        tlog_proof: new.tlog_proof.clone(),
    };
    refused_receipt(&mut world, &mut share, apart);
    share.alter_manifest(&world.net, |manifest| manifest.proof = Some(new));
    world.open(&share).unwrap();
}

#[test]
fn a_receipt_that_came_late_is_fetched() {
    let mut world = World::new();
    let mut share = granted(&world);
    share.alter_manifest(&world.net, |manifest| manifest.proof = None);
    let opened = world.open(&share).unwrap();
    assert!(detail(&opened, CheckName::Receipt).contains("entry 3"));
}

#[test]
fn a_grant_that_the_ledger_does_not_have_opens_only_if_the_patient_allowed_it() {
    let mut world = World::new();
    let mut options = ShareOptions {
        is_registered: false,
        ..ShareOptions::default()
    };
    let share = granted_with(&world, &options);
    let (error, check) = world.refused(&share);
    assert_eq!((error.code(), check), ("not_recorded", "receipt"));
    assert_eq!(error.kind(), Kind::Refused);
    options.offline_ok = true;
    let share = granted_with(&world, &options);
    let opened = world.open(&share).unwrap();
    assert!(detail(&opened, CheckName::Receipt).starts_with("waiting"));
}

#[test]
fn a_grant_that_was_taken_back_stays_closed_even_when_the_ledger_goes_away() {
    let mut world = World::new();
    let share = granted_with(&world, &offline_ok());
    let other = granted_with(&world, &offline_ok());
    world.open(&share).unwrap();
    share.revoke(&world.net);
    let (error, check) = world.refused(&share);
    assert_eq!((error.code(), check), ("revoked", "revocation"));
    assert_eq!(error.kind(), Kind::Refused);
    world.open(&other).unwrap();
    world.net.servers().is_ledger_away = true;
    world.desk = Desk::unlock(world.desk.home().root(), "open sesame").unwrap();
    assert_eq!(world.refused(&share).1, "revocation");
    let opened = world.open(&other).unwrap();
    assert!(detail(&opened, CheckName::Revocation).contains("0 minutes ago"));
}

#[test]
fn without_the_ledger_only_a_grant_that_allows_it_opens() {
    let mut world = World::new();
    let strict = granted(&world);
    let lenient = granted_with(&world, &offline_ok());
    let mut bare = granted_with(&world, &offline_ok());
    bare.alter_manifest(&world.net, |manifest| manifest.proof = None);
    world.net.servers().is_ledger_away = true;
    let (error, check) = world.refused(&strict);
    assert_eq!((error.kind(), check), (Kind::Unreachable, "receipt"));
    assert_eq!(error.code(), "ledger_unreachable");
    let opened = world.open(&lenient).unwrap();
    assert!(detail(&opened, CheckName::Receipt).contains("never read"));
    assert!(detail(&opened, CheckName::Revocation).starts_with("unknown"));
    assert!(detail(&opened, CheckName::Window).contains("this computer's clock"));
    let opened = world.open(&bare).unwrap();
    assert!(detail(&opened, CheckName::Receipt).starts_with("waiting"));
}

#[test]
fn a_bad_receipt_is_refused_without_the_ledger_too() {
    let mut world = World::new();
    let mut share = granted_with(&world, &offline_ok());
    let mut proof = share.manifest.proof.clone().unwrap();
    let last = proof.receipt.len() - 1;
    proof.receipt[last] ^= 1;
    world.net.servers().is_ledger_away = true;
    refused_receipt(&mut world, &mut share, proof);
}

#[test]
fn without_the_ledger_the_clock_is_never_before_what_the_ledger_once_signed() {
    let mut world = World::new();
    let share = granted_with(&world, &offline_ok());
    world.net.servers().time = NOW.plus(7200);
    assert_eq!(world.refused(&share).1, "window");
    world.net.servers().is_ledger_away = true;
    let (error, check) = world.refused(&share);
    assert_eq!((error.code(), check), ("expired", "window"));
}

#[test]
fn a_ledger_that_goes_back_in_time_is_not_obeyed() {
    let mut world = World::new();
    let share = granted(&world);
    world.net.servers().time = NOW.plus(7200);
    assert_eq!(world.refused(&share).1, "window");
    world.net.servers().time = NOW;
    assert_eq!(world.refused(&share).1, "window");
}

fn lies(world: &mut World, share: &Share) -> serde_json::Value {
    let (error, check) = world.refused(share);
    assert_eq!((error.kind(), check), (Kind::Refused, "receipt"));
    let OpenError::LedgerLies { evidence, .. } = error else {
        panic!("a lie expected: {error}");
    };
    let text = fs::read(evidence).unwrap();
    let found: serde_json::Value = serde_json::from_slice(&text).unwrap();
    assert_eq!(found["ledger_key"], ledger_key().to_string());
    found
}

#[test]
fn a_ledger_that_rewrites_is_caught_and_the_evidence_kept() {
    let mut world = World::new();
    let share = granted(&world);
    world.net.servers().log.publish_at(NOW);
    world.open(&share).unwrap();
    let known = world.net.servers().log.checkpoint().note().to_string();
    world.net.servers().log.0[0].statement = [99; 32];
    world.net.servers().log.fill(1);
    let evidence = lies(&mut world, &share);
    assert_eq!(evidence["lie"], "rewritten");
    assert_eq!(evidence["known"], known);
    let contrary = world.net.servers().log.checkpoint().note().to_string();
    assert_eq!(evidence["contrary"], contrary);
}

#[test]
fn a_ledger_that_drops_a_revocation_is_caught() {
    let mut world = World::new();
    let share = granted(&world);
    share.revoke(&world.net);
    assert_eq!(world.refused(&share).1, "revocation");
    world.net.servers().log.0.pop();
    assert_eq!(lies(&mut world, &share)["lie"], "shrunk");
    world.net.servers().log.fill(1);
    assert_eq!(lies(&mut world, &share)["lie"], "forked");
}

#[test]
fn a_receipt_from_a_second_history_is_caught() {
    let mut world = World::new();
    let mut share = granted(&world);
    world.net.servers().log.fill(2);
    world.net.servers().log.publish_at(NOW);
    world.open(&share).unwrap();
    // The wallet was shown another log, in which somebody else's entry differs.
    let mut fork = world.net.servers().log.clone();
    fork.0[1].statement = [99; 32];
    for (size, lie) in [(4, "rewritten"), (7, "forked")] {
        fork.0.truncate(7);
        let mut shown = fork.clone();
        shown.0.truncate(size);
        let proof = shown.prove(3);
        share.alter_manifest(&world.net, |manifest| manifest.proof = Some(proof));
        assert_eq!(lies(&mut world, &share)["lie"], lie);
    }
}

#[test]
fn a_second_history_of_the_same_size_is_caught_without_the_ledger() {
    let mut world = World::new();
    let mut share = granted_with(&world, &offline_ok());
    world.net.servers().log.publish_at(NOW);
    world.open(&share).unwrap();
    let mut fork = world.net.servers().log.clone();
    fork.0[1].statement = [99; 32];
    let proof = fork.prove(3);
    share.alter_manifest(&world.net, |manifest| manifest.proof = Some(proof));
    world.net.servers().is_ledger_away = true;
    assert_eq!(lies(&mut world, &share)["lie"], "forked");
}

#[test]
fn a_ledger_that_shows_less_than_it_signed_is_not_believed() {
    let mut world = World::new();
    let share = granted(&world);
    world.net.servers().log.0.truncate(2);
    let (error, check) = world.refused(&share);
    assert!(matches!(error, OpenError::StaleLedger) && check == "receipt");
    assert_eq!(error.kind(), Kind::Unreachable);
}

#[test]
fn a_revocation_of_what_comes_later_ends_nothing() {
    let mut world = World::new();
    let target = world.net.servers().log.size() + 1;
    world
        .net
        .servers()
        .log
        .0
        .push(keepwell_protocol::entry::Entry {
            kind: EntryType::Revocation,
            target,
            statement: [8; 32],
        });
    let share = granted(&world);
    assert_eq!(share.index, Some(target));
    world.open(&share).unwrap();
}
