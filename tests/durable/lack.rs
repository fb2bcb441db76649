//! Disks that are full, that may only be read, or that fail: what the real program says then, that nothing acknowledged is
//! lost, that reading goes on, and that all goes on once the disk is well again.

mod failing;
mod full;
mod read_only;

use std::path::Path;

use keepwell_wallet::vault::Vault;

use crate::{
    command::{Ended, PASSPHRASE, keepwell},
    disk::text,
    papers::{self, Papers},
};

/// A wallet command on the wallet in `home`.
fn wallet(home: &Path, words: &[&str]) -> Ended {
    let words = ["wallet"].iter().chain(words).copied();
    let words: Vec<&str> = words.chain(["--home", text(home)]).collect();
    keepwell(&words)
}

/// Imports file `number` of the papers from `folder` by the real program.
fn import(home: &Path, folder: &Path, number: u32) -> Ended {
    let files = papers::write(folder, number);
    let mut words = vec!["import"];
    words.extend(files.iter().map(|file| text(file)));
    wallet(home, &words)
}

/// That a command failed as a command does that cannot help it, with one of these code words, and said what to do.
fn failed(ended: &Ended, codes: &[&str]) {
    assert_eq!(ended.code, 1, "{} {}", ended.out, ended.err);
    let error = ended.error();
    let code = error["code"].as_str().expect("a code word");
    let message = error["message"].as_str().expect("a sentence");
    assert!(codes.contains(&code), "{code}: {message}");
    assert!(message.contains(": "), "nothing to do: {message}");
}

/// That the wallet in `home` has what it acknowledged, and nothing wrong.
fn check(home: &Path, kept: &Papers, possible: &Papers) {
    let vault = Vault::unlock(home, PASSPHRASE).expect("the wallet opens");
    papers::check(&papers::found(&vault), kept, possible);
}
