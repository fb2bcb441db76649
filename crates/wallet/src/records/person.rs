//! Whose record the wallet holds. The subject of the first file is the wallet's person; a later file about somebody else
//! is refused, merged or kept apart, as the person holding the wallet says.

use keepwell_records::person::{Person, same_person};

use serde_json::json;

use super::{PERSON, RECORD, RecordsError};
use crate::vault::Vault;

/// How many names are kept of a person, and how many parts of a name.
const MOST_NAMES: usize = 16;
/// How many letters are kept of a name.
const LONGEST_NAME: usize = 200;

/// What to do with a file whose subject is somebody else than the wallet's person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PersonRule {
    /// Skip it and say so.
    #[default]
    Refuse,
    /// It is the same person, spelt otherwise: merge.
    Same,
    /// It is another person: keep the records apart, never in a summary, shared only by their ids.
    Other,
}

/// A file about somebody else. Both are named for the person at the screen; this goes into no log.
#[derive(Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// Name and birth date of the wallet's person.
    pub wallet: String,
    /// Name and birth date of the file's subject.
    pub found: String,
}

impl Mismatch {
    /// Both persons and what to do, in one sentence.
    pub fn sentence(&self) -> String {
        format!(
            "this file is about {}, but the wallet is {}’s: import it as the same person, or as another person to keep it apart",
            self.found, self.wallet
        )
    }
}

/// The wallet's person; `None` as long as no file with a subject was imported.
///
/// # Errors
/// [`RecordsError`] when the store cannot be read.
pub fn person(vault: &Vault) -> Result<Option<Person>, RecordsError> {
    let Some(raw) = vault.store().get(RECORD, PERSON)? else {
        return Ok(None);
    };
    let raw = std::str::from_utf8(&raw).map_err(|_| RecordsError::Damaged)?;
    Ok(Person::of_patient(raw))
}

/// What the wallet keeps of its person, as a Patient resource that [`person`] reads: names and birth date, nothing else
/// that the file said.
pub(super) fn encode(person: &Person) -> Vec<u8> {
    let clip = |text: &String| text.chars().take(LONGEST_NAME).collect::<String>();
    let names = person.names.iter().take(MOST_NAMES).map(|name| {
        json!({
            "use": if name.is_former { "old" } else { "usual" },
            "text": name.text.as_ref().map(clip),
            "family": name.family.as_ref().map(clip),
            "given": name.given.iter().take(MOST_NAMES).map(clip).collect::<Vec<_>>(),
        })
    });
    let patient = json!({
        "resourceType": "Patient",
        "name": names.collect::<Vec<_>>(),
        "birthDate": person.birth_date.as_ref().map(clip),
    });
    patient.to_string().into_bytes()
}

/// What to do with a file.
pub(super) enum Verdict {
    /// Its records are the wallet's person's. `adopt`: from now on its subject is what the wallet knows of the person.
    Merge { adopt: bool },
    /// Its records are kept apart.
    Apart,
    /// It is skipped.
    Refuse(Mismatch),
}

/// Judges a file by its subject.
pub(super) fn judge(
    wallet: Option<&Person>,
    subject: Option<&Person>,
    rule: PersonRule,
) -> Verdict {
    let (wallet, subject) = match (wallet, subject) {
        (_, None) | (None, Some(_)) if rule == PersonRule::Other => return Verdict::Apart,
        (_, None) => return Verdict::Merge { adopt: false },
        (None, Some(_)) => return Verdict::Merge { adopt: true },
        (Some(wallet), Some(subject)) => (wallet, subject),
    };
    let is_same = same_person(wallet, subject);
    match rule {
        _ if is_same => Verdict::Merge {
            adopt: knows_more(subject, wallet),
        },
        PersonRule::Same => Verdict::Merge { adopt: false },
        PersonRule::Other => Verdict::Apart,
        PersonRule::Refuse => Verdict::Refuse(Mismatch {
            wallet: describe(wallet),
            found: describe(subject),
        }),
    }
}

