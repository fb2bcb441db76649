//! How the store is reached: the HTTP client and the TLS that this program uses everywhere.

use std::time::Duration;

use object_store::client::{HttpClient, HttpConnector};
use object_store::{ClientConfigKey, ClientOptions, Error};
use rustls::ClientConfig;

/// For one answer.
const WAIT: Duration = Duration::from_secs(5);

/// Makes the client.
#[derive(Debug)]
pub(super) struct Connector(pub(super) ClientConfig);

impl HttpConnector for Connector {
    fn connect(&self, options: &ClientOptions) -> Result<HttpClient, Error> {
        let plain = options.get_config_value(&ClientConfigKey::AllowHttp);
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(self.0.clone())
            .https_only(plain.as_deref() != Some("true"))
            .connect_timeout(WAIT)
            .timeout(WAIT)
            .build()
            .map_err(|error| Error::Generic {
                store: "S3",
                source: error.into(),
            })?;
        Ok(HttpClient::new(client))
    }
}
