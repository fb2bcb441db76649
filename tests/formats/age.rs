//! Debian's `age` opens what we encrypt, and we open what it encrypts: shares and backups are ordinary age files.

use std::{fs, io::Write, path::PathBuf};

use keepwell_crypto::{
    recipient::{Identity, OpenError},
    secret::Secret32,
};
use keepwell_protocol::part;
use tempfile::{NamedTempFile, TempDir};

use crate::program::{argument, is_installed, output, run};

/// Lengths around the chunks of 64 KiB that age encrypts in.
const LENGTHS: [usize; 6] = [0, 1, 65_535, 65_536, 65_537, 200_000];

#[test]
fn age_opens_what_we_encrypt() {
    let Some(desk) = Desk::new() else { return };
    for length in LENGTHS {
        let content = content(length);
        let file = desk.identity.recipient().encrypt(&content).unwrap();
        assert!(output(desk.decrypt(&file)) == content, "{length} bytes");
    }
}

#[test]
fn age_opens_a_part_as_it_stands_on_a_relay() {
    let Some(desk) = Desk::new() else { return };
    let mut file = Vec::new();
    let mut writer = desk.identity.recipient().encrypt_to(&mut file).unwrap();
    part::write_part(&mut &content(70_000)[..], 70_000, &mut writer).unwrap();
    writer.finish().unwrap();
    let framed = output(desk.decrypt(&file));
    assert!(part::unframe(&framed).unwrap() == content(70_000));
}

#[test]
fn we_open_what_age_encrypts() {
    let Some(desk) = Desk::new() else { return };
    let recipient = desk.identity.recipient().to_string();
    for length in LENGTHS {
        let content = content(length);
        let plain = desk.file("plain", &content);
        let file = output(run("age", &["--recipient", &recipient, argument(&plain)]));
        assert!(
            *desk.identity.decrypt(&file, length).unwrap() == content,
            "{length} bytes"
        );
    }
}

#[test]
fn both_refuse_a_cut_file_and_another_s_file() {
    let Some(desk) = Desk::new() else { return };
    let file = desk.identity.recipient().encrypt(&content(70_000)).unwrap();
    let cut = &file[..file.len() - 1];
    assert!(!desk.decrypt(cut).status.success());
    assert!(matches!(
        desk.identity.decrypt(cut, 70_000),
        Err(OpenError::Damaged)
    ));

    let other = Identity::from_secret(&Secret32::from_bytes([8; 32]));
    let file = other.recipient().encrypt(b"record").unwrap();
    assert!(!desk.decrypt(&file).status.success());
    assert!(matches!(
        desk.identity.decrypt(&file, 6),
        Err(OpenError::NotForThisKey)
    ));
}

#[test]
fn age_knows_our_recipient_by_its_identity() {
    let Some(desk) = Desk::new() else { return };
    let recipient = output(run("age-keygen", &["-y", argument(desk.key.path())]));
    let recipient = String::from_utf8(recipient).unwrap();
    assert_eq!(recipient.trim(), desk.identity.recipient().to_string());
}

/// An identity, the file in which `age` finds it, and a folder for the rest.
struct Desk {
    identity: Identity,
    key: NamedTempFile,
    folder: TempDir,
}

impl Desk {
    /// `None` where there is no `age`.
    fn new() -> Option<Self> {
        if !is_installed("age") {
            return None;
        }
        let identity = Identity::from_secret(&Secret32::from_bytes([7; 32]));
        // Readable by nobody else: a temporary file is made with mode 0600.
        let mut key = NamedTempFile::new().unwrap();
        writeln!(key, "{}", *identity.expose()).unwrap();
        let folder = TempDir::new().unwrap();
        Some(Self {
            identity,
            key,
            folder,
        })
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    fn decrypt(&self, file: &[u8]) -> std::process::Output {
        let file = self.file("sealed.age", file);
        let arguments = [
            "--decrypt",
            "--identity",
            argument(self.key.path()),
            argument(&file),
        ];
        run("age", &arguments)
    }
}

/// Bytes that do not repeat with age's chunks.
fn content(length: usize) -> Vec<u8> {
    (0..=250).cycle().take(length).collect()
}
