//! Text that a person pastes: FHIR when it is, else a document that is called by its first line.

use rand_core::CryptoRngCore;

use super::{Input, Options, Progress, Report, import};
use crate::{records::RecordsError, strangers::is_link, vault::Vault};

/// How many letters of the first line name a document.
const NAME_LETTERS: usize = 60;

/// Imports pasted text, as [`import`] does a file.
///
/// # Errors
/// As [`import`].
pub fn import_text(
    vault: &Vault,
    text: &str,
    options: &Options,
    progress: &mut dyn FnMut(Progress),
    rng: &mut dyn CryptoRngCore,
) -> Result<Report, RecordsError> {
    let name = name(text);
    let input = Input::Bytes {
        name: &name,
        bytes: text.as_bytes(),
    };
    import(vault, &[input], options, progress, rng)
}

/// Of a link only that it is one: whoever reads its text has what is behind it. A name says what text is only where the text does not:
/// `.txt` lets a note begin with a bracket.
fn name(text: &str) -> String {
    if is_link(text) {
        return "link".to_owned();
    }
    let mut lines = text.lines().map(str::trim);
    let first = lines.find(|line| !line.is_empty()).unwrap_or_default();
    let plain = |letter: &char| !letter.is_control() && !['/', '\\', '{', '['].contains(letter);
    let name: String = first.chars().filter(plain).take(NAME_LETTERS).collect();
    match name.trim() {
        "" => "Pasted text.txt".to_owned(),
        _ if first.starts_with(['{', '[']) => "Pasted text.txt".to_owned(),
        name => format!("{name}.txt"),
    }
}
