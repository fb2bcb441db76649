//! Finds the grant a person means by its id or the first digits of it, as a list shows them.

use crate::{
    grants::{self, Grant, GrantError},
    vault::Vault,
};

/// Fewer digits than these name nothing.
const FEWEST_DIGITS: usize = 4;

/// The one grant whose id begins with `digits`.
///
/// # Errors
/// [`GrantError::NotFound`] and [`GrantError::Ambiguous`].
pub fn find(vault: &Vault, digits: &str) -> Result<Grant, GrantError> {
    pick(grants::all(vault)?, digits)
}

fn pick(all: Vec<Grant>, digits: &str) -> Result<Grant, GrantError> {
    let digits = digits.trim().to_ascii_lowercase();
    if digits.len() < FEWEST_DIGITS {
        return Err(GrantError::NotFound);
    }
    let mut found = all
        .into_iter()
        .filter(|grant| grant.id.to_string().starts_with(&digits));
    let grant = found.next().ok_or(GrantError::NotFound)?;
    match found.next() {
        None => Ok(grant),
        Some(_) => Err(GrantError::Ambiguous),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::grant;
    use keepwell_protocol::time::Timestamp;

    #[test]
    fn the_first_digits_are_enough_while_they_name_one_grant() {
        let now = Timestamp::from_seconds(2_000_000);
        let all = || vec![grant(0x11, now), grant(0x12, now), grant(0x12, now)];
        assert!(pick(all(), "1111").is_ok_and(|found| found.id == grant(0x11, now).id));
        assert!(pick(all(), &grant(0x11, now).id.to_string()).is_ok());
        for (digits, ambiguous) in [("111", false), ("", false), ("9999", false), ("1212", true)] {
            let error = pick(all(), digits).err().unwrap();
            assert_eq!(
                matches!(error, GrantError::Ambiguous),
                ambiguous,
                "{digits}"
            );
        }
    }
}
