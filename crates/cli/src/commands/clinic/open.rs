//! `keepwell clinic open`: from a patient's code to the opened files, every check by name.

use std::{fmt::Write as _, path::Path};

use keepwell_clinic::{
    desk::Desk,
    open::{self, Code, OpenError, Opened},
};
use keepwell_crypto::spoken::{NotSpoken, SpokenWords};
use keepwell_protocol::parcel::Parcel;
use keepwell_qr::read::MAX_FILE_BYTES;
use rand_core::OsRng;

use super::{Setting, unlock};
use crate::{
    args::ClinicOpen,
    commands::network,
    edge,
    exit::{Failure, Kind},
    secrets,
};

/// The most files of a folder that are looked at.
const MOST_FILES: usize = 10_000;

pub(super) fn run(wish: &ClinicOpen, setting: Setting<'_>) -> Result<(), Failure> {
    let mut desk = unlock(&setting)?;
    let folder = Path::new(&wish.code);
    if folder.is_dir() {
        let parcel = open::from_pictures(pictures(folder)?)?;
        return open_parcel(&mut desk, &parcel, wish, setting);
    }
    let picture = named(&wish.code)?;
    let animated = picture.as_deref().map(open::from_animation).transpose()?;
    if let Some(parcel) = animated.flatten() {
        return open_parcel(&mut desk, &parcel, wish, setting);
    }
    open(&mut desk, code(&picture, &wish.code), &wish.out, setting)
}

/// Opens what a patient's code leads to, and says what was found.
pub(super) fn open(
    desk: &mut Desk,
    code: Code<'_>,
    out: &Path,
    setting: Setting<'_>,
) -> Result<(), Failure> {
    let opened = open::open(desk, &network()?, code, out, edge::now(), &mut OsRng);
    told(opened, out, setting)
}

/// Opens what an animated code carried; where it is under words, they are asked for first.
fn open_parcel(
    desk: &mut Desk,
    parcel: &Parcel,
    wish: &ClinicOpen,
    setting: Setting<'_>,
) -> Result<(), Failure> {
    let (network, out) = (network()?, wish.out.as_path());
    let opened = if parcel.spoken.is_some() {
        open::check_place(out).map_err(OpenError::from)?;
        let words = secrets::spoken(wish.words_file.as_deref())?;
        let words = SpokenWords::parse(&words).map_err(mistyped)?;
        let parcel = (parcel, &words);
        open::open_under_words(desk, &network, parcel, out, edge::now(), &mut OsRng)
    } else {
        open::open_parcel(desk, &network, parcel, out, edge::now(), &mut OsRng)
    };
    told(opened, out, setting)
}

fn mistyped(error: NotSpoken) -> Failure {
    let mut failure = Failure::new(Kind::Damaged, "not_words", error);
    failure.check = Some("decrypt");
    failure
}

fn told(
    opened: Result<Opened, OpenError>,
    out: &Path,
    setting: Setting<'_>,
) -> Result<(), Failure> {
    let opened = opened?;
    if let Some(note) = &opened.note {
        setting.output.note(note);
    }
    let lines = lines(&opened, out);
    setting.output.answer(&opened, &lines)
}

/// What was read from the picture that the person named, or nothing where they gave the text itself.
pub(super) fn named(code: &str) -> Result<Option<Vec<u8>>, Failure> {
    let picture = picture(Path::new(code))?;
    if picture.is_none() && !code.contains("://") {
        let mut failure = Failure::new(
            Kind::Damaged,
            "not_a_code",
            "there is no such picture, and this is not the text of a Keepwell code: check what you wrote",
        );
        failure.check = Some("qr");
        return Err(failure);
    }
    Ok(picture)
}

/// The pictures in a folder, in the order of their names; what cannot be read is left out.
fn pictures(folder: &Path) -> Result<impl Iterator<Item = Vec<u8>>, Failure> {
    let unread = |error| {
        let told = format!("the folder of pictures could not be read: {error}");
        Failure::new(Kind::Damaged, "picture", told)
    };
    let entries = std::fs::read_dir(folder).map_err(unread)?.take(MOST_FILES);
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths
        .into_iter()
        .filter_map(|path| picture(&path).ok().flatten()))
}

/// The code in `picture`, or else in the text that was given.
pub(super) fn code<'c>(picture: &'c Option<Vec<u8>>, text: &'c str) -> Code<'c> {
    match picture {
        Some(bytes) => Code::File(bytes),
        None => Code::Text(text),
    }
}

/// The file of this name, when there is one; a text is no file.
pub(super) fn picture(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    use std::io::Read as _;
    if !path.is_file() {
        return Ok(None);
    }
    let limit = u64::try_from(MAX_FILE_BYTES)
        .unwrap_or(u64::MAX)
        .saturating_add(1);
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(limit).read_to_end(&mut bytes))
        .map_err(|error| {
            Failure::new(
                Kind::Damaged,
                "picture",
                format!("the picture could not be read: {error}"),
            )
        })?;
    Ok(Some(bytes))
}

fn lines(opened: &Opened, out: &Path) -> String {
    let mut text = String::new();
    for check in &opened.checks {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  ok  {:10}  {}", check.name.as_str(), check.detail);
    }
    let _ = writeln!(
        text,
        "\nSent by this patient's wallet, unchanged. May be incomplete. Check name and birth date.\n\
         Patient: {}. Open until {}.\nIn {}:",
        opened.patient,
        opened.expires,
        out.display(),
    );
    for file in &opened.files {
        let _ = writeln!(text, "    {file}");
    }
    text
}
