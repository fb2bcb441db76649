//! How much of what could be tried is tried: a little in every run, and all that is claimed in the long ones.

/// How many cycles: `short` ones in every run, `long` with `KEEPWELL_LONG=1` in the environment.
pub(crate) fn cycles(short: u32, long: u32) -> u32 {
    if is_long() { long } else { short }
}

/// Whether everything shall be tried, which takes hours.
pub(crate) fn is_long() -> bool {
    std::env::var("KEEPWELL_LONG").is_ok_and(|value| value == "1")
}
