//! How a person wants the app to look and behave: language, text size, theme, when it locks itself. Kept as plain JSON
//! beside the wallet, because it is needed before the wallet is open and by who has none yet; nothing in it is secret or
//! medical. What cannot be read counts as not set.

use std::{fs, io::Read as _, path::Path};

use serde::{Deserialize, Serialize};

use crate::home::{HomeError, create_folder, write_file};

const FILE: &str = "preferences.json";
/// The largest file that is read, in bytes.
const MAX_BYTES: u64 = 4096;
/// The longest language tag (BCP 47) that is kept, in bytes.
const MAX_LANGUAGE_BYTES: usize = 35;
/// Percent.
const TEXT_SIZES: [u16; 4] = [100, 125, 150, 200];
/// Minutes.
const LOCK_TIMES: [u16; 4] = [1, 5, 15, 60];

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Dark letters on a light page.
    Light,
    /// Light letters on a dark page.
    Dark,
    /// As the system has it.
    #[default]
    System,
}

/// A person's preferences.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct Preferences {
    /// A language tag (BCP 47), or that of the system.
    pub language: Option<String>,
    /// In percent: 100, 125, 150 or 200.
    pub text_size: u16,
    /// Light or dark.
    pub theme: Theme,
    /// The wallet locks itself after so many minutes without a touch: 1, 5, 15 or 60.
    pub lock_after_min: u16,
    /// Tell when a share is opened.
    pub notify: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            language: None,
            text_size: 100,
            theme: Theme::System,
            lock_after_min: 5,
            notify: true,
        }
    }
}

impl Preferences {
    /// The preferences beside the wallet at `root`; the default ones when there are none that make sense.
    pub fn load(root: &Path) -> Self {
        let read = || -> Option<Self> {
            let mut text = String::new();
            let file = fs::File::open(root.join(FILE)).ok()?;
            file.take(MAX_BYTES).read_to_string(&mut text).ok()?;
            serde_json::from_str(&text).ok()
        };
        read().unwrap_or_default().sensible()
    }

    /// Keeps the preferences beside the wallet at `root`, which need not be there yet.
    ///
    /// # Errors
    /// [`HomeError`] when the folder cannot be written to; the old ones are then still there.
    pub fn save(self, root: &Path) -> Result<(), HomeError> {
        create_folder(root)?;
        let text = serde_json::to_vec_pretty(&self.sensible()).unwrap_or_default();
        Ok(write_file(&root.join(FILE), &text)?)
    }

    /// Removes them, as the last step of erasing everything.
    ///
    /// # Errors
    /// [`HomeError`] when the disk fails.
    pub fn erase(root: &Path) -> Result<(), HomeError> {
        match fs::remove_file(root.join(FILE)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// What is outside its range becomes the default.
    fn sensible(self) -> Self {
        let default = Self::default();
        let is_tag = |tag: &String| {
            tag.len() <= MAX_LANGUAGE_BYTES
                && tag
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        Self {
            language: self.language.filter(is_tag),
            text_size: among(self.text_size, &TEXT_SIZES, default.text_size),
            lock_after_min: among(self.lock_after_min, &LOCK_TIMES, default.lock_after_min),
            ..self
        }
    }
}

fn among(wanted: u16, allowed: &[u16], default: u16) -> u16 {
    if allowed.contains(&wanted) {
        wanted
    } else {
        default
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preferences_come_back_also_where_no_wallet_is() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("new").join("home");
        assert_eq!(Preferences::load(&root), Preferences::default());
        let mine = Preferences {
            language: Some("ar".to_owned()),
            text_size: 200,
            theme: Theme::Dark,
            lock_after_min: 1,
            notify: false,
        };
        mine.clone().save(&root).unwrap();
        assert_eq!(Preferences::load(&root), mine);
        Preferences::erase(&root).unwrap();
        Preferences::erase(&root).unwrap();
        assert_eq!(Preferences::load(&root), Preferences::default());
    }

    #[test]
    fn what_makes_no_sense_becomes_the_default() {
        let folder = tempfile::tempdir().unwrap();
        let load = |text: &str| {
            fs::write(folder.path().join(FILE), text).unwrap();
            Preferences::load(folder.path())
        };
        for text in ["", "{", "[]", "{\"theme\":\"pink\"}", "{\"text_size\":-1}"] {
            assert_eq!(load(text), Preferences::default(), "{text}");
        }
        let odd = r#"{"language":"<script>","text_size":5000,"lock_after_min":0,"other":1}"#;
        assert_eq!(load(odd), Preferences::default());
        let partly = load(r#"{"text_size":150}"#);
        assert_eq!((partly.text_size, partly.lock_after_min), (150, 5));
    }
}
