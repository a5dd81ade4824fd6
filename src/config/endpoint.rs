//! Addresses of servers: encrypted, unless they are on this machine.

use std::net::Ipv4Addr;

use reqwest::Url;

/// An origin, `https://host[:port]`: nothing but scheme, host, port and a slash.
pub(super) fn parse(text: &str) -> Option<String> {
    let url = secure_url(text)?;
    let is_origin = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    is_origin.then(|| url.origin().ascii_serialization())
}

/// The address of a webhook.
pub(super) fn parse_address(text: &str) -> Option<String> {
    secure_url(text).map(|_| text.to_owned())
}

/// The address of an HTTP API: an origin, perhaps with a path.
pub(super) fn parse_base(text: &str) -> Option<String> {
    secure_url(text).filter(|url| url.query().is_none() && url.fragment().is_none()).map(|_| text.to_owned())
}

/// The same, also by http to any host: what is read there is no secret.
pub(super) fn parse_server(text: &str) -> Option<String> {
    let url = bare_url(text).filter(|url| matches!(url.scheme(), "http" | "https"))?;
    (url.has_host() && url.query().is_none() && url.fragment().is_none()).then(|| text.to_owned())
}

/// Whether what is sent there may be a secret.
pub(super) fn is_secure(address: &str) -> bool {
    secure_url(address).is_some()
}

/// A URL with https, or with http to a loopback host; without a login.
fn secure_url(text: &str) -> Option<Url> {
    let url = bare_url(text)?;
    let is_secure = url.scheme() == "https" || (url.scheme() == "http" && is_loopback(url.host_str()?));
    is_secure.then_some(url)
}

/// A URL without a login.
fn bare_url(text: &str) -> Option<Url> {
    Url::parse(text).ok().filter(|url| url.username().is_empty() && url.password().is_none())
}

/// A webhook's address for display: `https://host/…`. What follows the host may be a token.
pub(super) fn shortened(address: &str) -> String {
    Url::parse(address)
        .map_or_else(|_| "…".to_owned(), |url| format!("{}/…", url.origin().ascii_serialization()))
}

/// Whether a message may quote `text`: not if it could contain a login or a token.
pub(super) fn is_showable(text: &str) -> bool {
    let authority = text.split_once("://").map_or(text, |(_, rest)| rest);
    !authority.contains(['@', '?', '#', '/', '\\'])
}

/// `host` as the URL parser writes it: IPv4 in four decimal parts, IPv6 shortened and in brackets.
fn is_loopback(host: &str) -> bool {
    host == "localhost" || host == "[::1]" || host.parse::<Ipv4Addr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_accepted_and_http_only_on_loopback() {
        for (text, origin) in [
            ("https://proxy.example.com", Some("https://proxy.example.com")),
            ("https://Proxy.Example.com:443/", Some("https://proxy.example.com")),
            ("https://proxy.example.com:8443", Some("https://proxy.example.com:8443")),
            ("http://127.0.0.1:8080", Some("http://127.0.0.1:8080")),
            ("http://127.9.9.9/", Some("http://127.9.9.9")),
            ("http://[::1]:9", Some("http://[::1]:9")),
            ("http://[0:0::1]", Some("http://[::1]")),
            ("http://localhost:80", Some("http://localhost")),
            ("http://proxy.example.com", None),
            ("http://127.0.0.1.example.com", None),
            ("http://localhost.example.com", None),
            ("http://10.0.0.1", None),
            ("http://0.0.0.0", None),
            ("http://[::2]", None),
            ("http://[::ffff:127.0.0.1]", None),
            ("https://user@example.com", None),
            ("https://user:password@example.com", None),
            ("http://127.0.0.1@example.com", None),
            ("https://example.com/path", None),
            ("https://example.com/?", None),
            ("https://example.com#x", None),
            ("https://", None),
            ("ftp://127.0.0.1", None),
            ("file:///etc/passwd", None),
            ("example.com", None),
            ("", None),
        ] {
            assert_eq!(parse(text).as_deref(), origin, "{text}");
        }
    }

    #[test]
    fn only_the_host_of_an_address_is_shown() {
        for (address, shown) in [
            ("https://hooks.example/services/SECRET", "https://hooks.example/…"),
            ("https://hooks.example:8443?token=SECRET", "https://hooks.example:8443/…"),
            ("http://127.0.0.1:9/#SECRET", "http://127.0.0.1:9/…"),
            ("https://me:SECRET@hooks.example/", "https://hooks.example/…"),
            ("SECRET", "…"),
        ] {
            assert_eq!(shortened(address), shown);
            assert!(parse_address(shown).is_some() || shown == "…");
        }
    }

    #[test]
    fn webhooks_have_paths_but_no_logins() {
        for (text, is_accepted) in [
            ("https://oapi.dingtalk.com/robot/send?access_token=x", true),
            ("http://127.0.0.1:8080/hook", true),
            ("http://example.com/hook", false),
            ("https://me:pw@example.com/hook", false),
            ("https://me@example.com/hook", false),
            ("/hook", false),
            ("", false),
        ] {
            assert_eq!(parse_address(text).is_some(), is_accepted, "{text}");
        }
    }

    #[test]
    fn the_address_of_an_api_may_have_a_path() {
        for (text, is_accepted) in [
            ("https://x.log.aliyuncs.com/prometheus/a/b", true),
            ("http://127.0.0.1:9090", true),
            ("http://example.com/prometheus", false),
            ("https://me:pw@example.com/prometheus", false),
            ("https://example.com/?token=x", false),
            ("https://example.com/#x", false),
            ("", false),
        ] {
            assert_eq!(parse_base(text).is_some(), is_accepted, "{text}");
        }
    }

    #[test]
    fn what_may_contain_a_login_is_not_quoted() {
        assert!(is_showable("http://example.com:80"));
        for text in
            ["https://me:pw@example.com", "me:pw@example.com", "https://example.com/?t=1", "https:/x/me"]
        {
            assert!(!is_showable(text), "{text}");
        }
    }
}
