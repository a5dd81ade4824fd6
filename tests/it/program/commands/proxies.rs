//! Proxies of the environment: each kind is supported, a failing one is named by its variable, and none is bypassed.

use super::*;
use crate::support::{
    account::endpoints,
    proxy_server::{ProxyServer, Speaks, authority},
};

const LOGIN: &str = "user:SECRET-proxy";

/// An account whose servers are behind a proxy: at `host`, which does not exist.
fn account(host: &str) -> Account {
    let account = Account::new(Facts::default());
    account.set_configuration(&endpoints("default", &format!("https://{host}")));
    account
}

fn list(account: &Account, variables: &[(&str, &str)]) -> Ran {
    let authority = authority();
    let variables = variables.iter().map(|(name, value)| (*name, OsStr::new(*value)));
    let variables: Vec<_> = variables.chain([("SSL_CERT_FILE", authority.as_os_str())]).collect();
    account.run_with(&["list", "-o", "json"], &variables)
}

#[test]
fn every_kind_of_proxy_is_supported() {
    for (variable, scheme, speaks, login, host) in [
        ("ALL_PROXY", "socks5h", Speaks::Socks5, None, "console.quotatop.invalid"),
        ("all_proxy", "socks5h", Speaks::Socks5, Some(LOGIN), "console.quotatop.invalid"),
        ("https_proxy", "socks5", Speaks::Socks5, None, "192.0.2.1"),
        ("HTTPS_PROXY", "http", Speaks::Http, None, "console.quotatop.invalid"),
        ("ALL_PROXY", "http", Speaks::Http, Some(LOGIN), "192.0.2.1"),
    ] {
        let account = account(host);
        let proxy = ProxyServer::start(speaks, login, account.standin.url());
        let user = login.map(|login| format!("{login}@")).unwrap_or_default();
        let value = format!("{scheme}://{user}{}", proxy.address());
        list(&account, &[(variable, &value)]).succeeds().has_left("qwen-max", "24098");
        assert_eq!(proxy.requested(), [format!("{host}:443")]);
    }
}

#[test]
fn a_failing_proxy_is_named_by_its_variable() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let account = account("console.quotatop.invalid");
    let socks = ProxyServer::start(Speaks::Socks5, Some(LOGIN), account.standin.url());
    let http = ProxyServer::start(Speaks::Http, Some(LOGIN), account.standin.url());
    for (variable, scheme, address) in [
        ("ALL_PROXY", "socks5", closed),
        ("all_proxy", "socks5h", closed),
        ("https_proxy", "http", closed),
        ("ALL_PROXY", "socks5h", socks.address()),
        ("HTTPS_PROXY", "http", http.address()),
    ] {
        let value = format!("{scheme}://user:SECRET-wrong@{address}");
        let reported = format!("through {variable} ({scheme}://{address})");
        let ran = list(&account, &[(variable, &value)]).exits(1).reports(&reported);
        let others = ["ALL_PROXY", "all_proxy", "HTTPS_PROXY", "https_proxy"].into_iter();
        for other in others.filter(|other| *other != variable) {
            assert!(!ran.errors.contains(other), "{variable}: {ran:?}");
        }
        assert!(!format!("{ran:?}").contains("SECRET-wrong"), "{ran:?}");
        assert_eq!(ran.json()["feeds"]["quotas"]["error"]["kind"], "network", "{ran:?}");
    }
    assert_eq!((socks.requested().len(), http.requested().len()), (0, 0));
}

#[test]
fn an_invalid_proxy_is_never_bypassed() {
    let account = account("console.quotatop.invalid");
    let proxy = ProxyServer::start(Speaks::Socks5, None, account.standin.url());
    let good = format!("socks5h://{}", proxy.address());
    for value in ["ftp://SECRET-a@127.0.0.1:1", "socks5h://SECRET-b", "http://SECRET-c:d@", "http://[::1"] {
        let ran = list(&account, &[("https_proxy", value), ("ALL_PROXY", &good)]);
        let ran = ran.exits(1).reports_all(&["https_proxy: ", "socks5://"]);
        assert!(!format!("{ran:?}").contains("SECRET-"), "{value}: {ran:?}");
        assert_eq!(ran.json()["feeds"]["quotas"]["error"]["kind"], "config", "{ran:?}");
    }
    assert_eq!((proxy.requested().len(), account.standin.requests().len()), (0, 0));
}

#[cfg(unix)]
#[test]
fn a_proxy_that_is_not_utf8_is_an_error() {
    use std::os::unix::ffi::OsStrExt as _;

    let account = account("console.quotatop.invalid");
    let ran = account.run_with(&["list"], &[("all_proxy", OsStr::from_bytes(b"http://\xff:1"))]);
    ran.exits(1).reports("all_proxy: is not UTF-8 text");
}

#[test]
fn hosts_of_no_proxy_and_this_machine_are_contacted_directly() {
    let beyond = account("console.quotatop.invalid");
    let proxy = ProxyServer::start(Speaks::Socks5, None, beyond.standin.url());
    let value = format!("socks5h://{}", proxy.address());
    let ran = list(&beyond, &[("ALL_PROXY", &value), ("NO_PROXY", "quotatop.invalid")]).exits(1);
    assert!(!ran.errors.contains("ALL_PROXY"), "{ran:?}");
    list(&Account::new(Facts::default()), &[("ALL_PROXY", &value)]).exits(0);
    assert_eq!(proxy.requested().len(), 0);
}
