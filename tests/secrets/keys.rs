//! The secret keys of a wallet and of a clinic, taken out of their homes with the passphrase, as their owner could.

use std::path::Path;

use ciborium::Value;
use keepwell_crypto::{
    keys::WalletKeys,
    phrase::Phrase,
    recipient::Identity,
    seal::{DataKey, Place},
    secret::Secret32,
    slot::{Cost, PassphraseSlot},
};

use crate::planted::Planted;

/// Every key of the wallet with these words, and of its grants with these ids.
pub(crate) fn of_wallet(words: &str, grants: &[[u8; 16]]) -> Vec<Planted> {
    let phrase = Phrase::parse(words).expect("recovery words");
    let keys = WalletKeys::derive(&phrase);
    let index = keys.index();
    let mut all = vec![
        Planted::text("the recovery words", words),
        Planted::text("some recovery words", &some(words)),
        Planted::bytes("the words' randomness", &phrase.entropy()),
        Planted::text("the recovery identity", &keys.recovery().expose()),
        Planted::bytes("the key of the index's box", index.owner.seed()),
        Planted::bytes("the key that seals the index", index.seal.expose()),
    ];
    let roots = keys.to_bytes();
    let roots = roots.chunks(32).enumerate();
    all.extend(roots.map(|(number, root)| Planted::bytes(&format!("root key {number}"), root)));
    for id in grants {
        let keys = keys.grant(id);
        all.extend([
            Planted::bytes("a grant's signing key", keys.signing.seed()),
            Planted::bytes("a mailbox's key", keys.owner.seed()),
            Planted::bytes("a grant's report key", keys.report.expose()),
        ]);
    }
    all
}

/// The salts of the grants with these ids, which the clinics get.
pub(crate) fn salts(words: &str, grants: &[[u8; 16]]) -> Vec<Planted> {
    let phrase = Phrase::parse(words).expect("recovery words");
    let keys = WalletKeys::derive(&phrase);
    let salt = |id| Planted::bytes("a grant's salt", &keys.grant(id).salt);
    grants.iter().map(salt).collect()
}

/// The key under which everything in a home is sealed.
pub(crate) fn data_key(home: &Path, slots: &str, passphrase: &str) -> DataKey {
    let bytes = std::fs::read(home.join(slots)).expect("the key slots");
    let map: Value = ciborium::from_reader(bytes.as_slice()).expect("CBOR");
    let map = map.into_map().expect("a map");
    let field = |key: u64| {
        let found = map.iter().find(|(found, _)| *found == Value::from(key));
        found.expect("a field").1.clone()
    };
    let number = |key| {
        let number = field(key).into_integer().expect("a number");
        u32::try_from(number).expect("32 bits")
    };
    let slot = PassphraseSlot {
        salt: field(1)
            .into_bytes()
            .expect("bytes")
            .try_into()
            .expect("16 bytes"),
        cost: Cost {
            memory_kib: number(2),
            passes: number(3),
        },
        wrapped: field(4).into_bytes().expect("bytes"),
    };
    slot.open(passphrase).expect("the passphrase is right")
}

/// Every key of the clinic in this home.
pub(crate) fn of_clinic(home: &Path, passphrase: &str) -> Vec<Planted> {
    let key = data_key(home, "slot", passphrase);
    let place = Place {
        table: "clinic",
        key: b"state",
        version: 1,
    };
    let sealed = std::fs::read(home.join("state")).expect("the clinic's state");
    let state = key.open(place, &sealed).expect("it opens");
    let (signing, rest) = state.split_at(32);
    let (count, rest) = rest.split_at(2);
    let count = usize::from(u16::from_be_bytes(count.try_into().expect("2 bytes")));
    let mut all = vec![
        Planted::bytes("the clinic's data key", key.secret().expose()),
        Planted::bytes("the clinic's signing key", signing),
    ];
    for card in rest.chunks(64).take(count) {
        let (age, agreement) = card.split_at(32);
        let secret = Secret32::from_bytes(age.try_into().expect("32 bytes"));
        let identity = Identity::from_secret(&secret).expose();
        all.extend([
            Planted::bytes("the card's age key", age),
            Planted::text("the card's identity", &identity),
            Planted::bytes("the card's agreement key", agreement),
        ]);
    }
    all
}

/// Three words in a row, which nobody writes by accident.
fn some(words: &str) -> String {
    let words: Vec<_> = words.split(' ').skip(4).take(3).collect();
    words.join(" ")
}
