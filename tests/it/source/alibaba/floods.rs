//! Servers that follow no protocol: an incomplete answer is given up, and its connection closed.

use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::mpsc::{Receiver, channel},
    thread,
};

use quotatop::source::Source as _;

use super::fixture::*;

/// More than a client may ever read: a flood of this size was not stopped.
const FLOOD: usize = 8 * 1024 * 1024 * 1024;

/// Answers every connection with `start`, then with `again` until the client disconnects, which is reported.
fn serve(start: &'static str, again: &'static str, pause: Duration) -> (String, Receiver<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (gone, ended) = channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let gone = gone.clone();
            thread::spawn(move || {
                if flood(&mut stream.unwrap(), start, again, pause) {
                    let _ = gone.send(());
                }
            });
        }
    });
    (address, ended)
}

fn flood(stream: &mut TcpStream, start: &str, again: &str, pause: Duration) -> bool {
    let mut request = [0; 4096];
    if stream.read(&mut request).is_err() || stream.write_all(start.as_bytes()).is_err() {
        return true;
    }
    let piece = if pause.is_zero() { again.repeat(256) } else { again.to_owned() };
    let mut sent = 0;
    while sent < FLOOD {
        if stream.write_all(piece.as_bytes()).is_err() {
            return true;
        }
        sent += piece.len();
        thread::sleep(pause);
    }
    false
}

async fn fetch_from(address: &str) -> Fetched {
    let login = logins(&["token"], true);
    let endpoint = || Some(address.to_owned());
    let limits = Limits {
        request_time: Duration::from_secs(1),
        head_time: Duration::from_secs(1),
        ..Limits::default()
    };
    let source = AlibabaSource::with_limits(
        std::sync::Arc::new(move || login.clone()),
        Endpoints { console: endpoint(), billing: endpoint(), openapi: endpoint(), ..Endpoints::default() },
        std::sync::Arc::new(now),
        limits,
    );
    source.unwrap().fetch(Request::Account).await
}

#[tokio::test]
async fn endless_incomplete_answers_are_given_up() {
    // On a slow machine the time is over before there is too much.
    let quick = Duration::ZERO;
    let slow = Duration::from_millis(20);
    let ok = "HTTP/1.1 200 OK\r\n";
    for (start, again, pause, kinds) in [
        ("", "HTTP/1.1 100 Continue\r\n\r\n", quick, &[FailureKind::Timeout][..]),
        ("", "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n", slow, &[FailureKind::Timeout]),
        ("", "HTTP/1.1 102 Processing\r\n\r\n", slow, &[FailureKind::Timeout]),
        (ok, "a: b\r\n", quick, &[FailureKind::Timeout, FailureKind::Network]),
        (ok, "a: b\r\n", slow, &[FailureKind::Timeout, FailureKind::Network]),
        ("HTTP/1.1 200 OK\r\na: ", "b", quick, &[FailureKind::Timeout, FailureKind::Network]),
        ("HTTP/1.1 200 ", "O", quick, &[FailureKind::Timeout, FailureKind::Network]),
        ("", "x", quick, &[FailureKind::Timeout, FailureKind::Network]),
        (
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
            "1\r\n \r\n",
            slow,
            &[FailureKind::Timeout],
        ),
        (
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;",
            "x",
            quick,
            &[FailureKind::Network, FailureKind::Decode],
        ),
        (
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n",
            "a: b\r\n",
            quick,
            &[FailureKind::Network, FailureKind::Decode],
        ),
        ("HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n", " ", slow, &[FailureKind::Server]),
        ("HTTP/1.1 200 OK\r\n\r\n", " ", slow, &[FailureKind::Timeout]),
    ] {
        let (address, ended) = serve(start, again, pause);
        let cause = match fetch_from(&address).await.answer {
            Err(cause) => cause,
            Ok(answer) => panic!("{start:?} {again:?}: {answer:?}"),
        };
        assert!(kinds.contains(&cause.kind()), "{start:?} {again:?}: {cause:?}");
        // The connection is closed, so that the flood ends.
        let closed = tokio::task::spawn_blocking(move || ended.recv_timeout(Duration::from_mins(1)));
        assert!(closed.await.unwrap().is_ok(), "{start:?} {again:?}: the flood goes on");
    }
}

#[tokio::test]
async fn a_few_interim_responses_are_skipped() {
    let body = r#"{"Success":true,"Data":{"AvailableAmount":"1.00","Currency":"USD"}}"#;
    let answer = format!(
        "{}HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}",
        "HTTP/1.1 100 Continue\r\n\r\n".repeat(3),
        body.len()
    );
    let (address, _ended) = serve(answer.leak(), "", Duration::from_millis(50));
    let fetched = fetch_from(&address).await;
    assert!(matches!(fetched.answer, Ok(Response::Account(_))), "{:?}", fetched.answer);
}

#[tokio::test]
async fn a_host_that_closes_at_once_is_unreachable() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || listener.incoming().for_each(drop));
    let cause = fetch_from(&address).await.answer.unwrap_err();
    assert!(matches!(cause, Cause::Unreachable { .. }), "{cause:?}");
}
