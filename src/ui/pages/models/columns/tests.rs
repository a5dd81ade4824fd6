//! Which columns are shown at which width.

use std::collections::BTreeMap;

use proptest::{prelude::*, sample::select};
use strum::IntoEnumIterator as _;

use super::{
    catalog::all,
    fit::{Shown, fit, wanted},
};
use crate::{
    app::pages::models::widths::{
        CellWidth,
        ColumnId::{self, Left, Model, NextCall, Optional, Profile},
        ListWidths,
    },
    domain::{
        ListColumn::{self, Cost, Expires, Gauge, History, Kind, Pace, Percent, Read, RunsOut, Status},
        ListColumns,
    },
    ui::widgets::columns::{Column, GAP},
    words::Lang,
};

const fn text(text: u16) -> CellWidth {
    CellWidth { text, whole: 0, fraction: 0, behind: 0 }
}

const fn figures(whole: u16) -> CellWidth {
    CellWidth { whole, ..text(0) }
}

/// The usual widths, and `more`.
fn with<const N: usize>(more: [(ColumnId, CellWidth); N]) -> ListWidths {
    let usual = [
        (Model, text(22)),
        (Left, figures(17)),
        (Optional(Kind), text(10)),
        (Optional(Percent), text(3)),
        (Optional(Expires), text(9)),
        (Optional(RunsOut), text(14)),
        (NextCall, text(7)),
    ];
    let columns: BTreeMap<_, _> = usual.into_iter().chain(more).collect();
    ListWidths { columns, ..ListWidths::default() }
}

fn with_cost() -> ListWidths {
    with([(Optional(Cost), CellWidth { whole: 2, fraction: 3, behind: 4, text: 0 })])
}

fn fitted(
    widths: &ListWidths,
    width: u16,
    columns: &ListColumns,
    keeps_share: bool,
) -> Vec<Column<ColumnId>> {
    fit(&Shown { lang: Lang::English, columns, keeps_share, is_beside_detail: false }, widths, width)
}

fn ids(widths: &ListWidths, width: u16) -> Vec<ColumnId> {
    fitted(widths, width, &ListColumns::default(), false).iter().map(|column| column.id).collect()
}

#[test]
fn a_narrow_list_gives_up_the_cost_the_bar_the_kind_the_share_and_then_the_forecast() {
    let [kind, gauge, percent, expires, runs_out, cost] =
        [Kind, Gauge, Percent, Expires, RunsOut, Cost].map(Optional);
    for (width, shown) in [
        (126, &[Model, kind, Left, gauge, percent, expires, runs_out, cost, NextCall][..]),
        (112, &[Model, kind, Left, gauge, percent, expires, runs_out, NextCall]),
        (98, &[Model, kind, Left, percent, expires, runs_out, NextCall]),
        (86, &[Model, Left, percent, expires, runs_out, NextCall]),
        (80, &[Model, Left, expires, runs_out, NextCall]),
        (60, &[Model, Left, expires, NextCall]),
        (40, &[Model, Left, NextCall]),
    ] {
        assert_eq!(ids(&with_cost(), width), shown, "{width}");
    }
}

#[test]
fn the_use_per_hour_is_shown_next_to_the_detail_by_default_and_elsewhere_if_chosen() {
    let widths = with([(Optional(History), text(8)), (Optional(Pace), text(5))]);
    let default = ListColumns::default();
    let mut chosen = ListColumns::default();
    chosen.toggle(Read);
    let shows = |columns: &ListColumns, is_beside_detail, width| {
        let shown = Shown { lang: Lang::English, columns, keeps_share: false, is_beside_detail };
        let fitted = fit(&shown, &widths, width);
        [History, Pace].map(|column| fitted.iter().any(|shown| shown.id == Optional(column)))
    };
    assert_eq!(shows(&default, false, 200), [true, false]);
    assert_eq!(shows(&default, true, 200), [true; 2]);
    assert_eq!(shows(&chosen, false, 200), [true; 2]);
    let narrowest = |at: usize| (40..200).find(|width| shows(&default, true, *width)[at]).unwrap();
    assert!(narrowest(0) < narrowest(1), "the use per hour gives way first");
}

