//! The two orders in which records are shown. Each is worked out when it is first asked for and kept with the catalogue.

use std::cmp::Reverse;

use super::{At, Catalogue, row::Row};

/// How a list is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Newest clinical date first, those without a date last; alike ones in the order in which they came.
    #[default]
    Newest,
    /// Category after category, each as [`Self::Newest`].
    Category,
}

impl Catalogue {
    /// All rows in this order.
    pub(in crate::records) fn ordered(&self, order: Order) -> impl Iterator<Item = Row<'_>> {
        let places = match order {
            Order::Newest => self.newest(),
            Order::Category => self.by_category.get_or_init(|| {
                let mut places = self.newest().to_vec();
                // Stable, so that each category stays in the order it was in.
                places.sort_by_cached_key(|at| self.at(*at).map(|row| row.category()));
                places
            }),
        };
        places.iter().filter_map(|at| self.at(*at))
    }

    fn newest(&self) -> &[At] {
        self.newest.get_or_init(|| {
            let mut places = Vec::with_capacity(self.len());
            for (chunk, (_, rows)) in (0..).zip(&self.chunks) {
                let rows = (0..).zip(rows.rows());
                places.extend(rows.map(|(at, row)| (Reverse(row.seconds()), (chunk, at))));
            }
            places.sort_unstable();
            places.into_iter().map(|(_, at)| at).collect()
        })
    }
}
