//! From a patient's code to the opened record, through every check of protocol §8 in its order. Each check has a file of
//! its own and says in plain words what it found; the first that fails stops everything, and then no file is left. What
//! was opened is in the folder that was asked for.

mod card;
mod code;
mod decrypt;
mod digest;
mod error;
mod film;
mod inside;
mod judge;
mod ledger;
mod names;
mod output;
mod parcel;
mod parts;
mod receipt;
mod relay;
mod report;
mod revocation;
mod statement;
mod terms;
mod window;

use std::path::Path;

use keepwell_client::{servers::Servers, transport::Transport};
use keepwell_protocol::time::Timestamp;
use rand_core::CryptoRngCore;
use serde::Serialize;

pub use code::Code;
pub(crate) use code::text_of;
pub use error::OpenError;
pub use film::{from_animation, from_pictures};
pub use output::OutputError;
pub use parcel::{open_parcel, open_under_words};

use crate::desk::Desk;
use judge::{Unsealed, judge};
use output::Output;
use relay::Door;

/// The checks, in the order in which they are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CheckName {
    /// The clinic has a card that a grant can be alive for.
    Card,
    /// The code is a patient's, whole.
    Qr,
    /// Its relay is an allowed one and has something for this clinic.
    Relay,
    /// The share opens with this clinic's key.
    Decrypt,
    /// Its statement is the one that the code names.
    Digest,
    /// The statement is a grant, signed by the key it names.
    Statement,
    /// The terms are those that the statement commits to, for this clinic, relay, ledger and consent.
    Terms,
    /// The grant is on the ledger, whose history is the one this clinic knows.
    Receipt,
    /// Now is within the consent's time.
    Window,
    /// The grant was not taken back.
    Revocation,
    /// Every byte is what was granted.
    Parts,
}

impl CheckName {
    /// Its name in answers and errors.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Qr => "qr",
            Self::Relay => "relay",
            Self::Decrypt => "decrypt",
            Self::Digest => "digest",
            Self::Statement => "statement",
            Self::Terms => "terms",
            Self::Receipt => "receipt",
            Self::Window => "window",
            Self::Revocation => "revocation",
            Self::Parts => "parts",
        }
    }
}

/// One check that was passed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Which.
    pub name: CheckName,
    /// Always `true` here: a check that fails ends the opening.
    pub ok: bool,
    /// What was found, for a person. Says so where something could not be checked while the ledger was away.
    pub detail: String,
}

/// A grant that was opened. No `Debug`: it names a patient.
#[derive(Serialize)]
pub struct Opened {
    /// The grant's random name.
    pub grant: String,
    /// The patient's name, as their wallet wrote it; nobody has proven it.
    pub patient: String,
    /// Until when the patient consented.
    pub expires: Timestamp,
    /// The checks, all passed.
    pub checks: Vec<Check>,
    /// The files, as paths within the folder: `bundle.json`, `consent.json`, `attachments/…`.
    pub files: Vec<String>,
    /// What else a person should know.
    #[serde(skip)]
    pub note: Option<String>,
}

/// What a check gives on: something for the later checks, and what it found in words.
type Passed<T> = Result<(T, String), OpenError>;

/// Opens what `code` names into the folder `out`, which must be new or empty.
///
/// # Errors
/// [`OpenError`]; then `out` is as it was, and nothing of the record is left anywhere.
pub fn open(
    desk: &mut Desk,
    transport: &dyn Transport,
    code: Code<'_>,
    out: &Path,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Opened, OpenError> {
    let output = Output::prepare(out)?;
    let mut passed = Checks::default();
    passed.take(CheckName::Card, card::check(desk.generations(), now)?);
    let link = passed.take(CheckName::Qr, code::check(code)?);
    let servers = relay::allowed(desk.servers(), &link)?;
    let visit = desk.visit(&link.mailbox, now, rng)?;
    let door = Door::new(transport, &link, visit.0, now);
    let opened = visit_mailbox(desk, &door, servers, (passed, output), rng);
    // A failure to note it takes nothing from what was opened, nor from the reason why it was not.
    match &opened {
        Ok(_) | Err(OpenError::NotAvailable(_)) => desk.forget_visit(&link.mailbox, now, rng),
        Err(_) => desk.keep_visit(&link.mailbox, visit, rng),
    }
    .unwrap_or_default();
    opened
}

/// Everything that follows the code: what the relay has, and what it and the ledger say.
fn visit_mailbox(
    desk: &mut Desk,
    door: &Door<'_>,
    servers: Servers,
    (mut passed, mut output): (Checks, Output),
    rng: &mut dyn CryptoRngCore,
) -> Result<Opened, OpenError> {
    let (transport, link, now) = (door.transport, door.link, door.now);
    let found = passed.take(CheckName::Relay, relay::check(door, desk.generations())?);
    let manifest = passed.take(CheckName::Decrypt, decrypt::check(&found)?);
    let share = Unsealed {
        link,
        card: &found.generation.card,
        manifest: &manifest,
    };
    let judged = judge(desk, transport, &servers, &share, (&mut passed, now), rng)?;
    let terms = &judged.granted.terms;
    let identity = found.generation.identity();
    let parts = parts::check(door, &found.access, &identity, terms, &mut output)?;
    passed.take(CheckName::Parts, parts);
    let files = output.finish(terms, &manifest.consent)?;
    let reported = report::send(
        desk,
        door,
        &found.access,
        (&manifest, &judged.statement),
        judged.time,
        rng,
    );
    Ok(judged.opened(desk, (passed, files), reported.err(), rng))
}

/// Whether there is a place for the opened files at `out`, to be asked before a patient is.
///
/// # Errors
/// [`OutputError`].
pub fn check_place(out: &Path) -> Result<(), OutputError> {
    Output::prepare(out).map(drop)
}

/// The checks passed so far.
#[derive(Default)]
struct Checks(Vec<Check>);

impl Checks {
    /// Notes a check that passed, and gives on what it found.
    fn take<T>(&mut self, name: CheckName, (found, detail): (T, String)) -> T {
        self.0.push(Check {
            name,
            ok: true,
            detail,
        });
        found
    }
}

#[cfg(test)]
mod tests;
