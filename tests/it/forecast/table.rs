//! What was measured, in print.

use crate::forecast::trial::{Coverage, Outcome};

pub(crate) fn print(name: &str, outcome: &Outcome) {
    println!("{name}");
    line("all", outcome.overall(), Some(outcome.median_error(None)));
    line("that do run out", outcome.runs_out, None);
    for (habit, coverage) in &outcome.by_habit {
        line(&format!("{habit:?}"), *coverage, Some(outcome.median_error(Some(*habit))));
    }
    println!("  left out: nobody doubts {}, no forecast {}", outcome.undoubted, outcome.silent);
    println!(
        "  \"it lasts\" within 12 h of its end: {} of {}; where today's pace says so, too: {} of {}\n",
        outcome.wrong, outcome.asked, outcome.wrong_at_pace, outcome.asked_at_pace
    );
}

fn line(what: &str, coverage: Coverage, error: Option<f64>) {
    let Coverage { judged, below, above } = coverage;
    let error = error.map_or(String::new(), |error| format!("; a day before {error:.1} h off"));
    println!("  {what:<16} {:5.1} % of {judged} (before {below}, after {above}){error}", coverage.percent());
}
