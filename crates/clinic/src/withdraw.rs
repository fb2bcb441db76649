//! Withdraws the clinic's card, because somebody else may have its key: the key itself says so on the ledger, for every
//! wallet to read. From then on this clinic has no card; shares that came before are still opened, until they end.

use keepwell_client::{ledger::Ledger, transport::Transport};
use keepwell_protocol::statement::Statement;
use rand_core::CryptoRngCore;

use crate::{
    desk::{Desk, DeskError},
    home::HomeError,
};

/// The sealed file that says so: the statement, as it stands on the ledger.
const FILE: &str = "withdrawn";

/// Withdraws the card and everything else that its key signs. What was withdrawn already stays so; on return it is on the
/// ledger and on the disk. Gives the log index.
///
/// # Errors
/// [`DeskError::Client`] when the ledger cannot be reached; then the card counts as withdrawn here, and nowhere else
/// until this is done again.
pub fn withdraw(
    desk: &Desk,
    transport: &dyn Transport,
    rng: &mut dyn CryptoRngCore,
) -> Result<u64, DeskError> {
    let home = desk.home();
    let statement = match home.read(FILE)? {
        Some(bytes) => Statement::parse(&bytes).map_err(|_| HomeError::Damaged)?,
        None => {
            let newest = desk.generations().first().ok_or(HomeError::Damaged)?;
            let statement = Statement::withdrawal(&newest.card.digest(), desk.signing());
            home.write(FILE, statement.as_bytes(), rng)?;
            statement
        }
    };
    let own = desk.own_servers();
    let keys = desk.ledger_record(&own.ledger)?.view.keys(&own.ledger);
    let ledger = Ledger::new(transport, own.ledger_url.clone(), keys);
    Ok(ledger.register(&statement, 0)?.receipt.index)
}

/// Whether this clinic withdrew its card.
pub(crate) fn is_withdrawn(desk: &Desk) -> Result<bool, HomeError> {
    Ok(desk.home().read(FILE)?.is_some())
}
