//! The themes, measured: text is legible on every background of every terminal; and the format of theme files.

mod contrast;
mod files;
mod vision;

use quotatop::ui::{
    Theme,
    theme::{Builtin, Depth},
};
use ratatui::style::{Color, Style};
use vision::Light;

/// The backgrounds on which a theme has to be legible: its own, or those of well-known terminals.
fn backgrounds(builtin: Builtin) -> &'static [u32] {
    match builtin {
        // Black, VS Code, One Dark, Solarized, Gruvbox, Dracula's darker sister.
        Builtin::Dark => &[0x0000_0000, 0x001e_1e1e, 0x0028_2c34, 0x0000_2b36, 0x0028_2828, 0x0021_222c],
        // White, One Light, Solarized, Latte, Gruvbox.
        Builtin::Light => &[0x00ff_ffff, 0x00fa_fafa, 0x00fd_f6e3, 0x00ef_f1f5, 0x00fb_f1c7],
        Builtin::HighContrast | Builtin::ColourBlind => &[],
        Builtin::Mono => panic!("mono has no colour to measure"),
    }
}

const COLOURED: [Builtin; 4] = [Builtin::Dark, Builtin::Light, Builtin::HighContrast, Builtin::ColourBlind];

/// Each coloured theme, in true colour and in 256, on each of its backgrounds.
fn shown() -> impl Iterator<Item = (String, Theme, Light)> {
    COLOURED.into_iter().flat_map(|builtin| {
        [Depth::Full, Depth::Indexed].into_iter().flat_map(move |depth| {
            let theme = builtin.design().at(depth);
            let own = theme.ground.bg.map(Light::of);
            let usual = backgrounds(builtin).iter().map(|colour| Light::of(Color::from_u32(*colour)));
            let name = format!("{} {depth:?}", builtin.into_str());
            own.into_iter().chain(usual).map(move |ground| (name.clone(), theme, ground)).collect::<Vec<_>>()
        })
    })
}

/// The colour of text in this style, if it has one of its own.
fn ink(style: Style) -> Option<Light> {
    style.fg.map(Light::of)
}
