//! TLS towards PostgreSQL and the store: rustls with ring, certificates checked by the system's roots and those the operator adds.

use std::sync::Arc;

use rustls::ClientConfig;
use rustls_pki_types::{CertificateDer, pem::PemObject as _};
use rustls_platform_verifier::Verifier;

use crate::ClusterError;

/// The configuration for clients; `extra_root` is PEM and may hold several certificates.
pub(crate) fn client_config(extra_root: Option<&[u8]>) -> Result<ClientConfig, ClusterError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let pem = extra_root.unwrap_or_default();
    let roots: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    let roots = roots.map_err(|_| rustls::Error::General("the extra root is no PEM".to_owned()))?;
    let verifier = Verifier::new_with_extra_roots(roots, provider.clone())?;
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    Ok(config)
}
