//! The languages of the term list.

/// The columns that somebody who practises medicine in the language has read.
const REVIEWED: [Language; 0] = [];

/// A language that terms have names in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
    /// French.
    Fr,
    /// German.
    De,
    /// Portuguese.
    Pt,
    /// Arabic, written from right to left.
    Ar,
    /// Chinese, in simplified characters.
    Zh,
    /// Hindi.
    Hi,
    /// Russian.
    Ru,
    /// Swahili.
    Sw,
}

impl Language {
    /// All languages, in the order of the columns.
    pub const ALL: [Self; 10] = [
        Self::En,
        Self::Es,
        Self::Fr,
        Self::De,
        Self::Pt,
        Self::Ar,
        Self::Zh,
        Self::Hi,
        Self::Ru,
        Self::Sw,
    ];

    /// The language of a tag such as `pt-BR` or `ar`; `None` where the list does not have it.
    #[must_use]
    pub fn of(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let is_it = |language: &Self| primary.eq_ignore_ascii_case(language.tag());
        Self::ALL.into_iter().find(is_it)
    }

    /// Its BCP 47 tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
            Self::Fr => "fr",
            Self::De => "de",
            Self::Pt => "pt",
            Self::Ar => "ar",
            Self::Zh => "zh",
            Self::Hi => "hi",
            Self::Ru => "ru",
            Self::Sw => "sw",
        }
    }

    /// Its own name for itself.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Es => "Español",
            Self::Fr => "Français",
            Self::De => "Deutsch",
            Self::Pt => "Português",
            Self::Ar => "العربية",
            Self::Zh => "中文",
            Self::Hi => "हिन्दी",
            Self::Ru => "Русский",
            Self::Sw => "Kiswahili",
        }
    }

    /// Whether it is written from right to left.
    #[must_use]
    pub fn is_rtl(self) -> bool {
        self == Self::Ar
    }

    /// Whether somebody who practises medicine in it has read its column. A page marks terms where nobody has.
    #[must_use]
    pub fn is_reviewed(self) -> bool {
        REVIEWED.contains(&self)
    }
}
