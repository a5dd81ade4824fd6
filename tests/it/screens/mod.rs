//! What is drawn, as text and style.
//!
//! `INSTA_UPDATE=always cargo test --test it screens` rewrites the snapshots; look at them before you commit
//! them. With `QUOTATOP_SCREENS=<folder>` each is also written there in colour, to be shown by `cat`.

mod account;
mod accounts;
mod alerts;
mod arbitrary;
mod band;
pub(crate) mod bills;
mod calls;
mod clicks;
mod dump;
mod every_picture;
mod fixture;
pub(crate) mod forecasts;
mod gallery;
mod hints;
mod plans;
mod profiles;
mod properties;
mod redraw;
mod speed_limits;
mod stable_columns;
mod turning;
mod use_of_space;
mod wall;
mod wall_of_accounts;
mod widths;

use dump::{row, styled};
use fixture::*;
use quotatop::{app::account::schedule::Task, domain::CredentialKind};

/// Compares what is drawn with the snapshot of this name.
pub(crate) fn snapshot(name: &str, buffer: &Buffer) {
    if let Ok(folder) = std::env::var("QUOTATOP_SCREENS") {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(format!("{folder}/{name}.ans"), dump::ansi(buffer)).unwrap();
    }
    snapshot_text(name, &styled(buffer));
}

fn snapshot_text(name: &str, text: &str) {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, text);
    });
}

/// Snapshots of the usual sizes and of the smallest.
fn snapshots(name: &str, state: impl Fn((u16, u16)) -> State) {
    for (width, height) in [(40, 10), (80, 24), (120, 36), (200, 60)] {
        snapshot(&format!("{name}-{width}x{height}"), &drawn(&state((width, height))));
    }
}

/// A profile without data.
pub(crate) fn of(profile: Profile, (width, height): (u16, u16), offline: bool) -> State {
    let mut state = State::new(profile, Thresholds::default(), now());
    state.offline = offline;
    state.begin(LastKnown::default(), &FEEDS, now());
    state.size = Size { width, height };
    state
}

#[test]
fn the_list() {
    snapshots("list", usual);
}

#[test]
fn ordered_and_unfolded() {
    let mut state = usual((120, 36));
    type_text(&mut state, "uspS");
    snapshot("ordered", &drawn(&state));
}

#[test]
fn overdue() {
    let mut state = state(known(models(), Some("-12.4")), (120, 36));
    snapshot("overdue", &drawn(&state));
    state.size = Size { width: 60, height: 16 };
    let buffer = drawn(&state);
    assert!(row(&buffer, 1).contains("OVERDUE") && row(&buffer, 1).contains("12.40 USD"));
    type_text(&mut state, "a");
    state.size = Size { width: 80, height: 24 };
    snapshot("overdue-account", &drawn(&state));
}

#[test]
fn stale_failed_and_waiting() {
    let mut known = read_at("2026-11-22T04:00:00Z", known(models(), Some("-12.4")));
    known.balance.as_mut().unwrap().fetched_at = at("2026-11-22T04:00:00Z");
    let mut state = state(known, (120, 36));
    let profile = state.profile_mut(state.current()).unwrap();
    profile.snapshot.feed_mut(FeedName::Quotas).failure =
        Some(failed(Cause::RateLimited { until: Some(at("2026-11-22T06:12:49Z")) }));
    profile.snapshot.feed_mut(FeedName::Account).failure = Some(failed(Cause::Forbidden {
        action: Some("bss:DescribeAcccount".into()),
        code: "NotAuthorized".into(),
    }));
    state.storage.set_aside = Some("/home/me/.local/share/quotatop/data.1.damaged".into());
    snapshot("stale", &drawn(&state));
    state.size = Size { width: 80, height: 24 };
    snapshot("stale-80x24", &drawn(&state));
}

