//! The file that says whose folder this is and of which logs it has cosigned something, with the keys that were handed over since.
//! The list is what a lost file of one log is noticed by: without it, the witness would take that log for a new one and could be led
//! to a second history.

use std::{collections::BTreeMap, fmt};

use keepwell_tlog::note::{Name, VerifierKey};

const FIRST: &str = "keepwell witness 1";
const SECOND: &str = "keepwell witness 2";
const FORMAT: &str = "keepwell witness 3";

/// What `about` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct About {
    pub(crate) name: Name,
    /// The files below `seen` that there must be, 64 hex digits each; with each the keys of its log as far as they were handed over
    /// while it was followed: the one that signs now, and then those that do not any more.
    pub(crate) known: BTreeMap<String, Vec<VerifierKey>>,
}

impl About {
    /// Reads it; `None` when it is anything else. The first version had no list, the second no keys.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let format = lines.next()?;
        let name = Name::parse(lines.next()?).ok()?;
        let known: BTreeMap<_, _> = lines.map(parse_line).collect::<Option<_>>()?;
        let has_keys = known.values().any(|keys| !keys.is_empty());
        let is_known = match format {
            FIRST => known.is_empty(),
            SECOND => !has_keys,
            other => other == FORMAT && has_keys,
        };
        is_known.then_some(Self { name, known })
    }
}

/// A file, and its log's keys.
fn parse_line(line: &str) -> Option<(String, Vec<VerifierKey>)> {
    let mut words = line.split(' ');
    let file = words.next().filter(|file| is_file_name(file))?;
    let keys: Vec<_> = words
        .map(|word| VerifierKey::parse(word).ok())
        .collect::<Option<_>>()?;
    // One that signs now was handed over to by another.
    (keys.len() != 1).then(|| (file.to_owned(), keys))
}

/// Whether this is the name of a log's file: SHA-256 of the origin in lower-case hex.
pub(crate) fn is_file_name(text: &str) -> bool {
    text.len() == 64
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let has_keys = self.known.values().any(|keys| !keys.is_empty());
        let format = if has_keys { FORMAT } else { SECOND };
        writeln!(f, "{format}\n{}", self.name)?;
        for (file, keys) in &self.known {
            write!(f, "{file}")?;
            keys.iter().try_for_each(|key| write!(f, " {key}"))?;
            writeln!(f)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use keepwell_crypto::sign::SigningKey;

    fn key(seed: u8) -> VerifierKey {
        let key = SigningKey::from_seed(&[seed; 32]).verifying_key();
        VerifierKey::new(Name::parse("log.example").expect("a name"), key)
    }

    #[test]
    fn every_version_is_read_and_nothing_else() {
        let file = "0a".repeat(32);
        let about = |keys: Vec<VerifierKey>| About {
            name: Name::parse("w.example").expect("a name"),
            known: BTreeMap::from([(file.clone(), keys)]),
        };
        let text = about(vec![]).to_string();
        assert!(text.starts_with("keepwell witness 2\n"));
        assert_eq!(About::parse(&text), Some(about(vec![])));
        let handed = about(vec![key(2), key(1)]);
        let newer = handed.to_string();
        assert!(newer.starts_with("keepwell witness 3\n"));
        assert_eq!(About::parse(&newer), Some(handed));
        let first = About::parse("keepwell witness 1\nw.example\n").expect("the first version");
        assert!(first.known.is_empty());
        for wrong in [
            String::new(),
            "keepwell witness 4\nw.example\n".to_owned(),
            "keepwell witness 2\nw.example".to_owned(),
            "keepwell witness 2\ntwo words\n".to_owned(),
            format!("keepwell witness 1\nw.example\n{file}\n"),
            text.to_uppercase(),
            format!("{text}\n"),
            format!("{text}../key\n"),
            newer.replace("witness 3", "witness 2"),
            text.replace("witness 2", "witness 3"),
            about(vec![key(1)]).to_string(),
            newer.replace("log.example", "log"),
        ] {
            assert_eq!(About::parse(&wrong), None, "{wrong:?}");
        }
    }
}
