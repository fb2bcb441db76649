//! Check `window`: now is within the time that the patient consented to, by a time that the ledger signed. A wrong clock
//! of this machine is noticed, not obeyed.

use keepwell_protocol::{consent::Permission, time::Timestamp};

use super::{OpenError, Passed, ledger::Clock};

/// How far this machine's clock may be off before it is worth a word, in seconds.
const TOLERANCE_S: u64 = 5 * 60;

pub(super) fn check(permission: &Permission, clock: Clock) -> Passed<()> {
    if clock.now < permission.start {
        return Err(OpenError::TooEarly(permission.start));
    }
    if clock.now >= permission.end {
        return Err(OpenError::Expired(permission.end));
    }
    let by = if clock.is_signed {
        "by the ledger's time"
    } else {
        "by this computer's clock, since the ledger could not be reached"
    };
    let detail = format!(
        "the consent holds from {} until {}, {by}{}",
        permission.start,
        permission.end,
        remark(clock)
    );
    Ok(((), detail))
}

fn remark(clock: Clock) -> String {
    let seconds = |time: Timestamp| time.seconds();
    let off = seconds(clock.now).abs_diff(seconds(clock.local));
    if off <= TOLERANCE_S {
        return String::new();
    }
    format!(
        "; this computer's clock is {} minutes off: set it right",
        off / 60
    )
}
