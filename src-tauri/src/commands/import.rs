//! Records in: files, pasted texts, the sample.

use keepwell_wallet::records::{self, Input, Options};
use rand_core::OsRng;
use tauri::command;

use super::{Shared, beside, file::FileBytes};
use crate::{
    clock,
    failure::Failure,
    session::Session,
    shown::{
        import::{HandWritten, ImportReport, PersonChoice, TypedPerson},
        record::RecordLine,
    },
    told::Change,
};

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
        let line = session.with_vault(|vault| {
            let id = records::add(vault, &record.into(), clock::now(), &mut OsRng)?;
            Ok(RecordLine::of(records::line(vault, id)?))
        })?;
        session.told.tell(Change::Records);
        Ok(line)
    })
    .await
}

/// Says whose record it is, where no record does.
#[command]
#[specta::specta]
pub(crate) async fn name_person(session: Shared<'_>, person: TypedPerson) -> Result<(), Failure> {
    beside(session, move |session| {
        session.with_vault(|vault| {
            Ok(records::name_person(
                vault,
                &person.into(),
                clock::now(),
                &mut OsRng,
            )?)
        })?;
        session.told.tell(Change::Records);
        Ok(())
    })
    .await
}

/// Imports one file.
#[command]
#[specta::specta]
pub(crate) async fn import_file(
    session: Shared<'_>,
    name: String,
    bytes: FileBytes,
    person: PersonChoice,
) -> Result<ImportReport, Failure> {
    beside(session, move |session| {
        take_in(session, &name, &bytes.0, person)
    })
    .await
}

/// Imports a text that was pasted.
#[command]
#[specta::specta]
pub(crate) async fn import_text(
    session: Shared<'_>,
    text: String,
    person: PersonChoice,
) -> Result<ImportReport, Failure> {
    beside(session, move |session| {
        take_in(session, PASTED, text.as_bytes(), person)
    })
    .await
}

/// Imports the built-in sample.
#[command]
#[specta::specta]
pub(crate) async fn import_sample(session: Shared<'_>) -> Result<ImportReport, Failure> {
    beside(session, |session| {
        session.with_vault(|vault| {
            let report = records::import_sample(vault, clock::now(), &mut |_| {}, &mut OsRng)?;
            session.told.tell(Change::Records);
            Ok(ImportReport::of(SAMPLE.to_owned(), report.files))
        })
    })
    .await
}

fn take_in(
    session: &Session,
    name: &str,
    bytes: &[u8],
    person: PersonChoice,
) -> Result<ImportReport, Failure> {
    session.with_vault(|vault| {
        let input = [Input::Bytes { name, bytes }];
        let report = records::import(vault, &input, &options(person), &mut |_| {}, &mut OsRng)?;
        session.told.tell(Change::Records);
        Ok(ImportReport::of(name.to_owned(), report.files))
    })
}

fn options(person: PersonChoice) -> Options {
    Options {
        now: clock::now(),
        person: person.into(),
    }
}
