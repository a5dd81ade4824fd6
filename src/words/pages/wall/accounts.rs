//! Texts of the accounts of a fleet on the wallboard.

use chrono::{DateTime, Utc};

use super::age;
use crate::{
    domain::{
        Zone,
        fleet::{AccountRow, Urgency},
        time::full_minute,
    },
    words::{
        Lang,
        facts::{account::amount_owed, accounts as facts},
        number, phrase, plain,
    },
};

/// What an account needs attention for, in a word or two.
pub(crate) const fn urgency(lang: Lang, urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Overdue => lang.pick("overdue", "欠费"),
        Urgency::Billed => lang.pick("billed", "计费中"),
        Urgency::RunsOut => lang.pick("runs out", "即将用完"),
        Urgency::Low => lang.pick("low", "额度偏低"),
        Urgency::Old => lang.pick("stale", "已过时"),
        Urgency::Lapses => lang.pick("lapses", "即将失效"),
        Urgency::Calm => lang.pick("well", "正常"),
    }
}

/// The figure of what an account needs attention for, absent if it is unknown, and what it is:
/// `12.40` and `USD owed`, `5:58` and `h until qwen-max runs out`.
pub(crate) fn figure(
    lang: Lang,
    row: &AccountRow,
    urgency: Urgency,
    now: DateTime<Utc>,
) -> (Option<String>, String) {
    let models = row.models.unwrap_or_default();
    let count = |count: u32| Some(number::count(count.into()));
    match urgency {
        Urgency::Overdue => {
            let currency = row.currency.as_deref().map(plain).unwrap_or_default();
            let owed = phrase!(lang, "{currency} owed", "{currency} 待结清");
            (row.available.and_then(amount_owed), owed.trim_start().to_owned())
        }
        Urgency::Billed => {
            (count(models.exhausted), lang.pick("used up, calls are billed", "个已用完，调用计费").into())
        }
        Urgency::RunsOut => match &row.runs_out_next {
            Some(next) => {
                let model = plain(next.model.as_str());
                let means = phrase!(lang, "h until {model} runs out", "小时后 {model} 用完");
                (Some(hours(next.at, now)), means)
            }
            None => (None, String::new()),
        },
        Urgency::Low => (count(models.low), lang.pick("low", "个额度偏低").into()),
        Urgency::Old => {
            let read = lang.pick("since its quotas were read", "未读取额度");
            let never = lang.pick("its quotas were never read", "从未读取额度");
            let old = row.read_at().map(|at| age(Lang::English, at, now));
            let means = if old.is_some() { read } else { never };
            (old, means.into())
        }
        Urgency::Lapses => match row.lapses.iter().find(|(_, amount)| amount.is_positive()) {
            Some((unit, amount)) => {
                let unit = number::unit(lang, *unit);
                let means = phrase!(lang, "{unit} lapse within 7 days", "{unit} 7 天内失效");
                (Some(number::short(Lang::English, *amount)), means)
            }
            None => (None, String::new()),
        },
        Urgency::Calm => (count(models.all), noun(lang, 0).into()),
    }
}

