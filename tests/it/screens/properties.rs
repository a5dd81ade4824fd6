//! Any data at any size: every cell is drawn, and no control character reaches the terminal.

use proptest::prelude::*;
use quotatop::{
    domain::{NextCall, json::is_unseen},
    words,
};
use ratatui::buffer::CellWidth as _;
use strum::IntoEnumIterator as _;

use super::{
    arbitrary::{one_model, states},
    fixture::*,
};

const UNDRAWN: &str = "undrawn";

fn check(
    state: &State,
    size: (u16, u16),
    area: Rect,
    (glyphs, lang): (&Glyphs, Lang),
) -> Result<(), TestCaseError> {
    let mut state = state.clone();
    state.size = Size { width: size.0, height: size.1 };
    let mut buffer = Buffer::filled(area, Cell::new(UNDRAWN));
    draw(&Scene { glyphs, lang, ..scene(&state) }, &mut buffer);
    prop_assert_eq!(buffer.area, area);
    for cells in buffer.content().chunks(usize::from(area.width.max(1))) {
        let mut column = 0;
        while column < cells.len() {
            let symbol = cells[column].symbol();
            prop_assert!(symbol != UNDRAWN, "a cell was not drawn");
            prop_assert!(!symbol.chars().any(is_unseen), "{symbol:?}");
            column += usize::from(symbol.cell_width().max(1));
        }
        prop_assert_eq!(column, cells.len(), "a wide glyph is cut in half");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn every_size_is_drawn_whole(state in states(), width in 0_u16..=250, height in 0_u16..=80) {
        let area = Rect::new(0, 0, width, height);
        check(&state, (width, height), area, (&Glyphs::UNICODE, Lang::English))?;
        check(&state, (width, height), area, (&Glyphs::ASCII, Lang::English))?;
        check(&state, (width, height), area, (&Glyphs::UNICODE, Lang::Chinese))?;
    }

    /// The terminal may have been resized since the last message about it.
    #[test]
    fn a_buffer_of_another_size_is_drawn(
        state in states(),
        size in (0_u16..=250, 0_u16..=80),
        area in (0_u16..5, 0_u16..5, 0_u16..=100, 0_u16..=40),
    ) {
        check(&state, size, Rect::new(area.0, area.1, area.2, area.3), (&Glyphs::UNICODE, Lang::English))?;
    }

    /// The next call of every row is right below the heading, whatever the names consist of.
    #[test]
    fn every_row_is_aligned_with_the_headings(
        models in proptest::collection::vec(one_model(), 1..12),
        columns in proptest::sample::subsequence(ListColumn::iter().collect::<Vec<_>>(), 0..=ListColumn::iter().len()),
        width in 40_u16..=250,
        lang in proptest::sample::select(Lang::ALL.to_vec()),
    ) {
        let mut state = state(known(models, Some("-1")), (width, 24));
        state.view.unfolded = true;
        state.view.columns = columns.into_iter().collect();
        state.rearrange(now(), false);
        measure(&mut state, lang);
        let drawn = super::fixture::drawn_in(&state, lang);
        let regions = layout(&state);
        let begins = |y: u16, text: &str| {
            let mut cells = super::dump::seen(&drawn, y);
            cells.retain(|(x, _)| *x < regions.rows.width);
            let line = |from: usize| cells[from..].iter().map(|(_, cell)| cell.symbol()).collect::<String>();
            (0..cells.len()).filter(|from| line(*from).starts_with(text)).map(|from| cells[from].0).max()
        };
        let heading = begins(regions.columns.y, lang.pick("NEXT CALL", "下次调用"));
        prop_assert!(heading.is_some());
        let refused = words::number::next_call(lang, NextCall::Refused);
        for row in 0..regions.rows.height.min(u16::try_from(state.list.len()).unwrap()) {
            prop_assert_eq!(begins(regions.rows.y + row, refused), heading, "row {}", row);
        }
    }

    /// Several accounts with any names and data, on every page and dialog.
    #[test]
    fn several_profiles_are_drawn_whole(
        state in states(),
        others in proptest::collection::vec(
            (proptest::collection::vec(one_model(), 0..8), proptest::sample::select(vec!["-1", "2"]), "[a-zA-Z._-]{1,64}"),
            1..6,
        ),
        keys in proptest::sample::select(vec!["", "P", "Pj", "]", "]]", "[", "1", "2", "3", "4", "5", "5j", "5a", "5/a", "1a", "1?", "1P"]),
        width in 0_u16..=250,
        height in 0_u16..=80,
    ) {
        let mut state = state;
        for (models, available, name) in others {
            super::profiles::add(&mut state, super::profiles::named(&name), known(models, Some(available)));
        }
        super::type_text(&mut state, keys);
        let area = Rect::new(0, 0, width, height);
        check(&state, (width, height), area, (&Glyphs::UNICODE, Lang::English))?;
        check(&state, (width, height), area, (&Glyphs::ASCII, Lang::Chinese))?;
    }

    #[test]
    fn the_wallboard_is_drawn_whole(
        state in states(),
        size in prop_oneof![(0_u16..=250, 0_u16..=80), (200_u16..=500, 60_u16..=140)],
        (page, night, minutes) in (0_usize..9, any::<bool>(), 0_u64..30),
    ) {
        let mut state = state;
        super::wall::open(&mut state, night);
        state.size = Size { width: size.0, height: size.1 };
        for _ in 0..page {
            super::fixture::press(&mut state, [Code::Right]);
        }
        super::wall::after(&mut state, minutes);
        check(&state, size, Rect::new(0, 0, size.0, size.1), (&Glyphs::UNICODE, Lang::Chinese))?;
        check(&state, size, Rect::new(0, 0, size.0, size.1), (&Glyphs::ASCII, Lang::English))?;
    }

    #[test]
    fn the_next_call_of_every_row_is_shown_at_every_width(models in proptest::collection::vec(one_model(), 1..8), width in 40_u16..=250) {
        let mut state = state(known(models, Some("-1")), (width, 20));
        state.view.unfolded = true;
        state.rearrange(now(), false);
        let drawn = super::dump::text(&super::drawn(&state));
        let listed = state.list.len();
        let height = usize::from(layout(&state).rows.height);
        prop_assert_eq!(drawn.matches(" refused").count() >= listed.min(height), true, "{}", drawn);
    }
}
