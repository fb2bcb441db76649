//! What is behind a SMART Health Link, fetched by its standard and opened with its key, file by file. A link without `U` has a
//! manifest, asked for by POST; one with it is a file, asked for by GET. Nothing is asked where the link is over or newer than
//! this program, and nothing is asked again later.

mod visit;

use keepwell_smart::{
    file::{self, MAX_SEALED},
    link::{Link, SCHEME},
    manifest::Kind,
};
use zeroize::Zeroizing;

use super::{AskError, AskPasscode, LinkWhy, RECIPIENT, Strangers, ask};
use visit::Visit;

/// The most bytes of all the files of a link together.
const MAX_TOTAL: usize = 256 << 20;
/// The most characters of a label that are kept.
const MAX_LABEL: usize = 80;

/// What a link led to. No `Debug`: it is health data.
pub(crate) struct Linked {
    /// Where it came from, to be kept with its records: the link's label and its server.
    pub(crate) source: String,
    /// Its files, in the order of its manifest.
    pub(crate) files: Vec<Result<LinkedFile, LinkWhy>>,
    /// What there is to say of the whole.
    pub(crate) notes: Vec<LinkWhy>,
}

/// A file.
pub(crate) struct LinkedFile {
    /// A `.smart-health-card` file; otherwise FHIR.
    pub(crate) is_card: bool,
    /// Its bytes.
    pub(crate) bytes: Zeroizing<Vec<u8>>,
}

/// Whether a text is a link as a whole, alone or behind the address of a page; not whether it can be read.
#[must_use]
pub fn is_link(text: &str) -> bool {
    let text = text.trim();
    let begins = match text.split_once(SCHEME) {
        Some((page, _)) => page.is_empty() || (page.starts_with("http") && page.ends_with('#')),
        None => false,
    };
    begins && !text.contains(char::is_whitespace)
}

/// Fetches what is behind a link.
///
/// # Errors
/// [`LinkWhy`], when there is nothing at all; what is wrong with one file stands in its place.
pub(crate) fn fetch(
    text: &str,
    strangers: &Strangers<'_>,
    passcode: &mut AskPasscode<'_>,
) -> Result<Linked, LinkWhy> {
    let found = Link::read(text)?;
    let link = found.link;
    let now = (strangers.now)().seconds();
    if link.expires.is_some_and(|end| end <= now) {
        return Err(LinkWhy::Over);
    }
    let mut linked = Linked {
        source: source_of(&link),
        files: Vec::new(),
        notes: Vec::new(),
    };
    if !found.oddities.is_empty() {
        linked.notes.push(LinkWhy::Odd);
    }
    if link.flags.is_single_file {
        linked.files.push(single(&link, strangers));
    } else {
        Visit::begin(&link, strangers, passcode)?.gather(&mut linked)?;
    }
    Ok(linked)
}

/// The one file of a link with `U`.
fn single(link: &Link, strangers: &Strangers<'_>) -> Result<LinkedFile, LinkWhy> {
    let address = link.url().split('#').next().unwrap_or_default();
    let mark = if address.contains('?') { '&' } else { '?' };
    let url = Zeroizing::new(format!("{address}{mark}recipient={}", encoded(RECIPIENT)));
    let sealed = match ask::get(strangers, &url, MAX_SEALED) {
        // Such a link has no passcode.
        Err(AskError::Passcode(_)) => return Err(AskError::Refused(401).into()),
        other => other?,
    };
    open(link, &sealed, None)
}

/// Opens a sealed file; what it is says its manifest or, where there is none, its own header.
fn open(link: &Link, sealed: &[u8], kind: Option<&Kind>) -> Result<LinkedFile, LinkWhy> {
    let sealed = std::str::from_utf8(sealed).map_err(|_| file::FileError::Damaged)?;
    let content = file::open(link.key(), sealed)?;
    let own = content.content_type.as_deref().map(Kind::of_type);
    match kind.or(own.as_ref()) {
        Some(Kind::Access) => Err(LinkWhy::Access),
        Some(Kind::Other) => Err(LinkWhy::Unknown),
        kind => Ok(LinkedFile {
            is_card: kind == Some(&Kind::Card),
            bytes: content.bytes,
        }),
    }
}

/// What a link says it is, and its server. A label is somebody else's text: one line of it, without what turns the direction of writing or
/// looks like a folder.
pub(crate) fn source_of(link: &Link) -> String {
    let (_, rest) = link.url().split_once("://").unwrap_or_default();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_plain = |letter: &char| {
        let turns = matches!(letter, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        !(letter.is_control() || turns || ['/', '\\'].contains(letter))
    };
    let label = link.label.as_deref().unwrap_or_default().chars();
    let label: String = label.filter(is_plain).take(MAX_LABEL).collect();
    match label.trim() {
        "" => format!("SMART Health Link, {host}"),
        label => format!("{label}, {host}"),
    }
}

/// As it stands in an address.
fn encoded(text: &str) -> String {
    let letter = |byte: u8| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    text.bytes().map(letter).collect()
}
