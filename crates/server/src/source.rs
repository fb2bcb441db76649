//! Who a request comes from, as far as limits go. A proxy on this machine says it in the last address of `X-Forwarded-For`,
//! the one that it added itself; nobody else is asked, so that no client can take another address.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, Request},
    http::HeaderMap,
};

const FORWARDED: &str = "x-forwarded-for";

/// Puts the client's address in the place of the proxy's.
pub(crate) fn forward(request: &mut Request) {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let is_proxy = peer.is_some_and(|peer| peer.0.ip().to_canonical().is_loopback());
    if let Some(client) = client(request.headers()).filter(|_| is_proxy) {
        let client = SocketAddr::new(client, 0);
        request.extensions_mut().insert(ConnectInfo(client));
    }
}

fn client(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all(FORWARDED).iter().next_back()?;
    last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client_in(values: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(FORWARDED, value.parse().unwrap());
        }
        client(&headers).map(|address| address.to_string())
    }

    #[test]
    fn the_address_that_the_proxy_added_counts() {
        let told = |values: &[&str]| client_in(values).unwrap();
        assert_eq!(told(&["192.0.2.7"]), "192.0.2.7");
        assert_eq!(told(&["10.0.0.1, 192.0.2.7"]), "192.0.2.7");
        assert_eq!(told(&["10.0.0.1", "2001:db8::7"]), "2001:db8::7");
    }

    #[test]
    fn anything_else_is_not_an_address() {
        for values in [&[][..], &[""], &["unknown"], &["192.0.2.7, nobody"]] {
            assert_eq!(client_in(values), None, "{values:?}");
        }
    }
}
