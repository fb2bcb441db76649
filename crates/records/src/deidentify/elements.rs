//! The written list: which elements of which resource types may stay when nobody is to be told from the record. What is
//! not here stays out.

use crate::pared::{
    DOSAGE, Element, Kind,
    Shape::{
        Age, Birth, Code, Coding, Concept, Country, Date, Flag, Link, Number, Part, Period,
        Quantity, Range, Ratio, Whole,
    },
};

pub(super) const KINDS: &[Kind] = &[
    Kind {
        name: "Patient",
        elements: PATIENT,
        must: &[],
    },
    Kind {
        name: "AllergyIntolerance",
        elements: ALLERGY,
        must: &["code"],
    },
    Kind {
        name: "Condition",
        elements: CONDITION,
        must: &["code"],
    },
    Kind {
        name: "Observation",
        elements: OBSERVATION,
        must: &["code"],
    },
    Kind {
        name: "DiagnosticReport",
        elements: REPORT,
        must: &["code"],
    },
    Kind {
        name: "Medication",
        elements: MEDICATION,
        must: &["code", "ingredient"],
    },
    Kind {
        name: "MedicationStatement",
        elements: TAKING,
        must: TAKEN,
    },
    Kind {
        name: "MedicationRequest",
        elements: TAKING,
        must: TAKEN,
    },
    Kind {
        name: "MedicationAdministration",
        elements: TAKING,
        must: TAKEN,
    },
    Kind {
        name: "MedicationDispense",
        elements: TAKING,
        must: TAKEN,
    },
    Kind {
        name: "Immunization",
        elements: IMMUNIZATION,
        must: &["vaccineCode"],
    },
    Kind {
        name: "Procedure",
        elements: PROCEDURE,
        must: &["code"],
    },
    Kind {
        name: "Encounter",
        elements: ENCOUNTER,
        must: &["class", "type"],
    },
    Kind {
        name: "Specimen",
        elements: SPECIMEN,
        must: &["type"],
    },
    Kind {
        name: "Device",
        elements: DEVICE,
        must: &["type"],
    },
    Kind {
        name: "DeviceUseStatement",
        elements: DEVICE_USE,
        must: &["device"],
    },
];

const PATIENT: &[Element] = &[
    ("gender", Code),
    ("birthDate", Birth),
    ("deceasedBoolean", Flag),
    ("deceasedDateTime", Date),
    ("address", Part(&[("country", Country)])),
];

const ALLERGY: &[Element] = &[
    ("clinicalStatus", Concept),
    ("verificationStatus", Concept),
    ("type", Code),
    ("category", Code),
    ("criticality", Code),
    ("code", Concept),
    ("patient", Link),
    ("encounter", Link),
    ("onsetAge", Age),
    ("reaction", Whole(REACTION, &["manifestation"])),
];

const REACTION: &[Element] = &[
    ("substance", Concept),
    ("manifestation", Concept),
    ("onset", Date),
    ("severity", Code),
    ("exposureRoute", Concept),
];

const CONDITION: &[Element] = &[
    ("clinicalStatus", Concept),
    ("verificationStatus", Concept),
    ("category", Concept),
    ("severity", Concept),
    ("code", Concept),
    ("bodySite", Concept),
    ("subject", Link),
    ("encounter", Link),
    ("onsetAge", Age),
    ("abatementAge", Age),
    ("stage", Part(&[("summary", Concept), ("type", Concept)])),
];

const OBSERVATION: &[Element] = &[
    ("status", Code),
    ("category", Concept),
    ("code", Concept),
    ("subject", Link),
    ("encounter", Link),
    ("valueQuantity", Quantity),
    ("valueCodeableConcept", Concept),
    ("valueBoolean", Flag),
    ("valueInteger", Number),
    ("valueRange", Range),
    ("valueRatio", Ratio),
    ("valueDateTime", Date),
    ("valuePeriod", Period),
    ("dataAbsentReason", Concept),
    ("interpretation", Concept),
    ("bodySite", Concept),
    ("method", Concept),
    ("specimen", Link),
    ("hasMember", Link),
    ("derivedFrom", Link),
    ("referenceRange", Part(NORMAL)),
    ("component", Whole(COMPONENT, &["code"])),
];

const NORMAL: &[Element] = &[
    ("low", Quantity),
    ("high", Quantity),
    ("type", Concept),
    ("appliesTo", Concept),
];

