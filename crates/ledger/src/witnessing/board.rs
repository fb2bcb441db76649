//! Who has been asked what: the head that is being handed in, what each witness said of it, and when to ask again. Decides
//! from heads, answers and the time it is given; asks nobody and writes nothing.

use std::time::{Duration, Instant};

use keepwell_protocol::time::Timestamp;
use keepwell_tlog::checkpoint::SignedCheckpoint;
use keepwell_tlog::note::Signature;
use keepwell_tlog::policy::Policy;

use super::Pace;
use super::report::{Stance, WitnessReport, WitnessingReport};

/// What a witness's thread does next.
pub(super) enum Turn {
    /// Hands in `head`, with the proof from `old` entries.
    Ask { head: SignedCheckpoint, old: u64 },
    /// Ends.
    End,
    /// Waits, at most so long.
    Wait(Duration),
}

/// What a witness said, judged.
#[derive(Debug)]
pub(super) enum Said {
    /// It cosigned at this time by its own clock; the signature was checked.
    Cosigned(Signature, Timestamp),
    /// It has cosigned what is not in this ledger's history. A sentence.
    Contradicted(String),
    /// No answer, one that makes no sense, or a failure of its own. A sentence.
    Failed(String),
    /// Its last checkpoint has another size than was thought.
    Has(u64),
    /// It answers, and does not cosign, for a reason that does not pass by itself. A sentence.
    Refused(String),
}

/// One witness.
struct Place {
    name: String,
    has_url: bool,
    /// The size it cosigned last, as far as is known.
    size: u64,
    /// When that was, by its own clock.
    cosigned_at: Option<Timestamp>,
    /// How it stands since it was asked last.
    stance: Stance,
    /// Whether it has cosigned the head that is being handed in.
    is_done: bool,
    /// How often in a row it failed.
    failures: u32,
    /// How often since its last cosignature it named another size.
    corrections: u32,
    not_before: Option<Instant>,
    said: Option<(Timestamp, String)>,
}

/// All of them, and the head they are asked for.
pub(super) struct Board {
    pace: Pace,
    /// With the cosignatures so far.
    head: SignedCheckpoint,
    /// When it became the one to be handed in; `None` before the first.
    since: Option<Instant>,
    /// Whether enough have cosigned it.
    is_settled: bool,
    /// Whether a cosignature came that is not published.
    has_more: bool,
    places: Vec<Place>,
    is_closed: bool,
}

impl Board {
    /// Begins with `head`; `last` is what was published before.
    pub(super) fn new(
        policy: &Policy,
        head: SignedCheckpoint,
        last: Option<&SignedCheckpoint>,
        pace: Pace,
    ) -> Self {
        let place = |witness: &keepwell_tlog::policy::Witness| {
            let own = last.filter(|last| last.note().signatures_by(&witness.key).count() > 0);
            let said = own.and_then(|last| {
                let said = last.cosignatures(std::slice::from_ref(&witness.key));
                said.ok()?.first().map(|said| said.time_s)
            });
            let has_url = !witness.url.is_empty();
            Place {
                name: witness.key.name().as_str().to_owned(),
                has_url,
                size: own.map_or(0, |last| last.checkpoint().size()),
                cosigned_at: said.map(Timestamp::from_seconds),
                stance: Stance::new(has_url),
                is_done: false,
                failures: 0,
                corrections: 0,
                not_before: None,
                said: None,
            }
        };
        Self {
            pace,
            head,
            since: None,
            is_settled: false,
            has_more: false,
            places: policy.witnesses().map(place).collect(),
            is_closed: false,
        }
    }

    pub(super) fn close(&mut self) {
        self.is_closed = true;
    }

    pub(super) fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// Asks all of them once more, for the newest head, after a pause.
    pub(super) fn begin_again(&mut self, now: Instant) {
        self.since = None;
        let later = now.checked_add(self.pace.retry);
        self.places
            .iter_mut()
            .for_each(|one| one.not_before = later);
    }

    pub(super) fn has_failed(&self, place: usize) -> bool {
        self.places
            .get(place)
            .is_some_and(|place| place.failures > 0)
    }

    /// What the witness at `place` is to be asked now. `newest` is the ledger's newest head.
    pub(super) fn turn(&mut self, place: usize, newest: &SignedCheckpoint, now: Instant) -> Turn {
        if self.is_closed {
            return Turn::End;
        }
        let wait = self.advance(newest, now);
        let Some(place) = self.places.get(place) else {
            return Turn::End;
        };
        if place.is_done || place.size > self.head.checkpoint().size() {
            return Turn::Wait(wait);
        }
        match place
            .not_before
            .map(|time| time.saturating_duration_since(now))
        {
            Some(left) if !left.is_zero() => Turn::Wait(left),
            _ => Turn::Ask {
                head: self.head.clone(),
                old: place.size,
            },
        }
    }

