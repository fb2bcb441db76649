//! `keepwell wallet grant`: a share for one clinic, and its code as text, picture, drawing and in the terminal.

mod meet;
mod under_words;

use std::str::FromStr;

use keepwell_crypto::fingerprint::check_characters;
use keepwell_protocol::{
    card::Card,
    time::{Timestamp, parse_duration},
};
use keepwell_qr::make::{Code, Ink};
use keepwell_wallet::{
    cards::{self, Standing},
    grants::{self, Made, Wish},
    share::{Choice, Groups, Preset, SensitiveGroup},
    vault::Vault,
};
use rand_core::OsRng;
use serde_json::{Value, json};

use super::{Setting, hand_over, send::send, unlock};
use crate::{
    args::MakeGrant,
    commands::{NewFile, network},
    edge,
    exit::{Failure, Kind},
};

/// Pixels a module in the picture.
pub(super) const SCALE: u8 = 8;
/// Of what waits for the server.
pub(super) const NOT_SENT: &str =
    "Not sent yet: “keepwell wallet sync” sends it when the server can be reached.";

pub(super) fn run(grant: &MakeGrant, setting: Setting<'_>) -> Result<(), Failure> {
    let asked = Asked::parse(grant)?;
    let to = match (&grant.to, &grant.animated) {
        (Some(to), _) => to,
        (None, Some(file)) if grant.words => return under_words::run(&asked, file, setting),
        (None, _) => {
            return Err(Failure::usage(
                "say with whom to share: use --to, or --words",
            ));
        }
    };
    if let Some(whom) = meet::Whom::of(to)? {
        if grant.animated.is_some() {
            return Err(Failure::usage(
                "an animated code needs the clinic's card: name it with --to",
            ));
        }
        return meet::run(grant, &asked, &whom, setting);
    }
    let vault = unlock(&setting)?;
    let card = cards::open(to, &network()?)?;
    let now = edge::now();
    let standing = cards::judge(&card, &cards::met(&vault)?, now)?;
    let wish = asked.wish(&card, now);
    // A grant whose code cannot be written would be sent all the same.
    let picture = grant.qr.as_deref().map(NewFile::prepare).transpose()?;
    let drawing = grant.svg.as_deref().map(NewFile::prepare).transpose()?;
    let animated = grant
        .animated
        .as_deref()
        .map(NewFile::prepare)
        .transpose()?;
    let made = match animated {
        Some(_) => grants::make_parcel(&vault, wish, now, &mut OsRng)?,
        None => grants::make(&vault, &wish, now, &mut OsRng)?,
    };
    let code = Code::new(&made.qr_text).map_err(other)?;
    if let Some(file) = picture {
        file.write(&code.png(SCALE).map_err(other)?)?;
    }
    if let Some(file) = drawing {
        file.write(code.svg().as_bytes())?;
    }
    send(&vault, &[made.id])?;
    // After it was sent, so that it has the ledger's receipt where that was to be had.
    if let Some(file) = animated {
        let handed = grants::hand_over(&vault, made.id, edge::now())?;
        file.write(&hand_over::picture(&handed.frames)?)?;
    }
    if standing == Standing::New {
        let check = check_characters(&card.key());
        setting.output.note(&format!(
            "You have not shared with this clinic before. Its check characters are {check}: compare them at the desk."
        ));
    }
    answer(&vault, &made, &code, &card.details().name, setting)
}

/// Says what was made.
pub(super) fn answer(
    vault: &Vault,
    made: &Made,
    code: &Code,
    clinic: &str,
    setting: Setting<'_>,
) -> Result<(), Failure> {
    let (object, sent) = told(vault, made)?;
    let drawing = drawing(code, &setting);
    let lines = format!(
        "{}\n{}\n\n{clinic} can open {} records until {}. {sent}\nStop it any time: keepwell wallet revoke {}",
        drawing, made.qr_text, made.records, made.expires, made.id,
    );
    setting.output.answer(&object, &lines)
}

/// What there is to say of a share that was made: for programs, and whether it was sent.
fn told(vault: &Vault, made: &Made) -> Result<(Value, String), Failure> {
    let index = grants::load(vault, made.id)?.and_then(|grant| grant.log_index());
    let object = json!({
        "grant": made.id,
        "qr_text": made.qr_text,
        "expires": made.expires,
        "records": made.records,
        "bytes": made.bytes,
        "ledger": ledger(index),
    });
    let sent = match index {
        Some(index) => format!("The log has it as entry {index}."),
        None => NOT_SENT.to_owned(),
    };
    Ok((object, sent))
}

/// How far the log is with what was made.
pub(super) fn ledger(index: Option<u64>) -> Value {
    let state = index.map_or("pending", |_| "recorded");
    json!({ "state": state, "index": index })
}

/// The code in the terminal, where a person looks at it.
pub(super) fn drawing(code: &Code, setting: &Setting<'_>) -> String {
    if setting.output.is_seen() {
        code.terminal(Ink::Colour)
    } else {
        String::new()
    }
}

/// The arguments, understood.
struct Asked {
    choice: Choice,
    from: Option<Timestamp>,
}

impl Asked {
    /// What was asked for, for the clinic of this card.
    fn wish<'c>(&self, card: &'c Card, now: Timestamp) -> Wish<'c> {
        Wish {
            card,
            until: self.choice.until(self.from.unwrap_or(now)),
            from: self.from,
            choice: self.choice.clone(),
        }
    }

    /// A preset fills in what was not said.
    fn parse(grant: &MakeGrant) -> Result<Self, Failure> {
        let preset = grant.preset.as_deref().map(Preset::from_str).transpose();
        let preset = preset.map_err(Failure::usage)?.map(Preset::choice);
        let mut choice = preset.unwrap_or_default();
        if let Some(what) = &grant.share {
            choice.what = what.parse().map_err(Failure::usage)?;
        }
        if let Some(purpose) = &grant.purpose {
            choice.purpose = purpose.parse().map_err(Failure::usage)?;
        }
        if let Some(lasts) = &grant.lasts {
            let seconds = parse_duration(lasts).map_err(Failure::usage)?;
            // A duration is whole minutes and at most 30 days.
            choice.minutes = u32::try_from(seconds / 60).unwrap_or(u32::MAX);
        }
        if !grant.hold_back.is_empty() {
            choice.let_in = let_in(&grant.hold_back)?;
        }
        choice.openings = grant.openings.or(choice.openings);
        choice.offline_ok |= grant.offline_ok;
        choice.language.clone_from(&grant.language);
        let from = grant.from.as_deref().map(Timestamp::parse).transpose();
        Ok(Self {
            choice,
            from: from.map_err(Failure::usage)?,
        })
    }
}

/// The groups that are not held back.
pub(super) fn let_in(hold_back: &[String]) -> Result<Groups, Failure> {
    match hold_back {
        [one] if one == "all" => return Ok(Groups::new()),
        [one] if one == "none" => return Ok(SensitiveGroup::ALL.into()),
        _ => {}
    }
    let held: Result<Groups, _> = hold_back.iter().map(|name| name.parse()).collect();
    let held = held.map_err(Failure::usage)?;
    let mut all = Groups::from(SensitiveGroup::ALL);
    all.retain(|group| !held.contains(group));
    Ok(all)
}

pub(super) fn other(error: impl ToString) -> Failure {
    Failure::new(Kind::Other, "code", error)
}
