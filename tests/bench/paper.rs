//! The summary as PDF, as it is made whenever a share is: the built-in sample's, in English and in Arabic.

use keepwell_pdf::{Input, Language, summary};

use crate::{
    desk::Desk,
    median::median,
    row::{Row, Rows, Target},
};

const RUNS: usize = 7;

pub(crate) fn rows() -> Rows {
    let bundle = Desk::new().sample_bundle();
    let made = time::OffsetDateTime::UNIX_EPOCH;
    let set = |language| {
        let input = Input {
            bundle: &bundle,
            documents: &[],
            language,
            made,
            is_sample: true,
        };
        median(RUNS, || {
            summary(&input).expect("a PDF");
        }) * 1000.0
    };
    let row = |name, language| Row::new(name, set(language), "ms").reach(Target::AtMost(1000.0));
    vec![
        row("PDF of the sample's summary, English", Language::En),
        row("PDF of the sample's summary, Arabic", Language::Ar),
    ]
}
