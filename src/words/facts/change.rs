//! Changes in the account: what one means, and what came of it.

use crate::{
    domain::write::{
        Outcome,
        free_quota_only::{NothingLeft, Step},
    },
    words::{Lang, Text, facts::failure, plain},
};

/// What turning Free Quota Only on means, a sentence each. Source: the help pages of both sites.
pub(crate) const TURNING_ON: [Text; 3] = [
    Text::new(
        "It takes effect after about half an hour; calls until then may be billed.",
        "约半小时后生效；其间的调用可能计费。",
    ),
    Text::new(
        "Once the quota is used up or expired, calls then fail instead of being billed. Savings plans no longer apply.",
        "额度用完或到期后，调用会失败，不会计费。不再使用节省计划抵扣。",
    ),
    Text::new(
        "You may not be able to turn it off before the quota is used up.",
        "在额度用完之前可能无法关闭。",
    ),
];

/// What turning it off means.
pub(crate) const TURNING_OFF: [Text; 2] = [
    Text::new("Once the quota is used up or expired, calls are billed.", "额度用完或到期后，调用会计费。"),
    Text::new(
        "While quota is left, Alibaba may refuse to turn it off. Once the quota is used up, it cannot be turned on again.",
        "额度用完之前，阿里云可能拒绝关闭；额度用完之后，无法再次开启。",
    ),
];

pub(crate) const ON: Text = Text::new("on", "已开启");
pub(crate) const OFF: Text = Text::new("off", "未开启");
pub(crate) const UNKNOWN: Text = Text::new("unknown", "未知");

/// The state of the switch.
pub(crate) fn switch(lang: Lang, is_on: Option<bool>) -> &'static str {
    match is_on {
        Some(true) => ON.of(lang),
        Some(false) => OFF.of(lang),
        None => UNKNOWN.of(lang),
    }
}

/// What would be done about a model.
pub(crate) fn step(lang: Lang, step: Step, on: bool) -> &'static str {
    match (step, on) {
        (Step::Send, true) => lang.pick("turn on", "开启"),
        (Step::Send, false) => lang.pick("turn off", "关闭"),
        (Step::Already, true) => lang.pick("already on", "已是开启状态"),
        (Step::Already, false) => lang.pick("already off", "已是关闭状态"),
        (Step::NotPossible(NothingLeft::UsedUp), _) => {
            lang.pick("not possible: used up", "无法开启：额度已用完")
        }
        (Step::NotPossible(NothingLeft::Expired), _) => {
            lang.pick("not possible: expired", "无法开启：额度已到期")
        }
        (Step::NotPossible(NothingLeft::None), _) => {
            lang.pick("not possible: no free quota", "无法开启：无免费额度")
        }
    }
}

/// What came of a change, with the reason.
pub(crate) fn outcome(lang: Lang, outcome: &Outcome) -> String {
    match outcome {
        Outcome::Done => lang.pick("done", "已完成").to_owned(),
        Outcome::Failed(cause) => {
            let report = failure::report(lang, cause);
            format!("{}{}", lang.pick("failed: ", "失败："), report.line(lang))
        }
        Outcome::Unknown(cause) => {
            let report = failure::report(lang, cause);
            let unknown = lang.pick("unknown, it may have been done: ", "未知，可能已完成：");
            format!("{unknown}{}", plain(&report.message))
        }
        Outcome::Unfinished => {
            lang.pick("unknown: Alibaba was not finished in time", "未知：阿里云未能及时完成").to_owned()
        }
        Outcome::NotSent => {
            let why = "not sent, since one before it failed or the login has changed";
            lang.pick(why, "未发送：之前一项失败，或登录已更换").to_owned()
        }
    }
}
