//! `cargo xtask reproduce`: builds the last commit's release twice, in two folders that have nothing in common, and compares
//! what came out byte by byte: the command line's program and the clinic's page, packed as it is released.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
    process::Command,
};

use crate::{
    node, page, release,
    run::build,
    steps::Step,
    stop::{Stop, say},
    test::build_screens,
    tools::built,
};

/// The two folders: of other names, of other lengths, and not equally deep.
const PLACES: [&str; 2] = ["one", "another/place for it"];
const PROGRAM: &str = if cfg!(windows) {
    "keepwell.exe"
} else {
    "keepwell"
};

/// The released files by their names.
type Made = BTreeMap<String, Vec<u8>>;

/// # Errors
/// If something does not build, or the two differ; then the files that do are kept to be looked at.
pub(crate) fn reproduce(root: &Path, only: Option<&str>) -> Result<(), Stop> {
    let folder = built()?.join("../reproduce");
    clear(&folder)?;
    // Cargo names what it compiles by the real path.
    let folder = fs::create_dir_all(&folder)
        .and_then(|()| folder.canonicalize())
        .map_err(|error| cannot("made", &folder, &error))?;
    let mut both = Vec::new();
    for place in PLACES {
        both.push(make(root, &folder.join(place), only)?);
        clear(&folder.join(place))?;
    }
    let [one, other] = both.as_slice() else {
        return Err(Stop::new("There were not two builds to compare."));
    };
    let differ = differences(one, other);
    for (name, bytes) in one {
        say(&format!("{} bytes in both: {name}", bytes.len()));
    }
    if differ.is_empty() && !one.is_empty() {
        clear(&folder)?;
        say("Both builds are the same, byte by byte.");
        return Ok(());
    }
    for (place, made) in PLACES.iter().zip(&both) {
        keep(&folder.join(place), made, &differ)?;
    }
    Err(Stop::new(format!(
        "These differ; both forms are in {}: {}",
        folder.display(),
        differ.join(", ")
    )))
}

/// Clones the last commit to `place`, builds it there, and takes what is released.
fn make(root: &Path, place: &Path, only: Option<&str>) -> Result<Made, Stop> {
    let (source, target) = (place.join("source"), place.join("target"));
    let mut clone = Command::new("git");
    clone.args(["clone", "--quiet"]).arg(root).arg(&source);
    build(vec![Step::needed("the last commit, cloned", clone)])?;
    let mut made = Made::new();
    if only.is_none_or(|only| only == "program") {
        let words = ["build", "--release", "--locked", "--bin", "keepwell"];
        let cargo = release::cargo_without_places(&source, &target, &words);
        build(vec![Step::needed("the program", cargo)])?;
        take(&mut made, PROGRAM, &target.join("release").join(PROGRAM))?;
    }
    if only.is_none_or(|only| only == "page") {
        node::ensure()?;
        let mut steps = build_screens(&source);
        steps.push(page::packing(&source, place)?);
        build(steps)?;
        for name in [
            "clinic/.well-known/keepwell-page.json",
            "keepwell-page.cdx.json",
        ] {
            take(&mut made, name, &source.join("ui/dist").join(name))?;
        }
        take(&mut made, page::PACKED, &place.join(page::PACKED))?;
    }
    Ok(made)
}

fn take(made: &mut Made, name: &str, file: &Path) -> Result<(), Stop> {
    let bytes = fs::read(file).map_err(|error| cannot("read", file, &error))?;
    made.insert(name.to_owned(), bytes);
    Ok(())
}

/// The names of what is not the same in both.
fn differences(one: &Made, other: &Made) -> Vec<String> {
    let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    names
        .into_iter()
        .filter(|name| one.get(*name) != other.get(*name))
        .cloned()
        .collect()
}

fn keep(place: &Path, made: &Made, names: &[String]) -> Result<(), Stop> {
    for name in names {
        let file = place.join(name.replace('/', "-"));
        let written = fs::create_dir_all(place)
            .and_then(|()| fs::write(&file, made.get(name).map_or(&[][..], Vec::as_slice)));
        written.map_err(|error| cannot("written", &file, &error))?;
    }
    Ok(())
}

fn clear(folder: &Path) -> Result<(), Stop> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(cannot("removed", folder, &error))
        }
        _ => Ok(()),
    }
}

fn cannot(be: &str, file: &Path, error: &io::Error) -> Stop {
    Stop::new(format!("{} cannot be {be}: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_other_byte_or_one_file_more_is_a_difference() {
        let made = |files: &[(&str, &[u8])]| -> Made {
            files
                .iter()
                .map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec()))
                .collect()
        };
        let one = made(&[("program", b"bytes"), ("page", b"p")]);
        assert_eq!(differences(&one, &one.clone()), Vec::<String>::new());
        let other = made(&[("program", b"bytez"), ("page", b"p"), ("more", b"")]);
        assert_eq!(differences(&one, &other), ["more", "program"]);
    }
}
