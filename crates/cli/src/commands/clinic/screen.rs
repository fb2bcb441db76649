//! `keepwell clinic screen`: shows the clinic's own code, anew every two minutes, until a patient has scanned it and
//! decided; then opens what is shared.

use std::path::Path;

use keepwell_clinic::{
    open::check_place,
    rendezvous::{
        Outcome,
        screen::{self, Screen, State},
    },
};
use keepwell_protocol::time::parse_duration;
use keepwell_qr::make::{Code, Ink};
use rand_core::OsRng;
use serde_json::json;

use super::{
    Setting, unlock,
    wait::{finish, tell},
};
use crate::{
    args::ClinicScreen,
    commands::{network, write_file},
    edge,
    exit::{Failure, Kind},
    output::Output,
};

/// How long one question to the relay waits for an answer, in seconds.
const WAIT_S: u32 = 25;
/// Pixels a module in the picture.
const SCALE: u8 = 8;

pub(super) fn run(wish: &ClinicScreen, setting: Setting<'_>) -> Result<(), Failure> {
    let mut desk = unlock(&setting)?;
    let lasts_s = parse_duration(&wish.wait).map_err(Failure::usage)?;
    check_place(&wish.out)?;
    let screen = screen::begin(&mut desk, &network()?, edge::now(), &mut OsRng)?;
    let until = edge::now().plus(lasts_s);
    let outcome = shown(screen, until, wish.qr.as_deref(), setting.output)?;
    finish(&mut desk, &outcome, &wish.out, setting)
}

/// Shows the code until a patient has decided.
fn shown(
    mut screen: Screen,
    until: keepwell_protocol::time::Timestamp,
    qr: Option<&Path>,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let network = network()?;
    let mut told = None;
    let mut state = screen.state();
    loop {
        if state != told {
            match &state {
                Some(State::Waiting { text, .. }) => show(text, qr, output)?,
                Some(State::Asked(words)) => tell(output, *words),
                Some(State::Decided(outcome)) => return Ok(outcome.clone()),
                None => {}
            }
            told = state;
        }
        if edge::now() >= until && !matches!(told, Some(State::Asked(_))) {
            screen::close(screen, &network, edge::now());
            return Err(nobody());
        }
        state = match screen::poll(&mut screen, &network, WAIT_S, edge::now(), &mut OsRng) {
            Ok(state) => Some(state),
            Err(error) if error.is_temporary() => {
                edge::pause();
                screen.state()
            }
            Err(error) => return Err(error.into()),
        };
    }
}

/// Shows a code: as a picture where one was asked for, as text, and in the terminal where there is one.
fn show(text: &str, qr: Option<&Path>, output: &mut Output) -> Result<(), Failure> {
    let other = |error: keepwell_qr::make::MakeError| Failure::new(Kind::Other, "code", error);
    let code = Code::new(text).map_err(other)?;
    if let Some(file) = qr {
        write_file(file, &code.png(SCALE).map_err(other)?)?;
    }
    let drawing = if output.has_person() {
        code.terminal(Ink::Colour)
    } else {
        String::new()
    };
    let line = format!("{drawing}\n{text}\nLet the patient scan this code.");
    output.meanwhile(&json!({ "code": text }), line.trim_start());
    Ok(())
}

fn nobody() -> Failure {
    Failure::new(
        Kind::Unreachable,
        "nobody_scanned",
        "nobody scanned the code: show it again when a patient is there",
    )
}
