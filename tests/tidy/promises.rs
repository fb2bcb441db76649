//! What `docs/SECURITY.md` promises, what `docs/formats/ledger.md` says that may go wrong, the ways of `docs/EVERY-DESK.md`, and the
//! tests that they name as proof: each row must name at least one test, and each must stand in the file that is named before it. So a
//! promise cannot outlive its proof.

/// How the tables begin.
const HEADS: [&str; 3] = [
    "| Property |",
    "| Failure |",
    "| Desk: PC, network, phone |",
];

/// What is wrong with the table in `text`, where `read` gives a file of the repository by its path.
pub(crate) fn unproven(text: &str, read: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let rows = text
        .lines()
        .skip_while(|line| !HEADS.iter().any(|head| line.starts_with(head)))
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let mut wrong = Vec::new();
    let mut count = 0;
    for row in rows {
        count += 1;
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").collect();
        let [property, _, proof] = cells.as_slice() else {
            wrong.push(format!("this row has not three cells: {row}"));
            continue;
        };
        let missing = missing(proof, &read);
        wrong.extend(missing.map(|what| format!("{}: {what}", property.trim())));
    }
    if count == 0 {
        wrong.push("there is no table of properties".to_owned());
    }
    wrong
}

/// Of one cell such as `` `tests/app/page.rs`: `a_test`, `another`; `ui/x.test.ts`: `a title` ``.
fn missing(proof: &str, read: impl Fn(&str) -> Option<String>) -> impl Iterator<Item = String> {
    let mut wrong = Vec::new();
    let mut tests = 0;
    let mut file: Option<(&str, String)> = None;
    for name in proof.split('`').skip(1).step_by(2) {
        if name.contains('/') {
            match read(name) {
                Some(text) => file = Some((name, text)),
                None => wrong.push(format!("{name} is not there")),
            }
            continue;
        }
        tests += 1;
        let Some((path, text)) = &file else {
            wrong.push(format!("no file is named before {name}"));
            continue;
        };
        let declared = [format!("fn {name}("), format!("\"{name}\"")];
        if !declared.iter().any(|words| text.contains(words)) {
            wrong.push(format!("{path} has no test {name}"));
        }
    }
    if tests == 0 {
        wrong.push("no test is named".to_owned());
    }
    wrong.into_iter()
}

#[test]
fn a_promise_without_its_test_fails() {
    let read = |path: &str| {
        (path == "tests/a.rs")
            .then(|| "#[test]\nfn it_holds() {}\ntest(\"it is so\", ...".to_owned())
    };
    let table =
        |proof: &str| format!("| Property | By | Proof |\n|---|---|---|\n| P | by | {proof} |\n");
    for right in [
        "`tests/a.rs`: `it_holds`",
        "`tests/a.rs`: `it is so`, `it_holds`",
    ] {
        assert!(unproven(&table(right), read).is_empty(), "{right}");
    }
    for wrong in [
        "somewhere",
        "`tests/a.rs`",
        "`it_holds`",
        "`tests/b.rs`: `it_holds`",
        "`tests/a.rs`: `it_hold`",
    ] {
        assert!(!unproven(&table(wrong), read).is_empty(), "{wrong}");
    }
    assert_eq!(unproven("no table", read).len(), 1);
}

/// The test files of the page that wait for the program, by path, and are not in the script that runs those with it: without the
/// program they skip what they say.
pub(crate) fn not_run_with_the_program<'f>(
    script: &str,
    files: impl Iterator<Item = (&'f str, String)>,
) -> Vec<&'f str> {
    let words = script.split_whitespace();
    let names: Vec<&str> = words.filter(|word| word.contains(".test")).collect();
    let waits = |path: &str, text: &str| path.ends_with(".test.ts") && text.contains("skipIf(!");
    let is_named = |path: &str| names.iter().any(|name| path.contains(name));
    files
        .filter(|(path, text)| waits(path, text) && !is_named(path))
        .map(|(path, _)| path)
        .collect()
}

#[test]
fn a_test_that_waits_for_the_program_and_is_not_named_fails() {
    let waits = || "const run = test.skipIf(!found);".to_owned();
    let files = || {
        [
            ("ui/a/open.test.ts", waits()),
            ("ui/a/status.test.ts", waits()),
            ("ui/a/other.test.ts", "test(".to_owned()),
        ]
    };
    let found = |script| not_run_with_the_program(script, files().into_iter());
    assert_eq!(found("vitest run open.test"), ["ui/a/status.test.ts"]);
    assert!(found("vitest run open.test a/status.test.ts").is_empty());
}
