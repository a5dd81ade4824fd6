//! What is drawn, as text and style.
//!
//! `INSTA_UPDATE=always cargo test --test it screens` rewrites the pictures; look at them before they are
//! kept. With `QUOTATOP_SCREENS=<folder>` each is also written there in colour, to be shown by `cat`.

mod alerts;
pub(crate) mod bills;
mod clicks;
mod dump;
mod every_picture;
mod fixture;
pub(crate) mod forecasts;
mod gallery;
mod profiles;
mod properties;
mod stable_columns;
mod use_of_space;
mod wall;
mod widths;

use std::time::Duration;

use chrono::TimeDelta;
use dump::{row, styled, text};
use fixture::{
    at, drawn, drawn_with, failed, known, model, models, now, press, profile, state, type_text, update, usual,
};
use quotatop::{
    app::{Key, Keymap, Message, Profile, Size, State, account::schedule::Task, key::Code},
    domain::{Cause, FeedName, Kind, LastKnown, SourceKind, Thresholds, Unit},
    ui::{Glyphs, Theme},
};
use ratatui::buffer::Buffer;
use strum::IntoEnumIterator as _;

pub(crate) fn holds(name: &str, buffer: &Buffer) {
    if let Ok(folder) = std::env::var("QUOTATOP_SCREENS") {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(format!("{folder}/{name}.ans"), dump::ansi(buffer)).unwrap();
    }
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, styled(buffer));
    });
}

pub(crate) fn of(profile: Profile, size: (u16, u16), offline: bool) -> State {
    let mut state = State::new(profile, Thresholds::default(), now());
    state.offline = offline;
    state.begin(LastKnown::default(), &FeedName::iter().collect::<Vec<_>>(), now());
    state.size = Size { width: size.0, height: size.1 };
    state
}

#[test]
fn the_list() {
    holds("list-80x24", &drawn(&usual((80, 24))));
    holds("list-120x36", &drawn(&usual((120, 36))));
    holds("list-200x60", &drawn(&usual((200, 60))));
    holds("list-40x10", &drawn(&usual((40, 10))));
}

#[test]
fn ordered_and_unfolded() {
    let mut state = usual((120, 36));
    type_text(&mut state, "ussssS");
    holds("ordered", &drawn(&state));
}

#[test]
fn overdue() {
    let mut state = state(known(models(), Some("-12.4")), (120, 36));
    holds("overdue", &drawn(&state));
    state.size = Size { width: 60, height: 16 };
    let buffer = drawn(&state);
    assert!(row(&buffer, 1).contains("OVERDUE") && row(&buffer, 1).contains("12.40 USD"));
    type_text(&mut state, "a");
    state.size = Size { width: 80, height: 24 };
    holds("overdue-account", &drawn(&state));
}

#[test]
fn stale_failed_and_waiting() {
    let mut known = known(models(), Some("-12.4"));
    let old = at("2026-11-22T04:00:00Z");
    if let (Some(models), Some(balance)) = (&mut known.models, &mut known.balance) {
        (models.fetched_at, balance.fetched_at) = (old, old);
        for quota in models.value.iter_mut().filter_map(|model| model.quota.as_mut()) {
            quota.read_at = old;
        }
    }
    let mut state = state(known, (120, 36));
    let profile = state.profile_mut(state.current()).unwrap();
    profile.snapshot.quotas.failure =
        Some(failed(Cause::RateLimited { until: Some(at("2026-11-22T06:12:49Z")) }));
    profile.snapshot.account.failure = Some(failed(Cause::Forbidden {
        action: Some("bss:DescribeAcccount".into()),
        code: "NotAuthorized".into(),
    }));
    state.storage.set_aside = Some("/home/me/.local/share/quotatop/data.1.damaged".into());
    holds("stale", &drawn(&state));
    state.size = Size { width: 80, height: 24 };
    holds("stale-80x24", &drawn(&state));
}

