//! Builds the client and converts its errors.

use std::{
    env, error::Error, fs, io, iter, net::ToSocketAddrs as _, path::Path, sync::Arc, sync::OnceLock,
    time::Duration,
};

use reqwest::{
    Client, ClientBuilder,
    dns::{Addrs, Name, Resolve, Resolving},
    redirect,
};
use rustls::{
    CertificateError, ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject},
};

use super::{
    Origin,
    proxy::{self, EnvironmentProxy, Named},
};
use crate::{
    domain::{Cause, Distrust},
    source::{limits, off_loop::off_loop},
};

const USER_AGENT: &str = concat!("quotatop/", env!("CARGO_PKG_VERSION"));

/// Connections to a host that are reused by the next poll. One account never has more than four, 1,000 about this many.
const IDLE_CONNECTIONS: usize = 32;

/// A client that connects directly, and one that uses the proxy of the environment. This machine is reached
/// directly: a proxy must not see plain text. Each is built on first use.
#[derive(Default)]
pub(super) struct Clients {
    world: OnceLock<Client>,
    direct: OnceLock<Client>,
    proxy: OnceLock<Option<EnvironmentProxy>>,
}

impl Clients {
    /// The client for `origin`. A proxy that cannot be understood is an error, never bypassed.
    pub(super) fn get(&self, origin: &Origin) -> Result<&Client, Cause> {
        if origin.is_loopback() {
            return built(&self.direct, Client::builder().no_proxy());
        }
        let proxy = if let Some(proxy) = self.proxy.get() {
            proxy
        } else {
            let found = proxy::find(&proxy::of_process)?;
            self.proxy.get_or_init(|| found)
        };
        match proxy {
            Some(proxy) if proxy.exempts(origin.host()) => built(&self.direct, Client::builder().no_proxy()),
            Some(proxy) => built(&self.world, Client::builder().proxy(proxy.proxy.clone())),
            // What the system itself is set to, where it has such a setting.
            None => built(&self.world, Client::builder()),
        }
    }

    /// The proxy of the environment through which `origin` is reached.
    pub(super) fn proxy(&self, origin: &Origin) -> Option<&Named> {
        let proxy = self.proxy.get()?.as_ref()?;
        (!origin.is_loopback() && !proxy.exempts(origin.host())).then_some(&proxy.named)
    }
}

fn built(cell: &OnceLock<Client>, builder: ClientBuilder) -> Result<&Client, Cause> {
    if let Some(client) = cell.get() {
        return Ok(client);
    }
    let client = build(builder)?;
    Ok(cell.get_or_init(|| client))
}

fn build(builder: ClientBuilder) -> Result<Client, Cause> {
    let more = env::var_os("SSL_CERT_FILE").filter(|path| !path.is_empty());
    builder
        .tls_backend_preconfigured(tls(more.as_deref().map(Path::new))?)
        .redirect(redirect::Policy::none())
        .dns_resolver(SystemResolver)
        .connect_timeout(limits::CONNECT_TIME)
        .http1_max_headers(limits::HEADERS)
        .pool_max_idle_per_host(IDLE_CONNECTIONS)
        .user_agent(USER_AGENT)
        .build()
        .map_err(|error| Cause::Internal { detail: format!("no HTTP client: {}", innermost(&error)) })
}

/// The system's own name resolution, which blocks.
struct SystemResolver;

impl Resolve for SystemResolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let look_up = move || (name.as_str(), 0).to_socket_addrs();
            let addresses: Addrs = Box::new(off_loop("dns", look_up).await??);
            Ok(addresses)
        })
    }
}

/// Mozilla's root certificates, and those in the file `more` (`SSL_CERT_FILE`: a company's own authority).
fn tls(more: Option<&Path>) -> Result<ClientConfig, Cause> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    if let Some(path) = more {
        let unusable = |detail: String| Cause::File { path: path.display().to_string(), detail };
        let pem = fs::read(path).map_err(|error| unusable(error.to_string()))?;
        let certificates = CertificateDer::pem_slice_iter(&pem).filter_map(Result::ok);
        // Bundles may hold certificates that are too old to be understood: they only cost themselves.
        if roots.add_parsable_certificates(certificates).0 == 0 {
            return Err(unusable("contains no certificate".to_owned()));
        }
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| Cause::Internal { detail: error.to_string() })?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

/// Why a request failed; `proxy` is the one it went through.
pub(super) fn cause(
    error: &reqwest::Error,
    host: &str,
    proxy: Option<&Named>,
    time_limit: Duration,
) -> Cause {
    let host = host.to_owned();
    if let Some(why) = distrust(error) {
        return Cause::Distrusted { host, why };
    }
    if let Some(Named { variable, address }) = proxy.filter(|_| error.is_connect()) {
        let detail = if error.is_timeout() { "no connection in time".to_owned() } else { innermost(error) };
        return Cause::ProxyFailed { host, variable: (*variable).to_owned(), proxy: address.clone(), detail };
    }
    if error.is_timeout() {
        let limit = if error.is_connect() { time_limit.min(limits::CONNECT_TIME) } else { time_limit };
        return Cause::TimedOut { host, seconds: limit.as_secs() };
    }
    let cut_off = causes(error)
        .filter_map(|error| error.downcast_ref::<io::Error>())
        .any(|error| error.kind() == io::ErrorKind::UnexpectedEof);
    if cut_off && !error.is_connect() && !error.is_request() {
        return Cause::Undecodable { what: host, detail: "cut off".to_owned() };
    }
    Cause::Unreachable { host, detail: innermost(error) }
}

/// Why the certificate of whatever answered is not accepted, where that is the failure.
fn distrust(error: &reqwest::Error) -> Option<Distrust> {
    let refused = causes(error).find_map(|error| match error.downcast_ref::<rustls::Error>()? {
        rustls::Error::InvalidCertificate(why) => Some(why),
        _ => None,
    })?;
    Some(match refused {
        CertificateError::UnknownIssuer => Distrust::UnknownIssuer,
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => Distrust::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => Distrust::NotYetValid,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            Distrust::OtherHost
        }
        _ => Distrust::Invalid,
    })
}

/// An error and what caused it. The `source` of an I/O error leaves out the error that it holds.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    iter::successors(Some(error), |error| {
        let error: &'a (dyn Error + 'static) = *error;
        match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(held) => Some(held),
            None => error.source(),
        }
    })
}

/// The innermost error on one line. Outer layers repeat the address.
fn innermost(error: &(dyn Error + 'static)) -> String {
    let text = causes(error).last().map(ToString::to_string).unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_is_built_once_for_each_side() {
        let clients = Clients::default();
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
