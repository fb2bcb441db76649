//! The folder that the opened files go into. They are written into a hidden folder beside it, which takes its place when
//! everything was found right and is on disk; before that there is nothing to see, and a failure leaves nothing behind.

use std::{
    fs::{self, File},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
};

use keepwell_protocol::terms::{BUNDLE_PART, Terms};
use thiserror::Error;

use super::{
    OpenError, inside,
    names::{self, ATTACHMENTS},
};
use crate::{disk, kind::Kind};

/// The largest bundle that is searched for the names of its attachments, in bytes.
const MAX_SEARCHED: u64 = 100_000_000;

/// Why there is nowhere to write to.
#[derive(Debug, Error)]
pub enum OutputError {
    /// The system says no.
    #[error(
        "the folder for the opened files cannot be made ({0}): free some space, or choose another place"
    )]
    Io(#[from] io::Error),
    /// It would have to be mixed with other files.
    #[error("the folder for the opened files is not empty: name a new one")]
    NotEmpty,
    /// Such as `.` or `/`.
    #[error("this cannot be the folder for the opened files: name a new one")]
    NoName,
}

impl OutputError {
    /// What kind of failure it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Io(_) => Kind::Other,
            Self::NotEmpty | Self::NoName => Kind::Usage,
        }
    }

    /// A code word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Io(_) => "io",
            Self::NotEmpty => "not_empty",
            Self::NoName => "usage",
        }
    }
}

/// A folder that becomes visible as a whole.
pub(super) struct Output {
    hidden: PathBuf,
    target: PathBuf,
    /// Folders above the target that were made for it, the lowest first.
    made: Vec<PathBuf>,
    is_done: bool,
}

impl Output {
    /// Makes sure that `target` is new or empty and can be written.
    ///
    /// # Errors
    /// [`OutputError`]; nothing was made then.
    pub(super) fn prepare(target: &Path) -> Result<Self, OutputError> {
        let name = target.file_name().ok_or(OutputError::NoName)?;
        check_free(target)?;
        let parent = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let mut hidden_name = std::ffi::OsString::from(".");
        hidden_name.push(name);
        hidden_name.push(".keepwell-opening");
        let output = Self {
            hidden: parent.join(hidden_name),
            target: target.to_owned(),
            made: missing(parent),
            is_done: false,
        };
        disk::create_folder(parent)?;
        // Left behind by a program that was killed: nobody else uses this name.
        if output.hidden.exists() {
            fs::remove_dir_all(&output.hidden)?;
        }
        disk::create_folder(&output.hidden)?;
        Ok(output)
    }

    /// A new file for the part `name`, a name that is safe in a path.
    ///
    /// # Errors
    /// As the system says.
    pub(super) fn create_part(&mut self, name: &str) -> io::Result<File> {
        disk::create(&self.part(name))
    }

    /// Names the files, makes them durable and the folder visible. Gives the files' paths within it.
    ///
    /// # Errors
    /// [`OpenError::Write`]; there is no folder then.
    pub(super) fn finish(
        mut self,
        terms: &Terms,
        consent: &[u8],
    ) -> Result<Vec<String>, OpenError> {
        self.publish(terms, consent).map_err(OpenError::Write)
    }

    fn publish(&mut self, terms: &Terms, consent: &[u8]) -> io::Result<Vec<String>> {
        let bundle = self.bundle();
        let attachments = names::attachments(&bundle, &terms.parts, |part| self.head(part));
        let taken = attachments.iter().map(|(_, name)| name.as_str());
        let documents = inside::documents(&bundle, taken);
        let mut files = vec!["bundle.json".to_owned(), "consent.json".to_owned()];
        fs::rename(self.part(BUNDLE_PART), self.hidden.join("bundle.json"))?;
        let mut file = disk::create(&self.hidden.join("consent.json"))?;
        file.write_all(consent)?;
        file.sync_all()?;
        if !attachments.is_empty() || !documents.is_empty() {
            let folder = self.hidden.join(ATTACHMENTS);
            disk::create_folder(&folder)?;
            for (part, name) in attachments {
                fs::rename(self.part(&part), folder.join(&name))?;
                files.push(format!("{ATTACHMENTS}/{name}"));
            }
            for document in documents {
                let mut file = disk::create(&folder.join(&document.name))?;
                file.write_all(&document.bytes)?;
                file.sync_all()?;
                files.push(format!("{ATTACHMENTS}/{}", document.name));
            }
            disk::sync_folder(&folder)?;
        }
        disk::sync_folder(&self.hidden)?;
        if self.target.exists() {
            fs::remove_dir(&self.target)?;
        }
        fs::rename(&self.hidden, &self.target)?;
        self.is_done = true;
        disk::sync_folder_of(&self.target)?;
        Ok(files)
    }

    fn part(&self, name: &str) -> PathBuf {
        self.hidden.join(format!("part-{name}"))
    }

    fn bundle(&self) -> Vec<u8> {
        disk::read(&self.part(BUNDLE_PART), MAX_SEARCHED).unwrap_or_default()
    }

    /// The first bytes of a part.
    fn head(&self, name: &str) -> Vec<u8> {
        let mut head = Vec::new();
        let read =
            File::open(self.part(name)).and_then(|file| file.take(16).read_to_end(&mut head));
        read.map(|_| head).unwrap_or_default()
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if self.is_done {
            return;
        }
        // There is nothing more to be done where the system does not let us.
        fs::remove_dir_all(&self.hidden).unwrap_or_default();
        for folder in &self.made {
            fs::remove_dir(folder).unwrap_or_default();
        }
    }
}

fn check_free(target: &Path) -> Result<(), OutputError> {
    match fs::symlink_metadata(target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error.into()),
        Ok(found) if found.is_dir() && fs::read_dir(target)?.next().is_none() => Ok(()),
        Ok(_) => Err(OutputError::NotEmpty),
    }
}

/// The folders on the way to `folder` that are not there yet, the lowest first.
fn missing(folder: &Path) -> Vec<PathBuf> {
    folder
        .ancestors()
        .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists())
        .map(Path::to_owned)
        .collect()
}
