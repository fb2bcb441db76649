//! Files that rot, are cut or lose a page to zeros, one after another, in every file of a wallet, a clinic and a server.
//! Each time everything is there all the same, rebuilt where need be, or an error says in a sentence what is wrong; nothing
//! panics, and nothing that is given is another than what was put in.

mod clinic;
mod server;
mod wallet;

use std::{
    fmt, fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

use crate::{
    chance::below,
    disk::run,
    disk::text,
    length::{cycles, is_long},
    world::files_below,
};

/// How many random places in each file, in every run and in the long ones.
const PLACES: (u32, u32) = (1, 24);
const PAGE: usize = 4096;

/// What happens to a file.
#[derive(Clone, Copy)]
enum Damage {
    /// One bit is another.
    Flipped { byte: usize, bit: u8 },
    /// The file ends here.
    Cut(usize),
    /// A page is zeros.
    Zeroed(usize),
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flipped { byte, bit } => write!(f, "bit {bit} of byte {byte} flipped"),
            Self::Cut(length) => write!(f, "cut to {length} bytes"),
            Self::Zeroed(from) => write!(f, "{PAGE} zeros from byte {from}"),
        }
    }
}

impl Damage {
    /// Damages of every kind for a file of this length, at random places, and in the long runs at both ends too.
    fn of(length: usize) -> Vec<Self> {
        let length = u32::try_from(length).expect("a small file");
        let Some(last) = length.checked_sub(1) else {
            return Vec::new();
        };
        let flipped = |byte: u32| Self::Flipped {
            byte: byte as usize,
            bit: u8::try_from(below(8)).expect("a bit"),
        };
        let mut damages = Vec::new();
        if is_long() {
            damages = vec![flipped(0), Self::Cut(0), Self::Cut(last as usize)];
        }
        for _ in 0..cycles(PLACES.0, PLACES.1) {
            damages.push(flipped(below(length)));
            damages.push(Self::Cut(below(length) as usize));
            damages.push(Self::Zeroed(below(length) as usize / PAGE * PAGE));
        }
        damages
    }

    fn befall(self, file: &Path) {
        let mut bytes = fs::read(file).expect("the file");
        match self {
            Self::Flipped { byte, bit } => bytes[byte] ^= 1 << bit,
            Self::Cut(length) => bytes.truncate(length),
            Self::Zeroed(from) => {
                let end = bytes.len().min(from + PAGE);
                bytes[from..end].fill(0);
            }
        }
        fs::write(file, bytes).expect("damaged");
    }
}

/// What came of the damages to one place.
#[derive(Default)]
struct Tally {
    files: u32,
    whole: u32,
    refused: u32,
}

/// Damages every file below `sound` in every way, each on a copy of its own at `copy`, and has it looked at: `look` checks
/// what it finds, and gives the sentence of whatever refuses.
fn damage_each(sound: &Path, copy: &Path, mut look: impl FnMut() -> Result<(), String>) {
    let mut tally = Tally::default();
    for file in files_below(sound) {
        let name = file.strip_prefix(sound).expect("a file of it").to_owned();
        let length = fs::metadata(&file).expect("a file").len();
        tally.files += 1;
        for damage in Damage::of(usize::try_from(length).expect("small")) {
            put_back(sound, copy);
            damage.befall(&copy.join(&name));
            let what = format!("{}, {damage}", name.display());
            match catch_unwind(AssertUnwindSafe(&mut look)) {
                Ok(Ok(())) => tally.whole += 1,
                Ok(Err(sentence)) => {
                    assert!(says_something(&sentence), "{what}: {sentence:?}");
                    tally.refused += 1;
                }
                Err(_) => panic!("{what}: it panicked, or gave something else"),
            }
        }
    }
    put_back(sound, copy);
    look().expect("the undamaged one is whole");
    let Tally {
        files,
        whole,
        refused,
    } = tally;
    println!("{files} files: {whole} damages mended or harmless, {refused} refused");
}

/// A sentence for a person, not a word for a programmer.
fn says_something(sentence: &str) -> bool {
    let sentence = sentence.trim();
    sentence.split_whitespace().count() >= 4 && !sentence.contains("panicked")
}

/// Makes `copy` what `sound` is.
fn put_back(sound: &Path, copy: &Path) {
    let _ = fs::remove_dir_all(copy);
    run("cp", &["-a", text(sound), text(copy)]).expect("a copy");
}

/// A folder beside `folder` with another name.
fn beside(folder: &Path, name: &str) -> PathBuf {
    folder.with_file_name(name)
}
