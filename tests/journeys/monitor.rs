//! A monitor beside a real ledger with real witnesses, all of them programs: fine while the ledger only grows, refused
//! when too few witnesses have seen it, and with evidence in its folder when it shows a second history.

use std::{
    fs, thread,
    time::{Duration, Instant},
};

use keepwell_client::transport::Method;
use serde_json::Value;

use crate::{
    command::{Ended, keepwell, prepared, started},
    witness::{ask, copy},
    witnessed::Watched,
    world::{files_below, terminate},
};

/// What every monitor is started with.
fn arguments<'a>(data: &'a str, url: &'a str, log: &'a str) -> [&'a str; 7] {
    ["monitor", "--data", data, "--url", url, "--log", log]
}

/// Looks once at the ledger of `watched`.
fn look(watched: &Watched, more: &[&str]) -> Ended {
    let (data, log) = (watched.world.path("monitor"), watched.log.to_string());
    let mut arguments = arguments(&data, &watched.world.url, &log).to_vec();
    arguments.push("--once");
    arguments.extend(more);
    keepwell(&arguments)
}

#[test]
fn a_monitor_tells_a_ledger_that_grows_from_one_that_lies() {
    let mut watched = Watched::new(2, 2);
    watched.until(3);
    let file = watched.file.clone();
    let asking = ["--witness-policy", file.as_str()];
    let seen = look(&watched, &asking);
    assert_eq!(seen.code, 0, "{}", seen.err);
    assert_eq!(
        (&seen.json()["found"], &seen.json()["size"]),
        (&"fine".into(), &3.into())
    );
    assert_eq!(seen.json()["witnesses"].as_array().map(Vec::len), Some(2));

    // The same ledger once more, from a copy of its folder.
    watched.world.stop();
    let (first, second) = (watched.world.path("server"), watched.world.path("second"));
    copy(&first, &second);
    watched.world.restart();
    watched.world.make_people();
    watched.world.grant(&[]);
    watched.until(4);
    let metrics = watched.world.path("ledger.prom");
    let seen = look(
        &watched,
        &[asking.as_slice(), &["--metrics-file", &metrics]].concat(),
    );
    assert_eq!(
        (seen.code, &seen.json()["size"]),
        (0, &4.into()),
        "{}",
        seen.err
    );
    let text = fs::read_to_string(&metrics).expect("metrics");
    assert!(text.contains("found=\"fine\"} 1"), "{text}");

    // Without its witnesses the second history is shown as it grows; it is another one.
    watched.world.stop();
    fs::rename(&first, watched.world.path("first")).expect("renamed");
    fs::rename(&second, &first).expect("renamed");
    watched.world.restart_without_policy();
    watched.stranger();
    let seen = look(&watched, &asking);
    assert_eq!(seen.code, 3, "{}", seen.err);
    assert_eq!(
        (&seen.error()["code"], &seen.json()["found"]),
        (&"lied".into(), &"lied".into())
    );
    let kept = files_below(&watched.world.root().join("monitor/evidence"));
    let kept: Value = serde_json::from_slice(&fs::read(&kept[0]).expect("it")).expect("JSON");
    assert_eq!(kept["lie"], "forked");
    watched.world.stop();
    assert_eq!(look(&watched, &[]).code, 3, "what was caught stays told");
}

#[test]
fn a_ledger_that_nobody_witnessed_or_that_is_away_is_told_by_its_exit_code() {
    let mut watched = Watched::new(1, 1);
    watched.until(3);
    watched.world.restart_without_policy();
    let file = watched.file.clone();
    let seen = look(&watched, &["--witness-policy", &file]);
    assert_eq!(
        (seen.code, &seen.error()["code"]),
        (3, &"not_witnessed".into()),
        "{}",
        seen.err
    );
    assert_eq!(
        look(&watched, &[]).code,
        0,
        "who asks for nobody sees it grow"
    );
    watched.world.stop();
    let seen = look(&watched, &[]);
    assert_eq!(
        (seen.code, &seen.error()["code"]),
        (4, &"unreachable".into())
    );
    let wrong = look(&watched, &["--every", "1m"]);
    assert_eq!(wrong.code, 2, "{}", wrong.err);
}

#[test]
fn a_monitor_that_goes_on_shows_its_metrics_until_it_is_told_to_stop() {
    let watched = Watched::new(1, 1);
    watched.until(3);
    let (data, log) = (watched.world.path("monitor"), watched.log.to_string());
    let mut command = prepared(&arguments(&data, &watched.world.url, &log));
    let options = ["--every", "1s", "--metrics-listen", "127.0.0.1:0", "--json"];
    let (mut child, ready) = started(command.args(options));
    let url = ready["url"].as_str().expect("a url");
    let patience = Instant::now();
    loop {
        let (status, text) = ask(Method::Get, url, Vec::new());
        let text = String::from_utf8(text).expect("text");
        if status == 200 && text.contains("found=\"fine\"} 1") {
            break;
        }
        assert!(
            patience.elapsed() < Duration::from_secs(20),
            "{status} {text}"
        );
        thread::sleep(Duration::from_millis(50));
    }
    terminate(child.id());
    assert!(child.wait().expect("it ends").success());
}
