//! Somebody on the network: passes everything on between programs and a server, and keeps every byte of both directions.

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex, PoisonError},
    thread,
};

/// Everything that went by.
type Kept = Arc<Mutex<Vec<u8>>>;

/// A tap in front of a server; its thread ends with the process.
pub(crate) struct Wiretap {
    /// Where programs reach it.
    pub(crate) address: SocketAddr,
    kept: Kept,
}

impl Wiretap {
    /// One in front of `server`, which may not be there yet.
    pub(crate) fn before(server: SocketAddr) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("its address");
        let kept = Kept::default();
        let keeping = kept.clone();
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let kept = keeping.clone();
                thread::spawn(move || carry(&client, server, &kept));
            }
        });
        Self { address, kept }
    }

    /// Every byte so far.
    pub(crate) fn kept(&self) -> Vec<u8> {
        self.kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

fn carry(client: &TcpStream, server: SocketAddr, kept: &Kept) {
    let Ok(server) = TcpStream::connect(server) else {
        return;
    };
    thread::scope(|scope| {
        scope.spawn(|| pass(client, &server, kept));
        pass(&server, client, kept);
    });
}

fn pass(mut from: &TcpStream, mut to: &TcpStream, kept: &Kept) {
    // Both directions of a connection and all connections are kept one behind the other, so each in a piece of its own.
    let mut piece = Vec::new();
    let mut buffer = [0; 16 << 10];
    while let Ok(read) = from.read(&mut buffer) {
        if read == 0 {
            break;
        }
        piece.extend_from_slice(&buffer[..read]);
        if to.write_all(&buffer[..read]).is_err() {
            break;
        }
    }
    // The other side may be gone already.
    let _ = to.shutdown(Shutdown::Write);
    kept.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .extend(piece);
}
