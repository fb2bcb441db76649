//! An operator has a statement erased by way of the ledger's folder, with the real programs. That nothing of it is left then is
//! the ledger's own test.

use crate::{command::keepwell, world::World};

#[test]
fn an_operator_asks_for_a_statement_to_be_erased() {
    let world = World::new();
    let granted = world.grant(&[]);
    assert_eq!(granted["ledger"]["state"], "recorded");
    let data = world.path("server");
    let digest = "ab".repeat(32);
    let erase = |more: &[&str]| {
        let mut line = vec!["ledger", "erase", "--data", &data];
        line.extend(more);
        keepwell(&line)
    };
    let nothing = erase(&[]);
    assert_eq!(
        nothing.json()["waiting"].as_array().expect("a list").len(),
        0
    );
    let asked = erase(&[&digest]);
    assert_eq!(asked.json()["waiting"][0], digest.as_str());
    // What is not in the log is not erased either; the next entry makes the ledger look.
    world.grant(&[]);
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while !erase(&[]).json()["waiting"]
        .as_array()
        .expect("a list")
        .is_empty()
    {
        assert!(std::time::Instant::now() < deadline, "it still waits");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    for (wrong, why) in [
        ("AB", "64 hexadecimal digits"),
        (&"ab".repeat(31), "64 hexadecimal"),
    ] {
        let ended = erase(&[wrong]);
        assert!(ended.code == 2 && ended.err.contains(why), "{}", ended.err);
    }
    let elsewhere = keepwell(&["ledger", "erase", "--data", &world.path("nowhere"), &digest]);
    assert!(
        elsewhere.code == 2 && elsewhere.err.contains("no ledger"),
        "{}",
        elsewhere.err
    );
}
