//! What cameras, printers and messengers do to a QR code, for the tests: each a function from picture to picture, the
//! noise from a fixed seed, so that a failure repeats.

use std::io::Cursor;

use image::{
    GrayImage, Luma,
    codecs::jpeg::JpegEncoder,
    imageops::{FilterType, blur, interpolate_bilinear, resize, rotate90},
};

type Distortion = (&'static str, fn(&GrayImage) -> GrayImage);

/// The distortions with their names.
pub(super) const ALL: [Distortion; 15] = [
    ("as it is", Clone::clone),
    ("blur 1", |picture| blur(picture, 1.0)),
    ("rotated by 3°", |picture| rotated(picture, 3.0)),
    ("rotated by 10°", |picture| rotated(picture, 10.0)),
    ("rotated by 30°", |picture| rotated(picture, 30.0)),
    ("rotated by 90°", rotate90),
    ("gaussian noise", |picture| noisy(picture, 40)),
    ("impulse noise", impulses),
    ("half size", |picture| scaled(picture, 50)),
    ("three quarter size", |picture| scaled(picture, 75)),
    ("low contrast", |picture| {
        brightness(picture, |_, _, luma| 110 + luma / 6)
    }),
    ("shaded", |picture| {
        brightness(picture, |x, _, luma| luma * (100 - 70 * x / 100) / 100)
    }),
    ("in perspective", |picture| {
        warped(picture, [1.0, 0.15, 0.0, 0.0, 1.1, 0.0, 0.0, 0.0006])
    }),
    ("jpeg quality 30", jpeg),
    ("inverted", |picture| {
        brightness(picture, |_, _, luma| 255 - luma)
    }),
];

fn scaled(picture: &GrayImage, percent: u32) -> GrayImage {
    let (width, height) = picture.dimensions();
    resize(
        picture,
        width * percent / 100,
        height * percent / 100,
        FilterType::Triangle,
    )
}

/// `change` gets x and y in percent of the picture and the brightness.
fn brightness(picture: &GrayImage, change: fn(u32, u32, u32) -> u32) -> GrayImage {
    let (width, height) = picture.dimensions();
    GrayImage::from_fn(width, height, |x, y| {
        let luma = u32::from(picture.get_pixel(x, y).0[0]);
        Luma([u8::try_from(change(100 * x / width, 100 * y / height, luma)).unwrap()])
    })
}

/// A linear congruential generator (Knuth's constants): all the randomness a picture needs.
fn random(seed: u64) -> impl FnMut() -> u64 {
    let mut state = seed;
    move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    }
}

/// Adds noise of about the given standard deviation: the sum of twelve uniform numbers is near enough to normal.
fn noisy(picture: &GrayImage, deviation: i64) -> GrayImage {
    let mut random = random(2);
    let mut noisy = picture.clone();
    for Luma([luma]) in noisy.pixels_mut() {
        let sum: i64 = (0..12)
            .map(|_| i64::try_from(random() % 1_000).unwrap())
            .sum();
        let value = i64::from(*luma) + deviation * (sum - 5_994) / 1_000;
        *luma = u8::try_from(value.clamp(0, 255)).unwrap();
    }
    noisy
}

/// Makes 4 % of the pixels black or white.
fn impulses(picture: &GrayImage) -> GrayImage {
    let mut random = random(3);
    let mut noisy = picture.clone();
    for Luma([luma]) in noisy.pixels_mut() {
        match random() % 50 {
            0 => *luma = 0,
            1 => *luma = 255,
            _ => {}
        }
    }
    noisy
}

fn jpeg(picture: &GrayImage) -> GrayImage {
    let mut file = Cursor::new(Vec::new());
    let small = scaled(picture, 60);
    small
        .write_with_encoder(JpegEncoder::new_with_quality(&mut file, 30))
        .unwrap();
    image::load_from_memory(file.get_ref())
        .unwrap()
        .into_luma8()
}

fn rotated(picture: &GrayImage, degrees: f32) -> GrayImage {
    let (sin, cos) = degrees.to_radians().sin_cos();
    warped(picture, [cos, -sin, 0.0, sin, cos, 0.0, 0.0, 0.0])
}

/// Looks each pixel up through a projective map (the first eight numbers of a 3 × 3 matrix) about the picture's middle,
/// on a white ground half as large again, with bilinear sampling.
fn warped(picture: &GrayImage, map: [f32; 8]) -> GrayImage {
    let number = |length: u32| f32::from(u16::try_from(length).unwrap());
    let (width, height) = (picture.width() * 3 / 2, picture.height() * 3 / 2);
    GrayImage::from_fn(width, height, |x, y| {
        let (x, y) = (
            number(x) - number(width) / 2.0,
            number(y) - number(height) / 2.0,
        );
        let depth = map[6] * x + map[7] * y + 1.0;
        let from_x = (map[0] * x + map[1] * y + map[2]) / depth + number(picture.width()) / 2.0;
        let from_y = (map[3] * x + map[4] * y + map[5]) / depth + number(picture.height()) / 2.0;
        interpolate_bilinear(picture, from_x, from_y).unwrap_or(Luma([255]))
    })
}
