//! A receiver of webhooks that answers as a test wants, over real HTTP.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

#[derive(Clone)]
pub(crate) struct Receiver {
    pub(crate) url: String,
    answer: Arc<Mutex<String>>,
    taken: Arc<Mutex<usize>>,
}

impl Receiver {
    pub(crate) fn start(path: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}{path}", listener.local_addr().unwrap());
        let receiver = Self { url, answer: Arc::default(), taken: Arc::default() };
        receiver.answers("200 OK", "", "ok");
        let served = receiver.clone();
        thread::spawn(move || listener.incoming().for_each(|stream| served.serve(&stream.unwrap())));
        receiver
    }

    /// From now on it answers so; a header ends with a line break.
    pub(crate) fn answers(&self, status: &str, headers: &str, body: &str) {
        let length = body.len();
        let head = format!("HTTP/1.1 {status}\r\nconnection: close\r\n{headers}content-length: {length}");
        *self.answer.lock().unwrap() = format!("{head}\r\n\r\n{body}");
    }

    pub(crate) fn taken(&self) -> usize {
        *self.taken.lock().unwrap()
    }

    fn serve(&self, mut stream: &TcpStream) {
        let mut reader = BufReader::new(stream);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head).unwrap() > 0 {}
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
        let mut body = vec![0; length.parse().unwrap()];
        reader.read_exact(&mut body).unwrap();
        *self.taken.lock().unwrap() += 1;
        let answer = self.answer.lock().unwrap().clone();
        let _ = stream.write_all(answer.as_bytes());
    }
}
