//! Other implementations of age open what we encrypt, and we open what they encrypt: Debian's program and its newest one,
//! npm's `age-encryption` and Python's `pyrage`. All are run with the arguments of the first.

use std::{fs, io::Write, path::PathBuf, process::Output};

use keepwell_crypto::{
    hash::sha256,
    recipient::{Identity, OpenError, Recipient},
    secret::Secret32,
};
use keepwell_protocol::part;
use tempfile::{NamedTempFile, TempDir};

use crate::{
    debian, node,
    program::{argument, is_installed, output, run},
    python,
};

/// Lengths around the chunks of 64 KiB that age encrypts in.
const LENGTHS: [usize; 6] = [0, 1, 65_535, 65_536, 65_537, 200_000];

/// What can be had here, each by the words that begin its command.
pub(crate) fn implementations() -> Vec<Age> {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let mut all: Vec<Vec<String>> = Vec::new();
    if is_installed("age") {
        all.push(words(&["age"]));
    }
    if let Some(program) = debian::newest_age() {
        all.push(words(&[argument(&program)]));
    }
    if let Some(node) = node::install(&["age-encryption@0.3.1"]) {
        all.push(node.script("age.mjs"));
    }
    if let Some(python) = python::install("pyrage==1.4.0") {
        let script = crate::vector::tests().join("interop/age.py");
        let program = python.program("python");
        all.push(words(&[argument(&program), "-I", argument(&script)]));
    }
    all.into_iter().map(Age).collect()
}

/// One implementation.
pub(crate) struct Age(Vec<String>);

impl Age {
    pub(crate) fn name(&self) -> String {
        self.0.join(" ")
    }

    /// The plaintext; `None` when it refuses.
    pub(crate) fn decrypt(&self, identity: &Identity, file: &[u8]) -> Option<Vec<u8>> {
        // Readable by nobody else: a temporary file is made with mode 0600.
        let mut key = NamedTempFile::new().unwrap();
        writeln!(key, "{}", *identity.expose()).unwrap();
        let desk = Desk::with(file);
        let line = ["--decrypt", "--identity", argument(key.path())];
        let ended = self.run(&line, &desk);
        ended.status.success().then(|| desk.out())
    }

    /// The file for `recipient`.
    pub(crate) fn encrypt(&self, recipient: &Recipient, content: &[u8]) -> Vec<u8> {
        let desk = Desk::with(content);
        output(self.run(&["--recipient", &recipient.to_string()], &desk));
        desk.out()
    }

    fn run(&self, line: &[&str], desk: &Desk) -> Output {
        let [given, out] = [desk.path("given"), desk.path("out")];
        let before = self.0.iter().map(String::as_str);
        let files = ["--output", argument(&out), argument(&given)];
        let line: Vec<_> = before.chain(line.iter().copied()).chain(files).collect();
        let (program, line) = line.split_first().unwrap();
        run(program, line)
    }
}

/// A folder with a file that is given, for one that comes out.
struct Desk(TempDir);

impl Desk {
    fn with(given: &[u8]) -> Self {
        let desk = Self(TempDir::new().unwrap());
        fs::write(desk.path("given"), given).unwrap();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Debian's age makes no file of nothing.
    fn out(&self) -> Vec<u8> {
        fs::read(self.path("out")).unwrap_or_default()
    }
}

#[test]
fn they_open_what_we_encrypt_and_we_what_they_encrypt() {
    let identity = identity(7);
    let recipient = identity.recipient();
    for age in implementations() {
        for length in LENGTHS {
            let content = content(length);
            let ours = recipient.encrypt(&content).unwrap();
            let name = age.name();
            assert!(
                age.decrypt(&identity, &ours) == Some(content.clone()),
                "{name} {length}"
            );
            let theirs = age.encrypt(&recipient, &content);
            let opened = identity.decrypt(&theirs, length).unwrap();
            assert!(*opened == content, "{name} {length}");
        }
    }
}

#[test]
fn a_part_as_it_stands_on_a_relay_is_one_of_their_files() {
    let identity = identity(7);
    let mut file = Vec::new();
    let mut writer = identity.recipient().encrypt_to(&mut file).unwrap();
    part::write_part(&mut &content(70_000)[..], 70_000, &mut writer).unwrap();
    writer.finish().unwrap();
    for age in implementations() {
        let framed = age.decrypt(&identity, &file).expect("a part");
        assert!(part::unframe(&framed).unwrap() == content(70_000));
        let theirs = age.encrypt(&identity.recipient(), &framed);
        let mut opened = Vec::new();
        let mut plain = identity.decrypt_from(theirs.as_slice()).unwrap();
        let digest = sha256(&content(70_000));
        part::read_part(&mut plain, 70_000, &digest, &mut opened).unwrap();
        assert!(opened == content(70_000), "{}", age.name());
    }
}

#[test]
fn all_refuse_a_cut_file_and_another_s_file() {
    let (identity, other) = (identity(7), identity(8));
    let file = identity.recipient().encrypt(&content(70_000)).unwrap();
    let cut = &file[..file.len() - 1];
    assert!(matches!(
        identity.decrypt(cut, 70_000),
        Err(OpenError::Damaged)
    ));
    let foreign = other.recipient().encrypt(b"record").unwrap();
    assert!(matches!(
        identity.decrypt(&foreign, 6),
        Err(OpenError::NotForThisKey)
    ));
    for age in implementations() {
        assert_eq!(age.decrypt(&identity, cut), None, "{}", age.name());
        assert_eq!(age.decrypt(&identity, &foreign), None, "{}", age.name());
    }
}

#[test]
fn age_knows_our_recipient_by_its_identity() {
    if !is_installed("age") {
        return;
    }
    let identity = identity(7);
    let mut key = NamedTempFile::new().unwrap();
    writeln!(key, "{}", *identity.expose()).unwrap();
    let recipient = output(run("age-keygen", &["-y", argument(key.path())]));
    let recipient = String::from_utf8(recipient).unwrap();
    assert_eq!(recipient.trim(), identity.recipient().to_string());
}

fn identity(byte: u8) -> Identity {
    Identity::from_secret(&Secret32::from_bytes([byte; 32]))
}

/// Bytes that do not repeat with age's chunks.
fn content(length: usize) -> Vec<u8> {
    (0..=250).cycle().take(length).collect()
}
