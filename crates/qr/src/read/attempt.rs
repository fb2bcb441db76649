//! One look at one copy of a picture with `rxing`. Its readers were written for well-behaved pictures and index freely, so
//! each look is fenced: a panic inside counts as a copy without a code.

use std::{
    cmp::Reverse,
    collections::BTreeSet,
    panic::{AssertUnwindSafe, catch_unwind},
};

use rxing::{
    Binarizer, Luma8Source, LuminanceSource as _,
    common::{DetectorRXingResult as _, GlobalHistogramBinarizer, HybridBinarizer},
    qrcode::cpp_port::{
        decoder::Decode,
        detector::{FindFinderPatterns, GenerateFinderPatternSets, SampleQR},
    },
};

use super::ReadError;

/// How many corner marks are followed, the largest first. A picture strewn with thousands of them would otherwise keep
/// the reader busy for minutes.
const MAX_CORNERS: usize = 300;
/// How many sets of three corners are sampled, the likeliest first.
const MAX_TRIPLES: usize = 500;

/// The text of the code that is dark on light in `luma`, `width × height` bytes; `None` if there is none.
pub(super) fn dark_on_light(
    width: u32,
    height: u32,
    luma: &[u8],
) -> Result<Option<String>, ReadError> {
    look(|| Luma8Source::new_with_slice(luma, width, height).ok())
}

/// The text of the code that is light on dark, as dark screens show it.
pub(super) fn light_on_dark(
    width: u32,
    height: u32,
    luma: &[u8],
) -> Result<Option<String>, ReadError> {
    look(|| {
        let mut source = Luma8Source::new_with_slice(luma, width, height).ok()?;
        source.invert();
        Some(source)
    })
}

/// Tells dark from light by each place's surroundings (shadows), and if that gives nothing by the whole picture (faint
/// prints).
fn look<'a>(source: impl Fn() -> Option<Luma8Source<'a>>) -> Result<Option<String>, ReadError> {
    let local = fenced(|| texts(&HybridBinarizer::new(source()?)));
    let texts = local.or_else(|| fenced(|| texts(&GlobalHistogramBinarizer::new(source()?))));
    let mut texts = texts.into_iter().flatten();
    match (texts.next(), texts.next()) {
        (Some(_), Some(_)) => Err(ReadError::SeveralCodes),
        (only, _) => Ok(only),
    }
}

fn fenced(look: impl FnOnce() -> Option<BTreeSet<String>>) -> Option<BTreeSet<String>> {
    catch_unwind(AssertUnwindSafe(look)).ok().flatten()
}

/// The different texts of all codes found; `None` where there are none.
fn texts<B: Binarizer>(binarizer: &B) -> Option<BTreeSet<String>> {
    let bits = binarizer.get_black_matrix().ok()?;
    let mut corners = FindFinderPatterns(bits, true, 0);
    corners.sort_by_key(|corner| Reverse(corner.size));
    corners.truncate(MAX_CORNERS);
    let mut texts = BTreeSet::new();
    let mut used = Vec::new();
    for corners in GenerateFinderPatternSets(&mut corners)
        .iter()
        .take(MAX_TRIPLES)
    {
        let three = [corners.bl, corners.tl, corners.tr];
        if three.iter().any(|corner| used.contains(corner)) {
            continue;
        }
        let sampled = SampleQR(bits, corners).and_then(|code| Decode(code.getBits()));
        if let Ok(code) = sampled
            && code.isValid()
        {
            used.extend(three);
            texts.insert(code.text());
        }
    }
    (!texts.is_empty()).then_some(texts)
}
