//! Proxies of the environment: each kind is supported, and what need not go through one does not. Failing ones: faults/proxy.rs.

use super::*;
use crate::support::{
    account::proxied::LOGIN,
    proxy_server::{ProxyServer, Speaks},
};

#[test]
fn every_kind_of_proxy_is_supported() {
    for (variable, scheme, speaks, login, host) in [
        ("ALL_PROXY", "socks5h", Speaks::Socks5, None, "console.quotatop.invalid"),
        ("all_proxy", "socks5h", Speaks::Socks5, Some(LOGIN), "console.quotatop.invalid"),
        ("https_proxy", "socks5", Speaks::Socks5, None, "192.0.2.1"),
        ("HTTPS_PROXY", "http", Speaks::Http, None, "console.quotatop.invalid"),
        ("ALL_PROXY", "http", Speaks::Http, Some(LOGIN), "192.0.2.1"),
    ] {
        let account = Account::behind_proxy(host);
        let proxy = ProxyServer::start(speaks, login, account.standin.url());
        let user = login.map(|login| format!("{login}@")).unwrap_or_default();
        let value = format!("{scheme}://{user}{}", proxy.address());
        account.list_through(&[(variable, &value)]).succeeds().has_left("qwen-max", "24098");
        assert_eq!(proxy.requested(), [format!("{host}:443")]);
    }
}

#[test]
fn hosts_of_no_proxy_and_this_machine_are_contacted_directly() {
    let beyond = Account::behind_proxy("console.quotatop.invalid");
    let proxy = ProxyServer::start(Speaks::Socks5, None, beyond.standin.url());
    let value = format!("socks5h://{}", proxy.address());
    let ran = beyond.list_through(&[("ALL_PROXY", &value), ("NO_PROXY", "quotatop.invalid")]).exits(1);
    assert!(!ran.errors.contains("ALL_PROXY"), "{ran:?}");
    Account::new(Facts::default()).list_through(&[("ALL_PROXY", &value)]).exits(0);
    assert_eq!(proxy.requested().len(), 0);
}
