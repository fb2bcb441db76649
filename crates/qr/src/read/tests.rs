//! Pictures that must read, pictures that must be refused with the right sentence, and bytes that must do no harm. The
//! distorted pictures are made here, with fixed seeds; `zbarimg`, an independent reader, reads ours where it is installed.

use std::{io::Cursor, process::Command};

use image::{DynamicImage, GrayImage, ImageFormat, Luma, RgbaImage, imageops::replace};
use proptest::prelude::*;

use super::{MAX_FILE_BYTES, ReadError, distortion, read, read_animation, read_luma};
use crate::make::{Code, animation};

/// A text like a grant's: upper case, `length` characters.
fn grant(length: usize) -> String {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".chars().cycle();
    "HTTPS://RELAY.EXAMPLE/G#"
        .chars()
        .chain(letters)
        .take(length)
        .collect()
}

fn picture(text: &str) -> GrayImage {
    Code::new(text).unwrap().picture(4).unwrap()
}

fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, format).unwrap();
    file.into_inner()
}

fn png(picture: GrayImage) -> Vec<u8> {
    file(&picture.into(), ImageFormat::Png)
}

#[test]
fn distorted_pictures_read() {
    let text = grant(200);
    let clean = picture(&text);
    for (name, distort) in distortion::ALL {
        assert_eq!(read(&png(distort(&clean))).as_ref(), Ok(&text), "{name}");
    }
}

/// A text like a frame's: as long as a code of version 25 holds at level L.
fn frame(seed: usize) -> String {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".chars().cycle();
    let letters = letters
        .enumerate()
        .map(|(at, letter)| if at % (seed + 7) == 0 { 'Z' } else { letter });
    "KWF:".chars().chain(letters).take(1843).collect()
}

#[test]
fn an_animation_gives_its_texts_in_order() {
    let texts: Vec<String> = (0..5).map(frame).collect();
    let codes: Vec<Code> = texts
        .iter()
        .map(|text| Code::dense(text).unwrap())
        .collect();
    assert!(codes.iter().all(|code| code.version() == 25));
    let file = animation(&codes, 8, 3).unwrap();
    assert_eq!(read_animation(&file).unwrap(), Some(texts.clone()));
    // A picture viewer that plays nothing shows the first one.
    assert_eq!(read(&file).as_ref(), Ok(&texts[0]));
}

#[test]
fn what_is_no_animation_or_a_torn_one_is_told_apart() {
    let still = png(picture(&grant(100)));
    assert_eq!(read_animation(&still), Ok(None));
    assert_eq!(read_animation(b"no picture"), Ok(None));
    let codes = [frame(0), frame(1)].map(|text| Code::dense(&text).unwrap());
    let file = animation(&codes, 8, 2).unwrap();
    assert_eq!(
        read_animation(&file[..file.len() - 600]),
        Err(ReadError::NotAPicture)
    );
    let large = vec![0; MAX_FILE_BYTES + 1];
    assert_eq!(read_animation(&large), Err(ReadError::TooLarge));
    let other = [Code::dense(&frame(0)).unwrap(), Code::new("SMALL").unwrap()];
    assert!(animation(&other, 8, 2).is_err() && animation(&[], 8, 2).is_err());
}

#[test]
fn zbarimg_reads_our_png() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("grant.png");
    std::fs::write(&path, Code::new(&grant(200)).unwrap().png(6).unwrap()).unwrap();
    let Ok(output) = Command::new("zbarimg")
        .args(["--raw", "-q"])
        .arg(&path)
        .output()
    else {
        println!("skipped: zbarimg is not installed (package zbar-tools)");
        return;
    };
    assert_eq!(
        String::from_utf8(output.stdout).unwrap().trim_end(),
        grant(200)
    );
}

#[test]
fn a_small_code_in_a_large_photograph_reads() {
    let mut photograph = GrayImage::from_fn(4_000, 3_000, |x, y| {
        Luma([u8::try_from(170 + (x / 64 + y / 64) % 50).unwrap()])
    });
    replace(&mut photograph, &picture(&grant(200)), 3_100, 1_900);
    assert_eq!(read(&png(photograph)), Ok(grant(200)));
}

#[test]
fn jpeg_and_transparent_pictures_read() {
    let clean = picture("HELLO");
    assert_eq!(
        read(&file(&clean.clone().into(), ImageFormat::Jpeg)).as_deref(),
        Ok("HELLO")
    );
    let transparent = RgbaImage::from_fn(clean.width(), clean.height(), |x, y| {
        image::Rgba([0, 0, 0, 255 - clean.get_pixel(x, y).0[0]])
    });
    assert_eq!(
        read(&file(&transparent.into(), ImageFormat::Png)).as_deref(),
        Ok("HELLO")
    );
}

