//! What `explain` says: the meaning of an error, how it compares with what is known of the account, and the fix.

use chrono::{DateTime, Utc};

use crate::{
    domain::{
        AccountSeen, AccountState, Balance, Model, Site, Status, Thresholds,
        call_error::{AccountFacts, Agreement, CallCause, KNOWN, KnownError, Reading},
    },
    words::{
        Lang, Text,
        facts::{account, call_error, forecast},
        number,
        pages::models::detail,
        phrase, plain, time,
    },
};

pub(crate) const ERROR: Text = Text::new("error", "错误");
pub(crate) const MEANS: Text = Text::new("means", "含义");
pub(crate) const ACCOUNT: Text = Text::new("account", "账户");
pub(crate) const FIX: Text = Text::new("fix", "解决办法");

pub(crate) const NO_TEXT: Text = Text::new(
    "no error was passed; run: quotatop explain TEXT, or pipe it: ... | quotatop explain -",
    "没有收到错误文本；请运行：quotatop explain TEXT，或通过管道传入：... | quotatop explain -",
);
pub(crate) const ONE_STREAM: Text = Text::new(
    "standard input is the snapshot; pass the error as an argument: quotatop explain TEXT",
    "标准输入是快照；请将错误作为参数传入：quotatop explain TEXT",
);

/// More than the limit was read from standard input.
pub(crate) fn too_long(lang: Lang, mebibytes: u64) -> String {
    phrase!(
        lang,
        "standard input is longer than {mebibytes} MiB; pass the lines around the error, e.g. with: tail -n 200",
        "标准输入超过 {mebibytes} MiB；请只传入错误附近的内容，例如：tail -n 200",
    )
}

/// An error, and what is known of the account that concerns it.
#[derive(Debug)]
pub(crate) struct Explained<'a> {
    pub cause: CallCause,
    /// The called model, as the text or the user names it.
    pub name: Option<&'a str>,
    pub model: Option<&'a Model>,
    pub agreement: Agreement,
    pub balance: Option<&'a Balance>,
    pub account: AccountSeen,
    pub site: Option<Site>,
    /// Models to use instead.
    pub alternatives: Vec<&'a Model>,
    /// A model of the account with a similar name.
    pub similar: Option<&'a str>,
}

impl<'a> Explained<'a> {
    /// Without anything that is known of an account.
    pub(crate) fn unread(cause: CallCause, name: Option<&'a str>, now: DateTime<Utc>) -> Self {
        let facts = AccountFacts { name, ..AccountFacts::UNREAD };
        Self {
            cause,
            name,
            model: None,
            agreement: Agreement::new(cause, &facts, now),
            balance: None,
            account: facts.account,
            site: None,
            alternatives: Vec::new(),
            similar: None,
        }
    }
}

/// The error as the vendor writes it: `403 AllocationQuota.FreeTierOnly`.
pub(crate) fn error(lang: Lang, reading: &Reading) -> String {
    let status = reading.http_status.map(|status| status.to_string());
    match (reading.code, reading.known) {
        (Some(code), _) => status.into_iter().chain([code.to_owned()]).collect::<Vec<_>>().join(" "),
        (None, Some(known)) => known.codes.first().map_or_else(
            || call_error::codes(lang, known),
            |code| format!("{} {}", reading.http_status.unwrap_or(known.status), code.name),
        ),
        (None, None) => status.unwrap_or_else(|| lang.pick("unknown", "未知").to_owned()),
    }
}

/// The meaning, and for a bare HTTP status why it is not sufficient.
pub(crate) fn meaning(lang: Lang, reading: &Reading, cause: CallCause) -> String {
    let means = call_error::means(cause).of(lang);
    match (cause, reading.http_status) {
        (CallCause::Unknown, Some(status)) => {
            phrase!(
                lang,
                "{means} HTTP {status} alone has several causes.",
                "{means}仅凭 HTTP {status} 无法判断原因。"
            )
        }
        _ => means.to_owned(),
    }
}

/// How the error compares with what is known of the account; absent if nothing of it bears on the error.
pub(crate) fn comparison(lang: Lang, explained: &Explained<'_>, now: DateTime<Utc>) -> Option<String> {
    let detail = detail_of(lang, explained, now)?;
    let head = match (explained.agreement, explained.agreement.agrees()) {
        (Agreement::Unrelated, _) => lang.pick("not the cause", "与此无关"),
        (_, Some(true)) => lang.pick("agrees", "相符"),
        (_, Some(false)) => lang.pick("does not agree", "不相符"),
        (_, None) => lang.pick("cannot be compared", "无法比较"),
    };
    Some(format!("{head}{}{detail}", lang.pick(": ", "：")))
}

