//! The layout: areas do not overlap, and wide screens are used.

use super::fixture::*;
use crate::support::regions::check_regions;

#[test]
fn areas_do_not_overlap() {
    for page in ["1", "1u", "2", "3", "4"] {
        let mut state = with_alerts((80, 24));
        type_text(&mut state, page);
        for (width, height) in
            (40..320).step_by(13).flat_map(|width| (10..90).map(move |height| (width, height)))
        {
            state.size = Size { width, height };
            check_regions(&layout(&state), state.size).unwrap();
        }
    }
}

#[test]
fn the_list_takes_no_more_than_it_needs_and_the_pane_gets_the_rest() {
    let mut state = with_alerts((80, 24));
    for page in ["1", "3"] {
        type_text(&mut state, page);
        // The detail of a model is next to the list only where the list still shows everything.
        let from = if page == "1" { 200 } else { 160 };
        for width in from..400 {
            state.size = Size { width, height: 60 };
            let at = layout(&state);
            assert_eq!(at.rows.width + at.detail.width, width, "{page}");
            assert!(at.rows.width <= 160 && at.detail.width >= 54, "{page} at {width}: {at:?}");
            // Both lists are short: what has room is below them.
            let below = if page == "1" { at.timeline } else { at.chart };
            assert!(below.height >= 10 && below.x == 0, "{page} at {width}: {at:?}");
        }
    }
}
