//! The steps that faults on the way to a server share: data are stored, then a command and the dashboard run into the
//! fault, and the dashboard recovers when it is over.

use std::{ffi::OsStr, fs, path::Path};

use serde_json::Value;

use crate::support::{
    account::{Account, run::Ran},
    standin::{CallFact, Facts, Fault, ONE, On, RowFact},
    terminal::Start,
    today,
};

/// The beginning of every secret.
const MARK: &str = "SECRET-";

/// More requests than one refresh of one feed ever takes, with what is repeated at once after a refused login.
const FEW: usize = 8;

/// Of the dashboard, in bytes.
const MOST_MEMORY: u64 = 64 * 1024 * 1024;

const LOG: &str = "quotatop.log";

/// What is read from a server, and from which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Feed {
    /// From the console, with its token.
    Quotas,
    /// From the console, with its token.
    Calls,
    /// From the billing API, signed.
    Balance,
    /// From the billing API, signed.
    Bills,
}

/// What a fault does to a feed.
pub(crate) struct Expected<'a> {
    /// The exit status of the feed's command.
    pub(crate) status: i32,
    /// The kind of its error.
    pub(crate) kind: &'static str,
    /// What the command reports, and the screen shows.
    pub(crate) says: &'a [&'a str],
}

impl Feed {
    /// The requests that read it.
    fn requests(self) -> &'static [On] {
        match self {
            Self::Quotas => &[On::Quotas],
            Self::Calls => &[On::CallStatistics, On::ModelUsage],
            Self::Balance => &[On::Balance],
            Self::Bills => &[On::Bills],
        }
    }

    fn command(self) -> &'static [&'static str] {
        match self {
            Self::Quotas => &["list", "-o", "json"],
            Self::Calls => &["calls", "-o", "json"],
            Self::Balance => &["account", "-o", "json"],
            Self::Bills => &["bills", "-o", "json"],
        }
    }

    fn pointer(self) -> &'static str {
        match self {
            Self::Quotas => "/feeds/quotas",
            Self::Balance => "/feeds/account",
            Self::Calls | Self::Bills => "/feed",
        }
    }

    /// The figures of its command, without their ages.
    fn figures(self, ran: &Ran) -> Value {
        let document = ran.json();
        match self {
            Self::Quotas => document["models"].clone(),
            Self::Calls => document["groups"][0]["calls"].clone(),
            Self::Balance => document["account"].clone(),
            Self::Bills => document["totals"].clone(),
        }
    }

    /// The keys that show it in the dashboard.
    fn keys(self) -> &'static str {
        match self {
            Self::Quotas => "",
            Self::Calls => "2",
            Self::Balance => "a",
            Self::Bills => "3",
        }
    }

    /// Whether a line of the screen reports this problem of the feed. Others may have the same.
    fn is_reported(self, screen: &str, problem: &str) -> bool {
        let feed = match self {
            Self::Quotas => "quotas: ",
            Self::Calls => "calls: ",
            Self::Balance => "account: ",
            Self::Bills => "bills: ",
        };
        screen.lines().any(|line| line.contains(feed) && line.contains(problem))
    }

    /// Whether the screen shows the age of its stored data. Of bills it is the last complete day; on the first of a month
    /// there is none.
    fn has_age(self, screen: &str) -> bool {
        screen.contains("1 h ago") || self == Self::Bills && screen.contains("bills through")
    }

    /// How its first figure is shown, and the next one.
    fn shown(self) -> [&'static str; 2] {
        match self {
            Self::Quotas => ["24,098/1,000,000", "23,456/1,000,000"],
            Self::Calls => ["44", "45"],
            Self::Balance => ["10,000.00", "9,876.54"],
            Self::Bills => ["3.00", "4.00"],
        }
    }

    /// Changes its figure at the server.
    pub(crate) fn change(self, account: &Account) {
        match self {
            Self::Quotas => account.standin.set_remaining("qwen-max", "23456"),
            Self::Calls => account.standin.change(|facts| facts.calls[0].succeeded = 45),
            Self::Balance => account.standin.set_balance("9,876.54"),
            Self::Bills => account.standin.change(|facts| facts.bills = Facts::billed([bill(4)]).bills),
        }
    }
}

/// Today's bill.
fn bill(amount: i128) -> (String, Vec<String>) {
    let day = today();
    (day.to_string(), vec![RowFact::inference(day, "USD", amount * ONE).json()])
}

/// Makes what is stored an hour older.
pub(super) fn an_hour_passes(account: &Account) {
    let earlier = |column: &str| format!("{column} = {column} - 3600000000");
    let (fetched, read, asked) = (earlier("fetched_at"), earlier("read_at"), earlier("asked_at"));
    let sql = format!(
        "UPDATE last_known SET {fetched} WHERE part != 'catalogue'; UPDATE calls SET {fetched};
        UPDATE bill_day SET {read}, {asked};"
    );
    account.database().execute_batch(&sql).unwrap();
}

