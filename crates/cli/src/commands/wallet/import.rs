//! `keepwell wallet import`: files, what is behind a link, or the sample record into the wallet, with a report of what could
//! not be read.

use std::{fmt::Write as _, path::Path};

use indicatif::{ProgressBar, ProgressStyle};
use keepwell_protocol::time::Timestamp;
use keepwell_wallet::{
    followed,
    records::{self, Input, Online, Options, PersonRule, Progress, Report, Stage},
    strangers::{Attempt, Strangers, is_link},
    vault::Vault,
};
use rand_core::OsRng;
use zeroize::Zeroizing;

use super::{Setting, network_of_strangers, renew_card, unlock};
use crate::{
    args::{ImportRecords, PersonChoice},
    edge,
    exit::{Failure, Kind},
    secrets,
};

/// From so many records on a person sees a bar.
const BAR_FROM: usize = 1000;
/// How a link is called in a report.
const LINK: &str = "link";
/// The most bytes of a text file that holds a link and nothing else.
const MAX_LINK: u64 = 16 * 1024;

pub(super) fn run(import: &ImportRecords, setting: Setting<'_>) -> Result<(), Failure> {
    let vault = unlock(&setting)?;
    let person = match import.person {
        None => PersonRule::Refuse,
        Some(PersonChoice::Same) => PersonRule::Same,
        Some(PersonChoice::Other) => PersonRule::Other,
    };
    let options = Options {
        now: edge::now(),
        person,
    };
    let mut bar = Bar::new(setting.output.has_person());
    let mut progress = |progress| bar.show(progress);
    let report = if import.sample {
        records::import_sample(&vault, options.now, &mut progress, &mut OsRng)?
    } else {
        online(&vault, import, &options, &mut progress)?
    };
    bar.finish();
    renew_card(&vault);
    setting.output.answer(&report, &lines(&report))?;
    verdict(&report)
}

/// Takes in once more what is behind a link that is followed.
pub(super) fn again(
    id: &str,
    passcode_file: Option<&Path>,
    setting: Setting<'_>,
) -> Result<(), Failure> {
    let vault = unlock(&setting)?;
    let link = followed::text(&vault, id)?;
    let input = Input::Bytes {
        name: LINK,
        bytes: link.as_bytes(),
    };
    let options = Options {
        now: edge::now(),
        person: PersonRule::Refuse,
    };
    let mut bar = Bar::new(setting.output.has_person());
    let report = fetch(&vault, &[input], passcode_file, &options, &mut |progress| {
        bar.show(progress);
    })?;
    bar.finish();
    renew_card(&vault);
    if is_good(&report) {
        followed::note(&vault, &link, options.now)?;
    }
    setting.output.answer(&report, &lines(&report))?;
    verdict(&report)
}

fn online(
    vault: &Vault,
    import: &ImportRecords,
    options: &Options,
    progress: &mut dyn FnMut(Progress),
) -> Result<Report, Failure> {
    let inputs: Vec<Input<'_>> = import.files.iter().map(|file| input(file)).collect();
    let passcode_file = import.passcode_file.as_deref();
    let report = fetch(vault, &inputs, passcode_file, options, progress)?;
    follow(vault, import, &report, options.now)?;
    Ok(report)
}

/// A link whose content may change is followed from now on, where it was typed or stood in a text file: so that it can be asked
/// again without its code.
fn follow(
    vault: &Vault,
    import: &ImportRecords,
    report: &Report,
    now: Timestamp,
) -> Result<(), Failure> {
    let [file] = import.files.as_slice() else {
        return Ok(());
    };
    let typed = file.to_str().filter(|text| is_link(text));
    let text = typed.map(str::to_owned).or_else(|| link_in(file));
    if let Some(text) = text.filter(|_| is_good(report)) {
        followed::note(vault, &text, now)?;
    }
    Ok(())
}

