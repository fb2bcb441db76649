//! Records in: files, pasted texts, what is behind links, the sample.

use keepwell_wallet::{
    edge::read_code,
    followed,
    records::{self, Input, Online, Options},
    strangers::{Attempt, Strangers, is_link, reach},
    vault::Vault,
};
use rand_core::OsRng;
use tauri::command;
use zeroize::Zeroizing;

use super::{Shared, beside, file::FileBytes};
use crate::{
    clock,
    desk::ROUND,
    failure::Failure,
    session::Session,
    shown::{
        import::{HandWritten, ImportReport, PasscodeAsked, PersonChoice, TypedPerson},
        record::RecordLine,
    },
};

/// How a link is called: whoever reads its text has what is behind it.
pub(super) const LINK: &str = "link";
/// How a pasted text is named.
const PASTED: &str = "pasted.txt";
const SAMPLE: &str = "Sample";

/// Adds a record that the person typed in.
#[command]
#[specta::specta]
pub(crate) async fn add_by_hand(
    session: Shared<'_>,
    record: HandWritten,
) -> Result<RecordLine, Failure> {
    beside(session, move |session| {
        session.change_records(|vault| {
            let id = records::add(vault, &record.into(), clock::now(), &mut OsRng)?;
            Ok(RecordLine::of(records::line(vault, id)?))
        })
    })
    .await
}

/// Says whose record it is, where no record does.
#[command]
#[specta::specta]
pub(crate) async fn name_person(session: Shared<'_>, person: TypedPerson) -> Result<(), Failure> {
    beside(session, move |session| {
        session.change_records(|vault| {
            records::name_person(vault, &person.into(), clock::now(), &mut OsRng)?;
            Ok(())
        })
    })
    .await
}

/// Imports one file, or what is behind the link in it.
#[command]
#[specta::specta]
pub(crate) async fn import_file(
    session: Shared<'_>,
    name: String,
    bytes: FileBytes,
    person: PersonChoice,
    passcode: Option<String>,
) -> Result<ImportReport, Failure> {
    let passcode = passcode.map(Zeroizing::new);
    beside(session, move |session| {
        take_in(session, &name, &bytes.0, passcode.as_ref(), person)
    })
    .await
}

/// Imports a text that was pasted, or what is behind the link that it is.
#[command]
#[specta::specta]
pub(crate) async fn import_text(
    session: Shared<'_>,
    text: String,
    person: PersonChoice,
    passcode: Option<String>,
) -> Result<ImportReport, Failure> {
    let (text, passcode) = (Zeroizing::new(text), passcode.map(Zeroizing::new));
    beside(session, move |session| {
        let name = if is_link(&text) { LINK } else { PASTED };
        take_in(
            session,
            name,
            text.trim().as_bytes(),
            passcode.as_ref(),
            person,
        )
    })
    .await
}

/// Imports the built-in sample.
#[command]
#[specta::specta]
pub(crate) async fn import_sample(session: Shared<'_>) -> Result<ImportReport, Failure> {
    beside(session, |session| {
        session.change_records(|vault| {
            let report = records::import_sample(vault, clock::now(), &mut |_| {}, &mut OsRng)?;
            Ok(ImportReport::of(SAMPLE.to_owned(), report.files))
        })
    })
    .await
}

/// Takes in a file or a text. A link in it is followed, with the passcode where the person gave one; one whose content may change
/// is kept to be asked again.
///
/// # Errors
/// When the wallet is locked, or cannot be read or written.
pub(super) fn take_in(
    session: &Session,
    name: &str,
    bytes: &[u8],
    passcode: Option<&Zeroizing<String>>,
    person: PersonChoice,
) -> Result<ImportReport, Failure> {
    session.change_records(|vault| {
        let transport = session.transport.reaching(reach(vault)).within(ROUND);
        let mut asked = None;
        let mut online = Online {
            strangers: Strangers {
                transport: &transport,
                now: &clock::now,
            },
            passcode: &mut |attempt| answer(passcode, attempt, &mut asked),
        };
        let input = [Input::Bytes { name, bytes }];
        let options = Options {
            now: clock::now(),
            person: person.into(),
        };
        let nobody = &mut |_| {};
        let report =
            records::import_online(vault, &input, &options, &mut online, nobody, &mut OsRng)?;
        let mut files = report.files.iter();
        let is_good = files.any(|file| file.imported + file.duplicates > 0);
        Ok(ImportReport {
            follows: is_good && follow(vault, bytes)?,
            passcode: asked.map(PasscodeAsked::of),
            ..ImportReport::of(name.to_owned(), report.files)
        })
    })
}

/// What was given counts once: a wrong one that is sent again uses up one more attempt.
fn answer(
    given: Option<&Zeroizing<String>>,
    attempt: Attempt,
    asked: &mut Option<Attempt>,
) -> Option<Zeroizing<String>> {
    let given = given.filter(|_| attempt.wrong == 0).cloned();
    if given.is_none() {
        *asked = Some(attempt);
    }
    given
}

/// Whether it is a link, as a text or in a picture, that is followed from now on.
fn follow(vault: &Vault, bytes: &[u8]) -> Result<bool, Failure> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.to_owned()),
        Err(_) => read_code(bytes).ok(),
    };
    let link = text.filter(|text| is_link(text)).map(Zeroizing::new);
    match link {
        Some(link) => Ok(followed::note(vault, &link, clock::now())?),
        None => Ok(false),
    }
}
