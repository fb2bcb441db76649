//! `keepwell clinic …`: the clinic's side.

mod allow;
mod card;
mod emergency;
mod failure;
mod init;
mod open;
mod screen;
mod server;
mod wait;
mod withdraw;

use keepwell_clinic::desk::Desk;

use super::Setting;
use crate::{args::ClinicCommand, exit::Failure, home, secrets};

pub(super) fn run(command: ClinicCommand, setting: Setting<'_>) -> Result<(), Failure> {
    match command {
        ClinicCommand::Init(init) => init::run(&init, setting),
        ClinicCommand::Card { out, qr } => card::run(out.as_deref(), qr.as_deref(), setting),
        ClinicCommand::Server { url, pins } => server::run(&url, &pins, setting),
        ClinicCommand::Allow { operator, stop } => {
            allow::run(operator.as_deref(), stop.as_deref(), setting)
        }
        ClinicCommand::Open(open) => open::run(&open, setting),
        ClinicCommand::Wait(wait) => wait::run(&wait, setting),
        ClinicCommand::Screen(screen) => screen::run(&screen, setting),
        ClinicCommand::Emergency(card) => emergency::run(&card, setting),
        ClinicCommand::Withdraw { yes } => withdraw::run(yes, setting),
    }
}

/// The unlocked clinic that the command line names.
fn unlock(setting: &Setting<'_>) -> Result<Desk, Failure> {
    let folder = home::folder(setting.home.as_deref(), "clinic")?;
    let passphrase = secrets::passphrase(setting.passphrase_file.as_deref())?;
    Ok(Desk::unlock(&folder, &passphrase)?)
}
