//! Base45 (RFC 9285): bytes as the letters of QR's alphanumeric mode, two bytes in three letters. Only read: nothing of
//! ours is written in it.

const LETTERS: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/// The bytes; `None` where a letter is none of the 45, or letters stand for more than their bytes hold.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 3 * 2 + 1);
    for group in text.as_bytes().chunks(3) {
        let mut value = 0_u32;
        for letter in group.iter().rev() {
            value = value * 45 + digit(*letter)?;
        }
        if group.len() == 3 {
            bytes.extend(u16::try_from(value).ok()?.to_be_bytes());
        } else if group.len() == 2 {
            bytes.push(u8::try_from(value).ok()?);
        } else {
            return None;
        }
    }
    Some(bytes)
}

fn digit(letter: u8) -> Option<u32> {
    let place = LETTERS.iter().position(|one| *one == letter)?;
    u32::try_from(place).ok()
}

#[cfg(test)]
mod tests {
    use super::decode;

    /// RFC 9285, sections 4.3 and 4.4.
    #[test]
    fn the_standards_own_examples() {
        assert_eq!(decode("BB8").as_deref(), Some(b"AB".as_slice()));
        assert_eq!(
            decode("%69 VD92EX0").as_deref(),
            Some(b"Hello!!".as_slice())
        );
        assert_eq!(
            decode("UJCLQE7W581").as_deref(),
            Some(b"base-45".as_slice())
        );
        assert_eq!(decode("QED8WEX0").as_deref(), Some(b"ietf!".as_slice()));
        assert_eq!(decode("").as_deref(), Some(b"".as_slice()));
    }

    #[test]
    fn what_stands_for_no_bytes_is_refused() {
        assert_eq!(decode("GGW"), None, "65536");
        assert_eq!(decode("FGW"), Some(vec![255, 255]));
        assert_eq!(decode("U5"), Some(vec![255]));
        assert_eq!(decode("V5"), None, "256");
        assert_eq!(decode("A"), None);
        assert_eq!(decode("bb8"), None);
        assert_eq!(decode("BB8É"), None);
    }
}
