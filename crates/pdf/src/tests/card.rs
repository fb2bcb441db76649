//! An emergency card on paper: all of its text, on panels of a bank card's size, with its code.

use keepwell_records::{
    bundle::Bundle,
    emergency::{Part, Wish, card},
    sample,
};
use time::macros::datetime;

use crate::{
    CardInput, Language, Paper,
    fonts::Fonts,
    layout::{self, Page, Piece},
    words::Words,
};

fn made(language: Language, paper: Paper, look: impl FnOnce(&CardInput<'_>)) {
    let bundle = Bundle::read(sample::FILES[0].bytes).expect("the sample");
    let moment = datetime!(2026-03-03 09:00 UTC);
    let card = card(
        &bundle,
        &Wish {
            parts: Part::ALL.to_vec(),
            language,
            is_ascii: false,
            day: moment.date(),
            most_bytes: 880,
        },
    );
    let modules: Vec<Vec<bool>> = (0..105)
        .map(|y| (0..105).map(|x| (x * y) % 3 == 0).collect())
        .collect();
    look(&CardInput {
        card: &card,
        modules: &modules,
        language,
        made: moment,
        paper,
    });
}

fn page(input: &CardInput<'_>) -> Page {
    let fonts = Fonts::load().expect("typefaces");
    let pages = layout::card(input, &Words::of(input.language), &fonts);
    let [page] = <[Page; 1]>::try_from(pages.pages).ok().expect("one page");
    page
}

#[test]
fn a_card_is_one_archival_page_in_every_language() {
    for language in Language::ALL {
        for paper in [Paper::Wallet, Paper::Page] {
            made(language, paper, |input| {
                let pdf = crate::card(input).expect("a card");
                assert!(pdf.starts_with(b"%PDF-1.7"), "{} {paper:?}", language.tag());
            });
        }
    }
}

fn is_on_the_page(piece: &Piece) {
    match piece {
        Piece::Text { x, y, line, .. } => {
            assert!(!line.has_box);
            let right = x + line.width;
            assert!(*x >= 40.0 && right <= 595.28 - 40.0 && *y < 841.89 - 20.0);
        }
        Piece::Code { x, y, unit, rows } => {
            let side = rows.iter().map(|_| unit).sum::<f32>();
            assert!(x + side < 595.28 && y + side < 841.89);
            // A third of a millimetre is what printers and cameras can tell apart.
            assert!(*unit > 0.95, "{unit}");
        }
        Piece::Area { .. } | Piece::Sign { .. } => {}
    }
}

#[test]
fn everything_stands_on_the_page_with_no_box_in_place_of_a_letter() {
    for language in Language::ALL {
        for paper in [Paper::Wallet, Paper::Page] {
            made(language, paper, |input| {
                let pieces = page(input).pieces;
                pieces.iter().for_each(is_on_the_page);
                let codes = pieces
                    .iter()
                    .filter(|one| matches!(one, Piece::Code { .. }));
                assert_eq!(codes.count(), 1, "{} {paper:?}", language.tag());
            });
        }
    }
}
