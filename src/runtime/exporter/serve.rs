//! Serves over HTTP, within limits: whatever clients do costs little memory, and no time of polling.

use std::{convert::Infallible, io, sync::Arc, time::Duration};

use hyper::{Request, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::{sleep, timeout},
};

use super::{answer::answer, link::Link, token::Token};

/// Connections at a time. Further ones wait until one of them has ended.
const CONNECTIONS: usize = 32;

/// Until the head of a request has come.
const HEAD_TIME: Duration = Duration::from_secs(5);

/// A connection from its begin to its end. Prometheus gives up a scrape after 10 seconds by default, and never later
/// than after its interval.
const CONNECTION_TIME: Duration = Duration::from_mins(1);

/// The head of a request, in bytes and headers. That of Prometheus has some 500 bytes in 6 headers.
const HEAD_BYTES: usize = 16 * 1024;
const HEADERS: usize = 64;

/// After a connection could not be accepted, as where no file is left.
const PAUSE: Duration = Duration::from_millis(200);

/// Takes over a port that was bound before the async runtime was there.
pub(super) fn adopt(listener: std::net::TcpListener) -> io::Result<TcpListener> {
    listener.set_nonblocking(true)?;
    TcpListener::from_std(listener)
}

/// Serves until the program ends.
pub(super) async fn serve(listener: TcpListener, token: Option<Arc<Token>>, link: Link) {
    let slots = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(slot) = Arc::clone(&slots).acquire_owned().await else { return };
        match listener.accept().await {
            Ok((stream, _)) => {
                let (token, link) = (token.clone(), link.clone());
                tokio::spawn(async move {
                    // What is wrong with a client is its own business.
                    let _ = timeout(CONNECTION_TIME, connection(stream, token, link)).await;
                    drop(slot);
                });
            }
            Err(_) => sleep(PAUSE).await,
        }
    }
}

/// A request and its answer: clients that come once a minute need no connection in between.
async fn connection(stream: TcpStream, token: Option<Arc<Token>>, link: Link) -> hyper::Result<()> {
    let service = service_fn(|request: Request<_>| {
        let (token, link) = (&token, &link);
        async move { Ok::<_, Infallible>(answer(request, token.as_deref(), link).await) }
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(HEAD_BYTES)
        .max_headers(HEADERS)
        .keep_alive(false)
        .serve_connection(TokioIo::new(stream), service)
        .await
}
