//! The copies of a picture in which a code is looked for, from the likeliest to the dearest: the picture itself, smaller
//! (large modules, noise), full size (a small code in a large picture), smoothed (noise) and larger (tiny modules).

use std::borrow::Cow;

use image::{
    GrayImage,
    imageops::{FilterType, blur, resize, thumbnail},
};

/// The longest side, in pixels, of the copy tried first: plenty for every code that fills a third of the picture.
const FIRST_SIDE: u32 = 1_600;
/// The longest side of the largest copy. The search for corners grows with the fourth power of the side in the worst
/// picture: 22 s in all at this one.
const LARGEST_SIDE: u32 = 2_800;
/// Pictures up to this side are also tried at twice their size.
const SMALL_SIDE: u32 = 800;

type Step = fn(&GrayImage) -> Option<Cow<'_, GrayImage>>;

/// Each copy is made only when the ones before it gave nothing.
pub(super) fn of(picture: &GrayImage) -> impl Iterator<Item = Cow<'_, GrayImage>> {
    let steps: [Step; 5] = [first, full, half, smoothed, doubled];
    steps.into_iter().filter_map(move |step| step(picture))
}

fn first(picture: &GrayImage) -> Option<Cow<'_, GrayImage>> {
    Some(within(picture, FIRST_SIDE))
}

fn full(picture: &GrayImage) -> Option<Cow<'_, GrayImage>> {
    (side(picture) > FIRST_SIDE).then(|| within(picture, LARGEST_SIDE))
}

fn half(picture: &GrayImage) -> Option<Cow<'_, GrayImage>> {
    Some(within(picture, side(picture).min(FIRST_SIDE) / 2))
}

fn smoothed(picture: &GrayImage) -> Option<Cow<'_, GrayImage>> {
    Some(Cow::Owned(blur(within(picture, FIRST_SIDE).as_ref(), 1.0)))
}

fn doubled(picture: &GrayImage) -> Option<Cow<'_, GrayImage>> {
    let (width, height) = picture.dimensions();
    let large = || resize(picture, 2 * width, 2 * height, FilterType::CatmullRom);
    (side(picture) <= SMALL_SIDE).then(|| Cow::Owned(large()))
}

fn side(picture: &GrayImage) -> u32 {
    picture.width().max(picture.height())
}

/// The picture, shrunk where its longest side is over `limit`.
fn within(picture: &GrayImage, limit: u32) -> Cow<'_, GrayImage> {
    let longest = side(picture);
    if longest <= limit {
        return Cow::Borrowed(picture);
    }
    let shrunk = |length: u32| {
        let scaled = u64::from(length) * u64::from(limit) / u64::from(longest);
        u32::try_from(scaled).unwrap_or(limit).max(1)
    };
    Cow::Owned(thumbnail(
        picture,
        shrunk(picture.width()),
        shrunk(picture.height()),
    ))
}