fn link_in(file: &Path) -> Option<String> {
    let is_small = file.metadata().ok()?.len() <= MAX_LINK;
    let text = is_small.then(|| std::fs::read_to_string(file).ok())??;
    is_link(&text).then_some(text)
}

fn is_good(report: &Report) -> bool {
    let mut files = report.files.iter();
    files.any(|file| file.imported + file.duplicates > 0)
}

fn fetch(
    vault: &Vault,
    inputs: &[Input<'_>],
    passcode_file: Option<&Path>,
    options: &Options,
    progress: &mut dyn FnMut(Progress),
) -> Result<Report, Failure> {
    let given = secrets::passcode(passcode_file)?;
    let network = network_of_strangers(vault)?;
    let mut online = Online {
        strangers: Strangers {
            transport: &network,
            now: &edge::now,
        },
        passcode: &mut |attempt| passcode(given.as_ref(), attempt),
    };
    Ok(records::import_online(
        vault,
        inputs,
        options,
        &mut online,
        progress,
        &mut OsRng,
    )?)
}

/// A file, or a link that was typed instead of one. Its text is no name: whoever reads it has what is behind it.
fn input(named: &Path) -> Input<'_> {
    match named.to_str().filter(|text| is_link(text)) {
        Some(link) => Input::Bytes {
            name: LINK,
            bytes: link.as_bytes(),
        },
        None => Input::Path(named),
    }
}

/// What was given counts once: a wrong passcode that is sent again uses up one more attempt.
fn passcode(given: Option<&Zeroizing<String>>, attempt: Attempt) -> Option<Zeroizing<String>> {
    if let (Some(given), 0) = (given, attempt.wrong) {
        return Some(given.clone());
    }
    let question = match (attempt.wrong, attempt.left) {
        (0, _) => "Passcode of the link: ".to_owned(),
        (_, None) => "That passcode is wrong. Again: ".to_owned(),
        (_, Some(left)) => format!("That passcode is wrong; attempts left: {left}. Again: "),
    };
    secrets::typed_passcode(&question)
}

/// The answer is given in any case; a skipped or useless file then decides how the command ends.
fn verdict(report: &Report) -> Result<(), Failure> {
    if let Some(mismatch) = report.mismatch() {
        return Err(Failure::new(
            Kind::Refused,
            "other_person",
            mismatch.sentence(),
        ));
    }
    match report.unreadable() {
        Some(file) => {
            let why = file
                .problems
                .first()
                .map_or("nothing in it could be read", |problem| &problem.why);
            Err(Failure::new(
                file.kind.into(),
                "unreadable",
                format!("{}: {why}", file.file),
            ))
        }
        None => Ok(()),
    }
}

fn lines(report: &Report) -> String {
    let mut text = String::new();
    for file in &report.files {
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{}: {} added, {} already here",
            file.file, file.imported, file.duplicates
        );
        for problem in &file.problems {
            let _ = writeln!(text, "    {}: {}", problem.place, problem.why);
        }
    }
    let _ = writeln!(text, "The wallet holds {} records.", report.records);
    text
}

/// A bar on standard error over each file with many records, where a person sees it.
struct Bar {
    wanted: bool,
    bar: Option<ProgressBar>,
}

impl Bar {
    fn new(wanted: bool) -> Self {
        Self { wanted, bar: None }
    }

    fn show(&mut self, progress: Progress) {
        if !self.wanted || progress.total < BAR_FROM {
            return;
        }
        let total = u64::try_from(progress.total).unwrap_or(u64::MAX);
        let bar = self
            .bar
            .get_or_insert_with(|| ProgressBar::new(total).with_style(style()));
        let stage = if progress.stage == Stage::Reading {
            "Reading"
        } else {
            "Storing"
        };
        bar.set_message(format!(
            "{stage} file {} of {}",
            progress.file + 1,
            progress.files
        ));
        bar.set_length(total);
        bar.set_position(u64::try_from(progress.done).unwrap_or(u64::MAX));
    }

    fn finish(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}
