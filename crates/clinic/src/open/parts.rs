//! Check `parts`: every part is downloaded, decrypted and compared with the digest in the terms, in constant memory. The
//! files are in a folder that nobody sees before all of them were found right.

use std::{
    cell::Cell,
    io::{self, Read, Write},
};

use keepwell_crypto::{recipient::Identity, sign::SigningKey};
use keepwell_protocol::{
    part::read_part,
    terms::{PartTerms, Terms},
};

use super::{
    CheckName, OpenError, Passed,
    output::Output,
    relay::{Door, client_error, of_relay},
};

pub(super) fn check(
    door: &Door<'_>,
    access: &SigningKey,
    identity: &Identity,
    terms: &Terms,
    output: &mut Output,
) -> Passed<()> {
    for part in &terms.parts {
        receive(door, access, identity, part, output)?;
    }
    let bytes: u64 = terms.parts.iter().map(|part| part.size).sum();
    let detail = format!(
        "all parts are byte for byte what the patient granted: {} with {bytes} bytes",
        terms.parts.len()
    );
    Ok(((), detail))
}

fn receive(
    door: &Door<'_>,
    access: &SigningKey,
    identity: &Identity,
    part: &PartTerms,
    output: &mut Output,
) -> Result<(), OpenError> {
    let download = door
        .fetch(access, &part.name)
        .map_err(|error| of_relay(CheckName::Parts, error))?;
    let (unread, unwritten) = (Cell::default(), Cell::default());
    let download = Watched {
        inner: download,
        failure: &unread,
    };
    let mut file = Watched {
        inner: output.create_part(&part.name).map_err(OpenError::Write)?,
        failure: &unwritten,
    };
    let is_right = identity
        .decrypt_from(download)
        .is_ok_and(|mut plain| read_part(&mut plain, part.size, &part.digest, &mut file).is_ok());
    if let Some(error) = unwritten.take() {
        return Err(OpenError::Write(error));
    }
    if let Some(error) = unread.take().and_then(client_error) {
        return Err(of_relay(CheckName::Parts, error));
    }
    if !is_right {
        return Err(OpenError::PartAltered);
    }
    file.inner.sync_all().map_err(OpenError::Write)
}

/// A stream that keeps why it failed: the decryption between the two streams would make one error of all.
struct Watched<'a, T> {
    inner: T,
    failure: &'a Cell<Option<io::Error>>,
}

impl<T> Watched<'_, T> {
    fn note(&self, error: io::Error) -> io::Error {
        let kind = error.kind();
        self.failure.set(Some(error));
        kind.into()
    }
}

impl<T: Read> Read for Watched<'_, T> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer).map_err(|error| self.note(error))
    }
}

impl<T: Write> Write for Watched<'_, T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(bytes).map_err(|error| self.note(error))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush().map_err(|error| self.note(error))
    }
}