#[test]
fn two_codes_are_refused_unless_they_agree() {
    let beside = |left: &str, right: &str| {
        let (left, right) = (picture(left), picture(right));
        let mut both =
            GrayImage::from_pixel(left.width() + right.width(), left.height(), Luma([255]));
        replace(&mut both, &left, 0, 0);
        replace(&mut both, &right, i64::from(left.width()), 0);
        read(&png(both))
    };
    assert_eq!(beside("FIRST", "OTHER"), Err(ReadError::SeveralCodes));
    assert_eq!(beside("FIRST", "FIRST").as_deref(), Ok("FIRST"));
}

#[test]
fn pictures_without_a_code_are_refused() {
    for side in [1, 2, 39, 300] {
        let white = GrayImage::from_pixel(side, side, Luma([255]));
        assert_eq!(read(&png(white)), Err(ReadError::NoCode), "{side}");
    }
}

#[test]
fn what_is_no_picture_is_refused() {
    let torn = png(picture("HELLO"));
    let torn = torn.split_at(torn.len() / 2).0;
    for bytes in [
        b"".as_slice(),
        b"%PDF-1.7",
        b"GIF89a\x01\0\x01\0",
        b"\x89PNG\r\n\x1a\n",
        torn,
    ] {
        assert_eq!(read(bytes), Err(ReadError::NotAPicture));
    }
}

#[test]
fn too_large_pictures_are_refused_by_size_and_header() {
    assert_eq!(read(&vec![0; MAX_FILE_BYTES + 1]), Err(ReadError::TooLarge));
    for (width, height) in [(8_000, 7_000), (60_000, 60_000), (u32::MAX >> 1, 1)] {
        assert_eq!(
            read(&with_size(width, height)),
            Err(ReadError::TooLarge),
            "{width} × {height}"
        );
    }
}

/// A small PNG whose header claims another size: the header chunk is bytes 12 to 29, its checksum follows.
fn with_size(width: u32, height: u32) -> Vec<u8> {
    let mut file = png(picture("HELLO"));
    file[16..20].copy_from_slice(&width.to_be_bytes());
    file[20..24].copy_from_slice(&height.to_be_bytes());
    let mut checksum = u32::MAX;
    for byte in &file[12..29] {
        checksum ^= u32::from(*byte);
        for _ in 0..8 {
            checksum = (checksum >> 1) ^ (0xEDB8_8320 * (checksum & 1));
        }
    }
    file[29..33].copy_from_slice(&(!checksum).to_be_bytes());
    file
}

#[test]
fn a_camera_frame_reads() {
    let frame = picture("HELLO");
    let (width, height) = frame.dimensions();
    assert_eq!(
        read_luma(width, height, frame.as_raw()).as_deref(),
        Ok("HELLO")
    );
    assert_eq!(
        read_luma(width, height + 1, frame.as_raw()),
        Err(ReadError::WrongFrame)
    );
    assert_eq!(read_luma(0, 0, &[]), Err(ReadError::NoCode));
    assert_eq!(read_luma(u32::MAX, u32::MAX, &[]), Err(ReadError::TooLarge));
}

#[test]
fn a_picture_strewn_with_corner_marks_is_given_up() {
    let field = GrayImage::from_fn(1_200, 1_200, |x, y| {
        let ring = (x / 2 % 9).abs_diff(4).max((y / 2 % 9).abs_diff(4));
        Luma([if ring == 3 || ring <= 1 { 0 } else { 255 }])
    });
    assert_eq!(read(&png(field)), Err(ReadError::NoCode));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_text_comes_back(text in "[ -~]{1,300}", scale in 2_u8..6) {
        let file = Code::new(&text).unwrap().png(scale).unwrap();
        prop_assert_eq!(read(&file), Ok(text));
    }

    #[test]
    fn arbitrary_bytes_do_no_harm(tail in prop::collection::vec(any::<u8>(), 0..400), start in 0_usize..4) {
        let starts: [&[u8]; 4] = [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"\xff\xd8\xff\xe0\0\x10JFIF\0"];
        prop_assert!(read(&[starts[start], &tail].concat()).is_err());
    }

    #[test]
    fn flipped_bytes_do_no_harm(at in any::<prop::sample::Index>(), with in 1_u8.., jpeg in any::<bool>()) {
        let format = if jpeg { ImageFormat::Jpeg } else { ImageFormat::Png };
        let mut file = file(&picture("HELLO").into(), format);
        let at = at.index(file.len());
        file[at] ^= with;
        let text = read(&file);
        prop_assert!(text.is_err() || text.as_deref() == Ok("HELLO"), "{text:?}");
    }

    #[test]
    fn arbitrary_frames_do_no_harm(
        frame in (0_u8..90, 0_u8..90).prop_flat_map(|(width, height)| {
            let pixels = prop::collection::vec(any::<u8>(), usize::from(width) * usize::from(height));
            (Just(width), Just(height), pixels)
        }),
    ) {
        prop_assert_eq!(read_luma(frame.0.into(), frame.1.into(), &frame.2), Err(ReadError::NoCode));
    }
}
