//! Boxes: read by anybody who knows the id, replaced by their owner alone, and never unseen.

use keepwell_client::ClientError;
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    mailbox::BoxId,
    relay_api::{MAX_BOX, box_path},
};

use crate::{raw, server::Server};

#[test]
fn two_devices_never_overwrite_each_other() {
    let server = Server::start();
    let (phone, laptop) = (server.client(), server.client());
    let key = SigningKey::from_seed(&[1; 32]);
    let id = BoxId::from_bytes([2; 16]);
    let now = server.now();
    assert_eq!(phone.read_box(&id).unwrap(), None);
    let first = phone.write_box(&key, &id, b"one", None, now).unwrap();
    assert_eq!(laptop.read_box(&id).unwrap().unwrap().version, first);
    let error = laptop.write_box(&key, &id, b"two", None, now).unwrap_err();
    assert!(matches!(error, ClientError::Conflict));
    let second = laptop
        .write_box(&key, &id, b"two", Some(&first), now)
        .unwrap();
    let error = phone
        .write_box(&key, &id, b"three", Some(&first), now)
        .unwrap_err();
    assert!(matches!(error, ClientError::Conflict));
    let found = phone.read_box(&id).unwrap().unwrap();
    assert_eq!(
        (found.bytes.as_slice(), &found.version),
        (b"two".as_slice(), &second)
    );
    // The answer to the second write was lost: repeating it is a success.
    let again = laptop
        .write_box(&key, &id, b"two", Some(&first), now)
        .unwrap();
    assert_eq!(again, second);
}

#[test]
fn a_box_belongs_to_who_wrote_it_first() {
    let server = Server::start();
    let client = server.client();
    let id = BoxId::from_bytes([2; 16]);
    let (owner, thief) = (
        SigningKey::from_seed(&[1; 32]),
        SigningKey::from_seed(&[9; 32]),
    );
    let version = client
        .write_box(&owner, &id, b"one", None, server.now())
        .unwrap();
    let error = client
        .write_box(&thief, &id, b"mine", Some(&version), server.now())
        .unwrap_err();
    assert!(matches!(error, ClientError::Refused { code, .. } if code == "bad_signature"));
    assert_eq!(client.read_box(&id).unwrap().unwrap().bytes, b"one");
}

#[test]
fn a_box_has_a_largest_size() {
    let server = Server::start();
    let client = server.client();
    let key = SigningKey::from_seed(&[1; 32]);
    let id = BoxId::from_bytes([2; 16]);
    client
        .write_box(&key, &id, &vec![7; MAX_BOX], None, server.now())
        .unwrap();
    assert_eq!(client.read_box(&id).unwrap().unwrap().bytes.len(), MAX_BOX);
    let id = BoxId::from_bytes([3; 16]);
    let error = client
        .write_box(&key, &id, &vec![7; MAX_BOX + 1], None, server.now())
        .unwrap_err();
    assert!(matches!(error, ClientError::Refused { code, .. } if code == "too_large"));
}

#[test]
fn a_write_says_what_it_expects() {
    let server = Server::start();
    let path = box_path(&BoxId::from_bytes([2; 16]));
    let key = SigningKey::from_seed(&[1; 32]);
    let request = raw::signed(&server, "PUT", &path, &key, None, b"x");
    assert_eq!(raw::status(&server, &request), 400);
    assert_eq!(raw::status(&server, &raw::unsigned("PUT", &path)), 403);
    let text = String::from_utf8(raw::signed(&server, "PUT", &path, &key, None, b"x")).unwrap();
    let forged = text
        .replace("\r\nhost", "\r\nif-none-match: *\r\nhost")
        .replace("\r\n\r\nx", "\r\n\r\ny");
    assert_eq!(raw::status(&server, forged.as_bytes()), 403);
}
