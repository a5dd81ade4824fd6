//! Which facts of a model fit into the detail.

use crate::{
    app::Area,
    ui::widgets::page::{self, Fact, MARGIN},
};

/// The importance of a fact, from the last to the first to be dropped where room is short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Left,
    Pace,
    Empty,
    Then,
    AtZero,
    Switch,
    Cost,
    Expires,
    NextCall,
    Status,
    Gauge,
    MoreSwitches,
    Used,
    Holds,
}

/// The most important facts that fit as a whole, in their order, and the rows they take. `spare`
/// rows are left free for a chart, unless that would cost a fact of a higher rank than the chart.
pub(super) fn fitting(facts: Vec<(Rank, Fact<'_>)>, area: Area, spare: u16) -> (Vec<Fact<'_>>, u16) {
    let width =
        area.within(MARGIN.saturating_add(page::label_columns(facts.iter().map(|(_, fact)| fact))), MARGIN);
    let mut by_rank: Vec<(Rank, usize, u16)> =
        facts.iter().enumerate().map(|(at, (rank, fact))| (*rank, at, fact.rows(width.width))).collect();
    by_rank.sort_unstable();
    let needed = by_rank.iter().filter(|(rank, ..)| *rank <= Rank::Gauge);
    let needed = needed.fold(0, |sum: u16, (.., rows)| sum.saturating_add(*rows));
    let room = area.height.saturating_sub(spare);
    let room = if needed <= room { room } else { area.height };
    let mut taken: u16 = 0;
    let mut fits = vec![false; facts.len()];
    for (_, at, rows) in by_rank {
        let more = taken.saturating_add(rows);
        if more <= room
            && let Some(fits) = fits.get_mut(at)
        {
            (*fits, taken) = (true, more);
        }
    }
    let facts = facts.into_iter().zip(fits).filter(|(_, fits)| *fits).map(|((_, fact), _)| fact);
    (facts.collect(), taken)
}
