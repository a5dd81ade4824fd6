//! The palette.

use crate::words::{Lang, Text, phrase};

pub(crate) const COMMANDS: Text = Text::new("commands", "命令");
pub(crate) const COMPLETE: Text = Text::new("complete", "补全");
pub(crate) const DO: Text = Text::new("run", "执行");
pub(crate) const CLOSE: Text = Text::new("close", "关闭");
pub(crate) const NOTHING: Text = Text::new("No such command.", "没有匹配的命令。");
pub(crate) const CYCLE: Text =
    Text::new("show another billing cycle: cycle 2026-10", "查看其他账期：cycle 2026-10");
pub(crate) const MODEL: Text = Text::new("go to a model: model qwen-max", "转到模型：model qwen-max");
pub(crate) const PROFILE: Text =
    Text::new("show one account, or all: profile prod", "查看一个或全部账号：profile prod");
pub(crate) const FILTER: Text =
    Text::new("show only matches; without text, everything", "只显示匹配项；不带关键词则显示全部");

/// The position of the cursor among `of` rows.
pub(crate) fn position(lang: Lang, row: usize, of: usize) -> String {
    phrase!(lang, "{row} of {of}", "第 {row} 项，共 {of} 项")
}
