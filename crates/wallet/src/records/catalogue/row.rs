//! One record's row: its bytes in a chunk, and how they are read. Numbers are big endian; texts lie one behind the other and
//! are cut out where they are asked for, so that nothing of them is copied while the wallet is open.

use std::collections::BTreeSet;

use keepwell_records::{
    record::Digest,
    sensitive::SensitiveGroup,
    view::{Category, Marks},
};

use crate::records::{RecordId, entry::Entry};

/// Texts of a row, in this order.
const TEXTS: usize = 8;
const KIND: usize = 0;
const TITLE: usize = 1;
const DETAIL: usize = 2;
const STATUS: usize = 3;
const DATE: usize = 4;
const SOURCE: usize = 5;
const SERIES: usize = 6;
const HAYSTACK: usize = 7;

const IS_APART: u8 = 1;
const IS_SAMPLE: u8 = 2;
const IS_DOCUMENT: u8 = 4;
const IS_SEVERE: u8 = 8;
const SAYS_NONE: u8 = 16;
const IS_CURRENT: u8 = 32;
const IS_BY_HAND: u8 = 64;

/// Stands for "no date".
const NO_DATE: i64 = i64::MIN;

/// What a row is made of.
#[derive(Clone, Copy)]
pub(super) struct NewRow<'a> {
    pub(super) id: RecordId,
    pub(super) entry: &'a Entry,
    /// What the record is found by.
    pub(super) haystack: &'a str,
    pub(super) marks: &'a Marks,
}

impl NewRow<'_> {
    /// The row's bytes: number (u64), id (u64), digest (32), seconds (i64), category, groups and flags (a byte each), the
    /// lengths of the texts (u16 each), the texts.
    pub(super) fn encode(&self) -> Vec<u8> {
        let view = &self.entry.view;
        let date = view.date.as_ref();
        let seconds = date.and_then(|date| date.seconds).unwrap_or(NO_DATE);
        let mut texts = [""; TEXTS];
        let mut set = |at: usize, text| {
            if let Some(place) = texts.get_mut(at) {
                *place = text;
            }
        };
        set(KIND, view.kind.as_str());
        set(TITLE, &view.title);
        set(DETAIL, view.detail.as_deref().unwrap_or_default());
        set(STATUS, view.status.as_deref().unwrap_or_default());
        set(
            DATE,
            date.map(|date| date.text.as_str()).unwrap_or_default(),
        );
        set(SOURCE, view.source.as_deref().unwrap_or_default());
        set(SERIES, self.marks.series.as_deref().unwrap_or_default());
        set(HAYSTACK, self.haystack);
        // All are far shorter but for the name of a series, which says nothing when it is that long.
        let texts = texts.map(|text| u16::try_from(text.len()).map_or((0, ""), |len| (len, text)));
        let length = texts.iter().map(|(_, text)| text.len()).sum::<usize>();
        let mut bytes = Vec::with_capacity(59 + 2 * TEXTS + length);
        bytes.extend_from_slice(&self.entry.number.to_be_bytes());
        bytes.extend_from_slice(&self.id.to_bytes());
        bytes.extend_from_slice(&self.entry.digest);
        bytes.extend_from_slice(&seconds.to_be_bytes());
        bytes.extend_from_slice(&[place_of(view.category), groups(self.marks), self.flags()]);
        texts
            .iter()
            .for_each(|(len, _)| bytes.extend_from_slice(&len.to_be_bytes()));
        texts
            .iter()
            .for_each(|(_, text)| bytes.extend_from_slice(text.as_bytes()));
        bytes
    }

    fn flags(&self) -> u8 {
        let Self { entry, marks, .. } = self;
        let flags = [
            (entry.is_apart, IS_APART),
            (entry.view.is_sample, IS_SAMPLE),
            (entry.document.is_some(), IS_DOCUMENT),
            (marks.is_severe, IS_SEVERE),
            (marks.says_none, SAYS_NONE),
            (marks.is_current, IS_CURRENT),
            (marks.is_by_hand, IS_BY_HAND),
        ];
        flags
            .iter()
            .filter(|(is, _)| *is)
            .map(|(_, flag)| flag)
            .sum()
    }
}

fn place_of(category: Category) -> u8 {
    let place = Category::ALL.iter().position(|other| *other == category);
    place
        .and_then(|place| u8::try_from(place).ok())
        .unwrap_or(u8::MAX)
}

fn groups(marks: &Marks) -> u8 {
    let places = SensitiveGroup::ALL.iter().enumerate();
    let set = places.filter(|(_, group)| marks.sensitive.contains(group));
    set.map(|(place, _)| 1 << place).sum()
}

/// The part of a row that is not text, read once.
pub(super) struct Head {
    pub(super) number: u64,
    id: RecordId,
    digest: Digest,
    seconds: Option<i64>,
    category: Category,
    groups: u8,
    flags: u8,
    /// Where in the chunk the row begins…
    pub(super) from: usize,
    /// …where its texts begin, and where each of them ends.
    texts: usize,
    ends: [u32; TEXTS],
}

