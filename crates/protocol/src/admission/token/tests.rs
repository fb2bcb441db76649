//! Tokens by the vector of the standard and by what people and other programs write.

use data_encoding::HEXLOWER;
use keepwell_crypto::voprf::{Blinded, Evaluator, SEED_LEN};
use rand_core::{CryptoRng, OsRng, RngCore};

use super::*;

/// Gives out the random bytes of a vector.
struct Given(Vec<u8>);

impl RngCore for Given {
    fn next_u32(&mut self) -> u32 {
        unreachable!("only bytes are drawn")
    }

    fn next_u64(&mut self) -> u64 {
        unreachable!("only bytes are drawn")
    }

    fn fill_bytes(&mut self, out: &mut [u8]) {
        let rest = self.0.split_off(out.len());
        out.copy_from_slice(&self.0);
        self.0 = rest;
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), rand_core::Error> {
        self.fill_bytes(out);
        Ok(())
    }
}

impl CryptoRng for Given {}

fn evaluator() -> Evaluator {
    Evaluator::derive(&[7; SEED_LEN], b"PrivacyPass").unwrap()
}

fn challenge(key: EvaluatorKey) -> TokenChallenge {
    TokenChallenge::new("keepwell.example", key)
}

/// RFC 9578, appendix A.1, the second: its challenge has no redemption context, as ours.
const VECTOR: [(&str, &str); 6] = [
    (
        "pkS",
        "038017e005904c6146b37109d6c2a72b95a183aaa9ed951b8d8fb1ed9033f68033284d175e7df89849475cd67a86bfbf\
         4e",
    ),
    (
        "token_challenge",
        "0001000e6973737565722e6578616d706c6500000e6f726967696e2e6578616d706c65",
    ),
    (
        "nonce, then blind",
        "7617bc802cfdb5d74722ef7418bdbb4f2c88403820e55fe7ec07d3190c29d6656492ee50072fa18d035d69c4246362df\
         fe2621afb95a10c033bb0109e0f705b0437c425553272e0aa5266ec379e7015e",
    ),
    (
        "token_request",
        "000133033a5fe04a39da1bbfb68ccdeecd1917474dd525462e5a90a6ba53b42aaa1486fe443a2e1c7f3fd5ff028a1c7c\
         f1aeac5d",
    ),
    (
        "token_response",
        "023bf8cd624880d669c5cc6c88b056355c6e8e1bcbf3746cfb9ab9248a4c056f23a4876ef998a8b6b281d50f852c6fa8\
         68fc4fa135c79ccb5fbdf8bf3c926e10c7c12f934a887d86da4a4e5be70f5a169aa75720887bb69053692a8f11f9cda7\
         a72f281e4e3568e848225367946c70db09e718e3cba16193987bc10bede3ef54c4d036c17cd4015bb113be60d7aa927e\
         0d",
    ),
    (
        "token",
        "00017617bc802cfdb5d74722ef7418bdbb4f2c88403820e55fe7ec07d3190c29d665c994f7d5cdc2fb970b13d4e8eb6e\
         6d8f9dcdaa65851fb091025dfe134bd5a62a116477bc9e1a205cca95d0c92335ca7a3e71063b2ac020bdd231c66097f1\
         2333ef438d00801bca5ace0fab8eb483dc04cd62578b95b5652921cd2698c45ea74f6c8827b4e19f01140fa5bd039866\
         f562",
    ),
];

#[test]
fn the_standard_s_vector_comes_out() {
    let bytes = VECTOR.map(|(_, text)| HEXLOWER.decode(text.as_bytes()).unwrap());
    let [key, challenge, random, request, response, token] = bytes;
    let challenge = TokenChallenge {
        bytes: challenge,
        key: key.try_into().unwrap(),
    };
    let pending = PendingToken::new(&challenge, &mut Given(random)).unwrap();
    assert_eq!(pending.request().to_bytes(), request);
    let response = TokenResponse::from_bytes(&response).unwrap();
    assert_eq!(pending.finish(&response).unwrap().as_bytes(), token);
}

