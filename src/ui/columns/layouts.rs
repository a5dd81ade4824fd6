//! With how few columns the list makes do.

use super::What;
use crate::domain::{ListColumn, ListColumns};

/// The columns in order, where there is room for all.
const ALL: [What; 10] = [
    What::Model,
    What::Profile,
    What::Kind,
    What::LeftOfTotal,
    What::Gauge,
    What::Percent,
    What::Expires,
    What::RunsOut,
    What::Cost,
    What::NextCall,
];

/// What the list gives up, one after the other, and what takes its place.
const GIVEN_UP: [(What, Option<What>); 8] = [
    (What::Cost, None),
    (What::Kind, None),
    (What::Gauge, None),
    (What::Percent, None),
    (What::LeftOfTotal, Some(What::Left)),
    (What::Expires, Some(What::ExpiresRoughly)),
    (What::ExpiresRoughly, None),
    (What::RunsOut, None),
];

/// What else a person wants to see is left out, one after the other, only after so many of the layouts were tried with
/// it.
const WITH_EXTRAS: usize = 4;

/// The columns that are shown only where a person wants them: they stand before the next call.
pub(in crate::ui) const EXTRAS: [ListColumn; 5] =
    [ListColumn::Pace, ListColumn::Used, ListColumn::FreeQuotaOnly, ListColumn::Status, ListColumn::Read];

/// The layouts without extras, each with one thing less than the one before.
pub(super) fn bases() -> Vec<Vec<What>> {
    let mut layouts = vec![ALL.to_vec()];
    let mut layout = ALL.to_vec();
    for (out, instead) in GIVEN_UP {
        layout =
            layout.into_iter().filter_map(|what| if what == out { instead } else { Some(what) }).collect();
        layouts.push(layout.clone());
    }
    layouts
}

/// The layouts of a list that shows these columns.
pub(super) fn layouts(shown: &ListColumns) -> Vec<Vec<What>> {
    let is_shown = |what: &What| what.choice().is_none_or(|column| shown.shows(column));
    let extras: Vec<What> = EXTRAS.map(What::Extra).into_iter().filter(is_shown).collect();
    let mut rich = bases();
    for layout in &mut rich {
        layout.retain(is_shown);
    }
    let poor = rich.split_off(WITH_EXTRAS);
    let with = |base: &Vec<What>, extras: &[What]| {
        let mut layout = base.clone();
        let before_last = layout.len().saturating_sub(1);
        layout.splice(before_last..before_last, extras.iter().copied());
        layout
    };
    let fewer = (0..=extras.len()).rev().filter_map(|many| extras.get(..many));
    let rich = fewer.flat_map(|extras| rich.iter().map(move |base| with(base, extras)));
    rich.chain(poor).collect()
}