    /// Notes what the witness at `place` said when it was handed the head of `size` entries.
    pub(super) fn note(
        &mut self,
        place: usize,
        (size, said): (u64, Said),
        at: Timestamp,
        now: Instant,
    ) {
        let (pace, is_of_this) = (self.pace, size == self.head.checkpoint().size());
        let Some(one) = self.places.get_mut(place) else {
            return;
        };
        one.said = Some((at, said.words(size)));
        one.stance = said.stance();
        match said {
            Said::Cosigned(signature, cosigned_at) => {
                (one.failures, one.corrections, one.not_before) = (0, 0, None);
                one.size = one.size.max(size);
                one.cosigned_at = one.cosigned_at.max(Some(cosigned_at));
                // One that was slow may answer for an earlier head; it is asked again.
                if is_of_this && !one.is_done && self.head.add(signature).is_ok() {
                    (one.is_done, self.has_more) = (true, true);
                }
            }
            // Once is put right at once; one that goes on like this is not answered without end.
            Said::Has(has) if one.corrections == 0 => {
                (one.size, one.corrections) = (has, 1);
            }
            Said::Has(has) => {
                one.size = has;
                one.fail(&pace, now);
            }
            Said::Contradicted(_) | Said::Failed(_) | Said::Refused(_) => one.fail(&pace, now),
        }
    }

    /// The head with its cosignatures, when there are enough and it has one that was not published.
    pub(super) fn newly_cosigned(&mut self, policy: &Policy) -> Option<SignedCheckpoint> {
        if !std::mem::take(&mut self.has_more) || policy.judge(&self.head).is_err() {
            return None;
        }
        self.is_settled = true;
        Some(self.head.clone())
    }

    /// Whether those that say that they know another history, proven or not, could have shown it to readers, and nothing new can be
    /// shown without one of them.
    pub(super) fn is_contradicted(&self, policy: &Policy) -> bool {
        let contradicts = |witness: &keepwell_tlog::policy::Witness| {
            let name = witness.key.name().as_str();
            let own = self.places.iter().find(|one| one.name == name);
            own.is_some_and(|one| one.stance == Stance::Contradicts)
        };
        policy.decides(contradicts) && !policy.decides(|witness| !contradicts(witness))
    }

    pub(super) fn report(&self, head: u64, published: Option<u64>) -> WitnessingReport {
        let asked = self.head.checkpoint().size();
        let one = |place: &Place| WitnessReport {
            name: place.name.clone(),
            size: place.size,
            cosigned_at: place.cosigned_at,
            stance: match place.stance {
                Stance::Cosigns if place.size < head => Stance::Behind,
                stance => stance,
            },
            failures: place.failures,
            said: match &place.said {
                Some((_, said)) => said.clone(),
                None if place.has_url => "nothing yet".to_owned(),
                None => "is not asked: the policy has no address for it".to_owned(),
            },
            said_at: place.said.as_ref().map(|(at, _)| *at),
        };
        WitnessingReport {
            head,
            published,
            published_at: None,
            asked: (!self.is_settled).then_some(asked),
            witnesses: self.places.iter().map(one).collect(),
            contradicted: None,
        }
    }

    /// Moves on to the newest head when this one is settled, or when a witness is past it so that it never will be. Says
    /// how long to wait before it is worth looking again.
    fn advance(&mut self, newest: &SignedCheckpoint, now: Instant) -> Duration {
        let Some(since) = self.since else {
            self.begin(newest, now);
            return Duration::ZERO;
        };
        let (size, new_size) = (self.head.checkpoint().size(), newest.checkpoint().size());
        let passed = now.saturating_duration_since(since);
        let is_passed_by = self
            .places
            .iter()
            .any(|one| one.size > size && one.size <= new_size);
        let due = match (new_size > size, self.is_settled) {
            (true, true) => self.pace.between,
            (true, false) if is_passed_by => Duration::ZERO,
            (false, true) => self.pace.refresh,
            (_, false) => return self.pace.retry_at_most,
        };
        if passed >= due {
            self.begin(newest, now);
            return Duration::ZERO;
        }
        due - passed
    }

    fn begin(&mut self, newest: &SignedCheckpoint, now: Instant) {
        self.head = newest.clone();
        self.since = Some(now);
        (self.is_settled, self.has_more) = (false, false);
        for one in &mut self.places {
            one.is_done = false;
        }
    }
}

impl Place {
    fn fail(&mut self, pace: &Pace, now: Instant) {
        let times = 2_u32.saturating_pow(self.failures.min(16));
        let pause = pace.retry.saturating_mul(times).min(pace.retry_at_most);
        self.failures = self.failures.saturating_add(1);
        self.not_before = now.checked_add(pause);
    }
}

impl Said {
    fn stance(&self) -> Stance {
        match self {
            Self::Cosigned(..) => Stance::Cosigns,
            Self::Contradicted(_) => Stance::Contradicts,
            Self::Failed(_) => Stance::Away,
            Self::Has(_) => Stance::Behind,
            Self::Refused(_) => Stance::Refuses,
        }
    }

    /// For the operator.
    fn words(&self, size: u64) -> String {
        match self {
            Self::Cosigned(..) => format!("cosigned {size} entries"),
            Self::Contradicted(why) | Self::Failed(why) | Self::Refused(why) => why.clone(),
            Self::Has(has) => format!("has cosigned {has} entries"),
        }
    }
}

#[cfg(test)]
mod tests;
