//! `keepwell wallet …`: the patient's side.

mod activity;
mod add;
mod again;
mod backup;
mod card;
mod cards;
mod check;
mod emergency;
mod erase;
mod export;
pub(super) mod failure;
mod followed;
mod grant;
mod grants;
mod hand_over;
mod import;
mod init;
mod invitation;
mod link;
mod passphrase;
mod pause;
mod proof;
mod records;
mod restore;
mod revoke;
mod send;
mod server;
mod show;
mod sync;
mod trip;
mod words;

use keepwell_client::transport::HttpTransport;
use keepwell_crypto::slot::Cost;
use keepwell_wallet::{emergency::locked, strangers, vault::Vault};
use rand_core::OsRng;
use zeroize::Zeroizing;

use super::{Setting, network};
use crate::{
    args::{CardCommand, WalletCommand},
    edge,
    exit::Failure,
    home, secrets,
};

/// What one guess at a passphrase costs.
const COST: Cost = Cost::STANDARD;

pub(super) fn run(command: WalletCommand, setting: Setting<'_>) -> Result<(), Failure> {
    match command {
        WalletCommand::Init(init) => init::run(init, setting),
        WalletCommand::Restore(restore) => restore::run(restore, setting),
        WalletCommand::Backup(backup) => backup::run(&backup, setting),
        WalletCommand::Import(import) => import::run(&import, setting),
        WalletCommand::Add(wish) => add::run(wish, setting),
        WalletCommand::Records(list) => records::run(list, setting),
        WalletCommand::Show(show) => show::run(&show, setting),
        WalletCommand::Remove { ids, sample } => records::remove(&ids, sample, setting),
        WalletCommand::Export(export) => export::run(&export, setting),
        WalletCommand::Emergency(wish) => emergency::run(&wish, setting),
        WalletCommand::Grant(grant) => grant::run(&grant, setting),
        WalletCommand::Grants => grants::run(setting),
        WalletCommand::HandOver { grant, out } => hand_over::run(&grant, &out, setting),
        WalletCommand::Revoke(revoke) => revoke::run(revoke, setting),
        WalletCommand::Again { grant, lasts, qr } => {
            again::run(&grant, &lasts, qr.as_deref(), setting)
        }
        WalletCommand::Pause { grant } => pause::pause(&grant, setting),
        WalletCommand::Resume { grant } => pause::resume(&grant, setting),
        WalletCommand::Link(command) => link::run(command, setting),
        WalletCommand::Trip(wish) => trip::run(&wish, setting),
        WalletCommand::Followed(command) => followed::run(command, setting),
        WalletCommand::Activity => activity::run(setting),
        WalletCommand::Proof { grant, out } => proof::run(&grant, &out, setting),
        WalletCommand::Sync => sync::run(setting),
        WalletCommand::Check => check::run(setting),
        WalletCommand::Invitation { file } => invitation::run(&file, setting),
        WalletCommand::Card(CardCommand::Check(check)) => card::check(&check, setting),
        WalletCommand::Cards { forget } => cards::run(forget.as_deref(), setting),
        WalletCommand::Server { url, pins } => server::run(&url, &pins, setting),
        WalletCommand::Passphrase {
            new_passphrase_file,
        } => passphrase::run(new_passphrase_file.as_deref(), setting),
        WalletCommand::Words(wish) => words::run(&wish, setting),
        WalletCommand::Erase { yes } => erase::run(yes, setting),
    }
}

/// The network as far as links and cards of others may lead from this wallet.
fn network_of_strangers(vault: &Vault) -> Result<HttpTransport, Failure> {
    Ok(network()?.reaching(strangers::reach(vault)))
}

/// The unlocked wallet that the command line names.
fn unlock(setting: &Setting<'_>) -> Result<Vault, Failure> {
    Ok(open(setting)?.0)
}

/// The same, with the passphrase that opened it.
fn open(setting: &Setting<'_>) -> Result<(Vault, Zeroizing<String>), Failure> {
    let folder = home::folder(setting.home.as_deref(), "wallet")?;
    keepwell_wallet::home::Home::open(&folder).map_err(failure::from_home)?;
    let passphrase = secrets::passphrase(setting.passphrase_file.as_deref())?;
    let vault = Vault::unlock(&folder, &passphrase)?;
    renew_card(&vault);
    Ok((vault, passphrase))
}

/// What the app shows while the wallet is locked follows the record, here too. A card that cannot be made is gone, and no reason
/// to refuse what was asked for.
fn renew_card(vault: &Vault) {
    let _ = locked::renew(vault, edge::now(), &mut OsRng);
}
