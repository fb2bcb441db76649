//! Grants that come back from the index, and two devices that write it.

use ciborium::Value;
use keepwell_crypto::seal::{DataKey, Place};
use keepwell_protocol::{cbor::MapWriter, mailbox::BoxId, origin::Origin, part::frame};
use rand_core::OsRng;

use super::{content::WITH_LINK, *};
use crate::{
    fixtures::{Servers, card, other_device, send, share_with, state_of, sync},
    grants::{self, GrantState, StopState},
    testing::{NOW, Wallet},
};

#[test]
fn the_words_alone_list_and_stop_every_grant() {
    let (wallet, servers) = (Wallet::with_sample(), Servers::default());
    let id = share_with(&wallet.vault, &card("Harbour Clinic", 1));
    send(&wallet.vault, &servers);

    let (_folder, restored) = other_device(&wallet, &servers);
    let count = || restore(&restored, &servers, NOW).unwrap().grants;
    assert_eq!(count(), 1);
    let lines = grants::list(&restored, NOW).unwrap();
    assert_eq!(
        (lines[0].id, lines[0].clinic.as_str()),
        (id, "Harbour Clinic")
    );
    assert_eq!(lines[0].state, GrantState::Active);
    let stopped = grants::revoke(&restored, id, NOW).unwrap();
    assert_eq!(stopped.state, StopState::Waiting);
    assert_eq!(count(), 0);
    assert_eq!(send(&restored, &servers).sent, 1);
    assert_eq!(state_of(&restored, id), GrantState::Revoked);
    assert!(servers.inside().are_all_closed());
}

#[test]
fn a_wallet_without_grants_comes_back_too() {
    let (wallet, servers) = (Wallet::new(), Servers::default());
    let (_folder, restored) = other_device(&wallet, &servers);
    assert!(grants::all(&restored).unwrap().is_empty());
}

#[test]
fn two_devices_keep_each_other_s_grants_and_stops() {
    let (wallet, servers) = (Wallet::with_sample(), Servers::default());
    let clinic = card("Harbour Clinic", 1);
    let first = share_with(&wallet.vault, &clinic);
    send(&wallet.vault, &servers);
    let (_folder, other) = other_device(&wallet, &servers);
    // The other device stops it while this one makes another grant.
    grants::revoke(&other, first, NOW).unwrap();
    send(&other, &servers);
    let second = share_with(&wallet.vault, &clinic);
    send(&wallet.vault, &servers);

    assert_eq!(state_of(&wallet.vault, second), GrantState::Active);
    let learnt = grants::load(&wallet.vault, first).unwrap().unwrap();
    assert!(learnt.stop.is_some(), "the index told it");
    let (_folder, third) = other_device(&wallet, &servers);
    assert_eq!(grants::all(&third).unwrap().len(), 2);
    assert_eq!(state_of(&third, second), GrantState::Active);
}

#[test]
fn a_pause_of_one_device_is_known_to_the_others() {
    let (wallet, servers) = (Wallet::with_sample(), Servers::default());
    let clinic = card("Harbour Clinic", 1);
    let id = share_with(&wallet.vault, &clinic);
    send(&wallet.vault, &servers);
    grants::pause(&wallet.vault, id, NOW).unwrap();
    send(&wallet.vault, &servers);
    let (_folder, other) = other_device(&wallet, &servers);
    assert_eq!(state_of(&other, id), GrantState::Paused);

    grants::resume(&other, id, NOW).unwrap();
    send(&other, &servers);
    // The first device reads the index when it writes it.
    share_with(&wallet.vault, &clinic);
    send(&wallet.vault, &servers);
    let learnt = grants::load(&wallet.vault, id).unwrap().unwrap();
    assert!(learnt.pause.is_some_and(|pause| !pause.wish.paused));
    sync(&wallet.vault, &servers);
    assert_eq!(state_of(&wallet.vault, id), GrantState::Active);
    assert_eq!(state_of(&other, id), GrantState::Active);
}

#[test]
fn a_stop_of_one_device_is_a_stop_on_the_other_after_one_sync() {
    let (wallet, servers) = (Wallet::with_sample(), Servers::default());
    let id = share_with(&wallet.vault, &card("Harbour Clinic", 1));
    send(&wallet.vault, &servers);
    let (_folder, other) = other_device(&wallet, &servers);
    grants::revoke(&other, id, NOW).unwrap();
    send(&other, &servers);
    sync(&wallet.vault, &servers);
    assert_eq!(state_of(&wallet.vault, id), GrantState::Revoked);
}

