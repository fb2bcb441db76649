//! The emergency card: what the page asks for, and what it shows.

use keepwell_wallet::emergency::{Card, Language, LineKind, Paper, Part, Wish, locked};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::failure::Failure;

/// What the card is to be like.
#[derive(Clone, Deserialize, Serialize, Type)]
pub(crate) struct CardWish {
    /// One of the ten languages of the term list, such as `pt`.
    pub(crate) language: String,
    pub(crate) parts: Vec<CardPart>,
    /// In English and in letters that every keyboard has, whatever the language is.
    pub(crate) keyboard: bool,
}

/// A kind of line.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CardPart {
    /// Name and birth date.
    Name,
    /// Allergies.
    Allergies,
    /// Medicines with their doses.
    Medicines,
    /// Conditions.
    Conditions,
    /// Devices in or on the body.
    Implants,
    /// The blood group.
    Blood,
    /// Whom to call.
    Contacts,
}

/// How it is printed.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CardPaper {
    /// A strip to be folded to the size of a bank card.
    Wallet,
    /// A whole page.
    Page,
}

/// A card.
#[derive(Serialize, Type)]
pub(crate) struct EmergencyCard {
    pub(crate) lines: Vec<CardLine>,
    /// The drawing of its code.
    pub(crate) svg: String,
    /// The language of its lines.
    pub(crate) language: &'static str,
    /// How many of the chosen lines are there.
    pub(crate) shown: usize,
    /// How many there are to be.
    pub(crate) all: usize,
}

/// The card that is shown while the wallet is locked.
#[derive(Serialize, Type)]
pub(crate) struct LockedCard {
    pub(crate) card: EmergencyCard,
    /// When it was made.
    pub(crate) made: String,
}

/// A line of it.
#[derive(Serialize, Type)]
pub(crate) struct CardLine {
    pub(crate) kind: CardLineKind,
    pub(crate) text: String,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CardLineKind {
    /// How many lines of how many are there.
    Part,
    /// What it is, and its day.
    Title,
    /// An allergy.
    Alert,
    /// Any other fact, or a dose.
    Fact,
    /// What the card is, and what its marks mean.
    Note,
}

impl TryFrom<CardWish> for Wish {
    type Error = Failure;

    fn try_from(wish: CardWish) -> Result<Self, Failure> {
        let language = Language::of(&wish.language)
            .ok_or_else(|| Failure::new("usage", "no card can be written in this language"))?;
        Ok(Self {
            parts: wish.parts.into_iter().map(Part::from).collect(),
            language,
            is_ascii: wish.keyboard,
            // What is private stays out: anybody who holds the card can read it.
            ..Self::default()
        })
    }
}

impl CardWish {
    /// What the page shows of a wish.
    pub(crate) fn of(wish: Wish) -> Self {
        Self {
            language: wish.language.tag().to_owned(),
            parts: wish.parts.into_iter().map(CardPart::from).collect(),
            keyboard: wish.is_ascii,
        }
    }
}

impl LockedCard {
    /// What the page shows of it.
    pub(crate) fn of(locked: &locked::LockedCard) -> Self {
        Self {
            card: EmergencyCard::of(&locked.card),
            made: locked.made.to_string(),
        }
    }
}

impl EmergencyCard {
    /// What the page shows of a card.
    pub(crate) fn of(card: &Card) -> Self {
        let lines = card.shown.text.lines().zip(&card.shown.kinds);
        Self {
            lines: lines
                .map(|(text, kind)| CardLine {
                    kind: (*kind).into(),
                    text: text.to_owned(),
                })
                .collect(),
            svg: card.code.svg(),
            language: card.language.tag(),
            shown: card.shown.lines,
            all: card.shown.all,
        }
    }
}

impl From<CardPart> for Part {
    fn from(part: CardPart) -> Self {
        match part {
            CardPart::Name => Self::Name,
            CardPart::Allergies => Self::Allergies,
            CardPart::Medicines => Self::Medicines,
            CardPart::Conditions => Self::Conditions,
            CardPart::Implants => Self::Implants,
            CardPart::Blood => Self::Blood,
            CardPart::Contacts => Self::Contacts,
        }
    }
}

impl From<Part> for CardPart {
    fn from(part: Part) -> Self {
        match part {
            Part::Name => Self::Name,
            Part::Allergies => Self::Allergies,
            Part::Medicines => Self::Medicines,
            Part::Conditions => Self::Conditions,
            Part::Implants => Self::Implants,
            Part::Blood => Self::Blood,
            Part::Contacts => Self::Contacts,
        }
    }
}

impl From<CardPaper> for Paper {
    fn from(paper: CardPaper) -> Self {
        match paper {
            CardPaper::Wallet => Self::Wallet,
            CardPaper::Page => Self::Page,
        }
    }
}

impl From<LineKind> for CardLineKind {
    fn from(kind: LineKind) -> Self {
        match kind {
            LineKind::Part => Self::Part,
            LineKind::Title => Self::Title,
            LineKind::Alert => Self::Alert,
            LineKind::Fact => Self::Fact,
            LineKind::Note => Self::Note,
        }
    }
}
