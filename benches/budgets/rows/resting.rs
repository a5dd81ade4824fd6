//! A snapshot that is looked at: memory, resting, keys, another size.

use std::time::Duration;

use super::{MODELS, Others, begin, keys, mebibytes};
use crate::{
    plan::Plan,
    program::Start,
    session::{Idle, Session},
    snapshot,
    subject::{Measured, bytes_without_change},
    table::Row,
};

/// The file of which seconds are shown. It is written when it is needed, since they are shown only in the last minutes.
pub(super) const SECONDS: &str = "seconds.json";

/// 50 models of a file: where minutes are shown, and where seconds are.
pub(super) fn rows(plan: &Plan, minutes: &Start, seconds: &Start, others: &Others) -> Vec<Row> {
    begin("50 models of a snapshot");
    let ours = Measured::of(minutes, plan, plan.idle_minute);
    let without_change = {
        let session = Session::open(minutes);
        session.first_frame();
        bytes_without_change(&session, plan.keys / 2)
    };
    begin("seconds on screen");
    snapshot::write_with_seconds(&seconds.home.join(SECONDS), MODELS);
    let ticking = {
        let session = Session::open(seconds);
        session.first_frame();
        session.settle(plan.settle);
        session.idle(plan.idle)
    };
    let Others { floor, .. } = others;
    let memory = |it: &Measured| mebibytes(it.sample.memory);
    vec![
        Row::new("memory (PSS), `--snapshot`", format!("{:.1} MiB", memory(&ours)))
            .others(others, |it| format!("{:.1} MiB", memory(it)))
            .budget("4.5 MiB", memory(&ours) <= 4.5),
        Row::new("idle, seconds on screen: processor, wake-ups, refreshes", idle(&ticking, plan.idle))
            .others(others, |it| idle(&it.idle, plan.idle))
            .budget("0.02 %, 1.1/s", ticking.percent <= 0.02 && ticking.wakeups <= 1.1),
        Row::new(
            "idle, only minutes on screen: processor, wake-ups, refreshes",
            idle(&ours.idle, plan.idle_minute),
        )
        .budget("0.05/s", ours.idle.wakeups <= 0.05),
        Row::new("bytes when nothing visible changes", format!("{without_change:.0}"))
            .floor(format!("{}", floor.idle.bytes))
            .budget("0", without_change <= 0.0),
        keys("key to first byte (95 of 100)", &ours.keys, others),
        Row::new("bytes per key", format!("{:.0}", ours.keys.bytes))
            .others(others, |it| format!("{:.0}", it.keys.bytes))
            .budget("600", ours.keys.bytes <= 600.0),
        Row::new("another size to its last byte", format!("{:.1} ms", ours.resized))
            .others(others, |it| format!("{:.1} ms", it.resized))
            .budget("1.5 ms", ours.resized <= 1.5),
        Row::new("size of the program", format!("{:.1} MB", ours.size))
            .others(others, |it| format!("{:.1} MB", it.size))
            .budget("6 MB", ours.size <= 6.0),
    ]
}

fn idle(it: &Idle, time: Duration) -> String {
    format!("{:.3} %, {:.2}/s, {} in {} s", it.percent, it.wakeups, it.refreshes, time.as_secs())
}
