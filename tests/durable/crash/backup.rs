//! `wallet backup`, killed: the file is the older backup or the new one, whole, and the words open it.

use keepwell_crypto::hash::{Digest, Hasher, sha256};

use crate::{
    chance::Killer,
    papers::{self, Papers},
    place::{Place, nothing_unfinished},
};

#[test]
fn a_backup_that_is_killed_leaves_the_older_one_or_the_new_one() {
    let place = Place::new();
    let mut killer = Killer::new();
    let folder = place.world.root().join("backups");
    std::fs::create_dir(&folder).expect("a folder");
    let file = folder.join("mine.keepwell");
    let words = ["backup", "--out", file.to_str().expect("a path")];
    // What the wallet held after each file.
    let mut held = Papers::new();
    let mut states = vec![print(&held)];
    let mut saved = 0;
    let wanted = super::cycles();
    for cycle in 0.. {
        if killer.killed == wanted {
            break;
        }
        place.take_in(cycle);
        held.extend(papers::papers(cycle));
        states.push(print(&held));
        let answer = killer.spare_first(cycle, &mut place.wallet(&words));
        let newest = states.len() - 1;
        let patient = place.unlock();
        assert!(papers::found(&patient.vault) == held);
        if answer.is_some() {
            saved = newest;
        }
        let restored = patient.restored(&place.stage, &format!("restored-{cycle}"), Some(&file));
        let found = print(&papers::found(&restored));
        let state = states.iter().position(|state| *state == found);
        let state = state.expect("a backup of one state of the wallet");
        assert!(state >= saved, "an older backup than was reported");
        saved = state;
        drop(restored);
        std::fs::remove_dir_all(place.stage.path(&format!("restored-{cycle}"))).expect("removed");
    }
    killer.spare(&mut place.wallet(&words));
    nothing_unfinished(&folder);
    println!(
        "backup: {} killed, {} reported",
        killer.killed, killer.ended
    );
}

/// A digest of all papers with their titles.
fn print(papers: &Papers) -> Digest {
    let mut hasher = Hasher::default();
    for (title, bytes) in papers {
        hasher.update(&sha256(title.as_bytes()));
        hasher.update(&sha256(bytes));
    }
    hasher.finish()
}
