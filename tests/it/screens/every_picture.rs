//! Every page and overlay: only ASCII in ASCII, and no meaning in colour alone.

use std::collections::BTreeSet;

use quotatop::ui::theme::Role;

use super::{fixture::*, gallery::everything, row};

/// Texts of the vendor are data, which are shown as they are.
fn is_data(character: char) -> bool {
    matches!(character, '\u{4e00}'..='\u{9fff}')
}

#[test]
fn in_ascii_every_glyph_is_ascii() {
    for size in [(40, 10), (80, 24), (120, 36), (200, 60)] {
        for (name, state) in everything(size) {
            let shown = text(&drawn_with(&state, &Theme::MONO, &Glyphs::ASCII));
            let odd: BTreeSet<char> = shown.chars().filter(|c| !c.is_ascii() && !is_data(*c)).collect();
            assert!(odd.is_empty(), "{name} {size:?}: {odd:?}\n{shown}");
        }
    }
}

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
            // A gauge repeats its number, and the cursor has its own column.
            // Signs of severity differ whatever their tone; one is also the mark of a choice, one the key of the help.
            let is_sign = [Glyphs::UNICODE.chosen, Glyphs::UNICODE.unclear].contains(&text.trim());
            let is_bar = text.trim().chars().all(|sign| matches!(sign, '\u{2580}'..='\u{259f}'));
            if let Some(tone) = tone.filter(|_| !is_bar && !is_sign) {
                texts.entry(tone.into_str()).or_default().insert(text.trim().to_owned());
            }
        }
    }
}

/// What [`Role::TONES`] promises: the screen reads the same without colour. No word has one tone here and
/// another there, so tone alone distinguishes nothing.
#[test]
fn no_word_appears_in_two_tones() {
    let mut texts = BTreeMap::new();
    for size in [(80, 24), (120, 36), (200, 60)] {
        for (_, state) in everything(size) {
            toned(&drawn(&state), &Theme::DARK, &mut texts);
        }
    }
    assert_eq!(texts.len(), Role::TONES.len(), "every tone is seen");
    assert!(texts["danger"].contains("billed"));
    for (one, of_one) in &texts {
        for (other, of_other) in texts.iter().filter(|(other, _)| *other > one) {
            let both: Vec<&String> = of_one.intersection(of_other).collect();
            assert!(both.is_empty(), "{one} and {other}: {both:?}");
        }
    }
}

/// The theme on trial is named in the last row until another key is pressed.
#[test]
fn a_theme_on_trial_is_named() {
    let mut state = usual((120, 36));
    state.themes = Themes::new(vec!["dark".into(), "light".into(), "plum\u{1b}[m".into()], "light", true);
    type_text(&mut state, "t");
    let hints = row(&drawn(&state), 35);
    assert!(
        hints.contains("theme plum\\u001b[m   t next   to make it permanent, set theme = \"plum\\u001b[m\""),
        "{hints}"
    );
    type_text(&mut state, "t");
    assert!(row(&drawn(&state), 35).contains("theme dark"));
    // The user's choice stays.
    let _ = update(&mut state, Message::Background(quotatop::app::chrome::themes::Background::Light), now());
    assert_eq!(state.themes.name(), "dark");
    type_text(&mut state, "j");
    assert!(!row(&drawn(&state), 35).contains("theme"));
    let mut alone = usual((120, 36));
    type_text(&mut alone, "t");
    assert!(row(&drawn(&alone), 35).contains("NO_COLOR"));
}