#[test]
fn nothing_to_list() {
    let looked_for = ["QUOTATOP_CONSOLE_TOKEN", "~/.bailian/config.json", "ALIBABA_CLOUD_ACCESS_KEY_ID"];
    let looked_for: Vec<String> = looked_for.into_iter().map(str::to_owned).collect();
    let mut nobody = profile(SourceKind::Alibaba);
    nobody.snapshot.quotas.failure = Some(failed(Cause::NoLogin { looked_for: looked_for.clone() }));
    nobody.snapshot.account.failure = Some(failed(Cause::NoAccessKey { looked_for }));
    holds("first-run", &drawn(&of(nobody.clone(), (120, 36), false)));
    holds("first-run-80x24", &drawn(&of(nobody, (80, 24), false)));
    holds("first-load", &drawn(&of(profile(SourceKind::Alibaba), (80, 24), false)));
    holds("offline-without-data", &drawn(&of(profile(SourceKind::Alibaba), (80, 24), true)));
    let mut failing = profile(SourceKind::Alibaba);
    failing.snapshot.quotas.failure =
        Some(failed(Cause::TimedOut { host: "bailian.example".into(), seconds: 15 }));
    let mut failing = of(failing, (80, 24), false);
    let schedule = &mut failing.profile_mut(failing.current()).unwrap().schedule;
    schedule.put_off(Task::Catalogue, now().monotonic + Duration::from_mins(4));
    holds("failed-without-data", &drawn(&failing));
    holds("no-models", &drawn(&state(known(Vec::new(), Some("3")), (80, 24))));
}

#[test]
fn filtering() {
    let mut state = usual((80, 24));
    type_text(&mut state, "/kind:audio,video");
    holds("filter-typed", &drawn(&state));
    press(&mut state, [Code::Enter]);
    holds("filter-kept", &drawn(&state));
    type_text(&mut state, "/ nothing");
    press(&mut state, [Code::Enter]);
    holds("no-match", &drawn(&state));
}

#[test]
fn palette() {
    let mut state = usual((120, 36));
    type_text(&mut state, ":");
    holds("palette-120x36", &drawn(&state));
    state.size = Size { width: 200, height: 60 };
    holds("palette-200x60", &drawn(&state));
    state.size = Size { width: 80, height: 24 };
    holds("palette-80x24", &drawn(&state));
    holds("palette-ascii-mono", &drawn_with(&state, &Theme::MONO, &Glyphs::ASCII));
    type_text(&mut state, "sort ");
    press(&mut state, [Code::Down]);
    holds("palette-arguments", &drawn(&state));
    type_text(&mut state, "xyz");
    holds("palette-nothing", &drawn(&state));
    press(&mut state, [Code::Esc]);
    type_text(&mut state, ":model qwen");
    holds("palette-models", &drawn(&state));
}

#[test]
fn help() {
    let mut state = usual((120, 36));
    type_text(&mut state, "?");
    holds("help-keys", &drawn(&state));
    press(&mut state, [Code::Tab]);
    holds("help-rules", &drawn(&state));
    update(&mut state, Message::Resized(Size { width: 80, height: 24 }), now());
    press(&mut state, [Code::End]);
    holds("help-rules-80x24-end", &drawn(&state));
}

/// Every press is seen: what is scrolled ends where the page does, at any size and with any signs.
#[test]
fn the_help_ends_where_it_is_drawn_to_end() {
    for size in [(40, 10), (80, 24), (113, 20), (114, 20), (200, 14)] {
        for glyphs in [&Glyphs::UNICODE, &Glyphs::ASCII] {
            for pages in [&[][..], &[Code::Tab]] {
                let mut state = usual(size);
                type_text(&mut state, "?");
                press(&mut state, pages.iter().copied());
                let top = text(&drawn_with(&state, &Theme::DARK, glyphs));
                press(&mut state, [Code::End, Code::Down, Code::PageDown]);
                let end = text(&drawn_with(&state, &Theme::DARK, glyphs));
                press(&mut state, [Code::Up]);
                let above = text(&drawn_with(&state, &Theme::DARK, glyphs));
                assert_eq!(above == end, top == end, "{size:?}: one line up is one line up\n{end}\n{above}");
                press(&mut state, [Code::Down]);
                assert_eq!(text(&drawn_with(&state, &Theme::DARK, glyphs)), end, "{size:?}");
            }
        }
    }
}

