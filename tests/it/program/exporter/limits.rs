//! Clients that are slow, many, or send too much.

use std::io::{Read as _, Write as _};

use super::*;
use crate::program::exporter::client::Answer;

#[test]
fn slow_clients_delay_neither_polling_nor_the_end() {
    let account = account();
    account.set_refresh("10s");
    let exporter = Exporter::start(&account);
    exporter.wait_for_data();
    // Half a head, no head, and an answer that nobody reads.
    let mut clients = Vec::new();
    for sent in ["GET /metrics HTTP/1.1\r\nA: ", "", "GET /metrics HTTP/1.1\r\nA: b\r\n\r\n"] {
        for _ in 0..5 {
            let mut client = exporter.connect();
            client.write_all(sent.as_bytes()).unwrap();
            clients.push(client);
        }
    }
    let polled = account.standin.count(&On::Balance);
    account.standin.wait_for(polled + 1, &On::Balance);
    assert!(exporter.wait_for_data().value("quotatop_account_overdue", &[]).is_some());
    exporter.stop();
}

#[test]
fn more_clients_than_there_are_places_wait_for_one() {
    let account = Account::without_login(Facts::default());
    let exporter = Exporter::with(&account, &["--demo"], &[]);
    let silent: Vec<_> = (0..80).map(|_| exporter.connect()).collect();
    assert_eq!(exporter.request("GET /healthz", &[]).status, 200, "silent clients lose their places in time");
    drop(silent);
    exporter.stop();
}

#[test]
fn a_head_that_is_too_large_is_refused_and_a_body_not_read() {
    let account = Account::without_login(Facts::default());
    let exporter = Exporter::with(&account, &["--demo"], &[]);
    let large = format!("A: {}", "a".repeat(64 * 1024));
    let many: Vec<String> = (0..100).map(|number| format!("a-{number}: b")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    for headers in [&[large.as_str()][..], &many] {
        let mut stream = exporter.connect();
        // It may be closed before all was sent.
        let _ = write!(stream, "GET /metrics HTTP/1.0\r\n{}\r\n\r\n", headers.join("\r\n"));
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        assert!(answer.is_empty() || answer.contains(" 431 "), "{answer}");
    }
    let mut stream = exporter.connect();
    write!(stream, "GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n").unwrap();
    assert_eq!(Answer::read(stream).status, 200);
    assert_eq!(exporter.request("GET /healthz", &[]).status, 200);
    exporter.stop();
}
