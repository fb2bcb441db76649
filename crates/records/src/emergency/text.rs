//! The facts as lines of text: as many as fit, from the first on, and where not all fit the first line says how many there are.

use super::{
    CardText, LineKind, Wish,
    facts::Fact,
    letters,
    said::{Marks, Said, Speaker},
    wording::Wording,
};
use crate::{dosage::Dosage, dose, terms::Language};

/// A longer dose is not cut, which could make another of it, but left out, and the card says so.
const LONGEST_DOSE: usize = 100;
/// More lines than any card holds.
const MOST_LINES: usize = 120;

/// One line of the card, which may stand on several lines of the text.
struct Line {
    text: String,
    kind: LineKind,
    marks: Marks,
}

/// The text.
pub(super) fn of(facts: &[Fact], wish: &Wish) -> CardText {
    let lines = lines(facts, wish);
    let all = lines.len();
    let shown = lines.get(..all.min(MOST_LINES)).unwrap_or(&lines);
    let mut card = whole(shown, all, wish);
    while card.text.len() > wish.most_bytes && card.lines > 0 {
        let fewer = lines.get(..card.lines - 1).unwrap_or_default();
        card = whole(fewer, all, wish);
    }
    card
}

/// Each once: two orders of one medicine in the same dose say nothing more than one.
fn lines(facts: &[Fact], wish: &Wish) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for fact in facts {
        let mut writer = Writer::new(wish);
        let text = writer.line(fact);
        if !lines.iter().any(|line| line.text == text) {
            let kind = match fact {
                Fact::Allergy { is_none: false, .. } => LineKind::Alert,
                _ => LineKind::Fact,
            };
            let marks = writer.speaker.marks;
            lines.push(Line { text, kind, marks });
        }
    }
    lines
}

fn whole(lines: &[Line], all: usize, wish: &Wish) -> CardText {
    let writer = Writer::new(wish);
    let mut texts = Vec::new();
    if lines.len() < all {
        texts.push((writer.part(lines.len(), all), LineKind::Part));
    }
    texts.push((writer.title(wish), LineKind::Title));
    for line in lines {
        let parts = line.text.split('\n');
        texts.extend(parts.map(|part| (part.to_owned(), line.kind)));
    }
    let none = Marks::default();
    let marks = lines
        .iter()
        .fold(none, |marks, line| marks.with(line.marks));
    let notes = writer.notes(marks).into_iter();
    texts.extend(notes.map(|note| (note, LineKind::Note)));
    let (texts, kinds): (Vec<String>, Vec<LineKind>) = texts.into_iter().unzip();
    CardText {
        text: texts.join("\n"),
        kinds,
        lines: lines.len(),
        all,
    }
}

struct Writer {
    speaker: Speaker,
}

impl Writer {
    fn new(wish: &Wish) -> Self {
        let language = if wish.is_ascii {
            Language::En
        } else {
            wish.language
        };
        Self {
            speaker: Speaker {
                wording: Wording(language),
                is_ascii: wish.is_ascii,
                marks: Marks::default(),
            },
        }
    }

    /// `PART 8 of 11`, in English first, so that everybody and every program knows it.
    fn part(&self, shown: usize, all: usize) -> String {
        let english = format!("PART {shown} of {all}");
        if self.wording().0 == Language::En {
            return english;
        }
        let own = self.wording().say("part");
        let own = own.replace("{n}", &shown.to_string());
        format!("{english} ({})", own.replace("{m}", &all.to_string()))
    }

    fn title(&self, wish: &Wish) -> String {
        let day = self.wording().day(wish.day);
        format!("{}, {day}", self.wording().say("card"))
    }

    /// What the card is, and what its marks mean.
    fn notes(&self, marks: Marks) -> Vec<String> {
        let is_reviewed = self.wording().0.is_reviewed();
        let notes = [
            (true, "own"),
            (marks.term && !is_reviewed, "term-list"),
            (marks.as_written, "as-written"),
            (marks.letters, "other-letters"),
        ];
        let said = notes.iter().filter(|(is_there, _)| *is_there);
        said.map(|(_, id)| self.wording().say(id).to_owned())
            .collect()
    }

