//! The dashboard of an account, in a terminal.

use super::{
    account::Account,
    terminal::{Start, Terminal},
};

/// What is left of `qwen-max` at first.
pub(crate) const FIRST: &str = "24,098/1,000,000";

impl Account {
    pub(crate) fn open(&self) -> Terminal {
        self.open_with(&[])
    }

    pub(crate) fn open_with(&self, arguments: &[&str]) -> Terminal {
        self.terminal(Start { arguments, ..Start::default() })
    }

    /// The dashboard, once it shows quotas and balance.
    pub(crate) fn open_on_data(&self) -> Terminal {
        let terminal = self.open();
        terminal.wait_for(FIRST);
        wait_for_balance(&terminal);
        terminal
    }

    /// Sets what is left of `qwen-max`, and returns how it is shown.
    pub(crate) fn spend(&self, remaining: u32) -> String {
        self.standin.set_remaining("qwen-max", &remaining.to_string());
        format!("{}/1,000,000", thousands(remaining))
    }
}

pub(crate) fn thousands(number: u32) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", number / 1000, number % 1000) }
}

pub(crate) fn wait_for_balance(terminal: &Terminal) {
    wait_for_fresh(terminal, "account");
}

/// Waits until what is shown of a feed is fresh; its age may become minutes before the test looks.
pub(crate) fn wait_for_fresh(terminal: &Terminal, feed: &str) {
    let ages = ["just now", "1 min ago", "2 min ago"].map(|age| format!("{feed} {age}"));
    terminal.wait_until(feed, |screen| ages.iter().any(|age| screen.contains(age)));
}
