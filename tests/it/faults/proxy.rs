//! Proxies that fail. None is bypassed.

use std::ffi::OsStr;

use super::trial::{Expected, Feed, Trial};
use crate::support::{
    account::{Account, proxied::LOGIN},
    certificates::authority,
    proxy_server::{ProxyServer, Speaks},
    standin::On,
    wire::{Line, Wire},
};

const HOST: &str = "console.quotatop.invalid";

/// A feed whose server is behind a proxy: at a host that does not exist.
fn trial(feed: Feed, line: Line) -> (Trial, Wire, ProxyServer) {
    let trial = Trial::of(feed);
    let proxy = ProxyServer::start(Speaks::Http, None, trial.account.standin.url());
    let wire = Wire::start(&proxy.address().to_string());
    wire.set(line);
    (behind(trial, &wire), wire, proxy)
}

fn behind(trial: Trial, wire: &Wire) -> Trial {
    trial.connect(&format!("https://{HOST}"));
    let address = format!("http://user:SECRET-proxy@{}", wire.address());
    trial.with("HTTPS_PROXY", &address).with("SSL_CERT_FILE", authority().to_str().unwrap())
}

/// What the proxy answers to `CONNECT`, until it works.
fn answers(feed: Feed, answer: &str) {
    let (trial, wire, _proxy) = trial(feed, Line::Answers(answer.into()));
    let says = &["through HTTPS_PROXY (http://127.0.0.1:", "check the proxy or HTTPS_PROXY"];
    let before = trial.account.standin.requests().len();
    trial.command_fails(&Expected { status: 1, kind: "network", says });
    let requests = &trial.account.standin.requests()[before..];
    assert!(
        requests.iter().all(|seen| !matches!(seen.on, On::Quotas) || feed != Feed::Quotas),
        "{requests:?}"
    );
    trial.dashboard_recovers(says, |_| wire.set(Line::Whole));
}

#[test]
fn closed() {
    let trial = Trial::of(Feed::Quotas);
    let proxy = ProxyServer::start(Speaks::Http, None, trial.account.standin.url());
    let wire = Wire::closed(&proxy.address().to_string());
    let trial = behind(trial, &wire);
    let says = &["through HTTPS_PROXY (http://127.0.0.1:", "Connection refused"];
    trial.command_fails(&Expected { status: 1, kind: "network", says });
    trial.dashboard_recovers(says, |_| wire.open());
}

#[test]
fn login_required_407() {
    answers(Feed::Quotas, "HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n");
}

#[test]
fn login_required_407_for_signed_requests() {
    answers(Feed::Balance, "HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n");
}

#[test]
fn page_403() {
    answers(Feed::Quotas, "HTTP/1.1 403 Forbidden\r\ncontent-type: text/html\r\n\r\n<html>Blocked</html>");
}

/// As of a network that wants a sign-in first.
#[test]
fn page_200() {
    answers(Feed::Quotas, "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n<html>Sign in</html>");
}

#[test]
fn bad_gateway_502() {
    answers(Feed::Balance, "HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n");
}

#[test]
fn another_protocol() {
    answers(Feed::Quotas, "SSH-2.0-OpenSSH_9.9\r\n");
}

#[test]
fn closes_before_answer() {
    answers(Feed::Quotas, "");
}

/// One command: until the time limit.
#[test]
fn dead() {
    let (trial, _wire, _proxy) = trial(Feed::Quotas, Line::Silent);
    let says = &["through HTTPS_PROXY (http://127.0.0.1:", "in time", "check the proxy or HTTPS_PROXY"];
    trial.command_fails(&Expected { status: 1, kind: "network", says });
}

#[test]
fn a_failing_proxy_is_named_by_its_variable() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let account = Account::behind_proxy(HOST);
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
        let ran = account.list_through(&[(variable, &value)]).exits(1).reports(&reported);
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
    let account = Account::behind_proxy(HOST);
    let proxy = ProxyServer::start(Speaks::Socks5, None, account.standin.url());
    let good = format!("socks5h://{}", proxy.address());
    for value in ["ftp://SECRET-a@127.0.0.1:1", "socks5h://SECRET-b", "http://SECRET-c:d@", "http://[::1"] {
        let ran = account.list_through(&[("https_proxy", value), ("ALL_PROXY", &good)]);
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

    let account = Account::behind_proxy(HOST);
    let ran = account.run_with(&["list"], &[("all_proxy", OsStr::from_bytes(b"http://\xff:1"))]);
    ran.exits(1).reports("all_proxy: is not UTF-8 text");
}
