//! `keepwell wallet grant --to first`, and `--to` the code on a clinic's screen: meets the clinic, has the patient type the
//! three words that its screen shows, and only then makes the grant and gives its code to the clinic.

use std::{
    io::{self, BufRead as _},
    path::Path,
};

use keepwell_crypto::fingerprint::check_characters;
use keepwell_protocol::{
    card::Card,
    time::{Timestamp, parse_duration},
};
use keepwell_qr::{
    make::{Code, Ink},
    read::{MAX_FILE_BYTES, read},
};
use keepwell_wallet::{
    cards::Standing,
    grants::{self, GrantError, Made},
    rendezvous::{Asking, Given, RendezvousError, first, screen},
    vault::Vault,
};
use rand_core::OsRng;
use serde_json::json;

use super::{Asked, SCALE, answer, other, send};
use crate::{
    args::MakeGrant,
    commands::{NewFile, Setting, network, wallet::unlock, write_file},
    edge,
    exit::{Failure, Kind},
    output::Output,
};

/// How long one question to the relay waits for an answer, in seconds.
const WAIT_S: u32 = 25;

/// Who is to be met.
pub(super) enum Whom {
    /// Whoever scans this wallet's code first.
    First,
    /// The clinic whose screen shows this code.
    Screen(String),
}

impl Whom {
    /// Who `to` names, unless it is a clinic's card.
    pub(super) fn of(to: &str) -> Result<Option<Self>, Failure> {
        if to == "first" {
            return Ok(Some(Self::First));
        }
        let text = if screen::is_one(to) {
            Some(to.to_owned())
        } else {
            from_file(Path::new(to))
        };
        Ok(text.map(Self::Screen))
    }
}

/// The code of a clinic's screen in a file; whatever else it holds is for cards to say.
fn from_file(path: &Path) -> Option<String> {
    let length = path
        .metadata()
        .ok()
        .filter(std::fs::Metadata::is_file)?
        .len();
    if usize::try_from(length).ok()? > MAX_FILE_BYTES {
        return None;
    }
    let bytes = std::fs::read(path).ok()?;
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => read(error.as_bytes()).ok()?,
    };
    screen::is_one(&text).then_some(text)
}

pub(super) fn run(
    grant: &MakeGrant,
    asked: &Asked,
    whom: &Whom,
    setting: Setting<'_>,
) -> Result<(), Failure> {
    let wait_s = parse_duration(&grant.wait).map_err(Failure::usage)?;
    let vault = unlock(&setting)?;
    for file in [&grant.qr, &grant.svg].into_iter().flatten() {
        NewFile::prepare(file)?;
    }
    let mut maker = Maker {
        vault: &vault,
        asked,
        clinic: String::new(),
        sent: Ok(()),
    };
    let given = match whom {
        Whom::First => {
            let until = edge::now().plus(wait_s);
            by_code(&mut maker, grant, until, setting.output)?
        }
        Whom::Screen(text) => by_screen(&mut maker, text, setting.output)?,
    };
    maker.sent?;
    let code = Code::new(&given.made.qr_text).map_err(other)?;
    save(&code, grant)?;
    if !given.delivered {
        setting.output.note(
            "The clinic's program could not be told. Let the clinic scan the code below instead.",
        );
    }
    answer(&vault, &given.made, &code, &maker.clinic, setting)
}

/// Makes the grant once the patient said yes.
struct Maker<'a> {
    vault: &'a Vault,
    asked: &'a Asked,
    clinic: String,
    sent: Result<(), Failure>,
}

impl Maker<'_> {
    /// Makes it and sends it, so that it can be opened as soon as the clinic is told.
    fn make(&mut self, card: &Card) -> Result<Made, GrantError> {
        let now = edge::now();
        let made = grants::make(self.vault, &self.asked.wish(card, now), now, &mut OsRng)?;
        card.details().name.clone_into(&mut self.clinic);
        self.sent = send(self.vault, &[made.id]).map(drop);
        Ok(made)
    }
}

