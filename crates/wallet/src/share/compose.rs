//! Composes the chosen records and seals them part by part: the bundle first, its PDF, then each large document, streamed,
//! so that a document of 2 GiB takes no more memory than a small one.

use std::io::{self, Read};

use keepwell_crypto::{hash::Digest, recipient::Recipient};
use keepwell_protocol::{
    part::write_part,
    terms::{BUNDLE_PART, MAX_PARTS, PDF_PART, PartTerms},
    time::Timestamp,
};
use keepwell_records::view::Category;
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

use crate::{
    grants::{SealedPart, pack},
    outbox::files,
    records::{self, RecordId},
    share::{Choice, ShareError, pdf},
    stream::ahead,
    vault::Vault,
};

/// Sealed records, ready to be named in terms.
pub(crate) struct Composed {
    /// The parts as the terms bind them.
    pub(crate) terms: Vec<PartTerms>,
    /// Where they wait, in the same order.
    pub(crate) files: Vec<SealedPart>,
    /// How many records are in them.
    pub(crate) records: u64,
    /// Which these are.
    pub(crate) inside: Vec<(RecordId, Category)>,
    /// The bundle, packed to be handed over, where it is to be.
    pub(crate) packed: Option<Zeroizing<Vec<u8>>>,
}

/// What a share has to fit into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A relay's mailbox: with the PDF and every document. Its bundle can be handed over too, where it is not too large for an
    /// animated code and the share may be opened without the ledger.
    Mailbox,
    /// An animated code with all that is shared: the bundle alone.
    Parcel,
}

impl Composed {
    /// The plaintext size of all parts, in bytes.
    pub(crate) fn bytes(&self) -> u64 {
        self.terms.iter().map(|part| part.size).sum()
    }
}

/// Seals the selected records to `recipient`, into files that are durable on return. After a failure the files that were
/// finished stay until the next sweep.
///
/// # Errors
/// [`ShareError`].
pub(crate) fn compose(
    vault: &Vault,
    (choice, form): (&Choice, Form),
    recipient: &Recipient,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Composed, ShareError> {
    let selected = records::select(vault, &choice.selection(), now, rng)?;
    let pdf = match form {
        Form::Mailbox => pdf::of(choice, &selected, now).map(Zeroizing::new),
        Form::Parcel if selected.documents.is_empty() => None,
        Form::Parcel => return Err(ShareError::TooMuchForFrames),
    };
    let bundle = Zeroizing::new(selected.bundle);
    let packed = match form {
        Form::Mailbox if choice.offline_ok => pack(&bundle).ok(),
        Form::Mailbox => None,
        Form::Parcel => Some(pack(&bundle)?),
    };
    if 1 + usize::from(pdf.is_some()) + selected.documents.len() > MAX_PARTS {
        return Err(ShareError::TooMany);
    }
    let mut composed = Composed {
        terms: Vec::new(),
        files: Vec::new(),
        records: selected.records,
        inside: selected.inside,
        packed,
    };
    let mut sealer = Sealer {
        vault,
        recipient,
        rng,
    };
    sealer.seal_bytes(&mut composed, BUNDLE_PART, &bundle)?;
    if let Some(pdf) = pdf {
        sealer.seal_bytes(&mut composed, PDF_PART, &pdf)?;
    }
    for (number, document) in (1..).zip(&selected.documents) {
        let mut content = records::open_document(vault, document.id)?.content;
        let size = document.size_bytes;
        // The bundle names it by `attachments/<number>-…`.
        let name = format!("a{number}");
        let digest = ahead(&mut content, |content| {
            sealer.seal(&mut composed, &name, content, size)
        })?;
        if digest != document.digest {
            return Err(records::RecordsError::Damaged.into());
        }
    }
    Ok(composed)
}

struct Sealer<'a> {
    vault: &'a Vault,
    recipient: &'a Recipient,
    rng: &'a mut dyn CryptoRngCore,
}

impl Sealer<'_> {
    fn seal_bytes(
        &mut self,
        composed: &mut Composed,
        name: &str,
        bytes: &[u8],
    ) -> Result<(), ShareError> {
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let digest = self.seal(composed, name, &mut &*bytes, size)?;
        debug_assert_eq!(digest, keepwell_crypto::hash::sha256(bytes));
        Ok(())
    }

    fn seal(
        &mut self,
        composed: &mut Composed,
        name: &str,
        content: &mut impl Read,
        size: u64,
    ) -> Result<Digest, ShareError> {
        let file = files::random_name(self.rng);
        let digest = files::seal(
            self.vault,
            &file,
            self.recipient,
            |out| -> Result<Digest, ShareError> {
                let mut out = io::BufWriter::with_capacity(64 << 10, out);
                let digest = write_part(content, size, &mut out)?;
                io::Write::flush(&mut out)?;
                Ok(digest)
            },
        )?;
        composed.terms.push(PartTerms {
            name: name.to_owned(),
            size,
            digest,
        });
        composed.files.push(SealedPart {
            name: name.to_owned(),
            file,
            uploaded: false,
        });
        Ok(digest)
    }
}
