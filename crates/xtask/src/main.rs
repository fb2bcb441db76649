//! `cargo xtask`: everything around the code that is more than one cargo command. It sets up a fresh machine, starts the
//! product and runs what CI runs, with nothing but the standard library, so that it is built in a second.

mod bench;
mod bill;
mod bundle;
mod fuzz;
mod node;
mod packages;
mod page;
mod probe;
mod release;
mod reproduce;
mod run;
mod steps;
mod stop;
mod test;
mod tools;

use std::{env, path::Path, process::ExitCode};

use stop::{Stop, say};
use test::Length;

const HELP: &str = "\
cargo xtask run    installs missing system packages and builds; with a display opens the app beside
                   a local server, without one tells the story on the command line (keepwell demo)
cargo xtask test   runs every check that CI runs, and sums up what passed and how long it took;
                   with `--long` every cycle and every position of what CI tries in part, for hours, and each
                   fuzz target for a minute
cargo xtask bundle builds the app as a package to install (.deb, .dmg or an installer), and the page
cargo xtask page   builds the clinic's page for whoever serves it: packed, with the hashes of its files
                   and the parts of page and programs (SBOM)
cargo xtask bill   prints the parts of one program: `bill keepwell-cli` or `bill keepwell-app`
cargo xtask reproduce  builds program and page of the last commit twice, in two folders, and compares the
                   bytes; `reproduce program` or `reproduce page` only one of them
cargo xtask bench  measures how fast and how large everything is, in its release form;
                   `bench NAME` only some of it, `--json` as one object, `--plots`
                   as pictures in docs/speed of how cost grows with size";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["run"] => root().and_then(run::run),
        ["test"] => root().and_then(|root| test::test(root, Length::Short)),
        ["test", "--long"] => root().and_then(|root| test::test(root, Length::Long)),
        ["bench", wanted @ ..] => root().and_then(|root| bench::bench(root, wanted)),
        ["bundle"] => root().and_then(bundle::bundle),
        ["page"] => root().and_then(page::page),
        ["bill", package] => root().and_then(|root| bill::print(root, package)),
        ["reproduce"] => root().and_then(|root| reproduce::reproduce(root, None)),
        ["reproduce", only @ ("program" | "page")] => {
            root().and_then(|root| reproduce::reproduce(root, Some(only)))
        }
        ["help" | "--help" | "-h"] => {
            say(HELP);
            return ExitCode::SUCCESS;
        }
        _ => {
            say(HELP);
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => {
            say(&format!("\n{stop}"));
            ExitCode::FAILURE
        }
    }
}

/// The repository this program was built from.
fn root() -> Result<&'static Path, Stop> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
    root.filter(|root| root.join("Cargo.lock").exists())
        .ok_or_else(|| Stop::new("The repository has moved: run `cargo xtask` inside it again."))
}
