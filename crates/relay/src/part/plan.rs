//! What to do with a piece of an upload, decided from what is there: begin anew, go on, or nothing because it arrived
//! already and only the answer was lost.

use data_encoding::BASE64;

use crate::{limits::MAX_PART, part::Part, refusal::Refusal};

/// A piece as it arrives.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    /// Where it begins in the part.
    pub(crate) offset: u64,
    /// The whole part's length.
    pub(crate) length: u64,
    /// The whole part's `Repr-Digest`.
    pub(crate) digest: String,
    /// The piece itself.
    pub(crate) bytes: Vec<u8>,
}

/// What is done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plan {
    /// It begins an upload, which takes the place of an unfinished one.
    Begin,
    /// It follows what is there.
    GoOn,
    /// It is there already; so much of the upload is.
    There(u64),
}

impl Piece {
    /// How long it is, in bytes.
    pub(crate) fn size(&self) -> u64 {
        u64::try_from(self.bytes.len()).unwrap_or(u64::MAX)
    }

    /// Where it ends in the part.
    pub(crate) fn end(&self) -> u64 {
        self.offset.saturating_add(self.size())
    }

    /// Whether it can be a piece of a part at all.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        if self.length > MAX_PART {
            return Err(Refusal::TooLarge);
        }
        if self.bytes.is_empty() || self.end() > self.length {
            return Err(Refusal::BadRequest("a piece lies within its part"));
        }
        let digest = self
            .digest
            .strip_prefix("sha-256=:")
            .and_then(|text| text.strip_suffix(':'))
            .and_then(|text| BASE64.decode(text.as_bytes()).ok());
        if digest.is_none_or(|digest| digest.len() != 32) {
            return Err(Refusal::BadRequest(
                "an upload names the digest of the whole part",
            ));
        }
        Ok(())
    }

    /// What to do with it, when `part` is what is there.
    pub(crate) fn plan(&self, part: &Part) -> Result<Plan, Refusal> {
        let is_finished = part
            .finished
            .as_ref()
            .is_some_and(|stored| stored.digest == self.digest && stored.length == self.length);
        if is_finished {
            return Ok(Plan::There(self.length));
        }
        let upload = part
            .upload
            .as_ref()
            .filter(|upload| upload.digest == self.digest && upload.length == self.length);
        match upload {
            Some(upload) if self.end() <= upload.offset => Ok(Plan::There(upload.offset)),
            Some(upload) if self.offset == upload.offset => Ok(Plan::GoOn),
            None if self.offset == 0 => Ok(Plan::Begin),
            _ => Err(Refusal::Conflict),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::part::{Stored, Upload};
    use keepwell_crypto::hash::sha256;
    use keepwell_protocol::http_signature::content_digest;

    fn digest(of: &str) -> String {
        content_digest(&sha256(of.as_bytes()))
    }

    fn piece(of: &str, offset: u64, size: usize) -> Piece {
        Piece {
            offset,
            length: 10,
            digest: digest(of),
            bytes: vec![0; size],
        }
    }

    fn under_way(offset: u64) -> Part {
        Part {
            finished: Some(Stored {
                file: 1,
                length: 10,
                digest: digest("old"),
                made: None,
                pieces: Vec::new(),
            }),
            upload: Some(Upload {
                file: 2,
                length: 10,
                digest: digest("new"),
                offset,
                pieces: Vec::new(),
            }),
        }
    }

    #[test]
    fn pieces_follow_each_other() {
        let part = under_way(4);
        assert_eq!(piece("new", 4, 6).plan(&part), Ok(Plan::GoOn));
        for (offset, size) in [(5, 5), (3, 7), (0, 10)] {
            let plan = piece("new", offset, size).plan(&part);
            assert_eq!(plan, Err(Refusal::Conflict), "{offset}");
        }
    }

    #[test]
    fn a_piece_whose_answer_was_lost_is_there() {
        assert_eq!(piece("new", 0, 4).plan(&under_way(4)), Ok(Plan::There(4)));
        assert_eq!(piece("new", 2, 2).plan(&under_way(4)), Ok(Plan::There(4)));
        assert_eq!(piece("old", 8, 2).plan(&under_way(4)), Ok(Plan::There(10)));
    }

    #[test]
    fn another_ciphertext_begins_at_its_beginning() {
        assert_eq!(piece("third", 0, 4).plan(&under_way(4)), Ok(Plan::Begin));
        assert_eq!(
            piece("third", 4, 4).plan(&under_way(4)),
            Err(Refusal::Conflict)
        );
        assert_eq!(piece("new", 0, 4).plan(&Part::default()), Ok(Plan::Begin));
    }

    #[test]
    fn a_piece_outside_its_part_is_refused() {
        assert_eq!(piece("new", 4, 6).check(), Ok(()));
        for wrong in [
            piece("new", 4, 7),
            piece("new", 4, 0),
            piece("new", u64::MAX, 1),
            Piece {
                digest: "sha-256=:AAAA:".into(),
                ..piece("new", 0, 1)
            },
            Piece {
                digest: String::new(),
                ..piece("new", 0, 1)
            },
        ] {
            assert!(matches!(wrong.check(), Err(Refusal::BadRequest(_))));
        }
        let huge = Piece {
            length: MAX_PART + 1,
            ..piece("new", 0, 1)
        };
        assert_eq!(huge.check(), Err(Refusal::TooLarge));
    }
}