#[test]
fn account() {
    let mut state = usual((120, 36));
    state.profile_mut(state.current()).unwrap().credentials =
        [None, Some("the AccessKey in the environment".into())];
    type_text(&mut state, "a");
    holds("account", &drawn(&state));
    let mut unchecked = self::state(known(models(), None), (80, 24));
    let looked_for = vec!["ALIBABA_CLOUD_ACCESS_KEY_ID".to_owned(), "~/.aliyun/config.json".to_owned()];
    unchecked.profile_mut(unchecked.current()).unwrap().snapshot.account.failure =
        Some(failed(Cause::NoAccessKey { looked_for }));
    holds("account-off-list", &drawn(&unchecked));
    type_text(&mut unchecked, "a");
    holds("account-off", &drawn(&unchecked));
}

/// The choice of the columns, and the list with more of them.
#[test]
fn columns() {
    for size in [(80, 24), (120, 36), (200, 60)] {
        let mut state = usual(size);
        type_text(&mut state, "c");
        press(&mut state, [Code::Down, Code::Enter, Code::End, Code::Enter, Code::Up, Code::Enter]);
        holds(&format!("columns-{}x{}", size.0, size.1), &drawn(&state));
        press(&mut state, [Code::Up, Code::Enter, Code::Up, Code::Enter, Code::Up, Code::Enter, Code::Esc]);
        holds(&format!("more-columns-{}x{}", size.0, size.1), &drawn(&state));
    }
}

#[test]
fn detail_as_a_page() {
    let mut state = usual((80, 24));
    press(&mut state, [Code::Enter]);
    holds("detail", &drawn(&state));
}

/// The model that runs out today, with its past.
#[test]
fn what_is_foreseen_of_a_model() {
    let mut state = usual((120, 36));
    press(&mut state, [Code::Down]);
    forecasts::recall(&mut state, forecasts::past("qwen-max"));
    holds("foreseen-120x36", &drawn(&state));
    holds("foreseen-ascii-mono", &drawn_with(&state, &Theme::MONO, &Glyphs::ASCII));
    state.size = Size { width: 200, height: 60 };
    holds("foreseen-200x60", &drawn(&state));
    state.size = Size { width: 80, height: 24 };
    press(&mut state, [Code::Enter]);
    holds("foreseen-80x24", &drawn(&state));
    state.size = Size { width: 100, height: 40 };
    holds("foreseen-100x40", &drawn(&state));
}

/// Everything that a detail says about a next call, one model after the other.
#[test]
fn details_give_the_reason() {
    let mut state = usual((80, 24));
    type_text(&mut state, "u");
    press(&mut state, [Code::Enter, Code::Home]);
    let mut told = String::new();
    for _ in 0..14 {
        told.push_str(
            &text(&drawn(&state))
                .lines()
                .skip(2)
                .take(14)
                .filter(|line| !line.is_empty())
                .fold(String::new(), |told, line| told + line + "\n"),
        );
        press(&mut state, [Code::Down]);
    }
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("reasons", told);
    });
}

#[test]
fn without_colour_and_in_ascii() {
    let state = usual((120, 36));
    let buffer = drawn_with(&state, &Theme::MONO, &Glyphs::ASCII);
    assert!(text(&buffer).is_ascii());
    holds("ascii-mono", &buffer);
}

