//! What is told of the ledger and of requests; that it reaches those who watch and nobody else is tried with a real server.

use super::*;

fn kind(route: &str, method: &Method) -> Kind {
    Kind {
        route: route.to_owned(),
        method: known(method),
        status: 200,
    }
}

#[test]
fn requests_are_told_by_route_method_and_status() {
    let requests = Requests::default();
    let invented: Method = "INVENTED".parse().unwrap();
    for method in [&Method::GET, &Method::GET, &invented] {
        requests.add(kind("/entries/{id}", method), 0.002);
    }
    let text = requests.text();
    let line = |method, count| {
        format!(
            "keepwell_request_seconds_count{{route=\"/entries/{{id}}\",method=\"{method}\",status=\"200\"}} {count}\n"
        )
    };
    assert!(
        text.contains(&line("GET", 2)) && text.contains(&line("other", 1)),
        "{text}"
    );
    assert!(!text.contains("INVENTED"));
    assert_eq!(
        text.matches("# TYPE keepwell_request_seconds histogram")
            .count(),
        1
    );
}
