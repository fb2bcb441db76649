//! `keepwell wallet link make`: a new link and its code.

use keepwell_protocol::time::{Timestamp, parse_duration};
use keepwell_qr::make::Code;
use keepwell_wallet::{
    grants,
    links::{self, LinkWish, MadeLink},
    share::Choice,
    vault::Vault,
};
use rand_core::OsRng;
use serde_json::json;
use zeroize::Zeroizing;

use super::super::{
    Setting,
    grant::{NOT_SENT, SCALE, drawing, ledger, let_in, other},
    send::send,
    unlock,
};
use crate::{args::MakeLink, commands::NewFile, edge, exit::Failure, secrets};

pub(super) fn run(make: &MakeLink, setting: Setting<'_>) -> Result<(), Failure> {
    let shape = make.shape.parse().map_err(Failure::usage)?;
    let lasts = parse_duration(&make.lasts).map_err(Failure::usage)?;
    let from = make.from.as_deref().map(Timestamp::parse).transpose();
    let from = from.map_err(Failure::usage)?;
    let choice = choice(make, lasts)?;
    let vault = unlock(&setting)?;
    let passcode = passcode(make)?;
    let picture = make.qr.as_deref().map(NewFile::prepare).transpose()?;
    let now = edge::now();
    let wish = LinkWish {
        shape,
        choice,
        label: &make.label,
        passcode: passcode.as_ref().map(|passcode| passcode.as_str()),
        attempts: make.attempts,
        from,
        until: from.unwrap_or(now).plus(lasts),
    };
    let made = links::make(&vault, &wish, now, &mut OsRng)?;
    let code = Code::new(&made.page).map_err(other)?;
    if let Some(file) = picture {
        file.write(&code.png(SCALE).map_err(other)?)?;
    }
    send(&vault, &[made.id])?;
    answer(&vault, &made, &code, make, setting)
}

fn choice(make: &MakeLink, lasts: u64) -> Result<Choice, Failure> {
    let mut choice = Choice {
        minutes: u32::try_from(lasts / 60).unwrap_or(u32::MAX),
        openings: make.openings,
        language: make.language.clone(),
        ..Choice::default()
    };
    if !make.hold_back.is_empty() {
        choice.let_in = let_in(&make.hold_back)?;
    }
    Ok(choice)
}

fn passcode(make: &MakeLink) -> Result<Option<Zeroizing<String>>, Failure> {
    match (&make.passcode_file, make.passcode) {
        (None, false) => Ok(None),
        (file, _) => secrets::own_passcode(file.as_deref()).map(Some),
    }
}

fn answer(
    vault: &Vault,
    made: &MadeLink,
    code: &Code,
    make: &MakeLink,
    setting: Setting<'_>,
) -> Result<(), Failure> {
    let grant = grants::load(vault, made.id)?;
    let index = grant.as_ref().and_then(|grant| grant.log_index());
    let is_open = grant.is_some_and(|grant| grant.is_at_relay());
    let object = json!({
        "grant": made.id,
        "shape": make.shape,
        "link": *made.link,
        "page": *made.page,
        "expires": made.expires,
        "records": made.records,
        "bytes": made.bytes,
        "ledger": ledger(index),
    });
    let drawing = drawing(code, &setting);
    let sent = if is_open {
        String::new()
    } else {
        format!("\n{NOT_SENT}")
    };
    let lines = format!(
        "{drawing}\n{}\n\nWhoever has this link can open {} records until {}.{sent}\n\
         It is weaker than a share with a clinic's card: nobody proves who opened it.\n\
         Stop it any time: keepwell wallet link stop {}",
        *made.page, made.records, made.expires, made.id,
    );
    setting.output.answer(&object, &lines)
}
