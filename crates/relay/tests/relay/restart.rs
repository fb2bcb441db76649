//! What is there after a restart, and what is not, whatever a crash left on the disk.

use std::{
    fs,
    path::Path,
    sync::atomic::{AtomicU32, AtomicUsize, Ordering},
};

use keepwell_client::{
    ClientError,
    transport::{HttpTransport, Method, Request, Response, Transport, TransportError},
};
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    mailbox::{BoxId, MailboxId},
    relay_api::{Action, MailboxState, part_path},
};

use crate::{
    raw,
    server::{Grant, Server, not_available, opening},
};

type Keys = (MailboxId, SigningKey, SigningKey);

/// The same grant on the server after its restart.
fn again(server: &Server, grant: Keys) -> Grant<'_> {
    let (id, owner, access) = grant;
    Grant {
        server,
        id,
        owner,
        access,
    }
}

fn keys(grant: &Grant<'_>) -> (MailboxId, SigningKey, SigningKey) {
    (grant.id, grant.owner.clone(), grant.access.clone())
}

#[test]
fn everything_acknowledged_is_there_after_a_restart() {
    let server = Server::start();
    let grant = Grant::shared(&server, Some(2), b"bundle");
    let closed = Grant::shared(&server, None, b"bundle");
    let visit = opening();
    grant.open(&visit).unwrap();
    closed.act(Action::Close).unwrap();
    let box_id = BoxId::from_bytes([1; 16]);
    let version = server
        .client()
        .write_box(&grant.owner, &box_id, b"index", None, server.now())
        .unwrap();
    let before = grant.status().unwrap();
    let replayed = raw::signed(
        &server,
        "GET",
        &part_path(&grant.id, "bundle"),
        &grant.access,
        Some(opening()),
        b"",
    );
    let (grant, closed) = (keys(&grant), keys(&closed));

    let server = server.restart(|_| ());
    let (grant, closed) = (again(&server, grant), again(&server, closed));
    assert_eq!(grant.status().unwrap(), before);
    assert_eq!(grant.open(&visit).unwrap(), b"bundle");
    assert_eq!(grant.open(&opening()).unwrap(), b"bundle");
    assert!(not_available(grant.open(&opening())));
    assert!(not_available(closed.open(&opening())));
    assert_eq!(closed.status().unwrap().state, MailboxState::Closed);
    let found = server.client().read_box(&box_id).unwrap().unwrap();
    assert_eq!(
        (found.bytes.as_slice(), found.version),
        (b"index".as_slice(), version)
    );
    // A nonce from before the restart is void, used or not.
    assert_eq!(raw::status(&server, &replayed), 401);
}

#[test]
fn an_upload_goes_on_after_a_restart() {
    let server = Server::start();
    let grant = Grant::planned(&server);
    grant.create(None).unwrap();
    let content: Vec<u8> = (0..3_000_000u32).map(|n| (n % 251) as u8).collect();
    let dies = Dying::after(1, &server);
    let error = grant.upload_over(&dies, "bundle", &content).unwrap_err();
    assert!(error.is_unreachable());
    let grant = keys(&grant);

    // The crash also left half of a piece that was never acknowledged.
    let server = server.restart(|dir| {
        let folder = dir.join("parts").join(grant.0.to_string());
        let file = fs::read_dir(folder)
            .unwrap()
            .next()
            .unwrap()
            .unwrap()
            .path();
        let mut torn = fs::read(&file).unwrap();
        assert_eq!(torn.len(), 1 << 20);
        torn.extend(vec![0xEE; 5_000_000]);
        fs::write(file, torn).unwrap();
    });
    let grant = again(&server, grant);
    let counts = Dying::after(u32::MAX, &server);
    grant.upload_over(&counts, "bundle", &content).unwrap();
    assert_eq!(counts.sent.into_inner(), content.len() - (1 << 20));
    assert!(grant.open(&opening()).unwrap() == content);
}

/// Lets so many pieces through and then none; counts their bytes.
struct Dying {
    real: HttpTransport,
    pieces_left: AtomicU32,
    sent: AtomicUsize,
}

impl Dying {
    fn after(pieces: u32, server: &Server) -> Self {
        Self {
            real: server.transport.clone(),
            pieces_left: pieces.into(),
            sent: AtomicUsize::new(0),
        }
    }
}

impl Transport for Dying {
    fn send(&self, request: Request) -> Result<Response, TransportError> {
        if request.method == Method::Patch {
            if self.pieces_left.load(Ordering::SeqCst) == 0 {
                return Err(TransportError::Connect);
            }
            self.pieces_left.fetch_sub(1, Ordering::SeqCst);
            self.sent.fetch_add(request.body.len(), Ordering::SeqCst);
        }
        self.real.send(request)
    }
}

#[test]
fn a_crash_while_closing_is_finished_at_the_next_start() {
    let server = Server::start();
    let (closed, kept) = (
        Grant::shared(&server, None, b"closed"),
        Grant::shared(&server, None, b"kept"),
    );
    let copy = tempfile::tempdir().unwrap();
    copy_dir(&server.parts(), copy.path());
    closed.act(Action::Close).unwrap();
    let (closed, kept) = (keys(&closed), keys(&kept));

    // The mailbox was durably closed, but its files are still there, and strays of another crash too.
    let server = server.restart(|dir| {
        copy_dir(copy.path(), &dir.join("parts"));
        let folder = dir.join("parts").join(kept.0.to_string());
        fs::write(folder.join("bundle.77"), b"stray").unwrap();
        fs::create_dir(dir.join("parts").join("00".repeat(16))).unwrap();
    });
    let (closed, kept) = (again(&server, closed), again(&server, kept));
    assert_eq!((closed.files(), kept.files()), (0, 1));
    assert_eq!(fs::read_dir(server.parts()).unwrap().count(), 1);
    assert!(not_available(closed.open(&opening())));
    assert_eq!(kept.open(&opening()).unwrap(), b"kept");
}

#[test]
fn a_file_that_the_disk_lost_is_a_fault_and_costs_no_opening() {
    let server = Server::start();
    let grant = Grant::shared(&server, Some(1), b"bundle");
    fs::remove_dir_all(server.parts().join(grant.id.to_string())).unwrap();
    let error = grant.open(&opening()).unwrap_err();
    assert!(matches!(error, ClientError::Unreachable(_)));
    assert_eq!(grant.status().unwrap().openings, 0);
}

fn copy_dir(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_dir(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
