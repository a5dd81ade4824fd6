//! The list at every width: a wider terminal never shows less, and scrolling moves no column.

use quotatop::{app::pages::models::list::Listed, words::number};
use strum::IntoEnumIterator as _;

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
    let lines = (0..regions.rows.height).map(|at| regions.rows.y + at);
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
        let signs = glyphs.gauge.cells.iter().chain([&glyphs.gauge.track]).chain(&glyphs.gauge.ends);
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
            || ["unused", "未使用"].iter().any(|end| old.ends_with(end) && word.ends_with(end))
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

/// A model of every kind, in every unit and every status, with the figures of its row.
fn of_every_kind(lang: Lang) -> (State, Vec<String>) {
    let mut all = Vec::new();
    for (number, (kind, unit)) in
        Kind::iter().flat_map(|kind| Unit::iter().map(move |unit| (kind, unit))).enumerate()
    {
        let left = ["999999", "0", "19", "640000", "731000", "512000"][number % 6];
        let hours = [900, 300, 12, -50][number % 4];
        let mut model = model(&format!("model-{number:03}"), kind, unit, (left, "1000000"), hours);
        if number % 7 == 3 {
            model.quota.as_mut().unwrap().quota_status = Some("FROZEN".into());
        }
        all.push(model);
    }
    let mut state = state(known(all, Some("0")), (80, 24));
    state.view.sort = SortKey::Model;
    state.rearrange(now(), false);
    measure(&mut state, lang);
    let figures = |listed: Listed<'_>| {
        let unit = number::unit_in_list(lang, listed.model.unit);
        let left = number::grouped(listed.model.quota.as_ref()?.remaining?);
        Some(format!("{left}/1,000,000{unit}"))
    };
    let figures = state.rows().map(|listed| figures(listed).unwrap()).collect();
    (state, figures)
}

#[test]
fn every_row_shows_what_is_left_and_the_total_from_60_columns_on() {
    for lang in [Lang::English, Lang::Chinese] {
        let (mut state, figures) = of_every_kind(lang);
        assert_eq!(figures.len(), 40);
        for glyphs in [Glyphs::UNICODE, Glyphs::ASCII] {
            for width in 60..=220 {
                state.size = Size { width, height: 48 };
                let shown = shown(&state, lang, &glyphs);
                let headings = ["LEFT / TOTAL", "剩余额度 / 总额度"];
                assert!(shown[0].iter().any(|word| headings.iter().any(|heading| word.starts_with(heading))));
                assert!(shown.len() > 20);
                for (figures, row) in figures.iter().zip(&shown[1..]) {
                    assert!(row.iter().any(|word| word.starts_with(figures)), "{width}: {figures} {row:?}");
                }
            }
        }
    }
}

#[test]
fn bars_have_at_least_twelve_cells_and_half_steps() {
    let mut state = many(Lang::English);
    for glyphs in [Glyphs::UNICODE, Glyphs::ASCII] {
        let mut lengths = BTreeMap::new();
        for width in 60..=240 {
            state.size = Size { width, height: 28 };
            let shown = shown(&state, Lang::English, &glyphs);
            let track = glyphs.gauge.track.repeat(3);
            let bars = shown[1..].iter().flatten().filter(|word| word.contains(&track));
            for bar in bars {
                *lengths.entry(bar.chars().count()).or_insert(0) += 1;
            }
        }
        assert!(lengths.len() == 1 && lengths.keys().all(|length| *length >= 12), "{lengths:?}");
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
