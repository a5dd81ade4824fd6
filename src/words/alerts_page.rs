//! The page of the alerts, the newest message, and the terminal's title.

use chrono::{DateTime, Utc};

use super::{alert, number, plain, time};
use crate::domain::{
    ModelName, Zone,
    alert::{Episode, Message},
};

/// The tab, where nothing is active.
pub const ALERTS: &str = "Alerts";
/// How much it matters.
pub const SEVERITY: &str = "SEVERITY";
/// What it is about.
pub const ABOUT: &str = "ABOUT";
/// Since when it is so.
pub const SINCE: &str = "SINCE";
/// What is so.
pub const WHAT: &str = "WHAT";
/// Whether somebody took note of it.
pub const STATE: &str = "STATE";
/// The title of the log.
pub const LOG: &str = "log";
/// Beside the title of the log: what prints all of it.
pub const PRINTS_LOG: &str = "quotatop events prints all of it";
/// Instead of a severity, where nobody wants to hear of a model.
pub const MUTED: &str = "muted";
/// What a muted model says.
pub const NOT_TOLD: &str = "nothing is told of it";

/// The tab: `Alerts 3`.
pub fn tab(alerts: usize) -> String {
    if alerts == 0 { ALERTS.to_owned() } else { format!("{ALERTS} {alerts}") }
}

/// The terminal's title: `quotatop: 3 alerts`.
pub fn title(alerts: usize) -> String {
    format!("quotatop: {}", counted(alerts, "alert"))
}

/// What is on the page: `3 active, 1 of them quiet; 2 models muted`.
pub fn counts(active: usize, quiet: usize, muted: usize) -> String {
    let quiet = match (active, quiet) {
        (_, 0) => String::new(),
        (active, quiet) if active == quiet => ", quiet".to_owned(),
        (_, quiet) => format!(", {quiet} of them quiet"),
    };
    let muted = if muted == 0 { String::new() } else { format!("; {} muted", counted(muted, "model")) };
    format!("{active} active{quiet}{muted}")
}

fn counted(count: usize, thing: &str) -> String {
    let number = number::count(u64::try_from(count).unwrap_or(u64::MAX));
    if count == 1 { format!("{number} {thing}") } else { format!("{number} {thing}s") }
}

/// The state of an alert of which nobody wants to hear now: `acknowledged`, `snoozed to 22:12`.
pub fn state(episode: &Episode, now: DateTime<Utc>, zone: Zone) -> Option<String> {
    if episode.acknowledged_at.is_some() {
        return Some("acknowledged".to_owned());
    }
    let until = episode.snoozed_until.filter(|until| *until > now)?;
    Some(format!("snoozed to {}", time::moment(until, now, zone)))
}

/// What becomes of an alert.
pub fn becomes(episode: &Episode, now: DateTime<Utc>, zone: Zone) -> String {
    if let Some(at) = episode.acknowledged_at {
        return format!("acknowledged {}: quiet until it is over", time::moment(at, now, zone));
    }
    match episode.snoozed_until.filter(|until| *until > now) {
        Some(until) => {
            format!("snoozed: told again at {} if it still is so", time::moment(until, now, zone))
        }
        None => "told once; it stays here until it is over".to_owned(),
    }
}

/// What becomes of a muted model; `key` listens to it again.
pub fn unmutes(key: &str) -> String {
    format!("{key} listens to it again")
}

/// Since when an alert is active: `since 14:02`.
pub fn since(episode: &Episode, now: DateTime<Utc>, zone: Zone) -> String {
    super::screen::since(&time::moment(episode.raised_at, now, zone))
}

/// A model's name.
pub fn model(name: &ModelName) -> String {
    plain(name.as_str()).into_owned()
}

/// The newest message in one line, and how many came with it. It says what was so when it was told.
pub fn toast(message: &Message, others: usize, zone: Zone) -> String {
    let lead = alert::event(&message.lead, message.at(), zone);
    let list = if message.is_digest() { message.others.len() } else { 0 };
    match list.saturating_add(others) {
        0 => lead,
        1 => format!("{lead}; and 1 other alert"),
        more => format!("{lead}; and {more} other alerts"),
    }
}

/// Nothing is active, though something was once.
pub const NOTHING_ACTIVE: &str = "Nothing to tell now.";
/// Nothing is active, and nothing ever was.
pub const NOTHING: &str = "Nothing to tell yet.";
/// Nobody knows.
pub const UNREAD: &str = "No alerts were read yet.";
/// What would be told.
pub const TELLS: [&str; 3] = [
    "Told once each: a free quota that is low, runs out, is over, or expires;",
    "a next call that costs money; an account that is overdue or low;",
    "a month that costs too much; a feed that fails.",
];
/// Who else would be told, as a command and what it is for.
pub const CHANNELS: [(&str, &str); 2] = [
    ("quotatop config path", "names the file; [channels.NAME] there tells others"),
    ("quotatop alerts test", "tries every channel"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_read_as_sentences() {
        for (counts, told) in [
            (counts(3, 0, 0), "3 active"),
            (counts(3, 1, 2), "3 active, 1 of them quiet; 2 models muted"),
            (counts(1, 1, 1), "1 active, quiet; 1 model muted"),
            (tab(0), "Alerts"),
            (tab(3), "Alerts 3"),
            (title(1), "quotatop: 1 alert"),
            (title(1234), "quotatop: 1,234 alerts"),
        ] {
            assert_eq!(counts, told);
        }
    }
}
