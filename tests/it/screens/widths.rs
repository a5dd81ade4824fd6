//! The list at every width: a wider terminal never shows less, and scrolling moves no column.

use quotatop::words::number;

use super::{dump::row, fixture::*};

/// 500 models: the usual ones, and others with names and figures of all lengths and scripts.
fn many(lang: Lang) -> State {
    let names = [
        "qwen-max",
        "通义千问-Max-长文本",
        "日本語モデル",
        "a-model-with-a-name-of-forty-two-letters-x",
        "모델",
    ];
    let units = [Unit::Tokens, Unit::Images, Unit::Seconds, Unit::Characters, Unit::Units];
    let kinds = [Kind::Text, Kind::Image, Kind::Audio, Kind::Multimodal, Kind::Other];
    let mut all = models();
    for number in all.len()..500 {
        let at = number % 5;
        let name = format!("{}-{number}", names[at]);
        let left = (number * 7_919 % 1_000_000).to_string();
        all.push(model(&name, kinds[at], units[at], (&left, "1000000"), i64::try_from(number).unwrap() * 3));
    }
    let mut state = state(known(all, Some("0")), (80, 28));
    bills::recall(&mut state, &bills::usual());
    forecasts::take_forecasts(&mut state, forecasts::usual());
    measure(&mut state, lang);
    state
}

/// What the list shows of its headings and its first rows, in words.
fn shown(state: &State, lang: Lang, glyphs: &Glyphs) -> Vec<Vec<String>> {
    let regions = layout(state);
    let buffer = painted(&Scene { glyphs, lang, ..scene(state) });
    let lines = (0..10).map(|at| regions.rows.y + at);
    std::iter::once(regions.columns.y)
        .chain(lines)
        .map(|y| {
            let cells = seen(&buffer, y).into_iter().filter(|(x, _)| (1..regions.rows.width - 1).contains(x));
            let line: String = cells.map(|(_, cell)| cell.symbol().to_owned()).collect();
            line.split("  ").map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
        })
        .collect()
}

/// Whether `new` also contains `old`, which may have been cut, rounded or abbreviated.
fn says_as_much(old: &str, new: &[String], glyphs: &Glyphs) -> bool {
    let is_bar = |word: &str| {
        let signs = glyphs.gauge.iter().chain([&glyphs.track]);
        word.chars().all(|sign| signs.clone().any(|one| one.contains(sign)))
    };
    let start = old.strip_suffix(glyphs.cut).unwrap_or(old);
    let brief = ["LEFT", "剩余", "%"];
    let is_rounded = old.contains('/') && old.contains([' ', '万']);
    new.iter().any(|word| {
        word.starts_with(start)
            || word.ends_with(old)
            || is_bar(old) && is_bar(word)
            || brief.contains(&old) && word.contains(old)
            || is_rounded && word.contains('/')
            || word.strip_suffix('后').is_some_and(|word| word.starts_with(old.trim_end_matches('后')))
    })
}

#[test]
fn a_wider_terminal_never_shows_less() {
    for lang in [Lang::English, Lang::Chinese] {
        for glyphs in [Glyphs::UNICODE, Glyphs::ASCII] {
            for (height, step) in [(28, 1), (48, 7)] {
                let mut state = many(lang);
                let mut before = Vec::new();
                for width in (40..=240).step_by(step) {
                    state.size = Size { width, height };
                    let now = shown(&state, lang, &glyphs);
                    for (old, new) in before.iter().zip(&now) {
                        let old: &Vec<String> = old;
                        for word in old {
                            assert!(says_as_much(word, new, &glyphs), "{width}: {word:?}\n{old:?}\n{new:?}");
                        }
                    }
                    before = now;
                }
                let regions = layout(&state);
                assert!(regions.detail.x > 0, "at 240 columns the detail is next to the list");
            }
        }
    }
}

#[test]
fn figures_are_exact_from_60_columns_on() {
    for (lang, glyphs) in [(Lang::English, Glyphs::UNICODE), (Lang::Chinese, Glyphs::ASCII)] {
        let mut state = many(lang);
        for width in 60..=240 {
            state.size = Size { width, height: 28 };
            let shown = shown(&state, lang, &glyphs);
            assert!(
                shown[0].iter().any(|word| word.ends_with("LEFT / TOTAL") || word.ends_with("剩余 / 总额度"))
            );
            for (listed, row) in state.rows().zip(&shown[1..]) {
                let quota = listed.model.quota.as_ref().unwrap();
                let left = number::grouped(quota.remaining.unwrap());
                let unit = number::unit_in_list(lang, listed.model.unit);
                let figures = format!("{left}/1,000,000{unit}");
                assert!(row.contains(&figures), "{width}: {figures} {row:?}");
            }
        }
    }
}

#[test]
fn scrolling_moves_no_column() {
    for (width, lang) in (40..=240).step_by(8).zip([Lang::English, Lang::Chinese].into_iter().cycle()) {
        let mut state = many(lang);
        state.size = Size { width, height: 28 };
        let headings = |state: &State| shown(state, lang, &Glyphs::UNICODE)[0].clone();
        let first = headings(&state);
        for keys in ["j", "G", "kkkkkkkkkkkkkkkkkkkkkkkkkkkkk", "g"] {
            type_text(&mut state, keys);
            assert_eq!(headings(&state), first, "{width} after {keys}");
        }
    }
}

/// The background of the figures is filled, also on the selected row and without colour, and nothing else is.
#[test]
fn the_share_left_fills_the_figures() {
    let state = many(Lang::English);
    for theme in [Theme::DARK, Theme::MONO, Theme::LIGHT] {
        let buffer = painted(&Scene { theme: &theme, ..scene(&state) });
        let rows = layout(&state).rows;
        let mut seen_shares = 0;
        for (position, y) in (rows.y..rows.y + rows.height).enumerate() {
            let listed = state.listed(state.view.offset + position).unwrap();
            let line = row(&buffer, y);
            let Some(slash) = line.find("/1,000,000") else { continue };
            let look = |x: u16| buffer.cell((x, y)).map(|cell| (cell.bg, cell.modifier.bits() & 64));
            let plain = look(0).unwrap();
            let filled = (0..80).filter(|x| look(*x) != Some(plain) && *x > 0).count();
            let left = listed.model.quota.as_ref().unwrap().remaining.unwrap();
            assert_eq!(filled > 0, left.is_positive(), "{theme:?} {line} {slash}");
            seen_shares += filled;
        }
        assert!(seen_shares > 20, "{seen_shares}");
    }
}

#[test]
fn a_change_of_the_list_is_measured_at_once() {
    let mut state = many(Lang::English);
    let before = state.extents.list.clone();
    type_text(&mut state, "/qwen-max");
    let filtered = state.extents.list.clone();
    assert_ne!(before, filtered);
    let _ = update(&mut state, quotatop::app::Message::Woke, now());
    assert_eq!(state.extents.list, filtered);
}
