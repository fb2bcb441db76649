//! How much a relay takes on: from one source, in one mailbox, and on the whole disk. No option of a server changes
//! them, tests pass others; what admission asks is the operator's choice. Closing, pausing and asking for a nonce are never
//! limited by them, so that access can always be taken back.

use keepwell_admission::Rule;

/// The most openings of one mailbox, whatever its lease says; each is an event that is kept.
pub const MAX_OPENINGS: u32 = 1000;
/// The most refused openings of one mailbox that are kept as events.
pub const MAX_REFUSED: u32 = 200;
/// The most reports of one mailbox.
pub const MAX_REPORTS: u32 = 200;
/// The largest part, in bytes of ciphertext.
pub const MAX_PART: u64 = 3 << 30;
/// The most parts of one mailbox: those of the largest terms, and the manifest.
pub const MAX_PARTS: u32 = 1001;
/// The longest lease, in seconds: 31 days.
pub const LONGEST_LEASE_S: u64 = 31 * 24 * 60 * 60;
/// How far ahead a lease may begin, in seconds: one year.
pub const FARTHEST_START_S: u64 = 366 * 24 * 60 * 60;
/// How long the events of a mailbox are kept after its lease, in seconds: 30 days.
pub const KEEP_EVENTS_S: u64 = 30 * 24 * 60 * 60;

/// The largest file of a public link that stands inside its manifest, in bytes.
pub const MAX_EMBEDDED: u64 = 4 << 20;

/// How often something may happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// At once.
    pub burst: u32,
    /// In the long run.
    pub per_hour: u32,
}

/// What a relay takes on.
#[derive(Clone, Debug)]
pub struct RelayLimits {
    /// Requests of one source.
    pub requests: Rate,
    /// Mailboxes created by one source.
    pub mailboxes: Rate,
    /// Boxes created by one source.
    pub boxes: Rate,
    /// Rendezvous created by one source.
    pub meetings: Rate,
    /// Rendezvous at the same time, each at most 40 KB on the disk.
    pub open_meetings: u64,
    /// Who waits for a message or follows a stream, at the same time; one source has a quarter of them.
    pub waiting: usize,
    /// What is asked of who makes a new mailbox.
    pub admission: Rule,
    /// Whether this very machine may ask and create as often as it likes. The room on the disk is limited for it too.
    pub spares_loopback: bool,
    /// Ciphertext in one mailbox, in bytes.
    pub mailbox_bytes: u64,
    /// Ciphertext and boxes together, in bytes.
    pub disk_bytes: u64,
    /// Requests to public links that are answered at the same time, each up to 24 MiB of memory; one source has a quarter.
    pub answers: usize,
    /// Owners for whom events are proved at the same time, which may wait for a ledger; one source has a quarter.
    pub proofs: usize,
    /// Pieces and boxes that are read at the same time, each up to 4 MiB of memory; one source has a quarter of them.
    pub bodies: usize,
}

impl Default for RelayLimits {
    fn default() -> Self {
        let hourly = |number| Rate {
            burst: number,
            per_hour: number,
        };
        Self {
            requests: Rate {
                burst: 1200,
                per_hour: 144_000,
            },
            mailboxes: hourly(1000),
            boxes: hourly(300),
            meetings: hourly(1000),
            open_meetings: 10_000,
            waiting: 4096,
            admission: Rule::Open,
            spares_loopback: true,
            mailbox_bytes: 4 << 30,
            disk_bytes: 64 << 30,
            answers: 8,
            proofs: 16,
            bodies: 32,
        }
    }
}