#[test]
fn nothing_to_list() {
    let looked_for = ["QUOTATOP_CONSOLE_TOKEN", "~/.bailian/config.json", "ALIBABA_CLOUD_ACCESS_KEY_ID"];
    let looked_for: Vec<String> = looked_for.into_iter().map(str::to_owned).collect();
    let mut without_login = profile(SourceKind::Alibaba);
    without_login.snapshot.feed_mut(FeedName::Quotas).failure =
        Some(failed(Cause::NoLogin { looked_for: looked_for.clone() }));
    without_login.snapshot.feed_mut(FeedName::Account).failure =
        Some(failed(Cause::NoAccessKey { looked_for }));
    snapshot("first-run", &drawn(&of(without_login.clone(), (120, 36), false)));
    snapshot("first-run-80x24", &drawn(&of(without_login, (80, 24), false)));
    snapshot("first-load", &drawn(&of(profile(SourceKind::Alibaba), (80, 24), false)));
    snapshot("offline-without-data", &drawn(&of(profile(SourceKind::Alibaba), (80, 24), true)));
    let mut failing = profile(SourceKind::Alibaba);
    failing.snapshot.feed_mut(FeedName::Quotas).failure = Some(failed(timed_out("bailian.example")));
    let mut failing = of(failing, (80, 24), false);
    let schedule = &mut failing.profile_mut(failing.current()).unwrap().schedule;
    schedule.put_off(Task::Catalogue, now().monotonic + Duration::from_mins(4));
    snapshot("failed-without-data", &drawn(&failing));
    snapshot("no-models", &drawn(&state(known(Vec::new(), Some("3")), (80, 24))));
}

#[test]
fn filtering() {
    let mut state = usual((80, 24));
    type_text(&mut state, "/kind:audio,video");
    snapshot("filter-typed", &drawn(&state));
    press(&mut state, [Code::Enter]);
    snapshot("filter-kept", &drawn(&state));
    enter(&mut state, "/ nothing");
    snapshot("no-match", &drawn(&state));
}

#[test]
fn palette() {
    let mut state = usual((120, 36));
    type_text(&mut state, ":");
    snapshot("palette-120x36", &drawn(&state));
    state.size = Size { width: 200, height: 60 };
    snapshot("palette-200x60", &drawn(&state));
    state.size = Size { width: 80, height: 24 };
    snapshot("palette-80x24", &drawn(&state));
    snapshot("palette-ascii-mono", &drawn_with(&state, &Theme::MONO, &Glyphs::ASCII));
    type_text(&mut state, "sort ");
    press(&mut state, [Code::Down]);
    snapshot("palette-arguments", &drawn(&state));
    type_text(&mut state, "xyz");
    snapshot("palette-nothing", &drawn(&state));
    press(&mut state, [Code::Esc]);
    type_text(&mut state, ":model qwen");
    snapshot("palette-models", &drawn(&state));
}

#[test]
fn help() {
    let mut state = usual((120, 36));
    type_text(&mut state, "?");
    snapshot("help-here", &drawn(&state));
    for (digit, section) in [("2", "keys"), ("3", "filters"), ("5", "words"), ("6", "errors"), ("4", "rules")]
    {
        type_text(&mut state, digit);
        snapshot(&format!("help-{section}"), &drawn(&state));
    }
    update(&mut state, Message::Resized(Size { width: 80, height: 24 }), now());
    press(&mut state, [Code::End]);
    snapshot("help-rules-80x24-end", &drawn(&state));
}

/// Whatever the page, what can be done on it needs no scrolling in a terminal of the usual size.
#[test]
fn what_can_be_done_here_fits_a_small_screen() {
    for lang in Lang::ALL {
        for page in ["1", "2", "3", "4", "5"] {
            for has_several in [false, true] {
                let mut state = usual((80, 24));
                if has_several {
                    profiles::add(&mut state, profiles::named("dev"), known(models(), None));
                }
                type_text(&mut state, page);
                type_text(&mut state, "?");
                let extents = quotatop::ui::measure(&Scene { lang, ..scene(&state) });
                assert_eq!(extents.scroll_end, 0, "{lang:?} {page} {has_several}");
            }
        }
    }
}

/// Scrolling stops at the last line, at any size and with any glyphs.
#[test]
fn scrolling_the_help_stops_at_its_end() {
    for size in [(40, 10), (80, 24), (113, 20), (114, 20), (200, 14)] {
        for glyphs in [&Glyphs::UNICODE, &Glyphs::ASCII] {
            for pages in [&[][..], &[Code::Tab], &[Code::Tab, Code::Tab], &[Code::BackTab]] {
                let mut state = usual(size);
                type_text(&mut state, "?");
                press(&mut state, pages.iter().copied());
                let picture = |state: &State| text(&drawn_with(state, &Theme::DARK, glyphs));
                let top = picture(&state);
                press(&mut state, [Code::End, Code::Down, Code::PageDown]);
                let end = picture(&state);
                press(&mut state, [Code::Up]);
                let above = picture(&state);
                assert_eq!(above == end, top == end, "{size:?}: one line up is one line up\n{end}\n{above}");
                press(&mut state, [Code::Down]);
                assert_eq!(picture(&state), end, "{size:?}");
            }
        }
    }
}

