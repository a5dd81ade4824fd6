//! The dialog that turns Free Quota Only on or off.

use std::borrow::Cow;

use crate::{
    domain::{ModelName, write::Outcome},
    words::{Lang, Text, facts::change, phrase, plain},
};

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

/// Above the marked models, of which some stay as they are.
pub(crate) fn marked(lang: Lang, left_out: usize) -> Cow<'static, str> {
    match left_out {
        0 => lang.pick("The marked models:", "已标记的模型：").into(),
        _ => phrase!(
            lang,
            "The marked models, of which {left_out} would not change:",
            "已标记的模型，其中 {left_out} 个不会更改："
        )
        .into(),
    }
}

/// Above the models, if it is turned for all with quota left.
pub(crate) const fn all(on: bool) -> Text {
    if on {
        Text::new(
            "All with quota left where it is off or unknown:",
            "所有有剩余额度、且未开启或状态未知的模型：",
        )
    } else {
        Text::new(
            "All with quota left where it is on or unknown:",
            "所有有剩余额度、且已开启或状态未知的模型：",
        )
    }
}

/// How many of the changes have ended.
pub(crate) fn progress(lang: Lang, ended: usize, all: usize) -> String {
    phrase!(
        lang,
        "Sent one by one: {ended} of {all} finished. Each may take ten seconds. If you quit now, the rest is not sent.",
        "逐个发送：已结束 {ended}/{all} 个。每个可能需要十秒。现在退出则不再发送其余请求。"
    )
}

/// The user has stopped it while a change is under way.
pub(crate) fn stopping(lang: Lang, ended: usize, all: usize) -> String {
    phrase!(
        lang,
        "Stopping: {ended} of {all} finished. The one under way ends first; the rest is not sent.",
        "正在停止：已结束 {ended}/{all} 个。等待当前一个结束；不再发送其余请求。"
    )
}

/// What came of a change that was not sent, since the user had stopped it.
pub(crate) const NOT_SENT: Text = Text::new("not sent, since you stopped it", "未发送：已由您停止");

/// How many changes came out how: `9 done, 1 failed`.
pub(crate) fn summary(lang: Lang, outcomes: &[Outcome]) -> String {
    let count = |is_it: fn(&Outcome) -> bool| outcomes.iter().filter(|outcome| is_it(outcome)).count();
    let counts = [
        (count(|it| matches!(it, Outcome::Done)), lang.pick("done", "个已完成")),
        (count(|it| matches!(it, Outcome::Failed(_))), lang.pick("failed", "个失败")),
        (count(|it| matches!(it, Outcome::Unknown(_) | Outcome::Unfinished)), lang.pick("unknown", "个未知")),
        (count(|it| matches!(it, Outcome::NotSent)), lang.pick("not sent", "个未发送")),
    ];
    let some = counts.into_iter().filter(|(count, _)| *count > 0);
    let some: Vec<String> = some.map(|(count, what)| format!("{count} {what}")).collect();
    some.join(lang.pick(", ", "，"))
}

/// What came of the change of a model.
pub(crate) fn of_model(lang: Lang, model: &ModelName, outcome: &str) -> String {
    let model = plain(model.as_str());
    phrase!(lang, "{model}: {outcome}", "{model}：{outcome}")
}
