//! A disk that may only be read.

use std::fs;

use super::{check, failed, import, wallet};
use crate::{
    command::keepwell,
    disk::{self, Disk, text},
    papers::{self, Papers},
    place::{make_wallet, serve},
    stage::Stage,
};
use keepwell_server::Roles;

#[test]
fn on_a_read_only_disk_every_command_says_so_and_nothing_is_lost() {
    if !disk::can_be_made() {
        return;
    }
    let stage = Stage::new();
    let disk = Disk::new(64);
    let (home, elsewhere) = (disk.root().join("home"), stage.path("files"));
    fs::create_dir(&elsewhere).expect("a folder");
    make_wallet(&stage, &home);
    assert_eq!(import(&home, &elsewhere, 0).code, 0);
    let writable = stage.path("writable");
    make_wallet(&stage, &writable);
    let data = disk.root().join("data");
    serve(&data, Roles::ALL).stop().expect("stopped");
    disk.forbid_writing(true);
    failed(&import(&home, &elsewhere, 1), &["read_only"]);
    failed(&wallet(&home, &["records"]), &["read_only"]);
    failed(&wallet(&home, &["sync"]), &["read_only"]);
    let backup = disk.root().join("backup");
    let words = ["backup", "--out", text(&backup)];
    failed(&wallet(&writable, &words), &["read_only"]);
    let serve = ["serve", "--listen", "127.0.0.1:0", "--data", text(&data)];
    failed(&keepwell(&serve), &["serve"]);
    let clinic = disk.root().join("clinic");
    let init = [
        "clinic",
        "init",
        "--name",
        "Harbour Clinic",
        "--country",
        "IE",
        "--server",
    ];
    let url = stage.url.to_string();
    let init = init
        .into_iter()
        .chain([url.as_str(), "--home", text(&clinic)]);
    failed(&keepwell(&init.collect::<Vec<_>>()), &["read_only"]);
    disk.forbid_writing(false);
    assert_eq!(import(&home, &elsewhere, 1).code, 0);
    let mut kept = papers::papers(0);
    kept.extend(papers::papers(1));
    check(&home, &kept, &Papers::new());
}