fn by_code(
    maker: &mut Maker<'_>,
    grant: &MakeGrant,
    until: Timestamp,
    output: &mut Output,
) -> Result<Given, Failure> {
    let network = network()?;
    let mut first = first::begin(maker.vault, &network, edge::now(), &mut OsRng)?;
    let mut shown = String::new();
    let mut state = first.state();
    let asking = loop {
        match state {
            Some(first::State::Asked(asking)) => break asking,
            Some(first::State::Waiting { text, .. }) if text != shown => {
                show(&text, grant, output)?;
                shown = text;
            }
            _ => {}
        }
        if edge::now() >= until {
            first::cancel(first, &network, edge::now());
            return Err(nobody());
        }
        state = match first::poll(&mut first, &network, WAIT_S, edge::now(), &mut OsRng) {
            Ok(state) => Some(state),
            Err(error) if error.is_temporary() => {
                edge::pause();
                first.state()
            }
            Err(error) => return Err(error.into()),
        };
    };
    let says = ask(&asking, output)?;
    let mut make = |card: &Card| maker.make(card);
    let yes: Option<&mut keepwell_wallet::rendezvous::Make<'_>> = match says {
        Says::Yes => Some(&mut make),
        Says::No | Says::OtherWords => None,
    };
    let given = first::answer(first, &network, yes, edge::now(), &mut OsRng)?;
    given.ok_or_else(|| says.failure())
}

fn by_screen(maker: &mut Maker<'_>, text: &str, output: &mut Output) -> Result<Given, Failure> {
    let network = network()?;
    let screen = screen::read(maker.vault, text, &network, edge::now(), &mut OsRng)?;
    let says = ask(screen.asking(), output)?;
    let now = edge::now();
    if !matches!(says, Says::Yes) {
        screen::leave(screen, &network, now, &mut OsRng);
        return Err(says.failure());
    }
    let mut make = |card: &Card| maker.make(card);
    let given: Result<Given, RendezvousError> =
        screen::deliver(screen, &network, &mut make, now, &mut OsRng);
    Ok(given?)
}

/// What the patient answered.
#[derive(Clone, Copy)]
enum Says {
    Yes,
    No,
    OtherWords,
}

impl Says {
    fn failure(self) -> Failure {
        match self {
            Self::OtherWords => Failure::new(
                Kind::Refused,
                "other_words",
                "these are not the words that belong here: the screen you look at is not the one that asks. Nothing was shared",
            ),
            Self::Yes | Self::No => {
                Failure::new(Kind::Refused, "said_no", "you said no: nothing was shared")
            }
        }
    }
}

/// Asks the patient to type what the clinic's screen shows: who compares has compared, and a script can only pass on words
/// that came from the clinic.
fn ask(asking: &Asking, output: &mut Output) -> Result<Says, Failure> {
    let details = asking.card.details();
    let check = check_characters(&asking.card.key());
    let (standing, known) = match asking.standing {
        Standing::New => ("new", "You have not shared with it before."),
        Standing::MetBefore(_) => ("met", "You have shared with it before."),
    };
    let question = json!({ "asked": {
        "clinic": details.name, "country": details.country, "check": check, "standing": standing,
    } });
    output.meanwhile(
        &question,
        &format!(
            "{} ({}) asks to read your record. {known} Its check characters are {check}.\n\
             Type the three words that its screen shows, or nothing to say no:",
            details.name, details.country,
        ),
    );
    let mut typed = String::new();
    io::stdin()
        .lock()
        .read_line(&mut typed)
        .map_err(Failure::usage)?;
    if typed.trim().is_empty() {
        Ok(Says::No)
    } else if asking.words.are(&typed) {
        Ok(Says::Yes)
    } else {
        Ok(Says::OtherWords)
    }
}

/// Shows a code: in the files that were asked for, as text, and in the terminal where there is one.
fn show(text: &str, grant: &MakeGrant, output: &mut Output) -> Result<(), Failure> {
    let code = Code::new(text).map_err(other)?;
    save(&code, grant)?;
    let drawing = if output.has_person() {
        code.terminal(Ink::Colour)
    } else {
        String::new()
    };
    let line = format!("{drawing}\n{text}\nWhoever scans this code first asks you by name.");
    output.meanwhile(&json!({ "code": text }), line.trim_start());
    Ok(())
}

fn save(code: &Code, grant: &MakeGrant) -> Result<(), Failure> {
    if let Some(file) = &grant.qr {
        write_file(file, &code.png(SCALE).map_err(other)?)?;
    }
    if let Some(file) = &grant.svg {
        write_file(file, code.svg().as_bytes())?;
    }
    Ok(())
}

fn nobody() -> Failure {
    Failure::new(
        Kind::Unreachable,
        "nobody_scanned",
        "nobody scanned the code: show it again when the clinic is ready",
    )
}