/// An account whose data of a feed are stored, and a fault that may be on the way to its server.
pub(crate) struct Trial {
    pub(crate) account: Account,
    pub(crate) feed: Feed,
    variables: Vec<(&'static str, String)>,
    good: Ran,
}

impl Trial {
    pub(crate) fn of(feed: Feed) -> Self {
        let call = CallFact {
            workspace: "llm-default".into(),
            model: "qwen-max".into(),
            key: 1_110_000,
            succeeded: 44,
            failed: 0,
            input: 100,
            output: 10,
        };
        let facts = Facts { calls: vec![call], ..Facts::billed([bill(3)]) };
        let account = Account::new(facts);
        account.list().succeeds();
        account.run(feed.command()).succeeds();
        an_hour_passes(&account);
        let good = account.run(&[feed.command(), &["--offline"]].concat()).exits(0);
        Self { account, feed, variables: Vec::new(), good }
    }

    /// Sends the requests of the feed to the server at `url` instead; those of others stay where they are.
    pub(crate) fn connect(&self, url: &str) {
        let server = match self.feed {
            Feed::Quotas | Feed::Calls => "console",
            Feed::Balance | Feed::Bills => "billing",
        };
        let lines = self.account.configuration();
        let there = |line: &str| match line.split_once(" = ") {
            Some((name, _)) if name == server => format!("{name} = \"{url}\"\n"),
            _ => format!("{line}\n"),
        };
        self.account.set_configuration(&lines.lines().map(there).collect::<String>());
    }

    /// With this variable in its environment.
    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.variables.push((name, value.to_owned()));
        self
    }

    /// From now on its server answers with `fault`.
    pub(crate) fn fault(&self, fault: &Fault) {
        for on in self.feed.requests() {
            self.account.standin.fault(on.clone(), fault.clone());
        }
    }

    /// The command, which reports the fault, and prints the stored data as stale.
    pub(crate) fn command_fails(&self, expected: &Expected<'_>) {
        let before = self.requests();
        let ran = self.run().exits(expected.status);
        assert!(self.requests() <= before + FEW, "{} requests", self.requests() - before);
        let ran = ran.reports_all(expected.says).has_feed(self.feed.pointer(), "stale", expected.kind);
        assert_eq!(self.feed.figures(&ran), self.feed.figures(&self.good), "{ran:?}");
        let age = |ran: &Ran| ran.json().pointer(self.feed.pointer()).unwrap()["fetched_at"].clone();
        assert_eq!(age(&ran), age(&self.good));
    }

    /// The command reads what has changed at the server.
    pub(crate) fn command_reads_new_figures(&self) {
        self.feed.change(&self.account);
        let ran = self.run().succeeds();
        assert_ne!(self.feed.figures(&ran), self.feed.figures(&self.good), "{ran:?}");
    }

    fn run(&self) -> Ran {
        let log = self.log();
        let variables: Vec<_> =
            self.variables.iter().map(|(name, value)| (*name, OsStr::new(value))).collect();
        let arguments = [self.feed.command(), &["-v", "--log-file", &log]].concat();
        let ran = self.account.run_with(&arguments, &variables);
        assert!(!format!("{ran:?}").contains(MARK), "{ran:?}");
        ran
    }

    /// The dashboard, which shows the stored data with their age, and the fault; once it is over, it shows new data.
    pub(crate) fn dashboard_recovers(&self, says: &[&str], heal: impl FnOnce(&Account)) {
        let log = self.log();
        let variables: Vec<_> = self.variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let mut terminal = self.account.terminal(Start {
            arguments: &["-v", "--log-file", &log],
            variables: &variables,
            // Long messages are shown whole.
            size: Some((240, 50)),
            ..Start::default()
        });
        let [first, next] = self.feed.shown();
        let before = self.requests();
        terminal.press(self.feed.keys());
        terminal.wait_until(&format!("{first} with {says:?}"), |screen| {
            screen.contains(first)
                && self.feed.has_age(screen)
                && screen.contains("stale")
                && self.feed.is_reported(screen, says[0])
                && says.iter().all(|text| screen.contains(text))
        });
        assert!(self.requests() <= before + FEW, "{} requests", self.requests() - before);
        assert!(!terminal.screen().contains(MARK), "{}", terminal.screen());
        self.feed.change(&self.account);
        heal(&self.account);
        terminal.press("r");
        terminal.wait_until(&format!("{next} without {says:?}"), |screen| {
            screen.contains(next) && !self.feed.is_reported(screen, says[0])
        });
        if let Some(peak) = terminal.peak_memory() {
            assert!(peak < MOST_MEMORY, "{} KiB", peak / 1024);
        }
        terminal.leave_by("\x03");
        self.has_written_no_secret();
    }

    fn requests(&self) -> usize {
        self.feed.requests().iter().map(|on| self.account.standin.count(on)).sum()
    }

    fn log(&self) -> String {
        self.account.path(LOG).to_str().unwrap().to_owned()
    }

    fn has_written_no_secret(&self) {
        for file in self.account.stored_files().into_iter().chain([self.account.path(LOG)]) {
            has_no_secret(&file);
        }
    }
}

fn has_no_secret(file: &Path) {
    let bytes = fs::read(file).unwrap();
    let found = bytes.windows(MARK.len()).position(|at| at == MARK.as_bytes());
    assert_eq!(found, None, "a secret is in {}", file.display());
}
