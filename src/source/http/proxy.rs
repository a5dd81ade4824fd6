//! The proxy that the environment names for https, and which variable does so.
//!
//! The variables are read here rather than by the client, which ignores an unreadable value and connects
//! directly: just what a user who sets a proxy does not want.

use std::net::IpAddr;

use reqwest::{Proxy, Url};

use crate::domain::Cause;

/// In order of precedence, as for curl and the client.
const VARIABLES: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

/// The variables that list hosts reached directly.
const EXCEPTIONS: [&str; 2] = ["NO_PROXY", "no_proxy"];

/// The schemes that the client supports.
const SCHEMES: [&str; 6] = ["http", "https", "socks5", "socks5h", "socks4", "socks4a"];

pub(super) struct EnvironmentProxy {
    pub(super) named: Named,
    pub(super) proxy: Proxy,
    exceptions: Vec<Exception>,
}

impl EnvironmentProxy {
    /// Whether `host` (with its port, if any) is reached directly.
    pub(super) fn exempts(&self, host: &str) -> bool {
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
            _ => host,
        };
        let name = name.trim_start_matches('[').trim_end_matches(']');
        self.exceptions.iter().any(|exception| exception.covers(name))
    }
}

/// A proxy as named in failures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// The variable that holds it.
    pub(super) variable: &'static str,
    /// Scheme, host and port, never a user or a password.
    pub(super) address: String,
}

/// One entry of `NO_PROXY`, by curl's rules.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Exception {
    /// `*`: every host.
    Every,
    /// This domain and all below it.
    Domain(String),
    /// The addresses with this prefix.
    Network { address: IpAddr, bits: u32 },
}

impl Exception {
    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (address, bits) =
            text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        if let Ok(address) = address.parse::<IpAddr>() {
            let most = if address.is_ipv4() { 32 } else { 128 };
            let bits = bits.map_or(Some(most), |bits| bits.parse().ok().filter(|bits| *bits <= most))?;
            return Some(Self::Network { address, bits });
        }
        match text.trim_start_matches('.') {
            "" => None,
            "*" => Some(Self::Every),
            domain => Some(Self::Domain(domain.to_ascii_lowercase())),
        }
    }

    fn covers(&self, host: &str) -> bool {
        match self {
            Self::Every => true,
            Self::Domain(domain) => {
                let host = host.to_ascii_lowercase();
                host.strip_suffix(domain.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            }
            Self::Network { address, bits } => match (host.parse::<IpAddr>(), address) {
                (Ok(IpAddr::V4(host)), IpAddr::V4(network)) => {
                    let differ = u32::from(host) ^ u32::from(*network);
                    differ.checked_shr(32_u32.saturating_sub(*bits)).is_none_or(|differ| differ == 0)
                }
                (Ok(IpAddr::V6(host)), IpAddr::V6(network)) => {
                    let differ = u128::from(host) ^ u128::from(*network);
                    differ.checked_shr(128_u32.saturating_sub(*bits)).is_none_or(|differ| differ == 0)
                }
                _ => false,
            },
        }
    }
}

/// A variable's value: an error if it is not text; `None` if not set.
pub(super) type Lookup<'a> = &'a dyn Fn(&str) -> Option<Result<String, NotText>>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotText;

/// A variable of this process.
pub(super) fn of_process(name: &str) -> Option<Result<String, NotText>> {
    std::env::var_os(name).map(|value| value.into_string().map_err(|_not_text| NotText))
}

/// The proxy for https; `None` if no variable names one. An empty variable counts as not set.
pub(super) fn find(lookup: Lookup<'_>) -> Result<Option<EnvironmentProxy>, Cause> {
    let Some((variable, value)) = first_set(&VARIABLES, lookup) else { return Ok(None) };
    let unusable =
        |detail: &str| Cause::BadProxy { variable: variable.to_owned(), detail: detail.to_owned() };
    let value = value.map_err(|NotText| unusable("is not UTF-8 text"))?;
    let address = address(&value).map_err(unusable)?;
    let exceptions = match first_set(&EXCEPTIONS, lookup) {
        Some((variable, Err(NotText))) => {
            let (variable, detail) = (variable.to_owned(), "is not UTF-8 text".to_owned());
            return Err(Cause::BadProxy { variable, detail });
        }
        Some((_, Ok(hosts))) => hosts.split(',').filter_map(Exception::read).collect(),
        None => Vec::new(),
    };
    // The client's own error may quote the value, and with it a password.
    let proxy = Proxy::https(address.as_str()).map_err(|_error| unusable("is not a proxy address"))?;
    let named = Named { variable, address: without_login(&address) };
    Ok(Some(EnvironmentProxy { named, proxy, exceptions }))
}

fn first_set<'a>(names: &[&'a str], lookup: Lookup<'_>) -> Option<(&'a str, Result<String, NotText>)> {
    names.iter().find_map(|name| match lookup(name)? {
        Ok(value) if value.trim().is_empty() => None,
        value => Some((*name, value.map(|value| value.trim().to_owned()))),
    })
}

