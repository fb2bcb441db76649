//! Files of every kind taken in: byte for byte, once, with a report of what was wrong, whatever they are called and
//! however they are broken.

mod cards;

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use keepwell_records::import::read;
use rand_core::OsRng;

use super::*;
use crate::{
    records::{Filter, list},
    testing::{NOW, Wallet, bundle, letter, options},
};

fn import_paths(wallet: &Wallet, paths: &[PathBuf]) -> Report {
    let inputs: Vec<_> = paths.iter().map(|path| Input::Path(path)).collect();
    import(&wallet.vault, &inputs, &options(), &mut |_| {}, &mut OsRng).expect("a report")
}

/// What the wallet holds of a file must be the file's resources, byte for byte.
fn check_bytes(wallet: &Wallet, name: &str, bytes: &[u8]) {
    let import = read(name, bytes, &mut |_, _| {}).expect("an import");
    let mut expected: Vec<_> = import.records.iter().map(|record| record.raw).collect();
    expected.sort_unstable();
    expected.dedup();
    let listed = list(&wallet.vault, &Filter::default()).expect("a list");
    let mut stored: Vec<_> = listed
        .iter()
        .map(|record| String::from_utf8(wallet.raw(record.id)).expect("JSON"))
        .collect();
    stored.sort_unstable();
    assert!(stored == expected, "{name} did not come back as it was");
}

#[test]
fn a_bundle_comes_back_byte_for_byte_and_only_once() {
    let wallet = Wallet::new();
    let file = bundle("Mira Okonjo", "1984-02-03", "Peanuts  \\u00e9");
    let report = wallet.import("record.json", file.as_bytes());
    assert_eq!(report.records, 2);
    let first = &report.files[0];
    assert_eq!((first.imported, first.duplicates), (2, 0));
    assert_eq!(
        (first.file.as_str(), first.format),
        ("record.json", "fhir-json")
    );
    check_bytes(&wallet, "record.json", file.as_bytes());
    let again = wallet.import("copy.json", file.as_bytes());
    assert_eq!(again.records, 2);
    assert_eq!((again.files[0].imported, again.files[0].duplicates), (0, 2));
    assert!(again.unreadable().is_none());
}

#[test]
fn the_same_resource_twice_in_one_file_is_one_record() {
    let wallet = Wallet::new();
    let line = r#"{"resourceType":"Condition","code":{"text":"Asthma"}}"#;
    let report = wallet.import("lines.ndjson", format!("{line}\n{line}\n").as_bytes());
    let file = &report.files[0];
    assert_eq!(
        (file.imported, file.duplicates, file.format),
        (1, 1, "fhir-ndjson")
    );
}

#[test]
fn more_records_than_one_write_takes_are_all_there() {
    let wallet = Wallet::new();
    let line =
        |number| format!(r#"{{"resourceType":"Observation","code":{{"text":"Value {number}"}}}}"#);
    let file: String = (0..2500).map(|number| line(number) + "\n").collect();
    let mut heard = Vec::new();
    let inputs = [Input::Bytes {
        name: "lines.ndjson",
        bytes: file.as_bytes(),
    }];
    let mut hear = |progress| heard.push(progress);
    let report = import(&wallet.vault, &inputs, &options(), &mut hear, &mut OsRng);
    assert_eq!(report.expect("a report").records, 2500);
    assert_eq!(heard.len(), 5000);
    let last = heard.last().expect("progress");
    assert_eq!(
        (last.stage, last.done, last.total),
        (Stage::Storing, 2500, 2500)
    );
    check_bytes(&wallet, "lines.ndjson", file.as_bytes());
}

#[test]
fn a_report_says_what_the_command_line_promises() {
    let wallet = Wallet::new();
    let file = r#"{"resourceType":"Bundle","type":"collection","entry":[
        {"resource":{"resourceType":"Condition","code":{"text":"Asthma"}}},
        {"resource":{"code":{}}}]}"#;
    let report = wallet.import("odd.json", file.as_bytes());
    let json = serde_json::to_value(&report).expect("JSON");
    assert_eq!(
        json,
        serde_json::json!({ "files": [{
            "file": "odd.json", "format": "fhir-json", "imported": 1, "duplicates": 0,
            "problems": [{
                "where": "entry[1].resource",
                "why": "This has no resourceType, so it is not known what it is."
            }]
        }], "records": 1 })
    );
}

