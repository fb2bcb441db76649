//! `keepwell wallet trip`: what is ready for a trip and what is not, and one command that makes the link for it.

use std::fmt::Write as _;

use keepwell_protocol::time::Timestamp;
use keepwell_qr::make::Code;
use keepwell_wallet::{
    emergency::{self, Paper as Print},
    grants::{self, GrantError, GrantId},
    links::{self, ATTEMPTS, LinkWish, Shape},
    share::Choice,
    travel::Language,
    trip::{self, Checklist, Paper, Rehearsal, Step, StepName, StepState, Trip, TripError},
    vault::Vault,
};
use rand_core::OsRng;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::{
    Setting,
    grant::{SCALE, let_in, other},
    send::send,
    unlock,
};
use crate::{
    args::PrepareTrip,
    commands::{NewFile, network},
    edge,
    exit::Failure,
    output::Output,
    secrets,
};

/// The last second of a day.
const END_OF_DAY: &str = "T23:59:59Z";
const START_OF_DAY: &str = "T00:00:00Z";

pub(super) fn run(wish: &PrepareTrip, setting: Setting<'_>) -> Result<(), Failure> {
    let language = wish.language.as_deref().map(language).transpose()?;
    let planned = planned(wish, language)?;
    let vault = unlock(&setting)?;
    if let Some(planned) = planned {
        trip::plan(&vault, planned, edge::now())?;
        link(&vault, &planned, wish, setting.output)?;
    }
    print(&vault, wish, language)?;
    let rehearsed = wish.test.then(|| test(&vault, language)).transpose()?;
    let list = trip::checklist(&vault, edge::now())?;
    setting.output.answer(
        &object(&vault, &list, rehearsed)?,
        &lines(&vault, &list, rehearsed)?,
    )
}

fn language(tag: &str) -> Result<Language, Failure> {
    Language::of(tag).ok_or_else(|| {
        Failure::usage("choose the language from en, es, fr, de, pt, ar, zh, hi, ru and sw")
    })
}

fn planned(wish: &PrepareTrip, language: Option<Language>) -> Result<Option<Trip>, Failure> {
    let Some((until, language)) = wish.until.as_deref().zip(language) else {
        return Ok(None);
    };
    let from = wish.from.as_deref().map(|from| moment(from, START_OF_DAY));
    Ok(Some(Trip {
        from: from.transpose()?.unwrap_or_else(edge::now),
        until: moment(until, END_OF_DAY)?,
        language,
    }))
}

/// A time, or a day of which the beginning or the end counts, by UTC.
fn moment(text: &str, of_day: &str) -> Result<Timestamp, Failure> {
    let whole = if text.contains('T') {
        text.to_owned()
    } else {
        format!("{text}{of_day}")
    };
    Timestamp::parse(&whole).map_err(|_| {
        Failure::usage("write a day like 2026-12-01, or a time like 2026-12-01T09:30:00Z")
    })
}

/// Makes the link for the trip. One that serves it already is brought up to date instead, so that a code on paper goes on.
fn link(
    vault: &Vault,
    planned: &Trip,
    wish: &PrepareTrip,
    output: &mut Output,
) -> Result<(), Failure> {
    let now = edge::now();
    let (from, until) = trip::link_times(planned, now);
    let id = if let Some(id) = served(vault, wish, output)? {
        links::update(vault, id, now, &mut OsRng)?;
        id
    } else {
        let passcode = passcode(wish)?;
        let link = LinkWish {
            shape: Shape::Travel,
            choice: Choice {
                let_in: let_in(&wish.hold_back)?,
                language: Some(planned.language.tag().to_owned()),
                ..Choice::default()
            },
            label: &wish.label,
            passcode: passcode.as_ref().map(|passcode| passcode.as_str()),
            attempts: ATTEMPTS,
            from,
            until,
        };
        links::make(vault, &link, now, &mut OsRng)?.id
    };
    if let Some(file) = &wish.qr {
        let code = links::code(vault, id, now)?.ok_or(GrantError::Over)?;
        let picture = Code::new(&code.page).map_err(other)?.png(SCALE);
        NewFile::prepare(file)?.write(&picture.map_err(other)?)?;
    }
    send(vault, &[id])?;
    Ok(())
}

/// The link for these dates that is there already. One without a passcode is none for who wants one.
fn served(
    vault: &Vault,
    wish: &PrepareTrip,
    output: &mut Output,
) -> Result<Option<GrantId>, Failure> {
    let now = edge::now();
    let Some(id) = trip::checklist(vault, now)?.link_for_dates() else {
        return Ok(None);
    };
    let wants_passcode = wish.passcode || wish.passcode_file.is_some();
    let links = links::list(vault, now)?;
    let has_passcode = links
        .iter()
        .any(|link| link.id == id && link.has_passcode == Some(true));
    if wants_passcode && !has_passcode {
        output.note(&format!(
            "The link {id} has no passcode, so a new one is made. Stop the old one: keepwell wallet link stop {id}"
        ));
        return Ok(None);
    }
    if wants_passcode {
        output.note("The link for these dates is there already: it keeps its passcode.");
    }
    Ok(Some(id))
}