    fn line(&mut self, fact: &Fact) -> String {
        match fact {
            Fact::Name { name, birth } => self.name(name.as_deref(), birth.as_deref()),
            Fact::Allergy {
                what,
                reactions,
                is_severe,
                is_unconfirmed,
                is_none: _,
            } => {
                let marks = [(*is_severe, "severe"), (*is_unconfirmed, "not-confirmed")];
                let line = self.headed("allergy", &marks, what);
                let reactions: Vec<String> = reactions
                    .iter()
                    .map(|one| self.speaker.thing(one))
                    .collect();
                if reactions.is_empty() {
                    line
                } else {
                    format!("{line} ({})", reactions.join(", "))
                }
            }
            Fact::NoAllergies => self.absent("allergy", "allergies-not-recorded"),
            Fact::Medicine {
                what,
                doses,
                is_on_hold,
            } => {
                let line = self.headed("medicine", &[(*is_on_hold, "on-hold")], what);
                let doses = doses.iter().map(|dose| self.dose(dose, what));
                let doses: Vec<String> = doses.collect();
                [vec![line], doses].concat().join("\n")
            }
            Fact::NoMedicines => self.absent("medicine", "medicines-not-recorded"),
            Fact::Condition {
                what,
                is_unconfirmed,
            } => self.headed("condition", &[(*is_unconfirmed, "not-confirmed")], what),
            Fact::Implant(what) => self.headed("implant", &[], what),
            Fact::Blood { group, date } => {
                let group = self.speaker.own(group);
                let date = date.as_ref().map(|date| self.wording().written(date));
                let parts: Vec<String> = [Some(self.isolated(&group)), date]
                    .into_iter()
                    .flatten()
                    .collect();
                format!("{}: {}", self.wording().say("blood"), parts.join(", "))
            }
            Fact::Contact {
                name,
                relation,
                phone,
            } => self.contact(name.as_deref(), relation.as_ref(), phone),
        }
    }

    fn name(&mut self, name: Option<&str>, birth: Option<&str>) -> String {
        let name = name.map(|name| self.speaker.own(name));
        let name = name.filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| self.wording().say("no-name").to_owned());
        let Some(birth) = birth else { return name };
        let date = self.wording().written(birth);
        let date = if self.speaker.is_ascii {
            letters::ascii(&date)
        } else {
            date
        };
        format!(
            "{name}, {}",
            self.wording().say("born").replace("{date}", &date)
        )
    }

    /// `ALLERGY (SEVERE): …`
    fn headed(
        &mut self,
        heading: &'static str,
        marks: &[(bool, &'static str)],
        what: &Said,
    ) -> String {
        let wording = self.wording();
        let marks = marks.iter().filter(|(is_there, _)| *is_there);
        let marks: Vec<&str> = marks.map(|(_, id)| wording.say(id)).collect();
        let what = self.speaker.thing(what);
        let heading = wording.say(heading);
        if marks.is_empty() {
            format!("{heading}: {what}")
        } else {
            format!("{heading} ({}): {what}", marks.join(", "))
        }
    }

    fn absent(&self, heading: &'static str, text: &'static str) -> String {
        format!(
            "{}: {}",
            self.wording().say(heading),
            self.wording().say(text)
        )
    }

    /// A dose on a line of its own, kept together where the card runs from right to left.
    fn dose(&mut self, dose: &Dosage, of: &Said) -> String {
        let written = letters::whole(&dose.written);
        let text = if written.chars().count() > LONGEST_DOSE {
            self.wording().say("dose-long").to_owned()
        } else if let Some(words) = dose.in_words(self.wording().0) {
            let written = dose.is_in_words.then_some(written.as_str());
            self.speaker.put_together(&words, written)
        } else {
            let said = Said {
                text: written,
                codes: Vec::new(),
                language: of.language.clone(),
            };
            self.speaker.thing(&said)
        };
        self.isolated(&text)
    }

    fn contact(&mut self, name: Option<&str>, relation: Option<&Said>, phone: &str) -> String {
        let name = name.map(|name| self.speaker.own(name));
        let relation = relation.map(|relation| self.speaker.thing(relation));
        let who = match (name, relation) {
            (Some(name), Some(relation)) => format!("{name} ({relation})"),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => String::new(),
        };
        let phone = self.speaker.own(phone);
        let words = [
            self.wording().say("contact").to_owned() + ":",
            who,
            self.isolated(&phone),
        ];
        let words: Vec<&str> = words
            .iter()
            .map(String::as_str)
            .filter(|word| !word.is_empty())
            .collect();
        words.join(" ")
    }

    /// Numbers keep their order beside Arabic: `10 mg` must never look like `mg 10`.
    fn isolated(&self, text: &str) -> String {
        if !self.wording().0.is_rtl() {
            return text.to_owned();
        }
        if text.chars().any(dose::is_rtl) {
            return dose::isolated(text).into_owned();
        }
        format!("\u{2066}{text}\u{2069}")
    }

    fn wording(&self) -> Wording {
        self.speaker.wording
    }
}
