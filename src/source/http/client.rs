//! Building the client, and reading its errors.

use std::{env, error::Error, fs, io, iter, path::Path, sync::Arc, sync::OnceLock, time::Duration};

use reqwest::{Client, redirect};
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject},
};

use super::Origin;
use crate::domain::Cause;

/// Who is asking.
const USER_AGENT: &str = concat!("quotatop/", env!("CARGO_PKG_VERSION"));

/// Connections kept for the next poll; no more than are ever in flight.
const IDLE_CONNECTIONS: usize = 4;

/// One client for the world, through the proxies of the environment, and one for this machine, without:
/// a proxy must not see what is sent in plain text. Each is built when it is first needed.
pub(super) struct Clients {
    world: OnceLock<Client>,
    loopback: OnceLock<Client>,
    time_limit: Duration,
}

impl Clients {
    pub(super) const fn new(time_limit: Duration) -> Self {
        Self { world: OnceLock::new(), loopback: OnceLock::new(), time_limit }
    }

    /// The client that may ask `origin`.
    pub(super) fn get(&self, origin: &Origin) -> Result<&Client, Cause> {
        let cell = if origin.is_loopback() { &self.loopback } else { &self.world };
        if let Some(client) = cell.get() {
            return Ok(client);
        }
        let client = build(origin.is_loopback(), self.time_limit)?;
        Ok(cell.get_or_init(|| client))
    }
}

fn build(direct: bool, time_limit: Duration) -> Result<Client, Cause> {
    let more = env::var_os("SSL_CERT_FILE").filter(|path| !path.is_empty());
    let mut builder = Client::builder()
        .tls_backend_preconfigured(tls(more.as_deref().map(Path::new))?)
        .redirect(redirect::Policy::none())
        .timeout(time_limit)
        .pool_max_idle_per_host(IDLE_CONNECTIONS)
        .user_agent(USER_AGENT);
    if direct {
        builder = builder.no_proxy();
    }
    builder
        .build()
        .map_err(|error| Cause::Internal { detail: format!("no HTTP client: {}", innermost(&error)) })
}

/// Mozilla's root certificates, and those of the file `more` (`SSL_CERT_FILE`: a company's own authority).
fn tls(more: Option<&Path>) -> Result<ClientConfig, Cause> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    if let Some(path) = more {
        let unusable = |detail: String| Cause::File { path: path.display().to_string(), detail };
        let pem = fs::read(path).map_err(|error| unusable(error.to_string()))?;
        let certificates = CertificateDer::pem_slice_iter(&pem).filter_map(Result::ok);
        // Bundles may hold certificates that are too old to be understood: they only cost themselves.
        if roots.add_parsable_certificates(certificates).0 == 0 {
            return Err(unusable("holds no certificate".to_owned()));
        }
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| Cause::Internal { detail: error.to_string() })?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

/// Why a request got no answer, or only a part of one.
pub(super) fn cause(error: &reqwest::Error, host: &str, time_limit: Duration) -> Cause {
    let host = host.to_owned();
    if error.is_timeout() {
        return Cause::TimedOut { host, seconds: time_limit.as_secs() };
    }
    let cut_off = causes(error)
        .filter_map(|error| error.downcast_ref::<io::Error>())
        .any(|error| error.kind() == io::ErrorKind::UnexpectedEof);
    if cut_off && !error.is_connect() && !error.is_request() {
        return Cause::Undecodable { what: host, detail: "cut off".to_owned() };
    }
    Cause::Unreachable { host, detail: innermost(error) }
}

fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    iter::successors(Some(error), |error| (*error).source())
}

/// What the system itself said, on one line. Outer layers repeat the address.
fn innermost(error: &(dyn Error + 'static)) -> String {
    let text = causes(error).last().map(ToString::to_string).unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_is_built_once_for_each_side() {
        let clients = Clients::new(Duration::from_secs(1));
        let world = Origin::https("example.com");
        let here = Origin::parse("http://127.0.0.1:9").unwrap();
        assert!(std::ptr::eq(clients.get(&world).unwrap(), clients.get(&world).unwrap()));
        assert!(!std::ptr::eq(clients.get(&world).unwrap(), clients.get(&here).unwrap()));
    }

    #[test]
    fn a_file_without_certificates_is_named() {
        let file = tempfile::NamedTempFile::new().unwrap();
        for text in ["", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
            fs::write(file.path(), text).unwrap();
            let cause = tls(Some(file.path())).unwrap_err();
            let named = file.path().display().to_string();
            assert!(matches!(&cause, Cause::File { path, .. } if *path == named), "{text}: {cause:?}");
        }
        assert!(tls(Some(Path::new("/nowhere/ca.pem"))).is_err());
        assert!(tls(None).is_ok());
    }
}
