//! One journey: a patient and two clinics do what they can do, in an order and in a weather that a seed decides. What must
//! never happen is looked for at each step; what must hold in the end is in [`crate::agreement`].

use keepwell_clinic::open::{OpenError, Opened};
use keepwell_protocol::{card::Card, relay_api::OPENING_LASTS_S, time::Timestamp};
use keepwell_wallet::{
    grants::{self, GrantError, GrantId, Wish},
    outbox::{self, Pace, Run},
    records::What,
    share::Choice,
    sync::{self, Synced},
};
use serde_json::json;

use crate::{
    dice::Dice,
    stage::{Clinic, HOUR, MINUTE, Patient, Stage},
    weather::{Away, Weather},
};

/// The most grants of one journey.
const MOST_GRANTS: usize = 4;
/// Words of an opening's failure that a network alone must never bring about.
const ACCUSATIONS: [&str; 5] = [
    "altered",
    "bad_consent",
    "ledger_lies",
    "not_a_grant",
    "ledger_key_changed",
];

/// A grant, and what is known of it beside what the wallet says.
pub(crate) struct Given {
    pub(crate) id: GrantId,
    pub(crate) code: String,
    /// Which clinic it is for.
    pub(crate) clinic: usize,
    pub(crate) from: Timestamp,
    pub(crate) until: Timestamp,
    pub(crate) openings: Option<u32>,
    /// How often the clinic had the record.
    pub(crate) opened: u32,
    /// How many openings the clinic may have begun: who tries again within 15 minutes goes on within the same.
    pub(crate) begun: u32,
    /// When the opening began that goes on.
    pub(crate) goes_on: Option<Timestamp>,
    /// Relay and ledger once confirmed its stop.
    pub(crate) stopped: bool,
}

impl Given {
    /// Counts openings as a clinic may: it goes on within one that broke off, for as long as the relay lets it.
    fn note_try(&mut self, begin: Timestamp, opened: &Result<Opened, OpenError>) {
        let lasts = |began: &Timestamp| begin.seconds() - began.seconds() < OPENING_LASTS_S;
        if self.goes_on.filter(lasts).is_none() {
            self.begun += 1;
            self.goes_on = Some(begin);
        }
        let is_over = match opened {
            Ok(_) => true,
            Err(error) => error.code() == "not_available",
        };
        if is_over {
            self.goes_on = None;
        }
    }
}

/// A journey under way.
pub(crate) struct Journey {
    pub(crate) stage: Stage,
    pub(crate) weather: Weather,
    pub(crate) dice: Dice,
    pub(crate) patient: Patient,
    pub(crate) clinics: Vec<(Clinic, Card)>,
    pub(crate) given: Vec<Given>,
}

impl Journey {
    /// Everybody is there, and nothing has happened.
    pub(crate) fn begin(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let stage = if dice.falls(50) {
            Stage::new()
        } else {
            Stage::apart()
        };
        let patient = Patient::new(&stage, "patient");
        patient.import(&stage, "record.json", record().as_bytes());
        let clinics = ["Harbour Clinic", "Clinic on the Hill"]
            .map(|name| stage.clinic(name))
            .into();
        let weather = Weather::new(seed ^ 0xffff, stage.clock.clone());
        let carrying = weather.clone();
        stage
            .wire
            .hold(move |network, request| carrying.carry(network, request));
        Self {
            stage,
            weather,
            dice,
            patient,
            clinics,
            given: Vec::new(),
        }
    }

    /// Does so many things in a row.
    pub(crate) fn go(&mut self, acts: u64) {
        let storm = self.dice.one_of(&[0, 5, 15, 30, 60]);
        self.weather.storm(storm);
        self.grant();
        for _ in 0..acts {
            self.act();
            self.look();
        }
    }

    fn act(&mut self) {
        match self.dice.below(100) {
            0..16 if self.given.len() < MOST_GRANTS => self.grant(),
            0..34 => self.open(),
            34..46 => self.pause(),
            46..56 => self.stop(),
            56..60 => self.again(),
            60..72 => self.sync(),
            72..80 => self.send(),
            80..86 => self.wait(),
            86..95 => self.turn(),
            95..97 => self.restart(),
            _ => self.card(),
        }
    }

    fn tell(&self, what: String) {
        self.weather.tell(what);
    }

