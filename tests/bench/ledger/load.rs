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
    pub(crate) status: &'static str,
}

/// What came back.
pub(crate) struct Run {
    /// Seconds for all.
    pub(crate) took: f64,
    /// Milliseconds of each, sorted.
    pub(crate) each: Vec<f64>,
    /// The last answer's body.
    pub(crate) last: Vec<u8>,
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
            let (mut each, mut last) = (Vec::new(), Vec::new());
            for round in share.chunks(connections) {
                let sent: Vec<_> = open
                    .iter_mut()
                    .zip(round)
                    .map(|(connection, request)| {
                        connection.send(request);
                        Instant::now()
                    })
                    .collect();
                for (connection, sent) in open.iter_mut().zip(sent) {
                    last = connection.receive(self.status);
                    each.push(sent.elapsed().as_secs_f64() * 1000.0);
                }
            }
            (each, last)
        })
    }

    /// So many a second, whether answers come or not: each is waited for from when it was due.
    pub(crate) fn paced(&self, threads: usize, per_second: f64) -> Run {
        let threads_f = crate::whole(threads);
        self.on(threads, |share| {
            let mut connection = Connection::open(self.server);
            let begun = Instant::now();
            let (mut each, mut last) = (Vec::new(), Vec::new());
            for (number, request) in share.iter().enumerate() {
                let due =
                    begun + Duration::from_secs_f64(crate::whole(number) * threads_f / per_second);
                thread::sleep(due.saturating_duration_since(Instant::now()));
                connection.send(request);
                last = connection.receive(self.status);
                each.push(due.elapsed().as_secs_f64() * 1000.0);
            }
            (each, last)
        })
    }

    fn on(&self, threads: usize, work: impl Fn(&[Vec<u8>]) -> (Vec<f64>, Vec<u8>) + Sync) -> Run {
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
            let last = ended.last().expect("a thread").1.clone();
            let mut each: Vec<f64> = ended.into_iter().flat_map(|(each, _)| each).collect();
            each.sort_by(f64::total_cmp);
            Run { took, each, last }
        })
    }
}
