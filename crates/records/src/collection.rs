//! Records out as a FHIR Bundle of type `collection`, one entry per record, each resource byte for byte as it came in.
//! Used for every share that is not a summary, and for the export of everything. It writes as it goes, so a large vault
//! never stands in memory twice.

use std::{
    collections::HashSet,
    io::{self, Write},
};

use time::OffsetDateTime;

use crate::{
    document::{Content, DocumentMeta, attachment_path, document_reference, sample_meta},
    instant,
    json::quote,
    limits,
    record::{Digest, Record, digest},
    uuid,
};

/// A Bundle being written to `W`. [`Collection::finish`] must be called last, or the JSON stays open.
pub struct Collection<W> {
    out: W,
    seed: [u8; 16],
    full_urls: HashSet<String>,
    attachments: Vec<AttachmentPlan>,
}

/// A document that has to travel beside the bundle.
#[derive(Clone, PartialEq, Eq)]
pub struct AttachmentPlan {
    /// SHA-256 of the document.
    pub digest: Digest,
    /// Its length in bytes.
    pub size_bytes: u64,
    /// Name of its part, and the relative path the bundle knows it by: `attachments/1-letter.pdf`.
    pub path: String,
}

impl<W: Write> Collection<W> {
    /// Opens a Bundle made at `time`. `seed` names entries that have no `fullUrl` of their own; make it fresh for every
    /// share. `is_sample` marks the Bundle as HTEST.
    ///
    /// # Errors
    /// When `out` fails.
    pub fn start(
        mut out: W,
        seed: [u8; 16],
        time: OffsetDateTime,
        is_sample: bool,
    ) -> io::Result<Self> {
        out.write_all(br#"{"resourceType":"Bundle","#)?;
        if is_sample {
            write!(out, r#""meta":{},"#, sample_meta())?;
        }
        write!(
            out,
            r#""type":"collection","timestamp":"{}""#,
            instant::format(time)
        )?;
        Ok(Self {
            out,
            seed,
            full_urls: HashSet::new(),
            attachments: Vec::new(),
        })
    }

    /// Adds a record, its JSON untouched. It keeps its own `fullUrl`, so that references written in other records still
    /// find it, unless that one is taken.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn add(&mut self, record: &Record<'_>) -> io::Result<()> {
        let own = record.full_url.as_deref().filter(|url| url.contains(':'));
        let own = own
            .map(str::to_owned)
            .filter(|url| !self.full_urls.contains(url));
        let full_url = own.unwrap_or_else(|| uuid::urn(&self.seed, &record.digest));
        self.entry(full_url, &record.raw)
    }

    /// Adds a document. With `bytes`, and up to [`limits::INLINE_BYTES`], it goes inside the Bundle; otherwise it is
    /// planned as an attachment, which the caller has to send beside the Bundle.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn add_document(
        &mut self,
        meta: &DocumentMeta<'_>,
        bytes: Option<&[u8]>,
    ) -> io::Result<()> {
        let raw = match bytes.filter(|_| meta.size_bytes <= limits::INLINE_BYTES) {
            Some(bytes) => document_reference(meta, Content::Inline(bytes)),
            None => {
                let path = attachment_path(self.attachments.len() + 1, meta);
                let raw = document_reference(meta, Content::Beside(&path));
                let (digest, size_bytes) = (meta.digest, meta.size_bytes);
                self.attachments.push(AttachmentPlan {
                    digest,
                    size_bytes,
                    path,
                });
                raw
            }
        };
        let full_url = uuid::urn(&self.seed, &digest(raw.as_bytes()));
        self.entry(full_url, &raw)
    }

    /// Closes the Bundle; gives the writer back and the attachments that belong to it.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn finish(mut self) -> io::Result<(W, Vec<AttachmentPlan>)> {
        let end: &[u8] = if self.full_urls.is_empty() {
            b"}\n"
        } else {
            b"\n]}\n"
        };
        self.out.write_all(end)?;
        Ok((self.out, self.attachments))
    }

    fn entry(&mut self, mut full_url: String, raw: &str) -> io::Result<()> {
        // The same bytes twice: a second name, since names in a Bundle are unique.
        while self.full_urls.contains(&full_url) {
            full_url = uuid::urn(&self.seed, full_url.as_bytes());
        }
        let start = if self.full_urls.is_empty() {
            r#","entry":["#
        } else {
            ","
        };
        write!(
            self.out,
            "{start}\n{{\"fullUrl\":{},\"resource\":",
            quote(&full_url)
        )?;
        self.out.write_all(raw.as_bytes())?;
        self.out.write_all(b"}")?;
        self.full_urls.insert(full_url);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use time::OffsetDateTime;

    use super::Collection;
    use crate::{
        document::{DocumentMeta, Media},
        record::Record,
    };

    fn start() -> Collection<Vec<u8>> {
        Collection::start(Vec::new(), [1; 16], OffsetDateTime::UNIX_EPOCH, false).expect("memory")
    }

    #[test]
    fn every_byte_of_a_record_survives() {
        let raw = "{ \"resourceType\" : \"Observation\",\n \"valueQuantity\":{\"value\":1.0e3,\"value\":5.60}}";
        let mut collection = start();
        let url = Some(Cow::Borrowed("https://a.example/fhir/Observation/1"));
        for _ in 0..3 {
            collection
                .add(&Record::new(raw, url.clone()))
                .expect("memory");
        }
        let (bytes, plans) = collection.finish().expect("memory");
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert_eq!(text.matches(raw).count(), 3);
        assert_eq!(text.matches("https://a.example").count(), 1);
        assert!(plans.is_empty());
        let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(value["entry"].as_array().expect("entries").len(), 3);
        assert_ne!(value["entry"][1]["fullUrl"], value["entry"][2]["fullUrl"]);
    }

    #[test]
    fn large_documents_travel_beside() {
        let meta = |size_bytes| DocumentMeta {
            file_name: "a.txt",
            media: Media::Text,
            size_bytes,
            digest: [9; 32],
            imported: OffsetDateTime::UNIX_EPOCH,
            is_sample: false,
        };
        let mut collection = start();
        collection
            .add_document(&meta(2), Some(b"hi"))
            .expect("memory");
        collection
            .add_document(&meta(300_000), Some(&[b'x'; 300_000]))
            .expect("memory");
        collection.add_document(&meta(2), None).expect("memory");
        let (bytes, plans) = collection.finish().expect("memory");
        assert!(bytes.len() < 3_000);
        let paths: Vec<_> = plans.iter().map(|plan| plan.path.as_str()).collect();
        assert_eq!(paths, ["attachments/1-a.txt", "attachments/2-a.txt"]);
    }

    #[test]
    fn an_empty_collection_is_a_bundle_too() {
        let (bytes, _) = start().finish().expect("memory");
        let value: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
        assert_eq!(value["type"], "collection");
    }
}
