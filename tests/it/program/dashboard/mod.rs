//! The dashboard of the real binary in a real terminal, on a stand-in for Alibaba's servers over real HTTP.
//! Nothing sleeps: keys go in, and what is awaited is a text on the screen.

mod alerts;
mod blocked_output;
mod failing_servers;
mod first_run;
mod following;
mod two_accounts;

use std::time::Duration;

use crate::support::{
    account::{Account, OTHER_TOKEN, TOKEN},
    standin::{Facts, Fault, On},
    terminal::{Start, Terminal},
};

/// What is left of `qwen-max` at first.
const FIRST: &str = "24,098/1,000,000";

impl Account {
    fn open(&self) -> Terminal {
        self.open_with(&[])
    }

    fn open_with(&self, arguments: &[&str]) -> Terminal {
        let variables = self.variables();
        let variables: Vec<(&str, &str)> =
            variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Terminal::start(Start { arguments, variables: &variables, ..Start::default() })
    }

    /// The dashboard, once it shows what the server knows.
    fn open_on_data(&self) -> Terminal {
        let terminal = self.open();
        terminal.wait_for(FIRST);
        wait_for_balance(&terminal);
        terminal
    }

    /// Changes what is left of `qwen-max`; how that is shown.
    fn spend(&self, remaining: u32) -> String {
        self.standin.set_remaining("qwen-max", &remaining.to_string());
        format!("{}/1,000,000", thousands(remaining))
    }
}

/// As people read it; below a million.
fn thousands(number: u32) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", number / 1000, number % 1000) }
}

/// Waits until the account was read: its age may change to the minute before the test looks.
fn wait_for_balance(terminal: &Terminal) {
    let ages = ["account now", "account 1 min ago", "account 2 min ago"];
    terminal.wait_until("the balance", |screen| ages.iter().any(|age| screen.contains(age)));
}

/// Leaves by `q`.
fn leave(mut terminal: Terminal) {
    terminal.press("q");
    assert_eq!(terminal.wait_for_end(), 0);
    terminal.assert_given_back();
}
