//! `keepwell clinic wait`: claims the code that a patient shows to whoever scans first, tells the words, waits for the
//! patient's yes and opens what is shared.

use keepwell_clinic::{
    desk::Desk,
    open::{Code, check_place},
    rendezvous::{Asked, LiveWords, Outcome, first},
};
use rand_core::OsRng;
use serde_json::json;

use super::{
    Setting,
    open::{self, code, named},
    unlock,
};
use crate::{
    args::ClinicWait,
    commands::network,
    edge,
    exit::{Failure, Kind},
    output::Output,
};

/// How long one question to the relay waits for an answer, in seconds.
const WAIT_S: u32 = 25;

pub(super) fn run(wait: &ClinicWait, setting: Setting<'_>) -> Result<(), Failure> {
    let mut desk = unlock(&setting)?;
    let picture = named(&wait.code)?;
    check_place(&wait.out)?;
    let asked = first::claim(
        &mut desk,
        &network()?,
        code(&picture, &wait.code),
        edge::now(),
        &mut OsRng,
    )?;
    tell(setting.output, asked.words());
    let outcome = decided(asked)?;
    finish(&mut desk, &outcome, &wait.out, setting)
}

/// Tells the clinic which words the patient must hear.
pub(super) fn tell(output: &mut Output, words: LiveWords) {
    output.meanwhile(
        &json!({ "words": words.to_string() }),
        &format!("The patient is asked now. Your three words: {words}"),
    );
}

/// Opens what the patient said yes to.
pub(super) fn finish(
    desk: &mut Desk,
    outcome: &Outcome,
    out: &std::path::Path,
    setting: Setting<'_>,
) -> Result<(), Failure> {
    match outcome {
        Outcome::Granted(link) => open::open(desk, Code::Text(&link.to_text()), out, setting),
        Outcome::Refused => Err(Failure::new(
            Kind::Refused,
            "patient_said_no",
            "the patient said no: nothing was shared",
        )),
    }
}

/// What the patient said, as soon as they have. The relay gives up after ten minutes.
fn decided(mut asked: Asked) -> Result<Outcome, Failure> {
    let network = network()?;
    loop {
        match asked.outcome(&network, WAIT_S, edge::now()) {
            Ok(Some(outcome)) => return Ok(outcome),
            Ok(None) => {}
            Err(error) if error.is_temporary() => edge::pause(),
            Err(error) => return Err(error.into()),
        }
    }
}
