//! Makes the PDF of a FHIR Bundle, to look at: `cargo run -p keepwell-pdf --example summary -- bundle.json out.pdf ar`.

use std::{env, error::Error, fs};

use keepwell_pdf::{Input, Language, summary};
use time::OffsetDateTime;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [from, to, language] = arguments.as_slice() else {
        return Err("say: bundle.json out.pdf language".into());
    };
    let bundle = fs::read(from)?;
    let pdf = summary(&Input {
        bundle: &bundle,
        documents: &[],
        language: Language::of(language).unwrap_or_default(),
        made: OffsetDateTime::UNIX_EPOCH,
        is_sample: false,
    })?;
    Ok(fs::write(to, pdf)?)
}
