//! What is done with an input before the wallet is locked for its records, since it can take long: a link is followed, where
//! somebody lets it, and a picture is looked at for a code. What a code says is imported instead of its picture; any other
//! picture is a document.

use std::mem;

use keepwell_qr::read;
use keepwell_records::{
    document::Media,
    import::{Detected, detect},
};
use keepwell_smart::{
    certificate, link,
    numeric::{self, Piece},
};
use zeroize::Zeroizing;

use super::{Failure, FileReport, Input, Outcome, Problem, Run, Why};
use crate::{
    records::RecordsError,
    strangers::{AskPasscode, LinkWhy, Linked, LinkedFile, Strangers, fetch, is_link},
};

/// The most bytes of a file that holds a link and nothing else.
const MAX_LINK: u64 = 16 * 1024;
/// How a link's files are called in a report beside its own name.
const LINK: &str = "link";

/// How to follow links.
pub struct Online<'a> {
    /// The way to their servers.
    pub strangers: Strangers<'a>,
    /// Whoever may know a link's passcode.
    pub passcode: &'a mut AskPasscode<'a>,
}

/// An input that was looked at.
pub(super) enum Prepared {
    /// To be imported as it is.
    Plain,
    /// The text of a code in a picture.
    Code(Zeroizing<String>),
    /// A picture of another code of the same card: imported with the first.
    Joined,
    /// What a link led to.
    Link(Result<Linked, LinkWhy>),
}

/// Looks at an input. What cannot be read is left for the import to say.
pub(super) fn prepare(input: &Input<'_>, online: Option<&mut Online<'_>>) -> Prepared {
    let Ok(Some((media, text))) = text(input) else {
        return Prepared::Plain;
    };
    if is_link(&text) {
        return Prepared::Link(match online {
            Some(online) => fetch(&text, &online.strangers, online.passcode),
            None => Err(LinkWhy::NotFollowed),
        });
    }
    let is_code = [certificate::SCHEME, numeric::SCHEME]
        .iter()
        .any(|scheme| text.starts_with(scheme));
    if media != Media::Text && is_code {
        Prepared::Code(text)
    } else {
        Prepared::Plain
    }
}

/// Puts the codes of a card that was spread over several, each in a picture of its own, together in the place of the first.
pub(super) fn join(prepared: &mut [Prepared]) {
    let is_piece = |one: &Prepared| match one {
        Prepared::Code(text) => Piece::read(text).is_ok_and(|piece| piece.of > 1),
        _ => false,
    };
    let mut pieces = prepared.iter_mut().filter(|one| is_piece(one));
    let Some(Prepared::Code(first)) = pieces.next() else {
        return;
    };
    for other in pieces {
        if let Prepared::Code(text) = mem::replace(other, Prepared::Joined) {
            first.push('\n');
            first.push_str(&text);
        }
    }
}

/// The text that may be a code or a link, of a picture or of a small file.
fn text(input: &Input<'_>) -> Result<Option<(Media, Zeroizing<String>)>, Failure> {
    let mut opened = input.open()?;
    let (head, length) = (opened.head()?, opened.length());
    let Ok(Detected::Document(media)) = detect(&input.name(), &head, length) else {
        return Ok(None);
    };
    let text = match media {
        Media::Jpeg | Media::Png => {
            let limit = u64::try_from(read::MAX_FILE_BYTES).unwrap_or(u64::MAX);
            if length > limit {
                return Ok(None);
            }
            read::read(&opened.read_whole(limit)?).ok()
        }
        Media::Text if length <= MAX_LINK && may_be_link(&head) => {
            let bytes = opened.read_whole(MAX_LINK)?;
            std::str::from_utf8(&bytes).ok().map(str::to_owned)
        }
        _ => None,
    };
    Ok(text.map(|text| (media, Zeroizing::new(text))))
}

fn may_be_link(head: &[u8]) -> bool {
    let scheme = link::SCHEME.as_bytes();
    head.windows(scheme.len()).any(|window| window == scheme)
}

impl Run<'_> {
    /// Imports the text of a code that a picture showed.
    ///
    /// # Errors
    /// [`RecordsError`] when the wallet itself cannot be read or written.
    pub(super) fn shown(
        &mut self,
        input: &Input<'_>,
        text: &str,
    ) -> Result<FileReport, RecordsError> {
        let name = format!("{}.txt", input.name());
        let mut report = self.file(&Input::Bytes {
            name: &name,
            bytes: text.as_bytes(),
        })?;
        report.file = input.label();
        Ok(report)
    }

    /// Imports what a link led to: a report of each file.
    ///
    /// # Errors
    /// [`RecordsError`] when the wallet itself cannot be read or written.
    pub(super) fn linked(
        &mut self,
        input: &Input<'_>,
        linked: &Result<Linked, LinkWhy>,
    ) -> Result<Vec<FileReport>, RecordsError> {
        let label = input.label();
        let linked = match linked {
            Ok(linked) => linked,
            Err(why) => return Ok(vec![FileReport::failed(label, &Why::Link(*why))]),
        };
        let mut reports = Vec::with_capacity(linked.files.len());
        for (number, file) in (1..).zip(&linked.files) {
            let mut report = match file {
                Ok(file) => self.linked_file(&linked.source, file)?,
                Err(why) => passed_over(*why),
            };
            report.file = format!("{label}/{number}");
            reports.push(report);
        }
        tell(&mut reports, linked);
        Ok(reports)
    }

    /// Imports a file that came from `source`, as if somebody had given it under that name.
    fn linked_file(&mut self, source: &str, file: &LinkedFile) -> Result<FileReport, RecordsError> {
        let end = if file.is_card {
            "smart-health-card"
        } else {
            "json"
        };
        let name = format!("{source}.{end}");
        self.file(&Input::Bytes {
            name: &name,
            bytes: &file.bytes,
        })
    }
}

fn passed_over(why: LinkWhy) -> FileReport {
    let mut report = FileReport::new(String::new());
    if why.is_passed_over() {
        report
            .problems
            .push(Problem::new(LINK.to_owned(), &Why::Link(why)));
    } else {
        report.fail(&Why::Link(why));
    }
    report
}

/// What there is to say of the link as a whole stands in the report of its first file; so does it when nothing in any of them
/// could be kept.
fn tell(reports: &mut [FileReport], linked: &Linked) {
    let is_useless = linked.files.iter().all(Result::is_err)
        && reports
            .iter()
            .all(|report| report.outcome == Outcome::Imported);
    let Some(first) = reports.first_mut() else {
        return;
    };
    let notes = linked.notes.iter();
    first
        .problems
        .extend(notes.map(|why| Problem::new(LINK.to_owned(), &Why::Link(*why))));
    if is_useless {
        first.fail(&Why::Nothing);
    }
}