const COMPONENT: &[Element] = &[
    ("code", Concept),
    ("valueQuantity", Quantity),
    ("valueCodeableConcept", Concept),
    ("valueBoolean", Flag),
    ("valueInteger", Number),
    ("valueRange", Range),
    ("valueRatio", Ratio),
    ("valueDateTime", Date),
    ("valuePeriod", Period),
    ("dataAbsentReason", Concept),
    ("interpretation", Concept),
    ("referenceRange", Part(NORMAL)),
];

const REPORT: &[Element] = &[
    ("status", Code),
    ("category", Concept),
    ("code", Concept),
    ("subject", Link),
    ("encounter", Link),
    ("specimen", Link),
    ("result", Link),
    ("conclusionCode", Concept),
];

const MEDICATION: &[Element] = &[
    ("code", Concept),
    ("status", Code),
    ("form", Concept),
    ("amount", Ratio),
    (
        "ingredient",
        Whole(INGREDIENT, &["itemCodeableConcept", "itemReference"]),
    ),
];

const INGREDIENT: &[Element] = &[
    ("itemCodeableConcept", Concept),
    ("itemReference", Link),
    ("isActive", Flag),
    ("strength", Ratio),
];

/// Prescribed, taken, given, handed out: one list, since each has some of it.
const TAKING: &[Element] = &[
    ("status", Code),
    ("intent", Code),
    ("priority", Code),
    ("doNotPerform", Flag),
    ("statusReason", Concept),
    ("category", Concept),
    ("type", Concept),
    ("medicationCodeableConcept", Concept),
    ("medicationReference", Link),
    ("subject", Link),
    ("context", Link),
    ("encounter", Link),
    ("reasonCode", Concept),
    ("reasonReference", Link),
    ("courseOfTherapyType", Concept),
    ("quantity", Quantity),
    ("daysSupply", Quantity),
    ("dosage", Part(DOSAGE)),
    ("dosageInstruction", Part(DOSAGE)),
    ("dispenseRequest", Part(DISPENSE)),
];

const TAKEN: &[&str] = &["medicationCodeableConcept", "medicationReference"];

const DISPENSE: &[Element] = &[
    ("validityPeriod", Period),
    ("numberOfRepeatsAllowed", Number),
    ("quantity", Quantity),
];

const IMMUNIZATION: &[Element] = &[
    ("status", Code),
    ("statusReason", Concept),
    ("vaccineCode", Concept),
    ("patient", Link),
    ("encounter", Link),
    ("primarySource", Flag),
    ("site", Concept),
    ("route", Concept),
    ("doseQuantity", Quantity),
    ("reasonCode", Concept),
    ("isSubpotent", Flag),
    (
        "protocolApplied",
        Whole(PROTOCOL, &["doseNumberPositiveInt"]),
    ),
];

const PROTOCOL: &[Element] = &[
    ("targetDisease", Concept),
    ("doseNumberPositiveInt", Number),
    ("seriesDosesPositiveInt", Number),
];

const PROCEDURE: &[Element] = &[
    ("status", Code),
    ("statusReason", Concept),
    ("category", Concept),
    ("code", Concept),
    ("subject", Link),
    ("encounter", Link),
    ("performedAge", Age),
    ("reasonCode", Concept),
    ("reasonReference", Link),
    ("bodySite", Concept),
    ("outcome", Concept),
    ("complication", Concept),
    ("followUp", Concept),
];

const ENCOUNTER: &[Element] = &[
    ("status", Code),
    ("class", Coding),
    ("type", Concept),
    ("priority", Concept),
    ("subject", Link),
    ("length", Quantity),
    ("reasonCode", Concept),
    ("reasonReference", Link),
    (
        "diagnosis",
        Whole(
            &[("condition", Link), ("use", Concept), ("rank", Number)],
            &["condition"],
        ),
    ),
];

const SPECIMEN: &[Element] = &[
    ("status", Code),
    ("type", Concept),
    ("subject", Link),
    (
        "collection",
        Part(&[
            ("collectedDateTime", Date),
            ("method", Concept),
            ("bodySite", Concept),
        ]),
    ),
];

const DEVICE: &[Element] = &[("status", Code), ("type", Concept), ("patient", Link)];

const DEVICE_USE: &[Element] = &[
    ("status", Code),
    ("subject", Link),
    ("device", Link),
    ("reasonCode", Concept),
    ("bodySite", Concept),
];
