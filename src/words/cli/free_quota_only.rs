//! What `quotatop free-quota-only` prints.

use crate::words::{Lang, Text, number, phrase, plain};

pub(crate) const NOW: Text = Text::new("NOW", "当前");
pub(crate) const BEFORE: Text = Text::new("BEFORE", "更改前");
pub(crate) const CHANGE: Text = Text::new("CHANGE", "更改");
pub(crate) const OUTCOME: Text = Text::new("OUTCOME", "结果");
pub(crate) const LEFT: Text = Text::new("LEFT", "剩余");

pub(crate) const NONE_WITH_QUOTA: Text = Text::new("no model has free quota left", "没有剩余免费额度的模型");

/// What is about to be changed.
pub(crate) fn heading(lang: Lang, on: bool, count: usize) -> String {
    let models = number::models(lang, count);
    if on {
        phrase!(lang, "turn on Free Quota Only for {models}", "为 {models}开启免费额度用完即停")
    } else {
        phrase!(lang, "turn off Free Quota Only for {models}", "为 {models}关闭免费额度用完即停")
    }
}

/// The account has no model of this name, but perhaps a similar one.
pub(crate) fn no_such_model(lang: Lang, name: &str, similar: Option<&str>) -> String {
    let name = plain(name);
    match similar.map(plain) {
        Some(similar) => phrase!(
            lang,
            "this account has no model {name}; did you mean {similar}?",
            "该账号没有模型 {name}；是否为 {similar}？"
        ),
        None => phrase!(
            lang,
            "this account has no model {name}; see: quotatop list",
            "该账号没有模型 {name}；请运行：quotatop list"
        ),
    }
}

/// The states that were read afterwards are not all as wanted, though everything was done.
pub(crate) const NOT_YET: Text = Text::new(
    "Alibaba does not state the change yet; it takes about half an hour. To see the state: quotatop list -o csv",
    "阿里云尚未显示更改；约半小时后生效。查看状态：quotatop list -o csv",
);

/// The states could not be read afterwards.
pub(crate) fn not_read_again(lang: Lang, why: &str) -> String {
    phrase!(lang, "the states could not be read again: {why}", "无法再次读取状态：{why}")
}
