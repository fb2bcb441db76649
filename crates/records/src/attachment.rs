//! A document inside a FHIR resource: a letter in a `DocumentReference`, a scan in a `Media`, the printed form of a report.
//! It is taken out so that it can be shown; what it is, its bytes say, not the type that is written beside them.

use base64::{
    Engine as _,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

use crate::{
    document::{Media, plain_name, safe_name},
    import::{Detected, detect},
    json::Node,
    limits,
};

/// A document inside a resource. No `Debug`: it is health data.
pub struct Attachment {
    /// A safe file name; its ending fits where the format is known.
    pub name: String,
    /// Its media type: by its bytes, else as written.
    pub mime: String,
    /// What it is, when it is one of the formats that can be shown.
    pub media: Option<Media>,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The media type of what is not known.
const UNKNOWN: &str = "application/octet-stream";

/// Many writers wrap lines or leave the padding away.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

impl Attachment {
    /// The first attachment whose bytes are in the resource; `None` when there is none.
    #[must_use]
    pub fn of(raw: &str) -> Option<Self> {
        let node = Node::parse(raw)?;
        let kind = node.word_at("resourceType")?;
        let holders: Vec<&Node<'_>> = match kind.as_ref() {
            "DocumentReference" => {
                let contents = node.each("content").iter();
                contents
                    .flat_map(|content| content.each("attachment"))
                    .collect()
            }
            "DiagnosticReport" => node.each("presentedForm").iter().collect(),
            "Media" => node.each("content").iter().collect(),
            "Binary" => vec![&node],
            _ => Vec::new(),
        };
        holders
            .into_iter()
            .find_map(|holder| Self::in_holder(holder, &node))
    }

    fn in_holder(holder: &Node<'_>, resource: &Node<'_>) -> Option<Self> {
        let text = holder.word_at("data")?;
        let text: Vec<u8> = text
            .bytes()
            .filter(|byte| !byte.is_ascii_whitespace())
            .collect();
        let bytes = LENIENT
            .decode(text)
            .ok()
            .filter(|bytes| !bytes.is_empty())?;
        let media = media(&bytes);
        let title = holder
            .word_at("title")
            .or_else(|| resource.word_at("description"));
        let title = title.unwrap_or("document".into());
        let written = holder.word_at("contentType").unwrap_or(UNKNOWN.into());
        Some(Self {
            name: media.map_or_else(|| plain_name(&title), |media| safe_name(&title, media)),
            mime: media.map_or_else(
                || content_type(&written).to_owned(),
                |media| media.content_type().to_owned(),
            ),
            media,
            bytes,
        })
    }
}

/// What is written, where it has the form of a media type.
fn content_type(written: &str) -> &str {
    let (kind, _) = written.split_once(';').unwrap_or((written, ""));
    let is_word = |word: &str| {
        let mut letters = word.bytes();
        (1..=64).contains(&word.len())
            && letters.all(|letter| letter.is_ascii_alphanumeric() || b"-.+_".contains(&letter))
    };
    match kind.trim().split_once('/') {
        Some((one, other)) if is_word(one) && is_word(other) => kind.trim(),
        _ => UNKNOWN,
    }
}

fn media(bytes: &[u8]) -> Option<Media> {
    let head = bytes.get(..limits::HEAD_BYTES).unwrap_or(bytes);
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    match detect("", head, length) {
        Ok(Detected::Document(Media::Text)) => {
            std::str::from_utf8(bytes).is_ok().then_some(Media::Text)
        }
        Ok(Detected::Document(media)) => Some(media),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Attachment;
    use crate::document::Media;

    fn attachment(inner: &str) -> Option<Attachment> {
        Attachment::of(&format!(
            r#"{{"resourceType":"DocumentReference","content":[{{"attachment":{{"url":"Binary/1"}}}},{{"attachment":{{{inner}}}}}]}}"#
        ))
    }

    #[test]
    fn a_document_is_what_its_bytes_say() {
        let letter =
            attachment(r#""title":"../Brief","contentType":"application/pdf","data":"aGVs\nbG8""#);
        let letter = letter.expect("a letter");
        assert_eq!(
            (letter.name.as_str(), letter.bytes.as_slice()),
            ("Brief.txt", &b"hello"[..])
        );
        assert!(letter.media == Some(Media::Text) && letter.mime.starts_with("text/plain"));
        let page = attachment(r#""contentType":"text/html","data":"PGh0bWw+""#).expect("a page");
        assert!(page.media.is_none());
        assert_eq!(
            (page.mime.as_str(), page.name.as_str()),
            ("text/html", "document")
        );
    }

    #[test]
    fn what_is_written_beside_unknown_bytes_is_not_believed() {
        for (title, written, name, mime) in [
            ("../../.profile", "text/html", "profile", "text/html"),
            ("C:\\\\x\\\\a:b", "text/html; charset=x", "a_b", "text/html"),
            (
                "..",
                "text/html\\r\\nx: y",
                "document",
                "application/octet-stream",
            ),
            ("a", "nonsense", "a", "application/octet-stream"),
        ] {
            let inner = format!(r#""title":"{title}","contentType":"{written}","data":"AAECAwT/""#);
            let found = attachment(&inner).expect("bytes");
            assert!(found.media.is_none());
            assert_eq!((found.name.as_str(), found.mime.as_str()), (name, mime));
        }
    }

    #[test]
    fn what_holds_no_bytes_has_no_document() {
        for inner in [
            r#""title":"x""#,
            r#""data":"%%%""#,
            r#""data":"""#,
            r#""data":5"#,
        ] {
            assert!(attachment(inner).is_none(), "{inner}");
        }
        assert!(Attachment::of(r#"{"resourceType":"Patient","data":"aGVsbG8="}"#).is_none());
        let report = r#"{"resourceType":"DiagnosticReport","presentedForm":[{"data":"aGVsbG8="}]}"#;
        assert!(Attachment::of(report).is_some());
    }
}
