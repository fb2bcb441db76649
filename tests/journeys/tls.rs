//! HTTPS with a certificate of one's own making, by the command line: whoever trusts its root shares and opens, whoever
//! does not is told that nothing can be reached.

use std::path::Path;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use serde_json::Value;
use tempfile::TempDir;

use crate::{
    command::{Ended, keepwell, keepwell_trusting, prepared},
    world::World,
};

/// Writes `<name>-root.pem`, `<name>.pem` and `<name>-key.pem`: a certificate for loopback, its key, and its root.
fn certify(folder: &Path, name: &str) {
    let write = |end: &str, pem: String| {
        std::fs::write(folder.join(format!("{name}{end}.pem")), pem).expect("written");
    };
    let (root_key, key) = (key(), key());
    let mut root = CertificateParams::new(Vec::new()).expect("parameters");
    root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let certificate = root.self_signed(&root_key).expect("a root");
    write("-root", certificate.pem());
    let own = CertificateParams::new(["127.0.0.1".to_owned()]).expect("parameters");
    let signed = own.signed_by(&key, &Issuer::new(root, root_key));
    write("", signed.expect("a certificate").pem());
    write("-key", key.serialize_pem());
}

fn key() -> KeyPair {
    KeyPair::generate().expect("a key")
}

/// A server with TLS, and two roots of which only `own-root.pem` leads to it.
fn world() -> World {
    let folder = TempDir::new().expect("a folder");
    certify(folder.path(), "own");
    certify(folder.path(), "other");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let files = [path("own.pem"), path("own-key.pem")];
    let [cert, key] = files.each_ref().map(String::as_str);
    World::serving(folder, &["--tls-cert", cert, "--tls-key", key])
}

/// Runs a command where only `own-root.pem` is trusted; it must succeed.
fn trusting(world: &World, arguments: &[&str]) -> Value {
    let ended = keepwell_trusting(&world.path("own-root.pem"), arguments);
    assert_eq!(ended.code, 0, "{arguments:?}: {}", ended.err);
    ended.json()
}

fn assert_untrusted(ended: &Ended) {
    assert_eq!(ended.code, 4, "{}", ended.err);
    let message = ended.error()["message"].to_string();
    assert!(message.contains("certificate"), "{message}");
}

#[test]
fn whoever_trusts_the_root_shares_and_opens_by_https() {
    let world = world();
    assert!(world.url.starts_with("https://127.0.0.1:"), "{}", world.url);
    let [clinic, wallet, card, out, strange] =
        ["clinic", "mine", "clinic.card", "visit", "strange"].map(|name| world.path(name));
    let init = [
        "clinic",
        "init",
        "--name",
        "Harbour Clinic",
        "--country",
        "IE",
        "--server",
        &world.url,
        "--home",
        &clinic,
    ];
    trusting(&world, &init);
    trusting(
        &world,
        &["clinic", "card", "--out", &card, "--home", &clinic],
    );
    let init = ["wallet", "init", "--server", &world.url, "--home"];
    let with = |home| [&init[..], &[home]].concat();
    assert_untrusted(&keepwell(&with(&strange)));
    let other = keepwell_trusting(&world.path("other-root.pem"), &with(&strange));
    assert_untrusted(&other);
    world.assert_nothing_at("strange");

    trusting(&world, &with(&wallet));
    trusting(&world, &["wallet", "import", "--sample", "--home", &wallet]);
    let grant = [
        "wallet", "grant", "--to", &card, "--for", "2h", "--home", &wallet,
    ];
    let grant = trusting(&world, &grant);
    assert_eq!(grant["ledger"]["state"], "recorded");
    let code = grant["qr_text"].as_str().expect("a code");
    assert!(code.starts_with("HTTPS://127.0.0.1:"), "{code}");
    let open = ["clinic", "open", code, "--out", &out, "--home", &clinic];
    assert_untrusted(&keepwell(&open));
    world.assert_nothing_at("visit");
    trusting(&world, &open);
    assert!(world.root().join("visit/bundle.json").exists());
    // What is waiting for a server that is not trusted waits on.
    let revoke = ["wallet", "revoke", "--all", "--home", &wallet];
    assert_eq!(keepwell(&revoke).json()["grants"][0]["state"], "waiting");
    let synced = trusting(&world, &["wallet", "sync", "--home", &wallet]);
    assert_eq!(synced["waiting"], 0);
}

#[test]
fn a_certificate_that_cannot_be_used_is_named() {
    let folder = TempDir::new().expect("a folder");
    certify(folder.path(), "own");
    certify(folder.path(), "other");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let data = path("data");
    for (cert, key, named) in [
        ("own.pem", "other-key.pem", "other-key.pem"),
        ("own-key.pem", "own-key.pem", "own-key.pem"),
        ("nowhere.pem", "own-key.pem", "nowhere.pem"),
    ] {
        let served = keepwell(&[
            "serve",
            "--data",
            &data,
            "--listen",
            "127.0.0.1:0",
            "--tls-cert",
            &path(cert),
            "--tls-key",
            &path(key),
        ]);
        assert_eq!(served.code, 5, "{}", served.err);
        assert!(served.err.contains(named), "{}", served.err);
        assert!(!Path::new(&data).exists());
    }
    let roots = path("nowhere.pem");
    let init = [
        "wallet",
        "init",
        "--server",
        "https://127.0.0.1:1",
        "--home",
    ];
    let init = [&init[..], &[data.as_str()]].concat();
    let ended = prepared(&init)
        .env("SSL_CERT_FILE", &roots)
        .output()
        .expect("keepwell runs");
    assert!(!ended.status.success());
    assert!(String::from_utf8_lossy(&ended.stderr).contains("SSL_CERT_FILE"));
}
