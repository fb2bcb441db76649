//! How much the ledger takes on at once and from one source. No option of a server changes the defaults, tests
//! pass others; what admission asks is the operator's choice.

use std::time::Duration;

use keepwell_admission::Rule;
use keepwell_protocol::status::INTERVAL_S;

/// The ledger's limits.
#[derive(Clone, Debug)]
pub struct Limits {
    /// How long a commit waits for company after its first statement. One flush to disk serves all that come meanwhile.
    pub window: Duration,
    /// The most entries in one commit.
    pub batch: usize,
    /// How many statements may wait for a commit.
    pub waiting: usize,
    /// Further places that only revocations, status roots and access roots may take, so that a flood of grants keeps none of them out.
    pub waiting_urgent: usize,
    /// How many batches may be arriving at a time; a quarter of them from one source.
    pub batches: usize,
    /// After so many bytes a new segment of the write-ahead log begins.
    pub segment_bytes: u64,
    /// Nor does a segment take anything in for longer than this, so that what is to be erased does not stay in it.
    pub segment_age: Duration,
    /// Statements from one source, other than revocations.
    pub statements: Rate,
    /// Revocations from one source.
    pub revocations: Rate,
    /// Signed times for one source.
    pub times: Rate,
    /// How often status lists are published; `None` for a ledger that publishes none.
    pub status: Option<ListPace>,
    /// What is asked of who brings a new grant.
    pub admission: Rule,
    /// Whether this very machine may ask as often as it likes. The places above still hold for it.
    pub spares_loopback: bool,
}

/// How often a status list is published.
#[derive(Clone, Copy, Debug)]
pub struct ListPace {
    /// So long after the last one where something was logged since.
    pub changed: Duration,
    /// So long after the last one where nothing was.
    pub idle: Duration,
}

/// How often one source may do something.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    /// So many at once.
    pub burst: u32,
    /// So many a second in the long run; at least 1.
    pub per_second: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            window: Duration::from_millis(2),
            batch: 8192,
            waiting: 16_384,
            waiting_urgent: 4096,
            batches: 16,
            segment_bytes: 16 * 1024 * 1024,
            segment_age: Duration::from_hours(1),
            statements: Rate {
                burst: 1000,
                per_second: 50,
            },
            revocations: Rate {
                burst: 4000,
                per_second: 200,
            },
            times: Rate {
                burst: 1000,
                per_second: 50,
            },
            status: Some(ListPace {
                changed: Duration::from_secs(INTERVAL_S),
                idle: Duration::from_secs(5 * INTERVAL_S),
            }),
            admission: Rule::Open,
            spares_loopback: true,
        }
    }
}
