//! `keepwell wallet emergency`: a card that anybody can read, as text and as a code, and whether the app shows it while the wallet
//! is locked.

use keepwell_qr::make::Ink;
use keepwell_wallet::{
    emergency::{self, Language, Paper, Part, Wish, locked},
    trip,
    vault::Vault,
};
use rand_core::OsRng;
use serde_json::json;

use super::{
    Setting,
    grant::{SCALE, let_in, other},
    unlock,
};
use crate::{
    args::{CardPaper, MakeEmergencyCard, WhenLocked},
    commands::NewFile,
    edge,
    exit::Failure,
};

pub(super) fn run(asked: &MakeEmergencyCard, setting: Setting<'_>) -> Result<(), Failure> {
    let wish = wish(asked)?;
    let vault = unlock(&setting)?;
    if let Some(switch) = asked.when_locked {
        return when_locked(switch, &wish, &vault, setting);
    }
    let picture = asked.qr.as_deref().map(NewFile::prepare).transpose()?;
    let drawing = asked.svg.as_deref().map(NewFile::prepare).transpose()?;
    let print = asked.pdf.as_deref().map(NewFile::prepare).transpose()?;
    let now = edge::now();
    let card = emergency::make(&vault, &wish, now, &mut OsRng)?;
    if let Some(file) = picture {
        file.write(&card.code.png(SCALE).map_err(other)?)?;
    }
    if let Some(file) = drawing {
        file.write(card.code.svg().as_bytes())?;
    }
    if let Some(file) = print {
        file.write(&card.pdf(asked.paper.into(), now)?)?;
        // The card is there, also where that cannot be noted for a trip.
        let _ = trip::saved(&vault, trip::Paper::Card, card.language, now);
    }
    let (lines, all) = (card.shown.lines, card.shown.all);
    if lines < all {
        setting.output.note(&format!(
            "{lines} of {all} lines fit. Choose fewer with --lines."
        ));
    }
    let object = json!({
        "card": card.text,
        "lines": lines,
        "all": all,
        "version": card.code.version(),
    });
    let drawn = if setting.output.is_seen() {
        card.code.terminal(Ink::Colour)
    } else {
        String::new()
    };
    setting
        .output
        .answer(&object, &format!("{drawn}{}", card.text))
}

fn when_locked(
    switch: WhenLocked,
    wish: &Wish,
    vault: &Vault,
    setting: Setting<'_>,
) -> Result<(), Failure> {
    let said = match switch {
        WhenLocked::On => {
            locked::turn_on(vault, wish, edge::now(), &mut OsRng)?;
            "The app shows this card while the wallet is locked. Anybody who holds this device can read it."
        }
        WhenLocked::Off => {
            locked::turn_off(vault)?;
            "No card is shown while the wallet is locked."
        }
    };
    let object = json!({ "when_locked": switch == WhenLocked::On });
    setting.output.answer(&object, said)
}

fn wish(asked: &MakeEmergencyCard) -> Result<Wish, Failure> {
    let language = Language::of(&asked.language).ok_or_else(|| {
        Failure::usage(
            "a card can be written in en, es, fr, de, pt, ar, zh, hi, ru or sw: choose one of them",
        )
    })?;
    let parts: Result<Vec<Part>, _> = asked.lines.iter().map(|name| name.parse()).collect();
    let parts = parts.map_err(Failure::usage)?;
    let usual = Wish::default();
    Ok(Wish {
        parts: if parts.is_empty() { usual.parts } else { parts },
        language,
        is_ascii: asked.ascii,
        let_in: let_in(&asked.hold_back)?,
    })
}

impl From<CardPaper> for Paper {
    fn from(paper: CardPaper) -> Self {
        match paper {
            CardPaper::Wallet => Self::Wallet,
            CardPaper::Page => Self::Page,
        }
    }
}
