//! Which columns are shown at which width.

use ratatui::style::Style;

use super::{layouts::bases, *};
use crate::ui::widgets::{
    cell::{Amount, Cell},
    columns::GAP,
};

fn usual() -> Measured {
    Measured {
        name: 22,
        kind: 10,
        numbers: 16,
        left: 9,
        unit: 2,
        words: 13,
        percent: 3,
        expires: 12,
        expires_roughly: 7,
        next_call: 7,
        ..Measured::default()
    }
}

fn with_cost() -> Measured {
    let mut measured = usual();
    measured.cost.hold(&Cell::Amount(Amount::new("11.10", "CNY"), Style::new()));
    measured
}

fn whats(measured: &Measured, width: u16) -> Vec<What> {
    fit(Lang::English, measured, (width, SortKey::Attention), &ListColumns::default())
        .iter()
        .map(|column| column.what)
        .collect()
}

/// The columns of a layout of one profile, without those of which nothing is known.
fn told(layout: usize, unknown: &[What]) -> Vec<What> {
    let is_told = |what: &&What| **what != What::Profile && !unknown.contains(what);
    bases()[layout].iter().filter(is_told).copied().collect()
}

#[test]
fn whose_a_row_is_stays_to_the_end_where_several_are_shown() {
    let several = Measured { profile: 40, ..usual() };
    for width in 40..250 {
        let columns = fit(Lang::English, &several, (width, SortKey::Attention), &ListColumns::default());
        let profile = columns.iter().find(|column| column.what == What::Profile).unwrap();
        assert!((SHORTEST_PROFILE..=40).contains(&profile.width), "{width}: {profile:?}");
        let last = columns.last().unwrap();
        assert_eq!((last.what, last.x + last.width + 1), (What::NextCall, width), "{columns:?}");
    }
}

#[test]
fn when_it_runs_out_stays_as_long_as_anything_else_can_go() {
    let foreseen = Measured { runs_out: 14, ..usual() };
    for (width, layout) in [
        (113, 1),
        (112, 2),
        (100, 3),
        (92, 4),
        (83, 4),
        (82, 5),
        (78, 5),
        (76, 6),
        (73, 6),
        (72, 7),
        (64, 7),
        (63, 8),
    ] {
        assert_eq!(whats(&foreseen, width), told(layout, &[]), "{width}");
    }
}

#[test]
fn what_matters_least_goes_first() {
    for (width, layout) in
        [(250, 1), (97, 1), (96, 2), (83, 2), (82, 3), (78, 3), (74, 4), (66, 5), (61, 6), (55, 7), (40, 7)]
    {
        assert_eq!(whats(&usual(), width), told(layout, &[What::RunsOut]), "{width}");
    }
    assert!(bases().iter().all(|layout| layout.last() == Some(&What::NextCall)));
}

#[test]
fn what_it_has_cost_is_shown_where_it_is_known_and_goes_first() {
    for (width, layout) in [(250, 0), (108, 0), (107, 1), (97, 1), (96, 2)] {
        assert_eq!(whats(&with_cost(), width), told(layout, &[What::RunsOut]), "{width}");
    }
}

#[test]
fn what_a_person_hides_is_not_there_and_what_else_is_wanted_goes_after_the_gauge() {
    let mut shown: ListColumns = [ListColumn::Expires, ListColumn::Status].into_iter().collect();
    let mut measured = usual();
    let status = Cell::Text("expiring".into(), Style::new());
    measured.extras.iter_mut().for_each(|width| width.hold(&status));
    let whats = |shown: &ListColumns, width| -> Vec<What> {
        let columns = fit(Lang::English, &measured, (width, SortKey::Attention), shown);
        columns.iter().map(|column| column.what).collect()
    };
    let extra = What::Extra(ListColumn::Status);
    assert_eq!(whats(&shown, 120), [What::Model, What::LeftOfTotal, What::Expires, extra, What::NextCall]);
    assert_eq!(whats(&shown, 75), [What::Model, What::LeftOfTotal, What::Expires, What::NextCall]);
    shown.toggle(ListColumn::Gauge);
    assert!(whats(&shown, 120).contains(&What::Gauge));
    let narrow = whats(&shown, 82);
    assert!(narrow.contains(&extra) && !narrow.contains(&What::Gauge), "{narrow:?}");
    assert!(ListColumn::ALL.iter().all(|column| {
        let has_place = bases().iter().any(|layout| layout.iter().any(|what| what.choice() == Some(*column)));
        has_place != EXTRAS.contains(column)
    }));
}

#[test]
fn the_columns_fill_the_width_without_overlap() {
    for sort in SortKey::ALL {
        for width in 40..250 {
            let columns = fit(Lang::English, &usual(), (width, sort), &ListColumns::default());
            for pair in columns.windows(2) {
                assert_eq!(pair[0].x + pair[0].width + GAP, pair[1].x);
            }
            let last = columns.last().unwrap();
            assert_eq!(last.x + last.width + 1, width, "{width} {columns:?}");
        }
    }
}

#[test]
fn endless_names_leave_room_for_the_rest() {
    let endless = Measured { name: 200, ..usual() };
    let columns = fit(Lang::English, &endless, (120, SortKey::Attention), &ListColumns::default());
    assert_eq!(columns.len(), told(1, &[What::RunsOut]).len());
    assert_eq!(columns.last().map(|column| column.x + column.width), Some(119));
}
