//! Load over HTTP, made as cheaply as possible, since it runs on the same processors: few threads, each with many open
//! connections, which sends on all of them, and on each again once its answer is read. Or at a given rate, to see how long
//! answers take when there is room.

use std::{
    net::SocketAddr,
    sync::Barrier,
    thread,
    time::{Duration, Instant},
};

use super::connection::Connection;

/// What requests and answers are like.
#[derive(Clone, Copy)]
pub(crate) struct Load<'l> {
    pub(crate) server: SocketAddr,
    pub(crate) requests: &'l [Vec<u8>],
    /// What every answer must have; any where it is empty.
    pub(crate) status: &'static str,
}

/// What came back.
pub(crate) struct Run {
    /// Seconds for all.
    pub(crate) took: f64,
    /// Milliseconds of each, sorted.
    pub(crate) each: Vec<f64>,
    /// How many of them are a success.
    pub(crate) good: usize,
    /// The last answer's body.
    pub(crate) last: Vec<u8>,
}

/// What one thread has of it.
#[derive(Default)]
struct Part {
    each: Vec<f64>,
    good: usize,
    last: Vec<u8>,
}

impl Part {
    /// A request on each connection, and the next one as soon as its answer is there, so that each always waits for one.
    fn keep(&mut self, open: &mut [Connection], requests: &[Vec<u8>], status: &str) {
        let (first, later) = requests.split_at(open.len().min(requests.len()));
        let sent = open.iter_mut().zip(first).map(|(connection, request)| {
            connection.send(request);
            Instant::now()
        });
        let mut sent: Vec<_> = sent.collect();
        let mut later = later.iter();
        while !sent.is_empty() {
            let again = open.iter_mut().zip(sent).filter_map(|(connection, sent)| {
                self.take(connection, status, sent);
                connection.send(later.next()?);
                Some(Instant::now())
            });
            sent = again.collect();
        }
    }

    fn take(&mut self, connection: &mut Connection, status: &str, since: Instant) {
        let (is_good, body) = connection.receive(status);
        self.each.push(since.elapsed().as_secs_f64() * 1000.0);
        self.good += usize::from(is_good);
        self.last = body;
    }
}

impl Run {
    /// Within so many milliseconds this part of the answers was there.
    pub(crate) fn within(&self, part: f64) -> f64 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a place in a list"
        )]
        let at = (self.each.len() as f64 * part) as usize;
        *self.each.get(at).expect("answers")
    }
}

impl Load<'_> {
    /// As fast as answers come, over so many threads with so many connections each.
    pub(crate) fn full(&self, threads: usize, connections: usize) -> Run {
        let open = || {
            let open = |_| Connection::open(self.server);
            (0..connections).map(open).collect::<Vec<_>>()
        };
        self.on(threads, open, |mut open, share| {
            let mut part = Part::default();
            part.keep(&mut open, share, self.status);
            part
        })
    }

    /// So many a second, whether answers come or not: each is waited for from when it was due.
    pub(crate) fn paced(&self, threads: usize, per_second: f64) -> Run {
        let threads_f = crate::whole(threads);
        let open = || Connection::open(self.server);
        self.on(threads, open, |mut connection, share| {
            let begun = Instant::now();
            let mut part = Part::default();
            for (number, request) in share.iter().enumerate() {
                let due =
                    begun + Duration::from_secs_f64(crate::whole(number) * threads_f / per_second);
                thread::sleep(due.saturating_duration_since(Instant::now()));
                connection.send(request);
                part.take(&mut connection, self.status, due);
            }
            part
        })
    }

    /// Time begins when all threads have opened what they need.
    fn on<C>(
        &self,
        threads: usize,
        open: impl Fn() -> C + Sync,
        work: impl Fn(C, &[Vec<u8>]) -> Part + Sync,
    ) -> Run {
        let shares: Vec<_> = self
            .requests
            .chunks(self.requests.len().div_ceil(threads))
            .collect();
        let ready = Barrier::new(shares.len() + 1);
        let work = |share| {
            let opened = open();
            ready.wait();
            work(opened, share)
        };
        thread::scope(|scope| {
            let threads: Vec<_> = shares
                .iter()
                .map(|share| scope.spawn(|| work(share)))
                .collect();
            ready.wait();
            let begun = Instant::now();
            let ended: Vec<_> = threads
                .into_iter()
                .map(|thread| thread.join().expect("answers"))
                .collect();
            let took = begun.elapsed().as_secs_f64();
            let good = ended.iter().map(|part| part.good).sum();
            let last = ended.last().expect("a thread").last.clone();
            let mut each: Vec<f64> = ended.into_iter().flat_map(|part| part.each).collect();
            each.sort_by(f64::total_cmp);
            Run {
                took,
                each,
                good,
                last,
            }
        })
    }
}
