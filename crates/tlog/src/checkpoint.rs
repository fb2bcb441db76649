//! Checkpoints of C2SP tlog-checkpoint: the size and root of a log at one moment, as a note signed by the log. Made by
//! the server, opened by everybody else with the log's key from their own configuration. The key's name is the origin, so
//! that a checkpoint of one log never passes for one of another.

use std::fmt;

use thiserror::Error;

use crate::hash::Hash;
use crate::note::{Name, Note, NoteError, Signature, Signer, VerifierKey};
use crate::number::parse_decimal;
use crate::tree::MAX_SIZE;

/// Why a checkpoint is not accepted.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum CheckpointError {
    /// The signed text is not a checkpoint.
    #[error("the ledger's state is not readable: the server is not a ledger or is broken")]
    Malformed,
    /// The note around it is not accepted.
    #[error(transparent)]
    Note(#[from] NoteError),
}

/// Size and root of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    origin: Name,
    size: u64,
    root: Hash,
    extensions: Vec<String>,
}

impl Checkpoint {
    /// The state of the log `origin` at `size` entries; `None` when the size is beyond [`MAX_SIZE`], or 0 with another root
    /// than the empty tree's.
    pub fn new(origin: Name, size: u64, root: Hash) -> Option<Self> {
        if size > MAX_SIZE || (size == 0 && root != Hash::of_empty_tree()) {
            return None;
        }
        Some(Self {
            origin,
            size,
            root,
            extensions: Vec::new(),
        })
    }

    /// Reads the text of a checkpoint, without signatures; `None` for anything that was not written so.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let origin = Name::parse(lines.next()?).ok()?;
        let size = parse_decimal(lines.next()?)?;
        let root = Hash::parse(lines.next()?)?;
        let extensions: Vec<_> = lines.map(str::to_owned).collect();
        if extensions.iter().any(String::is_empty) {
            return None;
        }
        Some(Self {
            extensions,
            ..Self::new(origin, size, root)?
        })
    }

    /// The log's name.
    pub fn origin(&self) -> &Name {
        &self.origin
    }

    /// Number of entries.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Root of the tree over them.
    pub fn root(&self) -> &Hash {
        &self.root
    }

    /// Further lines, which Keepwell's ledger does not write and nobody can check.
    pub fn extensions(&self) -> &[String] {
        &self.extensions
    }
}

/// The text that is signed.
impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, self.root)?;
        self.extensions
            .iter()
            .try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// A checkpoint whose log's signature has been checked, with the note it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    note: Note,
}

impl SignedCheckpoint {
    /// Signs a checkpoint. The caller has made sure that it extends every one signed before, durably.
    ///
    /// # Errors
    /// [`NoteError::UnknownSigner`] when the signer's name is not the origin.
    pub fn sign(checkpoint: Checkpoint, signer: &Signer) -> Result<Self, NoteError> {
        if signer.verifier_key().name() != checkpoint.origin() {
            return Err(NoteError::UnknownSigner);
        }
        let note = Note::sign(checkpoint.to_string(), signer)?;
        Ok(Self { checkpoint, note })
    }

    /// Opens a checkpoint from its bytes. See [`SignedCheckpoint::from_note`].
    ///
    /// # Errors
    /// [`CheckpointError`].
    pub fn open(bytes: &[u8], keys: &[VerifierKey]) -> Result<Self, CheckpointError> {
        Self::from_note(Note::parse(bytes)?, keys)
    }

    /// Accepts a note as a checkpoint: one of `keys` that bears the name of the origin signed it, and none of them wrongly.
    ///
    /// # Errors
    /// [`CheckpointError`].
    pub fn from_note(note: Note, keys: &[VerifierKey]) -> Result<Self, CheckpointError> {
        let signers = note.verify(keys)?;
        let checkpoint = Checkpoint::parse(note.text()).ok_or(CheckpointError::Malformed)?;
        if !signers.iter().any(|key| key.name() == checkpoint.origin()) {
            return Err(NoteError::UnknownSigner.into());
        }
        Ok(Self { checkpoint, note })
    }

    /// Adds a witness's cosignature. It is not checked here.
    ///
    /// # Errors
    /// [`NoteError::TooLarge`] when the note is full.
    pub fn add(&mut self, cosignature: Signature) -> Result<(), NoteError> {
        self.note.add(cosignature)
    }

