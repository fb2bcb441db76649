//! Places for connections, fewer than the process may have files open: what the ledger and the relay write needs files too. Whoever
//! comes while all are taken waits where the system keeps new connections, and is taken once another one has ended.

use std::{
    fs, io,
    net::SocketAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use axum::extract::connect_info::Connected;
use axum_server::{AddrListener, Address};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};

/// Where Linux says how many files the process may have open.
const LIMITS: &str = "/proc/self/limits";
/// So many of them are for no connection, or a quarter where that is more.
const RESERVE: usize = 128;
/// So many connections are taken in any case.
const LEAST: usize = 16;
/// So many of those who watch, who have places of their own.
const WATCHING: usize = 16;

/// Places that listeners share.
#[derive(Clone)]
pub(crate) struct Places(Arc<Semaphore>);

/// Who is at the other end.
#[derive(Clone, Debug)]
pub(crate) struct Caller(SocketAddr);

/// A listener that takes a connection only when there is a place for it.
pub(crate) struct Placed {
    listener: TcpListener,
    places: Places,
}

/// A connection in its place.
pub(crate) struct Connection {
    stream: TcpStream,
    _place: OwnedSemaphorePermit,
}

impl Places {
    /// As many as the process can have.
    pub(crate) fn of_process() -> Self {
        let limits = fs::read_to_string(LIMITS).unwrap_or_default();
        let many = soft_limit(&limits).map_or(Semaphore::MAX_PERMITS, beside_files);
        Self::new(many.min(Semaphore::MAX_PERMITS))
    }

    /// For those who watch: whatever comes to the others keeps nobody from seeing that the server lives.
    pub(crate) fn for_watching() -> Self {
        Self::new(WATCHING)
    }

    fn new(many: usize) -> Self {
        Self(Arc::new(Semaphore::new(many)))
    }

    /// The listener, which takes no more than there are places.
    pub(super) fn at(self, listener: std::net::TcpListener) -> io::Result<Placed> {
        Ok(Placed {
            listener: TcpListener::from_std(listener)?,
            places: self,
        })
    }
}

/// How many files the process may have open; `None` where there is no limit, or it does not say.
fn soft_limit(limits: &str) -> Option<usize> {
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"));
    line?.split_whitespace().next()?.parse().ok()
}

fn beside_files(limit: usize) -> usize {
    let reserve = RESERVE.max(limit / 4);
    limit.saturating_sub(reserve).max(LEAST)
}

impl AddrListener<Connection, Caller> for Placed {
    async fn bind_to(caller: Caller) -> io::Result<Self> {
        Ok(Self {
            listener: TcpListener::bind(caller.0).await?,
            places: Places::of_process(),
        })
    }

    async fn accept_stream(&self) -> io::Result<(Connection, Caller)> {
        let place = self.places.0.clone().acquire_owned().await;
        let place = place.map_err(io::Error::other)?;
        let (stream, address) = self.listener.accept().await?;
        let connection = Connection {
            stream,
            _place: place,
        };
        Ok((connection, Caller(address)))
    }

    fn get_local_addr(&self) -> io::Result<Caller> {
        self.listener.local_addr().map(Caller)
    }
}

impl Address for Caller {
    type Stream = Connection;
    type Listener = Placed;
}

/// Handlers are told the address alone.
impl Connected<Caller> for SocketAddr {
    fn connect_info(caller: Caller) -> Self {
        caller.0
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        to: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, to)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        all: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, all)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    use tokio::time::timeout;

    const SAID: &str = "Limit                     Soft Limit           Hard Limit           Units     \n\
                        Max processes             127423               127423               processes \n\
                        Max open files            1024                 524288               files     \n";

    #[test]
    fn a_quarter_of_the_files_is_for_no_connection() {
        assert_eq!(soft_limit(SAID).map(beside_files), Some(768));
        assert_eq!(soft_limit(&SAID.replace("1024", "unlimited")), None);
        assert_eq!(soft_limit(""), None);
        assert_eq!([0, 64, 256, 512].map(beside_files), [16, 16, 128, 384]);
    }

    #[tokio::test]
    async fn who_comes_while_all_places_are_taken_waits_for_one() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let placed = Places::new(1).at(listener).unwrap();
        let address = placed.get_local_addr().unwrap().0;
        let _both = [
            TcpStream::connect(address).await.unwrap(),
            TcpStream::connect(address).await.unwrap(),
        ];
        let (first, _) = placed.accept_stream().await.unwrap();
        let moment = Duration::from_millis(30);
        assert!(timeout(moment, placed.accept_stream()).await.is_err());
        drop(first);
        assert!(placed.accept_stream().await.is_ok());
    }
}
