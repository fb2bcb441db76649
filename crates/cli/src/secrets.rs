//! Where passphrases and recovery words come from: a file, the environment, or a prompt. Never an argument, since
//! other people on the machine can read those.

use std::{
    io::{BufRead, IsTerminal as _, Write as _},
    path::Path,
};

use zeroize::{Zeroize as _, Zeroizing};

use crate::exit::{Failure, Kind};

/// The longest file of words or passphrase that is read.
const MAX_BYTES: u64 = 4096;

/// The passphrase that unlocks, from `file`, `KEEPWELL_PASSPHRASE` or a prompt.
pub(crate) fn passphrase(file: Option<&Path>) -> Result<Zeroizing<String>, Failure> {
    match given(file, "KEEPWELL_PASSPHRASE")? {
        Some(passphrase) => Ok(passphrase),
        None => prompt("Passphrase: "),
    }
}

/// A passphrase to be used from now on: asked for twice at a prompt.
pub(crate) fn new_passphrase(
    file: Option<&Path>,
    variable: &str,
) -> Result<Zeroizing<String>, Failure> {
    let passphrase = match given(file, variable)? {
        Some(passphrase) => passphrase,
        None => {
            let first = prompt("New passphrase: ")?;
            if *first != *prompt("Again: ")? {
                return Err(Failure::usage(
                    "the two passphrases are not the same: start again",
                ));
            }
            first
        }
    };
    if passphrase.is_empty() {
        return Err(Failure::usage(
            "the passphrase is empty: choose one with at least a few words",
        ));
    }
    Ok(passphrase)
}

/// The recovery words, from `file` or a prompt.
pub(crate) fn phrase(file: Option<&Path>) -> Result<Zeroizing<String>, Failure> {
    match file {
        Some(file) => read(file),
        None => prompt("Recovery words: "),
    }
}

/// The six words of an animated code, from `file` or a line of standard input; seen as they are typed, since they were said aloud
/// and open one share alone.
pub(crate) fn spoken(file: Option<&Path>) -> Result<Zeroizing<String>, Failure> {
    let Some(file) = file else {
        if std::io::stdin().is_terminal() {
            // A closed standard error must not stop the work.
            let _ = write!(std::io::stderr(), "Six words: ");
        }
        return line(std::io::stdin().lock());
    };
    read(file)
}

/// One line, at most [`MAX_BYTES`] of it.
fn line(from: impl BufRead) -> Result<Zeroizing<String>, Failure> {
    let mut typed = Zeroizing::new(String::with_capacity(4097));
    from.take(MAX_BYTES)
        .read_line(&mut typed)
        .map_err(Failure::usage)?;
    if typed.trim().is_empty() {
        return Err(Failure::usage(
            "this animated code is under six words: type them here, or name a file with --words-file",
        ));
    }
    Ok(typed)
}

/// An invitation to a server, from `file`.
pub(crate) fn invitation(file: &Path) -> Result<Zeroizing<String>, Failure> {
    read(file)
}

/// The passcode of somebody's link, from `file` or `KEEPWELL_PASSCODE`; `None` where neither is given.
pub(crate) fn passcode(file: Option<&Path>) -> Result<Option<Zeroizing<String>>, Failure> {
    given(file, "KEEPWELL_PASSCODE")
}

/// A passcode that somebody types; `None` where nobody is there to.
pub(crate) fn typed_passcode(question: &str) -> Option<Zeroizing<String>> {
    prompt(question).ok().filter(|typed| !typed.is_empty())
}

/// The passcode for a link of one's own, from `file` or a prompt.
pub(crate) fn own_passcode(file: Option<&Path>) -> Result<Zeroizing<String>, Failure> {
    match file {
        Some(file) => Ok(first_line(read(file)?)),
        None => prompt("Passcode of the link: "),
    }
}

/// The key of an account of a chain, from `file`.
pub(crate) fn account_key(file: &Path) -> Result<Zeroizing<String>, Failure> {
    read(file)
}

fn given(file: Option<&Path>, variable: &str) -> Result<Option<Zeroizing<String>>, Failure> {
    if let Some(file) = file {
        return Ok(Some(first_line(read(file)?)));
    }
    Ok(std::env::var(variable).ok().map(Zeroizing::new))
}

fn first_line(mut text: Zeroizing<String>) -> Zeroizing<String> {
    if let Some(end) = text.find(['\r', '\n']) {
        text.truncate(end);
    }
    text
}

fn read(file: &Path) -> Result<Zeroizing<String>, Failure> {
    use std::io::Read as _;
    let mut bytes = Zeroizing::new(Vec::with_capacity(4097));
    std::fs::File::open(file)
        .and_then(|opened| opened.take(MAX_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|error| {
            Failure::usage(format!("{} could not be read: {error}", file.display()))
        })?;
    // Half a passphrase would lock, and half a phrase be somebody else's.
    if u64::try_from(bytes.len()).is_ok_and(|length| length > MAX_BYTES) {
        return Err(Failure::usage(format!(
            "{} is too long for a passphrase or words: it may have {MAX_BYTES} bytes",
            file.display()
        )));
    }
    String::from_utf8(std::mem::take(&mut *bytes))
        .map(Zeroizing::new)
        .map_err(|error| {
            error.into_bytes().zeroize();
            Failure::new(
                Kind::Damaged,
                "not_text",
                format!("{} is not text", file.display()),
            )
        })
}

fn prompt(question: &str) -> Result<Zeroizing<String>, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::usage(
            "nobody is here to type it: use --passphrase-file, --phrase-file or KEEPWELL_PASSPHRASE",
        ));
    }
    rpassword::prompt_password(question)
        .map(Zeroizing::new)
        .map_err(Failure::usage)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_one_byte_more_than_the_most_is_not_cut() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("passphrase");
        let written = |length: usize| {
            std::fs::write(&file, "p".repeat(length)).expect("written");
            read(&file)
        };
        assert!(written(4096).is_ok_and(|text| text.len() == 4096));
        assert!(written(4097).is_err());
    }
}
