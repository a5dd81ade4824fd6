//! A faulty line: connections to it reach a server on 127.0.0.1, or break as a test wants. It knows nothing of the
//! requests but where they end.

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::{TcpSocket, TcpStream},
    sync::{oneshot, watch},
};

use crate::support::{certificates::Certificate, waiting};

/// The pause between two bytes of a slow server.
const PAUSE: Duration = Duration::from_millis(50);

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Line {
    Whole,
    /// Takes the request, and closes.
    ClosesBeforeAnswer,
    /// Takes the request, and resets the connection.
    ResetsBeforeAnswer,
    /// Closes in the middle of the answer's body.
    ClosesInAnswer,
    /// Resets the connection in the middle of the answer's body.
    ResetsInAnswer,
    /// Takes whatever comes, and says nothing: not even TLS is agreed on.
    Silent,
    /// The head of the answer comes byte by byte, without end.
    SlowHead,
    /// The body of the answer comes byte by byte, without end.
    SlowBody,
    /// Takes the request, sends these bytes, and closes.
    Answers(Vec<u8>),
}

#[derive(Clone)]
struct Settings {
    line: Line,
    tls: Option<Certificate>,
}

/// A running line; it stops when it is dropped.
pub(crate) struct Wire {
    address: SocketAddr,
    settings: watch::Sender<Settings>,
    opened: Mutex<Option<oneshot::Sender<()>>>,
    _end: oneshot::Sender<()>,
}

impl Wire {
    /// A whole line to the server at `url`.
    pub(crate) fn start(url: &str) -> Self {
        let wire = Self::closed(url);
        wire.open();
        wire
    }

    /// A line whose port refuses connections until it is opened.
    pub(crate) fn closed(url: &str) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
        let address = socket.local_addr().unwrap();
        let target = url.trim_start_matches("http://").to_owned();
        let (settings, current) = watch::channel(Settings { line: Line::Whole, tls: None });
        let (open, opened) = oneshot::channel();
        let (end, ended) = oneshot::channel();
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                tokio::select! {
                    () = serve(socket, opened, target, current) => {}
                    _ = ended => {}
                }
            });
            runtime.shutdown_background();
        });
        Self { address, settings, opened: Mutex::new(Some(open)), _end: end }
    }

    pub(crate) fn open(&self) {
        if let Some(open) = self.opened.lock().unwrap().take() {
            open.send(()).unwrap();
        }
        // The port is opened on another thread.
        waiting::until("the open port", || std::net::TcpStream::connect(self.address).is_ok());
    }

    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }

    /// From now on connections are like this; those that are open end.
    pub(crate) fn set(&self, line: Line) {
        self.settings.send_modify(|settings| settings.line = line);
    }

    /// From now on connections have TLS with this certificate, or none; those that are open end.
    pub(crate) fn set_tls(&self, certificate: Option<Certificate>) {
        self.settings.send_modify(|settings| settings.tls = certificate);
    }
}

async fn serve(
    socket: TcpSocket,
    opened: oneshot::Receiver<()>,
    target: String,
    settings: watch::Receiver<Settings>,
) {
    if opened.await.is_err() {
        return;
    }
    let listener = socket.listen(256).unwrap();
    let target = Arc::new(target);
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let (mut settings, target) = (settings.clone(), Arc::clone(&target));
        tokio::spawn(async move {
            let now = settings.borrow_and_update().clone();
            tokio::select! {
                // Clients may disconnect at any time.
                _ = connection(stream, &target, now) => {}
                _ = settings.changed() => {}
            }
        });
    }
}

async fn connection(stream: TcpStream, target: &str, settings: Settings) -> io::Result<()> {
    match (settings.line, settings.tls) {
        (Line::Silent, _) => std::future::pending().await,
        (line @ (Line::ResetsBeforeAnswer | Line::ResetsInAnswer), None) => {
            let mut stream = stream;
            faulty(&mut stream, target, line).await?;
            stream.set_zero_linger()
        }
        (line, None) => transfer(stream, target, line).await,
        (line, Some(certificate)) => {
            transfer(certificate.acceptor().accept(stream).await?, target, line).await
        }
    }
}

async fn transfer(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    target: &str,
    line: Line,
) -> io::Result<()> {
    if line == Line::Whole {
        let mut server = TcpStream::connect(target).await?;
        tokio::io::copy_bidirectional(&mut stream, &mut server).await?;
        return Ok(());
    }
    faulty(&mut stream, target, line).await?;
    stream.shutdown().await
}

async fn faulty(
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    target: &str,
    line: Line,
) -> io::Result<()> {
    let request = message(stream).await?;
    match line {
        Line::ClosesInAnswer | Line::ResetsInAnswer => {
            let mut server = TcpStream::connect(target).await?;
            server.write_all(&request).await?;
            let answer = message(&mut server).await?;
            let half = answer.len() - body_length(&answer).unwrap_or(0) / 2;
            stream.write_all(&answer[..half]).await?;
        }
        Line::SlowHead => drip(stream, b"HTTP/1.1 200 OK\r\nx-slow: ").await?,
        Line::SlowBody => drip(stream, b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n").await?,
        Line::Answers(bytes) => stream.write_all(&bytes).await?,
        _ => {}
    }
    stream.flush().await
}

async fn drip(stream: &mut (impl AsyncWrite + Unpin), head: &[u8]) -> io::Result<()> {
    stream.write_all(head).await?;
    loop {
        stream.write_all(b" ").await?;
        stream.flush().await?;
        tokio::time::sleep(PAUSE).await;
    }
}

/// One request, or one answer, with its body.
async fn message(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    while !bytes.ends_with(b"\r\n\r\n") {
        bytes.push(stream.read_u8().await?);
    }
    let head = bytes.len();
    bytes.resize(head + body_length(&bytes).unwrap_or(0), 0);
    stream.read_exact(&mut bytes[head..]).await?;
    Ok(bytes)
}

/// What its `Content-Length` says.
fn body_length(message: &[u8]) -> Option<usize> {
    let text = String::from_utf8_lossy(message).to_lowercase();
    text.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok())
}