#[test]
fn files_that_yield_nothing_are_named_and_the_others_kept() {
    let wallet = Wallet::new();
    let folder = wallet.folder.path();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        fs::write(&path, bytes).expect("written");
        path
    };
    let deep = [vec![b'['; 10_000], vec![b']'; 10_000]].concat();
    let bad = [
        write("torn.json", br#"{"resourceType":"Patient","#),
        write("deep.json", &deep),
        write("empty.json", b""),
        write("cda.xml", b"<ClinicalDocument/>"),
        write("program", b"\x7fELF\x02\x01\x01\0\0\0"),
        write(
            "hollow.json",
            br#"{"resourceType":"Bundle","type":"batch","entry":[]}"#,
        ),
        write("latin1.txt", b"caf\xe9"),
        folder.join("nowhere.json"),
        folder.to_owned(),
    ];
    let good = write(
        "good.json",
        bundle("Mira Okonjo", "1984-02-03", "Peanuts").as_bytes(),
    );
    let paths: Vec<_> = bad.iter().cloned().chain([good]).collect();
    let report = import_paths(&wallet, &paths);
    assert_eq!(report.records, 2);
    for file in &report.files[..bad.len()] {
        assert!(file.outcome == Outcome::Unreadable, "{}", file.file);
        assert_eq!((file.imported, file.duplicates), (0, 0));
        let why = &file.problems.last().expect("a problem").why;
        assert!(why.ends_with('.') && why.contains(' '), "{why}");
    }
    assert!(report.files[bad.len()].outcome == Outcome::Imported);
    let first = report.unreadable().expect("one of them");
    assert!(first.file.ends_with("torn.json"));
}

