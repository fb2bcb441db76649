//! Which addresses a transport leads to. What a person set up may be anywhere; what a link or a card of somebody else names
//! must be public, since whoever wrote it could otherwise have this device ask things of the network that it stands in. A
//! name is judged by the addresses that are connected to, not by how it looks.

use std::{
    error::Error,
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};

use keepwell_protocol::origin::Origin;
use reqwest::{
    Url,
    dns::{Addrs, Name, Resolve, Resolving},
};

use crate::transport::TransportError;

/// Which addresses are contacted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// Any, by HTTPS, and this very machine by HTTP too: for what a person set up.
    #[default]
    Anywhere,
    /// Public ones by HTTPS: for what somebody else's link or card names.
    Public,
    /// As [`Self::Public`], and this very machine by HTTP too: for somebody whose own servers run on it.
    PublicOrHere,
}

impl Reach {
    /// Whether `url`, of which `origin` is the beginning, may be asked. A name that is none of an address is let through:
    /// [`PublicNames`] judges what it leads to.
    ///
    /// # Errors
    /// [`TransportError::Private`].
    pub(super) fn check(self, url: &str, origin: &Origin) -> Result<(), TransportError> {
        if self == Self::Anywhere || (self == Self::PublicOrHere && origin.is_loopback()) {
            return Ok(());
        }
        // As it is connected to: `0x7f.1` is this machine too.
        let url = Url::parse(url).map_err(|_| TransportError::Address)?;
        let host = url.host_str().ok_or(TransportError::Address)?;
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let is_inside = host
            .parse::<IpAddr>()
            .map_or(origin.is_loopback(), |address| !is_public(address));
        if is_inside || url.scheme() != "https" {
            return Err(TransportError::Private);
        }
        Ok(())
    }
}

/// Finds the addresses of a name, and of these only the public ones.
#[derive(Debug)]
pub(super) struct PublicNames;

/// A name that leads to no public address.
#[derive(Debug)]
pub(super) struct NotPublic;

impl Resolve for PublicNames {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let (public, inside): (Vec<SocketAddr>, Vec<_>) =
                found.partition(|address| is_public(address.ip()));
            if public.is_empty() && !inside.is_empty() {
                return Err(NotPublic.into());
            }
            let addresses: Addrs = Box::new(public.into_iter());
            Ok(addresses)
        })
    }
}

impl fmt::Display for NotPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this name leads to no public address")
    }
}

impl Error for NotPublic {}

/// Whether an address is one of the whole internet's (IANA's registries of special addresses say which are not).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_4(address),
        IpAddr::V6(address) => is_public_6(address),
    }
}

fn is_public_4(address: Ipv4Addr) -> bool {
    let is_special = match address.octets() {
        // This network, shared by providers, assigned to protocols, of measurements, reserved.
        [0 | 240..=255, ..] | [192, 0, 0, _] | [198, 18 | 19, ..] => true,
        [100, second, ..] => (64..128).contains(&second),
        _ => false,
    };
    !(is_special
        || address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation())
}

/// Only what is routed at all (`2000::/3`), and where an address holds one of version 4, only if that is public.
fn is_public_6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    let of_four = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_4(Ipv4Addr::new(a, b, c, d))
    };
    match segments {
        // Written for version 4, translated to it, tunnelled through it.
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            of_four(high, low)
        }
        [0x2002, high, low, ..] => of_four(high, low),
        // Teredo and other uses of protocols; documentation.
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => false,
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(reach: Reach, url: &str) -> Result<(), TransportError> {
        let (scheme, rest) = url.split_once("://").unwrap();
        let authority = rest.split('/').next().unwrap();
        let origin = Origin::parse(&format!("{scheme}://{authority}")).unwrap();
        reach.check(url, &origin)
    }

    #[test]
    fn what_somebody_else_names_must_be_public() {
        for inside in [
            "http://127.0.0.1:8787/shl",
            "https://127.0.0.1/shl",
            "https://localhost:8787/shl",
            "https://[::1]/",
            "https://0x7f.1/",
            "https://2130706433/",
            "https://10.1.2.3/",
            "https://172.31.0.1/",
            "https://192.168.1.1:8443/admin",
            "https://169.254.169.254/latest/meta-data",
            "https://100.64.0.1/",
            "https://0.0.0.0/",
            "https://[fd00::1]/",
            "https://[fe80::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://[64:ff9b::a00:1]/",
            "https://[2002:a00:1::]/",
        ] {
            let refused = Err(TransportError::Private);
            assert_eq!(check(Reach::Public, inside), refused, "{inside}");
            assert_eq!(check(Reach::Anywhere, inside), Ok(()), "{inside}");
        }
        for public in [
            "https://shl.example/a",
            "https://9.9.9.9/",
            "https://[2620:fe::fe]/",
            "https://[::ffff:9.9.9.9]/",
        ] {
            assert_eq!(check(Reach::Public, public), Ok(()), "{public}");
        }
    }

    #[test]
    fn this_machine_may_be_let_in_and_nothing_beside_it() {
        for here in [
            "http://127.0.0.1:8787/shl",
            "https://localhost/",
            "http://[::1]/",
        ] {
            assert_eq!(check(Reach::PublicOrHere, here), Ok(()), "{here}");
        }
        for beside in ["https://10.1.2.3/", "https://[fd00::1]/", "https://0x7f.1/"] {
            let refused = Err(TransportError::Private);
            assert_eq!(check(Reach::PublicOrHere, beside), refused, "{beside}");
        }
    }

    #[test]
    fn a_name_is_judged_by_where_it_leads() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let name = "localhost".parse().unwrap();
        let error = runtime.block_on(PublicNames.resolve(name)).err().unwrap();
        assert!(error.downcast_ref::<NotPublic>().is_some(), "{error}");
    }
}