#[test]
fn a_token_is_recognised_and_not_where_it_comes_from() {
    let evaluator = evaluator();
    let challenge = challenge(evaluator.key());
    let pending = PendingToken::new(&challenge, &mut OsRng).unwrap();
    let request = TokenRequest::from_bytes(&pending.request().to_bytes()).unwrap();
    let blinded = Blinded::parse(&request.blinded).unwrap();
    let (evaluated, proof) = evaluator.evaluate_blinded(&blinded, &mut OsRng);
    let response = TokenResponse { evaluated, proof };
    let token = pending.finish(&response).unwrap();
    let token = Token::from_header(&token.to_header()).unwrap();
    assert!(evaluator.is_output(token.input(), &token.authenticator()));
    assert_eq!(token.challenge_digest(), challenge.digest());
    assert_eq!(token.key_id(), key_id(challenge.key()));
    // Nothing of what the issuer saw stands in it.
    for seen in [&request.blinded, &evaluated] {
        assert!(
            !token
                .as_bytes()
                .windows(8)
                .any(|part| seen.windows(8).any(|one| one == part))
        );
    }
}

#[test]
fn headers_of_others_are_read_and_nonsense_is_refused() {
    let challenge = challenge(evaluator().key());
    let header = challenge.to_header();
    let others = [
        header.clone(),
        header.replace('"', ""),
        header
            .replace("==\"", "\"")
            .replace("PrivateToken", "privatetoken"),
        format!("{header}, max-age=60"),
    ];
    for one in others {
        assert_eq!(
            TokenChallenge::from_header(&one).unwrap(),
            challenge,
            "{one}"
        );
    }
    for bad in [
        "",
        "PrivateToken",
        "PrivateToken challenge=\"AAE\"",
        "PrivateToken challenge=\"AAE\", token-key=\"AA\"",
        "Basic challenge=\"AAE\"",
    ] {
        assert!(TokenChallenge::from_header(bad).is_err(), "{bad}");
        assert!(Token::from_header(bad).is_err(), "{bad}");
    }
    let other_type = header.replacen("AAE", "AAI", 1);
    assert!(matches!(
        TokenChallenge::from_header(&other_type),
        Err(FormatError::UnknownVersion { .. })
    ));
}

#[test]
fn an_invitation_is_read_as_people_write_it() {
    let invitation = Invitation::generate(&mut OsRng);
    let text = invitation.to_text();
    assert_eq!(text.len(), 29);
    for written in [
        text.to_string(),
        text.to_lowercase(),
        text.replace('-', " "),
        format!(" {}\n", text.replace('-', "")),
    ] {
        assert_eq!(
            Invitation::parse(&written).unwrap().digest(),
            invitation.digest()
        );
    }
    let header = invitation.to_header();
    assert_eq!(
        Invitation::from_header(&header).unwrap().digest(),
        invitation.digest()
    );
    for bad in [
        "",
        "ABCD",
        "A",
        &format!("{}A", text.as_str()),
        "0000-0000-0000-0000-0000-0000",
    ] {
        assert!(Invitation::parse(bad).is_err(), "{bad}");
    }
}

#[test]
fn a_directory_says_which_key() {
    let key = evaluator().key();
    let json = serde_json::to_vec(&Directory::new(&key)).unwrap();
    assert_eq!(Directory::from_json(&json).unwrap().key().unwrap(), key);
    let elsewhere = String::from_utf8(json)
        .unwrap()
        .replace(ISSUE_PATH, "https://else.example/");
    assert!(Directory::from_json(elsewhere.as_bytes()).is_err());
    let none = format!("{{\"issuer-request-uri\":\"{ISSUE_PATH}\",\"token-keys\":[]}}");
    assert!(
        Directory::from_json(none.as_bytes())
            .unwrap()
            .key()
            .is_err()
    );
}
