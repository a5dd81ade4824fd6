//! Errors of calls: what each means, and what to do.

use crate::{
    domain::{
        Site,
        call_error::{CallCause, KnownError},
        remedy,
    },
    words::{Lang, Text, facts::account},
};

/// What an error means.
pub(crate) const fn means(cause: CallCause) -> Text {
    match cause {
        CallCause::FreeQuotaOnly => Text::new(
            "The model's free quota is used up or expired. Free Quota Only is on, so calls fail instead of being billed.",
            "该模型的免费额度已用完或到期。已开启免费额度用完即停，因此调用失败，不会计费。",
        ),
        CallCause::Overdue => Text::new(
            "The account is overdue: until it is paid, calls are refused, even with free quota left.",
            "账户欠费：结清前调用会被拒绝，即使还有免费额度。",
        ),
        CallCause::Budget => Text::new(
            "The budget of the account, workspace or API key is used up (Budget Management). It is neither the free quota nor a speed limit. It stops calls late: those in between are charged.",
            "账号、业务空间或 API Key 的预算已用完（预算管理）。这既不是免费额度，也不是限流。预算生效有延迟，其间的调用会计费。",
        ),
        CallCause::RateLimit => Text::new(
            "A speed limit: too many calls or tokens in a short time. It is not the free quota.",
            "限流：短时间内调用次数或 Token 过多。这不是免费额度。",
        ),
        CallCause::Key => Text::new(
            "The API key is wrong or deleted, or belongs to another site or region.",
            "API Key 错误、已删除，或属于其他站点或地域。",
        ),
        CallCause::Permission => Text::new(
            "The API key or its workspace may not use this model.",
            "该 API Key 或其业务空间无权使用此模型。",
        ),
        CallCause::NotActivated => Text::new(
            "Model Studio, or this model, is not activated for the account.",
            "该账号未开通百炼，或未开通此模型。",
        ),
        CallCause::ModelName => Text::new(
            "At the address of the call there is no model of this name, or the account may not use it.",
            "所调用的地址没有该名称的模型，或账号无权使用。",
        ),
        CallCause::Content => Text::new(
            "Alibaba's content inspection refused the input or the output.",
            "输入或输出未通过阿里云的内容安全审核。",
        ),
        CallCause::Request => Text::new(
            "A parameter of the call is missing or wrong; quota and balance do not matter.",
            "调用的参数缺失或错误，与额度和余额无关。",
        ),
        CallCause::Server => Text::new(
            "Alibaba's service failed; quota and balance do not matter.",
            "阿里云的服务出错，与额度和余额无关。",
        ),
        CallCause::Unknown => Text::new("The text contains no known error.", "文本中没有已知的错误。"),
    }
}

/// What to do, without the address where it is done.
pub(crate) const fn remedy(cause: CallCause) -> Text {
    match cause {
        CallCause::FreeQuotaOnly => Text::new(
            "use another model, or turn off Free Quota Only (calls are billed then)",
            "换用其他模型，或关闭免费额度用完即停（之后的调用会计费）",
        ),
        CallCause::Overdue => Text::new("pay what is due", "结清欠费"),
        CallCause::Budget => {
            Text::new("raise or reset the budget in Budget Management", "在“预算管理”中提高或重置预算")
        }
        CallCause::RateLimit => Text::new(
            "make fewer calls at once, and wait longer after each failure; limits can be raised",
            "降低并发，每次失败后等待更久；可申请提高限流值",
        ),
        CallCause::Key => Text::new(
            "use an enabled API key of the site and region that is called (see: quotatop keys)",
            "使用所调用站点和地域的、已启用的 API Key（请运行：quotatop keys）",
        ),
        CallCause::Permission => {
            Text::new("grant the workspace or API key access to the model", "为业务空间或 API Key 授权该模型")
        }
        CallCause::NotActivated => Text::new("activate Model Studio and the model", "开通百炼及该模型"),
        CallCause::ModelName => Text::new(
            "correct the name (see: quotatop list), or call the region that has the model",
            "更正名称（请运行：quotatop list），或调用提供该模型的地域",
        ),
        CallCause::Content => Text::new("change the input", "修改输入内容"),
        CallCause::Request => {
            Text::new("correct the parameter that the message names", "更正错误信息中指出的参数")
        }
        CallCause::Server => Text::new(
            "repeat the call later; if it still fails, report its request ID to Alibaba",
            "稍后重试；若仍失败，请向阿里云提交请求 ID",
        ),
        CallCause::Unknown => Text::new(
            "pass the whole error: its code, or its body with code and message",
            "请提供完整的错误：错误码，或含 code 和 message 的响应内容",
        ),
    }
}

