//! `keepwell demo` tells the whole story and leaves what it made.

use crate::{
    command::{keepwell, keepwell_plain},
    world::World,
};

#[test]
fn the_demo_tells_the_story_and_leaves_its_files() {
    let world = World::with_server();
    let out = world.path("story");
    let told = keepwell_plain(&["demo", "--out", &out]);
    assert_eq!(told.code, 0, "{}", told.err);
    for file in [
        "desk.png",
        "code.png",
        "visit/bundle.json",
        "visit/consent.json",
    ] {
        assert!(world.root().join("story").join(file).exists(), "{file}");
    }
    assert!(!world.root().join("story/again").exists());
    assert!(told.out.contains("Penicillin") || told.out.contains("penicillin"));
}

#[test]
fn the_demo_gives_one_json_object() {
    let world = World::with_server();
    let told = keepwell(&["demo", "--out", &world.path("story")]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(told.json()["files"].is_array());
}
