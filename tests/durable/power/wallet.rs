//! A wallet on a disk whose power is cut: what it imported and what it granted is there afterwards, byte for byte.

use std::path::Path;

use keepwell_protocol::card::Card;
use keepwell_wallet::{
    grants::{self, Wish},
    share::Choice,
    vault::Vault,
};
use rand_core::OsRng;

use super::{
    DISK,
    writer::{tell, write_and_cut},
};
use crate::{
    command::PASSPHRASE,
    disk::{self, Disk},
    papers::{self, Papers},
    place::{import, make_wallet, now},
    stage::{HOUR, Stage},
};

/// After so many files the wallet shares once.
const SHARES_EVERY: u32 = 3;
/// After so many cycles a new wallet on a new disk, since everything in it is looked at each time.
const ANEW: u32 = 10;

/// Imports one file after another, and shares now and then.
pub(super) fn write(folder: &Path) {
    let vault = Vault::unlock(&folder.join("home"), PASSPHRASE).expect("the wallet opens");
    let card = std::fs::read(folder.join("card")).expect("a card");
    let card = Card::parse(&card).expect("a card");
    let there = papers::found(&vault);
    let first = (0..).find(|number| !papers::are_in(*number, &there));
    for number in first.expect("a number").. {
        import(&vault, number);
        tell(&number.to_string());
        if number.is_multiple_of(SHARES_EVERY) {
            let wish = Wish {
                card: &card,
                choice: Choice::default(),
                from: None,
                until: now().plus(2 * HOUR),
            };
            let made = grants::make(&vault, &wish, now(), &mut OsRng).expect("a grant");
            tell(&format!("{} {}", made.id, made.qr_text));
        }
    }
}

#[test]
fn a_wallet_loses_nothing_when_its_power_is_cut() {
    if !disk::can_be_made() {
        return;
    }
    let stage = Stage::new();
    let (_, card) = stage.clinic("clinic");
    let (mut files, mut shares) = (0, 0);
    let mut disk = None;
    for cycle in 0..super::cycles() {
        if cycle.is_multiple_of(ANEW) {
            disk = Some(new_wallet(&stage, &card));
        }
        let before = disk.take().expect("a disk");
        let (after, told) = write_and_cut(&before, "wallet");
        let (new_files, new_shares) = check(&after, &told);
        (files, shares) = (files + new_files, shares + new_shares);
        disk = Some(after);
    }
    let cuts = super::cycles();
    println!("wallet: {cuts} cuts, {files} files and {shares} shares acknowledged, 0 lost");
}

fn new_wallet(stage: &Stage, card: &Card) -> Disk {
    let disk = Disk::new(DISK);
    std::fs::write(disk.root().join("card"), card.as_bytes()).expect("written");
    // The card is not the wallet's to look after; the wallet is.
    disk.flush();
    make_wallet(stage, &disk.root().join("home"));
    disk
}

/// That a wallet has what it acknowledged, and of a file under way whole records only; gives how many files and shares.
fn check(disk: &Disk, told: &[String]) -> (usize, usize) {
    let vault = Vault::unlock(&disk.root().join("home"), PASSPHRASE).expect("the wallet opens");
    let (shares, files): (Vec<&String>, Vec<&String>) =
        told.iter().partition(|line| line.contains(' '));
    let last: u32 = files.last().expect("a file").parse().expect("a number");
    let kept: Papers = (0..=last).flat_map(papers::papers).collect();
    papers::check(&papers::found(&vault), &kept, &papers::papers(last + 1));
    for line in &shares {
        let (id, text) = line.split_once(' ').expect("a grant and its code");
        let grant = grants::find(&vault, id).expect("the grant");
        let code = grants::code(&vault, grant.id, now()).expect("readable");
        assert_eq!(code.as_deref(), Some(text));
        for part in &grant.share.expect("what is to be sent").parts {
            let file = disk.root().join("home/outbox").join(&part.file);
            assert!(file.is_file(), "a part of a share is lost");
        }
    }
    (files.len(), shares.len())
}
