//! Starts the app, and says in a sentence why it could not be.

// A console window beside the app would only confuse people.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

fn main() -> ExitCode {
    match keepwell_app::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody may be reading; there is nobody else to tell.
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}
