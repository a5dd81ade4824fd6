//! How strongly a model is used now, compared with its weekly pattern, and how certain that is.
//!
//! A discounted Gamma-Poisson filter (West and Harrison): the level is Gamma distributed; each block of hours
//! adds what it used, counted in lumps, and the past loses weight. Large lumps (bursts) therefore move the
//! level little, small ones (steady use) move it fast.

/// Hours of one block: longer than most bursts, so that blocks are nearly independent.
const BLOCK: f64 = 8.0;

/// Hours after which the past counts half for the level.
const HALF_LIFE: f64 = 60.0;

/// The same for the lump, which changes less.
const LUMP_HALF_LIFE: f64 = 240.0;

/// The prior weight of the pattern itself, in lumps.
const PRIOR: f64 = 1.0;

/// The pattern was fitted to the same hours, so it errs more on others, as if this many blocks were missing.
const FITTED: f64 = 4.0;

#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub(super) used: f64,
    /// By the pattern, for the known part.
    pub(super) expected: f64,
    /// The share of the hour with known use.
    pub(super) known: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Level {
    /// Use now, as a multiple of the pattern.
    pub(super) factor: f64,
    /// Its relative variance.
    pub(super) doubt: f64,
    /// The usual lump: the variance of use over its mean.
    pub(super) lump: f64,
    /// How irregular use is, 0 to 1: the lump as a share of a block.
    pub(super) unrest: f64,
}

impl Level {
    /// Steps are ordered oldest first.
    pub(super) fn new(steps: &[Step]) -> Self {
        let expected: f64 = steps.iter().map(|step| step.expected).sum();
        let known: f64 = steps.iter().map(|step| step.known).sum();
        if expected <= 0.0 {
            return Self { factor: 0.0, doubt: 1.0, lump: 0.0, unrest: 1.0 };
        }
        let block = expected / known.max(1.0) * BLOCK;
        // A first run measures the lump.
        let measured = filter(steps, block, block).lump;
        filter(steps, measured, block)
    }
}

/// `lump` is the unit of use, `block` the average use of a block.
fn filter(steps: &[Step], lump: f64, block: f64) -> Level {
    let lump = lump.max(f64::MIN_POSITIVE);
    // Of the Gamma distribution, both in lumps.
    let (mut shape, mut rate) = (PRIOR, PRIOR);
    let (mut squares, mut forecasts, mut blocks) = (0.0, 0.0, 0.0_f64);
    let (mut used, mut expected, mut known) = (0.0, 0.0, 0.0);
    for step in steps {
        used += step.used;
        expected += step.expected;
        known += step.known;
        if known < BLOCK {
            continue;
        }
        let forecast = expected * shape / rate;
        let remains = fading(known, LUMP_HALF_LIFE);
        squares = squares * remains + (used - forecast) * (used - forecast);
        forecasts = forecasts * remains + forecast;
        blocks += 1.0;
        let remains = fading(known, HALF_LIFE);
        shape = shape * remains + used / lump;
        rate = rate * remains + expected / lump;
        (used, expected, known) = (0.0, 0.0, 0.0);
    }
    shape += used / lump;
    rate += expected / lump;
    let factor = shape / rate;
    let measured =
        if forecasts > 0.0 { squares / forecasts * (1.0 + FITTED / blocks.max(1.0)) } else { lump };
    let unrest = if factor > 0.0 { (measured / (block * factor)).min(1.0) } else { 1.0 };
    Level { factor, doubt: 1.0 / shape, lump: measured, unrest }
}

/// What remains of a weight after `hours`.
fn fading(hours: f64, half_life: f64) -> f64 {
    0.5_f64.powf(hours / half_life)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(used: impl Fn(u32) -> f64) -> Level {
        let hours = 24 * 14;
        let steps: Vec<Step> =
            (0..hours).map(|at| Step { used: used(at), expected: 100.0, known: 1.0 }).collect();
        Level::new(&steps)
    }

    #[test]
    fn unchanged_use_is_the_pattern_itself() {
        let level = level(|_| 100.0);
        assert!((level.factor - 1.0).abs() < 1e-9, "{level:?}");
        assert!(level.doubt < 0.01 && level.unrest < 0.01, "{level:?}");
    }

    #[test]
    fn a_change_is_followed_within_days_and_leaves_doubt() {
        let doubled = level(|at| if at < 24 * 11 { 100.0 } else { 200.0 });
        assert!((1.5..2.0).contains(&doubled.factor), "{doubled:?}");
        let stopped = level(|at| if at < 24 * 7 { 100.0 } else { 0.0 });
        assert!(stopped.factor < 0.25, "{stopped:?}");
    }

    #[test]
    fn bursts_are_more_doubtful_than_steady_use() {
        let bursts = level(|at| if at % 48 == 7 { 4800.0 } else { 0.0 });
        let steady = level(|at| if at % 2 == 0 { 110.0 } else { 90.0 });
        assert!(bursts.lump > 20.0 * steady.lump, "{bursts:?} {steady:?}");
        assert!(bursts.doubt > 5.0 * steady.doubt, "{bursts:?} {steady:?}");
        assert!((0.6..1.6).contains(&bursts.factor), "{bursts:?}");
    }

    #[test]
    fn nothing_expected_is_nothing_used() {
        assert!(Level::new(&[]).factor <= 0.0);
        assert!(Level::new(&[Step { used: 0.0, expected: 0.0, known: 1.0 }]).factor <= 0.0);
    }
}
