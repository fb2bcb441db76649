//! The whole way on small Bundles: what stands on the pages, in which order, and what the file holds.

mod card;
mod file;
mod pages;
mod words;

use time::macros::datetime;

use crate::{Input, Language, content::Content, fonts::Fonts, layout, layout::Piece, words::Words};

/// A Bundle of resources.
fn bundle(resources: &[&str]) -> String {
    let entries: Vec<String> = resources
        .iter()
        .map(|resource| format!("{{\"resource\":{resource}}}"))
        .collect();
    let entries = entries.join(",");
    format!("{{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{entries}]}}")
}

fn input(bundle: &str, language: Language) -> Input<'_> {
    Input {
        bundle: bundle.as_bytes(),
        documents: &[],
        language,
        made: datetime!(2026-11-21 14:05 +5:30),
        is_sample: false,
    }
}

/// The lines of each page as they are seen, from left to right; whether they belong to the structure.
fn seen(input: &Input<'_>) -> Vec<Vec<(String, bool)>> {
    let words = Words::of(input.language);
    let content = Content::of(input, &words).unwrap_or_else(|error| panic!("{error}"));
    let fonts = Fonts::load().expect("typefaces");
    let set = layout::set(&content, "made", &words, &fonts);
    let page = |page: &layout::Page| {
        let texts = page.pieces.iter().filter_map(|piece| match piece {
            Piece::Text { line, node, .. } => {
                let text: String = line.runs.iter().map(|run| run.text.as_str()).collect();
                Some((text.trim_end().to_owned(), node.is_some()))
            }
            _ => None,
        });
        texts.collect()
    };
    set.pages.iter().map(page).collect()
}

/// The lines of the structure on all pages.
fn lines(bundle: &str, language: Language) -> Vec<String> {
    let pages = seen(&input(bundle, language)).into_iter().flatten();
    pages
        .filter(|(_, is_read)| *is_read)
        .map(|(text, _)| text)
        .collect()
}
