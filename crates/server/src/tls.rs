//! TLS from two PEM files, by rustls with ring: TLS 1.2 and 1.3, nothing older.

use std::{fs, io::Cursor, sync::Arc};

use axum_server::tls_rustls::RustlsConfig;
use rustls::ServerConfig;
use rustls_pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _};

use crate::{ServeError, options::TlsFiles};

/// The configuration of a listener.
pub(crate) fn load(files: &TlsFiles) -> Result<RustlsConfig, ServeError> {
    let read = |path| fs::read(path).map_err(|error| bad(&error));
    let chain = CertificateDer::pem_reader_iter(Cursor::new(read(&files.cert)?))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| bad(&error))?;
    let key = PrivateKeyDer::from_pem_reader(Cursor::new(read(&files.key)?))
        .map_err(|error| bad(&error))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| bad(&error))?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(|error| bad(&error))?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(RustlsConfig::from_config(Arc::new(config)))
}

fn bad(error: &dyn std::fmt::Display) -> ServeError {
    ServeError::BadCertificate(error.to_string())
}
