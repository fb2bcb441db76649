//! The results of one kind over time: as numbers for a chart, with the normal range that the laboratory sent with the
//! newest of them. Which results belong together the catalogue knows; the numbers are read from the records themselves.

use std::collections::HashMap;

use keepwell_records::view::{Flag, Measure};
use serde::Serialize;

use super::{
    RecordsError, body,
    catalogue::{Catalogue, Order, Row},
};
use crate::vault::Vault;

/// Most points of a series: the newest ones.
const MOST_POINTS: usize = 200;

/// A series of one result. No `Debug`: it is health data.
#[derive(Clone, PartialEq, Serialize)]
pub struct Series {
    /// What was measured, in the words of the newest.
    pub title: String,
    /// The unit of all of them.
    pub unit: String,
    /// The low end of the normal range.
    pub low: Option<f64>,
    /// The high end of it.
    pub high: Option<f64>,
    /// Oldest first.
    pub points: Vec<Point>,
}

/// One result. No `Debug`: it is health data.
#[derive(Clone, PartialEq, Serialize)]
pub struct Point {
    /// Its date as written.
    pub date: String,
    /// The number.
    pub value: f64,
    /// What the source says of it.
    pub flag: Option<Flag>,
}

/// The series that a record is a point of; `None` when it is none, or has no other.
///
/// # Errors
/// [`RecordsError`] when the store cannot be read.
pub(super) fn of(
    vault: &Vault,
    catalogue: &Catalogue,
    row: Row<'_>,
) -> Result<Option<Series>, RecordsError> {
    let Some(series) = row.series() else {
        return Ok(None);
    };
    let mut points = Vec::new();
    let mut newest: Option<Measure> = None;
    let rows = catalogue.ordered(Order::Newest);
    let alike = rows.filter(|other| {
        other.series() == Some(series) && other.is_apart() == row.is_apart() && is_dated(*other)
    });
    for other in alike.take(MOST_POINTS) {
        let raw = body::read_shown(vault, other.id())?;
        let Some(measure) = raw.as_deref().and_then(Measure::of) else {
            continue;
        };
        points.push(Point {
            date: other.date().unwrap_or_default().to_owned(),
            value: measure.value,
            flag: measure.flag,
        });
        newest.get_or_insert(measure);
    }
    points.reverse();
    Ok(newest.filter(|_| points.len() > 1).map(|newest| Series {
        title: newest.title,
        unit: newest.unit,
        low: newest.low,
        high: newest.high,
        points,
    }))
}

/// The wallet's own person's series to show first: the one with the most points, of equal ones the one measured last.
///
/// # Errors
/// [`RecordsError`] when the store cannot be read.
pub(super) fn longest(
    vault: &Vault,
    catalogue: &Catalogue,
) -> Result<Option<Series>, RecordsError> {
    let mut found: HashMap<&[u8], (usize, Row<'_>)> = HashMap::new();
    let rows = catalogue.ordered(Order::Newest);
    for row in rows.filter(|row| !row.is_apart() && is_dated(*row)) {
        if let Some(series) = row.series() {
            found.entry(series).or_insert((0, row)).0 += 1;
        }
    }
    let longest = found
        .into_values()
        .max_by_key(|(points, row)| (*points, row.seconds(), row.id()));
    longest.map_or(Ok(None), |(_, row)| of(vault, catalogue, row))
}

/// A point without a place in time cannot be drawn.
fn is_dated(row: Row<'_>) -> bool {
    row.seconds().is_some()
}
