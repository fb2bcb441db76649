//! What is signed or sealed cannot be altered: in every document of the vectors, and in the files at rest, each bit of each
//! byte is flipped, each byte dropped, each shorter length and one byte more tried. None of it may pass, and each is refused
//! by a name that docs/formats/altered.md gives; a name that it gives and nothing earns fails too. Where a document is padded to tens
//! of thousands of bytes, one bit of each byte is flipped and nothing dropped, all of it with `KEEPWELL_LONG=1`.

mod kept;
pub(crate) mod log;
mod sealed;
mod signed;

use std::{collections::BTreeMap, fmt::Debug, fs, time::Instant};

use crate::vector::tests;

/// What a reader says of bytes: nothing, or by which name it refuses them.
type Reader = Box<dyn Fn(&[u8]) -> Result<(), String>>;

/// A document.
struct Row {
    name: &'static str,
    bytes: Vec<u8>,
    reader: Reader,
}

/// Above this length a document is not tried in every way in the short form.
const LONG: usize = 3_000;

#[test]
fn every_altered_byte_is_refused_by_name() {
    check(signed::rows());
}

#[test]
fn every_altered_byte_of_a_log_is_refused_by_name() {
    check(log::rows());
}

#[test]
fn every_altered_byte_under_a_seal_is_refused_by_name() {
    check(sealed::rows());
}

#[test]
fn every_altered_byte_at_rest_is_refused_by_name() {
    check(kept::rows());
}

fn check(rows: Vec<Row>) {
    let mut wrong = Vec::new();
    for row in rows {
        let began = Instant::now();
        assert_eq!((row.reader)(&row.bytes), Ok(()), "{} as it is", row.name);
        let mut names = BTreeMap::<String, usize>::new();
        for (how, altered) in alterations(&row.bytes) {
            match (row.reader)(&altered) {
                Ok(()) => wrong.push(format!("{}: passes with {how}", row.name)),
                Err(name) => *names.entry(name).or_default() += 1,
            }
        }
        let (took, length) = (began.elapsed(), row.bytes.len());
        println!("{}: {length} bytes, {names:?}, {took:.1?}", row.name);
        let found: Vec<String> = names.into_keys().collect();
        if promised(row.name) != found {
            let names = found.iter().map(|name| format!("`{name}`"));
            let names = names.collect::<Vec<_>>().join(" ");
            wrong.push(format!("| {} | {names} |", row.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// By which names the alterations of a document are refused, as its page says.
fn promised(name: &str) -> Vec<String> {
    let page = tests().join("../docs/formats/altered.md");
    let page = fs::read_to_string(page).unwrap_or_default();
    let mut rows = page.lines().filter_map(|line| line.strip_prefix("| "));
    let row = rows.find_map(|line| line.strip_prefix(name)?.strip_prefix(" |"));
    let names = row.unwrap_or_default().split('`').skip(1).step_by(2);
    names.map(str::to_owned).collect()
}

fn alterations(bytes: &[u8]) -> impl Iterator<Item = (String, Vec<u8>)> + '_ {
    let is_long = std::env::var_os("KEEPWELL_LONG").is_some_and(|set| set == "1");
    let in_every_way = is_long || bytes.len() <= LONG;
    let places = || 0..bytes.len();
    let flipped = places().flat_map(move |at| {
        let bits = (0..8).filter(move |bit| in_every_way || at % 8 == *bit);
        bits.map(move |bit| {
            let mut altered = bytes.to_vec();
            altered[at] ^= 1 << bit;
            (format!("bit {bit} of byte {at} flipped"), altered)
        })
    });
    let dropped = places().filter(move |_| in_every_way).map(move |at| {
        let altered = [&bytes[..at], &bytes[at + 1..]].concat();
        (format!("byte {at} dropped"), altered)
    });
    let cuts = places().filter(move |at| in_every_way || at % 64 == 0);
    let cut = cuts.map(move |length| (format!("cut to {length}"), bytes[..length].to_vec()));
    let longer = [0, b'\n'].map(|byte| (format!("{byte} added"), [bytes, &[byte]].concat()));
    flipped.chain(dropped).chain(cut).chain(longer)
}

fn row(
    name: &'static str,
    bytes: Vec<u8>,
    reader: impl Fn(&[u8]) -> Result<(), String> + 'static,
) -> Row {
    let reader = Box::new(reader);
    Row {
        name,
        bytes,
        reader,
    }
}

/// The name of an error: its variant, and within that the variant of what it holds, with a stroke between.
fn named<T, E: Debug>(result: Result<T, E>) -> Result<T, String> {
    result.map_err(|error| {
        let told = format!("{error:?}");
        let names = told.split(|letter: char| !letter.is_alphanumeric() && letter != '(');
        let names = names.take(1).flat_map(|names| names.split('('));
        let names: Vec<_> = names.filter(|name| !name.is_empty()).collect();
        names.join("/")
    })
}

/// Refuses by this name unless it holds.
fn must(holds: bool, name: &str) -> Result<(), String> {
    holds.then_some(()).ok_or_else(|| name.to_owned())
}

/// A text, or the name of not being one.
fn text(bytes: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(bytes).map_err(|_| "Utf8".to_owned())
}
