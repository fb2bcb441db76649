//! A server's challenge for a token, the token for it, and an invitation.

use keepwell_crypto::voprf::{Blinded, Evaluator, SEED_LEN};
use serde_json::json;

use super::{Counting, check};
use crate::{
    admission::{Invitation, PendingToken, TokenChallenge, TokenResponse},
    hexadecimal::to_hex,
};

#[test]
fn token() {
    let seed = [13; SEED_LEN];
    let evaluator = Evaluator::derive(&seed, b"PrivacyPass").unwrap();
    let challenge = TokenChallenge::new("keepwell.example", evaluator.key());
    let pending = PendingToken::new(&challenge, &mut Counting(0)).unwrap();
    let request = pending.request();
    let blinded = Blinded::parse(&request.blinded).unwrap();
    let (evaluated, proof) = evaluator.evaluate_blinded(&blinded, &mut Counting(50));
    let response = TokenResponse { evaluated, proof };
    let token = pending.finish(&response).unwrap();
    let invitation = Invitation::generate(&mut Counting(100));
    check(
        "token.json",
        &json!({
            "seed": to_hex(&seed),
            "key": to_hex(&evaluator.key()),
            "www-authenticate": challenge.to_header(),
            "challenge_digest": to_hex(&challenge.digest()),
            "request": to_hex(&request.to_bytes()),
            "response": to_hex(&response.to_bytes()),
            "authorization": token.to_header(),
            "invitation": invitation.to_text().as_str(),
            "invitation_digest": to_hex(&invitation.digest()),
        }),
    );
}
