//! What a card says, taken from a Bundle: only what is so now, nothing that was ruled out or is over, the most dangerous
//! first. That nothing is recorded is said too; it is not the same as that there is nothing.

use super::{Part, said::Said};
use crate::{
    bundle::{Bundle, Entry},
    dosage::{self, Dosage},
    json::Node,
    person::{Name, Person},
    view::{Category, Marks, codes, concept, value},
};

/// Most reactions of an allergy and contacts of a person.
const MOST: usize = 3;

/// One line to be.
pub(super) enum Fact {
    Name {
        name: Option<String>,
        birth: Option<String>,
    },
    Allergy {
        what: Said,
        reactions: Vec<Said>,
        is_severe: bool,
        is_unconfirmed: bool,
        /// It is the statement that there are none.
        is_none: bool,
    },
    /// No allergy is recorded, nor that there is none.
    NoAllergies,
    Medicine {
        what: Said,
        doses: Vec<Dosage>,
        is_on_hold: bool,
    },
    NoMedicines,
    Condition {
        what: Said,
        is_unconfirmed: bool,
    },
    Implant(Said),
    Blood {
        group: String,
        date: Option<String>,
    },
    Contact {
        name: Option<String>,
        relation: Option<Said>,
        phone: String,
    },
}

/// The facts of the chosen parts, in the order of the card.
pub(super) fn of(bundle: &Bundle<'_>, parts: &[Part]) -> Vec<Fact> {
    let reader = Reader { bundle };
    let chosen = Part::ALL.into_iter().filter(|part| parts.contains(part));
    chosen
        .flat_map(|part| match part {
            Part::Name => vec![reader.name()],
            Part::Allergies => reader.allergies(),
            Part::Medicines => reader.medicines(),
            Part::Conditions => reader.conditions(),
            Part::Implants => reader.implants(),
            Part::Blood => reader.blood().into_iter().collect(),
            Part::Contacts => reader.contacts(),
        })
        .collect()
}

struct Reader<'b, 'a> {
    bundle: &'b Bundle<'a>,
}

/// A record that holds now.
struct Current<'e, 'a> {
    entry: &'e Entry<'a>,
    node: Node<'e>,
    marks: Marks,
}

impl Reader<'_, '_> {
    fn name(&self) -> Fact {
        let mut people = self.patients().filter_map(Person::of_patient);
        let first = people.next();
        let named = match first {
            Some(first) if first.display_name().is_some() => Some(first),
            first => people.find(|one| one.display_name().is_some()).or(first),
        };
        Fact::Name {
            name: named.as_ref().and_then(Person::display_name),
            birth: named.and_then(|person| person.birth_date),
        }
    }

    fn allergies(&self) -> Vec<Fact> {
        let known = self.current(Category::Allergies);
        let (none, some): (Vec<_>, Vec<_>) = known
            .into_iter()
            .filter(|one| !self.says_no_information(one.entry))
            .partition(|one| one.marks.says_none);
        let mut facts: Vec<Fact> = some.iter().map(|one| self.allergy(one)).collect();
        // The severe ones first, else in the order of the document.
        facts.sort_by_key(|fact| {
            !matches!(
                fact,
                Fact::Allergy {
                    is_severe: true,
                    ..
                }
            )
        });
        if facts.is_empty() {
            facts.extend(none.first().map(|one| self.allergy(one)));
        }
        if facts.is_empty() {
            facts.push(Fact::NoAllergies);
        }
        facts
    }

    fn allergy(&self, one: &Current<'_, '_>) -> Fact {
        let reactions = one.node.each("reaction").iter();
        let reactions = reactions.flat_map(|reaction| reaction.each("manifestation"));
        let reactions = reactions.filter_map(|node| self.coded(node, one.entry));
        Fact::Allergy {
            what: self.what(one.entry),
            reactions: reactions.take(MOST).collect(),
            is_severe: one.marks.is_severe,
            is_unconfirmed: is_unconfirmed(&one.node),
            is_none: one.marks.says_none,
        }
    }

    fn medicines(&self) -> Vec<Fact> {
        let known = self.current(Category::Medicines);
        let taken = known.into_iter().filter(|one| {
            let status = one.node.word_at("status").unwrap_or_default();
            let is_meant = !matches!(status.as_ref(), "draft" | "intended" | "cancelled");
            let is_order = one.node.word_at("doNotPerform").as_deref() != Some("true");
            is_meant && is_order && !self.says_no_information(one.entry)
        });
        let mut facts: Vec<Fact> = taken
            .map(|one| Fact::Medicine {
                what: self.what(one.entry),
                doses: dosage::of(&one.node),
                is_on_hold: one.node.word_at("status").as_deref() == Some("on-hold"),
            })
            .collect();
        if facts.is_empty() {
            facts.push(Fact::NoMedicines);
        }
        facts
    }

