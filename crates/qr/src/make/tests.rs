//! What a code is made of, in each of its forms: the smallest version, the quiet zone, and the same modules in SVG and
//! terminal as in the matrix.

use super::{Code, Ink, MakeError, QUIET_ZONE};

const GRANT: &str =
    "HTTPS://RELAY.EXAMPLE/G#AEBAGBAFAYDQQCIKBMGA2DQPCAIREEYUCULBOGAZDINRYHI6D4QCCIRD";

#[test]
fn upper_case_is_smaller_than_lower_case() {
    let upper = Code::new(GRANT).unwrap();
    let lower = Code::new(&GRANT.to_lowercase()).unwrap();
    assert!(upper.version() < lower.version());
}

#[test]
fn a_version_has_its_modules() {
    let code = Code::new(GRANT).unwrap();
    let side = 17 + 4 * usize::from(code.version());
    assert_eq!(code.modules().len(), side);
    assert!(code.modules().iter().all(|row| row.len() == side));
}

#[test]
fn the_longest_texts_fit_and_one_more_does_not() {
    let code = Code::new(&"A".repeat(3_391)).unwrap();
    assert_eq!(code.version(), 40);
    assert_eq!(Code::new(&"A".repeat(3_392)), Err(MakeError::TooLong));
    assert!(Code::new(&"a".repeat(2_331)).is_ok());
    assert_eq!(Code::new(&"a".repeat(2_332)), Err(MakeError::TooLong));
}

#[test]
fn other_characters_are_refused() {
    for text in ["Zoë", "line\nfeed", "\u{0}", "日本"] {
        assert_eq!(Code::new(text), Err(MakeError::NotAscii), "{text:?}");
    }
}

#[test]
fn a_text_in_any_language_is_read_back_from_the_smallest_code_that_holds_it() {
    for text in [
        "ALLERGY: penicillin\n500 mg, twice daily",
        "Аллергия: пенициллин",
        "过敏：青霉素\n5 mg",
        "एलर्जी",
        "ΑΛΛΕΡΓΙΑ: πενικιλλίνη",
        "حساسية: \u{2066}5 mg\u{2069}",
    ] {
        let code = Code::of_text(text, 22).unwrap();
        assert_eq!(crate::read::read(&code.png(4).unwrap()).unwrap(), text);
        assert!(Code::of_text(text, code.version()).is_ok());
        let smaller = code.version() - 2; // L holds at most a version and a half more than M
        assert_eq!(Code::of_text(text, smaller), Err(MakeError::TooLong));
    }
    assert_eq!(Code::of_text(&"x".repeat(1_003), 22).unwrap().version(), 22);
    assert_eq!(
        Code::of_text(&"x".repeat(1_004), 22),
        Err(MakeError::TooLong)
    );
}

#[test]
fn a_png_has_the_quiet_zone_and_the_scale() {
    let code = Code::new(GRANT).unwrap();
    let side = u32::try_from(code.modules().len() + 2 * QUIET_ZONE).unwrap();
    let picture = image::load_from_memory(&code.png(3).unwrap())
        .unwrap()
        .into_luma8();
    assert_eq!(picture.dimensions(), (3 * side, 3 * side));
    let zone = 3 * u32::try_from(QUIET_ZONE).unwrap();
    let dark = picture
        .enumerate_pixels()
        .filter(|(_, _, pixel)| pixel.0 == [0]);
    let edges = dark.fold((u32::MAX, 0), |(low, high), (x, y, _)| {
        (low.min(x).min(y), high.max(x).max(y))
    });
    assert_eq!(edges, (zone, 3 * side - zone - 1));
    let smallest = image::load_from_memory(&code.png(0).unwrap()).unwrap();
    assert_eq!(smallest.width(), side);
}

#[test]
fn the_svg_draws_the_same_modules() {
    let code = Code::new(GRANT).unwrap();
    let svg = code.svg();
    let (_, path) = svg.split_once(r##"fill="#000" d="M"##).unwrap();
    let (path, _) = path.split_once("z\"").unwrap();
    let mut drawn = vec![vec![false; code.framed().len()]; code.framed().len()];
    for step in path.split("zM") {
        let (at, rest) = step.split_once('h').unwrap();
        let (x, y) = at.split_once(' ').unwrap();
        let (length, _) = rest.split_once('v').unwrap();
        let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
        drawn[y][x..x + length.parse::<usize>().unwrap()].fill(true);
    }
    assert_eq!(drawn, code.framed());
    assert!(!svg.contains("style") && !svg.contains("script"));
}

#[test]
fn the_terminal_draws_the_same_modules() {
    let code = Code::new(GRANT).unwrap();
    let mut framed = code.framed();
    framed.push(vec![false; framed.len()]); // an odd number of rows ends in half a line of light
    let paper = code.terminal(Ink::DarkOnLight);
    assert_eq!(modules(&paper, '█', '▀', '▄'), framed);
    assert_eq!(
        modules(&code.terminal(Ink::LightOnDark), ' ', '▄', '▀'),
        framed
    );
    for (coloured, plain) in code.terminal(Ink::Colour).lines().zip(paper.lines()) {
        assert_eq!(coloured, format!("\x1b[38;5;16;48;5;231m{plain}\x1b[0m"));
    }
}

fn modules(text: &str, both: char, upper: char, lower: char) -> Vec<Vec<bool>> {
    let row = |line: &str, half: char| line.chars().map(|c| c == both || c == half).collect();
    text.lines()
        .flat_map(|line| [row(line, upper), row(line, lower)])
        .collect()
}

#[test]
fn the_code_is_at_level_m() {
    // Of version 1, level M holds 14 bytes; L would hold 17, and Q 11.
    let version = |length| Code::new(&"x".repeat(length)).unwrap().version();
    assert_eq!((version(14), version(15)), (1, 2));
}
