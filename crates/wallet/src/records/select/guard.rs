//! Holds back what is sensitive: which records belong to a group that was not let in, by their own codes or by what they
//! lean on, and how the others are shown without them. With every group let in it does nothing at all.

use std::{
    borrow::Cow,
    cell::RefCell,
    collections::{BTreeMap, HashMap, HashSet},
    rc::Rc,
};

use keepwell_records::{
    guarded::{self, Links},
    record::{Digest, Record, Vault as Lookup},
    reference::Target,
    sensitive::{self, Groups, SensitiveGroup},
};

use super::{Chosen, What};
use crate::records::{entry::Entry, shelf::Shelf};

/// How far a record can lean on others.
const STEPS: usize = 8;

/// The shelf as a share may see it.
pub(super) struct Guard<'s, 'v> {
    shelf: &'s Shelf<'v>,
    let_in: &'s Groups,
    known: RefCell<HashMap<Digest, Rc<Known>>>,
}

/// What one record says by itself.
#[derive(Default)]
struct Known {
    groups: Groups,
    leans_on: Vec<Digest>,
}

impl<'s, 'v> Guard<'s, 'v> {
    pub(super) fn new(shelf: &'s Shelf<'v>, let_in: &'s Groups) -> Self {
        Self {
            shelf,
            let_in,
            known: RefCell::default(),
        }
    }

    fn is_off(&self) -> bool {
        let mut all = SensitiveGroup::ALL.iter();
        all.all(|group| self.let_in.contains(group))
    }

    /// Takes what is held back out of the chosen records; gives how many there are of each group that `what` could have
    /// shown.
    pub(super) fn take_out(
        &self,
        chosen: &mut Chosen<'_>,
        what: &What,
    ) -> Vec<(SensitiveGroup, u64)> {
        let mut counts = BTreeMap::new();
        chosen.retain(|(_, entry)| {
            let groups = self.held_groups(&entry.digest);
            let is_missed = !groups.is_empty() && self.could_show(entry, what);
            let counted = groups.iter().filter(|_| is_missed);
            counted.for_each(|group| *counts.entry(*group).or_default() += 1);
            groups.is_empty()
        });
        counts.into_iter().collect()
    }

    /// The JSON of a record as it may stand among the records `is_shared`.
    pub(super) fn shown<'r>(
        &self,
        digest: &Digest,
        raw: &'r str,
        is_shared: &dyn Fn(&Target) -> bool,
    ) -> Cow<'r, str> {
        if self.is_off() {
            return Cow::Borrowed(raw);
        }
        let links = Links {
            resolve: &|reference| self.shelf.resolve(digest, reference),
            is_shared,
            is_held_back: &|target| self.is_held_back(&target.digest),
        };
        guarded::guard(raw, &links)
    }

    /// As [`Self::shown`], among all records that are not held back, for shares that follow references by themselves.
    pub(super) fn shown_alone(&self, record: Record<'static>) -> Record<'static> {
        let is_shared = |target: &Target| {
            let found = self.shelf.find(&target.digest);
            let is_own =
                found.is_some_and(|(_, entry)| !entry.is_apart && entry.document.is_none());
            is_own && !self.is_held_back(&target.digest)
        };
        match self.shown(&record.digest, &record.raw, &is_shared) {
            Cow::Borrowed(_) => record,
            Cow::Owned(raw) => Record {
                raw: raw.into(),
                ..record
            },
        }
    }

    fn is_held_back(&self, digest: &Digest) -> bool {
        !self.held_groups(digest).is_empty()
    }

    /// The groups for which a record is held back.
    fn held_groups(&self, digest: &Digest) -> Groups {
        if self.is_off() {
            return Groups::new();
        }
        let (mut groups, mut seen) = (Groups::new(), HashSet::from([*digest]));
        let mut layer = vec![*digest];
        for _ in 0..=STEPS {
            let mut next = Vec::new();
            for digest in &layer {
                let known = self.known(digest);
                groups.extend(known.groups.difference(self.let_in));
                next.extend(known.leans_on.iter().filter(|digest| seen.insert(**digest)));
            }
            layer = next;
        }
        groups
    }

    fn known(&self, digest: &Digest) -> Rc<Known> {
        if let Some(known) = self.known.borrow().get(digest) {
            return Rc::clone(known);
        }
        let known = Rc::new(self.read(digest).unwrap_or_default());
        self.known.borrow_mut().insert(*digest, Rc::clone(&known));
        known
    }

    fn read(&self, digest: &Digest) -> Option<Known> {
        let (id, entry) = self.shelf.find(digest)?;
        if entry.document.is_some() {
            return None;
        }
        let raw = self.shelf.record(*id, entry).ok()?.raw;
        let leanings = sensitive::leans_on(&raw);
        let targets = leanings
            .iter()
            .filter_map(|reference| self.shelf.resolve(digest, reference));
        Some(Known {
            groups: sensitive::of(&raw),
            leans_on: targets.map(|target| target.digest).collect(),
        })
    }

    fn could_show(&self, entry: &Entry, what: &What) -> bool {
        match what {
            What::Summary => {
                let found = self.shelf.find(&entry.digest);
                let record = found.and_then(|(id, entry)| self.shelf.record(*id, entry).ok());
                record.is_some_and(|record| keepwell_records::summary::has_place(&record.raw))
            }
            What::Deidentified => keepwell_records::deidentify::is_listed(&entry.view.kind),
            What::Everything | What::Chosen { .. } | What::Claim { .. } => true,
        }
    }
}

impl Lookup for Guard<'_, '_> {
    fn resolve(&self, from: &Digest, reference: &str) -> Option<Target> {
        self.shelf.resolve(from, reference)
    }

    /// What is held back is not taken along either.
    fn load(&self, digest: &Digest) -> Option<Record<'_>> {
        let (id, entry) = self.shelf.find(digest)?;
        let is_shareable = !entry.is_apart && entry.document.is_none();
        if !is_shareable || self.is_held_back(digest) {
            return None;
        }
        let record = self.shelf.record(*id, entry).ok()?;
        Some(self.shown_alone(record))
    }
}
