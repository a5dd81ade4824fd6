//! Switching themes.

use crate::words::{Lang, Text, phrase, plain};

pub(crate) const THEME: Text = Text::new("theme", "主题");
pub(crate) const NEXT: Text = Text::new("next", "下一个");
pub(crate) const NO_COLOUR: Text = Text::new(
    "this terminal shows no colours, or none are wanted (NO_COLOR, --no-color)",
    "此终端不显示颜色，或已关闭颜色（NO_COLOR、--no-color）",
);

/// How to make the theme of this name permanent.
pub(crate) fn keep(lang: Lang, name: &str) -> String {
    let name = plain(name);
    phrase!(
        lang,
        "theme = \"{name}\" in the configuration keeps it",
        "在配置中写入 theme = \"{name}\" 即可保留",
    )
}
