//! Takes a piece of an upload. It is on the disk before it is acknowledged; the last one makes the part whole: its digest
//! is checked, and it replaces what was there in one step.

use keepwell_crypto::sign::VerifyingKey;
use keepwell_protocol::mailbox::MailboxId;

use crate::{
    lease,
    limits::MAX_PARTS,
    mailbox::Mailbox,
    part::{Part, Piece, Stored, Upload, plan::Plan},
    refusal::{Fault, Refusal},
    rows::Changes,
    shelf::Laid,
    state::State,
};

impl State {
    /// Takes `piece` of the part `name` from the owner; gives how much of the part there is now, in bytes.
    pub(crate) fn take_piece(
        &self,
        id: &MailboxId,
        name: &str,
        owner: &VerifyingKey,
        piece: &Piece,
    ) -> Result<u64, Refusal> {
        piece.check()?;
        let held = self.locks.hold_long(id.as_bytes());
        let mut mailbox = self.owned(id, owner)?;
        if !lease::takes_uploads(&mailbox, self.now()) {
            return Err(Refusal::Conflict);
        }
        let mut part = self.rows.part(id, name)?;
        let abandoned = match piece.plan(&part)? {
            Plan::There(offset) => return Ok(offset),
            Plan::GoOn => None,
            Plan::Begin => self.begin(&mut mailbox, &mut part, piece)?,
        };
        let upload = part.upload.as_mut().ok_or(Refusal::Conflict)?;
        let file = upload.file;
        self.room.take(piece.size())?;
        let written = self
            .shelf
            .write(id, (name, file), piece.offset, &piece.bytes);
        let laid = written.map_err(|error| {
            self.room.give_back(piece.size());
            Fault::from(error)
        })?;
        let is_last = piece.end() == piece.length;
        if !is_last {
            upload.offset = piece.end();
        }
        let mut pieces = upload.pieces.clone();
        pieces.extend(laid);
        if !is_last {
            upload.pieces.clone_from(&pieces);
        }
        self.keep(id, name, &mailbox, &part)
            .inspect_err(|_| self.room.give_back(piece.size()))?;
        if let Some(old) = abandoned {
            self.drop_file(id, name, old.file, old.offset);
        }
        drop(held);
        if is_last {
            self.finish(id, name, (file, pieces), piece)?;
        }
        Ok(piece.end())
    }

    /// Makes room for a new upload in the mailbox; gives the one that it takes the place of.
    fn begin(
        &self,
        mailbox: &mut Mailbox,
        part: &mut Part,
        piece: &Piece,
    ) -> Result<Option<Upload>, Refusal> {
        if *part == Part::default() {
            mailbox.parts = mailbox.parts.saturating_add(1);
        }
        let abandoned = part.upload.take();
        let freed = abandoned.as_ref().map_or(0, |upload| upload.length);
        mailbox.bytes = mailbox
            .bytes
            .saturating_sub(freed)
            .saturating_add(piece.length);
        if mailbox.bytes > self.limits.mailbox_bytes || mailbox.parts > MAX_PARTS {
            return Err(Refusal::Full);
        }
        part.upload = Some(Upload {
            file: mailbox.next_file,
            length: piece.length,
            digest: piece.digest.clone(),
            offset: 0,
            pieces: Vec::new(),
        });
        mailbox.next_file = mailbox.next_file.saturating_add(1);
        Ok(abandoned)
    }

    /// Compares the digest of the whole, without holding the mailbox up meanwhile, and makes it the part.
    fn finish(
        &self,
        id: &MailboxId,
        name: &str,
        (file, pieces): (u64, Vec<Laid>),
        last: &Piece,
    ) -> Result<(), Refusal> {
        let sealed = self.shelf.seal(id, (name, file), last.length, &pieces);
        if let (Err(error), true) = (&sealed, self.shelf.is_far()) {
            // Of what could not be read nobody knows whether it is whole: the last piece can be sent again.
            self.room.give_back(last.size());
            return Err(Fault::from(std::io::Error::from(error.kind())).into());
        }
        let _held = self.locks.hold_long(id.as_bytes());
        let mailbox = self.rows.mailbox(id)?.filter(|mailbox| !mailbox.emptied);
        let mut part = self.rows.part(id, name)?;
        let upload = part.upload.take_if(|upload| upload.file == file);
        let (Some(mut mailbox), Some(upload)) = (mailbox, upload) else {
            // It was closed, replaced or finished by somebody else meanwhile, who knew nothing of the last piece.
            self.room.give_back(last.size());
            return self.finished_by_another(&part, file);
        };
        let is_whole = sealed.is_ok_and(|digest| digest == upload.digest);
        let (gone, gone_bytes) = if is_whole {
            let stored = Stored {
                file,
                length: upload.length,
                digest: upload.digest,
                made: Some(self.now()),
                pieces,
            };
            let old = part.finished.replace(stored);
            (
                old.as_ref().map(|old| old.file),
                old.map_or(0, |old| old.length),
            )
        } else {
            (Some(file), upload.length)
        };
        mailbox.bytes = mailbox.bytes.saturating_sub(gone_bytes);
        self.keep(id, name, &mailbox, &part)?;
        if let Some(gone) = gone {
            self.drop_file(id, name, gone, gone_bytes);
        }
        if is_whole {
            Ok(())
        } else {
            Err(Refusal::Conflict)
        }
    }

    fn finished_by_another(&self, part: &Part, file: u64) -> Result<(), Refusal> {
        let finished = part.finished.as_ref().map(|stored| stored.file);
        if finished == Some(file) {
            Ok(())
        } else {
            Err(Refusal::Conflict)
        }
    }

    fn keep(
        &self,
        id: &MailboxId,
        name: &str,
        mailbox: &Mailbox,
        part: &Part,
    ) -> Result<(), Fault> {
        let mut changes = Changes::quiet();
        changes.put_mailbox(id, mailbox)?;
        changes.put_part(id, name, part)?;
        self.rows.write(&changes)
    }
}
