//! A link for somebody without Keepwell: from a wallet with the built-in sample to its code, and to a link that opens, in
//! process, with the wallet unlocked and a real server on loopback.

use keepwell_wallet::{
    links::{self, LinkWish, Shape},
    share::Choice,
};
use rand_core::OsRng;

use crate::{
    desk::{Desk, NOW},
    median::{middle, seconds},
    row::{Row, Rows, Target},
};

const RUNS: usize = 31;
const WEEK_S: u64 = 7 * 24 * 60 * 60;

pub(crate) fn rows() -> Rows {
    let desk = Desk::new();
    let [trip, clinic] = [Shape::Travel, Shape::ClinicUs].map(|shape| times(&desk, shape));
    vec![
        Row::new("link for a trip, to the code", trip.0, "ms").reach(Target::AtMost(80.0)),
        Row::new("the same, at the relay and recorded", trip.1, "ms"),
        Row::new("link in one file with its PDF, to the code", clinic.0, "ms")
            .reach(Target::AtMost(80.0)),
        Row::new("the same, at the relay and recorded", clinic.1, "ms"),
    ]
}

/// Milliseconds to the code, and to a link that opens.
fn times(desk: &Desk, shape: Shape) -> (f64, f64) {
    let wish = LinkWish {
        shape,
        choice: Choice::default(),
        label: "Summary",
        passcode: (shape == Shape::Travel).then_some("a passcode for figures"),
        attempts: 10,
        from: None,
        until: NOW.plus(WEEK_S),
    };
    let (mut made, mut sent) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let (making, link) =
            seconds(|| links::make(desk.vault(), &wish, NOW, &mut OsRng).expect("a link"));
        let (sending, ()) = seconds(|| desk.send(link.id));
        made.push(making * 1000.0);
        sent.push((making + sending) * 1000.0);
    }
    (middle(made), middle(sent))
}
