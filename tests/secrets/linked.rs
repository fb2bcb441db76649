//! Two patients share with the same two clinics each, one record is changed in between, clinics open, one share is stopped.
//! Then somebody has the disks of relay and ledger and the relay's own key, and tries to tell which two shares are one
//! patient's: by any eight bytes that two of them have in common and not all, and by sizes. Times are the same for all:
//! addresses and timing are not what this is about.

use std::{
    collections::{BTreeMap, HashSet},
    fs,
    path::Path,
};

use data_encoding::HEXLOWER;
use keepwell_crypto::{hash::sha256, seal::DataKey, secret::Secret32};
use keepwell_protocol::entry::{ENTRY_BYTES, Entry, EntryType};
use keepwell_store::{Store, Table};
use keepwell_wallet::grants::Grant;
use serde_json::{Value, json};

use crate::stage::{Patient, Stage};

/// So many equal bytes in a row are no accident.
const WINDOW: usize = 8;
/// The relay's tables with rows of mailboxes; a row's key begins with the mailbox.
const TABLES: [&str; 4] = ["mailboxes", "parts", "events", "visits"];

/// Everything that is stored of one share, or of one box.
#[derive(Default)]
struct Stored {
    /// Bytes as they are, and texts.
    pieces: Vec<Vec<u8>>,
    /// How large things are; what age's own noise adds is left out.
    sizes: Vec<(String, usize)>,
}

impl Stored {
    fn add(&mut self, what: &str, size: usize, piece: Vec<u8>) {
        self.sizes.push((what.to_owned(), size));
        self.pieces.push(piece);
    }

    /// A row: its texts; its numbers are times, which are the same for all, and sizes.
    fn add_row(&mut self, table: &str, row: &[u8]) {
        self.sizes.push((table.to_owned(), 0));
        let row = serde_json::from_slice(row).expect("a row");
        texts(&row, &mut |text| {
            let words = text.split(|c: char| !c.is_ascii_alphanumeric() && !"-_+=".contains(c));
            let long = words.filter(|word| word.len() >= WINDOW);
            let bytes = |word: &str| {
                let decoded = HEXLOWER.decode(word.as_bytes());
                decoded.unwrap_or_else(|_| word.as_bytes().to_vec())
            };
            self.pieces.extend(long.map(bytes));
        });
    }

    /// Every eight bytes in a row.
    fn windows(&self) -> HashSet<&[u8]> {
        self.pieces
            .iter()
            .flat_map(|piece| piece.windows(WINDOW))
            .collect()
    }
}