/// A first file without name or birth date must not let everybody's files in after it.
fn knows_more(subject: &Person, wallet: &Person) -> bool {
    let adds_name = wallet.names.is_empty() && !subject.names.is_empty();
    let adds_date = wallet.birth_date.is_none() && subject.birth_date.is_some();
    let keeps_name = wallet.names.is_empty() || !subject.names.is_empty();
    let keeps_date = wallet.birth_date.is_none() || subject.birth_date.is_some();
    (adds_name || adds_date) && keeps_name && keeps_date
}

fn describe(person: &Person) -> String {
    let name = person.display_name();
    let name = name.as_deref().unwrap_or("somebody without a name");
    match &person.birth_date {
        Some(date) => format!("{name}, born {date}"),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_of_a_person_reads_back_as_the_same() {
        let raw = r#"{"resourceType":"Patient","birthDate":"1984-02-03","photo":[{"data":"QUJD"}],"name":[
            {"use":"maiden","family":"Adeyemi","given":["Mira"]},{"text":"Mira Okonjo"},{"given":["Mi"]}]}"#;
        let person = Person::of_patient(raw).expect("a person");
        let kept = String::from_utf8(encode(&person)).expect("JSON");
        assert!(!kept.contains("QUJD"));
        let back = Person::of_patient(&kept).expect("a person");
        assert!(back.names == person.names && back.birth_date == person.birth_date);
        let nobody = Person::of_patient(r#"{"resourceType":"Patient"}"#).expect("a person");
        let kept = String::from_utf8(encode(&nobody)).expect("JSON");
        assert!(Person::of_patient(&kept).expect("a person") == nobody);
    }

    fn someone(name: &str, birth_date: Option<&str>) -> Person {
        let birth_date =
            birth_date.map_or(String::new(), |date| format!(r#","birthDate":"{date}""#));
        let name = if name.is_empty() {
            String::new()
        } else {
            format!(r#","name":[{{"text":"{name}"}}]"#)
        };
        let raw = format!(r#"{{"resourceType":"Patient"{name}{birth_date}}}"#);
        Person::of_patient(&raw).expect("a person")
    }

    #[test]
    fn another_person_is_refused_by_name_unless_told_otherwise() {
        let (wallet, found) = (
            someone("Mira Okonjo", Some("1984-02-03")),
            someone("Tomas Berg", Some("1990-01-01")),
        );
        let judge = |rule| judge(Some(&wallet), Some(&found), rule);
        let Verdict::Refuse(mismatch) = judge(PersonRule::Refuse) else {
            panic!("not refused");
        };
        assert_eq!(mismatch.wallet, "Mira Okonjo, born 1984-02-03");
        assert_eq!(mismatch.found, "Tomas Berg, born 1990-01-01");
        assert!(mismatch.sentence().contains(&mismatch.found));
        assert!(matches!(
            judge(PersonRule::Same),
            Verdict::Merge { adopt: false }
        ));
        assert!(matches!(judge(PersonRule::Other), Verdict::Apart));
    }

    #[test]
    fn the_first_subject_becomes_the_person_and_a_fuller_one_replaces_it() {
        let full = someone("Mira Okonjo", Some("1984-02-03"));
        let dated = someone("", Some("1984-02-03"));
        let named = someone("Mira Okonjo", None);
        let adopts = |wallet: Option<&Person>, found: &Person| {
            matches!(
                judge(wallet, Some(found), PersonRule::Refuse),
                Verdict::Merge { adopt: true }
            )
        };
        assert!(adopts(None, &named));
        assert!(adopts(Some(&named), &full));
        assert!(adopts(Some(&dated), &full));
        assert!(!adopts(Some(&full), &named));
        assert!(!adopts(Some(&named), &dated));
    }

    #[test]
    fn a_file_without_subject_is_the_wallet_s_unless_said_otherwise() {
        let wallet = someone("Mira Okonjo", None);
        let judge = |rule| judge(Some(&wallet), None, rule);
        assert!(matches!(
            judge(PersonRule::Refuse),
            Verdict::Merge { adopt: false }
        ));
        assert!(matches!(judge(PersonRule::Other), Verdict::Apart));
    }
}
