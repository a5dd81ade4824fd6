//! The panels below the list of a high screen.

use quotatop::{app::Area, domain::forecast::Trend};

use super::{dump::row, fixture::*};

/// The rows of a panel, below its title.
fn panel(buffer: &Buffer, area: Area) -> Vec<String> {
    let rows = (area.y + 1..area.y + area.height).map(|y| {
        let cells = seen(buffer, y).into_iter().filter(|(x, _)| (area.x..area.x + area.width).contains(x));
        let row: String = cells.map(|(_, cell)| cell.symbol().to_owned()).collect();
        row.trim_matches(['│', ' ']).to_owned()
    });
    rows.filter(|row| !row.is_empty()).collect()
}

#[test]
fn the_next_days_are_in_order_and_leave_out_what_has_ended() {
    let state = usual((200, 60));
    let rows = panel(&drawn(&state), layout(&state).timeline);
    let position = |name: &str| rows.iter().position(|row| row.starts_with(name));
    let names = ["qwen-turbo", "qwen-max ", "qwen3-235b-a22b-thinking", "wan2.7-t2v"];
    let found: Vec<usize> = names.iter().map(|name| position(name).unwrap()).collect();
    assert_eq!(position("qwen-plus"), None, "it ran out");
    assert_eq!(position("qwen-vl-max"), None, "it expired");
    assert_eq!(position("qwen-image-2.0-pro"), None, "it expires in 50 days");
    assert!(found[1] < found[2] && found[2] < found[0] && found[0] < found[3], "{rows:?}");
    let says =
        |name: usize, text: &str| assert!(rows[found[name]].ends_with(text), "{:?}", rows[found[name]]);
    says(0, "610 k lapse 23 Nov");
    says(1, "runs out today 20:10");
    says(2, "runs out tomorrow 09:00");
    says(3, "38 s lapse 25 Nov");
    assert!(rows.last().unwrap().starts_with("and "), "the unused ones have no room: {rows:?}");
}

#[test]
fn a_panel_without_anything_to_show_says_so_or_gives_its_room_away() {
    let mut state =
        state(known(vec![model("m", Kind::Text, Unit::Tokens, ("5", "9"), 2_000)], None), (200, 60));
    measure(&mut state, Lang::English);
    let regions = layout(&state);
    let buffer = drawn(&state);
    assert_eq!(panel(&buffer, regions.timeline), ["no quota runs out or expires"]);
    assert_eq!(panel(&buffer, regions.alerts), ["no active alerts"]);
    assert!(regions.spending.is_empty() && regions.timeline.width + regions.alerts.width == 200);
}

#[test]
fn the_most_severe_alert_of_each_model_is_listed_once() {
    let state = with_alerts((200, 60));
    let rows = panel(&drawn(&state), layout(&state).alerts);
    let subjects: Vec<&str> = rows.iter().filter_map(|row| row.split_whitespace().nth(1)).collect();
    let distinct: std::collections::BTreeSet<_> = subjects.iter().collect();
    assert!(subjects.len() > 1 && distinct.len() == subjects.len(), "{rows:?}");
}

#[test]
fn the_last_days_are_a_column_as_soon_as_any_is_known() {
    let mut state = usual((200, 60));
    assert!(!row(&drawn(&state), 2).contains("7 DAYS"));
    let tag = state.profile().tag(state.current());
    let history = forecasts::history("qwen-max").seen;
    let trend = Trend::new(&history, now().utc).unwrap();
    let _ = update(&mut state, Message::Trends(tag, HashMap::from([("qwen-max".into(), trend)])), now());
    let _ = update(&mut state, Message::Forecasts(tag, forecasts::usual()), now());
    let buffer = drawn(&state);
    let at = row(&buffer, 2)
        .chars()
        .collect::<Vec<_>>()
        .windows(6)
        .position(|word| word == ['7', ' ', 'D', 'A', 'Y', 'S']);
    let rows = layout(&state).rows;
    for y in rows.y..rows.y + rows.height {
        let line = row(&buffer, y);
        let cells: String = line.chars().skip(at.unwrap()).take(8).collect();
        let shown = cells.chars().filter(|sign| ('\u{2801}'..='\u{28ff}').contains(sign)).count();
        // One night was not read.
        let expected = if line.contains("qwen-max ") { 6..=8 } else { 0..=0 };
        assert!(expected.contains(&shown), "{line}");
    }
}

/// Below this size the detail and the list need the room.
#[test]
fn smaller_screens_have_no_panels() {
    for (width, height) in [(149, 60), (200, 49), (80, 24)] {
        let state = usual((width, height));
        assert!(layout(&state).timeline.is_empty(), "{width}x{height}");
    }
    assert!(!layout(&usual((150, 50))).timeline.is_empty());
}

/// What happens to which model, and when, is whole on every screen with panels, and so is their title.
#[test]
fn alerts_are_never_cut() {
    for lang in [Lang::English, Lang::Chinese] {
        let mut before: Vec<String> = Vec::new();
        for width in (150..=240).step_by(2) {
            let mut state = with_alerts((width, 60));
            measure(&mut state, lang);
            let buffer = drawn_in(&state, lang);
            let area = layout(&state).alerts;
            let rows = panel(&buffer, area);
            assert!(rows.len() > 5 && rows.iter().all(|row| !row.contains('…')), "{width}: {rows:?}");
            for (old, new) in before.iter().zip(&rows) {
                let words =
                    |row: &str| -> Vec<String> { row.split_whitespace().map(str::to_owned).collect() };
                assert!(words(new).starts_with(&words(old)), "{width}: {old:?} {new:?}");
            }
            before = rows;
            let title = row(&buffer, layout(&state).spending.y);
            assert!(!title.contains('…'), "{title}");
        }
    }
    let state = with_alerts((150, 50));
    let rows = panel(&drawn(&state), layout(&state).alerts);
    let says = |name: &str, text: &str| {
        let row = rows.iter().find(|row| row.contains(name)).unwrap();
        assert!(row.ends_with(text), "{row}");
    };
    says("qwen-plus", "calls are billed");
    says("qwen3-235b-a22b-thinking", "runs out tomorrow 09:00");
    says("qwen-turbo", "expires in 20 h 0 min");
}
