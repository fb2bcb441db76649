//! Load over HTTP, made as cheaply as possible, since it runs on the same processors: few threads, each with many open
//! connections, which sends on all of them and then reads what comes back. Or at a given rate, to see how long answers take
//! when there is room.

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
    /// One request on each connection, then one answer from each.
    fn round(&mut self, open: &mut [Connection], requests: &[Vec<u8>], status: &str) {
        let sent = open.iter_mut().zip(requests).map(|(connection, request)| {
            connection.send(request);
            Instant::now()
        });
        let sent: Vec<_> = sent.collect();
        for (connection, sent) in open.iter_mut().zip(sent) {
            self.take(connection, status, sent);
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
        self.on(threads, |share| {
            let open = |_| Connection::open(self.server);
            let mut open: Vec<_> = (0..connections).map(open).collect();
            let mut part = Part::default();
            for round in share.chunks(connections) {
                part.round(&mut open, round, self.status);
            }
            part
        })
    }

    /// So many a second, whether answers come or not: each is waited for from when it was due.
    pub(crate) fn paced(&self, threads: usize, per_second: f64) -> Run {
        let threads_f = crate::whole(threads);
        self.on(threads, |share| {
            let mut connection = Connection::open(self.server);
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

    fn on(&self, threads: usize, work: impl Fn(&[Vec<u8>]) -> Part + Sync) -> Run {
        let shares: Vec<_> = self
            .requests
            .chunks(self.requests.len().div_ceil(threads))
            .collect();
        let ready = Barrier::new(shares.len() + 1);
        let work = |share| {
            ready.wait();
            work(share)
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
