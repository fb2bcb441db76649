//! Frames shown and read: what is lost, doubled, mixed in or altered on the way, and how long 60 KiB take by a simulated clock.

use super::*;

/// Chances, and bytes that look like what is sealed: the same in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn object(&mut self, length: usize) -> Vec<u8> {
        (0..length).map(|_| self.next().to_be_bytes()[0]).collect()
    }

    fn percent(&mut self) -> u64 {
        self.next() % 100
    }
}

fn read(text: &str) -> Frame {
    Frame::parse(text).unwrap()
}

#[test]
fn a_frame_comes_back_and_fits_into_a_code_of_version_25() {
    // What a QR code of version 25 holds at level L in its alphanumeric mode (ISO/IEC 18004).
    const ALPHANUMERIC_25_L: usize = 1853;
    let frames = Frames::new(&Chance(1).object(5000)).unwrap();
    for number in [0, 4, 5, 1000, MAX_FRAMES - 1] {
        let frame = frames.frame(number);
        let text = frame.to_text();
        assert!(text.len() <= ALPHANUMERIC_25_L, "{}", text.len());
        assert_eq!(read(&text), frame);
    }
    assert_eq!(frames.frame(MAX_FRAMES), frames.frame(0));
}

/// How long a camera looks that comes in at any time and misses three of ten frames, in seconds of a simulated clock.
fn seconds_until_whole(frames: &Frames, object: &[u8], seed: u64) -> f64 {
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(seed));
    let begin = u32::try_from(chance.next() % 10_000).unwrap();
    let mut collector = Collector::default();
    let mut shown = 0;
    loop {
        let text = frames.frame(begin + shown).to_text();
        shown += 1;
        if chance.percent() < 30 {
            continue;
        }
        if let Progress::Whole(whole) = collector.take(read(&text)) {
            assert!(whole == object);
            return f64::from(shown) / f64::from(RATE);
        }
    }
}

#[test]
fn sixty_kibibytes_take_twelve_seconds_at_most_with_three_of_ten_frames_lost() {
    let object = Chance(7).object(60 * 1024);
    let frames = Frames::new(&object).unwrap();
    let took = (1..=200).map(|seed| seconds_until_whole(&frames, &object, seed));
    let mut took: Vec<f64> = took.collect();
    took.sort_by(f64::total_cmp);
    let (median, longest) = (took[took.len() / 2], took[took.len() - 1]);
    println!("60 KiB with 30 % lost: median {median:.1} s, longest of 200 {longest:.1} s");
    assert!(longest <= 12.0, "{longest} s");
}

#[test]
fn every_size_comes_back_with_exactly_its_symbols_where_none_is_lost() {
    for length in [1, SYMBOL - 1, SYMBOL, SYMBOL + 1, 70_001, MAX_OBJECT] {
        let object = Chance(3).object(length);
        let frames = Frames::new(&object).unwrap();
        let mut collector = Collector::default();
        for number in 0..frames.needed() {
            let frame = frames.frame(u32::try_from(number).unwrap());
            match collector.take(frame) {
                Progress::Whole(whole) => assert!(whole == object && number + 1 == frames.needed()),
                Progress::More { have, needed } => {
                    assert_eq!((have, needed), (number + 1, frames.needed()));
                    assert!(have < needed);
                }
            }
        }
    }
    assert!(Frames::new(&vec![0; MAX_OBJECT + 1]).is_err());
    assert!(Frames::new(&[]).is_err());
}

#[test]
fn the_same_frame_twice_is_one_and_another_object_begins_anew() {
    let (one, other) = (Chance(4).object(5000), Chance(5).object(5000));
    let (one, other) = (Frames::new(&one).unwrap(), Frames::new(&other).unwrap());
    let mut collector = Collector::default();
    let more = |have| Progress::More { have, needed: 5 };
    assert_eq!(collector.take(one.frame(0)), more(1));
    assert_eq!(collector.take(one.frame(0)), more(1));
    assert_eq!(collector.take(one.frame(9)), more(2));
    assert_eq!(collector.take(other.frame(1)), more(1));
}

#[test]
fn frames_that_somebody_mixed_in_spoil_one_try_and_not_the_next() {
    let object = Chance(6).object(5000);
    let frames = Frames::new(&object).unwrap();
    let mut collector = Collector::default();
    let mut made_up = frames.frame(2);
    made_up.symbol = vec![9; SYMBOL];
    collector.take(made_up);
    let spoilt = [0, 1, 3, 4].map(|number| collector.take(frames.frame(number)));
    assert_eq!(spoilt[3], Progress::More { have: 0, needed: 5 });
    let whole = (0..5).map(|number| collector.take(frames.frame(number)));
    assert_eq!(whole.last(), Some(Progress::Whole(object)));
}

#[test]
fn every_altered_letter_is_noticed_and_nothing_else_is_a_frame() {
    let text = Frames::new(&[1; 3000]).unwrap().frame(1).to_text();
    for at in PREFIX.len()..text.len() {
        let mut letters = text.clone().into_bytes();
        letters[at] = if letters[at] == b'A' { b'B' } else { b'A' };
        let altered = String::from_utf8(letters).unwrap();
        assert!(Frame::parse(&altered).is_err(), "letter {at}");
    }
    let mut shorter = text.clone();
    shorter.pop();
    for wrong in ["", "KWF:", "kwf:AA", &shorter, &format!("{text}A")] {
        assert!(Frame::parse(wrong).is_err(), "{wrong}");
    }
}

/// A frame whose bytes were changed and whose checksum is right.
fn resummed(change: impl Fn(&mut Vec<u8>)) -> Result<Frame, FormatError> {
    let text = Frames::new(&[1; 3000]).unwrap().frame(1).to_text();
    let mut bytes = BASE32_NOPAD
        .decode(text.strip_prefix(PREFIX).unwrap().as_bytes())
        .unwrap();
    bytes.truncate(BYTES - 4);
    change(&mut bytes);
    let sum = checksum(&bytes);
    bytes.extend_from_slice(&sum);
    Frame::parse(&format!("{PREFIX}{}", BASE32_NOPAD.encode(&bytes)))
}

#[test]
fn only_one_undivided_block_within_the_limit_is_read() {
    const LENGTH: usize = 9;
    assert!(resummed(|_| ()).is_ok());
    let too_large = FormatError::TooLarge { what: WHAT };
    let set = |at: usize, value: u8| move |bytes: &mut Vec<u8>| bytes[at] = value;
    assert_eq!(
        resummed(set(0, 2)),
        Err(FormatError::UnknownVersion { what: WHAT })
    );
    assert_eq!(resummed(set(LENGTH, 1)), Err(too_large));
    assert_eq!(resummed(set(LENGTH + 1, 1)), Err(too_large));
    assert!(resummed(|bytes| bytes[LENGTH + 1..LENGTH + 5].copy_from_slice(&[0, 4, 0, 0])).is_ok());
    let one_more = resummed(|bytes| bytes[LENGTH + 1..LENGTH + 5].copy_from_slice(&[0, 4, 0, 1]));
    assert_eq!(one_more, Err(too_large));
    // The number's highest four bits must be zero.
    for at in LENGTH + 5..LENGTH + 14 {
        assert!(resummed(set(at, 77)).is_err(), "byte {at}");
    }
    assert!(resummed(|bytes| bytes[LENGTH..LENGTH + 5].fill(0)).is_err());
}
