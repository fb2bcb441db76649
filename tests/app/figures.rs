//! Figures of the app as a person meets it, measured on the real program in its release form, on a display without a
//! screen: how soon it can be used, how soon a code stands there, how a long list scrolls, how much memory it takes.
//! Built with the feature `driven`, without which a release build refuses to be driven.

#![cfg(target_os = "linux")]

#[expect(dead_code, reason = "the tests do more with it")]
mod driver;
mod http;
#[expect(dead_code, reason = "the tests do more with it")]
mod patient;
#[expect(dead_code, reason = "rows with a reference are measured elsewhere")]
#[path = "../bench/row.rs"]
mod row;
#[expect(dead_code, reason = "the tests do more with it")]
mod system;
#[expect(dead_code, reason = "the tests do more with it")]
mod wallet;
#[expect(dead_code, reason = "the tests do more with it")]
mod world;

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use driver::Driver;
use row::{Row, Rows, Target};
use world::World;

const PROGRAM: &str = env!("CARGO_BIN_EXE_keepwell-app");
const STARTS: usize = 7;
const CODES: usize = 7;
const MANY: usize = 10_000;

fn main() {
    if let Some(missing) = Driver::missing() {
        return tell(&format!("skipped: {missing} is not installed"));
    }
    let mut rows = Rows::new();
    for measure in [at_the_desk, with_many_records] {
        let measured = measure();
        measured.iter().for_each(|row| tell(&row.line()));
        rows.extend(measured);
    }
    if std::env::args().any(|word| word == "--json") {
        let rows: Vec<_> = rows.iter().map(Row::object).collect();
        let object = serde_json::json!({ "rows": rows });
        writeln!(std::io::stdout(), "{object}").expect("standard output");
    }
}

/// A wallet with the sample, for a clinic that was met before.
fn at_the_desk() -> Rows {
    let mut world = World::new();
    let home = world.path("wallet");
    wallet::make(&home, &world.url(), wallet::Content::Sample);
    let card = world.card();
    let starts = (0..STARTS)
        .map(|_| cold_start(&home, &world.url()))
        .collect();
    let app = open(&home, &world.url());
    patient::share(&app, &card);
    let codes = (0..CODES).map(|_| code(&app)).collect();
    vec![
        Row::new("cold start to the unlock screen", middle(starts), "ms")
            .reach(Target::AtMost(1000.0)),
        Row::new("from “Show the code” to the code", middle(codes), "ms")
            .reach(Target::AtMost(300.0)),
    ]
}

fn with_many_records() -> Rows {
    let world = World::new();
    let home = world.path("wallet");
    wallet::make(&home, &world.url(), wallet::Content::Many(MANY));
    let app = open(&home, &world.url());
    let longest = scroll(&app);
    vec![
        Row::new(
            "longest frame while scrolling 10,000 records",
            longest,
            "ms",
        )
        .reach(Target::AtMost(100.0)),
        Row::new(
            "memory of the app's own process, 10,000 records",
            own_memory_mib(),
            "MiB PSS",
        )
        .reach(Target::AtMost(150.0)),
    ]
}

/// Milliseconds from starting the program to the first picture, which is the unlock screen.
fn cold_start(home: &Path, server: &str) -> f64 {
    let app = Driver::start(PROGRAM, home, server, &system::nothing());
    app.see("Unlock");
    let age = app.run(
        "const [first] = performance.getEntriesByName('first-contentful-paint');
         return performance.now() - (first ? first.startTime : performance.now())",
        &[],
    );
    let since_picture = age.as_f64().expect("milliseconds");
    own_age_ms() - since_picture
}

fn open(home: &Path, server: &str) -> Driver {
    let app = Driver::start(PROGRAM, home, server, &system::nothing());
    patient::unlock(&app);
    app.see("Hello");
    app
}

/// Milliseconds from the press to the code on the screen, for a clinic that was met before.
fn code(app: &Driver) -> f64 {
    app.go("#/home");
    app.see("Hello");
    app.go("#/share");
    app.see("Clinics you know");
    app.run(
        "[...document.querySelectorAll('main button, main a')].find((one) => one.innerText.includes('Harbour Clinic')).click()",
        &[],
    );
    app.see("Show the code");
    let taken = app.run_async(
        "const done = arguments[arguments.length - 1];
         const button = [...document.querySelectorAll('button')].find((one) => one.innerText.includes('Show the code'));
         const begun = performance.now();
         const look = () => {
           const code = document.querySelector('.code img');
           if (code && code.complete && code.naturalWidth > 0) done(performance.now() - begun);
           else requestAnimationFrame(look);
         };
         button.click();
         look();",
        &[],
    );
    taken.as_f64().expect("milliseconds")
}

/// Milliseconds of the longest frame while the list of all records is scrolled from end to end.
fn scroll(app: &Driver) -> f64 {
    app.go("#/record");
    app.choose_answer("By date");
    app.see("10,000 records");
    let longest = app.run_async(
        "const done = arguments[arguments.length - 1];
         const span = 8000, height = document.documentElement.scrollHeight;
         const begun = performance.now();
         let before = begun, longest = 0, count = 0;
         const frame = (now) => {
           if (count > 1) longest = Math.max(longest, now - before);
           before = now;
           count += 1;
           window.scrollTo(0, ((now - begun) / span) * height);
           if (now - begun < span) requestAnimationFrame(frame); else done(longest);
         };
         requestAnimationFrame(frame);",
        &[],
    );
    longest.as_f64().expect("milliseconds")
}

/// Proportional set size of the process that runs the program, its share of what it shares included.
fn own_memory_mib() -> f64 {
    let rollup = fs::read_to_string(own_process().join("smaps_rollup")).expect("its memory");
    let kib = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
    let kib: f64 = kib
        .and_then(|line| line.split_whitespace().next()?.parse().ok())
        .expect("a number");
    kib / 1024.0
}

/// How long the process that runs the program has been there, to ten milliseconds.
fn own_age_ms() -> f64 {
    const TICKS_A_SECOND: f64 = 100.0;
    let stat = fs::read_to_string(own_process().join("stat")).expect("its times");
    let uptime = fs::read_to_string("/proc/uptime").expect("the uptime");
    let uptime = uptime.split_whitespace().next().map(str::parse::<f64>);
    // The name, in brackets, may contain spaces; the start is the twentieth field after it.
    let (_, fields) = stat.rsplit_once(')').expect("fields");
    let started = fields.split_whitespace().nth(19).map(str::parse::<f64>);
    let (uptime, started) = uptime.zip(started).expect("two numbers");
    (uptime.expect("a number") - started.expect("a number") / TICKS_A_SECOND) * 1000.0
}

fn own_process() -> PathBuf {
    let program = fs::canonicalize(PROGRAM).expect("the program");
    let is_ours =
        |folder: &PathBuf| fs::read_link(folder.join("exe")).is_ok_and(|exe| exe == program);
    let processes = fs::read_dir("/proc").expect("processes");
    let mut folders = processes.filter_map(|entry| Some(entry.ok()?.path()));
    folders.find(is_ours).expect("the running program")
}

fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn tell(line: &str) {
    writeln!(std::io::stderr(), "{line}").expect("standard error");
}
