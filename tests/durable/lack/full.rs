//! A disk that fills up.

use std::{fs, io::Write as _, path::Path};

use keepwell_client::{
    ledger::Ledger,
    transport::{HttpOptions, HttpTransport},
};
use keepwell_server::Roles;

use super::{check, failed, import, wallet};
use crate::{
    disk::{self, Disk, text},
    entries::{Acknowledged, Register},
    papers::{self, Papers},
    parts::{Mailbox, Owner},
    place::{make_wallet, serve},
    stage::Stage,
};

const DISK: u64 = 48;

/// Fills a disk but for so many bytes, more than it was filled already.
fn fill(root: &Path, left: usize) {
    fs::write(root.join("left"), vec![1; left]).expect("room for that");
    let mut filler = fs::OpenOptions::new();
    let mut filler = filler
        .create(true)
        .append(true)
        .open(root.join("filler"))
        .expect("a file");
    while filler.write_all(&[7; 64 << 10]).is_ok() {}
    let _ = filler.sync_all();
    fs::remove_file(root.join("left")).expect("removed");
}

fn empty(root: &Path) {
    fs::remove_file(root.join("filler")).expect("removed");
}

#[test]
fn a_wallet_on_a_full_disk_says_so_loses_nothing_and_goes_on() {
    if !disk::can_be_made() {
        return;
    }
    let stage = Stage::new();
    let (_, card) = stage.clinic("clinic");
    let disk = Disk::new(DISK);
    let (home, elsewhere) = (disk.root().join("home"), stage.path("files"));
    fs::create_dir(&elsewhere).expect("a folder");
    fs::write(elsewhere.join("card"), card.as_bytes()).expect("written");
    make_wallet(&stage, &home);
    let mut kept = papers::papers(0);
    assert_eq!(import(&home, &elsewhere, 0).code, 0);
    fill(&disk.root(), 2 << 20);
    let mut number = 1;
    let refused = loop {
        let ended = import(&home, &elsewhere, number);
        if ended.code != 0 {
            break ended;
        }
        kept.extend(papers::papers(number));
        number += 1;
    };
    failed(&refused, &["full"]);
    fill(&disk.root(), 0);
    assert_eq!(wallet(&home, &["records"]).code, 0, "reading goes on");
    let backup = disk.root().join("backup");
    failed(
        &wallet(&home, &["backup", "--out", text(&backup)]),
        &["full"],
    );
    assert!(!backup.exists(), "half a backup");
    let (card, code) = (elsewhere.join("card"), disk.root().join("code.png"));
    let words = [
        "grant",
        "--to",
        text(&card),
        "--for",
        "2h",
        "--qr",
        text(&code),
    ];
    // The store has a reserve: a small grant may still have room. It is there whole, or it is refused and not there.
    let granted = wallet(&home, &words);
    if granted.code != 0 {
        failed(&granted, &["full", "grant", "write"]);
    }
    let grants = &wallet(&home, &["grants"]).json()["grants"];
    let count = grants.as_array().expect("a list").len();
    assert_eq!(count, usize::from(granted.code == 0));
    assert_eq!(code.exists(), granted.code == 0);
    check(&home, &kept, &papers::papers(number));
    empty(&disk.root());
    assert_eq!(import(&home, &elsewhere, number).code, 0);
    kept.extend(papers::papers(number));
    assert_eq!(wallet(&home, &["backup", "--out", text(&backup)]).code, 0);
    check(&home, &kept, &Papers::new());
}

#[test]
fn servers_on_a_full_disk_say_so_lose_nothing_and_go_on() {
    if !disk::can_be_made() {
        return;
    }
    let disk = Disk::new(DISK);
    let data = disk.root().join("data");
    let server = serve(&data, Roles::ALL);
    let (register, owner) = known(&server);
    fill(&disk.root(), 3 << 20);
    let mut deeds = Vec::new();
    let refused = (0..1000).map(Mailbox).find_map(|mailbox| {
        let gone_on = owner.go_on(mailbox, None, |deed| deeds.push((mailbox, deed)));
        gone_on.err()
    });
    let refused = refused.expect("a disk that fills up");
    assert!(refused.is_temporary(), "the wallet tries again: {refused}");
    let mut all = Acknowledged::new();
    let refused = register
        .fill_up(&mut all, 20_000)
        .expect("a disk that fills up");
    assert!(refused.is_temporary(), "the wallet tries again: {refused}");
    let network = HttpTransport::new(HttpOptions::default());
    let ledger = Ledger::new(&network, register.url.clone(), register.key.clone());
    ledger.checkpoint().expect("reading goes on");
    register.check(all.iter());
    server.stop().expect("stopped");
    empty(&disk.root());
    let server = serve(&data, Roles::ALL);
    let (register, owner) = known(&server);
    register.check(all.iter());
    for (mailbox, deed) in deeds {
        owner.check(mailbox, deed);
    }
    owner
        .go_on(Mailbox(5000), None, |_| {})
        .expect("it goes on");
    assert!(register.fill_up(&mut all, 3).is_none(), "it goes on");
}

fn known(server: &keepwell_server::Server) -> (Register, Owner) {
    (Register::of(server), Owner::new(server.url()))
}
