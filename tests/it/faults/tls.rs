//! Servers that cannot be trusted, or do not speak TLS.

use super::trial::{Expected, Feed, Trial};
use crate::support::{
    certificates::{Certificate, authority},
    wire::{Line, Wire},
};

/// A feed whose server is behind TLS, at `host`.
fn trial(feed: Feed, host: &str, certificate: Option<Certificate>) -> (Trial, Wire) {
    let trial = Trial::of(feed).with("SSL_CERT_FILE", authority().to_str().unwrap());
    let wire = Wire::start(trial.account.standin.url());
    wire.set_tls(certificate);
    trial.connect(&format!("https://{host}:{}", wire.address().port()));
    (trial, wire)
}

/// A certificate that is refused until another one takes its place.
fn refused(feed: Feed, certificate: Option<Certificate>, says: &[&str]) {
    let (trial, wire) = trial(feed, "127.0.0.1", certificate);
    trial.command_fails(&Expected { status: 1, kind: "network", says });
    trial.dashboard_recovers(says, |_| wire.set_tls(Some(Certificate::Valid)));
}

#[test]
fn unknown_issuer_at_the_console() {
    refused(Feed::Quotas, Some(Certificate::Stranger), &["its issuer is unknown", "set SSL_CERT_FILE"]);
}

#[test]
fn unknown_issuer_at_billing() {
    refused(Feed::Balance, Some(Certificate::Stranger), &["its issuer is unknown", "set SSL_CERT_FILE"]);
}

#[test]
fn expired_at_the_console() {
    refused(
        Feed::Quotas,
        Some(Certificate::Expired),
        &["it has expired", "check this machine's clock and any proxy"],
    );
}

#[test]
fn expired_at_billing() {
    refused(
        Feed::Balance,
        Some(Certificate::Expired),
        &["it has expired", "check this machine's clock and any proxy"],
    );
}

#[test]
fn plain_text_on_the_port_of_tls() {
    refused(Feed::Quotas, None, &["cannot be reached", "check the network"]);
}

#[test]
fn another_host() {
    let (trial, wire) = trial(Feed::Quotas, "localhost", Some(Certificate::Valid));
    let says = &["it is for another host", "check any proxy"];
    trial.command_fails(&Expected { status: 1, kind: "network", says });
    trial.dashboard_recovers(says, |_| trial.connect(&format!("https://{}", wire.address())));
}

#[test]
fn tls_on_the_port_of_plain_text() {
    let (trial, wire) = trial(Feed::Balance, "127.0.0.1", Some(Certificate::Valid));
    trial.connect(&format!("http://{}", wire.address()));
    let says = &["cannot be reached", "check the network"];
    trial.command_fails(&Expected { status: 1, kind: "network", says });
    trial.dashboard_recovers(says, |_| wire.set_tls(None));
}

#[test]
fn closed_in_an_encrypted_answer() {
    let (trial, wire) = trial(Feed::Balance, "127.0.0.1", Some(Certificate::Valid));
    wire.set(Line::ClosesInAnswer);
    let says = &["unexpected response", "cut off"];
    trial.command_fails(&Expected { status: 1, kind: "decode", says });
    trial.dashboard_recovers(says, |_| wire.set(Line::Whole));
}

/// One command: until the time limit.
#[test]
fn silent_instead_of_tls() {
    let (trial, wire) = trial(Feed::Quotas, "127.0.0.1", Some(Certificate::Valid));
    wire.set(Line::Silent);
    let says = &["did not answer within 10 s", "check the network"];
    trial.command_fails(&Expected { status: 1, kind: "timeout", says });
}

/// Nothing is sent without the authority that the user wants.
#[test]
fn missing_file_of_authorities() {
    let trial = Trial::of(Feed::Quotas).with("SSL_CERT_FILE", "/nowhere/authority.pem");
    let says = &["/nowhere/authority.pem", "check the path"];
    trial.command_fails(&Expected { status: 1, kind: "config", says });
}