fn texts(value: &Value, take: &mut dyn FnMut(&str)) {
    match value {
        Value::String(text) => take(text),
        Value::Array(all) => all.iter().for_each(|one| texts(one, take)),
        Value::Object(all) => all.values().for_each(|one| texts(one, take)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn nobody_with_the_disks_of_both_servers_tells_whose_two_shares_are() {
    let mut stage = Stage::new();
    let patients = ["first", "second"].map(|name| {
        let patient = Patient::new(&stage, name);
        patient.import(&stage, "record.json", record(name, 3).as_bytes());
        patient
    });
    let mut clinics = ["Harbour Clinic", "Clinic on the Hill"].map(|name| stage.clinic(name));
    let mut shares = Vec::new();
    for (clinic, card) in &mut clinics {
        for patient in &patients {
            let made = patient.grant(&stage, &stage.wish(card));
            clinic.opens(&stage, &made.qr_text);
            shares.push(patient.known(made.id));
        }
        // One of them has a problem more in the next share.
        let changed = patients[0].import(&stage, "visit.json", record("first", 4).as_bytes());
        assert!(changed.imported > 0 || shares.len() > 2);
    }
    stage.server.stop();
    let disks = Disks::read(stage.server.data());
    let stored: Vec<_> = shares.iter().map(|share| disks.of(share)).collect();
    assert_no_bytes_tell(&stored);
    let sizes: HashSet<_> = stored.iter().map(|one| &one.sizes).collect();
    assert_eq!(sizes.len(), 1, "{sizes:?}");
    assert_boxes_tell_nothing(&disks, &patients, &stored);

    stage.server.restart();
    for (patient, share) in patients.iter().zip(&shares) {
        patient.stop(&stage, share.id);
    }
    stage.server.stop();
    let disks = Disks::read(stage.server.data());
    let stored: Vec<_> = shares.iter().map(|share| disks.of(share)).collect();
    assert_no_bytes_tell(&stored);
    assert_eq!(stored[0].sizes, stored[1].sizes, "both stopped");
    assert_eq!(stored[2].sizes, stored[3].sizes, "neither stopped");
    assert_boxes_tell_nothing(&disks, &patients, &stored);
}

/// What lies on the disks of both servers.
struct Disks {
    relay: BTreeMap<[u8; 16], Stored>,
    ledger: BTreeMap<[u8; 32], Stored>,
}

impl Disks {
    fn read(data: &Path) -> Self {
        Self {
            relay: on_relay(&data.join("relay")),
            ledger: on_ledger(&data.join("ledger")),
        }
    }

    /// Everything about one share.
    fn of(&self, share: &Grant) -> Stored {
        let mailbox = &self.relay[share.relay.mailbox.as_bytes()];
        let entry = &self.ledger[&share.digest()];
        let mut all = Stored::default();
        for one in [mailbox, entry] {
            all.pieces.extend(one.pieces.iter().cloned());
            all.sizes.extend(one.sizes.iter().cloned());
        }
        all
    }
}

/// The first and the third are one patient's, the second and the fourth another's: what two of one have in common a
/// stranger's has too.
fn assert_no_bytes_tell(stored: &[Stored]) {
    let windows: Vec<_> = stored.iter().map(Stored::windows).collect();
    for (one, other, strangers) in [(0, 2, [1, 3]), (1, 3, [0, 2])] {
        let common: HashSet<_> = windows[one]
            .intersection(&windows[other])
            .copied()
            .collect();
        // age puts a stanza of chance into some files, named so, that readers stay used to what they do not know.
        let is_known = |window: &[u8]| {
            window.starts_with(b"-grease")
                || strangers.iter().any(|who| windows[*who].contains(window))
        };
        let known = common.iter().filter(|window| is_known(window)).count();
        assert!(known > 20, "the protocol's own words: {known}");
        for piece in &stored[one].pieces {
            let telling = telling(piece, &common, is_known);
            assert!(telling.is_none(), "{telling:?}");
        }
    }
}

/// A window of `piece` that is common, and none of whose bytes belongs to one that strangers have too: a letter of chance
/// behind the protocol's own words does not count.
fn telling(
    piece: &[u8],
    common: &HashSet<&[u8]>,
    is_known: impl Fn(&[u8]) -> bool,
) -> Option<String> {
    let mut covered = vec![false; piece.len()];
    for (at, window) in piece.windows(WINDOW).enumerate() {
        if is_known(window) {
            covered[at..at + WINDOW].fill(true);
        }
    }
    let is_bare = |at: usize| covered[at..at + WINDOW].iter().all(|known| !known);
    let mut windows = piece.windows(WINDOW).enumerate();
    let found = windows.find(|(at, window)| common.contains(window) && is_bare(*at));
    found.map(|(_, window)| String::from_utf8_lossy(window).into_owned())
}

/// The box of a wallet's index has nothing in common with its shares, and says nothing by its size.
fn assert_boxes_tell_nothing(disks: &Disks, patients: &[Patient], stored: &[Stored]) {
    let index = |patient: &Patient| &disks.relay[&patient.vault.keys().index().mailbox];
    let boxes: Vec<_> = patients.iter().map(index).collect();
    assert_eq!(boxes[0].sizes, boxes[1].sizes);
    for one in &boxes {
        let windows = one.windows();
        for share in stored {
            let share = share.windows();
            let common = share.intersection(&windows);
            let common: Vec<_> = common.map(|one| String::from_utf8_lossy(one)).collect();
            assert!(common.is_empty(), "{common:?}");
        }
    }
}

/// What the relay has, by mailbox or box.
fn on_relay(data: &Path) -> BTreeMap<[u8; 16], Stored> {
    let key: [u8; 32] = fs::read(data.join("store.key"))
        .expect("the relay's key")
        .try_into()
        .expect("32 bytes");
    let key = DataKey::from_secret(Secret32::from_bytes(key));
    let store = Store::open(&data.join("store"), &key)
        .expect("the relay's store")
        .store;
    let mut all: BTreeMap<[u8; 16], Stored> = BTreeMap::new();
    let id = |key: &[u8]| -> [u8; 16] { key[..16].try_into().expect("an id") };
    for table in TABLES {
        for row in store.scan(Table::new(table)) {
            let (key, row) = row.expect("a row");
            all.entry(id(&key)).or_default().add_row(table, &row);
        }
    }
    for row in store.scan(Table::new("boxes")) {
        let (key, row) = row.expect("a row");
        let size = row.len();
        all.entry(id(&key))
            .or_default()
            .add("box", size, row.to_vec());
    }
    for (mailbox, stored) in &mut all {
        let shelf = data.join("parts").join(HEXLOWER.encode(mailbox));
        let Ok(files) = fs::read_dir(shelf) else {
            continue;
        };
        let mut files: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
        files.sort();
        for file in files {
            let name = file
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            let bytes = fs::read(&file).expect("ciphertext");
            stored.add(&name, bytes.len() >> 10, bytes);
        }
    }
    all
}

/// What the ledger has, by the digest of a grant's statement: its entry, its signer's hash and the statement.
fn on_ledger(data: &Path) -> BTreeMap<[u8; 32], Stored> {
    let mut all = BTreeMap::new();
    for segment in fs::read_dir(data.join("wal")).expect("the log") {
        let bytes = fs::read(segment.expect("a segment").path()).expect("a segment");
        let mut rest = bytes.as_slice();
        while rest.starts_with(b"KWLEDGE") {
            let length = u32::from_be_bytes(rest[8..12].try_into().expect("4 bytes"));
            let length = usize::try_from(length).expect("a length");
            take_commit(&rest[16..16 + length], &mut all);
            rest = &rest[16 + length + 32..];
        }
    }
    all
}

fn take_commit(body: &[u8], all: &mut BTreeMap<[u8; 32], Stored>) {
    let short = |bytes: &[u8]| usize::from(u16::from_be_bytes([bytes[0], bytes[1]]));
    let note = short(&body[8..]);
    // After the index, the note behind its length, and the number of entries.
    let mut rest = &body[8 + 2 + note + 4..];
    while !rest.is_empty() {
        let (entry, after) = rest.split_at(ENTRY_BYTES);
        let (signer, after) = after.split_at(32);
        let (statement, after) = after[2..].split_at(short(after));
        rest = after;
        let parsed = Entry::parse(entry).expect("an entry");
        if parsed.kind == EntryType::Grant {
            assert_eq!(parsed.statement, sha256(statement));
            let mut stored = Stored::default();
            stored.add("entry", entry.len(), [entry, signer].concat());
            stored.add("statement", statement.len(), statement.to_vec());
            all.insert(parsed.statement, stored);
        }
    }
}

/// A record of a person with so many problems.
fn record(family: &str, problems: u64) -> String {
    let person = json!({ "fullUrl": "urn:uuid:p", "resource": { "resourceType": "Patient",
        "name": [{ "family": family }], "birthDate": "1990-01-01" } });
    let problem = |number: u64| {
        json!({ "fullUrl": format!("urn:uuid:{number}"), "resource": { "resourceType": "Condition",
            "subject": { "reference": "urn:uuid:p" }, "code": { "text": format!("Problem number {number}") } } })
    };
    let entries: Vec<_> = std::iter::once(person)
        .chain((0..problems).map(problem))
        .collect();
    json!({ "resourceType": "Bundle", "type": "collection", "entry": entries }).to_string()
}
