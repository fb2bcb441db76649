//! `keepwell clinic withdraw`: tells every wallet not to share with this clinic's key any more.

use keepwell_clinic::withdraw::withdraw;
use rand_core::OsRng;
use serde_json::json;

use super::{Setting, unlock};
use crate::{commands::network, exit::Failure};

pub(super) fn run(is_sure: bool, setting: Setting<'_>) -> Result<(), Failure> {
    if !is_sure {
        return Err(Failure::usage(
            "withdrawing the card cannot be undone, and patients then need this clinic's new card: add --yes if you mean it",
        ));
    }
    let desk = unlock(&setting)?;
    let index = withdraw(&desk, &network()?, &mut OsRng)?;
    setting.output.answer(
        &json!({ "index": index }),
        &format!(
            "The card of {} is withdrawn: entry {index} of the ledger says so. Wallets refuse it once they have read that. \
             Make a new clinic in another folder, and take every printed card away.",
            desk.name()
        ),
    )
}
