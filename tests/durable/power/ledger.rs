//! A ledger on a disk whose power is cut: every entry is at its index afterwards.

use std::{path::Path, sync::atomic::AtomicBool, thread};

use keepwell_server::{Roles, Server};

use super::{
    DISK,
    writer::{tell, write_and_cut},
};
use crate::{
    disk::{self, Disk},
    entries::{self, Acknowledged, Register},
    place::serve,
};

const CLIENTS: u32 = 4;
const ROLES: Roles = Roles {
    ledger: true,
    relay: false,
    page: false,
};

fn start(folder: &Path) -> (Server, Register) {
    let server = serve(&folder.join("data"), ROLES);
    let register = Register::of(&server);
    (server, register)
}

/// Runs a ledger and its clients.
pub(super) fn write(folder: &Path) {
    let (_server, register) = start(folder);
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..CLIENTS {
            scope.spawn(|| {
                let told = |index, digest: [u8; 32]| tell(&entries::to_line(index, &digest));
                register.fill(&over, told);
            });
        }
    });
}

#[test]
fn a_ledger_loses_no_entry_when_its_power_is_cut() {
    if !disk::can_be_made() {
        return;
    }
    let mut disk = Disk::new(DISK);
    let mut all = Acknowledged::new();
    for _ in 0..super::cycles() {
        let (after, told) = write_and_cut(&disk, "ledger");
        disk = after;
        let new: Vec<_> = told
            .iter()
            .filter_map(|line| entries::from_line(line))
            .collect();
        assert_eq!(new.len(), told.len());
        let (server, register) = start(&disk.root());
        register.check(new.iter().map(|(index, digest)| (index, digest)));
        entries::add(&mut all, new);
        let last = all.keys().next_back().copied().unwrap_or_default();
        assert!(register.size() > last, "the log became shorter");
        server.stop().expect("stopped");
    }
    let (_server, register) = start(&disk.root());
    register.check(all.iter());
    println!(
        "ledger: {} cuts, {} acknowledged, 0 lost",
        super::cycles(),
        all.len()
    );
}
