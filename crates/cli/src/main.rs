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

use crate::{args::Arguments, exit::Failure, output::Output};

fn main() -> ExitCode {
    edge::leave_no_memory();
    // Looked for by hand as well: arguments that make no sense must be refused in the form that was asked for.
    let json = std::env::args_os().any(|argument| argument == "--json");
    let mut output = Output::new(json);
    let ended = match Arguments::try_parse() {
        Ok(arguments) => commands::run(arguments, &mut output),
        Err(error) if json && error.use_stderr() => Err(Failure::usage(sentence(&error))),
        Err(error) => error.exit(),
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            output.failure(&failure);
            failure.exit_code()
        }
    }
}

/// What is wrong with the arguments, in one line; the rest of clap's text is the usage.
fn sentence(error: &clap::Error) -> String {
    let text = error.to_string();
    let first = text.split("\n\nUsage").next().unwrap_or_default();
    let first = first.split("\n\nFor more").next().unwrap_or_default();
    first
        .trim_start_matches("error: ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
