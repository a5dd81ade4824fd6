//! Which columns are shown at which width.

use std::collections::BTreeMap;

use proptest::{prelude::*, sample::select};

use super::*;
use crate::{app::pages::models::widths::CellWidth, domain::ListColumns, ui::widgets::columns::GAP};

fn usual() -> ListWidths {
    ListWidths {
        name: 22,
        kind: 10,
        figures: 17,
        percent: 3,
        expires: 12,
        expires_briefly: 9,
        runs_out: 14,
        next_call: 7,
        ..ListWidths::default()
    }
}

fn with_cost() -> ListWidths {
    ListWidths { cost: CellWidth { whole: 2, fraction: 3, behind: 4, ..CellWidth::default() }, ..usual() }
}

fn fitted(widths: &ListWidths, width: u16, columns: &ListColumns, keeps_share: bool) -> Vec<Column<What>> {
    fit(&Shown { lang: Lang::English, sort: SortKey::Attention, columns, keeps_share }, widths, width)
}

fn whats(widths: &ListWidths, width: u16) -> Vec<What> {
    fitted(widths, width, &ListColumns::default(), false).iter().map(|column| column.what).collect()
}

#[test]
fn a_narrow_list_gives_up_the_cost_the_bar_the_kind_the_share_and_then_the_forecast() {
    use What::{Cost, Expires, Figures, Gauge, Kind, Model, NextCall, Percent, RunsOut};
    for (width, shown) in [
        (136, &[Model, Kind, Figures, Gauge, Percent, Expires, RunsOut, Cost, NextCall][..]),
        (124, &[Model, Kind, Figures, Gauge, Percent, Expires, RunsOut, NextCall]),
        (110, &[Model, Kind, Figures, Percent, Expires, RunsOut, NextCall]),
        (98, &[Model, Figures, Percent, Expires, RunsOut, NextCall]),
        (80, &[Model, Figures, Expires, RunsOut, NextCall]),
        (60, &[Model, Figures, Expires, NextCall]),
        (40, &[Model, Figures, NextCall]),
    ] {
        assert_eq!(whats(&with_cost(), width), shown, "{width}");
    }
}

#[test]
fn the_figures_are_whole_from_60_columns_on() {
    for figures in 0..=26 {
        let widths = ListWidths { figures, ..usual() };
        for keeps_share in [false, true] {
            for width in 60..250 {
                let columns = fitted(&widths, width, &ListColumns::default(), keeps_share);
                let of = |what| columns.iter().find(|column| column.what == what).unwrap();
                assert!(of(What::Figures).width >= figures, "{width}: {columns:?}");
                if figures <= 19 {
                    assert!(!keeps_share || of(What::Percent).width >= 3, "{width}: {columns:?}");
                    assert!(of(What::Expires).width >= 9, "{width}: {columns:?}");
                }
            }
        }
    }
}

#[test]
fn the_forecast_is_shown_at_80_columns_with_and_without_the_share() {
    let widths = ListWidths { figures: 19, ..usual() };
    for keeps_share in [false, true] {
        let columns = fitted(&widths, 80, &ListColumns::default(), keeps_share);
        assert!(columns.iter().any(|column| column.what == What::RunsOut), "{columns:?}");
    }
}

#[test]
fn whose_a_row_is_stays_to_the_end_where_several_profiles_are_shown() {
    let several = ListWidths { profile: 40, ..usual() };
    for width in 40..250 {
        let columns = fitted(&several, width, &ListColumns::default(), false);
        let profile = columns.iter().find(|column| column.what == What::Profile).unwrap();
        assert!(profile.width >= 6, "{width}: {profile:?}");
    }
}

#[test]
fn a_hidden_column_is_not_shown_and_a_requested_one_stays_longer_than_the_kind() {
    let mut shown: ListColumns =
        [ListColumn::Kind, ListColumn::Expires, ListColumn::Status].into_iter().collect();
    let status = CellWidth { text: 8, ..CellWidth::default() };
    let extras = BTreeMap::from([(ListColumn::Status, status)]);
    let widths = ListWidths { extras, ..usual() };
    let whats = |shown: &ListColumns, width| -> Vec<What> {
        fitted(&widths, width, shown, false).iter().map(|column| column.what).collect()
    };
    let (extra, expires) = (What::Extra(ListColumn::Status), What::Expires);
    let always = [What::Model, What::Figures, expires, extra, What::NextCall];
    assert_eq!(whats(&shown, 88), always);
    assert_eq!(whats(&shown, 60), [What::Model, What::Figures, expires, What::NextCall]);
    assert!(whats(&shown, 120).contains(&What::Kind));
    shown.toggle(ListColumn::Kind);
    assert_eq!(whats(&shown, 250), always);
    assert!(ListColumn::ALL.iter().all(|column| ORDER.iter().any(|what| what.choice() == Some(*column))));
}

proptest! {
    #[test]
    fn a_wider_list_never_shows_less(
        (name, profile, figures) in (0_u16..300, prop_oneof![Just(0), 0_u16..60], 0_u16..80),
        (percent, runs_out, next_call) in (0_u16..5, prop_oneof![Just(0), Just(14)], 2_u16..9),
        (cost, extra) in (0_u16..20, 0_u16..20),
        hidden in prop::collection::vec(select(ListColumn::ALL.to_vec()), 0..5),
        (keeps_share, sort) in (any::<bool>(), select(SortKey::ALL.to_vec())),
        lang in select(vec![Lang::English, Lang::Chinese]),
    ) {
        let cell = |text| CellWidth { text, ..CellWidth::default() };
        let extras = EXTRAS.map(|column| (column, cell(extra))).into_iter().collect();
        let widths = ListWidths {
            name, profile, figures, percent, runs_out, next_call, extras, cost: cell(cost), ..usual()
        };
        let mut columns: ListColumns = ListColumn::ALL.into_iter().collect();
        for column in &hidden {
            columns.toggle(*column);
        }
        let shown = Shown { lang, sort, columns: &columns, keeps_share };
        let mut before: Vec<Column<What>> = Vec::new();
        for width in 40..300 {
            let now = fit(&shown, &widths, width);
            for old in &before {
                let new = now.iter().find(|column| column.what == old.what);
                prop_assert!(new.is_some_and(|new| new.width >= old.width), "{}: {:?} {:?}", width, old, now);
            }
            for pair in now.windows(2) {
                prop_assert!(pair[0].x + pair[0].width + GAP <= pair[1].x, "{:?}", now);
            }
            let last = now.last().copied();
            prop_assert_eq!(last.map(|last| last.what), Some(What::NextCall));
            prop_assert_eq!(last.map(|last| last.x + last.width + 1), Some(width), "{:?}", now);
            before = now;
        }
        let everything = wanted(&shown, &widths);
        prop_assert!(fit(&shown, &widths, everything).len() >= before.len().min(ORDER.len()) || everything > 300);
    }
}
