//! What is counted.

use std::hint::black_box;

use quotatop::{
    app::{Key, Message},
    runtime::write_metrics,
};

use super::{
    account::{self, Account},
    screen::Screen,
};

pub(crate) struct Work {
    pub(crate) name: &'static str,
    /// Does what need not be counted, and returns what is.
    pub(crate) prepare: fn() -> Box<dyn FnMut()>,
}

pub(crate) const ALL: [Work; 8] = [
    Work { name: "first frame", prepare: first_frame },
    Work { name: "frame without a change", prepare: same_frame },
    Work { name: "frame a minute later", prepare: next_minute },
    Work { name: "key: down", prepare: || keys("jk") },
    Work { name: "key: another page", prepare: || keys("41") },
    Work { name: "key: a letter of the filter", prepare: filter },
    Work { name: "poll", prepare: poll },
    Work { name: "export of metrics", prepare: export },
];

fn first_frame() -> Box<dyn FnMut()> {
    let account = Account::polled();
    Box::new(move || {
        let mut screen = Screen::new();
        assert!(screen.show(&account.state, account.now) > 2_000, "it is no full frame");
    })
}

fn same_frame() -> Box<dyn FnMut()> {
    let (account, mut screen) = shown();
    Box::new(move || {
        screen.note(&account.state, &Message::Woke);
        assert_eq!(screen.show(&account.state, account.now), 0, "nothing has changed");
    })
}

fn next_minute() -> Box<dyn FnMut()> {
    let (mut account, mut screen) = shown();
    Box::new(move || {
        account.pass(account::MINUTE);
        screen.note(&account.state, &Message::Woke);
        account.handle(Message::Woke);
        assert!(screen.show(&account.state, account.now) > 0, "a minute later it looks the same");
    })
}

/// One key after the other, again and again.
fn keys(keys: &'static str) -> Box<dyn FnMut()> {
    press_each(shown(), keys)
}

/// The second letter of a filter.
fn filter() -> Box<dyn FnMut()> {
    let (mut account, mut screen) = shown();
    press(&mut account, &mut screen, Key::char('/'));
    press_each((account, screen), "-1")
}

fn press_each((mut account, mut screen): (Account, Screen), keys: &'static str) -> Box<dyn FnMut()> {
    let mut keys = keys.chars().cycle();
    Box::new(move || press(&mut account, &mut screen, Key::char(keys.next().unwrap())))
}

fn press(account: &mut Account, screen: &mut Screen, key: Key) {
    screen.note(&account.state, &Message::Key(key));
    account.handle(Message::Key(key));
    screen.measure(&mut account.state, account.now);
    assert!(screen.show(&account.state, account.now) > 0, "nothing is shown of {key:?}");
}

/// Everything that is polled, through the parsers and the reducer.
fn poll() -> Box<dyn FnMut()> {
    let mut account = Account::polled();
    Box::new(move || {
        account.pass(account::MINUTE);
        account.poll();
    })
}

fn export() -> Box<dyn FnMut()> {
    let account = Account::polled();
    Box::new(move || {
        let mut text = String::new();
        write_metrics(&account.state, &mut text).unwrap();
        assert!(black_box(text).contains("quotatop_free_quota_remaining"), "it has no quotas");
    })
}

fn shown() -> (Account, Screen) {
    let (mut account, mut screen) = (Account::polled(), Screen::new());
    screen.measure(&mut account.state, account.now);
    screen.show(&account.state, account.now);
    (account, screen)
}
