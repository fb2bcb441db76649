//! The code as text for a terminal: two rows of modules in one line, drawn with half blocks. In colour it is black on white
//! whatever the terminal's theme; without colour the caller says what the text will be shown on.

use super::Code;

const BLACK_ON_WHITE: &str = "\x1b[38;5;16;48;5;231m";
const RESET: &str = "\x1b[0m";

/// What the text is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// ANSI colours (256-colour black and white): for every terminal that knows colours.
    Colour,
    /// No colours, for dark letters on a light ground: text files, paper, light terminals.
    DarkOnLight,
    /// No colours, for light letters on a dark ground: dark terminals.
    LightOnDark,
}

impl Code {
    /// The code in lines, each ended by a line feed, with the quiet zone. About as wide as the code has modules, plus 8.
    #[must_use]
    pub fn terminal(&self, ink: Ink) -> String {
        let framed = self.framed();
        let (before, after) = match ink {
            Ink::Colour => (BLACK_ON_WHITE, RESET),
            Ink::DarkOnLight | Ink::LightOnDark => ("", ""),
        };
        let mut text = String::new();
        for pair in framed.chunks(2) {
            text.push_str(before);
            text.extend(line(pair, ink == Ink::LightOnDark));
            text.push_str(after);
            text.push('\n');
        }
        text
    }
}

/// Two rows as half blocks; a missing lower row is light, like the quiet zone it continues.
fn line(pair: &[Vec<bool>], inverted: bool) -> impl Iterator<Item = char> {
    let upper = pair.first().into_iter().flatten();
    let lower = pair
        .get(1)
        .into_iter()
        .flatten()
        .chain(std::iter::repeat(&false));
    upper.zip(lower).map(
        move |(upper, lower)| match (*upper != inverted, *lower != inverted) {
            (true, true) => '█',
            (true, false) => '▀',
            (false, true) => '▄',
            (false, false) => ' ',
        },
    )
}
