//! Very many models.

use super::{begin, mebibytes};
use crate::{
    plan::Plan,
    program::Start,
    session::Session,
    subject::{Keys, first_frames, median},
    table::Row,
};

pub(super) fn rows(plan: &Plan, start: &Start) -> Vec<Row> {
    begin("many models");
    let [frames] = first_frames([start], plan.starts.div_ceil(3));
    let first = median(frames.iter().map(|it| it.done));
    let session = Session::open(start);
    session.first_frame();
    let memory = mebibytes(session.settle(plan.settle).memory);
    let pressed = Keys::of(&session, plan.keys);
    let of = format!("{},000 models", plan.many / 1000);
    vec![
        Row::new(&format!("{of}: first frame"), format!("{first:.0} ms")).budget("100 ms", first <= 100.0),
        Row::new(&format!("{of}: key to first byte"), format!("{:.2} ms", pressed.first))
            .budget("1.5 ms", pressed.first <= 1.5),
        Row::new(&format!("{of}: memory (PSS)"), format!("{memory:.1} MiB")).budget("32 MiB", memory <= 32.0),
    ]
}
