//! `keepwell invite`: makes an invitation in a server's data folder, so that nobody can make one over the network.

use rand_core::OsRng;
use serde_json::json;

use crate::{args::Invite, exit::Failure, output::Output};

pub(super) fn run(wish: &Invite, output: &mut Output) -> Result<(), Failure> {
    let invitation = keepwell_server::invite(&wish.data, wish.tokens, &mut OsRng)?;
    let text = invitation.to_text();
    let lines = format!(
        "{}\nGood for {} tokens, shown this once. Whoever gets it saves it in a file and runs: keepwell wallet invitation FILE",
        text.as_str(),
        wish.tokens
    );
    let object = json!({ "invitation": text.as_str(), "tokens": wish.tokens });
    output.answer(&object, &lines)
}
