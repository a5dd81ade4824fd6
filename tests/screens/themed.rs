//! Every page and everything that lies over one: in light, in ASCII without colour; and that no tone says what
//! nothing else says.

use std::collections::{BTreeMap, BTreeSet};

use quotatop::{
    app::{Message, State, key::Code, themes::Themes, update},
    domain::{SourceKind, StoreNotice},
    ui::{
        Glyphs, Theme,
        theme::{Builtin, Role},
    },
};
use ratatui::buffer::Buffer;

use super::{
    dump::seen,
    fixture::{drawn, drawn_with, known, models, now, profile, state, type_text, usual},
    holds, of, row, text, the_alerts, the_bills,
};
use crate::alerts::alert;

/// Every page and everything that lies over one, by name, on a terminal of this size.
fn everything(size: (u16, u16)) -> Vec<(&'static str, State)> {
    let bill = the_bills::usual();
    let after = |mut state: State, keys: &[Code]| {
        the_bills::press(&mut state, &bill, keys.iter().copied());
        state
    };
    let typed = |mut state: State, keys: &str| {
        the_bills::press(&mut state, &bill, keys.chars().map(Code::Char));
        state
    };
    let alerts = || the_alerts::told(size);
    let mut overdue = state(known(models(), Some("-12.4")), size);
    overdue.store_notices = vec![StoreNotice::SetAside { to: "/tmp/old".into() }];
    let mut toast = usual(size);
    let billed = alert(quotatop::domain::alert::Rule::Billed, "qwen-plus", now().utc);
    the_alerts::tell(&mut toast, crate::alerts::new(vec![billed], now().utc));
    let mut tried = usual(size);
    tried.themes = Themes::new(Builtin::ALL.map(|theme| theme.as_str().to_owned()).into(), "dark", true);
    vec![
        ("list", usual(size)),
        ("list-unfolded", typed(usual(size), "uS")),
        ("list-detail", after(usual(size), &[Code::Down, Code::Enter])),
        ("list-filter", typed(usual(size), "/qwen")),
        ("list-no-match", after(typed(usual(size), "/nothing"), &[Code::Enter])),
        ("overdue", overdue),
        ("bills", typed(alerts(), "2")),
        ("bills-by-day", typed(alerts(), "2bbbb")),
        ("bills-lines", after(alerts(), &[Code::Char('2'), Code::Enter, Code::Down])),
        ("bills-line", after(alerts(), &[Code::Char('2'), Code::Enter, Code::Enter])),
        ("bills-products", typed(alerts(), "2p")),
        ("bills-search", typed(alerts(), "2/wan")),
        ("alerts", typed(alerts(), "3j")),
        ("alerts-end", typed(alerts(), "3G")),
        ("help-keys", typed(usual(size), "?")),
        ("help-rules", after(usual(size), &[Code::Char('?'), Code::Tab])),
        ("help-rules-end", after(usual(size), &[Code::Char('?'), Code::Tab, Code::End])),
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

/// The pages: what lies over one is of the same parts.
const PAGES: [&str; 6] = ["list", "overdue", "bills", "alerts", "help-keys", "account"];

#[test]
fn every_page_in_light() {
    for (name, state) in everything((120, 36)).into_iter().filter(|(name, _)| PAGES.contains(name)) {
        holds(&format!("light-{name}"), &drawn_with(&state, &Theme::LIGHT, &Glyphs::UNICODE));
    }
}

#[test]
fn every_page_in_ascii_without_colour() {
    for (name, state) in everything((120, 36)).into_iter().filter(|(name, _)| PAGES.contains(name)) {
        holds(&format!("mono-ascii-{name}"), &drawn_with(&state, &Theme::MONO, &Glyphs::ASCII));
    }
}

/// The vendor's own texts stay what they are: they are data, not signs.
fn is_data(character: char) -> bool {
    matches!(character, '\u{4e00}'..='\u{9fff}')
}

#[test]
fn in_ascii_no_sign_is_anything_else() {
    for size in [(40, 10), (80, 24), (120, 36), (200, 60)] {
        for (name, state) in everything(size) {
            let shown = text(&drawn_with(&state, &Theme::MONO, &Glyphs::ASCII));
            let odd: BTreeSet<char> = shown.chars().filter(|c| !c.is_ascii() && !is_data(*c)).collect();
            assert!(odd.is_empty(), "{name} {size:?}: {odd:?}\n{shown}");
        }
    }
}

/// The texts that stand in each tone.
fn toned(buffer: &Buffer, theme: &Theme, texts: &mut BTreeMap<&'static str, BTreeSet<String>>) {
    for y in 0..buffer.area.height {
        let mut runs: Vec<(Option<Role>, String)> = Vec::new();
        for (_, cell) in seen(buffer, y) {
            let tone = Role::TONES.into_iter().find(|tone| theme.of(*tone).fg == Some(cell.fg));
            match runs.last_mut() {
                Some((of, text)) if *of == tone => text.push_str(cell.symbol()),
                _ => runs.push((tone, cell.symbol().to_owned())),
            }
        }
        for (tone, text) in runs {
            // A gauge is a length beside its number, and the cursor stands in a column of its own.
            let is_bar = text.trim().chars().all(|sign| matches!(sign, '\u{2580}'..='\u{259f}'));
            if let Some(tone) = tone.filter(|_| !is_bar) {
                texts.entry(tone.as_str()).or_default().insert(text.trim().to_owned());
            }
        }
    }
}

/// What [`Role::TONES`] promises: who sees no colour at all reads the same. No word stands in one tone here and in
/// another there, so that none is told by its tone alone.
#[test]
fn no_tone_is_all_that_tells_two_things_apart() {
    let mut texts = BTreeMap::new();
    for size in [(80, 24), (120, 36), (200, 60)] {
        for (_, state) in everything(size) {
            toned(&drawn(&state), &Theme::DARK, &mut texts);
        }
    }
    assert_eq!(texts.len(), Role::TONES.len(), "every tone is seen");
    assert!(texts["good"].contains("free") && texts["danger"].contains("billed"));
    for (one, of_one) in &texts {
        for (other, of_other) in texts.iter().filter(|(other, _)| *other > one) {
            let both: Vec<&String> = of_one.intersection(of_other).collect();
            assert!(both.is_empty(), "{one} and {other}: {both:?}");
        }
    }
}

/// The theme that is tried is named in the last row, until another key is pressed.
#[test]
fn a_theme_that_is_tried_is_named() {
    let mut state = usual((120, 36));
    state.themes = Themes::new(vec!["dark".into(), "light".into(), "plum\u{1b}[m".into()], "light", true);
    type_text(&mut state, "t");
    let hints = row(&drawn(&state), 35);
    assert!(hints.contains("theme plum\\u001b[m   t next   theme = \"plum\\u001b[m\" in"), "{hints}");
    type_text(&mut state, "t");
    assert!(row(&drawn(&state), 35).contains("theme dark"));
    // What a person chose stays.
    let _ = update(&mut state, Message::Background(quotatop::app::themes::Background::Light), now());
    assert_eq!(state.themes.name(), "dark");
    type_text(&mut state, "j");
    assert!(!row(&drawn(&state), 35).contains("theme"));
    let mut alone = usual((120, 36));
    type_text(&mut alone, "t");
    assert!(row(&drawn(&alone), 35).contains("NO_COLOR"));
}