    /// The same with the lines by `keys` alone, which opened it. The others were not checked, and anybody may write them.
    #[must_use]
    pub fn signed_by(&self, keys: &[VerifierKey]) -> Self {
        Self {
            checkpoint: self.checkpoint.clone(),
            note: self.note.signed_by(keys),
        }
    }

    /// What was signed.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The note, with all signatures, as it is stored and sent.
    pub fn note(&self) -> &Note {
        &self.note
    }
}

#[cfg(test)]
mod tests {
    use keepwell_crypto::sign::SigningKey;

    use super::*;

    /// The worked example of C2SP tlog-checkpoint, whose key is not published.
    const EXAMPLE: &str = "example.com/behind-the-sofa\n20852163\n\
        CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

    fn signer(name: &str, seed: u8) -> Signer {
        Signer::new(
            Name::parse(name).unwrap(),
            SigningKey::from_seed(&[seed; 32]),
        )
    }

    fn checkpoint(origin: &str) -> Checkpoint {
        Checkpoint::new(Name::parse(origin).unwrap(), 3, Hash::of_leaf(b"a")).unwrap()
    }

    fn open(note: &Note, signer: &Signer) -> Result<SignedCheckpoint, CheckpointError> {
        SignedCheckpoint::open(
            note.to_string().as_bytes(),
            &[signer.verifier_key().clone()],
        )
    }

    #[test]
    fn the_example_of_the_standard_is_read() {
        let checkpoint = Checkpoint::parse(EXAMPLE).unwrap();
        assert_eq!(checkpoint.origin().as_str(), "example.com/behind-the-sofa");
        assert_eq!(checkpoint.size(), 20_852_163);
        assert_eq!(checkpoint.to_string(), EXAMPLE);
    }

    #[test]
    fn extension_lines_are_kept() {
        let text = format!("{EXAMPLE}more\neven more\n");
        let checkpoint = Checkpoint::parse(&text).unwrap();
        assert_eq!(checkpoint.extensions(), ["more", "even more"]);
        assert_eq!(checkpoint.to_string(), text);
    }

    #[test]
    fn what_is_no_checkpoint_is_refused() {
        let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
        for text in [
            "".to_owned(),
            format!("log\n1\n{root}"),
            format!("log\n1\n{root}\n\n"),
            format!("log\n1\n{root}\n\nmore\n"),
            format!("\n1\n{root}\n"),
            format!("a log\n1\n{root}\n"),
            format!("log\n01\n{root}\n"),
            format!("log\n-1\n{root}\n"),
            format!("log\n9223372036854775808\n{root}\n"),
            format!("log\n0\n{root}\n"),
            format!("log\n1\n{root} \n"),
            "log\n1\nCsUY\n".to_owned(),
            "log\n1\n".to_owned(),
        ] {
            assert_eq!(Checkpoint::parse(&text), None, "{text:?}");
        }
        let empty = format!("log\n0\n{}\n", Hash::of_empty_tree());
        assert!(Checkpoint::parse(&empty).is_some());
    }

    #[test]
    fn only_its_own_log_signs_it() {
        let (log, other) = (signer("log.example", 1), signer("other.example", 2));
        let signed = SignedCheckpoint::sign(checkpoint("log.example"), &log).unwrap();
        assert_eq!(open(signed.note(), &log).as_ref(), Ok(&signed));
        assert_eq!(
            open(signed.note(), &other),
            Err(NoteError::UnknownSigner.into())
        );
        assert_eq!(
            SignedCheckpoint::sign(checkpoint("log.example"), &other),
            Err(NoteError::UnknownSigner)
        );
        // A log that is trusted for its own origin signs for another one.
        let foreign = Note::sign(checkpoint("log.example").to_string(), &other).unwrap();
        assert_eq!(open(&foreign, &other), Err(NoteError::UnknownSigner.into()));
        let no_checkpoint = Note::sign("text\n".to_owned(), &log).unwrap();
        assert_eq!(open(&no_checkpoint, &log), Err(CheckpointError::Malformed));
    }

    /// After a rotation a reader knows the old and the new key of the same origin.
    #[test]
    fn either_key_of_a_rotated_log_is_enough() {
        let (old, new) = (signer("log.example", 1), signer("log.example", 2));
        let keys = [old.verifier_key().clone(), new.verifier_key().clone()];
        for signer in [&old, &new] {
            let signed = SignedCheckpoint::sign(checkpoint("log.example"), signer).unwrap();
            assert!(SignedCheckpoint::from_note(signed.note().clone(), &keys).is_ok());
        }
    }
}
