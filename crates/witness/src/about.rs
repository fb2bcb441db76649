//! The file that says whose folder this is and of which logs it has cosigned something. The list is what a lost file of
//! one log is noticed by: without it, the witness would take that log for a new one and could be led to a second history.

use std::{collections::BTreeSet, fmt};

use keepwell_tlog::note::Name;

const FIRST: &str = "keepwell witness 1";
const FORMAT: &str = "keepwell witness 2";

/// What `about` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct About {
    pub(crate) name: Name,
    /// The files below `seen` that there must be: 64 hex digits each.
    pub(crate) known: BTreeSet<String>,
}

impl About {
    /// Reads it; `None` when it is anything else. The first version had no list.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let format = lines.next()?;
        let name = Name::parse(lines.next()?).ok()?;
        let known: Vec<String> = lines.map(str::to_owned).collect();
        let is_known = format == FORMAT || (format == FIRST && known.is_empty());
        let all_are_files = known.iter().all(|file| is_file_name(file));
        (is_known && all_are_files).then(|| Self {
            name,
            known: known.into_iter().collect(),
        })
    }
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
        writeln!(f, "{FORMAT}\n{}", self.name)?;
        self.known.iter().try_for_each(|file| writeln!(f, "{file}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_versions_are_read_and_nothing_else() {
        let file = "0a".repeat(32);
        let about = About {
            name: Name::parse("w.example").expect("a name"),
            known: BTreeSet::from([file.clone()]),
        };
        let text = about.to_string();
        assert_eq!(About::parse(&text), Some(about));
        let first = About::parse("keepwell witness 1\nw.example\n").expect("the first version");
        assert!(first.known.is_empty());
        for wrong in [
            String::new(),
            "keepwell witness 3\nw.example\n".to_owned(),
            "keepwell witness 2\nw.example".to_owned(),
            "keepwell witness 2\ntwo words\n".to_owned(),
            format!("keepwell witness 1\nw.example\n{file}\n"),
            text.to_uppercase(),
            format!("{text}\n"),
            format!("{text}../key\n"),
        ] {
            assert_eq!(About::parse(&wrong), None, "{wrong:?}");
        }
    }
}
