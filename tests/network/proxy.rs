//! A proxy on loopback that breaks a connection off after so many bytes: in the middle of a request, or of an answer. So
//! the real client and the real servers see what a line that goes down does to them.

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use keepwell_client::transport::{HttpOptions, HttpTransport, Request, Transport as _};
use keepwell_protocol::origin::Origin;

use crate::wire::{Answer, path};

/// When a connection ends.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Cut {
    /// After so many bytes of the request.
    Request(u64),
    /// After so many bytes of the answer.
    Answer(u64),
}

/// The proxy of one journey, which sends one request at a time.
pub(crate) struct Proxy {
    address: SocketAddr,
    /// Where the next connection leads, and when it ends.
    next: Arc<Mutex<Option<(SocketAddr, Cut)>>>,
    is_over: Arc<AtomicBool>,
}

impl Proxy {
    /// One that listens.
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("its address");
        let next: Arc<Mutex<Option<(SocketAddr, Cut)>>> = Arc::default();
        let is_over: Arc<AtomicBool> = Arc::default();
        let (plan, ends) = (next.clone(), is_over.clone());
        thread::spawn(move || take(&listener, &plan, &ends));
        Self {
            address,
            next,
            is_over,
        }
    }

    /// Sends a request over a connection of its own, which ends as `cut` says.
    pub(crate) fn send(&self, mut request: Request, cut: Cut) -> Answer {
        let authority = request.url.split('/').nth(2).expect("an address");
        let server = authority.parse().expect("a server on loopback");
        *self.next.lock().unwrap_or_else(PoisonError::into_inner) = Some((server, cut));
        let origin = Origin::parse(&format!("http://{}", self.address)).expect("an origin");
        request.url = format!("{origin}{}", path(&request));
        HttpTransport::new(HttpOptions::default()).send(request)
    }
}

/// Carries one connection after the other to where it leads, until told to end.
fn take(listener: &TcpListener, plan: &Mutex<Option<(SocketAddr, Cut)>>, ends: &AtomicBool) {
    let open = |_: &TcpStream| !ends.load(Ordering::SeqCst);
    for client in listener.incoming().flatten().take_while(open) {
        let plan = *plan.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((server, cut)) = plan {
            thread::spawn(move || carry(&client, server, cut));
        }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
        // So that it looks.
        let _ = TcpStream::connect(self.address);
    }
}

fn carry(client: &TcpStream, server: SocketAddr, cut: Cut) {
    let Ok(server) = TcpStream::connect(server) else {
        return;
    };
    let (request, answer) = match cut {
        Cut::Request(bytes) => (bytes, u64::MAX),
        Cut::Answer(bytes) => (u64::MAX, bytes),
    };
    thread::scope(|scope| {
        scope.spawn(|| pass(client, &server, request));
        pass(&server, client, answer);
    });
}

/// Passes bytes on until one side ends or so many were passed; then neither side has a line any more.
fn pass(mut from: &TcpStream, mut to: &TcpStream, most: u64) {
    let mut left = most;
    let mut buffer = [0; 16 << 10];
    while left > 0 {
        let room = usize::try_from(left).map_or(buffer.len(), |left| left.min(buffer.len()));
        match from.read(&mut buffer[..room]) {
            Ok(read) if read > 0 && to.write_all(&buffer[..read]).is_ok() => {
                left -= u64::try_from(read).expect("a length");
            }
            _ => break,
        }
    }
    for side in [from, to] {
        // It may be gone already.
        let _ = side.shutdown(Shutdown::Both);
    }
}
