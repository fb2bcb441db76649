//! TLS from two PEM files, by rustls with ring: TLS 1.2 and 1.3, nothing older. What is wrong with a file is said by its
//! name. The files are looked at again and again, so that a renewed certificate is used without a restart.

use std::{
    fs::{self, File},
    io::{self, Read as _},
    path::Path,
    sync::Arc,
    time::{Duration, SystemTime},
};

use axum_server::tls_rustls::RustlsConfig;
use rustls::ServerConfig;
use rustls_pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _};

use crate::{ServeError, options::TlsFiles};

/// The largest file that is read, in bytes.
const MAX_BYTES: u64 = 1 << 20;
/// How often the files are looked at; tests do not wait for a minute.
const LOOK: Duration = Duration::from_millis(if cfg!(test) { 20 } else { 60_000 });

/// A certificate with its key, as the listeners use it, and the files that it comes from.
pub(crate) struct Tls {
    files: TlsFiles,
    /// What the files were when they were last read.
    seen: [Option<Seen>; 2],
    config: RustlsConfig,
}

/// When a file was last written, and its length.
type Seen = (SystemTime, u64);

impl Tls {
    /// Reads both files.
    pub(crate) fn load(files: &TlsFiles) -> Result<Self, ServeError> {
        // What is replaced while it is read is read again.
        let seen = seen(files);
        let config = RustlsConfig::from_config(Arc::new(configure(files)?));
        Ok(Self {
            files: files.clone(),
            seen,
            config,
        })
    }

    /// The configuration of every listener; it changes in place.
    pub(crate) fn config(&self) -> RustlsConfig {
        self.config.clone()
    }

    /// Takes over renewed files for new connections, for ever. Files that do not fit together, because the second one is
    /// still to be written, change nothing.
    pub(crate) async fn keep_fresh(mut self) {
        let mut ticks = tokio::time::interval(LOOK);
        loop {
            ticks.tick().await;
            let Ok(looked) = tokio::task::spawn_blocking(move || self.look()).await else {
                return;
            };
            self = looked;
        }
    }

    fn look(mut self) -> Self {
        let now = seen(&self.files);
        if now == self.seen {
            return self;
        }
        match configure(&self.files) {
            Ok(config) => {
                self.config.reload_from_config(Arc::new(config));
                tracing::info!("the renewed certificate is in use");
            }
            Err(error) => tracing::warn!(%error, "the old certificate stays in use"),
        }
        self.seen = now;
        self
    }
}

fn seen(files: &TlsFiles) -> [Option<Seen>; 2] {
    let of = |file: &Path| {
        let about = fs::metadata(file).ok()?;
        Some((about.modified().ok()?, about.len()))
    };
    [of(&files.cert), of(&files.key)]
}

fn configure(files: &TlsFiles) -> Result<ServerConfig, ServeError> {
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
    Ok(config)
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
