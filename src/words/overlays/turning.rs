//! The dialog that turns Free Quota Only on or off.

use crate::words::{Lang, Text, facts::change, phrase};

pub(crate) const SENT: Text = Text::new(
    "Sent. Alibaba carries it out, which may take ten seconds.",
    "已发送。阿里云正在执行，可能需要十秒。",
);

/// After the outcome: what the server states is read again.
pub(crate) const READ_AGAIN: Text = Text::new(
    "The state is read again; it may lag half an hour.",
    "正在重新读取状态；状态可能延迟约半小时。",
);

pub(crate) const fn title(on: bool) -> Text {
    if on {
        Text::new("turn on Free Quota Only", "开启免费额度用完即停")
    } else {
        Text::new("turn off Free Quota Only", "关闭免费额度用完即停")
    }
}

/// The present state: `off now`.
pub(crate) fn now(lang: Lang, is_on: Option<bool>) -> String {
    let state = change::switch(lang, is_on);
    phrase!(lang, "now {state}", "当前：{state}")
}

/// Before what is typed.
pub(crate) fn question(lang: Lang, word: &str) -> String {
    phrase!(lang, "To confirm, type {word}: ", "确认请输入 {word}：")
}

/// Something else was entered.
pub(crate) fn wrong(lang: Lang, word: &str) -> String {
    phrase!(lang, "That was not {word}; nothing was sent.", "输入的不是 {word}；未发送任何请求。")
}
