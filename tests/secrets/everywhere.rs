//! Names, codes, words, passphrases and keys are planted, the whole story is told with the real program, and everything that
//! others could see of it is searched: none of it stands anywhere but in what a person asked for.

use data_encoding::HEXLOWER_PERMISSIVE;
use serde_json::json;

use crate::{
    keys,
    planted::{Planted, Search},
    story::{
        PASSPHRASE,
        Prints::{Answer, Told},
        Story,
    },
};

const FAMILY: &str = "Quandoria";
const GIVEN: &str = "Zephyrine";
const PROBLEM: &str = "Brontosaurosis";
const CLINIC: &str = "Harrowgate Surgery";
const OTHER_CLINIC: &str = "Nettlefield Dentists";
const OTHER_WORDS: &str =
    "legal winner thank year wave sausage worth useful legal winner thank yellow";
const NEW_PASSPHRASE: &str = "marmalade-hippogriff-77";

#[test]
fn nothing_secret_stands_where_others_look() {
    let mut story = Story::begin();
    let words = set_out(&mut story);
    let first = share_and_open(&mut story);
    let second = share_again(&mut story, &first);
    make_mistakes(&mut story, &first);
    keep_a_copy(&mut story);
    let memory = story.server_memory();
    story.stop();
    story.keep_files(&[
        "mine",
        "clinic",
        "other",
        "second",
        "server",
        "temp",
        "user",
        "copy.keepwell",
        "proof.json",
    ]);

    let mut planted = planted(&story, &words, &[&first, &second]);
    let data = keys::data_key(&story.root().join("mine"), "slots", NEW_PASSPHRASE);
    let data = data.secret().expose();
    planted.push(Planted::bytes("the wallet's data key", data));
    match memory {
        Some(pieces) => {
            let pieces = pieces
                .into_iter()
                .map(|piece| ("the server's memory".to_owned(), piece));
            story.seen.extend(pieces);
        }
        None => println!("secrets: SKIPPED the server's memory: this system lets nobody read it"),
    }
    let watched = story
        .seen
        .iter()
        .filter(|(name, _)| name.ends_with("environment"));
    assert!(
        watched.count() > 20,
        "processes were looked at while they ran"
    );
    let search = Search::new(&planted);
    let found = story.seen.iter().flat_map(|(place, bytes)| {
        let here = search.found_in(bytes).into_iter();
        here.map(move |what| format!("{place}: {what}"))
    });
    let found: Vec<_> = found.filter(|found| !is_meant(found)).collect();
    let bytes: usize = story.seen.iter().map(|(_, bytes)| bytes.len()).sum();
    println!(
        "secrets: {} planted, {} places, {bytes} bytes",
        planted.len(),
        story.seen.len()
    );
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// A clinic's own name is what its operator types, and its answer to who it is.
fn is_meant(found: &str) -> bool {
    let its_own = ["clinic init: arguments", "clinic init: standard output"];
    its_own.iter().any(|place| found.starts_with(place)) && found.contains("clinic's name")
}

/// A wallet with a record and two clinics; gives the recovery words.
fn set_out(story: &mut Story) -> String {
    let (url, home) = (story.url(), story.path("mine"));
    let made = story.done(
        &[
            "wallet", "init", "--server", &url, "--home", &home, "--json",
        ],
        Answer,
    );
    let words = made.json()["recovery_phrase"]
        .as_str()
        .expect("words")
        .to_owned();
    let record = story.file("record.json", &record());
    story.done(
        &["wallet", "import", &record, "--home", &home, "--json"],
        Told,
    );
    for (home, name) in [("clinic", CLINIC), ("other", OTHER_CLINIC)] {
        let (card, code) = (
            story.path(&format!("{home}.card")),
            story.path(&format!("{home}.png")),
        );
        let home = story.path(home);
        let init = [
            "clinic",
            "init",
            "--name",
            name,
            "--country",
            "IE",
            "--server",
            &url,
        ];
        story.done(&[&init[..], &["--home", &home]].concat(), Told);
        story.done(
            &[
                "clinic", "card", "--out", &card, "--qr", &code, "--home", &home,
            ],
            Answer,
        );
    }
    words
}

/// What is known of a share: its id and the text of its code.
struct Shared {
    id: String,
    code: String,
}

impl Shared {
    fn of(ended: &crate::story::Ended) -> Self {
        let answer = ended.json();
        let text = |name: &str| answer[name].as_str().expect("text").to_owned();
        Self {
            id: text("grant"),
            code: text("qr_text"),
        }
    }

    fn bytes(&self) -> [u8; 16] {
        let bytes = HEXLOWER_PERMISSIVE
            .decode(self.id.as_bytes())
            .expect("hexadecimal");
        bytes.try_into().expect("16 bytes")
    }
}

fn share_and_open(story: &mut Story) -> Shared {
    let (home, card, code) = (
        story.path("mine"),
        story.path("clinic.card"),
        story.path("code.png"),
    );
    let grant = [
        "wallet", "grant", "--to", &card, "--for", "2h", "--qr", &code, "--json",
    ];
    let shared = story.done(&[&grant[..], &["--home", &home]].concat(), Answer);
    let shared = Shared::of(&shared);
    let (desk, visit) = (story.path("clinic"), story.path("visit"));
    story.done(
        &["clinic", "open", &code, "--out", &visit, "--home", &desk],
        Answer,
    );
    let bundle = std::fs::read_to_string(story.root().join("visit/bundle.json")).expect("a bundle");
    for word in [FAMILY, GIVEN, PROBLEM] {
        assert!(bundle.contains(word), "{word} was shared");
    }
    shared
}

/// A pause, the end of it, more time, and the stop.
fn share_again(story: &mut Story, first: &Shared) -> Shared {
    let home = story.path("mine");
    for act in ["pause", "resume"] {
        story.done(&["wallet", act, &first.id, "--home", &home], Told);
    }
    let (proof, code) = (story.path("proof.json"), story.path("again.png"));
    story.done(
        &[
            "wallet", "proof", &first.id, "--out", &proof, "--home", &home,
        ],
        Told,
    );
    let again = [
        "wallet", "again", &first.id, "--for", "3h", "--qr", &code, "--json",
    ];
    let second = story.done(&[&again[..], &["--home", &home]].concat(), Answer);
    for act in ["sync", "check"] {
        story.done(&["wallet", act, "--home", &home, "--json"], Told);
    }
    for act in ["grants", "activity", "records", "cards"] {
        story.done(&["wallet", act, "--home", &home], Answer);
    }
    Shared::of(&second)
}

/// Everything that a person can do wrong with something secret in the hand.
fn make_mistakes(story: &mut Story, first: &Shared) {
    let (home, desk, other) = (
        story.path("mine"),
        story.path("clinic"),
        story.path("other"),
    );
    let (code, never) = (story.path("again.png"), story.path("never"));
    story.refused(&["clinic", "open", &code, "--out", &never, "--home", &other]);
    let spoilt = story.file("spoilt.txt", &format!("{}x", first.code));
    let over = story.file("over.txt", &first.code);
    for code in [&spoilt, &over] {
        story.refused(&[
            "clinic", "open", code, "--out", &never, "--home", &desk, "--json",
        ]);
    }
    let whole = record();
    let half: String = whole.chars().take(whole.chars().count() / 2).collect();
    let half = story.file("half.json", &half);
    let wrong = record().replace("\"1971-03-05\"", "[1971]");
    let wrong = story.file("wrong.json", &wrong);
    story.run(&["wallet", "import", &half, &wrong, "--home", &home], Told);
    let card = story.file("no.card", &format!("{FAMILY} {PROBLEM} {PASSPHRASE}"));
    story.refused(&[
        "wallet", "grant", "--to", &card, "--for", "2h", "--home", &home,
    ]);
    let words = story.file("other-words", OTHER_WORDS);
    let spoilt = story.file("spoilt-words", &OTHER_WORDS.replace("yellow", "yellows"));
    for words in [&words, &spoilt] {
        story.refused(&["wallet", "words", "--phrase-file", words, "--home", &home]);
    }
    let url = story.url();
    let again = story.path("again");
    let restore = [
        "wallet",
        "restore",
        "--server",
        &url,
        "--phrase-file",
        &spoilt,
    ];
    story.refused(&[&restore[..], &["--home", &again]].concat());
    story.refused(&["wallet", "show", "7kq2m9xaaa", "--home", &home, "--json"]);
    story.refused(&["wallet", "revoke", "ffffffff", "--home", &home, "--json"]);
    story.refused(&["wallet", "nonsense", "--home", &home]);
    let pass = story.path("pass");
    std::fs::write(&pass, format!("{NEW_PASSPHRASE}-wrong")).expect("written");
    story.refused(&["wallet", "records", "--home", &home]);
    story.refused(&["clinic", "card", "--home", &desk, "--json"]);
    std::fs::write(&pass, PASSPHRASE).expect("written");
    // Nobody is there to send it to.
    let nobody = "http://127.0.0.1:1";
    let lost = story.path("lost");
    story.refused(&["wallet", "init", "--server", nobody, "--home", &lost]);
}

/// A backup, a second device, another passphrase, and the end of everything.
fn keep_a_copy(story: &mut Story) {
    let (home, copy, url) = (story.path("mine"), story.path("copy.keepwell"), story.url());
    story.done(&["wallet", "backup", "--out", &copy, "--home", &home], Told);
    let words = story.path("words");
    let shown = story.done(&["wallet", "words", "--home", &home, "--json"], Answer);
    let phrase = shown.json()["recovery_phrase"]
        .as_str()
        .expect("words")
        .to_owned();
    std::fs::write(&words, phrase).expect("written");
    let second = story.path("second");
    let restore = [
        "wallet",
        "restore",
        "--server",
        &url,
        "--phrase-file",
        &words,
    ];
    story.done(
        &[&restore[..], &["--backup", &copy, "--home", &second]].concat(),
        Told,
    );
    story.done(&["wallet", "sync", "--home", &second], Told);
    let new = story.file("new-pass", NEW_PASSPHRASE);
    let change = ["wallet", "passphrase", "--new-passphrase-file", &new];
    story.done(&[&change[..], &["--home", &home]].concat(), Told);
    std::fs::write(story.path("pass"), NEW_PASSPHRASE).expect("written");
    story.done(&["wallet", "revoke", "--all", "--home", &home], Told);
    std::fs::write(story.path("pass"), PASSPHRASE).expect("written");
}

fn planted(story: &Story, words: &str, shared: &[&Shared]) -> Vec<Planted> {
    let mut all = vec![
        Planted::text("the family name", FAMILY),
        Planted::text("the given name", GIVEN),
        Planted::text("the problem", PROBLEM),
        Planted::text("the birth date", "1971-03-05"),
        Planted::text("a clinic's name", CLINIC),
        Planted::text("another clinic's name", OTHER_CLINIC),
        Planted::text("other words", OTHER_WORDS),
        Planted::text("the passphrase", PASSPHRASE),
        Planted::text("the new passphrase", NEW_PASSPHRASE),
    ];
    let ids: Vec<_> = shared.iter().map(|shared| shared.bytes()).collect();
    for shared in shared {
        let (_, secret) = shared.code.split_at(shared.code.len() / 2);
        all.push(Planted::text("a code", &shared.code));
        all.push(Planted::text("half of a code", secret));
    }
    all.extend(keys::of_wallet(words, &ids));
    all.extend(keys::salts(words, &ids));
    all.extend(keys::of_clinic(&story.root().join("clinic"), PASSPHRASE));
    all.extend(keys::of_clinic(&story.root().join("other"), PASSPHRASE));
    all
}

fn record() -> String {
    let person = json!({ "fullUrl": "urn:uuid:p", "resource": { "resourceType": "Patient",
        "name": [{ "family": FAMILY, "given": [GIVEN] }], "birthDate": "1971-03-05" } });
    let problem = json!({ "fullUrl": "urn:uuid:1", "resource": { "resourceType": "Condition",
        "subject": { "reference": "urn:uuid:p" }, "code": { "text": PROBLEM } } });
    let entry = [person, problem];
    json!({ "resourceType": "Bundle", "type": "collection", "entry": entry }).to_string()
}
