//! The written list: which labels and which codes make a record sensitive. One row a line, so that a reader can check it
//! against its sources, which docs/formats/sensitive.md names. Only rows somebody was sure of; it is meant to grow.

use super::SensitiveGroup::{self, Genetic, Mental, Sexual, Substance, Violence};
use Family::{Atc, Icd10, Icd10Pcs, Loinc, Snomed};

/// A code system, under all its addresses.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Atc,
    Icd10,
    Icd10Pcs,
    Loinc,
    Snomed,
}

/// Codes of one group: for ICD-10, its procedures and ATC a range of beginnings, without the dot; for the others one code.
pub(super) struct Row {
    pub(super) family: Family,
    from: &'static str,
    to: &'static str,
    pub(super) group: SensitiveGroup,
}

impl Row {
    /// Whether `code`, in capitals and without dots, is in it.
    pub(super) fn covers(&self, code: &str) -> bool {
        match self.family {
            Loinc | Snomed => code == self.from,
            Atc | Icd10 | Icd10Pcs => code
                .get(..self.from.len())
                .is_some_and(|start| (self.from..=self.to).contains(&start)),
        }
    }

    /// Whether it is in the form that [`Self::covers`] expects.
    #[cfg(test)]
    pub(super) fn is_well_written(&self) -> bool {
        let plain = |code: &str| {
            code.bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        };
        match self.family {
            Loinc => self.from == self.to && self.from.contains('-'),
            Snomed => self.from == self.to && self.from.parse::<u64>().is_ok(),
            Atc | Icd10 | Icd10Pcs => {
                self.from.len() == self.to.len() && self.from <= self.to && plain(self.from)
            }
        }
    }
}

const fn range(family: Family, from: &'static str, to: &'static str, group: SensitiveGroup) -> Row {
    Row {
        family,
        from,
        to,
        group,
    }
}

const fn one(family: Family, code: &'static str, group: SensitiveGroup) -> Row {
    range(family, code, code, group)
}

/// What is part of a code system's address, in small letters: ICD-10 has one for each country's edition.
/// The first that fits counts.
pub(super) const SYSTEMS: [(&str, Family); 13] = [
    ("icd-10-pcs", Icd10Pcs),
    ("medicare/coding/icd10", Icd10Pcs),
    ("2.16.840.1.113883.6.4", Icd10Pcs),
    ("icd-10", Icd10),
    ("2.16.840.1.113883.6.90", Icd10),
    ("2.16.840.1.113883.6.3", Icd10),
    ("snomed.info/sct", Snomed),
    ("2.16.840.1.113883.6.96", Snomed),
    ("loinc.org", Loinc),
    ("2.16.840.1.113883.6.1", Loinc),
    ("whocc.no/atc", Atc),
    ("whocc.org/atc", Atc),
    ("2.16.840.1.113883.6.73", Atc),
];

/// HL7 v3-ActCode, `InformationSensitivityPolicy`.
pub(super) const LABELS: [(&str, SensitiveGroup); 18] = [
    ("BH", Mental),
    ("COGN", Mental),
    ("EMOTDIS", Mental),
    ("MH", Mental),
    ("PSY", Mental),
    ("PSYTHPN", Mental),
    ("HIV", Sexual),
    ("SEX", Sexual),
    ("STD", Sexual),
    ("GDIS", Genetic),
    ("ETH", Substance),
    ("ETHUD", Substance),
    ("OPIOIDUD", Substance),
    ("SUD", Substance),
    ("DV", Violence),
    ("MST", Violence),
    ("SDV", Violence),
    ("VIO", Violence),
];

