//! `keepwell wallet erase`: the end of a wallet on this device, after one honest question.

use std::io::{IsTerminal as _, stdin};

use rand_core::OsRng;
use serde_json::json;

use super::{Setting, unlock};
use crate::exit::{Failure, Kind};

pub(super) fn run(yes: bool, setting: Setting<'_>) -> Result<(), Failure> {
    let vault = unlock(&setting)?;
    if !yes {
        ask(&setting)?;
    }
    vault.erase(&mut OsRng)?;
    setting
        .output
        .answer(&json!({}), "The wallet is gone from this device.")
}

fn ask(setting: &Setting<'_>) -> Result<(), Failure> {
    if setting.output.is_json() || !stdin().is_terminal() {
        return Err(Failure::usage(
            "this deletes the wallet from this device: say so with --yes",
        ));
    }
    let question = "This deletes the wallet from this device. Without your words and a backup the record is gone.\n\
                    Open shares stay open until they end. Type “erase” to go on: ";
    let answer = rpassword::prompt_password(question).map_err(Failure::usage)?;
    if answer.trim() == "erase" {
        Ok(())
    } else {
        Err(Failure::new(
            Kind::Refused,
            "not_confirmed",
            "nothing was erased",
        ))
    }
}