/// What to do, with the address for an account of this site; both addresses if it is unknown.
pub(crate) fn fix(lang: Lang, cause: CallCause, site: Option<Site>) -> String {
    let address = address(cause, site).map(|address| format!("{}{address}", lang.pick(": ", "：")));
    format!("{}{}", remedy(cause).of(lang), address.unwrap_or_default())
}

/// What to do about Free Quota Only, by its state as far as known: what is off cannot be turned off.
pub(crate) fn fix_free_quota_only(lang: Lang, name: Option<&str>, is_on: Option<bool>) -> String {
    if is_on == Some(false) {
        return lang.pick("use another model", "换用其他模型").to_owned();
    }
    let command = remedy::free_quota_only(name.unwrap_or("MODEL"), false);
    let command = command.unwrap_or_else(|| "quotatop free-quota-only off MODEL".to_owned());
    let remedy = remedy(CallCause::FreeQuotaOnly).of(lang);
    format!("{remedy}{}{command}", lang.pick(": ", "："))
}

const fn address(cause: CallCause, site: Option<Site>) -> Option<&'static str> {
    match cause {
        CallCause::Overdue => Some(account::pay(site)),
        CallCause::Budget
        | CallCause::RateLimit
        | CallCause::Key
        | CallCause::Permission
        | CallCause::NotActivated => Some(match site {
            Some(site) => site.console(),
            None => {
                "https://modelstudio.console.alibabacloud.com (China: https://bailian.console.aliyun.com)"
            }
        }),
        _ => None,
    }
}

/// The codes of an error, after their HTTP status: `429 Throttling.RateQuota, limit_requests`; what is known of
/// the message if there is none.
pub(crate) fn codes(lang: Lang, known: &KnownError) -> String {
    if known.codes.is_empty() {
        let message = lang.pick("\"... Budget Management ...\"", "“… Budget Management …”");
        return format!("{} {message}", known.status);
    }
    let mut before = None;
    let codes = known.codes.iter().map(|code| {
        let is_same = before.replace(code.status) == Some(code.status);
        if is_same { code.name.to_owned() } else { format!("{} {}", code.status, code.name) }
    });
    codes.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator as _;

    use super::*;
    use crate::domain::call_error::KNOWN;

    #[test]
    fn each_cause_has_its_own_meaning_and_fix_in_each_language() {
        for lang in Lang::ALL {
            let causes: Vec<CallCause> = CallCause::iter().collect();
            for (at, cause) in causes.iter().enumerate() {
                let texts = [means(*cause).of(lang), remedy(*cause).of(lang)];
                assert!(texts.iter().all(|text| text.is_ascii() == (lang == Lang::English)), "{texts:?}");
                for other in causes.iter().skip(at + 1) {
                    assert_ne!(texts[0], means(*other).of(lang));
                    assert_ne!(texts[1], remedy(*other).of(lang));
                }
            }
        }
    }

    #[test]
    fn a_fix_names_the_address_of_the_site() {
        for (cause, site, address) in [
            (CallCause::Permission, Some(Site::China), "https://bailian.console.aliyun.com"),
            (CallCause::Budget, Some(Site::International), "https://modelstudio.console.alibabacloud.com"),
            (CallCause::Overdue, Some(Site::China), "https://billing-cost.console.aliyun.com"),
            (CallCause::Overdue, None, "(China: https://billing-cost.console.aliyun.com)"),
            (CallCause::Key, None, "(China: https://bailian.console.aliyun.com)"),
        ] {
            for lang in Lang::ALL {
                assert!(fix(lang, cause, site).ends_with(address), "{cause:?} {site:?}");
            }
        }
        assert!(!fix(Lang::English, CallCause::Content, None).contains("https"));
    }

    #[test]
    fn what_is_off_is_not_turned_off() {
        let fix = |name, is_on| fix_free_quota_only(Lang::English, name, is_on);
        for is_on in [None, Some(true)] {
            assert!(fix(Some("qwen-max"), is_on).ends_with(": quotatop free-quota-only off qwen-max"));
        }
        assert!(fix(Some("a; reboot"), None).ends_with(" off MODEL"));
        assert!(fix(None, None).ends_with(" off MODEL"));
        assert_eq!(fix(Some("qwen-max"), Some(false)), "use another model");
    }

    #[test]
    fn codes_follow_their_status() {
        let written: Vec<String> = KNOWN.iter().map(|known| codes(Lang::English, known)).collect();
        assert!(written.contains(&"403 AllocationQuota.FreeTierOnly".to_owned()), "{written:?}");
        assert!(written.contains(&"400 Arrearage, 429 PrepaidBillOverdue, PostpaidBillOverdue".to_owned()));
        assert!(written[0].starts_with("429 \""), "{written:?}");
    }
}
