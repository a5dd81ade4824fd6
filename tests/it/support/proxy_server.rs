//! SOCKS5 and HTTP proxies on 127.0.0.1. For any host they terminate TLS, with a certificate for `*.quotatop.invalid`
//! and 192.0.2.1 (addresses that do not exist), and connect to the stand-in.

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, Mutex},
    thread,
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::oneshot,
};
use tokio_rustls::TlsAcceptor;

use crate::support::certificates::Certificate;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Speaks {
    Socks5,
    Http,
}

/// A running proxy; it stops when it is dropped.
pub(crate) struct ProxyServer {
    address: SocketAddr,
    requested: Arc<Mutex<Vec<String>>>,
    _end: oneshot::Sender<()>,
}

#[derive(Clone)]
struct Settings {
    speaks: Speaks,
    /// `user:password`, where one is required.
    login: Option<&'static str>,
    target: String,
    requested: Arc<Mutex<Vec<String>>>,
    tls: TlsAcceptor,
}

impl ProxyServer {
    /// Starts a proxy in front of the server at `url`.
    pub(crate) fn start(speaks: Speaks, login: Option<&'static str>, url: &str) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let requested = Arc::<Mutex<Vec<String>>>::default();
        let target = url.trim_start_matches("http://").to_owned();
        let settings = Settings {
            speaks,
            login,
            target,
            requested: Arc::clone(&requested),
            tls: Certificate::Valid.acceptor(),
        };
        let (end, ended) = oneshot::channel();
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = TcpListener::from_std(listener).unwrap();
                tokio::select! {
                    () = accept(&listener, &settings) => {}
                    _ = ended => {}
                }
            });
            runtime.shutdown_background();
        });
        Self { address, requested, _end: end }
    }

    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The requested hosts with their ports, each once.
    pub(crate) fn requested(&self) -> Vec<String> {
        let mut requested = self.requested.lock().unwrap().clone();
        requested.sort();
        requested.dedup();
        requested
    }
}

async fn accept(listener: &TcpListener, settings: &Settings) {
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let settings = settings.clone();
        // Clients may disconnect at any time.
        tokio::spawn(async move { settings.serve(stream).await });
    }
}

impl Settings {
    async fn serve(&self, mut stream: TcpStream) -> io::Result<()> {
        let host = match self.speaks {
            Speaks::Socks5 => self.socks5(&mut stream).await?,
            Speaks::Http => self.connect(&mut stream).await?,
        };
        let Some(host) = host else { return Ok(()) };
        self.requested.lock().unwrap().push(host);
        let mut inside = self.tls.accept(stream).await?;
        let mut server = TcpStream::connect(&self.target).await?;
        tokio::io::copy_bidirectional(&mut inside, &mut server).await?;
        Ok(())
    }

    /// RFC 1928 and 1929; `None` where the login is wrong.
    async fn socks5(&self, stream: &mut TcpStream) -> io::Result<Option<String>> {
        assert_eq!(stream.read_u8().await?, 5);
        let methods = text(stream).await?;
        let method = u8::from(self.login.is_some()) * 2;
        assert!(methods.as_bytes().contains(&method), "{methods:?}");
        stream.write_all(&[5, method]).await?;
        if let Some(login) = self.login {
            assert_eq!(stream.read_u8().await?, 1);
            let given = format!("{}:{}", text(stream).await?, text(stream).await?);
            stream.write_all(&[1, u8::from(given != login)]).await?;
            if given != login {
                return Ok(None);
            }
        }
        let mut head = [0; 4];
        stream.read_exact(&mut head).await?;
        let host = match head {
            [5, 1, 0, 1] => std::net::Ipv4Addr::from(stream.read_u32().await?).to_string(),
            [5, 1, 0, 3] => text(stream).await?,
            other => panic!("{other:?}"),
        };
        let port = stream.read_u16().await?;
        stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await?;
        Ok(Some(format!("{host}:{port}")))
    }

    /// `CONNECT`; `None` where the login is wrong.
    async fn connect(&self, stream: &mut TcpStream) -> io::Result<Option<String>> {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await?);
        }
        let head = String::from_utf8(head).unwrap();
        let host = head.strip_prefix("CONNECT ").unwrap().split(' ').next().unwrap().to_owned();
        // Basic dXNlcjpTRUNSRVQtcHJveHk= is user:SECRET-proxy.
        let is_known = head.to_lowercase().contains("proxy-authorization: basic dxnlcjptrunsrvqtchjvehk=");
        if self.login.is_some() && !is_known {
            stream.write_all(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n").await?;
            return Ok(None);
        }
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
        Ok(Some(host))
    }
}

async fn text(stream: &mut TcpStream) -> io::Result<String> {
    let mut bytes = vec![0; usize::from(stream.read_u8().await?)];
    stream.read_exact(&mut bytes).await?;
    Ok(String::from_utf8(bytes).unwrap())
}
