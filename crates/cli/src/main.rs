//! The `keepwell` command: the whole product without a window, for people, scripts and operators. It reads arguments,
//! asks for secrets, calls the core and writes what came back; the rules are in the crates it calls.

mod args;
mod commands;
mod edge;
mod exit;
mod home;
mod output;
mod secrets;

use std::process::ExitCode;

use clap::Parser as _;

use crate::{args::Arguments, output::Output};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut output = Output::new(arguments.json);
    match commands::run(arguments, &mut output) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            output.failure(&failure);
            failure.exit_code()
        }
    }
}
