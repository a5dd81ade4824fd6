//! Every page and overlay: at every usual size, in the light theme, in ASCII without colour, in Chinese.

use quotatop::ui::theme::Builtin;
use strum::IntoEnumIterator as _;

use super::{accounts, alerts, calls, fixture::*};

/// Every page and overlay by name, on a terminal of this size.
pub(crate) fn everything(size: (u16, u16)) -> Vec<(&'static str, State)> {
    let bill = bills::usual();
    let after = |mut state: State, keys: &[Code]| {
        bills::press(&mut state, &bill, keys.iter().copied());
        state
    };
    let typed = |mut state: State, keys: &str| {
        bills::press(&mut state, &bill, keys.chars().map(Code::Char));
        state
    };
    let alerts = || alerts::with_alerts(size);
    let mut overdue = state(known(models(), Some("-12.4")), size);
    overdue.storage.set_aside = Some("/tmp/old".into());
    let mut toast = usual(size);
    let billed = alert(quotatop::domain::alert::Rule::Billed, "qwen-plus", now().utc);
    alerts::take(&mut toast, new(vec![billed], now().utc));
    let mut tried = usual(size);
    tried.themes =
        Themes::new(Builtin::iter().map(|theme| theme.into_str().to_owned()).collect(), "dark", true);
    vec![
        ("list", usual(size)),
        ("list-unfolded", typed(usual(size), "uS")),
        ("list-detail", after(usual(size), &[Code::Down, Code::Enter])),
        ("list-filter", typed(usual(size), "/qwen")),
        ("list-no-match", after(typed(usual(size), "/nothing"), &[Code::Enter])),
        ("overdue", overdue),
        ("calls", calls::usual(size)),
        ("calls-by-key", typed(calls::usual(size), "b")),
        ("calls-chart", after(calls::usual(size), &[Code::Enter, Code::Left])),
        ("calls-search", typed(calls::usual(size), "/nothing")),
        ("bills", typed(alerts(), "3")),
        ("bills-by-day", typed(alerts(), "3bbbb")),
        ("bills-lines", after(alerts(), &[Code::Char('3'), Code::Enter, Code::Down])),
        ("bills-line", after(alerts(), &[Code::Char('3'), Code::Enter, Code::Enter])),
        ("bills-products", typed(alerts(), "3p")),
        ("bills-search", typed(alerts(), "3/wan")),
        ("alerts", typed(alerts(), "4j")),
        ("alerts-end", typed(alerts(), "4G")),
        ("accounts", accounts::six(size)),
        ("accounts-search", typed(accounts::six(size), "/nothing")),
        ("help-here", typed(usual(size), "?")),
        ("help-here-bills", typed(alerts(), "3?")),
        ("help-keys", typed(usual(size), "?2")),
        ("help-filters", typed(usual(size), "?3")),
        ("help-rules", typed(usual(size), "?4")),
        ("help-rules-end", typed(usual(size), "?4G")),
        ("help-words", typed(usual(size), "?5")),
        ("help-errors", typed(usual(size), "?6")),
        ("orders", typed(usual(size), "s")),
        ("peek", typed(usual(size), " ")),
        ("account", typed(usual(size), "a")),
        ("columns", typed(usual(size), "c")),
        ("toast", toast),
        ("theme", typed(tried, "t")),
        ("theme-none", typed(usual(size), "t")),
        ("first-run", of(profile(SourceKind::Alibaba), size, false)),
        ("offline", of(profile(SourceKind::Alibaba), size, true)),
        ("demo", of(profile(SourceKind::Demo), size, false)),
    ]
}

/// The pages. Overlays consist of the same parts.
const PAGES: [&str; 9] =
    ["list", "overdue", "bills", "alerts", "accounts", "help-here", "help-keys", "account", "columns"];

#[test]
fn every_page_in_light() {
    for (name, state) in everything((120, 36)).into_iter().filter(|(name, _)| PAGES.contains(name)) {
        snapshot(&format!("light-{name}"), &drawn_with(&state, &Theme::LIGHT, &Glyphs::UNICODE));
    }
}

#[test]
fn every_page_in_ascii_without_colour() {
    for (name, state) in everything((120, 36)).into_iter().filter(|(name, _)| PAGES.contains(name)) {
        snapshot(&format!("mono-ascii-{name}"), &drawn_with(&state, &Theme::MONO, &Glyphs::ASCII));
    }
}

#[test]
fn every_page_and_dialog_at_every_size() {
    for (width, height) in [(80, 24), (120, 36), (200, 60)] {
        for (name, state) in everything((width, height)) {
            snapshot(&format!("gallery-{name}-{width}x{height}"), &drawn(&state));
        }
    }
}

#[test]
fn every_page_in_chinese() {
    for (name, state) in everything((120, 36)).into_iter().filter(|(name, _)| PAGES.contains(name)) {
        snapshot(&format!("chinese-{name}"), &drawn_in(&state, Lang::Chinese));
    }
}