#[test]
fn a_stop_whose_other_half_was_never_sent_is_sent_by_whoever_learns_of_it() {
    let (wallet, servers) = (Wallet::with_sample(), Servers::default());
    let id = share_with(&wallet.vault, &card("Harbour Clinic", 1));
    send(&wallet.vault, &servers);
    let (_folder, other) = other_device(&wallet, &servers);
    grants::revoke(&other, id, NOW).unwrap();
    servers.inside().relay_away = true;
    send(&other, &servers);
    servers.inside().relay_away = false;
    sync(&wallet.vault, &servers);
    assert_eq!(state_of(&wallet.vault, id), GrantState::Revoked);
    assert!(servers.inside().are_all_closed());
}

#[test]
fn a_faster_device_is_merged_not_overwritten() {
    let (wallet, servers) = (Wallet::with_sample(), Servers::default());
    let id = share_with(&wallet.vault, &card("Harbour Clinic", 1));
    send(&wallet.vault, &servers);
    // Between reading and writing, this box becomes another version.
    servers.inside().overtake_boxes = 2;
    grants::revoke(&wallet.vault, id, NOW).unwrap();
    assert_eq!(
        write(&wallet.vault, &servers, NOW, &mut OsRng).map_err(|_| ()),
        Ok(())
    );
    servers.inside().overtake_boxes = 99;
    let error = write(&wallet.vault, &servers, NOW, &mut OsRng);
    assert!(error.is_ok(), "nothing is left to write");
}

#[test]
fn a_damaged_index_is_written_anew() {
    let (wallet, servers) = (Wallet::with_sample(), Servers::default());
    let id = share_with(&wallet.vault, &card("Harbour Clinic", 1));
    send(&wallet.vault, &servers);
    for (bytes, _) in servers.inside().boxes.values_mut() {
        bytes[100] ^= 1;
    }
    write(&wallet.vault, &servers, NOW, &mut OsRng).unwrap();
    let (_folder, restored) = other_device(&wallet, &servers);
    assert_eq!(grants::all(&restored).unwrap()[0].id, id);
}

#[test]
fn a_newer_program_s_index_is_left_alone_and_the_grant_waits() {
    let (wallet, servers) = (Wallet::with_sample(), Servers::default());
    let keys = wallet.vault.keys().index();
    let place = Place {
        table: "grant index",
        key: &keys.mailbox,
        version: 1,
    };
    let newer = MapWriter::default()
        .put(0, Value::from(WITH_LINK + 1))
        .encode();
    let sealed = DataKey::from_secret(keys.seal.clone()).seal(place, &frame(&newer), &mut OsRng);
    let id = BoxId::from_bytes(keys.mailbox).to_string();
    servers
        .inside()
        .boxes
        .insert(id.clone(), (sealed.clone(), 1));

    let grant = share_with(&wallet.vault, &card("Harbour Clinic", 1));
    assert_eq!(send(&wallet.vault, &servers).waiting, 1);
    assert_eq!(state_of(&wallet.vault, grant), GrantState::Pending);
    assert!(servers.inside().boxes[&id] == (sealed, 1));
}

#[test]
fn a_grant_from_a_backup_without_its_sealed_parts_can_still_be_stopped() {
    let (wallet, servers) = (Wallet::with_sample(), Servers::default());
    let id = share_with(&wallet.vault, &card("Harbour Clinic", 1));
    for file in std::fs::read_dir(wallet.vault.home().outbox()).unwrap() {
        std::fs::remove_file(file.unwrap().path()).unwrap();
    }
    restore(&wallet.vault, &servers, NOW).unwrap();
    grants::revoke(&wallet.vault, id, NOW).unwrap();
    // Whether it ever left is not known any more, so both servers are told.
    assert_eq!(send(&wallet.vault, &servers).sent, 1);
    assert_eq!(state_of(&wallet.vault, id), GrantState::Revoked);
}

#[test]
fn on_another_relay_the_index_is_written_anew() {
    let (mut wallet, servers) = (Wallet::with_sample(), Servers::default());
    share_with(&wallet.vault, &card("Harbour Clinic", 1));
    send(&wallet.vault, &servers);
    assert_eq!(send(&wallet.vault, &servers).waiting, 0);
    let mut settings = wallet.vault.settings().clone();
    settings.relay = Origin::parse("https://keepwell.example").unwrap();
    wallet.vault.set_settings(settings.clone()).unwrap();
    assert!(grants::all(&wallet.vault).unwrap()[0].indexed.is_none());
    settings.relay = Origin::parse("https://relay.example").unwrap();
    wallet.vault.set_settings(settings).unwrap();
    servers.inside().boxes.clear();
    assert_eq!(send(&wallet.vault, &servers).sent, 1);
    assert_eq!(servers.inside().boxes.len(), 1);
}
