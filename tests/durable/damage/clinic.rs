//! A clinic that has given its card away and has opened a share.

use std::fs;

use keepwell_clinic::desk::Desk;

use super::{beside, damage_each};
use crate::{
    command::PASSPHRASE,
    stage::{Patient, Stage},
};

#[test]
fn a_clinic_with_any_damaged_file_says_so_and_opens_nothing_wrong() {
    let stage = Stage::new();
    let (mut clinic, card) = stage.clinic("clinic");
    let patient: Patient = stage.patient("patient");
    let made = patient.grant(&stage, &stage.wish(&card));
    clinic.opens(&stage, &made.qr_text);
    let bundle = fs::read(clinic.out().join("bundle.json")).expect("a bundle");
    let home = stage.path("clinic").join("home");
    let sound = beside(&home, "sound");
    fs::rename(&home, &sound).expect("moved");
    damage_each(&sound, &home, || {
        let desk = Desk::unlock(&home, PASSPHRASE).map_err(|error| error.to_string())?;
        assert_eq!(desk.name(), "clinic");
        clinic.desk = desk;
        let opened = clinic.open(&stage, &made.qr_text);
        opened.map_err(|error| error.to_string())?;
        let again = fs::read(clinic.out().join("bundle.json")).expect("a bundle");
        assert!(again == bundle, "another record was opened");
        Ok(())
    });
}