#[test]
fn the_figures_are_whole_from_60_columns_on() {
    for width_of_figures in 0..=26 {
        let widths = with([(Left, figures(width_of_figures))]);
        for keeps_share in [false, true] {
            for width in 60..250 {
                let columns = fitted(&widths, width, &ListColumns::default(), keeps_share);
                let of = |id| columns.iter().find(|column| column.id == id).unwrap();
                assert!(of(Left).width >= width_of_figures, "{width}: {columns:?}");
                if width_of_figures <= 19 {
                    assert!(!keeps_share || of(Optional(Percent)).width >= 3, "{width}: {columns:?}");
                    assert!(of(Optional(Expires)).width >= 9, "{width}: {columns:?}");
                }
            }
        }
    }
}

#[test]
fn the_forecast_is_shown_at_80_columns_with_and_without_the_share() {
    let widths = with([(Left, figures(19))]);
    for keeps_share in [false, true] {
        let columns = fitted(&widths, 80, &ListColumns::default(), keeps_share);
        assert!(columns.iter().any(|column| column.id == Optional(RunsOut)), "{columns:?}");
    }
}

#[test]
fn the_profile_is_never_dropped_if_several_are_shown() {
    let several = with([(Profile, text(40))]);
    for width in 40..250 {
        let columns = fitted(&several, width, &ListColumns::default(), false);
        let profile = columns.iter().find(|column| column.id == Profile).unwrap();
        assert!(profile.width >= 6, "{width}: {profile:?}");
    }
}

#[test]
fn a_hidden_column_is_not_shown_and_a_requested_one_stays_longer_than_the_kind() {
    let mut shown: ListColumns = [Kind, Expires, Status].into_iter().collect();
    let widths = with([(Optional(Status), text(8))]);
    let ids = |shown: &ListColumns, width| -> Vec<ColumnId> {
        fitted(&widths, width, shown, false).iter().map(|column| column.id).collect()
    };
    let always = [Model, Left, Optional(Expires), Optional(Status), NextCall];
    assert_eq!(ids(&shown, 86), always);
    assert_eq!(ids(&shown, 60), [Model, Left, Optional(Expires), NextCall]);
    assert!(ids(&shown, 120).contains(&Optional(Kind)));
    shown.toggle(Kind);
    assert_eq!(ids(&shown, 250), always);
}

proptest! {
    #[test]
    fn a_wider_list_never_shows_less(
        (name, profile, left) in (0_u16..300, prop_oneof![Just(0), 0_u16..60], 0_u16..80),
        (percent, runs_out, next_call) in (0_u16..5, prop_oneof![Just(0), Just(14)], 2_u16..9),
        (cost, extra) in (0_u16..20, 0_u16..20),
        hidden in prop::collection::vec(select(ListColumn::iter().collect::<Vec<_>>()), 0..5),
        keeps_share in any::<bool>(),
        lang in select(vec![Lang::English, Lang::Chinese]),
    ) {
        let extras = [ListColumn::Pace, ListColumn::Used, ListColumn::FreeQuotaOnly, Status, ListColumn::Read];
        let mut widths = with([
            (Model, text(name)),
            (Profile, text(profile)),
            (Left, figures(left)),
            (Optional(Percent), text(percent)),
            (Optional(RunsOut), text(runs_out)),
            (NextCall, text(next_call)),
            (Optional(Cost), text(cost)),
        ]);
        widths.columns.extend(extras.map(|column| (Optional(column), text(extra))));
        let mut columns: ListColumns = ListColumn::iter().collect();
        for column in &hidden {
            columns.toggle(*column);
        }
        let shown = Shown { lang, columns: &columns, keeps_share, is_beside_detail: true };
        let mut before: Vec<Column<ColumnId>> = Vec::new();
        for width in 40..300 {
            let now = fit(&shown, &widths, width);
            for old in &before {
                let new = now.iter().find(|column| column.id == old.id);
                prop_assert!(new.is_some_and(|new| new.width >= old.width), "{}: {:?} {:?}", width, old, now);
            }
            for pair in now.windows(2) {
                prop_assert!(pair[0].x + pair[0].width + GAP <= pair[1].x, "{:?}", now);
            }
            let last = now.last().copied();
            prop_assert_eq!(last.map(|last| last.id), Some(NextCall));
            prop_assert_eq!(last.map(|last| last.x + last.width + 1), Some(width), "{:?}", now);
            before = now;
        }
        let everything = wanted(&shown, &widths);
        prop_assert!(fit(&shown, &widths, everything).len() >= before.len().min(all().count()) || everything > 300);
    }
}
