//! The page for a doctor abroad: what a summary would share, in the language of the country with the original below. Made from
//! what is on this device; nobody is asked and nothing is kept. Private topics stay out.

use keepwell_protocol::time::Timestamp;
use keepwell_records::{bundle::Bundle, emergency::sheet, sensitive::Groups};
use rand_core::CryptoRngCore;

use crate::{
    records::{self, RecordsError, Selection, What},
    vault::Vault,
};

pub use keepwell_records::{
    emergency::{Phrase, Sheet, SheetKind, SheetLine, SheetWords},
    terms::Language,
};

/// A page. No `Debug`: it is health data.
pub struct TravelPage {
    /// What stands on it.
    pub sheet: Sheet,
    /// Some of it is the built-in sample's.
    pub is_sample: bool,
}

/// Makes the page in this language.
///
/// # Errors
/// [`RecordsError::NothingSelected`] of an empty record, or why the records cannot be read.
pub fn page(
    vault: &Vault,
    language: Language,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<TravelPage, RecordsError> {
    let selection = Selection {
        what: What::Summary,
        let_in: Groups::new(),
        to_months: false,
    };
    let selected = records::select(vault, &selection, now, rng)?;
    let bundle = Bundle::read(&selected.bundle).ok_or(RecordsError::Damaged)?;
    Ok(TravelPage {
        sheet: sheet(&bundle, language),
        is_sample: selected.is_sample,
    })
}

#[cfg(test)]
mod tests {
    use rand_core::OsRng;

    use super::*;
    use crate::testing::{NOW, Wallet};

    fn written(wallet: &Wallet, kind: SheetKind) -> Vec<String> {
        let page = page(&wallet.vault, Language::Ar, NOW, &mut OsRng).expect("a page");
        let lines = page.sheet.lines.into_iter();
        let of_kind = lines.filter(|line| line.kind == kind);
        of_kind
            .filter_map(|line| Some(line.what?.written))
            .collect()
    }

    #[test]
    fn the_sample_is_read_in_arabic_and_says_that_it_is_one() {
        let wallet = Wallet::with_sample();
        let page = page(&wallet.vault, Language::Ar, NOW, &mut OsRng).expect("a page");
        assert!(page.is_sample);
        let terms = page.sheet.lines.iter().filter_map(|line| {
            let what = line.what.as_ref()?;
            what.term.as_ref()
        });
        assert!(terms.count() > 3);
    }

    #[test]
    fn private_topics_stay_out_and_an_empty_record_has_no_page() {
        let wallet = Wallet::new();
        let none = page(&wallet.vault, Language::Es, NOW, &mut OsRng);
        assert!(matches!(none, Err(RecordsError::NothingSelected)));
        let mood = r#"{"resourceType":"Condition","code":{"text":"Low mood","coding":[
            {"system":"http://hl7.org/fhir/sid/icd-10","code":"F32.1"}]}}"#;
        wallet.import("mood.json", mood.as_bytes());
        let asthma = r#"{"resourceType":"Condition","code":{"text":"Asthma"}}"#;
        wallet.import("asthma.json", asthma.as_bytes());
        assert_eq!(written(&wallet, SheetKind::Condition), ["Asthma"]);
    }
}
