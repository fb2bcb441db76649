//! Admission by proof of work: challenges that the server does not remember, answers that it takes once, and as much work as
//! the load asks for.

use std::sync::{Mutex, MutexGuard, PoisonError};

use keepwell_crypto::secret::Secret32;
use keepwell_protocol::{
    admission::{Challenge, Solution, Subject},
    time::Timestamp,
};
use rand_chacha::ChaCha20Rng;
use rand_core::{CryptoRngCore, RngCore as _, SeedableRng as _};

use crate::{
    Pace, Refused,
    load::Load,
    once::{Once, Use},
};

/// How long a challenge may be answered, in seconds: the hardest one takes a slow phone some tens.
const LASTS_S: u64 = 120;
/// The most answers that are remembered for so long.
const MAX_USED: usize = 200_000;
/// An answer may have so many bits less than are asked for now: the load may have risen while somebody worked.
const SLACK: u8 = 1;
/// How far the clocks of several machines may be apart, in seconds: what one of them asked for may be from another one's future.
const APART_S: u64 = 5;

/// Asks for work and checks it.
pub(crate) struct Work {
    key: Secret32,
    pace: Pace,
    apart_s: u64,
    now: Mutex<Now>,
}

/// What changes with each request. Locked for as long as a look-up takes.
struct Now {
    load: Load,
    used: Once,
    /// Draws what each challenge has for itself: otherwise than other machines with the same key, and than this one before it was
    /// started again; and nobody can work ahead for a challenge that he knows will come.
    draw: ChaCha20Rng,
}

impl Work {
    /// With a key of its own.
    pub(crate) fn new(pace: Pace, rng: &mut dyn CryptoRngCore) -> Self {
        Self::with(pace, Secret32::generate(rng), 0, rng)
    }

    /// With the key that other machines have too; only `rng` is this process's own.
    pub(crate) fn shared(
        pace: Pace,
        secrets: &mut dyn CryptoRngCore,
        rng: &mut dyn CryptoRngCore,
    ) -> Self {
        Self::with(pace, Secret32::generate(secrets), APART_S, rng)
    }

    fn with(pace: Pace, key: Secret32, apart_s: u64, rng: &mut dyn CryptoRngCore) -> Self {
        let mut seed = [0; 32];
        rng.fill_bytes(&mut seed);
        let now = Now {
            load: Load::new(),
            used: Once::new(LASTS_S + apart_s, MAX_USED),
            draw: ChaCha20Rng::from_seed(seed),
        };
        Self {
            key,
            pace,
            apart_s,
            now: Mutex::new(now),
        }
    }

    /// Lets in, once, what was worked for hard enough and lately.
    pub(crate) fn admit(
        &self,
        subject: &Subject,
        answer: Option<&str>,
        now: Timestamp,
    ) -> Result<(), Refused> {
        let answer = answer.and_then(|value| Solution::from_header(value).ok());
        // Nothing that locks out others happens before the one hash.
        let answer = answer.filter(|one| self.is_genuine(one, now) && one.is_for(subject));
        let mut state = self.lock();
        let asked = state.load.bits(self.pace, now);
        let hard_enough = |one: &Solution| one.challenge().bits().saturating_add(SLACK) >= asked;
        let Some(answer) = answer.filter(hard_enough) else {
            return Err(Refused::Asked(self.ask(&mut state, asked, now)));
        };
        match state.used.take(answer.challenge().random(), now) {
            Use::First => {
                state.load.add(self.pace, now);
                Ok(())
            }
            Use::Again => Err(Refused::Asked(self.ask(&mut state, asked, now))),
            Use::NoRoom => Err(Refused::Busy),
        }
    }

    /// Whether a challenge is this server's own and not too old. One from the future was made before the clock went back.
    fn is_genuine(&self, answer: &Solution, now: Timestamp) -> bool {
        let expires = answer.challenge().expires();
        let latest = now.plus(LASTS_S + self.apart_s);
        now < expires && expires <= latest && answer.challenge().is_made_with(&self.key)
    }

    fn ask(&self, state: &mut Now, bits: u8, now: Timestamp) -> String {
        let mut random = [0; 16];
        state.draw.fill_bytes(&mut random);
        Challenge::new(bits, now.plus(LASTS_S), random, &self.key).to_header()
    }

