//! `keepwell wallet add`: an allergy, a medicine, or who they are, typed in by the person, marked as their own everywhere.

use keepwell_wallet::records::{self, HandKind, HandWritten, TypedPerson};
use rand_core::OsRng;
use serde_json::json;

use super::{Setting, renew_card, unlock};
use crate::{
    args::{AddRecord, ByHand},
    edge,
    exit::Failure,
};

pub(super) fn run(wish: AddRecord, setting: Setting<'_>) -> Result<(), Failure> {
    let vault = unlock(&setting)?;
    let written = |kind| HandWritten {
        kind,
        name: wish.name.clone(),
        detail: wish.detail.clone(),
        severe: wish.severe,
        since: wish.since.clone(),
    };
    let add = |kind| records::add(&vault, &written(kind), edge::now(), &mut OsRng);
    let id = match wish.kind {
        ByHand::Allergy => add(HandKind::Allergy)?,
        ByHand::Medicine => add(HandKind::Medicine)?,
        ByHand::Person if wish.severe || !wish.detail.is_empty() => {
            return Err(Failure::usage(
                "a person has only a name and a date of birth: leave out --detail and --severe",
            ));
        }
        ByHand::Person => {
            let person = TypedPerson {
                name: wish.name,
                birth_date: wish.since,
            };
            records::name_person(&vault, &person, edge::now(), &mut OsRng)?
        }
    };
    renew_card(&vault);
    setting.output.answer(
        &json!({ "id": id }),
        &format!("Added as record {id}, marked as added by you."),
    )
}
