//! Records in and listed.

use keepwell_wallet::records::{
    self, FileReport, Filter, Input, Listed, Options, PersonRule, Problem,
};
use rand_core::OsRng;
use serde::Serialize;
use tauri::command;

use super::{Shared, beside, file::FileBytes};
use crate::{clock, failure::Failure};

/// What came of importing something.
#[derive(Serialize)]
pub(crate) struct Imported {
    file: String,
    imported: u64,
    duplicates: u64,
    problems: Vec<Problem>,
}

/// Lists the records in which every word of `search` occurs.
#[command]
pub(crate) async fn records(session: Shared<'_>, search: String) -> Result<Vec<Listed>, Failure> {
    let filter = Filter {
        category: None,
        search: Some(search),
    };
    beside(session, move |session| {
        session.with_vault(|vault| Ok(records::list(vault, &filter)?))
    })
    .await
}

/// Imports one file.
#[command]
pub(crate) async fn import_file(
    session: Shared<'_>,
    name: String,
    bytes: FileBytes,
) -> Result<Imported, Failure> {
    beside(session, move |session| {
        session.with_vault(|vault| {
            let input = [Input::Bytes {
                name: &name,
                bytes: &bytes.0,
            }];
            let report = records::import(vault, &input, &options(), &mut |_| {}, &mut OsRng)?;
            Ok(Imported::of(name.clone(), report.files))
        })
    })
    .await
}

/// Imports the built-in sample.
#[command]
pub(crate) async fn import_sample(session: Shared<'_>) -> Result<Imported, Failure> {
    beside(session, |session| {
        session.with_vault(|vault| {
            let report = records::import_sample(vault, &options(), &mut |_| {}, &mut OsRng)?;
            Ok(Imported::of("Sample".to_owned(), report.files))
        })
    })
    .await
}

fn options() -> Options {
    Options {
        now: clock::now(),
        person: PersonRule::Refuse,
    }
}

impl Imported {
    fn of(file: String, reports: Vec<FileReport>) -> Self {
        Self {
            file,
            imported: reports.iter().map(|report| report.imported).sum(),
            duplicates: reports.iter().map(|report| report.duplicates).sum(),
            problems: reports
                .into_iter()
                .flat_map(|report| report.problems)
                .collect(),
        }
    }
}