#[test]
fn names_of_all_kinds() {
    let named = |name: &str| model(name, Kind::Text, Unit::Tokens, ("500000", "1000000"), 1000);
    let endless = "qwen-".repeat(40);
    let models = vec![
        named(
            "\u{901a}\u{4e49}\u{5343}\u{95ee}-\u{8d85}\u{5927}\u{676f}-\u{6587}\u{672c}\u{751f}\u{6210}-\u{957f}\u{4e0a}\u{4e0b}\u{6587}",
        ),
        named(&endless),
        named("evil\u{1b}[31m\nname\u{202e}txt"),
        named("e\u{301}claire-\u{1f468}\u{200d}\u{1f469}"),
        named(""),
    ];
    let state = state(known(models, Some("0")), (80, 24));
    let buffer = drawn(&state);
    let shown = text(&buffer);
    assert!(shown.contains("evil\\u001b[31m\\u000ana") && !shown.contains('\u{202e}'));
    holds("names", &buffer);
}

#[test]
fn many_models_scrolled() {
    let models = (0..500)
        .map(|number| {
            let left = (1_000 + number * 997).to_string();
            model(&format!("model-{number:03}"), Kind::Text, Unit::Tokens, (&left, "1000000"), 30 * 24)
        })
        .collect();
    let mut state = state(known(models, Some("0")), (100, 24));
    press(&mut state, [Code::PageDown, Code::PageDown, Code::PageDown]);
    holds("scrolled", &drawn(&state));
}

#[test]
fn too_small() {
    for (size, shown) in [
        ((39, 11), "needs 40\u{d7}10, has 39\u{d7}11"),
        ((41, 9), "needs 40\u{d7}10, has 41\u{d7}9"),
        ((10, 2), "needs 40\u{d7}\u{2026}"),
        ((1, 1), "\u{2026}"),
        ((0, 3), ""),
    ] {
        assert_eq!(text(&drawn(&usual(size))).trim_end(), shown);
    }
}

/// What changes by itself changes on the full minute: nothing is redrawn in between.
#[test]
fn within_a_minute_nothing_changes() {
    let state = usual((120, 36));
    let first = drawn(&state);
    let mut later = Buffer::empty(first.area);
    let mut moment = now();
    moment.utc += TimeDelta::seconds(52);
    let scene = quotatop::ui::Scene {
        state: &state,
        theme: &Theme::DARK,
        glyphs: &Glyphs::UNICODE,
        lang: quotatop::words::Lang::English,
        now: moment,
        zone: fixture::singapore(),
    };
    quotatop::ui::draw(&scene, &mut later);
    assert_eq!(text(&first), text(&later));
}

/// Over the list, the hints name what works there and nothing else.
#[test]
fn hints_over_the_list_name_what_works_there() {
    for (keys, hints) in [
        (
            &[Code::Char('?')][..],
            "\u{2191}\u{2193} scroll  Tab rules  Esc back  a account  r refresh  ? help  q quit",
        ),
        (
            &[Code::Char('?'), Code::Tab],
            "\u{2191}\u{2193} scroll  Tab keys  Esc back  a account  r refresh  ? help  q quit",
        ),
        (&[Code::Char('a')], "Esc back  r refresh  : commands  ? help  q quit"),
        (
            &[Code::Enter],
            "\u{2191}\u{2193} move  Esc back  a account  r refresh  y copy  : commands  ? help  q quit",
        ),
    ] {
        let mut state = usual((80, 24));
        press(&mut state, keys.iter().copied());
        assert_eq!(row(&drawn(&state), 23).trim(), hints);
    }
    let mut whole = usual((120, 36));
    type_text(&mut whole, "?");
    assert!(!row(&drawn(&whole), 35).contains("scroll"), "there is nothing to scroll");
}

/// The hints, the help and what else names a key name the one that does it.
#[test]
fn the_keys_that_hold_are_shown() {
    let mut state = self::state(known(models(), Some("-12.4")), (120, 36));
    state.keymap = Keymap::new([
        ("account", vec![Key::plain(Code::F(5))]),
        ("sort", vec![Key::ctrl('s')]),
        ("untouched", vec![]),
    ]);
    let shown = text(&drawn(&state));
    for told in ["[F5] account", "F5 account", "Ctrl-S sort", ":untouched shows"] {
        assert!(shown.contains(told), "{told}\n{shown}");
    }
    type_text(&mut state, "?");
    let shown = text(&drawn(&state));
    assert!(shown.contains("F5 ") && shown.contains("Ctrl-S "), "{shown}");
}

