//! Rows in both directions, each with how far it is proved.

use super::*;
use crate::{
    activity::OnRecord,
    fixtures::{Servers, card, recorded, send, share_with, sync},
    testing::{NOW, Wallet},
};

fn told(vault: &Vault, now: Timestamp) -> Vec<(RowKind, ProofState)> {
    let rows = rows(vault, now).unwrap().rows;
    rows.iter().map(|row| (row.what, row.proof)).collect()
}

#[test]
fn what_the_patient_did_is_told_with_its_proof() {
    let (wallet, servers) = (Wallet::with_sample(), Servers::default());
    let vault = &wallet.vault;
    let imported = rows(vault, NOW).unwrap().rows;
    assert_eq!(imported.len(), 1);
    assert_eq!(imported[0].what, RowKind::Imported);
    assert_eq!(imported[0].times, crate::records::count(vault).unwrap());

    let id = share_with(vault, &card("Harbour Clinic", 1));
    let shared = |proof| (RowKind::Shared, proof);
    assert!(told(vault, NOW).contains(&shared(ProofState::Waiting)));
    send(vault, &servers);
    assert!(told(vault, NOW).contains(&shared(ProofState::Proved)));
    grants::pause(vault, id, NOW.plus(1)).unwrap();
    grants::resume(vault, id, NOW.plus(2)).unwrap();
    grants::revoke(vault, id, NOW.plus(3)).unwrap();
    let newest = &told(vault, NOW)[..3];
    assert_eq!(
        newest,
        [
            (RowKind::Stopped, ProofState::Waiting),
            (RowKind::Resumed, ProofState::None),
            (RowKind::Paused, ProofState::None),
        ]
    );
    sync(vault, &servers);
    assert_eq!(told(vault, NOW)[0], (RowKind::Stopped, ProofState::Proved));
    let story = rows(vault, NOW).unwrap();
    assert_eq!(story.log.checked, Some(NOW.plus(60)));
    assert!(story.log.entries >= 2 && story.log.alert.is_none());
    let mut ids: Vec<_> = story.rows.iter().map(|row| &row.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(
        ids.len(),
        story.rows.len(),
        "every row has an id of its own"
    );
}

#[test]
fn an_end_by_itself_is_told_and_a_stop_is_no_end() {
    let (wallet, servers) = (Wallet::with_sample(), Servers::default());
    let clinic = card("Harbour Clinic", 1);
    let (one, other) = (
        share_with(&wallet.vault, &clinic),
        share_with(&wallet.vault, &clinic),
    );
    send(&wallet.vault, &servers);
    grants::revoke(&wallet.vault, other, NOW).unwrap();
    let late = NOW.plus(9 * 60 * 60);
    let rows = rows(&wallet.vault, late).unwrap().rows;
    let ended: Vec<_> = rows
        .iter()
        .filter(|row| row.what == RowKind::Ended)
        .collect();
    assert_eq!(ended.len(), 1);
    assert_eq!(ended[0].grant, Some(one));
    assert_eq!(ended[0].time, NOW.plus(2 * 60 * 60));
}

#[test]
fn an_entry_elsewhere_than_its_receipt_says_is_wrong() {
    let at = |index| Some(recorded(index));
    for (recorded, seen_at, read, expected) in [
        (None, None, 0..9, ProofState::Waiting),
        (None, Some(3), 0..9, ProofState::Proved),
        (at(3), None, 0..3, ProofState::Proved),
        (at(3), None, 4..9, ProofState::Proved),
        (at(3), Some(3), 0..9, ProofState::Proved),
        (at(3), None, 0..9, ProofState::Wrong),
        (at(3), Some(4), 0..9, ProofState::Wrong),
        (at(3), Some(4), 5..9, ProofState::Wrong),
    ] {
        assert_eq!(in_log(recorded.as_ref(), seen_at, &read), expected);
    }
}

#[test]
fn what_nobody_signed_is_wrong() {
    let grant = crate::fixtures::grant(1, NOW);
    for (verified, expected) in [(true, ProofState::Proved), (false, ProofState::Wrong)] {
        let event = Activity {
            time: NOW,
            grant: grant.id,
            clinic: grant.clinic.name.clone(),
            what: What::Opened,
            verified,
            is_signed: true,
            root: OnRecord::Unchecked,
        };
        let row = by_clinic(event);
        assert_eq!((row.what, row.proof), (RowKind::Opened, expected));
    }
}
