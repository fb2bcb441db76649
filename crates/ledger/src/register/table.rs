//! Where entries may be, by their tags: 8 bytes for each, the last 24 bits of the tag and 40 of the entry's index, sorted within
//! 65,536 shards that the first 16 bits of the tag choose. Tags are short, so what is found has to be confirmed by what is
//! looked for. Tags are evenly spread because nobody can choose them, so every shard stays about as long as every other.

use std::thread;

use super::tag::Tag;

/// Chosen by the first 16 of a tag's 40 bits.
const SHARDS: usize = 1 << 16;
const REST_BITS: u32 = 24;
/// Bits of an index: a million million entries, far more than one machine's memory has places for.
const INDEX_BITS: u32 = 40;
const INDEX: u64 = (1 << INDEX_BITS) - 1;
/// A shard that is full grows by this part of itself, so that little memory lies idle.
const GROWTH: usize = 8;

/// The table.
pub(super) struct Table(Vec<Vec<u64>>);

/// A table that is being filled with many tags at once, which costs less than one by one.
pub(super) struct Filling(Table);

impl Table {
    pub(super) fn new() -> Self {
        Self(vec![Vec::new(); SHARDS])
    }

    /// Begins a table with room for about so many tags.
    pub(super) fn fill(tags: usize) -> Filling {
        let mean = tags / SHARDS;
        // One in six shards has more than that; those grow.
        let room = mean.saturating_add(mean.isqrt());
        let shards = (0..SHARDS).map(|_| Vec::with_capacity(room));
        Filling(Self(shards.collect()))
    }

    /// Notes where the entry with this tag is.
    pub(super) fn insert(&mut self, tag: Tag, index: u64) {
        let slot = slot(tag, index);
        if let Some(shard) = self.shard_mut(tag) {
            let at = shard.partition_point(|there| *there < slot);
            make_room(shard);
            shard.insert(at, slot);
        }
    }

    /// Every index that was noted with this tag.
    pub(super) fn find(&self, tag: Tag) -> impl Iterator<Item = u64> + '_ {
        let (least, rest) = (slot(tag, 0), rest(tag));
        let shard = self.0.get(shard_of(tag)).map_or(&[][..], Vec::as_slice);
        let from = shard.partition_point(|there| *there < least);
        let found = shard.get(from..).unwrap_or_default().iter();
        found
            .take_while(move |there| *there >> INDEX_BITS == rest)
            .map(|there| there & INDEX)
    }

    fn shard_mut(&mut self, tag: Tag) -> Option<&mut Vec<u64>> {
        self.0.get_mut(shard_of(tag))
    }
}

impl Filling {
    /// Notes where the entry with this tag is.
    pub(super) fn add(&mut self, tag: Tag, index: u64) {
        if let Some(shard) = self.0.shard_mut(tag) {
            make_room(shard);
            shard.push(slot(tag, index));
        }
    }

    /// The table, sorted on all cores.
    pub(super) fn finish(mut self) -> Table {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        thread::scope(|scope| {
            for part in self.0.0.chunks_mut(SHARDS.div_ceil(cores)) {
                scope.spawn(|| part.iter_mut().for_each(|shard| shard.sort_unstable()));
            }
        });
        self.0
    }
}

fn make_room(shard: &mut Vec<u64>) {
    if shard.len() == shard.capacity() {
        shard.reserve_exact(shard.len() / GROWTH + 1);
    }
}

fn shard_of(tag: Tag) -> usize {
    usize::try_from(tag.number() >> REST_BITS).unwrap_or(SHARDS)
}

fn rest(tag: Tag) -> u64 {
    tag.number() & ((1 << REST_BITS) - 1)
}

fn slot(tag: Tag, index: u64) -> u64 {
    rest(tag) << INDEX_BITS | index & INDEX
}

#[cfg(test)]
mod tests {
    use super::*;
    use keepwell_crypto::hash::sha256;

    fn tag(n: u64) -> Tag {
        let [a, b, c, d, e, ..] = sha256(&n.to_be_bytes());
        Tag::from_bytes([a, b, c, d, e])
    }

    fn found(table: &Table, tag: Tag) -> Vec<u64> {
        table.find(tag).collect()
    }

    #[test]
    fn everything_noted_is_found_and_nothing_else() {
        const COUNT: u64 = 200_000;
        let mut table = Table::new();
        let mut filling = Table::fill(usize::try_from(COUNT).unwrap() / 2);
        for n in 0..COUNT {
            table.insert(tag(n), n);
            filling.add(tag(n), n);
        }
        let filled = filling.finish();
        assert_eq!(table.0, filled.0);
        for n in 0..COUNT {
            assert!(table.find(tag(n)).any(|index| index == n));
        }
        let strays: usize = (COUNT..2 * COUNT)
            .map(|n| found(&table, tag(n)).len())
            .sum();
        assert!(strays < 5, "{strays} tags of 40 bits are alike by chance");
    }

    #[test]
    fn alike_tags_and_the_largest_values_are_kept_apart() {
        let mut table = Table::new();
        let (least, most) = (Tag::from_bytes([0; 5]), Tag::from_bytes([0xff; 5]));
        for index in [INDEX, 3, 0] {
            table.insert(least, index);
            table.insert(most, index);
        }
        table.insert(Tag::from_bytes([0, 0, 0, 0, 1]), 9);
        assert_eq!(found(&table, least), [0, 3, INDEX]);
        assert_eq!(found(&table, most), [0, 3, INDEX]);
        assert_eq!(found(&Table::new(), least), [0_u64; 0]);
    }
}
