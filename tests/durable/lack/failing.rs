//! A disk that fails: what is written to it comes back as an input/output error. Its image lies in a small memory disk
//! that has no room left, of which the file system in it knows nothing.

use std::fs;

use keepwell_server::Roles;

use super::{check, import};
use crate::{
    disk::{self, Disk},
    entries::{Acknowledged, Register},
    papers,
    parts::{Mailbox, Owner},
    place::{make_wallet, serve},
    stage::Stage,
};

#[test]
fn a_wallet_on_a_failing_disk_says_so_and_loses_nothing() {
    if !disk::can_be_made() {
        return;
    }
    let stage = Stage::new();
    let mut disk = Disk::that_will_fail();
    let (home, elsewhere) = (disk.root().join("home"), stage.path("files"));
    fs::create_dir(&elsewhere).expect("a folder");
    make_wallet(&stage, &home);
    assert_eq!(import(&home, &elsewhere, 0).code, 0);
    disk.fail();
    let mut kept = papers::papers(0);
    let mut number = 1;
    let refused = loop {
        let ended = import(&home, &elsewhere, number);
        if ended.code != 0 {
            break ended;
        }
        kept.extend(papers::papers(number));
        number += 1;
        assert!(number < 500, "the disk does not fail");
    };
    super::failed(&refused, &["store", "io", "home", "read_only"]);
    disk = disk.repaired();
    let home = disk.root().join("home");
    check(&home, &kept, &papers::papers(number));
    assert_eq!(import(&home, &elsewhere, number).code, 0);
}

#[test]
fn servers_on_a_failing_disk_say_so_and_lose_nothing() {
    if !disk::can_be_made() {
        return;
    }
    let mut disk = Disk::that_will_fail();
    let server = serve(&disk.root().join("data"), Roles::ALL);
    let (register, owner) = (Register::of(&server), Owner::new(server.url()));
    let mut all = Acknowledged::new();
    assert!(register.fill_up(&mut all, 20).is_none());
    disk.fail();
    let mut deeds = Vec::new();
    let refused = (0..1000).map(Mailbox).find_map(|mailbox| {
        let gone_on = owner.go_on(mailbox, None, |deed| deeds.push((mailbox, deed)));
        gone_on.err()
    });
    refused.expect("a disk that fails");
    register
        .fill_up(&mut all, 20_000)
        .expect("a disk that fails");
    register.check(all.iter());
    let _ = server.stop();
    disk = disk.repaired();
    let server = serve(&disk.root().join("data"), Roles::ALL);
    let (register, owner) = (Register::of(&server), Owner::new(server.url()));
    register.check(all.iter());
    for (mailbox, deed) in deeds {
        owner.check(mailbox, deed);
    }
}
