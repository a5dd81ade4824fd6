//! A webhook over real HTTP that answers as a test wants.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{Arc, Condvar, Mutex},
    thread,
    time::Duration,
};

/// How long to wait for a post; generous, since the machine may be busy.
const PATIENCE: Duration = Duration::from_mins(1);

#[derive(Clone)]
pub(crate) struct Receiver {
    pub(crate) url: String,
    answer: Arc<Mutex<String>>,
    posts: Arc<(Mutex<Vec<String>>, Condvar)>,
}

impl Receiver {
    pub(crate) fn start(path: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}{path}", listener.local_addr().unwrap());
        let receiver = Self { url, answer: Arc::default(), posts: Arc::default() };
        receiver.answers("200 OK", "", "ok");
        let server = receiver.clone();
        thread::spawn(move || listener.incoming().for_each(|stream| server.serve(&stream.unwrap())));
        receiver
    }

    /// Sets its answer from now on; a header ends with a line break.
    pub(crate) fn answers(&self, status: &str, headers: &str, body: &str) {
        let length = body.len();
        let head = format!("HTTP/1.1 {status}\r\nconnection: close\r\n{headers}content-length: {length}");
        *self.answer.lock().unwrap() = format!("{head}\r\n\r\n{body}");
    }

    /// How many posts it has received.
    pub(crate) fn count(&self) -> usize {
        self.posts.0.lock().unwrap().len()
    }

    /// How many posts have this text.
    pub(crate) fn count_of(&self, text: &str) -> usize {
        self.posts.0.lock().unwrap().iter().filter(|post| post.contains(text)).count()
    }

    /// Waits until it has received this many posts; the body of the last one.
    pub(crate) fn wait_for(&self, count: usize) -> String {
        let (posts, arrived) = &*self.posts;
        let is_missing = |posts: &mut Vec<String>| posts.len() < count;
        let (posts, _) = arrived.wait_timeout_while(posts.lock().unwrap(), PATIENCE, is_missing).unwrap();
        assert!(posts.len() >= count, "{count} posts never came");
        posts.last().unwrap().clone()
    }

    /// Waits until it has received a post with this text, before or after others.
    pub(crate) fn wait_for_text(&self, text: &str) {
        let (posts, arrived) = &*self.posts;
        let is_missing = |posts: &mut Vec<String>| !posts.iter().any(|post| post.contains(text));
        let (posts, timeout) =
            arrived.wait_timeout_while(posts.lock().unwrap(), PATIENCE, is_missing).unwrap();
        assert!(!timeout.timed_out(), "{text} never came: {posts:?}");
    }

    fn serve(&self, mut stream: &TcpStream) {
        let mut reader = BufReader::new(stream);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head).is_ok_and(|read| read > 0) {}
        // The program may have been killed before it sent everything.
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let Some(length) = length.filter(|_| head.ends_with("\r\n\r\n")) else { return };
        let mut body = vec![0; length.parse().unwrap()];
        if reader.read_exact(&mut body).is_err() {
            return;
        }
        // Before the answer: the program may end as soon as it has that.
        self.posts.0.lock().unwrap().push(String::from_utf8(body).unwrap());
        self.posts.1.notify_all();
        let answer = self.answer.lock().unwrap().clone();
        let _ = stream.write_all(answer.as_bytes());
    }
}
