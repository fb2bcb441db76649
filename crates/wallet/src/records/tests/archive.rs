//! Everything out into one archive and in again, and archives of others.

use std::io::{Cursor, Write as _};

use rand_core::OsRng;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::*;

fn written(wallet: &Wallet) -> Vec<u8> {
    let path = wallet.folder.path().join("record.zip");
    let beside: [(&str, &[u8]); 1] = [("activity.json", b"{}")];
    let exported = archive(&wallet.vault, &path, &beside, NOW, &mut OsRng).expect("an archive");
    assert_eq!(exported.records, count(&wallet.vault).expect("a count"));
    fs::read(path).expect("a file")
}

fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn everything_comes_back_from_an_archive_as_it_was() {
    let wallet = Wallet::with_sample();
    wallet.import("large.txt", &letter(7, 400_000));
    wallet.import_as(
        "tomas.json",
        file(TOMAS, "Cats").as_bytes(),
        PersonRule::Other,
    );
    wallet.import_as("tomas.txt", b"For Tomas", PersonRule::Other);
    let bytes = written(&wallet);
    let zip = ZipArchive::new(Cursor::new(&bytes)).expect("an archive");
    let mut names: Vec<_> = zip.file_names().map(str::to_owned).collect();
    names.sort();
    assert_eq!(
        names,
        [
            "activity.json",
            "apart/attachments/1-tomas.txt",
            "apart/bundle.json",
            "attachments/1-discharge-letter-sample.txt",
            "attachments/2-large.txt",
            "bundle.json",
        ]
    );

    let other = Wallet::new();
    let report = other.import("record.zip", &bytes);
    assert_eq!(report.records, count(&wallet.vault).expect("a count"));
    assert!(report.files.iter().all(|file| file.problems.is_empty()));
    let all = |wallet: &Wallet| {
        let mut all: Vec<_> = crate::records::entries(&wallet.vault)
            .expect("the entries")
            .into_iter()
            .map(|(_, entry)| {
                let document = entry
                    .document
                    .map(|document| (document.name, document.imported));
                (entry.digest, entry.is_apart, entry.view.is_sample, document)
            })
            .collect();
        all.sort();
        all
    };
    assert!(all(&other) == all(&wallet));
    assert_eq!(other.import("record.zip", &bytes).records, report.records);
}

#[test]
fn an_archive_about_somebody_else_leaves_its_documents_too() {
    let wallet = Wallet::new();
    wallet.import("mine.json", file(TOMAS, "Cats").as_bytes());
    let sample = Wallet::with_sample();
    let report = wallet.import("record.zip", &written(&sample));
    assert!(report.mismatch().is_some());
    assert_eq!(
        report.records,
        1 + u64::from(count(&wallet.vault).expect("a count") > 1)
    );
}

#[test]
fn the_files_of_another_archive_are_imported_one_by_one() {
    let wallet = Wallet::new();
    let own = file(TOMAS, "Cats");
    let bytes = packed(&[
        ("visit/record.json", own.as_bytes()),
        ("visit/letter.txt", b"Dear colleague"),
        ("visit/page.html", b"<html></html>"),
        ("__MACOSX/visit/._letter.txt", b"x"),
    ]);
    let report = wallet.import("portal.zip", &bytes);
    let told: Vec<_> = report
        .files
        .iter()
        .map(|file| (file.file.as_str(), file.outcome == Outcome::Imported))
        .collect();
    assert_eq!(
        told,
        [
            ("portal.zip/visit/record.json", true),
            ("portal.zip/visit/letter.txt", true),
            ("portal.zip/visit/page.html", false),
        ]
    );
    assert_eq!(wallet.titled("Cats").len(), 1);
    assert_eq!(wallet.titled("letter.txt").len(), 1);
}

#[test]
fn a_damaged_or_empty_archive_is_no_record() {
    let wallet = Wallet::new();
    let whole = packed(&[("letter.txt", b"Dear colleague")]);
    for bytes in [
        &whole[..whole.len() - 30],
        &packed(&[]),
        b"PK\x03\x04 and no more",
    ] {
        let report = wallet.import("a.zip", bytes);
        assert!(report.unreadable().is_some());
        assert_eq!(report.records, 0);
    }
}

#[test]
fn a_damaged_record_leaves_the_archive_of_before() {
    let wallet = Wallet::new();
    wallet.import("large.txt", &letter(7, 400_000));
    let path = wallet.folder.path().join("record.zip");
    fs::write(&path, "before").expect("written");
    let documents = fs::read_dir(wallet.root().join("documents")).expect("a folder");
    for found in documents {
        fs::write(found.expect("an entry").path(), b"damaged").expect("written");
    }
    let error = archive(&wallet.vault, &path, &[], NOW, &mut OsRng).err();
    assert!(matches!(error, Some(RecordsError::DamagedRecord(_))));
    assert_eq!(fs::read(&path).expect("a file"), b"before");
}