/// Codes.
pub(super) const CODES: &[Row] = &[
    // ICD-10: mental and behavioural disorders, without those due to substances; self-harm; their care and history.
    range(Icd10, "F00", "F09", Mental),
    range(Icd10, "F20", "F99", Mental),
    range(Icd10, "X60", "X84", Mental),
    one(Icd10, "R4581", Mental),
    one(Icd10, "R4588", Mental),
    one(Icd10, "T1491", Mental),
    one(Icd10, "Z004", Mental),
    one(Icd10, "Z133", Mental),
    one(Icd10, "Z504", Mental),
    one(Icd10, "Z543", Mental),
    one(Icd10, "Z818", Mental),
    one(Icd10, "Z865", Mental),
    one(Icd10, "Z915", Mental),
    // ICD-10: HIV, infections passed on by sex, sexuality, contraception, fertility, pregnancies that ended early.
    range(Icd10, "A50", "A64", Sexual),
    range(Icd10, "B20", "B24", Sexual),
    one(Icd10, "F52", Sexual),
    range(Icd10, "F64", "F66", Sexual),
    one(Icd10, "N46", Sexual),
    one(Icd10, "N484", Sexual),
    one(Icd10, "N52", Sexual),
    one(Icd10, "N97", Sexual),
    range(Icd10, "O00", "O08", Sexual),
    one(Icd10, "R75", Sexual),
    range(Icd10, "Z113", "Z114", Sexual),
    one(Icd10, "Z202", Sexual),
    one(Icd10, "Z206", Sexual),
    one(Icd10, "Z21", Sexual),
    range(Icd10, "Z30", "Z32", Sexual),
    one(Icd10, "Z640", Sexual),
    one(Icd10, "Z70", Sexual),
    one(Icd10, "Z717", Sexual),
    one(Icd10, "Z725", Sexual),
    // ICD-10: chromosomes, Huntington's disease, carriers and susceptibility, genetic counselling.
    one(Icd10, "G10", Genetic),
    range(Icd10, "Q90", "Q99", Genetic),
    range(Icd10, "Z14", "Z15", Genetic),
    one(Icd10, "Z315", Genetic),
    // ICD-10: disorders due to substances, their care, history and direct harm.
    range(Icd10, "F10", "F19", Substance),
    one(Icd10, "E244", Substance),
    one(Icd10, "G312", Substance),
    one(Icd10, "G621", Substance),
    one(Icd10, "I426", Substance),
    one(Icd10, "K292", Substance),
    one(Icd10, "K70", Substance),
    one(Icd10, "K860", Substance),
    one(Icd10, "R780", Substance),
    one(Icd10, "T40", Substance),
    range(Icd10, "Z502", "Z503", Substance),
    range(Icd10, "Z714", "Z715", Substance),
    range(Icd10, "Z721", "Z722", Substance),
    range(Icd10, "Z811", "Z814", Substance),
    one(Icd10, "Z864", Substance),
    // ICD-10: maltreatment, assault, examination and care of victims.
    one(Icd10, "T74", Violence),
    one(Icd10, "T76", Violence),
    range(Icd10, "X85", "X99", Violence),
    range(Icd10, "Y00", "Y09", Violence),
    range(Icd10, "Z044", "Z045", Violence),
    one(Icd10, "Z047", Violence),
    range(Icd10, "Z614", "Z616", Violence),
    one(Icd10, "Z6281", Violence),
    one(Icd10, "Z69", Violence),
    one(Icd10, "Z9141", Violence),
    // ICD-10-PCS: its sections of mental health and of substance abuse treatment.
    one(Icd10Pcs, "GZ", Mental),
    one(Icd10Pcs, "HZ", Substance),
    // ATC: medicines that tell their reason.
    one(Atc, "N05A", Mental),
    one(Atc, "N06A", Mental),
    one(Atc, "N06BA", Mental),
    one(Atc, "G03A", Sexual),
    one(Atc, "G04BE", Sexual),
    range(Atc, "J05AE", "J05AG", Sexual),
    one(Atc, "J05AJ", Sexual),
    one(Atc, "J05AR", Sexual),
    range(Atc, "N07BB", "N07BC", Substance),
    // LOINC: depression and anxiety scales, psychiatric letters.
    one(Loinc, "34788-0", Mental),
    one(Loinc, "44249-1", Mental),
    one(Loinc, "44261-6", Mental),
    one(Loinc, "55758-7", Mental),
    one(Loinc, "69737-5", Mental),
    one(Loinc, "70274-6", Mental),
    one(Loinc, "71354-5", Mental),
    one(Loinc, "73831-0", Mental),
    one(Loinc, "73832-8", Mental),
    // LOINC: HIV and its counts, infections passed on by sex, pregnancy tests.
    one(Loinc, "20447-9", Sexual),
    one(Loinc, "24467-3", Sexual),
    one(Loinc, "25835-0", Sexual),
    one(Loinc, "25836-8", Sexual),
    one(Loinc, "29893-5", Sexual),
    one(Loinc, "30361-0", Sexual),
    one(Loinc, "31201-7", Sexual),
    one(Loinc, "48345-3", Sexual),
    one(Loinc, "5221-7", Sexual),
    one(Loinc, "5222-9", Sexual),
    one(Loinc, "56888-1", Sexual),
    one(Loinc, "58900-2", Sexual),
    one(Loinc, "75622-1", Sexual),
    one(Loinc, "7918-6", Sexual),
    one(Loinc, "80203-3", Sexual),
    one(Loinc, "8123-2", Sexual),
    one(Loinc, "20507-0", Sexual),
    one(Loinc, "21613-5", Sexual),
    one(Loinc, "24110-9", Sexual),
    one(Loinc, "24111-7", Sexual),
    one(Loinc, "31147-2", Sexual),
    one(Loinc, "43304-5", Sexual),
    one(Loinc, "43305-2", Sexual),
    one(Loinc, "5292-8", Sexual),
    one(Loinc, "2106-3", Sexual),
    one(Loinc, "2118-8", Sexual),
    // LOINC: genetic reports and their parts.
    one(Loinc, "29770-5", Genetic),
    one(Loinc, "48004-6", Genetic),
    one(Loinc, "48005-3", Genetic),
    one(Loinc, "48018-6", Genetic),
    one(Loinc, "51968-6", Genetic),
    one(Loinc, "51969-4", Genetic),
    one(Loinc, "53037-8", Genetic),
    one(Loinc, "55233-1", Genetic),
    one(Loinc, "69548-6", Genetic),
    one(Loinc, "81247-9", Genetic),
    one(Loinc, "81252-9", Genetic),
    // LOINC: alcohol and drugs.
    one(Loinc, "11331-6", Substance),
    one(Loinc, "11343-1", Substance),
    one(Loinc, "3349-8", Substance),
    one(Loinc, "3397-7", Substance),
    one(Loinc, "3426-4", Substance),
    one(Loinc, "3879-4", Substance),
    one(Loinc, "5640-8", Substance),
    one(Loinc, "5643-2", Substance),
    one(Loinc, "74013-4", Substance),
    one(Loinc, "75626-2", Substance),
    // LOINC: the HARK questions on violence by a partner.
    one(Loinc, "76499-3", Violence),
    one(Loinc, "76500-8", Violence),
    one(Loinc, "76501-6", Violence),
    one(Loinc, "76502-4", Violence),
    one(Loinc, "76503-2", Violence),
    one(Loinc, "76504-0", Violence),
    // SNOMED CT: mental disorders, self-harm, treatments.
    one(Snomed, "13746004", Mental),
    one(Snomed, "191736004", Mental),
    one(Snomed, "197480006", Mental),
    one(Snomed, "20010003", Mental),
    one(Snomed, "21897009", Mental),
    one(Snomed, "228557008", Mental),
    one(Snomed, "23835007", Mental),
    one(Snomed, "310495003", Mental),
    one(Snomed, "310496002", Mental),
    one(Snomed, "310497006", Mental),
    one(Snomed, "33449004", Mental),
    one(Snomed, "35489007", Mental),
    one(Snomed, "36923009", Mental),
    one(Snomed, "370143000", Mental),
    one(Snomed, "371631005", Mental),
    one(Snomed, "406506008", Mental),
    one(Snomed, "408856003", Mental),
    one(Snomed, "47505003", Mental),
    one(Snomed, "48694002", Mental),
    one(Snomed, "52448006", Mental),
    one(Snomed, "56882008", Mental),
    one(Snomed, "58214004", Mental),
    one(Snomed, "58703003", Mental),
    one(Snomed, "6471006", Mental),
    one(Snomed, "66344007", Mental),
    one(Snomed, "69322001", Mental),
    one(Snomed, "72366004", Mental),
    one(Snomed, "74732009", Mental),
    one(Snomed, "75516001", Mental),
    one(Snomed, "78004001", Mental),
    one(Snomed, "82313006", Mental),
    // SNOMED CT: HIV, infections passed on by sex, fertility, identity.
    one(Snomed, "105629000", Sexual),
    one(Snomed, "15296000", Sexual),
    one(Snomed, "15628003", Sexual),
    one(Snomed, "165816005", Sexual),
    one(Snomed, "17369002", Sexual),
    one(Snomed, "240589008", Sexual),
    one(Snomed, "266113007", Sexual),
    one(Snomed, "278977008", Sexual),
    one(Snomed, "33839006", Sexual),
    one(Snomed, "56335008", Sexual),
    one(Snomed, "57797005", Sexual),
    one(Snomed, "62479008", Sexual),
    one(Snomed, "76272004", Sexual),
    one(Snomed, "8098009", Sexual),
    one(Snomed, "8619003", Sexual),
    one(Snomed, "86406008", Sexual),
    one(Snomed, "860914002", Sexual),
    one(Snomed, "91947003", Sexual),
    one(Snomed, "93461009", Sexual),
    // SNOMED CT: hereditary disease and its tests.
    one(Snomed, "32895009", Genetic),
    one(Snomed, "405824009", Genetic),
    one(Snomed, "409709004", Genetic),
    one(Snomed, "41040004", Genetic),
    one(Snomed, "412734009", Genetic),
    one(Snomed, "412738007", Genetic),
    one(Snomed, "58756001", Genetic),
    one(Snomed, "79841006", Genetic),
    // SNOMED CT: alcohol and drugs.
    one(Snomed, "15167005", Substance),
    one(Snomed, "191816009", Substance),
    one(Snomed, "26416006", Substance),
    one(Snomed, "31956009", Substance),
    one(Snomed, "361055000", Substance),
    one(Snomed, "37344009", Substance),
    one(Snomed, "5602001", Substance),
    one(Snomed, "66214007", Substance),
    one(Snomed, "7200002", Substance),
    one(Snomed, "75544000", Substance),
    one(Snomed, "85005007", Substance),
    // SNOMED CT: violence.
    one(Snomed, "248110007", Violence),
    one(Snomed, "424393004", Violence),
    one(Snomed, "706893006", Violence),
];
