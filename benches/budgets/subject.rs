//! All that is measured of one program in a terminal.

use std::{fs, time::Duration};

use super::{
    plan::Plan,
    process::Sample,
    program::Start,
    session::{DOWN, FirstFrame, Idle, Reaction, Session, UP},
};

/// The number of keys in one direction, and then in the other.
const TURNS: usize = 10;

pub(crate) struct Measured {
    /// Milliseconds.
    pub(crate) done: f64,
    pub(crate) sample: Sample,
    pub(crate) idle: Idle,
    pub(crate) keys: Keys,
    /// Milliseconds until the last byte after another size.
    pub(crate) resized: f64,
    /// Of the program's file, in megabytes.
    pub(crate) size: f64,
}

/// Medians, unless it says otherwise.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Keys {
    /// Milliseconds until the first byte.
    pub(crate) first: f64,
    /// The same, which 95 of 100 keep.
    pub(crate) p95: f64,
    pub(crate) bytes: f64,
}

impl Measured {
    pub(crate) fn of(start: &Start, plan: &Plan, idle: Duration) -> Self {
        let [frames] = first_frames([start], plan.starts.div_ceil(3));
        let session = Session::open(start);
        session.first_frame();
        let sample = session.settle(plan.settle);
        let idle = session.idle(idle);
        let keys = Keys::of(&session, plan.keys);
        let resized = median(session.resize(plan.resizes).iter().flatten().map(|reaction| reaction.last));
        let done = median(frames.iter().map(|it| it.done));
        Self { done, sample, idle, keys, resized, size: size(start) }
    }
}

impl Keys {
    pub(crate) fn of(session: &Session, count: usize) -> Self {
        let turns = [DOWN; TURNS].into_iter().chain([UP; TURNS]).cycle();
        let reactions: Vec<Reaction> = session.press(turns.take(count)).into_iter().flatten().collect();
        let first = || reactions.iter().map(|reaction| reaction.first);
        let bytes =
            reactions.iter().map(|reaction| f64::from(u32::try_from(reaction.bytes).unwrap_or(u32::MAX)));
        Self { first: median(first()), p95: quantile(first(), 95), bytes: median(bytes) }
    }
}

/// The bytes after a key that nothing is bound to; if the minute turns meanwhile, the others count.
pub(crate) fn bytes_without_change(session: &Session, count: usize) -> f64 {
    let reactions = session.press(["x"].into_iter().cycle().take(count));
    median(
        reactions
            .iter()
            .map(|it| it.map_or(0.0, |it| f64::from(u32::try_from(it.bytes).unwrap_or(u32::MAX)))),
    )
}

/// The first frames of each, started in turn.
pub(crate) fn first_frames<const N: usize>(starts: [&Start; N], times: usize) -> [Vec<FirstFrame>; N] {
    let mut frames = [const { Vec::new() }; N];
    for _ in 0..times {
        for (start, frames) in starts.iter().zip(&mut frames) {
            frames.push(Session::open(start).first_frame());
        }
    }
    frames
}

pub(crate) fn size(start: &Start) -> f64 {
    let bytes = fs::metadata(&start.program).map_or(0, |file| file.len());
    f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / 1e6
}

pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    quantile(values, 50)
}

/// Not a number without values.
fn quantile(values: impl Iterator<Item = f64>, share: usize) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let at = (values.len() * share / 100).min(values.len().saturating_sub(1));
    values.get(at).copied().unwrap_or(f64::NAN)
}
