//! Requests to erase that somebody else made: what cannot be read or removed of them stops neither the ledger nor its next start.

use std::fs;

use keepwell_protocol::hexadecimal::to_hex;

use crate::tests::erasing::{add, ask, holds, shortest_segments};
use crate::tests::fixture::{Running, grant, open_with};
use crate::{Health, asked_to_erase};

fn closed(running: &Running) -> Health {
    running.ledger.close();
    running.ledger.health()
}

#[test]
fn what_is_asked_by_somebody_else_is_erased_and_stops_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let open = || open_with(dir.path(), shortest_segments()).unwrap();
    let running = open();
    running.post_together(&(0..254).map(grant).collect::<Vec<_>>());
    // A folder of that name is a request that nobody can remove as a file, not even root.
    let requests = dir.path().join("erase");
    let digest = grant(5).digest();
    let request = requests.join(to_hex(&digest));
    fs::create_dir_all(&request).unwrap();
    add(&running, 1000, 2);
    assert_eq!(closed(&running), Health::Closed);
    assert!(!holds(dir.path(), &grant(5)) && holds(dir.path(), &grant(6)));
    drop(running);
    let running = open();
    add(&running, 1002, 2);
    fs::remove_dir(&request).unwrap();
    ask(dir.path(), &[grant(6).digest()]);
    add(&running, 1004, 1);
    assert_eq!(closed(&running), Health::Closed);
    assert!(!holds(dir.path(), &grant(6)));
    assert!(asked_to_erase(dir.path()).unwrap().is_empty());
    drop(running);
    // Where the folder itself cannot be read.
    fs::remove_dir(&requests).unwrap();
    fs::write(&requests, b"").unwrap();
    let running = open();
    add(&running, 1005, 2);
    assert_eq!(closed(&running), Health::Closed);
}

#[cfg(unix)]
#[test]
fn the_folder_of_requests_belongs_to_the_ledger_s_user_whoever_asks() {
    use std::os::unix::fs::{MetadataExt as _, chown};
    let dir = tempfile::tempdir().unwrap();
    drop(open_with(dir.path(), shortest_segments()).unwrap());
    // Only root gives away, and only root asks as another user.
    if chown(dir.path(), Some(12_345), Some(12_345)).is_err() {
        return;
    }
    ask(dir.path(), &[[7; 32]]);
    let folder = fs::metadata(dir.path().join("erase")).unwrap();
    assert_eq!((folder.uid(), folder.gid()), (12_345, 12_345));
}