fn detail_of(lang: Lang, explained: &Explained<'_>, now: DateTime<Utc>) -> Option<String> {
    let name = explained.name.map(plain).unwrap_or_default();
    let left = || left(lang, explained, now);
    Some(match explained.agreement {
        Agreement::UsedUp | Agreement::Expired | Agreement::NoFreeQuota | Agreement::SwitchedOn => {
            let (left, switch) = (left()?, switch(lang, explained.model?));
            format!("{left}{}{switch}", lang.pick("; ", "；"))
        }
        Agreement::Overdue => {
            let balance = explained.balance;
            let available = balance.and_then(|balance| balance.available);
            let currency = balance.and_then(|balance| balance.currency.as_deref());
            let owed = account::owed(available, currency.map(plain).as_deref());
            let state = account::state(lang, AccountState::Overdue, owed.as_deref());
            format!("{state}{}", updated(lang, explained.account.read_at, now))
        }
        Agreement::NoSuchModel => phrase!(lang, "this account has no model {name}", "该账号没有模型 {name}"),
        Agreement::QuotaLeft | Agreement::SwitchedOff | Agreement::NotOverdue | Agreement::ModelListed => {
            contradiction(lang, explained, now)?
        }
        Agreement::NoModel => lang
            .pick("the text names no model; add --model NAME", "文本未提及模型；请加上 --model NAME")
            .to_owned(),
        Agreement::UnknownModel => phrase!(
            lang,
            "this account has no model {name}; see: quotatop list",
            "该账号没有模型 {name}；请运行：quotatop list",
        ),
        Agreement::NoQuotas => lang
            .pick("no quotas loaded; run: quotatop doctor", "额度未加载；请运行：quotatop doctor")
            .to_owned(),
        Agreement::Unclear => lang.pick("not enough quota data to say", "额度信息不足以判断").to_owned(),
        Agreement::QuotaTooOld => {
            let left = left()?;
            phrase!(lang, "{left}, too old to be sure", "{left}，数据过旧，无法确定")
        }
        Agreement::FromBill => {
            let left = left()?;
            phrase!(
                lang,
                "{left}, from an exported bill, which does not show later use",
                "{left}，来自导出的账单，不含此后的用量",
            )
        }
        Agreement::WithinLag => {
            let left = left()?;
            phrase!(
                lang,
                "{left}; figures lag up to 1 h, so it may be used up",
                "{left}；数据最多延迟 1 小时，可能已用完",
            )
        }
        Agreement::AccountUnread => lang
            .pick("balance not loaded; run: quotatop doctor", "余额未加载；请运行：quotatop doctor")
            .to_owned(),
        Agreement::AccountTooOld => {
            let updated = updated(lang, explained.account.read_at, now);
            phrase!(
                lang,
                "not overdue{updated}, too old to be sure; run: quotatop account",
                "未欠费{updated}，数据过旧，无法确定；请运行：quotatop account",
            )
        }
        Agreement::ClockUnsure => lang
            .pick(
                "this machine's clock is unreliable; run: timedatectl set-ntp true",
                "本机时钟不可靠；请运行：timedatectl set-ntp true",
            )
            .to_owned(),
        // Only a speed limit is mistaken for the quota.
        Agreement::Unrelated if explained.cause == CallCause::RateLimit => left()?,
        Agreement::Unrelated => return None,
    })
}

