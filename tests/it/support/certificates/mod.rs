//! Certificates of servers for `*.quotatop.invalid`, 192.0.2.1 and 127.0.0.1, all with the same key.

use std::{path::PathBuf, sync::Arc};

use rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};
use tokio_rustls::TlsAcceptor;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Certificate {
    /// Signed by the authority, valid until 2125.
    Valid,
    /// Signed by the authority, valid until 2021.
    Expired,
    /// Valid, but signed by somebody else.
    Stranger,
}

impl Certificate {
    /// What ends TLS with this certificate.
    pub(crate) fn acceptor(self) -> TlsAcceptor {
        let name = match self {
            Self::Valid => "server.pem",
            Self::Expired => "expired.pem",
            Self::Stranger => "stranger.pem",
        };
        let certificate = CertificateDer::from_pem_file(folder().join(name)).unwrap();
        let key = PrivateKeyDer::from_pem_file(folder().join("server.key")).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .unwrap();
        TlsAcceptor::from(Arc::new(config))
    }
}

/// The authority, for `SSL_CERT_FILE`.
pub(crate) fn authority() -> PathBuf {
    folder().join("authority.pem")
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/support/certificates")
}
