//! The columns stay where they are while times in them count on.

use proptest::{prelude::*, sample::select};
use strum::IntoEnumIterator as _;

use super::{arbitrary::states, fixture::*};

/// The headings of the list, without the mark of the order, after this many seconds in which nothing was read.
fn names(state: &State, lang: Lang, seconds: i64) -> String {
    let mut later = now();
    later.utc += TimeDelta::seconds(seconds);
    let mut state = state.clone();
    measure(&mut state, lang);
    let scene = Scene { lang, now: later, ..scene(&state) };
    let (columns, glyphs) = (layout(&state).columns, scene.glyphs);
    let buffer = painted(&scene);
    seen(&buffer, columns.y)
        .into_iter()
        .filter(|(x, _)| *x < columns.width)
        .map(|(_, cell)| cell.symbol().replace([glyphs.ascending, glyphs.descending].map(first), " "))
        .collect()
}

/// Where the rows of the alerts have their totals and states, after this many seconds.
fn marks(state: &State, lang: Lang, seconds: i64) -> Vec<(&'static str, u16, u16)> {
    let mut later = now();
    later.utc += TimeDelta::seconds(seconds);
    let buffer = painted(&Scene { lang, now: later, ..scene(state) });
    let rows = layout(state).rows;
    let mut marks = Vec::new();
    for y in rows.y..rows.y + rows.height {
        let mut text = String::new();
        let mut columns = Vec::new();
        for (x, cell) in seen(&buffer, y) {
            if (rows.x..rows.x + rows.width).contains(&x) {
                columns.resize(text.len() + cell.symbol().len(), x);
                text.push_str(cell.symbol());
            }
        }
        for mark in
            ["1,000,000", "acknowledged", "known", "snoozed", "since", "已确认", "已有", "静默", "自 "]
        {
            marks.extend(text.find(mark).map(|at| (mark, columns[at], y)));
        }
    }
    marks
}

fn first(glyph: &str) -> char {
    glyph.chars().next().unwrap()
}

/// Within six hours no alert becomes another one.
const WHILE: i64 = 6 * 3600;
const LONG: i64 = 60 * 24 * 3600;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_columns_of_the_list_stand_still(
        hours in prop::collection::vec(0_i64..1_200, 1..5),
        shown in prop::collection::vec(select(ListColumn::iter().collect::<Vec<_>>()), 0..9),
        (width, lang) in (40_u16..220, select(vec![Lang::English, Lang::Chinese])),
        (one, around) in (0..LONG, -7_200_i64..7_200),
    ) {
        // Most happens around an expiry.
        let other = (hours[0] * 3600 + around).max(0);
        let models: Vec<_> = hours
            .iter()
            .enumerate()
            .map(|(at, hours)| model(&format!("m{at}"), Kind::Text, Unit::Tokens, ("500", "1000"), *hours))
            .collect();
        let mut state = state(known(models, None), (width, 30));
        state.view.columns = shown.into_iter().collect();
        prop_assert_eq!(names(&state, lang, one), names(&state, lang, other));
    }

    #[test]
    fn sorting_and_scrolling_move_no_column(
        mut state in states(),
        (width, lang) in (40_u16..220, select(vec![Lang::English, Lang::Chinese])),
        (sort, reversed) in (select(SortKey::iter().collect::<Vec<_>>()), any::<bool>()),
        steps in 0_usize..30,
    ) {
        (state.view.page, state.view.overlay) = (Page::Models, Overlay::None);
        prop_assume!(!state.list.is_empty());
        state.size = Size { width, height: 14 };
        let before = names(&state, lang, 0);
        (state.view.sort, state.view.reversed) = (sort, reversed);
        state.rearrange(now(), false);
        prop_assert_eq!(&names(&state, lang, 0), &before);
        press(&mut state, std::iter::repeat_n(Code::Down, steps));
        prop_assert_eq!(&names(&state, lang, 0), &before);
    }

    #[test]
    fn the_columns_of_the_alerts_stand_still(
        (width, lang) in (40_u16..220, select(vec![Lang::English, Lang::Chinese])),
        (one, other) in (0..WHILE, 0..WHILE),
    ) {
        let mut state = with_alerts((width, 30));
        type_text(&mut state, "4");
        let before = marks(&state, lang, one);
        prop_assert!(!before.is_empty());
        prop_assert_eq!(before, marks(&state, lang, other));
    }
}

/// The year ends in forty days.
#[test]
fn the_columns_of_forecasts_stand_still() {
    for (width, lang) in (60..200).step_by(7).zip([Lang::English, Lang::Chinese].into_iter().cycle()) {
        let state = usual((width, 40));
        let first = names(&state, lang, 0);
        for hours in (0..30 * 24).step_by(29) {
            assert_eq!(first, names(&state, lang, hours * 3607), "{width}, after {hours} h");
        }
    }
}
