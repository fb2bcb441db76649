//! Cards and certificates that are checked: signature and trust are two facts, and nobody is asked who need not be.

use std::sync::{Arc, Mutex};

use keepwell_client::transport::TransportError;

use super::*;
use crate::{
    fixtures::{Scripted, answer},
    strangers::AskError,
    testing::{NOW, Wallet},
};

const CARD: &str = include_str!("../../../../../tests/vectors/smart/signed.jws.txt");
const KEYS: &str = include_str!("../../../../../tests/vectors/smart/signed.jwks.json");
const LIST: &str = include_str!("../../../../../tests/vectors/smart/signed.crl.json");
const CERTIFICATE: &str = include_str!("../../../../../tests/vectors/smart/signed-certificate.txt");
const SIGNERS: &str =
    include_str!("../../../../../tests/vectors/smart/signed-certificate.did.json");
const OTHERS: &str = include_str!("../../../../../tests/vectors/smart/certificate.txt");
const DIRECTORY: &str =
    r#"{"participating_issuers":[{"iss":"https://issuer.example","name":"An Issuer"}]}"#;

/// A wallet with this file in it, whoever it is about.
fn wallet(text: &str) -> Wallet {
    let wallet = Wallet::new();
    let report = wallet.import("a.txt", text.as_bytes());
    assert!(report.unreadable().is_none());
    wallet
}

fn trust(lists: &[&str]) -> Trust {
    let mut trust = Trust::default();
    for list in lists {
        trust.add(list.as_bytes()).expect("a list");
    }
    trust
}

/// An issuer's server: its keys and its list, either of which may be missing.
fn issuer(keys: Option<String>, list: Option<String>) -> (Scripted, Arc<Mutex<Vec<String>>>) {
    let asked = Arc::<Mutex<Vec<String>>>::default();
    let noted = asked.clone();
    let scripted = Scripted::new(move |request| {
        noted.lock().unwrap().push(request.url.clone());
        let (_, path) = request.url.split_once("https://issuer.example").unwrap();
        let body = match path {
            "/.well-known/jwks.json" => &keys,
            _ if path.starts_with("/.well-known/crl/") => &list,
            _ => &None,
        };
        Ok(match body {
            Some(body) => answer(200, &[], body),
            None => answer(404, &[], ""),
        })
    });
    (scripted, asked)
}

fn check(wallet: &Wallet, trust: &Trust, transport: &Scripted) -> Checked {
    let strangers = Strangers {
        transport,
        now: &|| NOW,
    };
    let mut checked = check_signed(&wallet.vault, &[], trust, &strangers).expect("an answer");
    assert_eq!(checked.len(), 1);
    checked.remove(0)
}

/// 77, 82, 90.
#[test]
fn a_card_s_signature_and_its_issuer_s_standing_are_two_facts() {
    let wallet = wallet(CARD);
    let (server, asked) = issuer(Some(KEYS.to_owned()), Some(LIST.to_owned()));
    let unknown = r#"{"participating_issuers":[]}"#;
    for (lists, trusted) in [
        (&[][..], Trusted::NoList),
        (&[unknown][..], Trusted::NotListed),
        (
            &[DIRECTORY, SIGNERS][..],
            Trusted::Listed("An Issuer".to_owned()),
        ),
    ] {
        let checked = check(&wallet, &trust(lists), &server);
        assert_eq!(checked.signature, Signed::Valid);
        assert_eq!(checked.standing, Standing::Holds);
        assert_eq!(checked.revocation, Revocation::Checked);
        assert_eq!(checked.trusted, trusted);
    }
    assert_eq!(asked.lock().unwrap().len(), 6, "keys and list, each time");
    // One that is trusted and did not sign it.
    let (server, _) = issuer(Some(r#"{"keys":[]}"#.to_owned()), None);
    let checked = check(&wallet, &trust(&[DIRECTORY]), &server);
    assert_eq!(checked.signature, Signed::UnknownKey);
    assert_eq!(checked.trusted, Trusted::Listed("An Issuer".to_owned()));
}

#[test]
fn a_card_that_was_taken_back_or_altered_is_found_to_be() {
    let back = LIST.replace("another", "r-1");
    let (server, _) = issuer(Some(KEYS.to_owned()), Some(back));
    let checked = check(&wallet(CARD), &Trust::default(), &server);
    assert_eq!(checked.standing, Standing::Revoked);
    let (signed, signature) = CARD.trim().rsplit_once('.').unwrap();
    let first = if signature.starts_with('A') { 'B' } else { 'A' };
    let rest: String = signature.chars().skip(1).collect();
    let altered = format!("{signed}.{first}{rest}");
    let checked = check(&wallet(&altered), &Trust::default(), &server);
    assert_eq!(checked.signature, Signed::Wrong);
}

#[test]
fn what_an_issuer_does_not_say_is_not_known() {
    let wallet = wallet(CARD);
    let (server, _) = issuer(Some(KEYS.to_owned()), None);
    let checked = check(&wallet, &Trust::default(), &server);
    assert_eq!(checked.signature, Signed::Valid);
    assert_eq!(
        checked.revocation,
        Revocation::NotChecked(IssuerError::Nothing)
    );
    let (server, _) = issuer(None, None);
    let checked = check(&wallet, &Trust::default(), &server);
    assert_eq!(checked.signature, Signed::NotChecked(IssuerError::Nothing));
    let away = Scripted::new(|_| Err(TransportError::Silent));
    let checked = check(&wallet, &Trust::default(), &away);
    let silent = Signed::NotChecked(IssuerError::Ask(AskError::Silent));
    assert_eq!(checked.signature, silent);
}

/// 110: nobody is asked about a certificate.
#[test]
fn a_certificate_is_known_by_the_trust_list_alone() {
    let nobody = Scripted::new(|_| panic!("nobody is asked"));
    let own = wallet(CERTIFICATE);
    let checked = check(&own, &trust(&[SIGNERS]), &nobody);
    assert_eq!((checked.kind, checked.signature), ("hcert", Signed::Valid));
    assert_eq!(checked.trusted, Trusted::Listed("ZZ".to_owned()));
    for lists in [&[][..], &[DIRECTORY][..]] {
        let checked = check(&own, &trust(lists), &nobody);
        assert_eq!(checked.signature, Signed::UnknownKey);
        assert_eq!(checked.trusted, Trusted::NoList);
    }
    // Somebody else's key of the same name, and a list without any.
    let empty = r#"{"verificationMethod":[]}"#;
    for (list, signature) in [(SIGNERS, Signed::Wrong), (empty, Signed::UnknownKey)] {
        let checked = check(&wallet(OTHERS), &trust(&[list]), &nobody);
        assert_eq!(checked.signature, signature);
        assert_eq!(checked.trusted, Trusted::NotListed);
    }
}

#[test]
fn a_document_that_nobody_signed_is_named() {
    let wallet = wallet("Only a letter.");
    let id = documents(&wallet.vault).expect("a list")[0];
    let nobody = Scripted::new(|_| panic!("nobody is asked"));
    let strangers = Strangers {
        transport: &nobody,
        now: &|| NOW,
    };
    let check = |ids: &[RecordId]| check_signed(&wallet.vault, ids, &Trust::default(), &strangers);
    assert!(check(&[]).is_ok_and(|checked| checked.is_empty()));
    assert!(matches!(check(&[id]), Err(RecordsError::NotSigned(of)) if of == id));
    assert_eq!(Trust::default().add(b"{}"), Err(NotATrustList));
}
