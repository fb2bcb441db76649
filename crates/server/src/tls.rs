//! TLS from two PEM files, by rustls with ring: TLS 1.2 and 1.3, nothing older. What is wrong with a file is said by its
//! name.

use std::{
    fs::File,
    io::{self, Read as _},
    path::Path,
    sync::Arc,
};

use axum_server::tls_rustls::RustlsConfig;
use rustls::ServerConfig;
use rustls_pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _};

use crate::{ServeError, options::TlsFiles};

/// The largest file that is read, in bytes.
const MAX_BYTES: u64 = 1 << 20;

/// The configuration of every listener.
pub(crate) fn load(files: &TlsFiles) -> Result<RustlsConfig, ServeError> {
    let (cert, key) = (&files.cert, &files.key);
    let chain = CertificateDer::pem_slice_iter(&read(cert)?)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| bad(cert, "it is not a certificate in PEM"))?;
    if chain.is_empty() {
        return Err(bad(cert, "there is no certificate in PEM in it"));
    }
    let secret = PrivateKeyDer::from_pem_slice(&read(key)?)
        .map_err(|_| bad(key, "there is no private key in PEM in it"))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| bad(cert, "this program was built without TLS"))?
        .with_no_client_auth()
        .with_single_cert(chain, secret)
        .map_err(|_| bad(key, "it is not the key of the certificate"))?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(RustlsConfig::from_config(Arc::new(config)))
}

fn read(path: &Path) -> Result<Vec<u8>, ServeError> {
    let mut bytes = Vec::new();
    let read: io::Result<_> =
        File::open(path).and_then(|file| file.take(MAX_BYTES).read_to_end(&mut bytes));
    match read {
        Ok(_) => Ok(bytes),
        Err(_) => Err(bad(path, "it cannot be read")),
    }
}

fn bad(file: &Path, why: &'static str) -> ServeError {
    ServeError::BadCertificate {
        file: file.to_owned(),
        why,
    }
}