#[test]
fn a_file_over_the_limit_is_refused_before_it_is_read() {
    let wallet = Wallet::new();
    let path = wallet.folder.path().join("huge.json");
    let mut file = fs::File::create(&path).expect("a file");
    file.write_all(br#"{"resourceType":"Patient","#)
        .expect("written");
    file.set_len(200_000_000).expect("a hole");
    let report = import_paths(&wallet, &[path]);
    assert!(report.files[0].problems[0].why.contains("100 MB"));
    let path = wallet.folder.path().join("huge.pdf");
    let mut file = fs::File::create(&path).expect("a file");
    file.write_all(b"%PDF-1.7").expect("written");
    file.set_len((2 << 30) + 1).expect("a hole");
    let report = import_paths(&wallet, &[path]);
    assert!(report.files[0].problems[0].why.contains("2 GiB"));
    assert_eq!(report.records, 0);
}

#[test]
fn documents_of_every_kind_and_size_come_back() {
    let wallet = Wallet::new();
    let limit = usize::try_from(crate::records::body::STORED_BYTES).expect("small");
    let pdf = |length| [b"%PDF-1.7\n".to_vec(), letter(9, length)].concat();
    let files = [
        ("a.pdf", "pdf", pdf(1000)),
        ("b.PDF", "pdf", pdf(3_000_000)),
        ("c.png", "png", b"\x89PNG\r\n\x1a\n0123".to_vec()),
        ("d.jpg", "jpeg", b"\xff\xd8\xff\xe0 picture".to_vec()),
        ("e.txt", "text", letter(1, limit)),
        ("f.txt", "text", letter(2, limit + 1)),
    ];
    for (name, format, bytes) in &files {
        let path = wallet.folder.path().join(name);
        fs::write(&path, bytes).expect("written");
        for (imported, duplicates) in [(1, 0), (0, 1)] {
            let report = import_paths(&wallet, std::slice::from_ref(&path));
            let file = &report.files[0];
            assert_eq!((file.imported, file.duplicates), (imported, duplicates));
            assert_eq!(file.format, *format);
        }
        let ids = wallet.titled(name);
        assert_eq!(ids.len(), 1, "{name}");
        assert!(wallet.raw(ids[0]) == *bytes, "{name}");
    }
    assert_eq!(sealed_files(&wallet.root()), 2);
}

#[test]
fn a_resource_over_the_stored_size_is_a_file_of_its_own() {
    let wallet = Wallet::new();
    let data = "QUJD".repeat(200_000);
    let binary = format!(r#"{{"resourceType":"Binary","data":"{data}"}}"#);
    let report = wallet.import("binary.json", binary.as_bytes());
    assert_eq!(report.records, 1);
    assert_eq!(sealed_files(&wallet.root()), 1);
    check_bytes(&wallet, "binary.json", binary.as_bytes());
}

#[test]
fn a_record_with_huge_texts_keeps_a_small_entry() {
    let wallet = Wallet::new();
    let huge = "x".repeat(20_000_000);
    let condition = format!(
        r#"{{"resourceType":"Condition","id":"{huge}","recordedDate":"{huge}","code":{{"text":"{huge}"}}}}"#
    );
    let report = wallet.import("huge.json", condition.as_bytes());
    assert_eq!(report.records, 1);
    let listed = list(&wallet.vault, &Filter::default()).expect("a list");
    assert!(
        listed[0]
            .date
            .as_ref()
            .is_some_and(|date| date.len() <= 500)
    );
    assert!(wallet.raw(listed[0].id) == condition.as_bytes());
    let patient =
        format!(r#"{{"resourceType":"Patient","name":[{{"text":"{huge}"}}],"birthDate":"1984"}}"#);
    assert_eq!(wallet.import("patient.json", patient.as_bytes()).records, 2);
}

#[test]
fn what_a_power_cut_left_in_the_folder_is_swept_at_unlocking() {
    let wallet = Wallet::new();
    wallet.import("large.txt", &letter(3, 500_000));
    let documents = wallet.root().join("documents");
    fs::write(documents.join("0".repeat(32)), "left over").expect("written");
    fs::write(documents.join("x.keepwell-new"), "half").expect("written");
    let (_folder, root) = wallet.lock();
    let vault = Vault::unlock(&root, crate::testing::PASSPHRASE).expect("unlocked");
    assert_eq!(sealed_files(&root), 1);
    let listed = list(&vault, &Filter::default()).expect("a list");
    assert!(crate::testing::raw(&vault, listed[0].id) == letter(3, 500_000));
}

#[test]
fn file_names_cannot_lead_out_of_the_wallet() {
    let wallet = Wallet::new();
    for (seed, name) in [
        "../../../etc/passwd.txt",
        "..\\..\\boot.txt",
        "..",
        "a\u{0}b.txt",
    ]
    .iter()
    .enumerate()
    {
        let seed = u8::try_from(seed).expect("small");
        let report = wallet.import(name, &letter(seed, 300_000));
        assert_eq!(report.files[0].imported, 1, "{name}");
    }
    let titles: Vec<_> = list(&wallet.vault, &Filter::default())
        .expect("a list")
        .into_iter()
        .map(|record| record.title)
        .collect();
    for title in titles {
        assert!(!title.contains(['/', '\\', '\u{0}']), "{title}");
    }
    assert_eq!(sealed_files(&wallet.root()), 4);
}

#[test]
fn the_sample_imports_whole_and_once() {
    let wallet = Wallet::with_sample();
    let again = import_sample(&wallet.vault, NOW, &mut |_| {}, &mut OsRng);
    let again = again.expect("a report");
    assert!(again.files.iter().all(|file| file.imported == 0));
    assert!(again.files.iter().all(|file| file.problems.is_empty()));
    let listed = list(&wallet.vault, &Filter::default()).expect("a list");
    assert!(listed.iter().all(|record| record.is_sample));
    assert_eq!(listed.iter().filter(|record| record.is_document).count(), 1);
}

#[test]
fn published_records_come_back_byte_for_byte() {
    let shared = std::env::var_os("KEEPWELL_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let Ok(entries) = fs::read_dir(shared.join("data/ips")) else {
        println!("skipped: the folder of published records is not there (KEEPWELL_SHARED)");
        return;
    };
    for entry in entries {
        let path = entry.expect("an entry").path();
        let bytes = fs::read(&path).expect("a file");
        let wallet = Wallet::new();
        let report = import_paths(&wallet, std::slice::from_ref(&path));
        assert!(report.unreadable().is_none(), "{}", path.display());
        assert!(report.records > 3);
        check_bytes(&wallet, "published.json", &bytes);
    }
}

fn sealed_files(root: &Path) -> usize {
    fs::read_dir(root.join("documents"))
        .expect("a folder")
        .count()
}

#[test]
fn pasted_text_is_fhir_when_it_is_and_else_a_document_called_by_its_first_line() {
    let wallet = Wallet::new();
    let paste = |text: &str| {
        let report = import_text(&wallet.vault, text, &options(), &mut |_| {}, &mut OsRng);
        report.expect("a report").files.remove(0)
    };
    let resource = r#"{"resourceType":"Condition","code":{"text":"Asthma"}}"#;
    assert_eq!(paste(resource).format, "fhir-json");
    let two = format!("{resource}\n{}", resource.replace("Asthma", "Gout"));
    let lines = paste(&two);
    assert_eq!(
        (lines.format, lines.imported, lines.duplicates),
        ("fhir-ndjson", 1, 1)
    );
    let letter = paste("\n  Discharge: 3/4 better \nTake care.\n");
    assert_eq!(
        (letter.format, letter.file.as_str()),
        ("text", "Discharge: 34 better.txt")
    );
    assert_eq!(wallet.titled("Discharge: 34 better.txt").len(), 1);
    let note = paste("[ ] buy plasters");
    assert_eq!(
        (note.format, note.file.as_str()),
        ("text", "Pasted text.txt")
    );
    for useless in [
        "",
        " \n",
        "{\"resourceType\":\"Condition\"",
        "{\"a\":1}",
        "<html>",
    ] {
        let refused = paste(useless);
        assert!(refused.outcome == Outcome::Unreadable, "{useless}");
        assert!(refused.problems[0].why.ends_with('.'));
    }
}
