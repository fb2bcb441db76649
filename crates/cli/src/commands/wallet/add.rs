//! `keepwell wallet add`: an allergy or a medicine typed in by the person, marked as their own everywhere.

use keepwell_wallet::records::{self, HandKind, HandWritten};
use rand_core::OsRng;
use serde_json::json;

use super::{Setting, unlock};
use crate::{
    args::{AddRecord, ByHand},
    edge,
    exit::Failure,
};

pub(super) fn run(wish: AddRecord, setting: Setting<'_>) -> Result<(), Failure> {
    let vault = unlock(&setting)?;
    let wish = HandWritten {
        kind: match wish.kind {
            ByHand::Allergy => HandKind::Allergy,
            ByHand::Medicine => HandKind::Medicine,
        },
        name: wish.name,
        detail: wish.detail,
        severe: wish.severe,
        since: wish.since,
    };
    let id = records::add(&vault, &wish, edge::now(), &mut OsRng)?;
    setting.output.answer(
        &json!({ "id": id }),
        &format!("Added as record {id}, marked as added by you."),
    )
}
