//! The dashboard goes on while its terminal takes nothing: it polls, raises alerts, and ends on a signal.

use std::{
    io::{Read as _, Write as _},
    net::TcpListener,
    sync::mpsc,
};

use super::*;
use crate::support::standin::ModelFact;

const PATIENCE: Duration = Duration::from_mins(1);

/// A webhook: its address, and what is posted to it.
fn webhook() -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/hook", listener.local_addr().unwrap());
    let (sender, posts) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut text = String::new();
            let mut buffer = [0; 4096];
            while !text.contains("rule") {
                let read = stream.read(&mut buffer).unwrap();
                if read == 0 {
                    break;
                }
                text.push_str(&String::from_utf8_lossy(&buffer[..read]));
            }
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").unwrap();
            if sender.send(text).is_err() {
                return;
            }
        }
    });
    (address, posts)
}

/// So many models that a large screen of them is more than a terminal takes without being read.
fn many_models() -> Facts {
    let mut facts = Facts::default();
    facts
        .models
        .extend((0..400).map(|number| ModelFact::text(&format!("model-{number}"), "1000000", "500000")));
    facts
}

#[test]
fn a_dashboard_that_is_not_read_asks_raises_alerts_and_ends_when_told() {
    let account = Account::new(many_models());
    account.standin.set_balance("-12.40");
    let (address, posts) = webhook();
    let file = account.path("config/quotatop/config.toml");
    let config = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, format!("{config}[channels.hook]\nkind = \"webhook\"\nurl = \"{address}\"\n"))
        .unwrap();
    let variables = account.variables();
    let variables: Vec<(&str, &str)> =
        variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let mut terminal = Terminal::start(Start {
        variables: &variables,
        size: Some((300, 400)),
        unread: true,
        ..Start::default()
    });
    let post = posts.recv_timeout(PATIENCE).expect("an alert");
    assert!(post.contains("overdue"), "{post}");
    let asked = account.standin.count(&On::Quotas);
    terminal.press("r");
    account.standin.wait_for(asked + 1, &On::Quotas);
    terminal.signal("TERM");
    assert_eq!(terminal.wait_for_end(), 0);
    terminal.read_again();
    terminal.assert_given_back();
}

#[test]
fn what_came_while_nothing_was_read_is_shown_as_soon_as_it_is_read() {
    let account = Account::new(many_models());
    let mut terminal = account.open_on_data();
    terminal.stop_reading();
    terminal.resize(300, 400);
    let shown = account.spend(12_345);
    let asked = account.standin.count(&On::Quotas);
    terminal.press("r");
    account.standin.wait_for(asked + 1, &On::Quotas);
    terminal.read_again();
    terminal.wait_for(&shown);
    leave(terminal);
}

/// The log's own errors would be written into the screen.
#[test]
fn a_log_on_a_full_disk_leaves_the_screen_alone() {
    let account = Account::new(Facts::default());
    let mut terminal = account.open_with(&["--verbose", "--log-file", "/dev/full"]);
    terminal.wait_for(crate::program::dashboard::FIRST);
    let shown = account.spend(321);
    terminal.press("r");
    terminal.wait_for(&shown);
    assert!(!terminal.has_said("Unable to write"), "{}", terminal.screen());
    leave(terminal);
}

/// SIGXFSZ would kill it and leave the terminal raw.
#[test]
fn a_limit_on_file_sizes_does_not_end_the_dashboard() {
    let account = Account::new(Facts::default());
    let variables = account.variables();
    let variables: Vec<(&str, &str)> =
        variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let terminal = Terminal::start(Start {
        arguments: &["--log-file", "log"],
        variables: &variables,
        shell: Some("ulimit -f 0; exec \"$0\" \"$@\""),
        ..Start::default()
    });
    terminal.wait_for(crate::program::dashboard::FIRST);
    leave(terminal);
}
