//! A relay on a disk whose power is cut: what was uploaded is there afterwards, what was opened is told to its owner, and
//! what was closed stays closed.

use std::{collections::BTreeMap, path::Path, sync::atomic::AtomicBool, thread};

use keepwell_server::{Roles, Server};

use super::{
    DISK,
    writer::{tell, write_and_cut},
};
use crate::{
    disk::{self, Disk},
    parts::{Deed, Mailbox, Owner},
    place::serve,
};

const OWNERS: u64 = 2;
const ROLES: Roles = Roles {
    ledger: false,
    relay: true,
    page: false,
};

fn start(folder: &Path) -> (Server, Owner) {
    let server = serve(&folder.join("data"), ROLES);
    let owner = Owner::new(server.url());
    (server, owner)
}

/// Runs a relay and the owners of mailboxes, whose numbers are new each time.
pub(super) fn write(folder: &Path) {
    let (_server, owner) = start(folder);
    let over = AtomicBool::new(false);
    let first = u64::from(std::process::id()) << 32 | u64::from(crate::chance::below(u32::MAX));
    thread::scope(|scope| {
        for number in 0..OWNERS {
            let told = |mailbox: Mailbox, deed: Deed| tell(&format!("{} {deed}", mailbox.0));
            let (owner, over) = (&owner, &over);
            scope.spawn(move || owner.fill((first + number, OWNERS), over, told));
        }
    });
}

#[test]
fn a_relay_loses_no_deed_when_its_power_is_cut() {
    if !disk::can_be_made() {
        return;
    }
    let mut disk = Disk::new(DISK);
    let (mut deeds, mut mailboxes) = (0, 0);
    for _ in 0..super::cycles() {
        let (after, told) = write_and_cut(&disk, "relay");
        disk = after;
        let mut new = BTreeMap::new();
        for line in &told {
            let (number, deed) = line.split_once(' ').expect("a mailbox and a deed");
            let deed: Deed = deed.parse().expect("a deed");
            new.insert(Mailbox(number.parse().expect("a number")), deed);
        }
        let (server, owner) = start(&disk.root());
        for (mailbox, deed) in &new {
            owner.check(*mailbox, *deed);
            // The disk is small: what was looked at goes.
            owner.close(*mailbox);
        }
        server.stop().expect("stopped");
        deeds += told.len();
        mailboxes += new.len();
    }
    let cuts = super::cycles();
    println!("relay: {cuts} cuts, {deeds} deeds on {mailboxes} mailboxes acknowledged, 0 lost");
}