    fn lock(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use rand_core::OsRng;

    use super::*;

    const SUBJECT: Subject = [7; 32];
    const PACE: Pace = Pace {
        at_rest: 6,
        at_most: 10,
        per_second: 1,
        burst: 4,
    };

    fn at(seconds: u64) -> Timestamp {
        Timestamp::from_seconds(1_795_000_000 + seconds)
    }

    fn work() -> Work {
        Work::new(PACE, &mut OsRng)
    }

    /// The challenge in a refusal.
    fn asked(refused: Result<(), Refused>) -> Challenge {
        match refused {
            Err(Refused::Asked(value)) => Challenge::from_header(&value).unwrap(),
            other => panic!("a challenge expected: {other:?}"),
        }
    }

    fn solve(challenge: Challenge, subject: &Subject) -> String {
        challenge.solve(subject, || true).unwrap().to_header()
    }

    /// Asks, works and sends again, at one moment.
    fn let_in(work: &Work, subject: &Subject, now: Timestamp) {
        let answer = solve(asked(work.admit(subject, None, now)), subject);
        assert_eq!(work.admit(subject, Some(&answer), now), Ok(()));
    }

    #[test]
    fn who_has_worked_is_let_in_and_nobody_else() {
        let work = work();
        let challenge = asked(work.admit(&SUBJECT, None, at(0)));
        assert_eq!((challenge.bits(), challenge.expires()), (6, at(LASTS_S)));
        for wrong in ["", "Basic Zm9v", "KeepwellWork solution=\"\""] {
            asked(work.admit(&SUBJECT, Some(wrong), at(0)));
        }
        let_in(&work, &SUBJECT, at(0));
    }

    #[test]
    fn an_answer_is_good_once() {
        let work = work();
        let answer = solve(asked(work.admit(&SUBJECT, None, at(0))), &SUBJECT);
        assert_eq!(work.admit(&SUBJECT, Some(&answer), at(0)), Ok(()));
        asked(work.admit(&SUBJECT, Some(&answer), at(0)));
        asked(work.admit(&SUBJECT, Some(&answer), at(LASTS_S - 1)));
    }

    #[test]
    fn work_for_another_request_is_worth_nothing() {
        let work = work();
        // A subject for which these few bits are not solved by chance.
        let challenge = asked(work.admit(&SUBJECT, None, at(0)));
        let solution = challenge.solve(&SUBJECT, || true).unwrap();
        let other = (0..).map(|n| [n; 32]).find(|other| !solution.is_for(other));
        asked(work.admit(&other.unwrap(), Some(&solution.to_header()), at(0)));
        assert_eq!(
            work.admit(&SUBJECT, Some(&solution.to_header()), at(0)),
            Ok(())
        );
    }

    #[test]
    fn a_challenge_expires_and_one_of_the_future_is_none() {
        let work = work();
        let answer = solve(asked(work.admit(&SUBJECT, None, at(100))), &SUBJECT);
        asked(work.admit(&SUBJECT, Some(&answer), at(100 + LASTS_S)));
        asked(work.admit(&SUBJECT, Some(&answer), at(99)));
        assert_eq!(
            work.admit(&SUBJECT, Some(&answer), at(99 + LASTS_S)),
            Ok(())
        );
    }

    #[test]
    fn another_server_s_challenge_is_not_taken_nor_one_that_was_altered() {
        let (work, other) = (work(), work());
        let answer = solve(asked(other.admit(&SUBJECT, None, at(0))), &SUBJECT);
        asked(work.admit(&SUBJECT, Some(&answer), at(0)));
        let own = Secret32::generate(&mut OsRng);
        let easy = Challenge::new(0, at(60), [1; 16], &own);
        asked(work.admit(&SUBJECT, Some(&solve(easy, &SUBJECT)), at(0)));
    }

    /// Two machines with one key, as several have it.
    fn machines() -> [Work; 2] {
        let key = || Secret32::from_bytes([9; 32]);
        [(); 2].map(|()| Work::with(PACE, key(), APART_S, &mut OsRng))
    }

    #[test]
    fn what_one_machine_asked_for_another_one_takes_whatever_else_it_took() {
        let [one, other] = machines();
        let answers = [&one, &other].map(|work| {
            let challenge = asked(work.admit(&SUBJECT, None, at(0)));
            solve(challenge, &SUBJECT)
        });
        // Each was the first that its machine asked for, and both come to the same one.
        assert_eq!(other.admit(&SUBJECT, Some(&answers[0]), at(0)), Ok(()));
        assert_eq!(other.admit(&SUBJECT, Some(&answers[1]), at(0)), Ok(()));
        asked(other.admit(&SUBJECT, Some(&answers[0]), at(0)));
        // The first one does not know what the other took: the subject is what stands once.
        assert_eq!(one.admit(&SUBJECT, Some(&answers[0]), at(0)), Ok(()));
    }

    #[test]
    fn a_machine_takes_what_one_whose_clock_is_ahead_asked_for() {
        let [one, other] = machines();
        let ahead = at(100 + APART_S);
        let answer = solve(asked(one.admit(&SUBJECT, None, ahead)), &SUBJECT);
        asked(other.admit(&SUBJECT, Some(&answer), at(99)));
        assert_eq!(other.admit(&SUBJECT, Some(&answer), at(100)), Ok(()));
        let last = at(99 + APART_S + LASTS_S);
        asked(other.admit(&SUBJECT, Some(&answer), last));
    }

    #[test]
    fn the_work_rises_with_what_comes_and_what_was_too_easy_is_refused() {
        let work = work();
        let early: Vec<_> = (0..3_u8)
            .map(|n| solve(asked(work.admit(&[n; 32], None, at(0))), &[n; 32]))
            .collect();
        for n in 100..104 {
            let_in(&work, &[n; 32], at(0));
        }
        assert_eq!(asked(work.admit(&SUBJECT, None, at(0))).bits(), 7);
        // One step is forgiven to who began before.
        assert_eq!(work.admit(&[0; 32], Some(&early[0]), at(0)), Ok(()));
        for n in 104..108 {
            let_in(&work, &[n; 32], at(0));
        }
        let harder = asked(work.admit(&[1; 32], Some(&early[1]), at(0)));
        assert_eq!(harder.bits(), 8);
        assert_eq!(asked(work.admit(&SUBJECT, None, at(9))).bits(), 6);
    }

    #[test]
    fn no_two_challenges_are_the_same() {
        let work = work();
        let one = asked(work.admit(&SUBJECT, None, at(0)));
        assert_ne!(one, asked(work.admit(&SUBJECT, None, at(0))));
    }
}
