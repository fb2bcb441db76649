//! Those who watch a server, and a person who looks at its log.

use super::*;

#[test]
fn figures_are_given_where_they_are_asked_for_and_nowhere_else() {
    let folder = folder();
    let mut options = options(folder.path());
    options.watch_listen = Some(([127, 0, 0, 1], 0).into());
    let server = Server::start(&options).unwrap();
    assert!(ask(server.url(), "/metrics").starts_with("HTTP/1.1 404"));
    let network = network();
    let ledger = LedgerClient::new(&network, server.url().clone(), servers(&server).ledger);
    ledger.register(&grant(1), 0).unwrap();
    ask(server.url(), "/v1/boxes/03030303030303030303030303030303");
    let watched = format!("http://{}", server.watched_at().unwrap());
    let watched = Origin::parse(&watched).unwrap();
    let told = ask(&watched, "/metrics");
    assert!(
        told.contains("content-type: text/plain; version=0.0.4"),
        "{told}"
    );
    for line in [
        "keepwell_ledger_accepting 1",
        "keepwell_ledger_entries 4",
        "keepwell_ledger_waiting 0",
        "keepwell_ledger_commits_total 3",
        "keepwell_ledger_shown_entries 4",
        "keepwell_ledger_pruned_entries 0",
        "keepwell_relay_room_used_ratio 0",
        "keepwell_request_seconds_count{route=\"/entries\",method=\"POST\",status=\"201\"} 1",
        "keepwell_request_seconds_count{route=\"/v1/boxes/{box}\",method=\"GET\",status=\"404\"} 1",
    ] {
        assert!(told.contains(&format!("\n{line}\n")), "{line}\n{told}");
    }
    assert!(
        !told.contains("0303") && !told.contains("127.0.0.1"),
        "{told}"
    );
    assert!(ask(&watched, "/ready").starts_with("HTTP/1.1 200"));
    assert!(ask(&watched, "/checkpoint").starts_with("HTTP/1.1 404"));
}

#[test]
fn a_person_sees_how_the_log_does_and_the_page_runs_nothing() {
    let folder = folder();
    let server = Server::start(&options(folder.path())).unwrap();
    let page = ask(server.url(), "/log");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("<h1>State of the log</h1>"));
    assert!(page.contains("Works. New entries are taken.") && page.contains("of 3 entries"));
    let policy = "content-security-policy: default-src 'none'; style-src 'sha256-";
    assert!(page.contains(policy) && page.contains("sandbox"), "{page}");
    assert!(!page.contains("<script") && !page.contains("content-disposition"));
}