    /// A grant of some kind, sent or kept for later.
    fn grant(&mut self) {
        let clinic = self.dice.place(self.clinics.len());
        let now = self.stage.now();
        let what = match self.dice.below(5) {
            0 => What::Everything,
            1 => What::Deidentified,
            2 => What::Chosen {
                categories: vec!["problems".parse().expect("a category")],
                records: Vec::new(),
            },
            _ => What::Summary,
        };
        let choice = Choice {
            what,
            openings: self.dice.one_of(&[None, None, Some(1), Some(2)]),
            offline_ok: self.dice.falls(30),
            ..Choice::default()
        };
        let later = self.dice.falls(10).then(|| now.plus(10 * MINUTE));
        let lasts = self.dice.one_of(&[20 * MINUTE, HOUR, 6 * HOUR]);
        let until = now.plus(lasts);
        let wish = Wish {
            card: &self.clinics[clinic].1,
            choice,
            from: later,
            until,
        };
        let made = grants::make(&self.patient.vault, &wish, now, &mut self.dice).expect("a grant");
        let line = format!(
            "grant {}: {:?} for {lasts} s, at most {:?}, without ledger {}",
            self.given.len(),
            wish.choice.what,
            wish.choice.openings,
            wish.choice.offline_ok
        );
        self.tell(line);
        let (openings, from) = (wish.choice.openings, later.unwrap_or(now));
        self.given.push(Given {
            id: made.id,
            code: made.qr_text,
            clinic,
            from,
            until,
            openings,
            opened: 0,
            begun: 0,
            goes_on: None,
            stopped: false,
        });
        if self.dice.falls(70) {
            self.send();
        }
    }

    /// The same once more by a new code, which stops the old one.
    fn again(&mut self) {
        let old = self.dice.place(self.given.len());
        if self.given.len() == MOST_GRANTS {
            return;
        }
        let now = self.stage.now();
        let id = self.given[old].id;
        let made = grants::again(&self.patient.vault, id, 60, now, &mut self.dice);
        let made = made.expect("the card is still good");
        self.tell(format!("grant {}: {old} again", self.given.len()));
        self.given.push(Given {
            id: made.id,
            code: made.qr_text,
            clinic: self.given[old].clinic,
            from: now,
            until: made.expires,
            openings: self.given[old].openings,
            opened: 0,
            begun: 0,
            goes_on: None,
            stopped: false,
        });
        self.send();
    }

    /// A clinic tries a code, mostly its own.
    fn open(&mut self) {
        let place = self.dice.place(self.given.len());
        let stranger = self.dice.falls(10);
        self.open_at(place, stranger);
    }

    /// A clinic tries the code of this grant; whether it had the record.
    pub(crate) fn open_at(&mut self, place: usize, by_stranger: bool) -> bool {
        let given = &mut self.given[place];
        let known = self.patient.known(given.id);
        let is_closed = given.stopped || known.relay.closed;
        let is_paused = known
            .pause
            .is_some_and(|pause| pause.sent && pause.wish.paused);
        let who = if by_stranger {
            1 - given.clinic
        } else {
            given.clinic
        };
        let begin = self.stage.now();
        let opened = self.clinics[who].0.open(&self.stage, &given.code);
        let end = self.stage.now();
        if !by_stranger {
            given.note_try(begin, &opened);
        }
        let told = match &opened {
            Ok(_) => "opened".to_owned(),
            Err(error) => format!("{} at {:?}", error.code(), error.check()),
        };
        self.weather
            .tell(format!("clinic {who} tries {place}: {told}"));
        match opened {
            Ok(_) => {
                given.opened += 1;
                assert!(!by_stranger, "a stranger opened grant {place}");
                assert!(!is_closed, "grant {place} opened after its stop");
                assert!(!is_paused, "grant {place} opened while it was paused");
                let is_in_time = given.from <= end && begin < given.until;
                assert!(is_in_time, "grant {place} opened outside its time");
                true
            }
            Err(error) => {
                let code = error.code();
                assert!(!ACCUSATIONS.contains(&code), "grant {place}: {error}");
                false
            }
        }
    }

    /// Pauses a grant or lets the clinic in again, mostly sent at once.
    fn pause(&mut self) {
        let place = self.dice.place(self.given.len());
        let (id, now) = (self.given[place].id, self.stage.now());
        let vault = &self.patient.vault;
        let pauses = self.dice.falls(50);
        let paused = if pauses {
            grants::pause(vault, id, now)
        } else {
            grants::resume(vault, id, now)
        };
        let told = paused.map(|paused| paused.state);
        self.tell(format!("grant {place}: pause {pauses}: {told:?}"));
        assert!(!matches!(told, Err(ref error) if !matches!(error, GrantError::Over)));
        if self.dice.falls(70) {
            self.send();
        }
    }

