//! `keepwell ledger`: what an operator asks of a ledger by way of its folder, so that nobody can ask it over the network.

use std::{fmt::Write as _, io};

use keepwell_ledger::{ask_to_erase, asked_to_erase};
use keepwell_protocol::hexadecimal::to_hex;
use serde_json::json;

use crate::{
    args::LedgerCommand,
    exit::{Failure, Kind},
    output::Output,
};

pub(super) fn run(command: &LedgerCommand, output: &mut Output) -> Result<(), Failure> {
    let LedgerCommand::Erase { data, statements } = command;
    let folder = data.join("ledger");
    for statement in statements {
        ask_to_erase(&folder, statement).map_err(failed)?;
    }
    let mut waiting: Vec<_> = asked_to_erase(&folder)
        .map_err(failed)?
        .iter()
        .map(|digest| to_hex(digest))
        .collect();
    waiting.sort_unstable();
    let mut lines = String::new();
    for digest in &waiting {
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "waits: {digest}");
    }
    if waiting.is_empty() {
        lines.push_str("Nothing waits to be erased.");
    }
    output.answer(&json!({ "waiting": waiting }), &lines)
}

fn failed(error: io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::NotFound => Failure::usage(
            "there is no ledger in this folder: name the folder that `serve --data` has",
        ),
        _ => Failure::new(
            Kind::Other,
            "io",
            format!(
                "the ledger's folder cannot be used ({error}): check its permissions and its disk"
            ),
        ),
    }
}
