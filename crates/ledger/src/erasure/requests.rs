//! Erases what was asked for, and takes each request away once it is dealt with. Requests stand in a folder that an operator's
//! command may have made as another user: what goes wrong with the folder is told once, and stops nothing.

use std::collections::BTreeSet;
use std::io;

use keepwell_crypto::hash::Digest;
use keepwell_protocol::hexadecimal::to_hex;

use super::{Place, erase, is_private};
use crate::chunk::{self, CHUNK, chunk_of};
use crate::disk;
use crate::state::State;

/// What is known of requests.
#[derive(Default)]
pub(super) struct Requests {
    /// Dealt with, but still there.
    left: BTreeSet<Digest>,
    /// What went wrong with their folder, as it was told last.
    told: Option<String>,
}

impl Requests {
    /// Erases what was asked for and stands before entry `kept`.
    pub(super) fn run(&mut self, place: &dyn Place, state: &State, kept: u64) -> io::Result<()> {
        let listed = place.requested();
        let Some(requested) = self.looked_at(place, listed)? else {
            return Ok(());
        };
        self.left.retain(|digest| requested.contains(digest));
        let mut trouble = None;
        for digest in requested {
            if !self.left.contains(&digest) {
                match disk::patiently(|| state.index_of(&digest))? {
                    Some(index) if index >= kept => continue,
                    Some(index) => tell(&digest, Some(index), erase_one(place, index)?),
                    None => tell(&digest, None, Some("it is not in this log")),
                }
            }
            match place.erased(&digest) {
                Ok(()) => drop(self.left.remove(&digest)),
                Err(error) => {
                    self.left.insert(digest);
                    trouble = trouble.or(Some(error));
                }
            }
        }
        if let Some(error) = trouble {
            return self.looked_at(place, Err(error)).map(|_: Option<()>| ());
        }
        self.told = None;
        Ok(())
    }

    /// What came of looking at the requests; `None` where their folder could not be used, which is told once until it changes.
    fn looked_at<T>(&mut self, place: &dyn Place, came: io::Result<T>) -> io::Result<Option<T>> {
        let (folder, error) = match (came, place.requests_folder()) {
            (Ok(came), _) => return Ok(Some(came)),
            (Err(error), None) => return Err(error),
            (Err(error), Some(folder)) => (folder, error),
        };
        if self.is_news(&error) {
            tracing::warn!(
                %error,
                folder = %folder.display(),
                "requests to erase statements cannot be read or removed there: give the folder and what is in it to the server's user (chown -R)"
            );
        }
        Ok(None)
    }

    fn is_news(&mut self, error: &io::Error) -> bool {
        let now = Some(error.to_string());
        let is_news = self.told != now;
        self.told = now;
        is_news
    }
}

/// Empties the statement of entry `index` where only its own people need it; else says why not.
fn erase_one(place: &dyn Place, index: u64) -> io::Result<Option<&'static str>> {
    let (chunk, at) = (chunk_of(index), index % CHUNK);
    if erase(place, chunk, |within, kind| {
        within == at && is_private(kind)
    })? {
        return Ok(None);
    }
    if place.is_pruned(chunk) {
        return Ok(Some("it was pruned"));
    }
    let entries = disk::patiently(|| chunk::read_entries(place, chunk))?;
    let mut entries = entries.ok_or(io::ErrorKind::InvalidData)?.into_iter();
    let entry = usize::try_from(at).ok().and_then(|at| entries.nth(at));
    Ok(Some(match entry {
        Some(entry) if is_private(entry.kind) => "it was erased before",
        _ => "everybody needs it",
    }))
}

fn tell(digest: &Digest, index: Option<u64>, why_not: Option<&str>) {
    let digest = to_hex(digest);
    match why_not {
        None => tracing::info!(index, "a statement was erased"),
        Some(why) => tracing::warn!(digest, index, why, "a statement could not be erased"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_wrong_is_told_once_until_it_changes() {
        let mut requests = Requests::default();
        let (denied, none) = (
            io::Error::from(io::ErrorKind::PermissionDenied),
            io::Error::from(io::ErrorKind::NotADirectory),
        );
        let told = [&denied, &denied, &none, &denied].map(|error| requests.is_news(error));
        assert_eq!(told, [true, false, true, true]);
    }
}
