//! A ledger that is in no folder, because several machines keep it in PostgreSQL and an object store: what copies and reads a folder
//! says so, and what to do instead.

use tempfile::TempDir;

use crate::command::keepwell;

#[test]
fn whoever_copies_or_checks_a_ledger_on_several_machines_is_told_what_to_do_instead() {
    let folder = TempDir::new().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::create_dir(folder.path().join("server")).expect("the folder of one of them");
    let (data, copy, file) = (path("server"), path("copy"), path("postgres"));
    for named in [
        ["--data", data.as_str()],
        ["--postgres-file", file.as_str()],
    ] {
        for command in [&["check"][..], &["backup", "--to", copy.as_str()]] {
            let line = [["ledger"].as_slice(), command, &named].concat();
            let refused = keepwell(&line);
            assert_eq!(refused.code, 2, "{line:?}: {}", refused.err);
            let told = refused.error()["message"]
                .as_str()
                .expect("a sentence")
                .to_owned();
            for what in [
                "several machines",
                "PostgreSQL",
                "object store",
                "`keepwell monitor`",
            ] {
                assert!(told.contains(what), "{line:?}: {told}");
            }
        }
    }
    let left = std::fs::read_dir(folder.path().join("server")).expect("it is there");
    assert_eq!(left.count(), 0);
    assert!(!folder.path().join("copy").exists());
}