/// The address, or what is wrong with it; never any part of the value, which may contain a password.
fn address(value: &str) -> Result<Url, &'static str> {
    // Like curl: without a scheme it is an HTTP proxy.
    let value = if value.contains("://") { value.to_owned() } else { format!("http://{value}") };
    let url = Url::parse(&value).map_err(|_error| "is not a proxy address")?;
    if !SCHEMES.contains(&url.scheme()) {
        return Err("has a scheme that is not supported");
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err("has no host");
    }
    if url.port_or_known_default().is_none() && url.scheme().starts_with("socks") {
        // 1080 is the registered port, but only curl assumes it.
        return Err("has no port");
    }
    Ok(url)
}

fn without_login(url: &Url) -> String {
    let port = url.port_or_known_default().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}://{}{port}", url.scheme(), url.host_str().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(variables: &[(&str, &str)]) -> Result<Option<Named>, Cause> {
        let lookup = |name: &str| {
            let (_, value) = variables.iter().find(|(known, _)| *known == name)?;
            Some(if *value == "\u{fffd}" { Err(NotText) } else { Ok((*value).to_owned()) })
        };
        Ok(find(&lookup)?.map(|found| found.named))
    }

    #[test]
    fn the_variable_that_counts_is_named() {
        let socks = "socks5://127.0.0.1:7890";
        for (variables, variable, address) in [
            (&[("ALL_PROXY", socks)][..], "ALL_PROXY", socks),
            (&[("all_proxy", socks)], "all_proxy", socks),
            (&[("HTTPS_PROXY", ""), ("https_proxy", " "), ("ALL_PROXY", socks)], "ALL_PROXY", socks),
            (
                &[("https_proxy", "proxy.example:3128"), ("ALL_PROXY", socks)],
                "https_proxy",
                "http://proxy.example:3128",
            ),
            (&[("HTTPS_PROXY", "https://proxy.example")], "HTTPS_PROXY", "https://proxy.example:443"),
            (&[("HTTPS_PROXY", " http://[::1]:8080/ ")], "HTTPS_PROXY", "http://[::1]:8080"),
            (
                &[("HTTPS_PROXY", "SOCKS5H://user:pa%20ss@proxy.example:1080")],
                "HTTPS_PROXY",
                "socks5h://proxy.example:1080",
            ),
            (&[("HTTPS_PROXY", "user:word@localhost:1")], "HTTPS_PROXY", "http://localhost:1"),
        ] {
            let named = Named { variable, address: address.to_owned() };
            assert_eq!(found(variables), Ok(Some(named)), "{variables:?}");
        }
        for none in [&[][..], &[("HTTP_PROXY", socks)], &[("NO_PROXY", "*")], &[("ALL_PROXY", "")]] {
            assert_eq!(found(none), Ok(None), "{none:?}");
        }
    }

    /// It is never bypassed: neither by a later variable nor by a direct connection.
    #[test]
    fn a_value_that_cannot_be_read_is_an_error_without_its_content() {
        for value in [
            "\u{fffd}",
            "ftp://SECRET@proxy.example:21",
            "socks6://user:SECRET@proxy.example:1",
            "http://",
            "http://user:SECRET@",
            "http://a b:SECRET",
            "socks5://SECRET",
            "://SECRET",
            "http://proxy.example:99999",
            "http://[SECRET",
        ] {
            let cause = found(&[("https_proxy", value), ("ALL_PROXY", "http://127.0.0.1:1")]).unwrap_err();
            assert!(
                matches!(&cause, Cause::BadProxy { variable, .. } if variable == "https_proxy"),
                "{cause:?}"
            );
            assert!(!format!("{cause:?}").contains("SECRET"), "{cause:?}");
        }
        let exceptions = found(&[("ALL_PROXY", "http://127.0.0.1:1"), ("no_proxy", "\u{fffd}")]).unwrap_err();
        assert!(matches!(exceptions, Cause::BadProxy { variable, .. } if variable == "no_proxy"));
    }

    #[test]
    fn hosts_of_no_proxy_are_reached_directly() {
        for (list, covered, others) in [
            ("", &[][..], &["a.example"][..]),
            ("*", &["a.example", "10.0.0.1:8443"], &[]),
            (
                "example.com, .Test",
                &["example.com", "a.EXAMPLE.com:8443", "b.test"],
                &["notexample.com", "test.org"],
            ),
            (
                "10.0.0.0/8,192.168.1.7",
                &["10.9.8.7", "192.168.1.7:443"],
                &["11.0.0.1", "192.168.1.8", "10.example"],
            ),
            ("fd00::/8,::1", &["[fd12::1]:443", "[::1]"], &["[fe80::1]"]),
            ("0.0.0.0/0", &["8.8.8.8"], &["[::1]", "example.com"]),
            ("10.0.0.0/33,/,,", &[], &["10.0.0.0"]),
        ] {
            let lookup = |name: &str| match name {
                "ALL_PROXY" => Some(Ok("socks5://127.0.0.1:1".to_owned())),
                "no_proxy" => Some(Ok(list.to_owned())),
                _ => None,
            };
            let proxy = find(&lookup).unwrap().unwrap();
            for host in covered {
                assert!(proxy.exempts(host), "{list}: {host}");
            }
            for host in others {
                assert!(!proxy.exempts(host), "{list}: {host}");
            }
        }
    }
}
