//! The routes as a client meets them.

use axum::{
    body::{Body, to_bytes},
    http::Request,
};
use keepwell_protocol::{
    admission::{Directory, PendingToken, REQUEST_TYPE, TokenChallenge, TokenResponse},
    time::Timestamp,
};
use tower::ServiceExt as _;

use super::*;

const NOW: Timestamp = Timestamp::from_seconds(1_795_000_000);

fn served(dir: &std::path::Path) -> Router {
    served_at(dir, NOW)
}

fn served_at(dir: &std::path::Path, now: Timestamp) -> Router {
    let book = DiskBook::open(dir).unwrap();
    let secret = book::secret(dir, &mut OsRng).unwrap();
    let issuer = Issuer::new("one.example".to_owned(), secret, Box::new(book));
    router(Arc::new(issuer), Arc::new(move || now))
}

#[tokio::test]
async fn nobody_keeps_the_key_for_longer_than_tokens_are_made_of_it() {
    let dir = tempfile::tempdir().unwrap();
    let turn = NOW.plus(Issuer::key_lasts_s(NOW));
    for (now, kept) in [(NOW, 3600), (turn.minus(20), 20), (turn, 3600)] {
        let get = Request::get(DIRECTORY_PATH).body(Body::empty()).unwrap();
        let answer = served_at(dir.path(), now).oneshot(get).await.unwrap();
        let said = answer.headers()[header::CACHE_CONTROL].to_str().unwrap();
        assert_eq!(said, format!("max-age={kept}"));
    }
}

async fn ask(router: &Router, request: Request<Body>) -> (StatusCode, Vec<u8>) {
    let answer = router.clone().oneshot(request).await.unwrap();
    let status = answer.status();
    let body = to_bytes(answer.into_body(), 10_000).await.unwrap();
    (status, body.to_vec())
}

fn post(body: Vec<u8>, authorization: &str) -> Request<Body> {
    Request::post(ISSUE_PATH)
        .header(header::CONTENT_TYPE, REQUEST_TYPE)
        .header(header::AUTHORIZATION, authorization)
        .body(Body::from(body))
        .unwrap()
}

#[tokio::test]
async fn who_is_invited_fetches_a_token_and_nobody_else() {
    let dir = tempfile::tempdir().unwrap();
    let invitation = invite::add(dir.path(), 1, &mut OsRng).unwrap();
    let router = served(dir.path());
    let get = Request::get(DIRECTORY_PATH).body(Body::empty()).unwrap();
    let (status, json) = ask(&router, get).await;
    assert_eq!(status, StatusCode::OK);
    let key = Directory::from_json(&json).unwrap().key().unwrap();
    let challenge = TokenChallenge::new("one.example", key);
    let pending = PendingToken::new(&challenge, &mut OsRng).unwrap();
    let request = pending.request().to_bytes();

    let (status, _) = ask(&router, post(request.clone(), "Basic eA==")).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let invited = invitation.to_header();
    let (status, _) = ask(&router, post(vec![0; 52], &invited)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, _) = ask(&router, post(vec![0; MAX_BODY + 1], &invited)).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    let (status, response) = ask(&router, post(request.clone(), &invited)).await;
    assert_eq!(status, StatusCode::OK);
    let response = TokenResponse::from_bytes(&response).unwrap();
    assert!(pending.finish(&response).is_ok());
    let (status, _) = ask(&router, post(request, &invited)).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}
