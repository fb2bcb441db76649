//! What a patient does with the app, in steps that several stories begin with.

use std::{fs, path::Path};

use crate::{
    driver::Driver,
    system::{self, System, Variable},
    wallet::{self, Content},
    world::World,
};

pub(crate) const PASSPHRASE: &str = "a lantern in the harbour";
/// In the sample record.
pub(crate) const ALLERGY: &str = "Penicillin";

/// The app with the wallet in a folder of the world, on a system where no bus answers; `None`, saying so, where it cannot
/// be driven.
pub(crate) fn start(world: &World, home: &str) -> Option<Driver> {
    has(Driver::missing()).then(|| start_on(world, home, &system::nothing()))
}

/// The app with a wallet that was made beforehand in a folder of the world and is open; `None`, saying so, where it cannot be
/// driven.
pub(crate) fn open(world: &World, home: &str, content: Content) -> Option<Driver> {
    wallet::make(&world.path(home), &world.url(), content);
    let app = start(world, home)?;
    unlock(&app);
    app.see("Activity");
    Some(app)
}

/// A system for the app; `None`, saying so, where there can be none, or the app cannot be driven.
pub(crate) fn system(world: &World) -> Option<System> {
    let missing = Driver::missing().or_else(System::missing);
    has(missing).then(|| System::start(&world.path("system")))
}

/// The app with the wallet in a folder of the world, on a system that `variables` lead to.
pub(crate) fn start_on(world: &World, home: &str, variables: &[Variable]) -> Driver {
    let home = world.path(home);
    fs::create_dir_all(home.with_extension("saved")).expect("a folder for what is saved");
    let program = env!("CARGO_BIN_EXE_keepwell-app");
    Driver::start(program, &home, &world.url(), variables)
}

/// Whether nothing is missing. On CI's machines nothing may be.
fn has(missing: Option<&str>) -> bool {
    let Some(missing) = missing else {
        return true;
    };
    let is_ci = std::env::var("CI").is_ok_and(|value| value == "true");
    assert!(!is_ci, "{missing} is not installed");
    println!("skipped: {missing} is not installed");
    false
}

/// Makes a wallet up to its words, and gives these.
pub(crate) fn make_wallet(app: &Driver) -> Vec<String> {
    app.press("Make my wallet");
    app.fill("Passphrase", PASSPHRASE);
    app.fill("The same again", PASSPHRASE);
    app.press("Make my key");
    let mut words = Vec::new();
    for from in [1, 5, 9] {
        app.see(&format!("Words {from} to"));
        words.extend(app.texts("//ol/li/span[2]"));
        app.press(if from < 9 {
            "Next"
        } else {
            "I wrote them down"
        });
    }
    words
}

/// Answers the three questions about the words.
pub(crate) fn check_words(app: &Driver, words: &[String]) {
    for chosen in 0..3 {
        app.see(&format!("{chosen} of 3 words chosen"));
        let title = app.texts("//h1").concat();
        let digits: String = title.chars().filter(char::is_ascii_digit).collect();
        let position: usize = digits.parse().expect("the number of a word");
        app.choose_answer(&words[position - 1]);
        app.press("Next");
    }
}

/// Makes a wallet with the sample record, without checking the words.
pub(crate) fn make_wallet_with_sample(app: &Driver) {
    make_wallet(app);
    app.see("of 3 words chosen");
    app.press("Do this later");
    app.press("Go on, not backed up");
    app.press("Look around with a sample");
    app.press("Go to my record");
    app.see(ALLERGY);
}

/// Shares the summary with the clinic of a card, and gives what its code says.
pub(crate) fn share(app: &Driver, card: &str) -> String {
    read_card(app, card);
    app.press("Yes, this is the clinic");
    app.press("Next");
    app.press("Next");
    app.press("Show the code");
    read_code(app)
}

/// Up to the question whether this is the clinic.
pub(crate) fn read_card(app: &Driver, card: &str) {
    app.go("#/share");
    app.press("Scan the clinic’s code");
    app.fill("The clinic’s link", card);
    app.press("Read the link");
}

/// What a clinic's camera sees; a screen may be behind its page by some frames.
pub(crate) fn read_code(app: &Driver) -> String {
    app.wait("the code on the screen", || {
        keepwell_qr::read::read(&app.picture()).ok()
    })
}

/// Unlocks the wallet.
pub(crate) fn unlock(app: &Driver) {
    app.fill("Passphrase", PASSPHRASE);
    app.press("Unlock");
}

/// The one file that was saved beside a wallet's folder.
pub(crate) fn saved(home: &Path) -> std::path::PathBuf {
    let mut files = fs::read_dir(home.with_extension("saved")).expect("the folder");
    files.next().expect("a file").expect("its name").path()
}
