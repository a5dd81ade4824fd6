//! The hints, the order and the scroll bar.

use quotatop::app::Keymap;
use strum::IntoEnumIterator as _;

use super::{fixture::*, row};

#[test]
fn hints_of_an_overlay_name_only_keys_that_work_there() {
    for (keys, hints) in [
        (&[Code::Char('?')][..], "Tab sections  a account  r refresh  : commands  ? help  q back"),
        (
            &[Code::Char('?'), Code::Tab],
            "\u{2191}\u{2193} scroll  Tab sections  a account  r refresh  : commands  ? help  q back",
        ),
        (&[Code::Char('a')], "r refresh  Y copy payment link  : commands  ? help  q back"),
        (&[Code::Enter], "\u{2191}\u{2193} move  a account  r refresh  y copy  : commands  ? help  q back"),
    ] {
        let mut state = usual((80, 24));
        press(&mut state, keys.iter().copied());
        assert_eq!(row(&drawn(&state), 23).trim(), hints);
    }
    let mut whole = usual((120, 36));
    type_text(&mut whole, "?");
    assert!(!row(&drawn(&whole), 35).contains("scroll"), "there is nothing to scroll");
}

/// The list still folds unused models then: their number would contradict the tab.
#[test]
fn matches_are_counted_once_a_filter_is_typed() {
    let mut state = usual((80, 24));
    type_text(&mut state, "/");
    let prompt = |state: &State| row(&drawn(state), 23);
    assert_eq!(
        prompt(&state).split_whitespace().collect::<Vec<_>>(),
        ["/\u{258f}", "\u{23ce}", "apply", "Esc", "clear"]
    );
    type_text(&mut state, "qwen");
    assert!(prompt(&state).contains(" matches "), "{}", prompt(&state));
}

#[test]
fn configured_keys_are_shown_wherever_a_key_is_named() {
    let mut state = self::state(known(models(), Some("-12.4")), (120, 36));
    state.keymap = Keymap::new([
        ("account", vec![Key::plain(Code::F(5))]),
        ("sort", vec![Key::ctrl('s')]),
        ("untouched", vec![]),
    ]);
    let shown = text(&drawn(&state));
    for hint in ["[F5] account", "F5 account", "Ctrl-S sort", ":untouched shows"] {
        assert!(shown.contains(hint), "{hint}\n{shown}");
    }
    type_text(&mut state, "?");
    let shown = text(&drawn(&state));
    assert!(shown.contains("F5 ") && shown.contains("Ctrl-S "), "{shown}");
}

#[test]
fn an_action_without_a_key_is_named_once() {
    let mut state = usual((120, 36));
    let none = ["help", "quit", "palette", "sort", "untouched"].map(|name| (name, vec![]));
    state.keymap = Keymap::new(none);
    let drawn = drawn(&state);
    let hints = row(&drawn, 35);
    assert!(hints.contains("/ filter  sort  Tab pages") && hints.contains("help  Ctrl-C quit"), "{hints}");
    assert!(!hints.contains("help help"), "{hints}");
    let before = state.view.clone();
    type_text(&mut state, "?q:");
    assert!(state.view == before && state.palette.is_none(), "the keys do nothing");
}

/// Where there is not enough room, whole hints are left out from the left: the last one stays.
#[test]
fn hints_next_to_typed_text_are_never_cut() {
    for (typed, last) in [(":", "Esc close"), ("/", "Esc clear")] {
        for width in 40..100 {
            let mut state = usual((width, 12));
            type_text(&mut state, &format!("{typed}{}", "\u{901a}\u{4e49}".repeat(9)));
            let drawn = drawn(&state);
            let line = row(&drawn, 11);
            assert!(line.trim_end().ends_with(last), "{width}: {line}");
        }
    }
}

#[test]
fn the_order_is_named_in_the_summary_and_marked_on_its_column() {
    for (width, height) in [(80, 24), (200, 60)] {
        let mut state = usual((width, height));
        let words = ["attention", "model", "kind", "amount left", "% left", "expiry"];
        let words = words.into_iter().chain(["when it runs out", "next call"]);
        let columns = ["", "MODEL", "KIND", "LEFT / TOTAL", "%", "EXPIRES", "RUNS OUT", "NEXT CALL"];
        for ((word, column), key) in words.zip(columns).zip(SortKey::iter()) {
            type_text(&mut state, &format!("s{}", key.letter()));
            assert_eq!(state.view.sort, key);
            for sign in ["\u{25be}", "\u{25b4}"] {
                let drawn = drawn(&state);
                // On a narrow screen, the usual order is not worth the room.
                let is_usual = key == SortKey::Attention && sign == "\u{25be}" && width == 80;
                assert!(
                    is_usual || row(&drawn, 1).contains(&format!("by {word} {sign}")),
                    "{}",
                    row(&drawn, 1)
                );
                let headers = row(&drawn, 2);
                // Where there is room, the heading of the share says of what.
                let column = if column == "%" && headers.contains("% LEFT") { "% LEFT" } else { column };
                let is_marked = headers.contains(&format!("{column}{sign}"));
                let is_shown = !column.is_empty() && headers.contains(column);
                assert_eq!(is_marked, is_shown, "{headers}");
                assert_eq!(headers.matches(sign).count(), usize::from(is_shown), "{headers}");
                type_text(&mut state, "S");
            }
        }
    }
}

/// Less important lines may be missing in the pane, but none is cut off; the page has all of them.
#[test]
fn the_smallest_pane_below_the_list_cuts_nothing_off() {
    let mut state = usual((100, 30));
    type_text(&mut state, "u");
    for _ in 0..14 {
        let regions = layout(&state);
        let shown = drawn(&state);
        let pane: Vec<_> = (0..regions.detail.height).map(|at| row(&shown, regions.detail.y + at)).collect();
        let mut alone = state.clone();
        press(&mut alone, [Code::Enter]);
        let whole = text(&drawn(&alone));
        let lines: Vec<&str> = whole.lines().collect();
        let shown: Vec<&str> =
            pane.iter().map(|line| line.trim_end()).filter(|line| !line.is_empty()).collect();
        for line in &shown {
            assert!(lines.contains(line), "{line}\n{whole}");
        }
        // The next line is not a continuation.
        let after = lines.iter().position(|line| Some(line) == shown.last()).map(|at| lines[at + 1]);
        let after = after.unwrap();
        let is_new =
            !after.starts_with("     ") || [" % ", " left, expires "].iter().any(|it| after.contains(it));
        assert!(is_new, "{after}\n{}", pane.join("\n"));
        press(&mut state, [Code::Down]);
    }
}

#[test]
fn a_scroll_bar_shows_which_part_of_the_list_is_in_sight() {
    let mut state = usual((80, 24));
    let at_edge = |state: &State| {
        let rows = layout(state).rows;
        let buffer = drawn(state);
        (0..rows.height).map(|at| buffer[(79, rows.y + at)].symbol() == "\u{2503}").collect::<Vec<_>>()
    };
    assert!(!at_edge(&state).contains(&true), "all are in sight");
    type_text(&mut state, "u");
    let shown = at_edge(&state);
    assert!(shown[0] && !shown[shown.len() - 1], "{shown:?}");
    press(&mut state, [Code::End]);
    let shown = at_edge(&state);
    assert!(!shown[0] && shown[shown.len() - 1], "{shown:?}");
}
