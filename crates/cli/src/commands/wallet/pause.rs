//! `keepwell wallet pause` and `resume`: refuse a clinic for a while without taking the share back.

use keepwell_wallet::grants::{self, PauseState};

use super::{Setting, send::send, unlock};
use crate::{edge, exit::Failure};

/// Refuses the clinic from now on.
pub(super) fn pause(digits: &str, setting: Setting<'_>) -> Result<(), Failure> {
    run(digits, true, setting)
}

/// Lets the clinic in again.
pub(super) fn resume(digits: &str, setting: Setting<'_>) -> Result<(), Failure> {
    run(digits, false, setting)
}

fn run(digits: &str, paused: bool, setting: Setting<'_>) -> Result<(), Failure> {
    let vault = unlock(&setting)?;
    let id = grants::find(&vault, digits)?.id;
    if paused {
        grants::pause(&vault, id, edge::now())?;
    } else {
        grants::resume(&vault, id, edge::now())?;
    }
    send(&vault, &[id])?;
    let now = grants::pauses(&vault, id)?;
    let line = match now.state {
        PauseState::Paused => "paused. They can't open it until you resume.",
        PauseState::Open => "open again.",
        PauseState::Waiting if paused => {
            "the pause is not sent yet. They can still open it until you are online."
        }
        PauseState::Waiting => "not sent yet. They can't open it until you are online.",
    };
    setting.output.answer(&now, &format!("{id}  {line}\n"))
}
