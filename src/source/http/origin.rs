//! Permitted servers: the vendor's hosts by https, and addresses from the configuration.

use std::net::IpAddr;

use reqwest::Url;

/// A server: scheme, host and port, nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    base: String,
    host: String,
    loopback: bool,
}

/// Why an address is not accepted as an origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAccepted {
    /// Not an absolute http or https address.
    #[error("not an http or https address")]
    NotAnAddress,
    /// More than scheme, host and port.
    #[error("only scheme, host and port are accepted")]
    MoreThanAnOrigin,
    /// Logins would travel in plain text.
    #[error("plain http is accepted only for loopback addresses")]
    PlainHttp,
}

impl Origin {
    /// One of the vendor's hosts, over https.
    pub(crate) fn https(host: &str) -> Self {
        Self { base: format!("https://{host}"), host: host.to_owned(), loopback: false }
    }

    /// Reads an address of the configuration, e.g. `http://127.0.0.1:8080`.
    pub fn parse(text: &str) -> Result<Self, NotAccepted> {
        Self::read(text).and_then(|(origin, is_plain)| {
            if is_plain && !origin.loopback { Err(NotAccepted::PlainHttp) } else { Ok(origin) }
        })
    }

    /// The same, also for http to any host: no login may be sent there.
    pub(crate) fn of_public_data(text: &str) -> Result<Self, NotAccepted> {
        Self::read(text).map(|(origin, _)| origin)
    }

    /// With whether it is not encrypted.
    fn read(text: &str) -> Result<(Self, bool), NotAccepted> {
        let url = Url::parse(text).ok().ok_or(NotAccepted::NotAnAddress)?;
        let name = url.host_str().ok_or(NotAccepted::NotAnAddress)?;
        let loopback = is_loopback(name);
        let is_plain = match url.scheme() {
            "https" => false,
            "http" => true,
            _ => return Err(NotAccepted::NotAnAddress),
        };
        let bare = url.username().is_empty()
            && url.password().is_none()
            && url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none();
        if !bare {
            return Err(NotAccepted::MoreThanAnOrigin);
        }
        // The url leaves out a scheme's own port, as the Host header does.
        let host = url.port().map_or_else(|| name.to_owned(), |port| format!("{name}:{port}"));
        Ok((Self { base: format!("{}://{host}", url.scheme()), host, loopback }, is_plain))
    }

    /// `scheme://host[:port]`, without a final slash.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// What the `Host` header says: host and, where it is not the scheme's own, port.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Whether it is this machine, which is reached directly, never through a proxy.
    pub(crate) const fn is_loopback(&self) -> bool {
        self.loopback
    }
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_this_machine_alone() {
        for (text, host) in [
            ("http://127.0.0.1:8080", "127.0.0.1:8080"),
            ("http://127.8.9.1", "127.8.9.1"),
            ("http://[::1]:9/", "[::1]:9"),
            ("http://localhost:80", "localhost"),
            ("https://proxy.example:443/", "proxy.example"),
            ("https://proxy.example:8443", "proxy.example:8443"),
        ] {
            assert_eq!(Origin::parse(text).unwrap().host(), host, "{text}");
        }
        for (text, why) in [
            ("http://proxy.example", NotAccepted::PlainHttp),
            ("http://10.0.0.1:80", NotAccepted::PlainHttp),
            ("http://localhost.example", NotAccepted::PlainHttp),
            ("http://127.0.0.1.example", NotAccepted::PlainHttp),
            ("http://0.0.0.0", NotAccepted::PlainHttp),
            ("ftp://127.0.0.1", NotAccepted::NotAnAddress),
            ("127.0.0.1:8080", NotAccepted::NotAnAddress),
            ("", NotAccepted::NotAnAddress),
            ("https://user:word@proxy.example", NotAccepted::MoreThanAnOrigin),
            ("https://proxy.example/path", NotAccepted::MoreThanAnOrigin),
            ("https://proxy.example/?query", NotAccepted::MoreThanAnOrigin),
        ] {
            assert_eq!(Origin::parse(text), Err(why), "{text}");
        }
    }
}
