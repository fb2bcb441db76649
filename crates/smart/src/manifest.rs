//! What the server of a SMART Health Link is asked and what it answers: the request for the manifest, and the manifest, a
//! list of files that are inside it or somewhere else. Read by both texts of the standard, which put the status and the
//! FHIR version in different places.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;
use zeroize::Zeroizing;

/// The most bytes of a manifest, files included.
pub const MAX_MANIFEST: usize = 64 << 20;
/// The most bytes of a request.
pub const MAX_REQUEST: usize = 4096;
/// The most files of a manifest.
pub const MAX_FILES: usize = 256;
/// The most characters of who asks.
pub const MAX_RECIPIENT: usize = 200;

/// A request for a manifest. No `Debug`: it holds the passcode.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// Who asks, in words for the patient.
    pub recipient: String,
    /// The passcode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passcode: Option<Zeroizing<String>>,
    /// The most characters of a file that stands inside the manifest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub embedded_length_max: Option<u64>,
}

/// A manifest. No `Debug`: it can hold health data.
#[derive(Default)]
pub struct Manifest {
    /// Its files, those of unknown types too.
    pub files: Vec<File>,
    /// Whether the content can still change, where it says.
    pub status: Option<Status>,
}

/// A file of a manifest.
pub struct File {
    /// What it is.
    pub kind: Kind,
    /// Where it is.
    pub location: Option<String>,
    /// The file itself, sealed.
    pub embedded: Option<String>,
    /// When it was last changed, as written.
    pub last_updated: Option<String>,
}

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A FHIR resource of this version, `4.0.1` where it does not say.
    Fhir {
        /// The version of FHIR.
        version: String,
    },
    /// A `.smart-health-card` file.
    Card,
    /// Access to a FHIR server.
    Access,
    /// Something that this program does not know.
    Other,
}

/// Whether the content can still change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It will stay as it is.
    Finalized,
    /// It can change.
    CanChange,
    /// It no longer holds.
    NoLongerValid,
}

/// Why there is no manifest or request.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum ManifestError {
    /// It does not say who asks.
    #[error("a request must say in `recipient` who asks")]
    NoRecipient,
    /// No JSON, or not what the standard has.
    #[error("the server of this link gave an answer that makes no sense: ask for a new link")]
    Damaged,
    /// Over a limit.
    #[error("there is more behind this link than is allowed")]
    TooLarge,
}

/// The version of FHIR where none is named.
const FHIR_VERSION: &str = "4.0.1";
const FHIR: &str = "application/fhir+json";
const CARD: &str = "application/smart-health-card";
const ACCESS: &str = "application/smart-api-access";

impl Request {
    /// Reads a request; members that are not known are passed over, and an empty passcode is none.
    ///
    /// # Errors
    /// [`ManifestError`].
    pub fn read(bytes: &[u8]) -> Result<Self, ManifestError> {
        if bytes.len() > MAX_REQUEST {
            return Err(ManifestError::TooLarge);
        }
        let value: Value = serde_json::from_slice(bytes).map_err(|_| ManifestError::Damaged)?;
        if value
            .get("recipient")
            .and_then(Value::as_str)
            .is_none_or(|who| !is_recipient(who))
        {
            return Err(ManifestError::NoRecipient);
        }
        let mut request: Self =
            serde_json::from_value(value).map_err(|_| ManifestError::Damaged)?;
        request.passcode = request.passcode.filter(|passcode| !passcode.is_empty());
        Ok(request)
    }
}

/// How often a passcode may still be tried, by the answer to a wrong one; `None` where it does not say.
#[must_use]
pub fn remaining_attempts(answer: &[u8]) -> Option<u64> {
    let answer = answer.get(..MAX_REQUEST).unwrap_or(answer);
    let told: WrongPasscode = serde_json::from_slice(answer).ok()?;
    told.remaining_attempts
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// [`ManifestError`].
    pub fn read(bytes: &[u8]) -> Result<Self, ManifestError> {
        if bytes.len() > MAX_MANIFEST {
            return Err(ManifestError::TooLarge);
        }
        let found: Found = serde_json::from_slice(bytes).map_err(|_| ManifestError::Damaged)?;
        if found.files.len() > MAX_FILES {
            return Err(ManifestError::TooLarge);
        }
        let of_a_file = found.files.iter().find_map(|file| file.status.as_deref());
        let status = found.status.as_deref().or(of_a_file);
        Ok(Self {
            status: status.and_then(Status::of),
            files: found.files.into_iter().map(File::of).collect(),
        })
    }

    /// As JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        let files = self.files.iter().map(|file| WrittenFile {
            content_type: file.kind.content_type(),
            location: file.location.as_deref(),
            embedded: file.embedded.as_deref(),
            last_updated: file.last_updated.as_deref(),
        });
        let written = Written {
            status: self.status.map(Status::word),
            files: files.collect(),
        };
        // A structure of texts always serialises.
        serde_json::to_string(&written).unwrap_or_default()
    }
}

impl Kind {
    /// As it stands in a manifest. Without a parameter, which some readers do not know.
    #[must_use]
    pub fn content_type(&self) -> &'static str {
        match self {
            Self::Fhir { .. } => FHIR,
            Self::Card => CARD,
            Self::Access => ACCESS,
            Self::Other => "application/octet-stream",
        }
    }

    /// What a file of this media type is, by the header of the file itself.
    #[must_use]
    pub fn of_type(content_type: &str) -> Self {
        Self::of(content_type, None)
    }

    fn of(content_type: &str, version: Option<&str>) -> Self {
        let (kind, parameters) = content_type.split_once(';').unwrap_or((content_type, ""));
        match kind.trim().to_ascii_lowercase().as_str() {
            FHIR => {
                let mut parameters = parameters.split(';').map(str::trim);
                let named = parameters.find_map(|one| one.strip_prefix("fhirVersion="));
                let version = named.or(version).unwrap_or(FHIR_VERSION);
                Self::Fhir {
                    version: version.trim_matches('"').to_owned(),
                }
            }
            CARD => Self::Card,
            ACCESS => Self::Access,
            _ => Self::Other,
        }
    }
}

impl Status {
    fn of(word: &str) -> Option<Self> {
        let all = [Self::Finalized, Self::CanChange, Self::NoLongerValid];
        all.into_iter().find(|status| status.word() == word)
    }

    fn word(self) -> &'static str {
        match self {
            Self::Finalized => "finalized",
            Self::CanChange => "can-change",
            Self::NoLongerValid => "no-longer-valid",
        }
    }
}

impl File {
    fn of(found: FoundFile) -> Self {
        Self {
            kind: Kind::of(&found.content_type, found.fhir_version.as_deref()),
            location: found.location,
            embedded: found.embedded,
            last_updated: found.last_updated,
        }
    }
}

/// Whether a text says who asks: something, and not more than [`MAX_RECIPIENT`].
#[must_use]
pub fn is_recipient(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= MAX_RECIPIENT
}

/// What a server says of a passcode that is none of its.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WrongPasscode {
    remaining_attempts: Option<u64>,
}

#[derive(Deserialize)]
struct Found {
    #[serde(default)]
    files: Vec<FoundFile>,
    status: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FoundFile {
    content_type: String,
    location: Option<String>,
    embedded: Option<String>,
    last_updated: Option<String>,
    status: Option<String>,
    fhir_version: Option<String>,
}

#[derive(Serialize)]
struct Written<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'a str>,
    files: Vec<WrittenFile<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WrittenFile<'a> {
    content_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    embedded: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_updated: Option<&'a str>,
}

#[cfg(test)]
mod tests;