    /// Stops a grant, sent at once or later.
    fn stop(&mut self) {
        let place = self.dice.place(self.given.len());
        let stopped = grants::revoke(&self.patient.vault, self.given[place].id, self.stage.now());
        let told = stopped.expect("a stop").state;
        self.tell(format!("grant {place}: stop: {told:?}"));
        if self.dice.falls(70) {
            self.send();
        }
    }

    fn send(&mut self) {
        let pace = if self.dice.falls(50) {
            Pace::Asked
        } else {
            Pace::Background
        };
        let now = self.stage.now();
        let how = run(pace);
        let sent = outbox::run(
            &self.patient.vault,
            &self.stage.wire,
            &how,
            now,
            &mut self.dice,
        );
        self.tell(format!("send: {:?}", sent.expect("a run")));
    }

    /// What a sync that the patient asks for comes to.
    pub(crate) fn synced(&mut self) -> Synced {
        let now = self.stage.now();
        let how = run(Pace::Asked);
        let synced = sync::sync(
            &self.patient.vault,
            &self.stage.wire,
            &how,
            now,
            &mut self.dice,
        );
        synced.expect("a sync")
    }

    fn sync(&mut self) {
        let synced = self.synced();
        let line = format!(
            "sync: {} sent, {} waiting, {:?}",
            synced.sent, synced.waiting, synced.unreachable
        );
        self.tell(line);
        assert_eq!(synced.alerts, [], "a network is no liar");
    }

    /// Time goes by, also beyond the end of a grant.
    fn wait(&mut self) {
        let seconds = self.dice.one_of(&[5, 90, 16 * MINUTE, HOUR]);
        self.pass(seconds);
        self.tell(format!("{seconds} s go by"));
    }

    /// The weather turns: a server goes away for long, or everything is there again.
    fn turn(&mut self) {
        let how = [Away::Nobody, Away::Silent, Away::Gateway];
        let mut away = |percent| self.dice.falls(percent).then(|| self.dice.one_of(&how));
        let (relay, ledger) = (away(30), away(30));
        self.weather.away(relay, ledger);
        self.tell(format!("away: relay {relay:?}, ledger {ledger:?}"));
    }

    /// A server is stopped and started again.
    fn restart(&mut self) {
        let stage = &mut self.stage;
        match &mut stage.ledger {
            Some(ledger) if self.dice.falls(50) => {
                ledger.stop();
                ledger.restart();
            }
            _ => {
                stage.server.stop();
                stage.server.restart();
            }
        }
        self.tell("a server was restarted".to_owned());
    }

    /// A clinic reads the ledger for its card, which is still the one that it showed.
    fn card(&mut self) {
        let who = self.dice.place(self.clinics.len());
        let now = self.stage.now();
        let (clinic, card) = &mut self.clinics[who];
        let issued =
            keepwell_clinic::card::issue(&mut clinic.desk, &self.stage.wire, now, &mut self.dice);
        let told = match issued {
            Ok(issued) => {
                assert!(
                    issued.card.digest() == card.digest(),
                    "it is a day old at most"
                );
                "the same".to_owned()
            }
            Err(error) => error.to_string(),
        };
        self.tell(format!("clinic {who} makes its card: {told}"));
    }

    /// What was acknowledged stays so.
    fn look(&mut self) {
        for (place, given) in self.given.iter_mut().enumerate() {
            let is_stopped = self.patient.known(given.id).is_stop_sent();
            assert!(is_stopped || !given.stopped, "the stop of {place} was lost");
            given.stopped = is_stopped;
        }
    }
}

/// Everything, without an end.
pub(crate) fn run(pace: Pace) -> Run<'static> {
    Run {
        only: &[],
        pace,
        is_over: &|| false,
    }
}

/// A small record.
fn record() -> String {
    let person = json!({ "fullUrl": "urn:uuid:p", "resource": { "resourceType": "Patient",
        "name": [{ "family": "Quiet" }], "birthDate": "1990-01-01" } });
    let problem = |number: u64| {
        json!({ "fullUrl": format!("urn:uuid:{number}"), "resource": { "resourceType": "Condition",
            "subject": { "reference": "urn:uuid:p" }, "code": { "text": format!("Problem number {number}"),
            "coding": [{ "system": "http://snomed.info/sct", "code": "38341003" }] } } })
    };
    let entries = [person, problem(1), problem(2)];
    json!({ "resourceType": "Bundle", "type": "collection", "entry": entries }).to_string()
}
