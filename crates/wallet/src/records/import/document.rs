//! A document: its bytes are kept as they are. A large one is read twice, first for its digest and then, when it is new,
//! into a sealed file, so that memory stays constant and a known document writes nothing.

use std::io::{self, Read};

use keepwell_crypto::hash::Hasher;
use keepwell_records::{
    document::{Content, DocumentMeta, Media, document_reference},
    import::{ImportError, Utf8Check},
    limits,
    record::{Digest, digest},
    view::{Marks, View},
};
use zeroize::Zeroizing;

use super::{
    Failure, FileReport, Input, Run, Stage, Why,
    input::{Opened, unreadable},
    shelve::{NewRecord, Shelver, is_known},
};
use crate::{
    records::{
        PersonRule,
        body::{STORED_BYTES, delete_file, new_name, write_new_file},
        entry::{Document, Entry, moment},
    },
    stream::HashedReader,
};

/// How much of a document is in memory at once, in bytes.
const PIECE: usize = 64 * 1024;

impl Run<'_> {
    /// Imports a document.
    ///
    /// # Errors
    /// [`Failure`].
    pub(super) fn document(
        &mut self,
        input: &Input<'_>,
        opened: Opened<'_>,
        media: Media,
        report: &mut FileReport,
    ) -> Result<(), Failure> {
        report.format = media.as_str();
        (self.progress)(Stage::Reading, 0, 1);
        let measured = measure(&mut opened.into_reader(), media)?;
        (self.progress)(Stage::Reading, 1, 1);
        let (mut entry, marks) = self.document_entry(input.name(), media, &measured);
        let mut body = Zeroizing::default();
        let is_known = is_known(self.vault, &measured.digest)?;
        if !is_known && measured.size_bytes > STORED_BYTES {
            entry.file = Some(self.seal_file(input, &measured)?);
        } else if !is_known {
            body = read_small(input, &measured)?;
        }
        let mut shelver = Shelver::start(self.vault, self.rng)?;
        let is_new = shelver.add(NewRecord {
            entry,
            marks,
            body: &body,
        })?;
        shelver.finish()?;
        report.count(is_new);
        (self.progress)(Stage::Storing, 1, 1);
        Ok(())
    }

    fn document_entry(&self, name: String, media: Media, measured: &Measured) -> (Entry, Marks) {
        let meta = DocumentMeta {
            file_name: &name,
            media,
            size_bytes: measured.size_bytes,
            digest: measured.digest,
            imported: moment(self.options.now),
            is_sample: self.is_sample,
        };
        let reference = document_reference(&meta, Content::Apart);
        let view = View::of(&reference, &|_| None);
        let entry = Entry {
            number: 0,
            digest: measured.digest,
            size_bytes: measured.size_bytes,
            file: None,
            is_apart: self.options.person == PersonRule::Other,
            origins: Vec::new(),
            imported: None,
            document: Some(Document {
                name,
                media: media.as_str().to_owned(),
                imported: self.options.now,
            }),
            view,
        };
        (entry, Marks::of(&reference))
    }

    /// Writes the sealed file and gives its name.
    fn seal_file(&mut self, input: &Input<'_>, measured: &Measured) -> Result<String, Failure> {
        let (home, name) = (self.vault.home(), new_name(self.rng));
        let mut source = HashedReader::new(input.open()?.into_reader());
        let written = write_new_file(home, self.vault.data_key(), &name, &mut source);
        let found = source.finish().map_err(|error| unreadable(&error))?;
        if written? == measured.size_bytes && found == measured.digest {
            Ok(name)
        } else {
            delete_file(home, &name);
            Err(changed())
        }
    }
}

fn read_small(input: &Input<'_>, measured: &Measured) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let bytes = input.open()?.read_whole(STORED_BYTES)?;
    if digest(&bytes) == measured.digest {
        Ok(bytes)
    } else {
        Err(changed())
    }
}

fn changed() -> Failure {
    Why::Changed.into()
}

/// What a first reading found.
struct Measured {
    size_bytes: u64,
    digest: Digest,
}

fn measure(reader: &mut impl Read, media: Media) -> Result<Measured, Failure> {
    let (mut hasher, mut text) = (Hasher::default(), Utf8Check::default());
    let mut size_bytes = 0_u64;
    let mut piece = vec![0; PIECE];
    loop {
        let count = match reader.read(&mut piece) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(unreadable(&error)),
        };
        let read = piece.get(..count).unwrap_or_default();
        hasher.update(read);
        size_bytes = size_bytes.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
        if size_bytes > limits::DOCUMENT_BYTES {
            return Err(ImportError::DocumentTooLarge.into());
        }
        if media == Media::Text {
            text.push(read)?;
        }
    }
    text.finish()?;
    Ok(Measured {
        size_bytes,
        digest: hasher.finish(),
    })
}
