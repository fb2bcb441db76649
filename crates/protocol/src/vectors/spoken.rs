//! Six words, the card that they make, and a parcel that is sealed to it: nothing in it is a grant, all that leads there is.

use keepwell_crypto::spoken::SpokenWords;
use serde_json::json;

use super::{MAILBOX, TIME, check, relay, stored};
use crate::{
    hexadecimal::to_hex,
    link::GrantLink,
    parcel::{Content, Parcel, pack},
    spoken::Spoken,
};

const WORDS: &str = "abandon ability action zoo art legal";
const TYPED: [&str; 3] = [
    "  Abandon, ABILITY;action\tzoo\nart - legal. ",
    "1. aban 2. abil 3. acti 4. zoo 5. art 6. lega",
    "abandon/abilit/actio/zoo/art/legal",
];
const NOT_WORDS: [&str; 6] = [
    "",
    "abandon ability action zoo art",
    "abandon ability action zoo art legal legal",
    "aba ability action zoo art legal",
    "abandon ability actionx zoo art legal",
    "abandon ability action zoo art légal",
];

#[test]
fn spoken() {
    let words = SpokenWords::parse(WORDS).unwrap();
    let spoken = Spoken::from_parts("vector", [8; 16], TIME.seconds()).unwrap();
    let desk = spoken.desk(&words, &relay()).unwrap();
    let content = Content {
        manifest: vec![1, 2, 3],
        packed: pack(b"{\"resourceType\":\"Bundle\"}"),
    };
    // age draws its own randomness: what the file has is opened, and kept.
    let known = stored("spoken.json");
    let known = known.as_ref().and_then(|known| known["parcel"].as_str());
    let kept = known.and_then(|hex| data_encoding::HEXLOWER.decode(hex.as_bytes()).ok());
    let parcel = kept.map_or_else(
        || Parcel {
            code: GrantLink {
                relay: relay(),
                mailbox: MAILBOX,
                access_point: [8; 32],
                statement: [9; 32],
            },
            sealed: content.seal(&desk.card.details().recipient).unwrap(),
            spoken: Some(spoken),
        },
        |bytes| Parcel::parse(&bytes).unwrap(),
    );
    assert_eq!(parcel.spoken, Some(spoken));
    assert!(parcel.open(&desk.identity).unwrap() == content);
    for typed in TYPED {
        assert!(SpokenWords::parse(typed).is_ok_and(|read| read == words));
    }
    for wrong in NOT_WORDS {
        assert!(SpokenWords::parse(wrong).is_err());
    }
    check(
        "spoken.json",
        &json!({
            "words": WORDS,
            "typed": TYPED,
            "not_words": NOT_WORDS,
            "other_words": "legal ability action zoo art abandon",
            "salt": to_hex(spoken.salt()),
            "issued": spoken.issued().seconds(),
            "relay": relay().to_string(),
            "card": to_hex(desk.card.as_bytes()),
            "digest": to_hex(&desk.card.digest()),
            "recipient": desk.card.details().recipient.to_string(),
            "agreement": to_hex(desk.agreement.expose()),
            "parcel": to_hex(&parcel.encode()),
            "manifest": to_hex(&content.manifest),
            "packed": to_hex(&content.packed),
        }),
    );
}
