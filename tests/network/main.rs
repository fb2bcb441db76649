//! A network at its worst: wallet, relay, ledger and clinic with everything between them cut, slow, half, twice and out of
//! order, by chance. Each journey ends in a state that all of them agree on. In every run of the tests some journeys, with
//! `KEEPWELL_LONG=1` a thousand; `KEEPWELL_SEED=<n>` runs the one that failed.

#[cfg(test)]
use journeys::{stage, wire};

#[cfg(test)]
mod agreement;
#[cfg(test)]
mod dice;
#[cfg(test)]
mod journey;
#[cfg(test)]
mod proxy;
#[cfg(test)]
mod weather;

#[cfg(test)]
#[path = "../journeys"]
#[expect(
    dead_code,
    unused_imports,
    reason = "the journeys have more use for it"
)]
mod journeys {
    pub(crate) mod stage;
    pub(crate) mod wire;
}

#[cfg(test)]
mod storms {
    use std::sync::atomic::{AtomicU64, Ordering};

    use crate::{journey::Journey, weather::Weather};

    /// How many journeys there are in every run of the tests, and how many in the long form.
    const SHORT: u64 = 30;
    const LONG: u64 = 1000;
    /// How many are under way at a time.
    const WORKERS: usize = 4;

    /// Says what happened when a journey fails.
    struct Diary(u64, Weather);

    impl Drop for Diary {
        fn drop(&mut self) {
            if std::thread::panicking() {
                let Self(seed, weather) = self;
                println!("{}", weather.told());
                println!("network: run this journey alone with KEEPWELL_SEED={seed}");
            }
        }
    }

    fn travel(seed: u64) -> u64 {
        let mut journey = Journey::begin(seed);
        let _diary = Diary(seed, journey.weather.clone());
        journey.go(4 + seed % 12);
        journey.heal();
        journey.weather.suffered()
    }

    fn number(variable: &str) -> Option<u64> {
        std::env::var(variable).ok()?.parse().ok()
    }

    #[test]
    fn every_journey_ends_in_a_state_that_all_agree_on() {
        if let Some(seed) = number("KEEPWELL_SEED") {
            travel(seed);
            return;
        }
        let is_long = std::env::var_os("KEEPWELL_LONG").is_some_and(|value| value == "1");
        let journeys = if is_long { LONG } else { SHORT };
        let next = AtomicU64::new(0);
        // Most of a journey is waiting for a disk or for an answer, so several are under way.
        let work = || {
            let seeds = std::iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed)));
            let seeds = seeds.take_while(|seed| *seed < journeys);
            seeds.map(travel).sum::<u64>()
        };
        let suffered: u64 = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..WORKERS).map(|_| scope.spawn(work)).collect();
            let done = workers.into_iter().map(|worker| worker.join());
            done.map(|suffered| suffered.expect("a journey failed"))
                .sum()
        });
        println!("network: {journeys} journeys, {suffered} requests suffered");
        assert!(
            suffered > journeys,
            "the weather was too fair to prove anything"
        );
    }
}
