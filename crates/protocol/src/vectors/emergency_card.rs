//! An emergency card in a script of more than one byte a letter, signed by a fixed key.

use keepwell_crypto::sign::SigningKey;
use serde_json::json;

use super::check;
use crate::{emergency_card::EmergencyCard, hexadecimal::to_hex};

const SEED: [u8; 32] = [13; 32];
const TEXT: &str = "PART 2 of 3 (2 de 3 líneas)\nTARJETA DE EMERGENCIA, 3 mar 2026\n\
    Amina Haddad, nacimiento: 14 mar 1971\nALERGIA (GRAVE): penicilinas [Penicillin]\n\
    Registro de la propia persona. Puede faltar algo. Pregunte.\n\
    [ ] original. Términos de una lista sin revisar";

#[test]
fn emergency_card() {
    let key = SigningKey::from_seed(&SEED);
    check(
        "emergency-card.json",
        &json!({
            "seed": to_hex(&SEED),
            "key": to_hex(key.verifying_key().as_bytes()),
            "text": TEXT,
            "card": EmergencyCard::sign(TEXT, &key).unwrap(),
        }),
    );
}
