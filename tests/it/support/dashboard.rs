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

/// Waits for the balance, whose age may become minutes before the test looks.
pub(crate) fn wait_for_balance(terminal: &Terminal) {
    let ages = ["account just now", "account 1 min ago", "account 2 min ago"];
    terminal.wait_until("the balance", |screen| ages.iter().any(|age| screen.contains(age)));
}
