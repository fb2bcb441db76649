//! Who is asking, as far as limits go: an IPv4 address, or the /64 network of an IPv6 one, which one household or clinic
//! usually has to itself. Kept in memory only and never logged.

use std::net::{IpAddr, SocketAddr};

/// The source of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Source {
    /// One address.
    V4([u8; 4]),
    /// One network.
    V6([u8; 8]),
    /// This very machine.
    Loopback,
    /// The server did not say.
    Unknown,
}

impl Source {
    /// The source behind a peer's address.
    pub(crate) fn of(peer: Option<SocketAddr>) -> Self {
        match peer.map(|peer| peer.ip().to_canonical()) {
            None => Self::Unknown,
            Some(address) if address.is_loopback() => Self::Loopback,
            Some(IpAddr::V4(address)) => Self::V4(address.octets()),
            Some(IpAddr::V6(address)) => {
                let [a, b, c, d, e, f, g, h, ..] = address.octets();
                Self::V6([a, b, c, d, e, f, g, h])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Source {
        Source::of(Some(text.parse().unwrap()))
    }

    #[test]
    fn an_ipv6_network_is_one_source() {
        assert_eq!(of("[2001:db8::1]:1"), of("[2001:db8::2]:2"));
        assert_ne!(of("[2001:db8::1]:1"), of("[2001:db8:0:1::1]:1"));
    }

    #[test]
    fn this_very_machine_is_one_source() {
        for text in [
            "127.0.0.1:1",
            "127.9.9.9:1",
            "[::1]:1",
            "[::ffff:127.0.0.1]:1",
        ] {
            assert_eq!(of(text), Source::Loopback, "{text}");
        }
    }

    #[test]
    fn an_ipv4_address_is_the_same_in_ipv6() {
        assert_eq!(of("192.0.2.1:1"), of("[::ffff:192.0.2.1]:2"));
        assert_ne!(of("192.0.2.1:1"), of("192.0.2.2:1"));
    }
}
