//! What an element may look like. A list gives each element that may stay a shape, and the value is built anew from what
//! the shape allows: nothing is copied that was not understood.

/// An element that may stay, and how.
pub(crate) type Element = (&'static str, Shape);

/// The shape of a value. Each stands for one value or for a list of them.
#[derive(Clone, Copy)]
pub(crate) enum Shape {
    /// A Quantity of time since birth.
    Age,
    /// A date of birth.
    Birth,
    /// A word of one of FHIR's own small lists: `active`, `order`.
    Code,
    /// A Coding.
    Coding,
    /// A `CodeableConcept`.
    Concept,
    /// Two or three letters for a country.
    Country,
    /// A date or a time.
    Date,
    /// `true` or `false`.
    Flag,
    /// A Reference to a record of the share.
    Link,
    /// A number.
    Number,
    /// A group of elements.
    Part(&'static [Element]),
    /// A Period.
    Period,
    /// A Quantity.
    Quantity,
    /// A Range.
    Range,
    /// A Ratio.
    Ratio,
    /// A group of elements of which FHIR demands one of those named beside it: without it the group goes.
    Whole(&'static [Element], &'static [&'static str]),
    /// A text as it was written.
    Words,
}

/// A resource type that may stay.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    /// What may stay, beside [`DATED`].
    pub(crate) elements: &'static [Element],
    /// Without one of these a record says nothing and stays out; an empty list asks for none.
    pub(crate) must: &'static [&'static str],
}

impl Kind {
    /// When it was, for the types of which FHIR R4 demands that: one of these, or the record stays out.
    pub(crate) fn demanded_date(&self) -> &'static [&'static str] {
        match self.name {
            "Immunization" => &["occurrenceDateTime"],
            "MedicationAdministration" => &["effectiveDateTime", "effectivePeriod"],
            _ => &[],
        }
    }
}

use Shape::{Code, Concept, Date, Flag, Number, Part, Period, Quantity, Range, Ratio};

/// The dates of any record, under all the names FHIR has for them.
pub(crate) const DATED: &[Element] = &[
    ("effectiveDateTime", Date),
    ("effectivePeriod", Period),
    ("performedDateTime", Date),
    ("performedPeriod", Period),
    ("occurrenceDateTime", Date),
    ("onsetDateTime", Date),
    ("onsetPeriod", Period),
    ("abatementDateTime", Date),
    ("abatementPeriod", Period),
    ("timingDateTime", Date),
    ("timingPeriod", Period),
    ("recordedDate", Date),
    ("recordedOn", Date),
    ("authoredOn", Date),
    ("dateAsserted", Date),
    ("lastOccurrence", Date),
    ("whenPrepared", Date),
    ("whenHandedOver", Date),
    ("period", Period),
];

/// How a medicine is taken.
pub(crate) const DOSAGE: &[Element] = &[
    ("sequence", Number),
    ("timing", Part(TIMING)),
    ("asNeededBoolean", Flag),
    ("asNeededCodeableConcept", Concept),
    ("additionalInstruction", Concept),
    ("site", Concept),
    ("route", Concept),
    ("method", Concept),
    ("doseAndRate", Part(DOSE)),
    ("maxDosePerPeriod", Ratio),
    ("dose", Quantity),
    ("rateRatio", Ratio),
    ("rateQuantity", Quantity),
];

const TIMING: &[Element] = &[("repeat", Part(REPEAT)), ("code", Concept)];

const REPEAT: &[Element] = &[
    ("boundsPeriod", Period),
    ("boundsDuration", Quantity),
    ("count", Number),
    ("duration", Number),
    ("durationUnit", Code),
    ("frequency", Number),
    ("frequencyMax", Number),
    ("period", Number),
    ("periodMax", Number),
    ("periodUnit", Code),
    ("when", Code),
];

const DOSE: &[Element] = &[
    ("type", Concept),
    ("doseRange", Range),
    ("doseQuantity", Quantity),
    ("rateRatio", Ratio),
    ("rateRange", Range),
    ("rateQuantity", Quantity),
];
