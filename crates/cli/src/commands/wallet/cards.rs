//! `keepwell wallet cards`: the clinics this wallet has met, and forgetting one whose key truly changed.

use std::fmt::Write as _;

use keepwell_wallet::{
    cards::{self, KnownCard, Met},
    vault::Vault,
};
use serde_json::{Value, json};

use super::{Setting, unlock};
use crate::exit::Failure;

pub(super) fn run(forget: Option<&str>, setting: Setting<'_>) -> Result<(), Failure> {
    let vault = unlock(&setting)?;
    if let Some(name) = forget {
        forget_named(&vault, name)?;
    }
    let met = cards::met(&vault)?;
    let known = &met.known;
    let mut lines = String::new();
    for card in known {
        let withdrawn = if met.is_withdrawn(&card.key) {
            "; it has withdrawn its card: ask it for its new one"
        } else {
            ""
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            lines,
            "{} ({}), last used {}{withdrawn}",
            card.name, card.country, card.last_used
        );
    }
    if known.is_empty() {
        lines.push_str("You have not shared with any clinic yet.");
    }
    setting.output.answer(
        &json!({ "cards": known.iter().map(|card| object(card, &met)).collect::<Vec<Value>>() }),
        &lines,
    )
}

fn forget_named(vault: &Vault, name: &str) -> Result<(), Failure> {
    let named: Vec<KnownCard> = cards::known(vault)?
        .into_iter()
        .filter(|card| card.name.eq_ignore_ascii_case(name))
        .collect();
    if named.is_empty() {
        return Err(Failure::usage(
            "this wallet has met no clinic of that name: look at the list without --forget",
        ));
    }
    for card in named {
        cards::forget(vault, &card.key)?;
    }
    Ok(())
}

fn object(card: &KnownCard, met: &Met) -> Value {
    json!({
        "name": card.name,
        "country": card.country,
        "key": card.key,
        "expires": card.expires,
        "first_used": card.first_used,
        "last_used": card.last_used,
        "withdrawn": met.is_withdrawn(&card.key),
    })
}
