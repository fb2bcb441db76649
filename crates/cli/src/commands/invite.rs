//! `keepwell invite`: makes an invitation in a server's data folder, or in the PostgreSQL of several machines, so that nobody can make one
//! over the network.

use keepwell_server::{invite, invite_shared};
use rand_core::OsRng;
use serde_json::json;

use crate::{args::Invite, commands::serve::shared::database, exit::Failure, output::Output};

pub(super) fn run(wish: &Invite, output: &mut Output) -> Result<(), Failure> {
    let invitation = match (&wish.data, &wish.postgres_file) {
        (_, Some(file)) => invite_shared(database(file)?, wish.tokens, &mut OsRng)?,
        (Some(data), None) => invite(data, wish.tokens, &mut OsRng)?,
        (None, None) => return Err(Failure::usage("name the server's folder with --data")),
    };
    let text = invitation.to_text();
    let lines = format!(
        "{}\nGood for {} tokens, shown this once. Whoever gets it saves it in a file and runs: keepwell wallet invitation FILE",
        text.as_str(),
        wish.tokens
    );
    let object = json!({ "invitation": text.as_str(), "tokens": wish.tokens });
    output.answer(&object, &lines)
}
