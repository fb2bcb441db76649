//! One visit to a link with a manifest: the passcode, the manifest, and each file, in the manifest or at a place of its own. Such
//! a place holds for an hour at most and sometimes for one look; where it is over, the manifest is asked for once more.

use keepwell_smart::{
    file::MAX_SEALED,
    link::Link,
    manifest::{File, Kind, MAX_MANIFEST, Manifest, ManifestError, Request, Status},
};
use zeroize::Zeroizing;

use super::{Linked, LinkedFile, MAX_TOTAL, open};
use crate::strangers::{AskError, AskPasscode, Attempt, LinkWhy, RECIPIENT, Strangers, ask};

/// The most characters of a file that the server may put into the manifest; larger ones are fetched one by one.
const MAX_EMBEDDED: u64 = 1 << 20;
/// How long a file's place holds, in seconds (SMART Health Links, "location").
const PLACE_HOLDS: u64 = 60 * 60;

/// A visit.
pub(super) struct Visit<'v> {
    link: &'v Link,
    strangers: &'v Strangers<'v>,
    passcode: Option<Zeroizing<String>>,
    manifest: Manifest,
    /// When the manifest came, in Unix seconds.
    asked: u64,
}

impl<'v> Visit<'v> {
    /// Gets the manifest, with as many passcodes as somebody gives.
    ///
    /// # Errors
    /// [`LinkWhy`].
    pub(super) fn begin(
        link: &'v Link,
        strangers: &'v Strangers<'v>,
        ask_passcode: &mut AskPasscode<'_>,
    ) -> Result<Self, LinkWhy> {
        let mut visit = Self {
            link,
            strangers,
            passcode: None,
            manifest: Manifest::default(),
            asked: 0,
        };
        let mut attempt = Attempt {
            wrong: 0,
            left: None,
        };
        if link.flags.has_passcode {
            visit.passcode = Some(ask_passcode(attempt).ok_or(LinkWhy::Passcode)?);
        }
        loop {
            let wrong = match visit.renew() {
                Err(wrong @ LinkWhy::Ask(AskError::Passcode(left))) => {
                    attempt.wrong += u32::from(visit.passcode.is_some());
                    attempt.left = left;
                    wrong
                }
                other => return other.map(|()| visit),
            };
            let next = (attempt.left != Some(0)).then(|| ask_passcode(attempt));
            match next.flatten() {
                Some(next) => visit.passcode = Some(next),
                None if visit.passcode.is_none() => return Err(LinkWhy::Passcode),
                None => return Err(wrong),
            }
        }
    }

    /// Gets each file.
    ///
    /// # Errors
    /// [`LinkWhy::Empty`].
    pub(super) fn gather(mut self, linked: &mut Linked) -> Result<(), LinkWhy> {
        if self.manifest.status == Some(Status::NoLongerValid) {
            linked.notes.push(LinkWhy::Outdated);
        }
        let count = self.manifest.files.len();
        if count == 0 {
            return Err(LinkWhy::Empty);
        }
        let mut total = 0_usize;
        for place in 0..count {
            let file = if total > MAX_TOTAL {
                Err(LinkWhy::TooMuch)
            } else {
                self.file(place)
            };
            total += file.as_ref().map_or(0, |file| file.bytes.len());
            linked.files.push(file);
        }
        Ok(())
    }

    fn file(&mut self, place: usize) -> Result<LinkedFile, LinkWhy> {
        match self.at(place)?.kind {
            Kind::Access => return Err(LinkWhy::Access),
            Kind::Other => return Err(LinkWhy::Unknown),
            Kind::Card | Kind::Fhir { .. } => {}
        }
        let age = (self.strangers.now)().seconds().saturating_sub(self.asked);
        if self.at(place)?.embedded.is_none() && age >= PLACE_HOLDS {
            self.renew()?;
        }
        match self.sealed(place) {
            Err(LinkWhy::Ask(AskError::Gone | AskError::Passcode(_) | AskError::Refused(_))) => {
                self.renew()?;
                self.sealed(place)
            }
            other => other,
        }
    }

    /// The file where the manifest says that it is.
    fn sealed(&self, place: usize) -> Result<LinkedFile, LinkWhy> {
        let file = self.at(place)?;
        let fetched = match (&file.embedded, &file.location) {
            (Some(embedded), _) => {
                return open(self.link, embedded.as_bytes(), Some(&file.kind));
            }
            (None, Some(location)) => ask::get(self.strangers, location, MAX_SEALED)?,
            (None, None) => return Err(ManifestError::Damaged.into()),
        };
        open(self.link, &fetched, Some(&file.kind))
    }

    fn at(&self, place: usize) -> Result<&File, LinkWhy> {
        self.manifest
            .files
            .get(place)
            .ok_or(LinkWhy::Ask(AskError::Gone))
    }

    /// Asks for the manifest, the first time or once more.
    fn renew(&mut self) -> Result<(), LinkWhy> {
        let request = Request {
            recipient: RECIPIENT.to_owned(),
            passcode: self.passcode.clone(),
            embedded_length_max: Some(MAX_EMBEDDED),
        };
        // A structure of texts and numbers always serialises.
        let json = serde_json::to_vec(&request).unwrap_or_default();
        let answer = ask::post(self.strangers, self.link.url(), json, MAX_MANIFEST)?;
        self.manifest = Manifest::read(&answer)?;
        self.asked = (self.strangers.now)().seconds();
        Ok(())
    }
}
