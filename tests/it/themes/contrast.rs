//! Text is legible on every background.

use quotatop::ui::{
    Theme,
    theme::{Builtin, Depth, Role},
};
use ratatui::style::{Color, Modifier};
use strum::IntoEnumIterator as _;

use crate::themes::{
    COLOURED, ink, shown,
    vision::{Eye, Light},
};

/// WCAG 2.2, 1.4.3 (AA).
const READABLE: f64 = 4.5;

#[test]
fn text_is_legible() {
    for (name, theme, ground) in shown() {
        for role in Role::WRITING.into_iter().filter(|role| ink(theme.of(*role)).is_some()) {
            let contrast = ink(theme.of(role)).unwrap().contrast(ground);
            assert!(contrast >= READABLE, "{name}: {role:?} {contrast:.2}");
        }
    }
}

/// A role without a colour of its own is written in that of the selected row.
#[test]
fn text_is_legible_on_the_selected_row() {
    for (name, theme, _) in shown() {
        let row = Light::of(theme.selected.bg.unwrap());
        for role in Role::WRITING {
            let written = ink(theme.of(role)).or(ink(theme.selected)).unwrap();
            let contrast = written.contrast(row);
            assert!(contrast >= READABLE, "{name}: {role:?} {contrast:.2}");
        }
    }
}

#[test]
fn the_banner_is_legible() {
    for (name, theme, _) in shown() {
        let contrast = ink(theme.banner).unwrap().contrast(Light::of(theme.banner.bg.unwrap()));
        assert!(contrast >= READABLE, "{name}: {contrast:.2}");
    }
}

/// The share that is left differs from the ground and the selected row. Where little is left, its colours are
/// reversed, which is as legible.
#[test]
fn figures_are_legible_on_the_share_behind_them() {
    for (name, theme, ground) in shown() {
        let filled = Light::of(theme.filled.bg.unwrap());
        let contrast = ink(theme.filled).unwrap().contrast(filled);
        assert!(contrast >= READABLE, "{name}: {contrast:.2}");
        for behind in [ground, Light::of(theme.selected.bg.unwrap())] {
            let distance = filled.distance(behind);
            assert!(distance > 0.05, "{name}: {distance:.3}");
        }
        assert!(theme.filled_low().add_modifier.contains(Modifier::REVERSED), "{name}");
    }
}

/// What AAA asks for.
#[test]
fn the_contrast_of_the_high_contrast_theme_is_high() {
    let theme = Builtin::HighContrast.design().at(Depth::Full);
    let row = Light::of(theme.selected.bg.unwrap());
    for role in Role::WRITING {
        let contrast = ink(theme.of(role)).unwrap().contrast(row);
        assert!(contrast >= 7.0, "{role:?} {contrast:.2}");
    }
    let banner = ink(theme.banner).unwrap().contrast(Light::of(theme.banner.bg.unwrap()));
    assert!(banner >= 7.0, "banner {banner:.2}");
}

/// The selected row stands out from the ground; the gauge from both.
#[test]
fn the_selected_row_and_the_gauge_are_visible() {
    for (name, theme, ground) in shown() {
        let row = Light::of(theme.selected.bg.unwrap());
        assert!(row.distance(ground) > 0.03, "{name}: selected {:.3}", row.distance(ground));
        for behind in [ground, row] {
            let contrast = ink(theme.gauge).unwrap().contrast(behind);
            assert!(contrast >= 3.0, "{name}: gauge {contrast:.2}");
        }
        let (gauge, track) = (ink(theme.gauge).unwrap(), ink(theme.track).unwrap());
        assert!(gauge.distance(track) > 0.1, "{name}: {:.3}", gauge.distance(track));
    }
}

/// The tones differ for eyes with two kinds of cones, and without any colour by their lightness.
#[test]
fn the_tones_of_the_colour_blind_theme_differ_without_red_and_green() {
    for depth in [Depth::Full, Depth::Indexed] {
        let theme = Builtin::ColourBlind.design().at(depth);
        for (position, one) in Role::TONES.into_iter().enumerate() {
            for other in Role::TONES.into_iter().skip(position + 1) {
                let (first, second) = (ink(theme.of(one)).unwrap(), ink(theme.of(other)).unwrap());
                for eye in Eye::ALL {
                    let (first, second) = (first.seen_by(eye), second.seen_by(eye));
                    let distance = first.distance(second);
                    assert!(distance > 0.12, "{depth:?} {one:?} {other:?} {eye:?} {distance:.3}");
                    let contrast = first.contrast(second);
                    assert!(contrast > 1.2, "{depth:?} {one:?} {other:?} {eye:?} {contrast:.2}");
                }
            }
        }
    }
}

#[test]
fn mono_and_no_colour_have_no_colours() {
    for theme in [Builtin::Mono.design().at(Depth::Full), Theme::MONO]
        .into_iter()
        .chain(Builtin::iter().map(|theme| theme.design().at(Depth::None)))
    {
        for role in Role::iter() {
            let style = theme.of(role);
            assert_eq!((style.fg, style.bg), (None, None), "{role:?}");
        }
    }
}

/// Terminals show the 16 colours differently. No text may have the colour of its background, nor one that palettes
/// use for backgrounds (Solarized has bright black), and the selected row reverses its colours, which is as legible.
#[test]
fn in_16_colours_no_text_has_a_colour_of_backgrounds() {
    for builtin in COLOURED {
        let theme = builtin.design().at(Depth::Named);
        for role in Role::iter() {
            let style = theme.of(role);
            let is_named =
                |colour: Option<Color>| !matches!(colour, Some(Color::Rgb(..) | Color::Indexed(_)));
            assert!(is_named(style.fg) && is_named(style.bg), "{builtin:?} {role:?}");
            assert!(style.fg.is_none() || style.fg != style.bg, "{builtin:?} {role:?}");
        }
        for role in Role::WRITING {
            let written = theme.of(role).fg;
            let is_dark = matches!(written, Some(Color::Black | Color::DarkGray | Color::Blue | Color::Red));
            let is_light = matches!(written, Some(Color::White | Color::Gray | Color::Yellow));
            let is_wrong = if builtin == Builtin::Light { is_light } else { is_dark };
            assert!(!is_wrong, "{builtin:?} {role:?} {written:?}");
        }
        assert_eq!(theme.selected.add_modifier, Modifier::REVERSED);
    }
}

#[test]
fn text_does_not_set_the_background() {
    for builtin in Builtin::iter() {
        for depth in [Depth::Full, Depth::Indexed, Depth::Named, Depth::None] {
            let theme = builtin.design().at(depth);
            for role in Role::WRITING.into_iter().chain([Role::Gauge, Role::Track]) {
                assert_eq!(theme.of(role).bg, None, "{builtin:?} {depth:?} {role:?}");
            }
        }
    }
}
