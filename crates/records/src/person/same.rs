//! Whether two persons are the same, by name and birth date. Something missing is no contradiction; identifiers are not
//! compared, since every hospital gives its own.

use super::{Name, Person};
use crate::fold::fold;

/// Whether nothing known of `a` contradicts what is known of `b`.
#[must_use]
pub fn same_person(a: &Person, b: &Person) -> bool {
    let dates_agree = match (birth_date(a), birth_date(b)) {
        (Some(a), Some(b)) => a.starts_with(b) || b.starts_with(a),
        _ => true,
    };
    dates_agree && names_agree(&a.names, &b.names)
}

/// The date when it has the shape of one; `1971` and `1971-03` are dates too.
fn birth_date(person: &Person) -> Option<&str> {
    let date = person.birth_date.as_deref()?;
    let date = date.split_once('T').map_or(date, |(date, _)| date);
    let has_shape = date
        .split('-')
        .map(str::len)
        .eq([4, 2, 2].into_iter().take(date.split('-').count()));
    let is_digits = date
        .chars()
        .all(|letter| letter.is_ascii_digit() || letter == '-');
    (has_shape && is_digits).then_some(date)
}

fn names_agree(a: &[Name], b: &[Name]) -> bool {
    if a.is_empty() || b.is_empty() {
        return true;
    }
    a.iter().any(|a| b.iter().any(|b| name_agrees(a, b)))
}

fn name_agrees(a: &Name, b: &Name) -> bool {
    let families = (
        a.family.as_deref().map(words),
        b.family.as_deref().map(words),
    );
    let families_agree = match &families {
        (Some(a), Some(b)) => a.iter().any(|word| b.contains(word)),
        _ => true,
    };
    let parts_agree = families_agree && bags_agree(&parts(a), &parts(b));
    let texts = [a.text.as_deref().map(words), b.text.as_deref().map(words)];
    let text_agrees = match texts {
        [Some(a_text), Some(b_text)] => bags_agree(&a_text, &b_text),
        [Some(text), None] => bags_agree(&text, &parts(b)),
        [None, Some(text)] => bags_agree(&parts(a), &text),
        [None, None] => false,
    };
    parts_agree || text_agrees
}

fn parts(name: &Name) -> Vec<String> {
    let given = name.given.iter().flat_map(|given| words(given));
    given
        .chain(name.family.as_deref().map(words).unwrap_or_default())
        .collect()
}

/// Every word of the shorter name occurs in the longer one, whole or as its beginning ("Jo" for "Johanna"), and at least
/// one of them whole. A single word must be the whole of both.
fn bags_agree(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    match (short, long) {
        ([], _) => false,
        ([one], [other]) => one == other,
        ([_], _) => false,
        _ => covers(short, long),
    }
}

fn covers(short: &[String], long: &[String]) -> bool {
    let mut left: Vec<&String> = long.iter().collect();
    let mut shortened = Vec::new();
    for word in short {
        match left.iter().position(|other| *other == word) {
            Some(index) => drop(left.swap_remove(index)),
            None => shortened.push(word),
        }
    }
    let any_whole = shortened.len() < short.len();
    any_whole
        && shortened.into_iter().all(|word| {
            let begins = |other: &&String| {
                other.starts_with(word.as_str()) || word.starts_with(other.as_str())
            };
            let index = left.iter().position(begins);
            index.map(|index| left.swap_remove(index)).is_some()
        })
}

fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(|letter: char| !letter.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::same_person;
    use crate::person::Person;

    fn person(name: &str, birth_date: &str) -> Person {
        let raw =
            format!(r#"{{"resourceType":"Patient","name":[{name}],"birthDate":"{birth_date}"}}"#);
        Person::of_patient(&raw).expect("a Patient")
    }

    fn check(a: (&str, &str), b: (&str, &str), expected: bool) {
        let (left, right) = (person(a.0, a.1), person(b.0, b.1));
        assert_eq!(same_person(&left, &right), expected, "{a:?} {b:?}");
        assert_eq!(same_person(&right, &left), expected, "{b:?} {a:?}");
    }

    const JOHANNA: &str =
        r#"{"family":"van Putten-van der Giessen","given":["Johanna","Petronella"]}"#;

    #[test]
    fn spelling_does_not_make_another_person() {
        check(
            (r#"{"family":"MÜLLER","given":["JOSÉ"]}"#, ""),
            (r#"{"text":"Muller, Jose"}"#, ""),
            true,
        );
        check(
            (JOHANNA, "1934-04-28"),
            (r#"{"family":"Putten","given":["Jo"]}"#, "1934"),
            true,
        );
        check(
            (JOHANNA, "1934-04"),
            (r#"{"text":"J. van Putten"}"#, "1934-04-28"),
            true,
        );
        check(
            (
                r#"{"text":"王大明","family":"WANG","given":["DAMING"]}"#,
                "",
            ),
            (r#"{"text":"王大明"}"#, ""),
            true,
        );
        check(
            (r#""Ana Silva""#, ""),
            (
                r#"{"family":"Silva","given":["Ana","Maria"]}"#,
                "1980-01-01",
            ),
            true,
        );
    }

    #[test]
    fn other_names_and_dates_do() {
        check((JOHANNA, "1934-04-28"), (JOHANNA, "1934-04-29"), false);
        check(
            (r#"{"family":"Rossi","given":["Maria"]}"#, ""),
            (r#"{"family":"Rossi","given":["Mario"]}"#, ""),
            false,
        );
        check(
            (r#"{"family":"Rossi","given":["Anna"]}"#, ""),
            (r#"{"family":"Bianchi","given":["Anna"]}"#, ""),
            false,
        );
        check(
            (r#"{"family":"Rossi"}"#, ""),
            (r#"{"family":"Rossi","given":["Anna"]}"#, ""),
            false,
        );
    }

    #[test]
    fn what_is_missing_contradicts_nothing() {
        check(("", "1971-03-14"), (JOHANNA, "1971-03-14"), true);
        check((JOHANNA, "14.03.1971"), (JOHANNA, "1971-03-14"), true);
        check((JOHANNA, ""), (JOHANNA, "1971-03-14"), true);
    }
}
