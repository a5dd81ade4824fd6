//! Fits the facts of a model into the detail.

use crate::{
    app::Area,
    ui::widgets::page::{self, Fact, MARGIN},
};

/// The importance of a fact: the last are dropped first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Left,
    Pace,
    Verdict,
    Price,
    AtZero,
    Alternative,
    Cost,
    Callers,
    Expires,
    NextCall,
    Status,
    Gauge,
    MoreAlternatives,
    Used,
    Scope,
    SpeedLimit,
}

/// The most important facts that fit completely, in their order, and their height. `spare` rows are left for
/// a chart, unless that would cost a fact more important than the chart.
pub(super) fn fitting(facts: Vec<(Rank, Fact<'_>)>, area: Area, spare: u16) -> (Vec<Fact<'_>>, u16) {
    let (fits, height) = chosen(&facts, area, spare);
    let facts = facts.into_iter().zip(fits).filter(|(_, fits)| *fits).map(|((_, fact), _)| fact);
    (facts.collect(), height)
}

/// Which of the facts that are, and their height.
pub(super) fn chosen(facts: &[(Rank, Fact<'_>)], area: Area, spare: u16) -> (Vec<bool>, u16) {
    let width =
        area.within(MARGIN.saturating_add(page::label_columns(facts.iter().map(|(_, fact)| fact))), MARGIN);
    let mut by_rank: Vec<(Rank, usize, u16)> =
        facts.iter().enumerate().map(|(at, (rank, fact))| (*rank, at, fact.rows(width.width))).collect();
    by_rank.sort_unstable();
    let needed = by_rank.iter().filter(|(rank, ..)| *rank <= Rank::Gauge);
    let needed = needed.fold(0, |sum: u16, (.., rows)| sum.saturating_add(*rows));
    let room = area.height.saturating_sub(spare);
    let room = if needed <= room { room } else { area.height };
    let mut height: u16 = 0;
    let mut fits = vec![false; facts.len()];
    for (_, at, rows) in by_rank {
        let more = height.saturating_add(rows);
        if more <= room
            && let Some(fits) = fits.get_mut(at)
        {
            (*fits, height) = (true, more);
        }
    }
    (fits, height)
}
