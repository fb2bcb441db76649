//! `keepwell wallet grant`: a share for one clinic, and its code as text, picture, drawing and in the terminal.

use keepwell_crypto::fingerprint::check_characters;
use keepwell_protocol::{
    consent::Purpose,
    time::{Timestamp, parse_duration},
};
use keepwell_qr::make::{Code, Ink};
use keepwell_wallet::{
    cards::{self, Standing},
    grants::{self, Made, Wish},
    records::Selection,
    vault::Vault,
};
use rand_core::OsRng;
use serde_json::json;

use super::{Setting, send::send, unlock};
use crate::{
    args::MakeGrant,
    commands::{NewFile, network},
    edge,
    exit::{Failure, Kind},
};

/// Pixels a module in the picture.
const SCALE: u8 = 8;

pub(super) fn run(grant: &MakeGrant, setting: Setting<'_>) -> Result<(), Failure> {
    let asked = Asked::parse(grant)?;
    let vault = unlock(&setting)?;
    let card = cards::open(&grant.to, &network()?)?;
    let now = edge::now();
    let standing = cards::judge(&card, &cards::known(&vault)?, now)?;
    let wish = Wish {
        card: &card,
        selection: asked.selection,
        purpose: asked.purpose,
        from: asked.from,
        until: asked.from.unwrap_or(now).plus(asked.lasts_s),
        openings: grant.openings,
        offline_ok: grant.offline_ok,
    };
    // A grant whose code cannot be written would be sent all the same.
    let picture = grant.qr.as_deref().map(NewFile::prepare).transpose()?;
    let drawing = grant.svg.as_deref().map(NewFile::prepare).transpose()?;
    let made = grants::make(&vault, &wish, now, &mut OsRng)?;
    let code = Code::new(&made.qr_text).map_err(other)?;
    if let Some(file) = picture {
        file.write(&code.png(SCALE).map_err(other)?)?;
    }
    if let Some(file) = drawing {
        file.write(code.svg().as_bytes())?;
    }
    send(&vault, &[made.id])?;
    if standing == Standing::New {
        let check = check_characters(&card.key());
        setting.output.note(&format!(
            "You have not shared with this clinic before. Its check characters are {check}: compare them at the desk."
        ));
    }
    answer(&vault, &made, &code, &card.details().name, setting)
}

fn answer(
    vault: &Vault,
    made: &Made,
    code: &Code,
    clinic: &str,
    setting: Setting<'_>,
) -> Result<(), Failure> {
    let index = grants::load(vault, made.id)?.and_then(|grant| grant.log_index());
    let state = if index.is_some() {
        "recorded"
    } else {
        "pending"
    };
    let object = json!({
        "grant": made.id,
        "qr_text": made.qr_text,
        "expires": made.expires,
        "records": made.records,
        "bytes": made.bytes,
        "ledger": { "state": state, "index": index },
    });
    let sent = match index {
        Some(index) => format!("The log has it as entry {index}."),
        None => "Not sent yet: “keepwell wallet sync” sends it when the server can be reached."
            .to_owned(),
    };
    let drawing = if setting.output.is_seen() {
        code.terminal(Ink::Colour)
    } else {
        String::new()
    };
    let lines = format!(
        "{}\n{}\n\n{clinic} can open {} records until {}. {sent}\nStop it any time: keepwell wallet revoke {}",
        drawing, made.qr_text, made.records, made.expires, made.id,
    );
    setting.output.answer(&object, &lines)
}

/// The arguments, understood.
struct Asked {
    selection: Selection,
    purpose: Purpose,
    from: Option<Timestamp>,
    lasts_s: u64,
}

impl Asked {
    fn parse(grant: &MakeGrant) -> Result<Self, Failure> {
        Ok(Self {
            selection: grant.share.parse().map_err(Failure::usage)?,
            purpose: grant.purpose.parse().map_err(Failure::usage)?,
            from: grant
                .from
                .as_deref()
                .map(Timestamp::parse)
                .transpose()
                .map_err(Failure::usage)?,
            lasts_s: parse_duration(&grant.lasts).map_err(Failure::usage)?,
        })
    }
}

fn other(error: impl ToString) -> Failure {
    Failure::new(Kind::Other, "code", error)
}