fn passcode(wish: &PrepareTrip) -> Result<Option<Zeroizing<String>>, Failure> {
    match (&wish.passcode_file, wish.passcode) {
        (None, false) => Ok(None),
        (file, _) => secrets::own_passcode(file.as_deref()).map(Some),
    }
}

fn print(vault: &Vault, wish: &PrepareTrip, language: Option<Language>) -> Result<(), Failure> {
    let now = edge::now();
    let language = spoken(vault, language)?;
    if let Some(file) = &wish.card {
        let card = emergency::Wish {
            language,
            ..emergency::Wish::default()
        };
        let card = emergency::make(vault, &card, now, &mut OsRng)?;
        NewFile::prepare(file)?.write(&card.pdf(Print::Wallet, now)?)?;
        trip::saved(vault, Paper::Card, language, now)?;
    }
    if let Some(file) = &wish.summary {
        let pdf = trip::summary_pdf(vault, language, now, &mut OsRng)?;
        NewFile::prepare(file)?.write(&pdf)?;
        trip::saved(vault, Paper::Summary, language, now)?;
    }
    Ok(())
}

/// The language that was named, or the trip's.
fn spoken(vault: &Vault, named: Option<Language>) -> Result<Language, Failure> {
    let planned = trip::checklist(vault, edge::now())?.trip;
    Ok(named.unwrap_or_else(|| planned.map_or(Language::En, |trip| trip.language)))
}

fn test(vault: &Vault, language: Option<Language>) -> Result<Rehearsal, Failure> {
    if trip::is_answered(vault, &network()?) {
        return Err(TripError::Online.into());
    }
    let now = edge::now();
    let made = trip::rehearse(vault, spoken(vault, language)?, now, &mut OsRng)?;
    trip::tested(vault, now)?;
    Ok(made)
}

/// The link that serves the trip, with its text.
fn shown(
    vault: &Vault,
    id: Option<GrantId>,
) -> Result<Option<(GrantId, Timestamp, Zeroizing<String>)>, Failure> {
    let Some(id) = id else { return Ok(None) };
    let until = grants::load(vault, id)?.ok_or(GrantError::NotFound)?.until;
    let code = links::code(vault, id, edge::now())?;
    Ok(code.map(|code| (id, until, code.page)))
}

fn object(vault: &Vault, list: &Checklist, made: Option<Rehearsal>) -> Result<Value, Failure> {
    let link = shown(vault, list.link)?
        .map(|(id, expires, page)| json!({ "grant": id, "page": *page, "expires": expires }));
    let mut object = json!({
        "trip": list.trip,
        "ready": list.is_ready,
        "steps": list.steps,
        "link": link,
        "needs_new_end": list.needs_new_end,
    });
    if let (Some(made), Some(members)) = (made, object.as_object_mut()) {
        members.insert("test".to_owned(), json!(made));
    }
    Ok(object)
}

fn lines(vault: &Vault, list: &Checklist, made: Option<Rehearsal>) -> Result<String, Failure> {
    let mut text = match list.trip {
        Some(trip) => format!(
            "A trip from {} until {}, in {}.\n\n",
            trip.from,
            trip.until,
            trip.language.own_name()
        ),
        None => "No trip is planned.\n\n".to_owned(),
    };
    for step in &list.steps {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}  {}", mark(step.state), said(step));
    }
    if let Some((id, until, page)) = shown(vault, list.link)? {
        let _ = write!(
            text,
            "\n{}\n\nWhoever has this link can open your summary until {until}.\n\
             It is weaker than a share with a clinic's card: nobody proves who opened it. Tell its passcode apart from it.\n\
             Stop it any time: keepwell wallet link stop {id}\n",
            *page
        );
    }
    if list.needs_new_end {
        text.push_str("A link lasts at most 30 days. On the way: keepwell wallet link rearm LINK --for 30d; the code stays.\n");
    }
    if let Some(made) = made {
        let _ = writeln!(
            text,
            "\nNo server answered. Made on this device: a summary of {} records, {} names in the language of the country, \
             a card of {} lines, a PDF, a moving code of {} frames.",
            made.records, made.terms, made.card, made.frames
        );
    }
    Ok(text)
}

fn mark(state: StepState) -> &'static str {
    match state {
        StepState::Again => "again",
        StepState::Done => "done ",
        StepState::Open => "open ",
    }
}

fn said(step: &Step) -> String {
    let what = match step.name {
        StepName::Record => "The record is up to date: keepwell wallet import FILE",
        StepName::Trip => "Dates and language: --from DAY --until DAY --language TAG",
        StepName::Card => "The emergency card to print: --card card.pdf",
        StepName::Summary => "The summary to print: --summary summary.pdf",
        StepName::Link => "A link for the trip, sent: --until DAY --passcode --qr link.png",
        StepName::Test => "Tested without a network: --test",
    };
    match (step.name, step.at) {
        (_, None) => what.to_owned(),
        (StepName::Link, Some(at)) => format!("{what} (until {at})"),
        (_, Some(at)) => format!("{what} ({at})"),
    }
}
