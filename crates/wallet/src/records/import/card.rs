//! SMART Health Cards and HCERT certificates that somebody imports, from a file or as the text of a code: the records in
//! them, and the card itself as a document, since it alone proves who signed it. Here nobody has checked that, and the
//! report says so.

mod certificate;

use keepwell_records::{document::Media, import::read};
use keepwell_smart::{
    card::{self, Card, CardError},
    certificate::{self as hcert, Certificate},
    facts::Standing,
    numeric::{self, NumericError, Piece},
};

use super::{Failure, FileReport, Input, Outcome, Problem, Run, Why};

/// How the compact form of a card begins: a JSON object in Base64.
const COMPACT: &str = "eyJ";
/// The longest text that is looked at as a code, in bytes.
pub(super) const MAX_TEXT: u64 = card::MAX_JWS as u64;

/// Whether a text that begins like this may be a code. Others are not read as a whole to find out.
pub(super) fn may_be_code(head: &[u8]) -> bool {
    let head = head.trim_ascii_start();
    [hcert::SCHEME, numeric::SCHEME, COMPACT]
        .iter()
        .any(|one| head.starts_with(one.as_bytes()))
}

/// Something that somebody signed.
pub(in crate::records) enum Signed {
    /// A SMART Health Card.
    Card(Box<Card>),
    /// An HCERT certificate.
    Certificate(Box<Certificate>),
}

/// The cards and certificates of a document as it was kept: a file of cards, a card's JWS, the text of codes. Those that
/// cannot be read are left out.
pub(in crate::records) fn signed(document: &[u8]) -> Vec<Signed> {
    let card = |card| Signed::Card(Box::new(card));
    if Card::is_file(document) {
        let cards = Card::read_file(document).unwrap_or_default();
        return cards.into_iter().flatten().map(card).collect();
    }
    let text = std::str::from_utf8(document).unwrap_or_default().trim();
    if text.starts_with(hcert::SCHEME) {
        let certificate = Certificate::read(text).ok().map(Box::new);
        return certificate.map(Signed::Certificate).into_iter().collect();
    }
    let jws = if text.starts_with(numeric::SCHEME) {
        jws_of_codes(text).unwrap_or_default()
    } else {
        text.to_owned()
    };
    Card::read(&jws).ok().map(card).into_iter().collect()
}

impl Run<'_> {
    /// Imports a `.smart-health-card` file; `None` where the JSON is none.
    ///
    /// # Errors
    /// [`Failure`].
    pub(super) fn card_file(
        &mut self,
        input: &Input<'_>,
        json: &[u8],
        report: &mut FileReport,
    ) -> Option<Result<(), Failure>> {
        if !Card::is_file(json) {
            return None;
        }
        Some(match Card::read_file(json) {
            Ok(cards) => self.cards(input, cards, report),
            Err(error) => Err(Why::Card(error).into()),
        })
    }

    /// Imports the text of a code, of one card, of all the codes that a card was spread over, a line each, or of a
    /// certificate; `None` where the text is none of these.
    ///
    /// # Errors
    /// [`Failure`].
    pub(super) fn code(
        &mut self,
        input: &Input<'_>,
        text: &str,
        report: &mut FileReport,
    ) -> Option<Result<(), Failure>> {
        let text = text.trim();
        if text.starts_with(hcert::SCHEME) {
            return Some(match Certificate::read(text) {
                Ok(certificate) => self.certificate(input, &certificate, report),
                Err(error) => Err(Why::Certificate(error).into()),
            });
        }
        if text.starts_with(numeric::SCHEME) {
            return Some(match jws_of_codes(text) {
                Ok(jws) => self.cards(input, vec![Card::read(&jws)], report),
                Err(error @ NumericError::Missing { .. }) => Err(Why::CodesMissing(error).into()),
                Err(error) => Err(Why::Code(error).into()),
            });
        }
        let card = Card::read(text).ok()?;
        Some(self.cards(input, vec![Ok(card)], report))
    }

    fn cards(
        &mut self,
        input: &Input<'_>,
        cards: Vec<Result<Card, CardError>>,
        report: &mut FileReport,
    ) -> Result<(), Failure> {
        let is_any_whole = cards.iter().any(Result::is_ok);
        for (number, card) in (1..).zip(cards) {
            match card {
                Err(error) => tell(report, format!("card {number}"), &Why::Card(error)),
                Ok(card) => self.card(input, number, &card, report)?,
            }
            if report.outcome != Outcome::Imported {
                return Ok(());
            }
        }
        if is_any_whole {
            self.itself(input, report, "smart-health-card")
        } else {
            report.fail(&Why::Nothing);
            Ok(())
        }
    }

    fn card(
        &mut self,
        input: &Input<'_>,
        number: usize,
        card: &Card,
        report: &mut FileReport,
    ) -> Result<(), Failure> {
        self.inside(input, &card.bundle, report)?;
        if report.outcome != Outcome::Imported {
            return Ok(());
        }
        let standing = card.standing(self.options.now.seconds(), None);
        tell_of(report, &format!("card {number}, {}", card.issuer), standing);
        Ok(())
    }

    fn certificate(
        &mut self,
        input: &Input<'_>,
        certificate: &Certificate,
        report: &mut FileReport,
    ) -> Result<(), Failure> {
        if let Some(bundle) = certificate::bundle(&certificate.content) {
            self.inside(input, &bundle, report)?;
        }
        if report.outcome != Outcome::Imported {
            return Ok(());
        }
        let issuer = certificate.issuer.as_deref().unwrap_or("?");
        let standing = certificate.standing(self.options.now.seconds());
        tell_of(report, &format!("certificate, {issuer}"), standing);
        self.itself(input, report, "hcert")
    }

    /// The records in a card.
    fn inside(
        &mut self,
        input: &Input<'_>,
        bundle: &str,
        report: &mut FileReport,
    ) -> Result<(), Failure> {
        let import = read("card.json", bundle.as_bytes(), &mut |_, _| {})?;
        self.keep(&input.name(), &import, report)?;
        Ok(())
    }

    /// The card as it came, which is what somebody else can check.
    fn itself(
        &mut self,
        input: &Input<'_>,
        report: &mut FileReport,
        format: &'static str,
    ) -> Result<(), Failure> {
        self.document(input, input.open()?, Media::Text, report)?;
        report.format = format;
        Ok(())
    }
}

fn jws_of_codes(text: &str) -> Result<String, NumericError> {
    let codes = text.split_whitespace().take(numeric::MAX_CODES);
    let pieces = codes.map(Piece::read).collect::<Result<Vec<_>, _>>()?;
    numeric::join(&pieces)
}

/// That nobody has checked who signed it, and whether its time is over.
fn tell_of(report: &mut FileReport, place: &str, standing: Standing) {
    tell(report, place.to_owned(), &Why::CardUnchecked);
    match standing {
        Standing::Expired => tell(report, place.to_owned(), &Why::CardExpired),
        Standing::TooEarly => tell(report, place.to_owned(), &Why::CardTooEarly),
        // Who took it back would have to be asked.
        Standing::Holds | Standing::Revoked => {}
    }
}

fn tell(report: &mut FileReport, place: String, why: &Why) {
    report.problems.push(Problem::new(place, why));
}
