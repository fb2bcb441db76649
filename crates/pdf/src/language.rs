//! The languages the document can be written in: those of the app. Each has its words in
//! `ui/locales/<tag>/summary.ftl`.

/// A language of the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
}

impl Language {
    /// All languages, English first.
    pub const ALL: [Self; 7] = [
        Self::En,
        Self::Es,
        Self::Fr,
        Self::De,
        Self::Pt,
        Self::Ar,
        Self::Zh,
    ];

    /// The language of a tag such as `pt-BR` or `ar`; English where there are no words for it.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let is_it = |language: &Self| primary.eq_ignore_ascii_case(language.tag());
        Self::ALL.into_iter().find(is_it).unwrap_or_default()
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
        }
    }

    /// Whether it is written from right to left.
    #[must_use]
    pub fn is_rtl(self) -> bool {
        self == Self::Ar
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn a_tag_finds_its_language() {
        for language in Language::ALL {
            assert_eq!(Language::of(language.tag()), language);
        }
        assert_eq!(Language::of("pt-BR"), Language::Pt);
        assert_eq!(Language::of("AR_eg"), Language::Ar);
        for unknown in ["", "sw", "english", "-"] {
            assert_eq!(Language::of(unknown), Language::En, "{unknown}");
        }
    }
}