/// The time until `instant` in full minutes, at least one: `5:58`.
fn hours(instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let minutes = instant.signed_duration_since(full_minute(now)).num_minutes().max(1);
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

/// What else is known of an account, the most important first; nothing that its figure says.
pub(crate) fn parts(
    lang: Lang,
    row: &AccountRow,
    urgency: Urgency,
    (now, zone): (DateTime<Utc>, Zone),
) -> Vec<String> {
    let mut parts = Vec::new();
    if let Some(models) = row.models {
        let all = number::count(models.all.into());
        parts.push(phrase!(lang, "{all} models", "{all} 个模型"));
        let mut count = |count: u32, is_shown: bool, english: &str, chinese: &str| {
            if count > 0 && !is_shown {
                let count = number::count(count.into());
                parts.push(phrase!(lang, "{count} {english}", "{count} 个{chinese}"));
            }
        };
        count(models.exhausted, urgency == Urgency::Billed, "used up", "已用完");
        count(models.low, urgency == Urgency::Low, "low", "偏低");
    }
    if let (Some(next), false) = (&row.runs_out_next, urgency == Urgency::RunsOut)
        && let Some(when) = facts::runs_out(lang, row, now, zone)
    {
        let model = plain(next.model.as_str());
        parts.push(phrase!(lang, "{model} runs out {when}", "{model} {when} 用完"));
    }
    let lapses = facts::lapses(lang, row.lapses.iter().map(|(unit, amount)| (unit, amount)));
    if urgency != Urgency::Lapses && !lapses.is_empty() {
        parts.push(phrase!(lang, "{lapses} lapse within 7 days", "7 天内失效 {lapses}"));
    }
    let known = row.spend.iter().filter(|spend| !spend.payable.is_zero());
    let spent = facts::spent(lang, known.map(|spend| (spend.currency.as_str(), spend.payable)));
    if !spent.is_empty() {
        parts.push(so_far(lang, &spent));
    }
    parts
}

/// What inference has cost in this billing cycle: `12.40 USD so far`.
pub(crate) fn so_far(lang: Lang, spent: &str) -> String {
    phrase!(lang, "{spent} so far", "本账期至今 {spent}")
}

/// Accounts that need attention for the same: `3 ACCOUNTS`, `OVERDUE`, and what that means for which. In Chinese the number stands
/// alone, since only digits have a large form.
pub(crate) fn alarm(lang: Lang, urgency: Urgency, names: &[String]) -> (String, &'static str, String) {
    let (is, means) = match urgency {
        Urgency::Overdue => (
            lang.pick("OVERDUE", "个账号欠费"),
            if names.len() == 1 {
                lang.pick("All its calls are refused until it is paid:", "结清前所有调用都会被拒绝：")
            } else {
                lang.pick("All their calls are refused until they are paid:", "结清前所有调用都会被拒绝：")
            },
        ),
        Urgency::Billed => (
            lang.pick("BILLED", "个账号正在计费"),
            lang.pick("Free quota gone, calls are billed:", "免费额度已用完，调用正在计费："),
        ),
        _ => (
            lang.pick("STALE", "个账号已过时"),
            lang.pick("Nobody reads their quotas any more:", "额度已无人读取："),
        ),
    };
    let word = match (lang, names.len()) {
        (Lang::English, 1) => "1 ACCOUNT".to_owned(),
        (Lang::English, accounts) => format!("{accounts} ACCOUNTS"),
        (Lang::Chinese, accounts) => accounts.to_string(),
    };
    let names = names.join(lang.pick(", ", "、"));
    (word, is, phrase!(lang, "{means} {names}", "{means}{names}"))
}

/// The counts of the wallboard: `1,000 accounts, 23 urgent`.
pub(crate) fn counts(lang: Lang, accounts: usize, urgent: usize) -> String {
    let all = counted(lang, accounts);
    match (lang, urgent) {
        (_, 0) => all,
        (Lang::English, _) => format!("{all}, {urgent} urgent"),
        (Lang::Chinese, _) => format!("{all}，{urgent} 个紧急"),
    }
}

/// Above the names of those without a card: `977 accounts need no attention`.
pub(crate) fn calm_title(lang: Lang, accounts: usize) -> String {
    let all = counted(lang, accounts);
    match (lang, accounts) {
        (Lang::English, 1) => format!("{all} needs no attention"),
        (Lang::English, _) => format!("{all} need no attention"),
        (Lang::Chinese, _) => format!("{all}无需关注"),
    }
}

/// Below their count: `accounts, none needs attention`.
pub(crate) fn calm(lang: Lang, accounts: usize) -> String {
    match (lang, accounts) {
        (Lang::English, 1) => "account, needs no attention".to_owned(),
        (Lang::English, _) => "accounts, none needs attention".to_owned(),
        (Lang::Chinese, _) => "个账号，均无需关注".to_owned(),
    }
}

/// The noun alone: `accounts`.
pub(crate) const fn noun(lang: Lang, accounts: usize) -> &'static str {
    match (lang, accounts) {
        (Lang::English, 1) => "account",
        (Lang::English, _) => "accounts",
        (Lang::Chinese, _) => "个账号",
    }
}

fn counted(lang: Lang, accounts: usize) -> String {
    let count = u64::try_from(accounts).unwrap_or(u64::MAX);
    number::counted(lang, count, [noun(lang, 1), noun(lang, 2)], noun(lang, accounts))
}
