//! Documents that are not FHIR: PDF, pictures and text. Each is described by a FHIR `DocumentReference`, so that a
//! clinic's software finds it; its bytes stay as they are, inside the resource when small, beside the bundle when not.

use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::{instant, record::Digest, uuid};

/// The formats that are kept as documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// JPEG picture.
    Jpeg,
    /// PDF.
    Pdf,
    /// PNG picture.
    Png,
    /// Plain text, UTF-8.
    Text,
}

impl Media {
    /// Its name in lists: `pdf`, `jpeg`, `png`, `text`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Text => "text",
        }
    }

    /// Its media type.
    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Text => "text/plain;charset=utf-8",
        }
    }

    /// The media of [`Media::as_str`]'s name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Jpeg, Self::Pdf, Self::Png, Self::Text]
            .into_iter()
            .find(|media| media.as_str() == name)
    }

    /// File name endings that fit it; the first is given to names that lack one.
    fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &[".jpg", ".jpeg"],
            Self::Pdf => &[".pdf"],
            Self::Png => &[".png"],
            Self::Text => &[".txt", ".text", ".md", ".csv"],
        }
    }
}

/// What is known of a document. No `Debug`: a file name can be health data.
#[derive(Clone)]
pub struct DocumentMeta<'a> {
    /// The name the file had; only its last step is used.
    pub file_name: &'a str,
    /// Its format, as [`crate::import::detect`] found it.
    pub media: Media,
    /// Its length in bytes.
    pub size_bytes: u64,
    /// SHA-256 of its bytes.
    pub digest: Digest,
    /// When it was imported.
    pub imported: OffsetDateTime,
    /// It belongs to the built-in sample.
    pub is_sample: bool,
}

/// Where a document's bytes are, seen from its `DocumentReference`.
#[derive(Clone, Copy)]
pub enum Content<'a> {
    /// Nowhere: the resource stands alone, as in the vault.
    Apart,
    /// Inside, as Base64.
    Inline(&'a [u8]),
    /// At this relative path beside the bundle.
    Beside(&'a str),
}

/// The `DocumentReference` (FHIR R4 JSON) of a document. The same input gives the same bytes.
#[must_use]
pub fn document_reference(meta: &DocumentMeta<'_>, content: Content<'_>) -> String {
    let name = base_name(meta.file_name);
    let mut attachment = json!({ "contentType": meta.media.content_type() });
    match content {
        Content::Apart => {}
        Content::Inline(bytes) => {
            let data = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, bytes);
            set(&mut attachment, "data", data.into());
        }
        Content::Beside(path) => set(&mut attachment, "url", path.into()),
    }
    // FHIR's integers end below 2 GiB.
    if let Ok(size) = i32::try_from(meta.size_bytes) {
        set(&mut attachment, "size", size.into());
    }
    set(&mut attachment, "title", name.as_str().into());
    let mut resource = json!({ "resourceType": "DocumentReference" });
    if meta.is_sample {
        set(&mut resource, "meta", sample_meta());
    }
    let identifier =
        json!([{ "system": "urn:ietf:rfc:3986", "value": uuid::urn(&[0; 16], &meta.digest) }]);
    set(&mut resource, "identifier", identifier);
    set(&mut resource, "status", "current".into());
    set(&mut resource, "date", instant::format(meta.imported).into());
    set(&mut resource, "description", name.as_str().into());
    set(
        &mut resource,
        "content",
        json!([{ "attachment": attachment }]),
    );
    resource.to_string()
}

/// The path of the `number`th attachment of a bundle, from 1: `attachments/3-letter.pdf`. Safe on every file system,
/// whatever the file was called.
#[must_use]
pub fn attachment_path(number: usize, meta: &DocumentMeta<'_>) -> String {
    format!(
        "attachments/{number}-{}",
        safe_name(meta.file_name, meta.media)
    )
}

/// A file name without folders, dots in front, control characters or letters that some system forbids, at most 80
/// letters long.
pub(crate) fn plain_name(file_name: &str) -> String {
    let allowed = |letter: char| {
        if letter.is_alphanumeric() || "-_. ".contains(letter) {
            letter
        } else {
            '_'
        }
    };
    let name: String = base_name(file_name).chars().map(allowed).collect();
    let name: String = name.trim_matches(['.', ' ']).chars().take(80).collect();
    if name.is_empty() {
        "document".to_owned()
    } else {
        name
    }
}

/// As `plain_name`, with an ending that fits the format.
#[must_use]
pub fn safe_name(file_name: &str, media: Media) -> String {
    let name = plain_name(file_name);
    let lower = name.to_lowercase();
    let endings = media.endings();
    if endings.iter().any(|ending| lower.ends_with(ending)) {
        return name;
    }
    endings
        .first()
        .map_or(name.clone(), |ending| format!("{name}{ending}"))
}

/// The label of sample data, HTEST.
pub(crate) fn sample_meta() -> Value {
    json!({ "security": [{
        "system": "http://terminology.hl7.org/CodeSystem/v3-ActReason",
        "code": "HTEST",
        "display": "test health data"
    }] })
}

/// The last step of a path of any system, without control characters.
fn base_name(file_name: &str) -> String {
    let last = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last
        .chars()
        .filter(|letter| !letter.is_control())
        .take(200)
        .collect();
    let name = name.trim();
    if name.is_empty() {
        "document".to_owned()
    } else {
        name.to_owned()
    }
}

/// Sets a member of a JSON object.
pub(crate) fn set(object: &mut Value, key: &str, value: Value) {
    if let Value::Object(members) = object {
        members.insert(key.to_owned(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::{Content, DocumentMeta, Media, attachment_path, document_reference, safe_name};
    use crate::view::{Category, View};
    use time::OffsetDateTime;

    fn meta(file_name: &str) -> DocumentMeta<'_> {
        DocumentMeta {
            file_name,
            media: Media::Pdf,
            size_bytes: 3,
            digest: [7; 32],
            imported: OffsetDateTime::UNIX_EPOCH,
            is_sample: true,
        }
    }

    #[test]
    fn names_are_made_safe() {
        assert_eq!(safe_name("../../etc/passwd", Media::Text), "passwd.txt");
        assert_eq!(safe_name("C:\\x\\scan.EXE", Media::Png), "scan.EXE.png");
        assert_eq!(safe_name("..", Media::Pdf), "document.pdf");
        assert_eq!(
            safe_name("Brief: März\0.PDF", Media::Pdf),
            "Brief_ März.PDF"
        );
        assert_eq!(safe_name("", Media::Jpeg), "document.jpg");
        assert_eq!(
            attachment_path(2, &meta("a/b/c.pdf")),
            "attachments/2-c.pdf"
        );
    }

    #[test]
    fn a_document_reads_back_as_a_record() {
        let raw = document_reference(&meta("../letter.pdf"), Content::Inline(b"abc"));
        let view = View::of(&raw, &|_| None);
        assert_eq!(view.title, "letter.pdf");
        assert!(view.category == Category::Documents && view.is_sample);
        assert_eq!(view.date.expect("a date").text, "1970-01-01T00:00:00Z");
        assert!(raw.contains(r#""data":"YWJj""#) && raw.contains(r#""size":3"#));
        let beside = document_reference(
            &meta("letter.pdf"),
            Content::Beside("attachments/1-letter.pdf"),
        );
        assert!(beside.contains(r#""url":"attachments/1-letter.pdf""#));
    }
}
