//! A clinic that asks for two witnesses: what fewer have seen, or none lately, opens nothing.

use keepwell_tlog::policy::{Log, Policy};

use super::*;
use crate::{desk::DeskError, testing::witness};

fn offline_ok() -> ShareOptions {
    ShareOptions {
        offline_ok: true,
        ..ShareOptions::default()
    }
}

/// Who has cosigned the ledger's state, and when.
fn cosigned(world: &World, by: &[(u8, u64)]) {
    world.net.servers().log.2 = by.to_vec();
}

fn now_s() -> u64 {
    NOW.seconds()
}

fn assert_unseen(world: &mut World, share: &Share) {
    let (error, check) = world.refused(share);
    assert!(matches!(error, OpenError::NotWitnessed(_)), "{error}");
    assert_eq!(
        (check, error.code(), error.kind()),
        ("receipt", "not_witnessed", Kind::Refused)
    );
}

#[test]
fn what_too_few_witnesses_have_seen_opens_nothing() {
    for options in [ShareOptions::default(), offline_ok()] {
        let mut world = World::witnessed();
        cosigned(&world, &[(1, now_s()), (2, now_s())]);
        let share = granted_with(&world, &options);
        for by in [vec![], vec![(1, now_s())], vec![(1, now_s()), (3, now_s())]] {
            cosigned(&world, &by);
            assert_unseen(&mut world, &share);
        }
        cosigned(&world, &[(1, now_s()), (2, now_s())]);
        world.open(&share).unwrap();
    }
}

#[test]
fn a_share_carries_the_witnesses_word_on_its_own_state() {
    let mut world = World::witnessed();
    cosigned(&world, &[(1, now_s())]);
    let share = granted(&world);
    cosigned(&world, &[(1, now_s()), (2, now_s())]);
    assert_unseen(&mut world, &share);
    // Nor without the ledger, although the patient allowed that.
    let mut world = World::witnessed();
    let share = granted_with(&world, &offline_ok());
    world.net.servers().is_ledger_away = true;
    assert_unseen(&mut world, &share);
}

#[test]
fn a_share_without_its_receipt_is_found_in_a_state_that_was_seen() {
    let mut world = World::witnessed();
    cosigned(&world, &[(1, now_s()), (2, now_s())]);
    let mut share = granted(&world);
    share.alter_manifest(&world.net, |manifest| manifest.proof = None);
    world.open(&share).unwrap();
}

#[test]
fn what_nobody_has_looked_at_lately_counts_as_no_answer() {
    let mut world = World::witnessed();
    let old = now_s() - 15 * 60;
    cosigned(&world, &[(1, now_s()), (2, old)]);
    let share = granted(&world);
    world.open(&share).unwrap();
    cosigned(&world, &[(1, now_s()), (2, old - 1)]);
    let (error, check) = world.refused(&share);
    assert!(
        matches!(error, OpenError::LedgerAway { .. }) && check == "receipt",
        "{error}"
    );
    assert!(error.to_string().contains("15 minutes"));
    let share = granted_with(&world, &offline_ok());
    world.open(&share).unwrap();
}

#[test]
fn a_ledger_whose_time_is_before_its_witnesses_opens_nothing_that_is_over() {
    let mut world = World::witnessed();
    cosigned(&world, &[(1, now_s()), (2, now_s())]);
    let share = granted(&world);
    let over = now_s() + 2 * 60 * 60;
    // One witness alone decides nothing: its clock may be wrong.
    cosigned(&world, &[(1, over), (2, now_s())]);
    world.open(&share).unwrap();
    cosigned(&world, &[(1, over), (2, over)]);
    let (error, check) = world.refused(&share);
    assert_eq!((error.code(), check), ("expired", "window"));
    cosigned(&world, &[(1, now_s()), (2, now_s())]);
    world.open(&share).unwrap();
}

#[test]
fn a_lie_is_told_before_the_witnesses_are_missed() {
    let mut world = World::witnessed();
    let both = [(1, now_s()), (2, now_s())];
    cosigned(&world, &both);
    let share = granted(&world);
    world.open(&share).unwrap();
    world.net.servers().log.0[0].statement = [99; 32];
    cosigned(&world, &[]);
    let (error, _) = world.refused(&share);
    assert!(matches!(error, OpenError::LedgerLies { .. }), "{error}");
}

#[test]
fn a_line_that_is_not_its_witness_s_spoils_the_checkpoint() {
    let mut world = World::witnessed();
    cosigned(&world, &[(1, now_s()), (2, now_s())]);
    let mut share = granted(&world);
    let proof = share.manifest.proof.clone().unwrap();
    let at = proof.tlog_proof.rfind("w2.example ").unwrap() + 40;
    let mut altered = proof.tlog_proof.into_bytes();
    altered[at] = if altered[at] == b'A' { b'B' } else { b'A' };
    let tlog_proof = String::from_utf8(altered).unwrap();
    let proof = keepwell_protocol::manifest::LedgerProof {
        tlog_proof,
        ..proof
    };
    share.alter_manifest(&world.net, |manifest| manifest.proof = Some(proof));
    assert_unseen(&mut world, &share);
}

#[test]
fn the_policy_is_kept_and_other_ledgers_are_not_taken_without_it() {
    let folder = tempfile::tempdir().unwrap();
    let net = crate::testing::Net::default();
    let log = Log {
        key: ledger_key().verifier().clone(),
        url: Vec::new(),
    };
    let one = (witness(1).witness_key().clone(), Vec::new());
    let policy = Policy::new(vec![log], vec![one], 1).unwrap();
    let home = folder.path().join("home");
    drop(crate::testing::clinic_asking(
        &home,
        "Harbour Clinic",
        &net,
        Some(&policy),
    ));
    let mut desk = Desk::unlock(&home, "open sesame").unwrap();
    assert_eq!(desk.witnesses().as_deref(), Some(&policy));
    let text = "https://relay.example=ledger.example/2026+52249859+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";
    let refused = desk.allow(parse_allowed(text).unwrap(), &mut OsRng);
    assert!(matches!(refused, Err(DeskError::NotInPolicy)));
}
