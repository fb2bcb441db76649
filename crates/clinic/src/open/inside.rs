//! Documents that are inside a bundle, as files. A wallet puts a small document into its `DocumentReference` as
//! Base64, which nobody at a desk can read; so each is also written beside the bundle, named as the larger ones are.

use data_encoding::BASE64;

use super::names::{self, Attachment};

/// A document as a file.
pub(super) struct Document {
    /// A name that is safe in a path: `<number>-<title>.<ending>`.
    pub(super) name: String,
    /// Its content.
    pub(super) bytes: Vec<u8>,
}

/// The documents inside `bundle`, numbered after those in `taken`. What is no Base64 stays in the bundle alone.
pub(super) fn documents<'a>(bundle: &[u8], taken: impl Iterator<Item = &'a str>) -> Vec<Document> {
    let first = taken
        .filter_map(number)
        .max()
        .unwrap_or(0)
        .saturating_add(1);
    let contents = names::documents(bundle)
        .into_iter()
        .filter_map(|document| Some((content(&document)?, document)));
    (first..)
        .zip(contents)
        .map(|(number, (bytes, document))| Document {
            name: name(number, &document),
            bytes,
        })
        .collect()
}

fn content(document: &Attachment) -> Option<Vec<u8>> {
    let mut text = document.data.clone()?;
    text.retain(|letter| !letter.is_ascii_whitespace());
    BASE64
        .decode(text.as_bytes())
        .ok()
        .filter(|bytes| !bytes.is_empty())
}

/// The ending is that of the content's type, whatever the title says: nothing from a stranger should look like a program.
fn name(number: u64, document: &Attachment) -> String {
    let endings: &[&str] = match document.content_type.as_deref().map(essence) {
        Some("application/pdf") => &[".pdf"],
        Some("image/jpeg") => &[".jpg", ".jpeg"],
        Some("image/png") => &[".png"],
        Some("text/plain") => &[".txt"],
        _ => &[".bin"],
    };
    let title = document.title.as_deref().map(names::safe);
    let title = title
        .filter(|title| !title.is_empty())
        .unwrap_or_else(|| "document".to_owned());
    let lower = title.to_lowercase();
    let added = match endings {
        [first, ..] if !endings.iter().any(|ending| lower.ends_with(ending)) => first,
        _ => "",
    };
    format!("{number}-{title}{added}")
}

/// A media type without its parameters.
fn essence(media_type: &str) -> &str {
    let (essence, _) = media_type.split_once(';').unwrap_or((media_type, ""));
    essence.trim()
}

/// The number at the beginning of a file's name.
fn number(name: &str) -> Option<u64> {
    name.split_once('-')?.0.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(attachments: &str, taken: &[&str]) -> Vec<(String, Vec<u8>)> {
        let bundle = format!(
            r#"{{"entry":[{{"resource":{{"resourceType":"DocumentReference","content":[{attachments}]}}}}]}}"#
        );
        documents(bundle.as_bytes(), taken.iter().copied())
            .into_iter()
            .map(|document| (document.name, document.bytes))
            .collect()
    }

    #[test]
    fn documents_get_numbers_after_those_that_are_taken() {
        let attachments = r#"
            {"attachment":{"contentType":"application/pdf","title":"letter.PDF","data":"JVBE\nRg=="}},
            {"attachment":{"contentType":"image/png","title":"x","url":"attachments/3-x"}},
            {"attachment":{"contentType":"text/plain;charset=utf-8","data":"YQ=="}}"#;
        assert_eq!(
            files(attachments, &["3-x.png", "a9.bin"]),
            [
                ("4-letter.PDF".to_owned(), b"%PDF".to_vec()),
                ("5-document.txt".to_owned(), b"a".to_vec())
            ]
        );
    }

    #[test]
    fn no_title_leads_out_of_the_folder_or_looks_like_a_program() {
        for (title, file) in [
            ("../../etc/passwd", "1-.._.._etc_passwd.bin"),
            ("run.exe", "1-run.exe.bin"),
            ("..", "1-document.bin"),
        ] {
            let attachment = format!(r#"{{"attachment":{{"title":"{title}","data":"YQ=="}}}}"#);
            assert_eq!(files(&attachment, &[]), [(file.to_owned(), b"a".to_vec())]);
        }
    }

    #[test]
    fn what_is_no_document_stays_in_the_bundle() {
        for data in ["", "not base64", "YQ"] {
            let attachment = format!(r#"{{"attachment":{{"data":"{data}"}}}}"#);
            assert_eq!(files(&attachment, &[]), [], "{data}");
        }
        assert!(documents(b"{", std::iter::empty()).is_empty());
    }
}