/// Without its key and without the palette an action is still named, once, and clicked.
#[test]
fn what_has_no_key_at_all_is_named_once() {
    let mut state = usual((120, 36));
    let none = ["help", "quit", "palette", "sort", "untouched"].map(|name| (name, vec![]));
    state.keymap = Keymap::new(none);
    let drawn = drawn(&state);
    let hints = row(&drawn, 35);
    assert!(hints.contains("/ filter  sort  Tab pages") && hints.contains("help  Ctrl-C quit"), "{hints}");
    assert!(!hints.contains("help help"), "{hints}");
    let before = state.view.clone();
    type_text(&mut state, "?q:");
    assert!(state.view == before && state.palette.is_none(), "none of them does anything");
}

/// Where there is no room for all hints beside what is typed, the first give way, whole: the way out stays.
#[test]
fn no_hint_is_cut_beside_what_is_typed() {
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

/// The order is named in the summary at any width, with its direction, and marked on its column where that is
/// shown.
#[test]
fn the_order_and_its_direction_are_told() {
    use quotatop::domain::sort::SortKey;
    for (width, height) in [(80, 24), (200, 60)] {
        let mut state = usual((width, height));
        let words = ["attention", "model", "kind", "what is left", "% left", "expiry"];
        let words = words.into_iter().chain(["when it runs out", "next call"]);
        let left = if width == 80 { "LEFT" } else { "LEFT / TOTAL" };
        let columns = ["", "MODEL", "KIND", left, "% LEFT", "EXPIRES", "RUNS OUT", "NEXT CALL"];
        for ((word, column), key) in words.zip(columns).zip(SortKey::iter()) {
            assert_eq!(state.view.sort, key);
            for (sign, turn) in [("\u{25be}", "S"), ("\u{25b4}", "s")] {
                let drawn = drawn(&state);
                assert!(row(&drawn, 1).contains(&format!("by {word} {sign}")), "{}", row(&drawn, 1));
                let headers = row(&drawn, 2);
                let is_marked = headers.contains(&format!("{column} {sign}"))
                    || headers.contains(&format!("{sign} {column}"));
                let is_shown = !column.is_empty() && headers.contains(column);
                assert_eq!(is_marked, is_shown, "{headers}");
                assert_eq!(headers.matches(sign).count(), usize::from(is_shown), "{headers}");
                type_text(&mut state, turn);
            }
        }
    }
}

/// What matters less may be missing in the pane, but no line is cut off; the page tells all.
#[test]
fn the_smallest_pane_below_the_list_cuts_nothing_off() {
    let mut state = usual((100, 30));
    type_text(&mut state, "u");
    for _ in 0..14 {
        let regions = crate::support::regions::layout(&state);
        let shown = drawn(&state);
        let pane: Vec<_> = (0..regions.detail.height).map(|at| row(&shown, regions.detail.y + at)).collect();
        let mut alone = state.clone();
        press(&mut alone, [Code::Enter]);
        let whole = text(&drawn(&alone));
        let lines: Vec<&str> = whole.lines().collect();
        let told: Vec<&str> =
            pane.iter().map(|line| line.trim_end()).filter(|line| !line.is_empty()).collect();
        for line in &told {
            assert!(lines.contains(line), "{line}\n{whole}");
        }
        // What follows the last line is a fact of its own.
        let after = lines.iter().position(|line| Some(line) == told.last()).map(|at| lines[at + 1]);
        let after = after.unwrap();
        let is_new =
            !after.starts_with("     ") || [" % ", " left, expires "].iter().any(|it| after.contains(it));
        assert!(
            is_new,
            "{after}
{}",
            pane.join(
                "
"
            )
        );
        press(&mut state, [Code::Down]);
    }
}

/// A list that goes on says so, and where one is in it.
#[test]
fn a_list_that_goes_on_shows_which_part_is_in_sight() {
    let mut state = usual((80, 24));
    let at_edge = |state: &State| {
        let rows = crate::support::regions::layout(state).rows;
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
