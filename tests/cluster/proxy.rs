//! A proxy between a server and what it needs: passes bytes on in both directions, until it is cut. Then nothing passes any
//! more, connections end with or without a word, and new ones come to nothing until it is mended. Where several servers stand behind
//! it, each connection goes to the next one that is there. It can also answer in place of a store that is in trouble.

use std::{
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU16, AtomicU64, AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

/// How a line is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// Connections are closed.
    Closed,
    /// Connections stay, and nothing comes through.
    Silent,
    /// The same, and new ones are taken, too.
    Hanging,
}

/// A line to ports of this machine.
pub(crate) struct Proxy {
    pub(crate) port: u16,
    line: Arc<Line>,
}

#[derive(Default)]
struct Line {
    ports: Mutex<Vec<u16>>,
    next: AtomicUsize,
    is_cut: AtomicBool,
    hangs: AtomicBool,
    /// The status that every request is answered with; 0 where they are passed on.
    answers: AtomicU16,
    /// Grows with each cut; connections of an earlier one never come back.
    age: AtomicU64,
    open: Mutex<Vec<TcpStream>>,
}

impl Proxy {
    pub(crate) fn to(port: u16) -> Self {
        let proxy = Self::closed();
        proxy.add(port);
        proxy
    }

    /// With nobody behind it yet.
    pub(crate) fn closed() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let own = listener.local_addr().expect("an address").port();
        let line = Arc::new(Line::default());
        let shared = line.clone();
        thread::spawn(move || {
            let streams = listener.incoming().flatten();
            streams.for_each(|stream| shared.take(stream));
        });
        Self { port: own, line }
    }

    /// Puts another server behind it.
    pub(crate) fn add(&self, port: u16) {
        self.line.ports.lock().expect("not poisoned").push(port);
    }

    /// Its address.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Cuts it.
    pub(crate) fn cut(&self, how: Cut) {
        self.line.hangs.store(how == Cut::Hanging, Ordering::SeqCst);
        self.line.is_cut.store(true, Ordering::SeqCst);
        self.line.age.fetch_add(1, Ordering::SeqCst);
        let open = std::mem::take(&mut *self.line.open.lock().expect("not poisoned"));
        if how == Cut::Closed {
            open.iter()
                .for_each(|stream| drop(stream.shutdown(Shutdown::Both)));
        }
    }

    /// Answers every request with this status, as an S3 store does.
    pub(crate) fn answer(&self, status: u16) {
        self.line.answers.store(status, Ordering::SeqCst);
        self.cut(Cut::Closed);
        self.line.is_cut.store(false, Ordering::SeqCst);
    }

    /// New connections come through again.
    pub(crate) fn mend(&self) {
        self.line.answers.store(0, Ordering::SeqCst);
        if self.line.hangs.swap(false, Ordering::SeqCst) {
            self.line.open.lock().expect("not poisoned").clear();
        }
        self.line.is_cut.store(false, Ordering::SeqCst);
    }
}

impl Line {
    /// Passes a new connection on, unless the line is cut.
    fn take(self: &Arc<Self>, stream: TcpStream) {
        if self.is_cut.load(Ordering::SeqCst) {
            if self.hangs.load(Ordering::SeqCst) {
                self.open.lock().expect("not poisoned").push(stream);
            }
            return;
        }
        match self.answers.load(Ordering::SeqCst) {
            0 => {}
            status => {
                thread::spawn(move || drop(refuse(stream, status)));
                return;
            }
        }
        let ports = self.ports.lock().expect("not poisoned").clone();
        let first = self.next.fetch_add(1, Ordering::SeqCst);
        let mut in_turn = ports.iter().cycle().skip(first % ports.len().max(1));
        let mut in_turn = in_turn.by_ref().take(ports.len());
        let there = in_turn.find_map(|port| TcpStream::connect(("127.0.0.1", *port)).ok());
        if let Some(there) = there {
            self.join(stream, there);
        }
    }

    fn join(self: &Arc<Self>, here: TcpStream, there: TcpStream) {
        let age = self.age.load(Ordering::SeqCst);
        let pair =
            [(&here, &there), (&there, &here)].map(|(from, to)| (from.try_clone(), to.try_clone()));
        self.open
            .lock()
            .expect("not poisoned")
            .extend([here, there]);
        for (from, to) in pair {
            if let (Ok(from), Ok(to)) = (from, to) {
                let line = self.clone();
                thread::spawn(move || drop(line.pass(from, to, age)));
            }
        }
    }

    fn pass(&self, mut from: TcpStream, mut to: TcpStream, age: u64) -> io::Result<()> {
        let mut bytes = [0; 1 << 16];
        loop {
            let length = from.read(&mut bytes)?;
            // Nothing of an older connection comes through any more; it stays open for as long as somebody hopes.
            while length > 0 && self.is_cut_since(age) && !self.is_old(age) {
                thread::sleep(Duration::from_millis(50));
            }
            if self.is_cut_since(age) {
                to.shutdown(Shutdown::Both)?;
                return from.shutdown(Shutdown::Both);
            }
            if length == 0 {
                return to.shutdown(Shutdown::Write);
            }
            to.write_all(&bytes[..length])?;
        }
    }

    fn is_cut_since(&self, age: u64) -> bool {
        self.age.load(Ordering::SeqCst) != age
    }

    /// Whether it was cut more than a few times since.
    fn is_old(&self, age: u64) -> bool {
        self.age.load(Ordering::SeqCst) > age + 3
    }
}

/// Reads one request and answers it with `status`.
fn refuse(stream: TcpStream, status: u16) -> io::Result<()> {
    let code = match status {
        403 => "AccessDenied",
        503 => "SlowDown",
        _ => "InternalError",
    };
    let mut reader = BufReader::new(stream);
    let (mut line, mut length) = (String::new(), 0);
    while reader.read_line(&mut line)? > 2 {
        let field = line.to_ascii_lowercase();
        let given = field.strip_prefix("content-length:");
        length = given.map_or(length, |given| given.trim().parse().unwrap_or(0));
        line.clear();
    }
    io::copy(&mut reader.by_ref().take(length), &mut io::sink())?;
    let body = format!("<Error><Code>{code}</Code></Error>");
    let head = format!(
        "HTTP/1.1 {status} {code}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    reader.get_mut().write_all((head + &body).as_bytes())
}
