//! Waiting for what others do, and a place where they can be reached.

use std::{
    net::TcpListener,
    thread,
    time::{Duration, Instant},
};

/// Waits until it is so.
pub(crate) fn wait_until(time: Duration, what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < time, "waited in vain until {what}");
        thread::sleep(Duration::from_millis(50));
    }
}

/// A port that nobody has now.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    listener.local_addr().expect("an address").port()
}
