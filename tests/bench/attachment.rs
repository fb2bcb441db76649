//! A document of 1 GiB in a wallet, shared: decrypted from its file, hashed, and encrypted for the clinic into another one that
//! is on the disk when the grant is made. Beside it `age` alone, which decrypts a file of that size and encrypts it into
//! another one, as durably.

use std::{
    fs::{self, File},
    io::{self, BufReader, Read as _, Write as _},
    path::Path,
};

use keepwell_protocol::card::Card;
use keepwell_wallet::{
    grants::{self, Wish},
    records::{self, Input, Options, PersonRule, What},
    share::Choice,
    vault::Vault,
};
use rand_core::OsRng;

use crate::{
    child::{self, forget_peak, memory_mib, peak_mib},
    desk::{Desk, NOW, PASSPHRASE},
    median::{middle, seconds},
    row::{Row, Rows, Target},
};

const DOCUMENT_BYTES: u64 = 1 << 30;
const DOCUMENT_MIB: f64 = 1024.0;
const RUNS: usize = 3;

pub(crate) fn rows() -> Rows {
    let folder = tempfile::tempdir().expect("a folder");
    fill(folder.path());
    let told = child::ask("attachment", folder.path());
    vec![
        Row::new(
            "a document of 1 GiB, granted",
            DOCUMENT_MIB / told.figure("ours_s"),
            "MiB/s",
        )
        .beside("age, file to file", DOCUMENT_MIB / told.figure("theirs_s"))
        .reach(Target::Times(0.9)),
        Row::new(
            "memory for it, above that of an open wallet",
            told.figure("above_mib"),
            "MiB",
        )
        .beside("an open wallet", told.figure("idle_mib"))
        .reach(Target::AtMost(64.0)),
    ]
}

/// What the fresh process does.
pub(crate) fn child(folder: &str) {
    let folder = Path::new(folder);
    let card = fs::read(folder.join("card")).expect("a card");
    let card = Card::parse(&card).expect("a card");
    let vault = Vault::unlock(&folder.join("home"), PASSPHRASE).expect("unlocked");
    forget_peak();
    let idle = memory_mib();
    let (mut ours, mut theirs) = (vec![share(&vault, &card)], Vec::new());
    let above = peak_mib() - idle;
    let age = Age::new(folder);
    for _ in 0..RUNS {
        ours.push(share(&vault, &card));
        theirs.push(age.again());
    }
    let figures = serde_json::json!({
        "ours_s": middle(ours.split_off(1)),
        "theirs_s": middle(theirs),
        "idle_mib": idle,
        "above_mib": above,
    });
    writeln!(io::stdout(), "{figures}").expect("standard output");
}

/// A wallet with the document and nothing else, and the card of a clinic.
fn fill(folder: &Path) {
    let document = folder.join("study.txt");
    let mut file = File::create(&document).expect("a file");
    io::copy(&mut io::repeat(b'7').take(DOCUMENT_BYTES), &mut file).expect("written");
    let vault = crate::desk::empty_wallet(&folder.join("home"));
    let options = Options {
        now: NOW,
        person: PersonRule::Refuse,
    };
    let inputs = [Input::Path(&document)];
    let report = records::import(&vault, &inputs, &options, &mut |_| {}, &mut OsRng);
    assert!(report.expect("a report").unreadable().is_none());
    fs::remove_file(document).expect("removed");
    fs::write(folder.join("card"), Desk::new().card().as_bytes()).expect("written");
}

/// Seconds until the grant is made.
fn share(vault: &Vault, card: &Card) -> f64 {
    let choice = Choice {
        what: What::Everything,
        ..Choice::default()
    };
    let wish = Wish::at_once(card, choice, NOW);
    let (taken, made) = seconds(|| grants::make(vault, &wish, NOW, &mut OsRng));
    let made = made.expect("a grant");
    assert!(made.bytes >= DOCUMENT_BYTES, "the document is in it");
    grants::revoke(vault, made.id, NOW).expect("revoked");
    taken
}

/// A file of `age`'s own, of the same size.
struct Age<'f> {
    folder: &'f Path,
    identity: age::x25519::Identity,
}

impl<'f> Age<'f> {
    fn new(folder: &'f Path) -> Self {
        let age = Self {
            folder,
            identity: age::x25519::Identity::generate(),
        };
        age.encrypt(&mut io::repeat(b'7').take(DOCUMENT_BYTES), "first");
        age
    }

    /// Seconds from one file to the other.
    fn again(&self) -> f64 {
        let (taken, ()) = seconds(|| {
            let file = File::open(self.folder.join("first")).expect("a file");
            let file = age::Decryptor::new(BufReader::new(file)).expect("a file");
            let identity: &dyn age::Identity = &self.identity;
            let mut content = file.decrypt(std::iter::once(identity)).expect("ours");
            self.encrypt(&mut content, "second");
        });
        taken
    }

    fn encrypt(&self, content: &mut impl io::Read, name: &str) {
        let recipient = self.identity.to_public();
        let recipient: &dyn age::Recipient = &recipient;
        let age = age::Encryptor::with_recipients(std::iter::once(recipient)).expect("age");
        let file = File::create(self.folder.join(name)).expect("a file");
        let mut file = age.wrap_output(file).expect("a file");
        io::copy(content, &mut file).expect("written");
        file.finish()
            .expect("a whole file")
            .sync_all()
            .expect("on the disk");
    }
}