#[test]
fn account() {
    let mut state = usual((120, 36));
    state.profile_mut(state.current()).unwrap().credentials[CredentialKind::AccessKey] =
        Some("the AccessKey in the environment".to_owned());
    type_text(&mut state, "a");
    snapshot("account", &drawn(&state));
    let mut unchecked = self::state(known(models(), None), (80, 24));
    let looked_for = vec!["ALIBABA_CLOUD_ACCESS_KEY_ID".to_owned(), "~/.aliyun/config.json".to_owned()];
    unchecked.profile_mut(unchecked.current()).unwrap().snapshot.feed_mut(FeedName::Account).failure =
        Some(failed(Cause::NoAccessKey { looked_for }));
    snapshot("account-off-list", &drawn(&unchecked));
    type_text(&mut unchecked, "a");
    snapshot("account-off", &drawn(&unchecked));
}

/// The choice of the columns, and the list with more of them.
#[test]
fn columns() {
    for size in [(80, 24), (120, 36), (200, 60)] {
        let mut state = usual(size);
        type_text(&mut state, "c");
        press(&mut state, [Code::Down, Code::Enter, Code::End, Code::Enter, Code::Up, Code::Enter]);
        snapshot(&format!("columns-{}x{}", size.0, size.1), &drawn(&state));
        press(&mut state, [Code::Up, Code::Enter, Code::Up, Code::Enter, Code::Up, Code::Enter, Code::Esc]);
        snapshot(&format!("more-columns-{}x{}", size.0, size.1), &drawn(&state));
    }
}

#[test]
fn detail_as_a_page() {
    let mut state = usual((80, 24));
    press(&mut state, [Code::Enter]);
    snapshot("detail", &drawn(&state));
}

/// The model that runs out today, with its history.
#[test]
fn the_forecast_of_a_model() {
    let mut state = usual((120, 36));
    press(&mut state, [Code::Down]);
    forecasts::recall(&mut state, forecasts::history("qwen-max"));
    snapshot("foreseen-120x36", &drawn(&state));
    snapshot("foreseen-ascii-mono", &drawn_with(&state, &Theme::MONO, &Glyphs::ASCII));
    state.size = Size { width: 200, height: 60 };
    snapshot("foreseen-200x60", &drawn(&state));
    state.size = Size { width: 80, height: 24 };
    press(&mut state, [Code::Enter]);
    snapshot("foreseen-80x24", &drawn(&state));
    state.size = Size { width: 100, height: 40 };
    snapshot("foreseen-100x40", &drawn(&state));
}

/// Everything that a detail says about a next call, one model after the other.
#[test]
fn details_give_the_reason() {
    let mut state = usual((80, 24));
    type_text(&mut state, "u");
    press(&mut state, [Code::Enter, Code::Home]);
    let mut texts = String::new();
    for _ in 0..14 {
        texts.push_str(
            &text(&drawn(&state))
                .lines()
                .skip(2)
                .take(14)
                .filter(|line| !line.is_empty())
                .fold(String::new(), |texts, line| texts + line + "\n"),
        );
        press(&mut state, [Code::Down]);
    }
    snapshot_text("reasons", &texts);
}

#[test]
fn a_quota_without_an_amount_is_never_billed_with_free_quota_only() {
    let mut models = models();
    let tuned = models.iter_mut().find(|model| model.name.as_str() == "my-tuned-model").unwrap();
    tuned.free_quota_only = Some(true);
    tuned.free_quota_only_read_at = Some(now().utc);
    let mut state = state(known(models, Some("0")), (120, 36));
    enter(&mut state, "/tuned");
    let list = text(&drawn(&state));
    assert!(list.contains("unknown, never billed"), "{list}");
    press(&mut state, [Code::Enter]);
    let detail = text(&drawn(&state));
    for said in [
        "amount left unknown: Alibaba states none",
        "unknown: free or refused, never billed (Free Quota Only is on)",
        "Free Quota Only is ON: calls will then fail",
    ] {
        assert!(detail.contains(said), "{detail}");
    }
}

#[test]
fn without_colour_and_in_ascii() {
    let state = usual((120, 36));
    let buffer = drawn_with(&state, &Theme::MONO, &Glyphs::ASCII);
    assert!(text(&buffer).is_ascii());
    snapshot("ascii-mono", &buffer);
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
    snapshot("names", &buffer);
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
    snapshot("scrolled", &drawn(&state));
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

/// What changes with time changes on the full minute: nothing is redrawn in between.
#[test]
fn within_a_minute_nothing_changes() {
    let state = usual((120, 36));
    let first = drawn(&state);
    let mut now = now();
    now.utc += TimeDelta::seconds(52);
    let later = painted(&Scene { now, ..scene(&state) });
    assert_eq!(text(&first), text(&later));
}