    fn conditions(&self) -> Vec<Fact> {
        let known = self.current(Category::Problems);
        let told = known
            .into_iter()
            .filter(|one| !self.says_no_information(one.entry));
        told.map(|one| Fact::Condition {
            what: self.what(one.entry),
            is_unconfirmed: is_unconfirmed(&one.node),
        })
        .collect()
    }

    fn implants(&self) -> Vec<Fact> {
        let known = self.current(Category::Other).into_iter();
        let used = known.filter(|one| {
            one.entry.view.kind == "DeviceUseStatement"
                && !self.says_none(one.entry)
                && !self.says_no_information(one.entry)
        });
        used.map(|one| Fact::Implant(self.what(one.entry)))
            .collect()
    }

    /// Only as a laboratory reported it: what somebody remembers is worse than nothing.
    fn blood(&self) -> Option<Fact> {
        let known = self.current(Category::Results);
        let mut reported = known.iter().filter(|one| {
            let status = one.node.word_at("status").unwrap_or_default();
            let is_final = matches!(status.as_ref(), "final" | "amended" | "corrected");
            let codes = self.bundle.codes(one.entry);
            let is_group = codes.iter().any(|code| {
                code.system.as_deref() == Some("http://loinc.org")
                    && BLOOD_GROUP.contains(&code.code.as_str())
            });
            is_final && is_group && !one.marks.is_by_hand
        });
        let one = reported.next()?;
        Some(Fact::Blood {
            group: value(&one.node)?,
            date: one.entry.view.date.as_ref().map(|date| date.text.clone()),
        })
    }

    fn contacts(&self) -> Vec<Fact> {
        let patients: Vec<Node<'_>> = self.patients().filter_map(Node::parse).collect();
        let contacts = patients.iter().flat_map(|patient| patient.each("contact"));
        contacts
            .filter_map(|contact| self.contact(contact))
            .take(MOST)
            .collect()
    }

    fn contact(&self, contact: &Node<'_>) -> Option<Fact> {
        let is_phone = |line: &&Node<'_>| {
            let system = line.word_at("system").unwrap_or("phone".into());
            matches!(system.as_ref(), "phone" | "sms")
        };
        let mut phones = contact.each("telecom").iter().filter(is_phone);
        let phone = phones.find_map(|line| line.word_at("value"))?.into_owned();
        let name = contact.get("name").and_then(Name::of_node);
        let mut relations = contact.each("relationship").iter();
        Some(Fact::Contact {
            name: name.map(|name| name.display()),
            relation: relations.find_map(|node| self.written(node, None)),
            phone,
        })
    }

    /// Records of a category that are so now, each once, in the order of the document.
    fn current(&self, category: Category) -> Vec<Current<'_, '_>> {
        let entries = self.bundle.about_health();
        entries
            .filter(|entry| entry.view.category == category)
            .filter_map(|entry| {
                let node = Node::parse(entry.raw)?;
                let marks = Marks::of_node(&node);
                marks.is_current.then_some(Current { entry, node, marks })
            })
            .collect()
    }

    fn patients(&self) -> impl Iterator<Item = &str> {
        let entries = self.bundle.entries().iter();
        entries
            .filter(|entry| entry.view.kind == "Patient")
            .map(|entry| entry.raw)
    }

    /// What a record is about.
    fn what(&self, entry: &Entry<'_>) -> Said {
        Said {
            text: entry.view.title.clone(),
            codes: self.bundle.codes(entry),
            language: self.bundle.language(Some(entry)),
        }
    }

    fn coded(&self, node: &Node<'_>, entry: &Entry<'_>) -> Option<Said> {
        self.written(node, Some(entry))
    }

    /// A coded concept as its source says it.
    fn written(&self, node: &Node<'_>, entry: Option<&Entry<'_>>) -> Option<Said> {
        Some(Said {
            text: concept(node)?,
            codes: dosage::codes(node),
            language: self.bundle.language(entry),
        })
    }

    /// `no-allergy-info` and the like: nobody asked.
    fn says_no_information(&self, entry: &Entry<'_>) -> bool {
        self.has_absent(entry, |code| code.ends_with("-info"))
    }

    /// `no-known-devices` and the like.
    fn says_none(&self, entry: &Entry<'_>) -> bool {
        self.has_absent(entry, |code| code.starts_with("no-known-"))
    }

    fn has_absent(&self, entry: &Entry<'_>, is_it: impl Fn(&str) -> bool) -> bool {
        codes(entry.raw).iter().any(|code| {
            let system = code.system.as_deref().unwrap_or_default();
            system.ends_with("absent-unknown-uv-ips") && is_it(&code.code)
        })
    }
}

/// ABO and Rh together, and ABO alone.
const BLOOD_GROUP: [&str; 2] = ["882-1", "883-9"];

fn is_unconfirmed(node: &Node<'_>) -> bool {
    let paths = ["verificationStatus.coding.code", "verificationStatus"];
    let verification = node.first_word(&paths).unwrap_or_default();
    matches!(
        verification.as_ref(),
        "unconfirmed" | "provisional" | "differential"
    )
}