/// What contradicts the error, and what may explain that.
fn contradiction(lang: Lang, explained: &Explained<'_>, now: DateTime<Utc>) -> Option<String> {
    let name = explained.name.map(plain).unwrap_or_default();
    let left = || left(lang, explained, now);
    Some(match explained.agreement {
        Agreement::QuotaLeft => {
            let left = left()?;
            phrase!(
                lang,
                "{left}; figures lag up to 1 h. Was it another model, or the key of another account?",
                "{left}；数据最多延迟 1 小时。是否为其他模型，或其他账号的 API Key？",
            )
        }
        Agreement::SwitchedOff => {
            let left = left()?;
            phrase!(
                lang,
                "{left}; Free Quota Only is off. A change takes about half an hour; or was it the key of another account?",
                "{left}；未开启免费额度用完即停。更改约半小时后生效；或者是其他账号的 API Key？",
            )
        }
        Agreement::NotOverdue => {
            let balance = explained.balance;
            let currency = balance.and_then(|balance| balance.currency.as_deref()).map(plain);
            let available = balance.and_then(|balance| balance.available);
            let available = available.map(|amount| number::money(amount, currency.as_deref()));
            let available = available.unwrap_or_default();
            let updated = updated(lang, explained.account.read_at, now);
            phrase!(
                lang,
                "not overdue, {available} available{updated}. Was it paid just now, or was it the key of another account?",
                "未欠费，可用额度 {available}{updated}。是否刚刚结清，或为其他账号的 API Key？",
            )
        }
        Agreement::ModelListed => phrase!(
            lang,
            "this account has the model {name}. Was it the address of another region, or the key of another account?",
            "该账号有模型 {name}。是否调用了其他地域的地址，或使用了其他账号的 API Key？",
        ),
        _ => return None,
    })
}

/// `qwen-max: 24,098 of 1,000,000 tokens left (updated 5 min ago)`.
fn left(lang: Lang, explained: &Explained<'_>, now: DateTime<Utc>) -> Option<String> {
    let model = explained.model?;
    let quota = model.quota.as_ref()?;
    let status = Status::of(model, &Thresholds::default(), now);
    let (name, left) = (plain(model.name.as_str()), detail::left(lang, model, status));
    let updated = updated(lang, Some(quota.read_at), now);
    Some(format!("{name}{}{left}{updated}", lang.pick(": ", "：")))
}

fn switch(lang: Lang, model: &Model) -> &'static str {
    match model.free_quota_only {
        Some(true) => lang.pick("Free Quota Only is on", "已开启免费额度用完即停"),
        Some(false) => lang.pick(
            "Free Quota Only was off when last checked, some time ago",
            "上次检查时未开启免费额度用完即停，但已过去一段时间",
        ),
        None => lang.pick("Free Quota Only: unknown", "免费额度用完即停：未知"),
    }
}

fn updated(lang: Lang, read_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> String {
    let Some(read_at) = read_at else { return String::new() };
    let ago = time::ago(lang, read_at, now);
    lang.aside(&phrase!(lang, "updated {ago}", "{ago}更新"))
}

/// What to do, with the address, the command or the models to use instead.
pub(crate) fn fix(lang: Lang, explained: &Explained<'_>, now: DateTime<Utc>) -> String {
    let Explained { cause, site, .. } = *explained;
    let mut parts = Vec::new();
    if cause == CallCause::FreeQuotaOnly && explained.account.state == AccountState::Overdue {
        let pay = account::pay(site);
        parts.push(phrase!(
            lang,
            "the account is overdue, too; pay first: {pay}",
            "账户同时欠费，请先结清：{pay}"
        ));
    }
    if explained.agreement.agrees() == Some(false) {
        let check = lang.pick(
            "first check the model, API key and region of the call",
            "请先检查调用的模型、API Key 和地域",
        );
        parts.push(check.to_owned());
    }
    parts.push(match cause {
        CallCause::FreeQuotaOnly => {
            let is_on = explained.model.and_then(|model| model.free_quota_only);
            call_error::fix_free_quota_only(lang, explained.name, is_on)
        }
        _ => call_error::fix(lang, cause, site),
    });
    if !explained.alternatives.is_empty() {
        let models = explained.alternatives.iter().map(|model| forecast::alternative(lang, model, now));
        let models: Vec<String> = models.collect();
        let switch_to = forecast::SWITCH_TO.of(lang);
        parts.push(format!("{switch_to} {}", models.join(lang.pick(", or ", "，或 "))));
    }
    if let Some(similar) = explained.similar.map(plain) {
        parts.push(phrase!(lang, "did you mean {similar}?", "是否为 {similar}？"));
    }
    parts.join(lang.pick("; ", "；"))
}

/// The known errors, for a table: codes, meaning, what to do.
pub fn table(lang: Lang) -> Vec<[String; 3]> {
    let row = |known: &KnownError| {
        let means = call_error::means(known.cause).of(lang).to_owned();
        [call_error::codes(lang, known), means, call_error::remedy(known.cause).of(lang).to_owned()]
    };
    KNOWN.iter().map(row).collect()
}
