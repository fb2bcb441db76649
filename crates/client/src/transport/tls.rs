//! The TLS that every request but one to this very machine goes through: rustls with ring, the certificates that the
//! device trusts, and one extra root where the operator's server has a certificate of its own making.

use std::sync::Arc;

use rustls::{
    ClientConfig, RootCertStore,
    crypto::CryptoProvider,
    pki_types::{CertificateDer, pem::PemObject as _},
};
use rustls_platform_verifier::Verifier;

use crate::transport::TransportError;

/// The configuration for clients; `extra_root` is PEM and may hold several certificates.
///
/// # Errors
/// [`TransportError::NoRoots`] when there is nothing to trust.
pub(super) fn client_config(extra_root: Option<&[u8]>) -> Result<ClientConfig, TransportError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier = verifier(extra_root.unwrap_or_default(), provider.clone())?;
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| TransportError::NoRoots)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    Ok(config)
}

/// A configuration that accepts no certificate, for plain HTTP on a machine that has no roots.
///
/// # Errors
/// [`TransportError::NoRoots`] when rustls refuses its own defaults.
pub(super) fn trust_nothing() -> Result<ClientConfig, TransportError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| TransportError::NoRoots)?
        .with_root_certificates(RootCertStore::empty())
        .with_no_client_auth();
    Ok(config)
}

#[cfg(not(target_os = "android"))]
fn verifier(extra_root: &[u8], provider: Arc<CryptoProvider>) -> Result<Verifier, TransportError> {
    Verifier::new_with_extra_roots(roots(extra_root)?, provider)
        .map_err(|_| TransportError::NoRoots)
}

/// Android's own store decides alone; a further root belongs there.
#[cfg(target_os = "android")]
fn verifier(extra_root: &[u8], provider: Arc<CryptoProvider>) -> Result<Verifier, TransportError> {
    if !roots(extra_root)?.is_empty() {
        return Err(TransportError::NoRoots);
    }
    Verifier::new(provider).map_err(|_| TransportError::NoRoots)
}

/// All certificates in `pem`; a file that was given but holds none is an error.
fn roots(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, TransportError> {
    let roots: Vec<_> = CertificateDer::pem_slice_iter(pem)
        .collect::<Result<_, _>>()
        .map_err(|_| TransportError::NoRoots)?;
    if roots.is_empty() && !pem.is_empty() {
        return Err(TransportError::NoRoots);
    }
    Ok(roots)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_a_certificate_is_noticed() {
        for pem in [
            b"not a certificate".as_slice(),
            b"-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n",
            b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        ] {
            assert_eq!(
                client_config(Some(pem)).err(),
                Some(TransportError::NoRoots)
            );
        }
    }
}