impl Head {
    /// Reads the row that begins at `from` in `chunk`; also gives where it ends. `None` when it is no row.
    pub(super) fn parse(chunk: &[u8], from: usize) -> Option<(Self, usize)> {
        let bytes = chunk.get(from..)?;
        let (number, bytes) = bytes.split_first_chunk()?;
        let (id, bytes) = bytes.split_first_chunk::<8>()?;
        let (digest, bytes) = bytes.split_first_chunk()?;
        let (seconds, bytes) = bytes.split_first_chunk()?;
        let (&[category, groups, flags], bytes) = bytes.split_first_chunk()?;
        let (lengths, bytes) = bytes.split_first_chunk::<{ 2 * TEXTS }>()?;
        let mut ends = [0; TEXTS];
        let mut end = 0_u32;
        for (slot, length) in ends.iter_mut().zip(lengths.chunks_exact(2)) {
            end += u32::from(u16::from_be_bytes(length.try_into().ok()?));
            *slot = end;
        }
        let texts = chunk.len().checked_sub(bytes.len())?;
        let row_end = texts.checked_add(usize::try_from(end).ok()?)?;
        std::str::from_utf8(chunk.get(texts..row_end)?).ok()?;
        let head = Self {
            number: u64::from_be_bytes(*number),
            id: RecordId::from_bytes(id)?,
            digest: *digest,
            seconds: Some(i64::from_be_bytes(*seconds)).filter(|seconds| *seconds != NO_DATE),
            category: *Category::ALL.get(usize::from(category))?,
            groups,
            flags,
            from,
            texts,
            ends,
        };
        Some((head, row_end))
    }
}

/// A row, read.
#[derive(Clone, Copy)]
pub(in crate::records) struct Row<'c> {
    pub(super) head: &'c Head,
    pub(super) chunk: &'c [u8],
}

impl<'c> Row<'c> {
    pub(in crate::records) fn id(&self) -> RecordId {
        self.head.id
    }

    /// SHA-256 of the record.
    pub(in crate::records) fn digest(&self) -> &'c Digest {
        &self.head.digest
    }

    pub(in crate::records) fn category(&self) -> Category {
        self.head.category
    }

    /// The clinical date as seconds since 1970.
    pub(in crate::records) fn seconds(&self) -> Option<i64> {
        self.head.seconds
    }

    /// The resource type.
    pub(in crate::records) fn kind(&self) -> &'c str {
        self.text(KIND)
    }

    pub(in crate::records) fn title(&self) -> &'c str {
        self.text(TITLE)
    }

    pub(in crate::records) fn detail(&self) -> Option<&'c str> {
        self.some_text(DETAIL)
    }

    pub(in crate::records) fn status(&self) -> Option<&'c str> {
        self.some_text(STATUS)
    }

    /// The clinical date as written.
    pub(in crate::records) fn date(&self) -> Option<&'c str> {
        self.some_text(DATE)
    }

    pub(in crate::records) fn source(&self) -> Option<&'c str> {
        self.some_text(SOURCE)
    }

    /// What it has in common with the other points of its series.
    pub(in crate::records) fn series(&self) -> Option<&'c [u8]> {
        Some(self.bytes(SERIES)).filter(|series| !series.is_empty())
    }

    pub(in crate::records) fn haystack(&self) -> &'c [u8] {
        self.bytes(HAYSTACK)
    }

    /// The sensitive groups it is in.
    pub(in crate::records) fn sensitive(&self) -> BTreeSet<SensitiveGroup> {
        let places = SensitiveGroup::ALL.into_iter().enumerate();
        let set = places.filter(|(place, _)| self.head.groups & (1 << place) != 0);
        set.map(|(_, group)| group).collect()
    }

    pub(in crate::records) fn is_apart(&self) -> bool {
        self.has(IS_APART)
    }

    pub(in crate::records) fn is_sample(&self) -> bool {
        self.has(IS_SAMPLE)
    }

    pub(in crate::records) fn is_document(&self) -> bool {
        self.has(IS_DOCUMENT)
    }

    pub(in crate::records) fn is_severe(&self) -> bool {
        self.has(IS_SEVERE)
    }

    pub(in crate::records) fn says_none(&self) -> bool {
        self.has(SAYS_NONE)
    }

    pub(in crate::records) fn is_current(&self) -> bool {
        self.has(IS_CURRENT)
    }

    pub(in crate::records) fn is_by_hand(&self) -> bool {
        self.has(IS_BY_HAND)
    }

    fn has(&self, flag: u8) -> bool {
        self.head.flags & flag != 0
    }

    fn some_text(&self, which: usize) -> Option<&'c str> {
        Some(self.text(which)).filter(|text| !text.is_empty())
    }

    fn text(&self, which: usize) -> &'c str {
        std::str::from_utf8(self.bytes(which)).unwrap_or_default()
    }

    fn bytes(&self, which: usize) -> &'c [u8] {
        let end = |which: usize| self.head.ends.get(which).copied().unwrap_or_default();
        let place = |end: u32| self.head.texts + usize::try_from(end).unwrap_or_default();
        let from = which.checked_sub(1).map_or(0, end);
        let range = place(from)..place(end(which));
        self.chunk.get(range).unwrap_or_default()
    }
}
