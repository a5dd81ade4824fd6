//! A receiver of webhooks that can be down, lose its answers, or answer as a test wants.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use crate::config::{Address, Channel, Template, Webhook};

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Mood {
    Takes,
    Down,
    /// Accepts the request, but the answer is lost.
    Mute,
    Answers(&'static str),
}

#[derive(Clone)]
pub(super) struct Receiver {
    pub(super) url: String,
    pub(super) mood: Arc<Mutex<Mood>>,
    /// The head and body of each request.
    pub(super) taken: Arc<Mutex<Vec<(String, String)>>>,
}

impl Receiver {
    pub(super) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/hook?x=1", listener.local_addr().unwrap());
        let receiver = Self { url, mood: Arc::new(Mutex::new(Mood::Takes)), taken: Arc::default() };
        let served = receiver.clone();
        thread::spawn(move || listener.incoming().for_each(|stream| served.serve(&stream.unwrap())));
        receiver
    }

    fn serve(&self, mut stream: &TcpStream) {
        let mood = *self.mood.lock().unwrap();
        if mood == Mood::Down {
            return;
        }
        let mut reader = BufReader::new(stream);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head).unwrap() > 0 {}
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
        let mut body = vec![0; length.parse().unwrap()];
        reader.read_exact(&mut body).unwrap();
        self.taken.lock().unwrap().push((head, String::from_utf8(body).unwrap()));
        let answer = match mood {
            Mood::Takes => "200 OK\r\ncontent-length: 2\r\n\r\nok",
            Mood::Answers(answer) => answer,
            Mood::Down | Mood::Mute => return,
        };
        let (status, rest) = answer.split_once("\r\n").unwrap();
        let _ = write!(stream, "HTTP/1.1 {status}\r\nconnection: close\r\n{rest}");
    }

    pub(super) fn is(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    pub(super) fn ids(&self) -> Vec<String> {
        let id = |(_, body): &(String, String)| {
            let body: serde_json::Value = serde_json::from_str(body).unwrap();
            body["id"].as_str().unwrap().to_owned()
        };
        self.taken.lock().unwrap().iter().map(id).collect()
    }

    pub(super) fn channel(&self) -> Channel {
        self.with(None, &[])
    }

    pub(super) fn with(&self, template: Option<&str>, headers: &[(&str, &str)]) -> Channel {
        Channel::Webhook(Webhook {
            address: Address::Url(self.url.clone()),
            template: template.map(|text| Template::parse(text).unwrap()),
            headers: headers.iter().map(|(name, from)| ((*name).to_owned(), (*from).to_owned())).collect(),
            time_limit: Duration::from_secs(30),
        })
    }
}
