//! A wallet with records, a letter in a file of its own, a grant that was sent and one that waits.

use std::{fs, io::Read as _, path::Path};

use keepwell_wallet::{
    grants,
    records::{self, Filter},
    vault::Vault,
};

use super::{beside, damage_each};
use crate::{
    command::PASSPHRASE,
    papers::{self, Papers},
    place::import,
    stage::{Patient, Stage},
};

#[test]
fn a_wallet_with_any_damaged_file_is_mended_or_says_so_and_gives_nothing_wrong() {
    let stage = Stage::new();
    let (_, card) = stage.clinic("clinic");
    let patient = Patient::new(&stage, "wallet");
    import(&patient.vault, 0);
    import(&patient.vault, 1);
    patient.grant(&stage, &stage.wish(&card));
    patient.make(&stage, &stage.wish(&card));
    let mut kept = papers::papers(0);
    kept.extend(papers::papers(1));
    let codes = codes(&patient.vault, &stage).expect("two codes");
    drop(patient);
    let home = stage.path("wallet");
    let sound = beside(&home, "sound");
    fs::rename(&home, &sound).expect("moved");
    damage_each(&sound, &home, || look(&home, &stage, &kept, &codes));
}

/// Opens the wallet and reads everything in it.
fn look(home: &Path, stage: &Stage, kept: &Papers, codes: &[String]) -> Result<(), String> {
    let vault = Vault::unlock(home, PASSPHRASE).map_err(|error| error.to_string())?;
    let listed = records::list(&vault, &Filter::default()).map_err(|error| error.to_string())?;
    assert_eq!(listed.len(), kept.len(), "the list is another");
    let mut refused = None;
    for record in listed {
        let mut bytes = Vec::new();
        let read = records::raw(&vault, record.id)
            .map_err(|error| error.to_string())
            .and_then(|mut raw| {
                let read = raw.read_to_end(&mut bytes);
                read.map_err(|error| format!("a record cannot be read: {error}"))
            });
        match read {
            Ok(_) => assert!(kept.get(&record.title) == Some(&bytes), "a wrong record"),
            Err(sentence) => refused = Some(sentence),
        }
    }
    assert_eq!(self::codes(&vault, stage)?, codes, "the grants are others");
    refused.map_or(Ok(()), Err)
}

fn codes(vault: &Vault, stage: &Stage) -> Result<Vec<String>, String> {
    let all = grants::all(vault).map_err(|error| error.to_string())?;
    let code = |grant: &grants::Grant| {
        let code = grants::code(vault, grant.id, stage.now()).map_err(|error| error.to_string())?;
        Ok(code.unwrap_or_default())
    };
    all.iter().map(code).collect()
}
