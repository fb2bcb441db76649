//! The thin edge of the command: the clock and the randomness of this machine, handed to the core, which reads
//! neither by itself.

use std::time::{SystemTime, UNIX_EPOCH};

use keepwell_protocol::time::Timestamp;

/// Now, by this machine's clock.
#[expect(
    clippy::disallowed_methods,
    reason = "the clock is read here and passed in everywhere else"
)]
pub(crate) fn now() -> Timestamp {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map(|since| since.as_secs());
    Timestamp::from_seconds(seconds.unwrap_or_default())
}

/// Lets a second pass, before somebody who could not be reached is tried again.
pub(crate) fn pause() {
    std::thread::sleep(std::time::Duration::from_secs(1));
}

/// Keeps this process's memory, in which keys and records are, from being written down when it crashes, and from other
/// programs of the same account. Where the system does not have that, it changes nothing.
pub(crate) fn leave_no_memory() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        // One byte, not none: Linux then hands a dump to no program of the system either (core(5)).
        let limit = Rlimit {
            current: Some(1),
            maximum: Some(1),
        };
        // Nothing is lost when the system refuses; a smaller limit than this is in force then.
        let _ = setrlimit(Resource::Core, limit);
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}
