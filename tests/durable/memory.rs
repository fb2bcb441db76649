//! Documents larger than the memory there is: taken in, looked at, shared, opened, backed up and exported by the real
//! programs, which may have a fraction of the document's size. In every run a smaller document and less memory, and only
//! what the wallet does by itself; in the long ones 2 GiB, the largest there may be, all the way to the clinic and back.
//! What does need memory, a passphrase and a FHIR file, says so where there is too little.

use std::{
    fs::{self, File},
    io::{self, Read, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use keepwell_crypto::hash::{Digest, Hasher};

use crate::{
    command::prepared,
    disk::text,
    length::is_long,
    papers,
    place::{Place, nothing_unfinished},
    world::files_below,
};

/// The document's size and the most memory of a program's own, in bytes. A new passphrase alone takes 64 MiB.
const SHORT: (u64, u64) = (320 << 20, 160 << 20);
const LONG: (u64, u64) = (2 << 30, 192 << 20);

fn sizes() -> (u64, u64) {
    if is_long() { LONG } else { SHORT }
}

/// The same command with little memory.
fn limited(command: &Command) -> Command {
    within(command, sizes().1 >> 10)
}

/// The same command with so much memory of its own.
fn within(command: &Command, kibibytes: u64) -> Command {
    let mut limited = Command::new("sh");
    limited
        .args(["-c", &format!("ulimit -d {kibibytes} && exec \"$@\""), "sh"])
        .arg(command.get_program())
        .args(command.get_args())
        // Whoever wants to know where a program failed gives it more memory.
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::null());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => limited.env(name, value),
            None => limited.env_remove(name),
        };
    }
    limited
}

/// Runs a command with little memory, which must be enough; gives its answer.
fn answer(command: &Command) -> serde_json::Value {
    let ended = limited(command).output().expect("it runs");
    let told = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "{}: {told}", ended.status);
    serde_json::from_slice(&ended.stdout).expect("an answer")
}

/// A document of nothing but its first line and zeros, which takes no room on the disk.
fn document(folder: &Path) -> (PathBuf, Digest) {
    let path = folder.join("scan.pdf");
    let mut file = File::create(&path).expect("a file");
    file.write_all(b"%PDF-1.7\n").expect("written");
    file.set_len(sizes().0).expect("its size");
    let digest = digest(File::open(&path).expect("the file"));
    (path, digest)
}

fn digest(mut source: impl Read) -> Digest {
    let mut hasher = Hasher::default();
    let mut buffer = vec![0; 1 << 20];
    loop {
        match source.read(&mut buffer).expect("readable") {
            0 => return hasher.finish(),
            read => hasher.update(&buffer[..read]),
        }
    }
}

#[test]
fn a_document_larger_than_the_memory_goes_all_the_way() {
    let place = Place::new();
    let folder = place.world.root();
    let (file, whole) = document(folder);
    let imported = answer(&place.wallet(&["import", text(&file)]));
    assert_eq!(imported["files"][0]["imported"], 1, "{imported}");
    let listed = answer(&place.wallet(&["records"]));
    let id = listed["records"][0]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let shown = place.wallet(&["show", &id, "--raw"]);
    let mut shown = limited(&shown)
        .stdout(Stdio::piped())
        .spawn()
        .expect("it runs");
    let found = digest(shown.stdout.take().expect("its bytes"));
    assert!(shown.wait().expect("it ends").success());
    assert!(found == whole, "other bytes came out");
    if is_long() {
        goes_to_the_clinic(&place, &id, &whole);
        comes_back_from_a_backup(&place, &whole);
    }
    nothing_unfinished(&place.home());
}

fn goes_to_the_clinic(place: &Place, id: &str, whole: &Digest) {
    let (clinic, card) = place.stage.clinic("clinic");
    drop(clinic);
    let (card_file, code) = (place.stage.path("card"), place.stage.path("code.png"));
    fs::write(&card_file, card.as_bytes()).expect("written");
    let share = format!("id:{id}");
    let words = [
        "grant",
        "--to",
        text(&card_file),
        "--for",
        "2h",
        "--qr",
        text(&code),
        "--share",
        &share,
    ];
    answer(&place.wallet(&words));
    // What ten seconds were not enough for goes up now.
    assert_eq!(answer(&place.wallet(&["sync"]))["waiting"], 0);
    let (home, out) = (
        place.stage.path("clinic").join("home"),
        place.stage.path("visit"),
    );
    let words = [
        "clinic",
        "open",
        text(&code),
        "--out",
        text(&out),
        "--json",
        "--home",
        text(&home),
    ];
    answer(&prepared(&words));
    assert!(
        digest(largest(&out)) == *whole,
        "the clinic got other bytes"
    );
    fs::remove_dir_all(&out).expect("removed");
    let revoked = answer(&place.wallet(&["revoke", "--all"]));
    assert_eq!(revoked["grants"][0]["state"], "revoked");
}

fn comes_back_from_a_backup(place: &Place, whole: &Digest) {
    let backup = place.stage.path("backup");
    answer(&place.wallet(&["backup", "--out", text(&backup)]));
    let words = place.stage.path("words");
    fs::write(&words, place.words()).expect("written");
    let second = place.stage.path("second");
    let line = [
        "wallet",
        "restore",
        "--server",
        &place.world.url,
        "--phrase-file",
        text(&words),
        "--backup",
        text(&backup),
        "--json",
        "--home",
        text(&second),
    ];
    assert_eq!(answer(&prepared(&line))["records"], 1);
    fs::remove_file(&backup).expect("removed");
    let out = place.stage.path("export");
    let line = [
        "wallet",
        "export",
        "--out",
        text(&out),
        "--json",
        "--home",
        text(&second),
    ];
    answer(&prepared(&line));
    assert!(digest(largest(&out)) == *whole, "other bytes came back");
}

/// The largest file below a folder.
fn largest(folder: &Path) -> File {
    let files = files_below(folder);
    let size = |file: &&PathBuf| fs::metadata(file).expect("a file").len();
    let largest = files.iter().max_by_key(size).expect("a file");
    File::open(largest).expect("the file")
}

#[test]
fn a_command_that_runs_out_of_memory_says_so_and_loses_nothing() {
    let place = Place::new();
    place.take_in(0);
    let file = place.world.root().join("huge.ndjson");
    many_records(&file).expect("written");
    let import = place.wallet(&["import", text(&file)]);
    // Too little for a passphrase; enough for it, and too little for the file; enough for the file as it lies on the disk.
    for kibibytes in [50_000, 110_000, 200_000] {
        let ended = within(&import, kibibytes).output().expect("it runs");
        let told = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(1), "{kibibytes} KiB: {told}");
        assert!(told.contains("\"no_memory\""), "{kibibytes} KiB: {told}");
    }
    let patient = place.unlock();
    let found = papers::found(&patient.vault);
    assert_eq!(found.len(), papers::papers(0).len());
    for (title, bytes) in papers::papers(0) {
        assert!(found.get(&title) == Some(&bytes), "{title} is lost");
    }
    nothing_unfinished(&place.home());
}

/// A FHIR file near its limit of 100 MB.
fn many_records(path: &Path) -> io::Result<()> {
    let mut file = io::BufWriter::new(File::create(path)?);
    for number in 0..60_000 {
        writeln!(
            file,
            r#"{{"resourceType":"Observation","status":"final","code":{{"text":"Finding {number}"}},"note":[{{"text":"{:>1000}"}}]}}"#,
            number
        )?;
    }
    file.flush()
}
