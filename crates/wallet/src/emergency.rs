//! The emergency card of this wallet: chosen lines of the record in a language, signed by a key that is used for nothing else, as
//! text and as one QR code. Nothing is sent, and nothing is kept but the one card that is shown while the wallet is locked, where
//! that is turned on; who holds the card can read it, so private topics stay out until they are let in.

pub mod locked;

use keepwell_pdf::{CardInput, PdfError};
use keepwell_protocol::{
    FormatError,
    emergency_card::{EmergencyCard, MAX_TEXT},
    time::Timestamp,
};
use keepwell_qr::make::{Code, MakeError};
use keepwell_records::{
    bundle::Bundle,
    emergency::{self, CardText},
    sensitive::Groups,
};
use rand_core::CryptoRngCore;
use thiserror::Error;
use time::OffsetDateTime;

use crate::{
    error::Kind,
    records::{self, RecordsError, Selection, What},
    vault::Vault,
};

pub use keepwell_pdf::Paper;
pub use keepwell_records::{
    emergency::{LineKind, Part, UnknownPart},
    terms::Language,
};

/// The largest version of its QR code: 105 modules a side, which a phone reads from a card in a wallet.
pub const MOST_VERSION: u8 = 22;

/// What the card is to be like.
#[derive(Clone)]
pub struct Wish {
    /// Which lines.
    pub parts: Vec<Part>,
    /// In which language.
    pub language: Language,
    /// In letters of a keyboard and English instead, for scanners that type what they read.
    pub is_ascii: bool,
    /// The sensitive groups that are let in; all others are held back.
    pub let_in: Groups,
}

impl Default for Wish {
    fn default() -> Self {
        Self {
            parts: Part::USUAL.to_vec(),
            language: Language::En,
            is_ascii: false,
            let_in: Groups::new(),
        }
    }
}

/// A card. No `Debug`: it is health data.
pub struct Card {
    /// Its lines, the last with the key and the signature.
    pub text: String,
    /// The lines before the last, and how many of the chosen ones are there.
    pub shown: CardText,
    /// The language of its lines.
    pub language: Language,
    /// The text as a QR code, at most of version [`MOST_VERSION`].
    pub code: Code,
}

/// Why there is no card.
#[derive(Debug, Error)]
pub enum EmergencyError {
    /// The text that was just made is none: a fault of this program.
    #[error("the emergency card could not be made: update this program")]
    Text(#[source] FormatError),
    /// Its code cannot be drawn: a fault of this program.
    #[error(transparent)]
    Code(#[from] MakeError),
    /// It cannot be printed: a fault of this program.
    #[error("the emergency card could not be made into a PDF: use its code or its text")]
    Pdf(#[from] PdfError),
    /// The records cannot be read.
    #[error(transparent)]
    Records(#[from] RecordsError),
}

impl EmergencyError {
    /// What it means for the caller.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Records(RecordsError::NothingSelected) => Kind::Refused,
            Self::Text(_) | Self::Code(_) | Self::Pdf(_) | Self::Records(_) => Kind::Other,
        }
    }
}

/// Makes the card from what a summary would share.
///
/// # Errors
/// [`EmergencyError`]; of an empty record [`RecordsError::NothingSelected`].
pub fn make(
    vault: &Vault,
    wish: &Wish,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Card, EmergencyError> {
    let selection = Selection {
        what: What::Summary,
        let_in: wish.let_in.clone(),
        to_months: false,
    };
    let selected = records::select(vault, &selection, now, rng)?;
    let bundle = Bundle::read(&selected.bundle).ok_or(RecordsError::Damaged)?;
    let shown = emergency::card(
        &bundle,
        &emergency::Wish {
            parts: wish.parts.clone(),
            language: wish.language,
            is_ascii: wish.is_ascii,
            day: moment(now).date(),
            most_bytes: MAX_TEXT,
        },
    );
    let text = EmergencyCard::sign(&shown.text, &vault.keys().emergency_card())
        .map_err(EmergencyError::Text)?;
    Ok(Card {
        code: Code::of_text(&text, MOST_VERSION)?,
        text,
        shown,
        language: if wish.is_ascii {
            Language::En
        } else {
            wish.language
        },
    })
}

impl Card {
    /// The card as a PDF to print, at time `now`.
    ///
    /// # Errors
    /// [`EmergencyError::Pdf`].
    pub fn pdf(&self, paper: Paper, now: Timestamp) -> Result<Vec<u8>, EmergencyError> {
        let input = CardInput {
            card: &self.shown,
            modules: self.code.modules(),
            language: self.language,
            made: moment(now),
            paper,
        };
        Ok(keepwell_pdf::card(&input)?)
    }
}

/// A time, by UTC: a traveller's card says the same at home and abroad.
fn moment(time: Timestamp) -> OffsetDateTime {
    let seconds = i64::try_from(time.seconds()).unwrap_or_default();
    OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use rand_core::OsRng;

    use super::*;
    use crate::{
        share::SensitiveGroup,
        testing::{NOW, Wallet},
    };

    fn card(wallet: &Wallet, wish: &Wish) -> Card {
        make(&wallet.vault, wish, NOW, &mut OsRng).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn the_sample_s_card_is_signed_by_this_wallet_in_every_language() {
        let wallet = Wallet::with_sample();
        let key = wallet.vault.keys().emergency_card().verifying_key();
        let both = |language| [(language, false), (language, true)];
        for (language, is_ascii) in Language::ALL.into_iter().flat_map(both) {
            let wish = Wish {
                language,
                is_ascii,
                ..Wish::default()
            };
            let card = card(&wallet, &wish);
            let read = EmergencyCard::read(&card.text).expect("our own card");
            assert_eq!(*read.key(), key);
            assert!(card.code.version() <= MOST_VERSION);
            assert!(!is_ascii || card.text.is_ascii());
            let part = read
                .part()
                .map(|(_, all)| usize::try_from(all).expect("few"));
            let shown = &card.shown;
            assert_eq!(part, (shown.lines < shown.all).then_some(shown.all));
            let is_latin = is_ascii || language == Language::En;
            let name = if is_latin { "Amina" } else { "2026" };
            assert!(card.text.contains(name), "{}", card.text);
            is_printed(&card);
        }
    }

    fn is_printed(card: &Card) {
        for paper in [Paper::Wallet, Paper::Page] {
            let pdf = card
                .pdf(paper, NOW)
                .unwrap_or_else(|error| panic!("{error}"));
            assert!(pdf.starts_with(b"%PDF"));
        }
    }

    #[test]
    fn private_topics_are_out_until_let_in() {
        let wallet = Wallet::with_sample();
        let mood = r#"{"resourceType":"Condition","code":{"text":"Low mood","coding":[
            {"system":"http://hl7.org/fhir/sid/icd-10","code":"F32.1"}]}}"#;
        wallet.import("mood.json", mood.as_bytes());
        let wish = Wish {
            parts: vec![Part::Conditions],
            ..Wish::default()
        };
        assert!(!card(&wallet, &wish).text.contains("Low mood"));
        let let_in = Wish {
            let_in: SensitiveGroup::ALL.into(),
            ..wish
        };
        assert!(card(&wallet, &let_in).text.contains("ow mood"));
    }

    #[test]
    fn an_empty_record_has_no_card() {
        let wallet = Wallet::new();
        let made = make(&wallet.vault, &Wish::default(), NOW, &mut OsRng);
        let error = made.err().expect("nothing to show");
        assert_eq!(error.kind(), Kind::Refused);
    }
}
