//! What servers keep: after a share was made, opened and stopped, nothing that a server stores names the patient, the
//! clinic, the purpose or anything of the record.

use crate::world::{World, files_below};

#[test]
fn a_server_stores_no_name_and_nothing_of_the_record() {
    let world = World::new();
    world.grant(&["--share", "all"]);
    assert_eq!(world.open("clinic", "visit").code, 0);
    let id = world.wallet_ok(&["grants"])["grants"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    world.wallet_ok(&["revoke", &id]);
    let bundle = std::fs::read_to_string(world.root().join("visit/bundle.json")).unwrap();
    let planted = [
        "Harbour",
        "enicillin",
        "resourceType",
        "TREAT",
        "Amina",
        "SNOMED",
        "snomed",
    ];
    assert!(
        bundle.contains("enicillin"),
        "the sample has what is searched for"
    );
    for file in files_below(&world.root().join("server")) {
        let bytes = std::fs::read(&file).unwrap();
        for word in planted {
            let found = bytes
                .windows(word.len())
                .any(|window| window == word.as_bytes());
            assert!(!found, "{word} stands in {}", file.display());
        }
    }
}

#[test]
fn a_wallet_s_files_name_nothing_either() {
    let world = World::new();
    world.grant(&[]);
    for file in files_below(&world.root().join("mine")) {
        let bytes = std::fs::read(&file).unwrap();
        let name = file.display().to_string();
        for word in ["Harbour", "enicillin", "resourceType", "Amina", "llerg"] {
            assert!(
                !bytes
                    .windows(word.len())
                    .any(|window| window == word.as_bytes()),
                "{word} stands in {name}"
            );
            assert!(!name.contains(word));
        }
    }
}
