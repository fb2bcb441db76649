//! One connection that stays open, as little HTTP/1.1 as this server's answers need: the client shall cost next to nothing,
//! since it runs on the same processors.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

/// A server that keeps silent for so long has failed.
const SILENCE: Duration = Duration::from_secs(60);

/// An open connection.
pub(crate) struct Connection(BufReader<TcpStream>);

impl Connection {
    pub(crate) fn open(server: SocketAddr) -> Self {
        let stream = TcpStream::connect(server).expect("a connection");
        stream.set_nodelay(true).expect("no delay");
        stream.set_read_timeout(Some(SILENCE)).expect("a timeout");
        Self(BufReader::new(stream))
    }

    /// Sends a whole request and gives the answer's body, whose status must be this one.
    pub(crate) fn ask(&mut self, request: &[u8], status: &str) -> Vec<u8> {
        self.send(request);
        self.receive(status).1
    }

    /// Sends a whole request.
    pub(crate) fn send(&mut self, request: &[u8]) {
        self.0.get_mut().write_all(request).expect("sent");
    }

    /// The body of the next answer, and whether it is a success. Its status must be this one, unless that is empty.
    pub(crate) fn receive(&mut self, status: &str) -> (bool, Vec<u8>) {
        let first = self.line();
        let told = first.split(' ').nth(1).unwrap_or_default();
        assert!(status.is_empty() || told == status, "{first}");
        let is_good = told.starts_with('2');
        let mut length = 0;
        loop {
            let line = self.line();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length: ") {
                length = value.parse().expect("a length");
            }
        }
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).expect("a body");
        (is_good, body)
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.0.read_line(&mut line).expect("a line");
        line.trim_end().to_owned()
    }
}
