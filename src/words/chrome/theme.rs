//! Switching themes.

use crate::words::{Lang, Text, phrase, plain};

pub(crate) const THEME: Text = Text::new("theme", "主题");
pub(crate) const NEXT: Text = Text::new("next", "下一个");
pub(crate) const NO_COLOUR: Text = Text::new(
    "colours are off (NO_COLOR, --no-color, or the terminal)",
    "颜色已关闭（NO_COLOR、--no-color 或终端不支持）",
);

/// How to make the theme of this name permanent.
pub(crate) fn keep(lang: Lang, name: &str) -> String {
    let name = plain(name);
    phrase!(
        lang,
        "to make it permanent, set theme = \"{name}\" in the configuration",
        "在配置文件中设置 theme = \"{name}\" 即可永久生效",
    )
}
