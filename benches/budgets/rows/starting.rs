//! Starting: the first frame, and a command.

use super::{MODELS, Others, begin, number};
use crate::{
    account::Account,
    oneshot,
    plan::Plan,
    program::{Programs, Start},
    session::FirstFrame,
    subject::{first_frames, median},
    table::Row,
};

/// From last known data; a server is not needed.
pub(super) fn rows(programs: &Programs, plan: &Plan, floor: &Start, others: &Others) -> Vec<Row> {
    begin("first frames");
    let accounts = [MODELS, 10 * MODELS].map(|models| Account::polled(models, &programs.quotatop));
    let [few, more] = accounts.each_ref().map(|account| account.start(&programs.quotatop, &["--offline"]));
    let frames = first_frames([floor, &few, &more], plan.starts);
    let [floor_ms, few_ms, more_ms] = frames.each_ref().map(|all| median(all.iter().map(|it| it.done)));
    let [_, few_frames, more_frames] = &frames;
    let later = |frames: &[FirstFrame]| {
        let bursts = median(frames.iter().map(|it| number(it.later_bursts)));
        let bytes = median(frames.iter().map(|it| number(it.later_bytes)));
        (format!("{bursts:.0}, {bytes:.0} bytes"), bytes <= 0.0)
    };
    let (few_later, more_later) = (later(few_frames), later(more_frames));
    begin("commands");
    let account = accounts.first().unwrap();
    let list = account.start(&programs.quotatop, &["list", "--offline", "-o", "json"]);
    let (list_ms, nothing_ms) = oneshot::compare(&list, &oneshot::nothing(&few.home), plan.runs);
    let mut first =
        Row::new("first full frame that does not change any more, 50 models", format!("{few_ms:.1} ms"))
            .others(others, |it| format!("{:.1} ms", it.done))
            .budget(&format!("{:.1} ms (1.4 × floor)", 1.4 * floor_ms), few_ms <= 1.4 * floor_ms);
    first.floor = format!("{floor_ms:.1} ms");
    vec![
        first,
        Row::new("bursts after it within a second", few_later.0).budget("0", few_later.1),
        Row::new("the same with 500 models", format!("{more_ms:.1} ms; {}", more_later.0))
            .budget(&format!("{:.1} ms (+ 1); 0", few_ms + 1.0), more_ms <= few_ms + 1.0 && more_later.1),
        Row::new("`list --offline -o json`", format!("{list_ms:.1} ms"))
            .floor(format!("{nothing_ms:.1} ms (`/bin/true`)"))
            .budget(&format!("{:.1} ms (+ 3)", nothing_ms + 3.0), list_ms <= nothing_ms + 3.0),
    ]
}
