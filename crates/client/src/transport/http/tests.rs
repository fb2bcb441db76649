//! The real transport against small servers in other threads: what it refuses to contact, what it does not follow, and
//! how it gives up.

use std::net::TcpListener;

use super::*;

/// A server that gives `answer` to one connection, and its address.
fn server(answer: &'static [u8]) -> (String, std::thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/path", listener.local_addr().unwrap());
    let thread = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut asked = Vec::new();
        let mut buffer = [0; 1024];
        while !asked.windows(4).any(|window| window == b"\r\n\r\n") {
            let read = stream.read(&mut buffer).unwrap();
            asked.extend_from_slice(&buffer[..read]);
        }
        io::Write::write_all(&mut stream, answer).unwrap();
        String::from_utf8(asked).unwrap()
    });
    (url, thread)
}

fn get(url: &str, limit: u64) -> Request {
    Request {
        method: Method::Get,
        url: url.to_owned(),
        headers: vec![("x-name", "value".to_owned())],
        body: Vec::new(),
        limit,
    }
}

fn quick(silence_ms: u64) -> HttpTransport {
    HttpTransport::new(HttpOptions {
        silence: Duration::from_millis(silence_ms),
        ..HttpOptions::default()
    })
}

#[test]
fn an_answer_comes_with_headers_and_body() {
    let (url, thread) =
        server(b"HTTP/1.1 201 Created\r\nReplay-Nonce: abc\r\nContent-Length: 4\r\n\r\nbody");
    let mut answer = quick(30_000).send(get(&url, 4)).unwrap();
    assert_eq!(
        (answer.status, answer.header("replay-nonce")),
        (201, Some("abc"))
    );
    let mut body = String::new();
    answer.body.read_to_string(&mut body).unwrap();
    assert_eq!(body, "body");
    let asked = thread.join().unwrap();
    assert!(asked.starts_with("GET /path HTTP/1.1\r\n") && asked.contains("x-name: value\r\n"));
}

#[test]
fn a_redirect_is_an_answer_and_not_followed() {
    let (url, thread) =
        server(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
    assert_eq!(quick(30_000).send(get(&url, 0)).unwrap().status, 302);
    thread.join().unwrap();
}

#[test]
fn a_body_beyond_the_limit_or_cut_off_is_an_error() {
    let mut read = Vec::new();
    let (url, thread) = server(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ntoo much!");
    let mut answer = quick(30_000).send(get(&url, 8)).unwrap();
    assert!(Body::is_too_long(
        &answer.body.read_to_end(&mut read).unwrap_err()
    ));
    thread.join().unwrap();
    let (url, thread) = server(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ncut");
    let mut answer = quick(30_000).send(get(&url, 9)).unwrap();
    assert!(!Body::is_too_long(
        &answer.body.read_to_end(&mut read).unwrap_err()
    ));
    thread.join().unwrap();
}

#[test]
fn only_https_or_this_machine_is_contacted() {
    let transport = quick(30_000);
    for url in [
        "http://relay.example/",
        "ftp://relay.example/",
        "https://user@relay.example/",
        "http://127.0.0.1.evil.example/",
        "file:///etc/passwd",
        "relay.example",
        "",
    ] {
        assert_eq!(
            transport.send(get(url, 0)).err(),
            Some(TransportError::Address),
            "{url}"
        );
    }
}

/// The address itself would be refused before; here a name leads to it.
#[test]
fn a_name_that_leads_inside_is_not_contacted_for_somebody_else() {
    let transport = quick(30_000).reaching(Reach::Public);
    let url = "https://localhost:9/";
    assert_eq!(
        transport.send(get(url, 0)).err(),
        Some(TransportError::Private)
    );
    let Ok(client) = build(&transport.shared.options, false) else {
        println!("skipped: this machine has no root certificates");
        return;
    };
    let sent = transport.shared.line.wait(Duration::from_secs(30), async {
        client.get(url).send().await
    });
    let error = sent.unwrap().unwrap_err();
    assert_eq!(classify(&error), TransportError::Private);
}

#[test]
fn nobody_there_and_silence_are_told_apart() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    assert_eq!(
        quick(50).send(get(&url, 0)).err(),
        Some(TransportError::Silent)
    );
    drop(listener);
    assert_eq!(
        quick(30_000).send(get(&url, 0)).err(),
        Some(TransportError::Connect)
    );
}

#[test]
fn silence_ends_a_request_long_before_a_far_deadline() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let transport = quick(50).within(Duration::from_secs(24 * 60 * 60));
    assert_eq!(
        transport.send(get(&url, 0)).err(),
        Some(TransportError::Silent)
    );
}

#[test]
fn a_piece_of_work_ends_at_its_deadline() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let transport = quick(30_000).within(Duration::from_millis(50));
    assert_eq!(
        transport.send(get(&url, 0)).err(),
        Some(TransportError::Silent)
    );
    // Its time is used up: nothing is sent any more, also where somebody would answer.
    assert_eq!(
        transport.send(get(&url, 0)).err(),
        Some(TransportError::Silent)
    );
}

#[test]
fn where_others_wait_a_small_request_uses_half_of_what_is_left() {
    let left = Duration::from_secs(8);
    let fair = quick(30_000).fairly_within(left);
    assert_eq!(fair.share(left, 0), left / 2);
    assert_eq!(fair.share(left, SMALL_BODY), left / 2);
    assert_eq!(
        fair.share(left, SMALL_BODY + 1),
        left,
        "an upload takes its time"
    );
    assert_eq!(quick(30_000).within(left).share(left, 0), left);
}

#[test]
fn whoever_hangs_up_ends_what_is_under_way_and_lets_nothing_through() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let transport = quick(30_000);
    let begun = Instant::now();
    std::thread::scope(|scope| {
        let asked = scope.spawn(|| {
            transport
                .within(Duration::from_secs(30))
                .send(get(&url, 0))
                .err()
        });
        let (mut server, _) = listener.accept().unwrap();
        let down = transport.hang_up();
        assert_eq!(asked.join().unwrap(), Some(TransportError::Broken));
        assert!(server.read_to_end(&mut Vec::new()).is_ok(), "it is gone");
        assert_eq!(
            transport.send(get(&url, 0)).err(),
            Some(TransportError::Broken)
        );
        drop(down);
    });
    // So is an answer whose body still comes.
    std::thread::scope(|scope| {
        let asked = scope.spawn(|| {
            let mut answer = transport.send(get(&url, 9)).unwrap();
            answer.body.read_to_end(&mut Vec::new()).err()
        });
        let (mut server, _) = listener.accept().unwrap();
        server.read_exact(&mut [0; 16]).unwrap();
        let half = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf";
        io::Write::write_all(&mut server, half).unwrap();
        std::thread::sleep(Duration::from_millis(100));
        let _down = transport.hang_up();
        assert!(asked.join().unwrap().is_some());
    });
    assert!(begun.elapsed() < Duration::from_secs(20), "it waited");
}
