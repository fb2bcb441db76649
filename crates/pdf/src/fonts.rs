//! The typefaces of the document and which of them can show a letter. They are built in: a summary looks the same on
//! every device, and an archive needs its typefaces inside. `fonts/README.md` says where they come from.

use krilla::text::Font;
use rustybuzz::Face as Shaper;

/// Atkinson Hyperlegible first, made for tired eyes; the others in turn for what it lacks.
const FILES: [&[u8]; 9] = [
    include_bytes!("../fonts/AtkinsonHyperlegibleNext-Regular.ttf"),
    include_bytes!("../fonts/AtkinsonHyperlegibleNext-Bold.ttf"),
    include_bytes!("../fonts/NotoSansArabic-Regular.ttf"),
    include_bytes!("../fonts/NotoSansArabic-Bold.ttf"),
    include_bytes!("../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../fonts/NotoSansHebrew-Regular.ttf"),
    include_bytes!("../fonts/NotoSansDevanagari-Regular.ttf"),
    include_bytes!("../fonts/NotoSansThai-Regular.ttf"),
    include_bytes!("../fonts/NotoSansSC-Regular.ttf"),
];
const REGULAR: [usize; 7] = [0, 2, 4, 5, 6, 7, 8];
const BOLD: [usize; 7] = [1, 3, 4, 5, 6, 7, 8];

/// Stands where no typeface has the letter: a box to see, never a gap.
pub(crate) const BOX: char = '\u{25a1}';

/// One typeface.
pub(crate) struct Face {
    /// To shape with.
    pub(crate) shaper: Shaper<'static>,
    /// To write with.
    pub(crate) font: Font,
}

/// All typefaces.
pub(crate) struct Fonts {
    faces: Vec<Face>,
}

impl Fonts {
    /// `None` only if a built-in file were damaged.
    pub(crate) fn load() -> Option<Self> {
        let face = |data: &'static [u8]| {
            Some(Face {
                shaper: Shaper::from_slice(data, 0)?,
                font: Font::new(data.into(), 0)?,
            })
        };
        let faces: Option<Vec<Face>> = FILES.into_iter().map(face).collect();
        Some(Self { faces: faces? })
    }

    pub(crate) fn face(&self, number: usize) -> Option<&Face> {
        self.faces.get(number)
    }

    /// The typeface for a letter. Spaces, signs and marks stay with the typeface before them where it has them, so that
    /// words are not torn apart.
    pub(crate) fn pick(&self, letter: char, is_bold: bool, before: Option<usize>) -> Option<usize> {
        let stays = !letter.is_alphanumeric();
        if let Some(before) = before.filter(|before| stays && self.has(*before, letter)) {
            return Some(before);
        }
        let order = if is_bold { BOLD } else { REGULAR };
        order.into_iter().find(|number| self.has(*number, letter))
    }

    /// Whether a typeface is bold by itself; others are drawn thicker where bold is asked for.
    pub(crate) fn is_bold(number: usize) -> bool {
        matches!(number, 1 | 3)
    }

    fn has(&self, number: usize, letter: char) -> bool {
        // Joiners shape what stands around them and show nothing themselves.
        let is_joiner = matches!(letter, '\u{200c}' | '\u{200d}');
        let face = self.face(number);
        face.is_some_and(|face| is_joiner || face.shaper.glyph_index(letter).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::Fonts;

    #[test]
    fn every_language_of_ours_and_many_more_have_letters() {
        let fonts = Fonts::load().expect("the built-in files are whole");
        for text in [
            "Füße, çà, São, ñ, µg ≥ ≤ – − ° · □ \u{fffd} № €",
            "Иван Йорданова Ελένη Παπαδοπούλου Nguyễn Łukasz Şahin",
            "الحساسية ملغ ٥ پچگ ۵",
            "患者摘要过敏药物青霉素 林黎慧 過敏 藥物 検査 カタカナ（，。）",
            "שלום एस्पिरिन ยา",
        ] {
            for letter in text.chars() {
                let has = |is_bold| fonts.pick(letter, is_bold, None).is_some();
                assert!(has(false) && has(true), "{letter}");
            }
        }
        assert_eq!(fonts.pick('\u{13000}', false, None), None);
    }
}
