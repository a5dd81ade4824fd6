//! Connections that fail, before or in the middle of an answer.

use std::thread;

use super::trial::{Expected, Feed, Trial};
use crate::support::wire::{Line, Wire};

/// Each line to the server of a feed: the exit status is 1; the kind of the error, what is said.
macro_rules! lines {
    ($name:ident, $feed:expr) => {
        mod $name {
            use super::*;

            lines! { $feed;
                closed_before_answer: Line::ClosesBeforeAnswer, "network", ["cannot be reached", "check the network"];
                reset_before_answer: Line::ResetsBeforeAnswer, "network", ["cannot be reached", "check the network"];
                closed_in_answer: Line::ClosesInAnswer, "decode", ["unexpected response", "cut off"];
                reset_in_answer: Line::ResetsInAnswer, "network", ["cannot be reached", "check the network"];
                another_protocol: Line::Answers(b"SSH-2.0-OpenSSH_9.9\r\n".into()), "network", ["cannot be reached"];
            }

            #[test]
            fn refused() {
                let trial = Trial::of($feed);
                let wire = Wire::closed(trial.account.standin.url());
                trial.connect(&url(&wire));
                let says = &["cannot be reached: Connection refused", "check the network"];
                trial.command_fails(&Expected { status: 1, kind: "network", says });
                trial.dashboard_recovers(says, |_| wire.open());
            }
        }
    };
    ($feed:expr; $($fault:ident: $line:expr, $kind:expr, $says:expr;)*) => {
        $(#[test]
        fn $fault() {
            let (trial, wire) = over($feed, $line);
            trial.command_fails(&Expected { status: 1, kind: $kind, says: &$says });
            trial.dashboard_recovers(&$says, |_| wire.set(Line::Whole));
        })*
    };
}

lines!(quotas, Feed::Quotas);
lines!(calls, Feed::Calls);
lines!(balance, Feed::Balance);
lines!(bills, Feed::Bills);

#[test]
fn unknown_host() {
    let trial = Trial::of(Feed::Quotas);
    trial.connect("https://nowhere.quotatop.invalid");
    let says = &["nowhere.quotatop.invalid cannot be reached", "check the network"];
    trial.command_fails(&Expected { status: 1, kind: "network", says });
    trial.dashboard_recovers(says, |_| trial.connect(trial.account.standin.url()));
}

/// Servers that are waited for until a time limit, which takes 10 to 15 s. All feeds are waited for at once.
macro_rules! slow {
    ($($fault:ident: $line:expr, $says:expr;)*) => {
        mod slow {
            use super::*;

            $(#[test]
            fn $fault() {
                let (trial, wire) = over(Feed::Quotas, $line);
                let others = [Feed::Calls, Feed::Balance, Feed::Bills].map(|feed| over(feed, $line));
                let says = &[$says, "check the network"];
                thread::scope(|scope| {
                    scope.spawn(|| trial.dashboard_recovers(says, |_| wire.set(Line::Whole)));
                    for (other, _wire) in &others {
                        scope.spawn(|| other.command_fails(&Expected { status: 1, kind: "timeout", says }));
                    }
                });
            })*
        }
    };
}

slow! {
    silent: Line::Silent, "did not answer within 10 s";
    slow_head: Line::SlowHead, "did not answer within 10 s";
    slow_body: Line::SlowBody, "did not answer within 15 s";
}

fn over(feed: Feed, line: Line) -> (Trial, Wire) {
    let trial = Trial::of(feed);
    let wire = Wire::start(trial.account.standin.url());
    wire.set(line);
    trial.connect(&url(&wire));
    (trial, wire)
}

fn url(wire: &Wire) -> String {
    format!("http://{}", wire.address())
}
