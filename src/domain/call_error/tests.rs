use proptest::prelude::*;
use strum::IntoEnumIterator as _;

use super::*;
use crate::domain::{
    AccountSeen, AccountState, Model, ModelName, Moment, Quota,
    fixture::{at, quota},
};

/// Errors as the vendor writes them: HTTP status, code, message, cause.
const ERRORS: [(u16, &str, &str, CallCause); 17] = [
    (
        403,
        "AllocationQuota.FreeTierOnly",
        "The free tier of the model has been exhausted. If you wish to continue access the model on a paid \
         basis, please disable the \"use free tier only\" mode in the management console.",
        CallCause::FreeQuotaOnly,
    ),
    (
        403,
        "AllocationQuota.FreeTierOnly",
        "The free quota has been exhausted. To continue accessing the model on a paid basis, please complete \
         your payment information.",
        CallCause::FreeQuotaOnly,
    ),
    (
        400,
        "Arrearage",
        "Access denied, please make sure your account is in good standing. For details, see: \
         https://help.aliyun.com/zh/model-studio/error-code#overdue-payment",
        CallCause::Overdue,
    ),
    (429, "PostpaidBillOverdue", "The postpaid bill is overdue.", CallCause::Overdue),
    // The same codes as for speed limits: the message decides.
    (
        429,
        "insufficient_quota",
        "The budget configured in Budget Management has been exhausted. Please increase or reset it.",
        CallCause::Budget,
    ),
    (
        429,
        "Throttling.AllocationQuota",
        "The budget configured in Budget Management has been exhausted.",
        CallCause::Budget,
    ),
    (
        429,
        "Throttling.RateQuota",
        "Requests rate limit exceeded, please try again later.",
        CallCause::RateLimit,
    ),
    (
        429,
        "Throttling.AllocationQuota",
        "Allocated quota exceeded, please increase your quota limit.",
        CallCause::RateLimit,
    ),
    (
        429,
        "insufficient_quota",
        "You exceeded your current quota, please check your plan and billing details.",
        CallCause::RateLimit,
    ),
    (429, "limit_requests", "You exceeded your current requests list.", CallCause::RateLimit),
    (
        429,
        "limit_burst_rate",
        "Request rate increased too quickly. To ensure system stability, please adjust your client logic.",
        CallCause::RateLimit,
    ),
    (403, "Model.AccessDenied", "Model access denied.", CallCause::Permission),
    (
        403,
        "AccessDenied.Unpurchased",
        "Access to model denied. Please make sure you are eligible for using the model.",
        CallCause::NotActivated,
    ),
    (401, "InvalidApiKey", "Invalid API-key provided.", CallCause::Key),
    (
        401,
        "invalid_api_key",
        "Incorrect API key provided. For details, see: https://help.aliyun.com/",
        CallCause::Key,
    ),
    (
        400,
        "DataInspectionFailed",
        "Input or output data may contain inappropriate content.",
        CallCause::Content,
    ),
    (
        404,
        "model_not_found",
        "The model `qwen-maxx` does not exist or you do not have access to it.",
        CallCause::ModelName,
    ),
];

/// What a program has of an error.
fn forms(status: u16, code: &str, message: &str) -> Vec<(&'static str, String)> {
    let quoted = serde_json::Value::from(message).to_string();
    let native = format!(r#"{{"code":"{code}","message":{quoted},"request_id":"4d8a20d5-ada7-4a7e"}}"#);
    let compatible = format!(
        r#"{{"error":{{"message":{quoted},"type":"{code}","param":null,"code":"{code}"}},"request_id":"d4397d9d"}}"#
    );
    let python = format!(
        "Traceback (most recent call last):\n  File \"/srv/app/chat.py\", line 173, in ask\nopenai.APIStatusError: \
         Error code: {status} - {{'error': {{'message': '{message}', 'type': '{code}', 'param': None, 'code': \
         '{code}'}}, 'id': 'chatcmpl-d4397d9d-0be3'}}"
    );
    let dashscope = format!(
        r#"{{"status_code": {status}, "request_id": "5c2d", "code": "{code}", "message": {quoted}, "output": null}}"#
    );
    let java = format!(
        "Exception in thread \"main\" com.alibaba.dashscope.exception.ApiException: \
         {{\"statusCode\":{status},\"message\":{quoted},\"code\":\"{code}\",\"isJson\":true,\"requestId\":\"9018ebd9\"}}\n\
         \tat com.alibaba.dashscope.protocol.okhttp.OkHttpHttpClient.send(OkHttpHttpClient.java:404)"
    );
    let node = format!(
        "APIError: {status} {message}\n    at APIError.generate (/srv/node_modules/openai/core/error.mjs:502:20) {{\n  \
         status: {status},\n  code: '{code}',\n  param: null,\n  type: '{code}'\n}}"
    );
    let log = format!(
        "\u{1b}[2m2026-11-22T06:12:07.404Z\u{1b}[0m \u{1b}[31mERROR\u{1b}[0m worker-500 POST /v1/chat/completions \
         404 ms, attempt 3/5, HTTP {status} \u{1b}[1;31m{code}\u{1b}[0m: {message}\u{1b}[0m"
    );
    let escaped = serde_json::json!({"level": "error", "msg": format!("call failed, {compatible}\ngave up")});
    let coloured = format!(r"level=error msg=\u001b[31m{code}\u001b[0m\n{message} status={status}");
    vec![
        ("native body", native),
        ("compatible body", compatible),
        ("Python", python),
        ("Python, DashScope", dashscope),
        ("Java", java),
        ("Node", node),
        ("log", log),
        ("JSON in a JSON log", escaped.to_string()),
        ("escaped colours", coloured),
    ]
}

#[test]
fn every_error_is_recognised_in_every_form() {
    for (status, code, message, cause) in ERRORS {
        for (form, text) in forms(status, code, message) {
            let reading = Reading::new(&text);
            let known = reading.known.map(|known| known.cause);
            assert_eq!((known, reading.http_status), (Some(cause), Some(status)), "{form}: {text}");
            assert!(cause == CallCause::Budget || reading.code == Some(code), "{form}: {text}");
        }
        // Without a code, the message tells: the first line of what Node prints.
        for text in [message.to_owned(), format!("APIError: {status} {message}"), message.to_uppercase()] {
            let reading = Reading::new(&text);
            assert_eq!(reading.known.map(|known| known.cause), Some(cause), "{text}");
        }
    }
}

#[test]
fn every_code_is_recognised_alone_and_in_a_line() {
    for known in &KNOWN {
        for code in known.codes {
            for text in [
                code.name.to_owned(),
                format!(" \"{}\"\n", code.name),
                code.name.to_lowercase(),
                code.name.to_uppercase(),
                format!("06:12:07 WARN the call failed: {}.", code.name),
            ] {
                let reading = Reading::new(&text);
                let found = (reading.known, reading.code, reading.http_status);
                assert_eq!(found, (Some(known), Some(code.name), Some(code.status)), "{text}");
            }
        }
    }
}

#[test]
fn each_cause_is_known_once() {
    for cause in CallCause::iter() {
        let count = KNOWN.iter().filter(|known| known.cause == cause).count();
        assert_eq!(count, usize::from(cause != CallCause::Unknown), "{cause:?}");
    }
    for message in KNOWN.iter().flat_map(|known| known.messages) {
        assert_eq!(*message, message.to_ascii_lowercase());
    }
}

#[test]
fn what_only_resembles_an_error_is_none() {
    for (text, status) in [
        ("", None),
        ("429", Some(429)),
        ("HTTP/1.1 403 Forbidden", Some(403)),
        ("Error code: 503", Some(503)),
        ("<400> something else", Some(400)),
        ("we are throttling the download", None),
        ("com.example.Model.AccessDeniedException", None),
        ("NotArrearage Arrearages arrearage_x", None),
        ("took 404 ms", None),
        ("your free quota is fine", None),
        ("status: 200", None),
        ("status: 4033", None),
    ] {
        let reading = Reading::new(text);
        assert_eq!((reading.known, reading.code, reading.http_status), (None, None, status), "{text}");
    }
}

#[test]
fn the_called_model_is_found_in_the_text() {
    let listed =
        |name: &str| ["qwen-max", "qwen3-vl-plus", "glm-5.3"].contains(&name.to_lowercase().as_str());
    for (text, model) in [
        (r#"{"model":"qwen-max","code":"Arrearage"}"#, Some("qwen-max")),
        (r#"{\"model\": \"qwen3-vl-plus\"}"#, Some("qwen3-vl-plus")),
        ("The model `qwen-maxx` does not exist", Some("qwen-maxx")),
        ("model=qwen-unlisted retry with qwen-max", Some("qwen-max")),
        ("worker-7: \u{1b}[32mqwen-max\u{1b}[0m failed", Some("qwen-max")),
        ("模型qwen-max调用失败", Some("qwen-max")),
        ("ZHIPU/GLM-5.3 failed", Some("GLM-5.3")),
        ("The free tier of the model has been exhausted", None),
        ("request chatcmpl-d4397d9d-0be3 failed", None),
        ("model", None),
        ("", None),
    ] {
        assert_eq!(Reading::new(text).model(listed), model, "{text}");
    }
}

proptest! {
    #[test]
    fn any_bytes_can_be_read(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let reading = Reading::new(&String::from_utf8_lossy(&bytes));
        let _ = reading.model(|name| name.len() > 3);
    }

    #[test]
    fn signs_of_escapes_can_be_read(text in r#"([\\ux\[\]31mbe0;"<>{}: 4]|\x1b|\u{9b}|通){0,60}"#) {
        let _ = Reading::new(&text).model(|_| true);
    }

    #[test]
    fn a_code_is_found_in_any_noise(before in any::<String>(), after in any::<String>(), row in 0..ERRORS.len()) {
        let (_, code, message, cause) = ERRORS[row];
        let reading = Reading::new(&format!("{before}\n{code} {message}\n{after}"));
        prop_assert_eq!(reading.known.map(|known| known.cause), Some(cause));
    }
}

/// Reading twice as much does not take four times as long: these would never end.
#[test]
fn a_long_text_of_anything_is_read() {
    for part in
        ["<400> ", "status 499 ", "\\u001b[", "\u{1b}[1;", "model a-1 ", "Arrearage ", "\\", "通", "a-1."]
    {
        let text = part.repeat((1 << 18) / part.len());
        let reading = Reading::new(&text);
        assert_eq!(reading.known.is_some(), part.starts_with("Arr"), "{part}");
        let _ = reading.model(|_| false);
    }
}

const NOW: &str = "2026-11-22T06:12:07Z";
/// An hour ago, and a second more.
const HOUR: &str = "2026-11-22T05:12:07Z";
const OLDER: &str = "2026-11-22T05:12:06Z";

/// What is left, expiry, when it was read, and Free Quota Only with its own time.
type Left = (&'static str, &'static str, &'static str, Option<bool>, &'static str);

fn model((remaining, expires, read_at, free_quota_only, switch_at): Left) -> Model {
    let free_quota_only_read_at = free_quota_only.map(|_| at(switch_at));
    let quota = Some(quota("1000000", remaining, expires, read_at));
    Model { quota, free_quota_only, free_quota_only_read_at, ..Model::named("qwen-max".into()) }
}

fn compared(cause: CallCause, model: Option<&Model>, now: impl Into<Moment>) -> Agreement {
    let facts = AccountFacts { has_quotas: true, name: Some("qwen-max"), model, ..AccountFacts::UNREAD };
    Agreement::new(cause, &facts, now)
}

#[test]
fn free_quota_only_agrees_by_what_is_left_and_by_the_switch() {
    let later = "2026-12-04T10:12:07Z";
    for (left, expected, agrees) in [
        (("0", later, NOW, Some(true), NOW), Agreement::UsedUp, Some(true)),
        (("0", later, NOW, None, NOW), Agreement::UsedUp, Some(true)),
        // What was used up long ago still is.
        (("0", later, "2026-11-01T00:00:00Z", Some(true), NOW), Agreement::UsedUp, Some(true)),
        (("0", later, NOW, Some(false), NOW), Agreement::SwitchedOff, Some(false)),
        (("0", later, NOW, Some(false), HOUR), Agreement::SwitchedOff, Some(false)),
        // It may have been switched on since.
        (("0", later, NOW, Some(false), OLDER), Agreement::UsedUp, Some(true)),
        (("24098", later, NOW, Some(true), NOW), Agreement::QuotaLeft, Some(false)),
        (("24098", later, NOW, Some(false), NOW), Agreement::QuotaLeft, Some(false)),
        (("24098", later, HOUR, None, NOW), Agreement::QuotaLeft, Some(false)),
        (("24098", later, OLDER, None, NOW), Agreement::QuotaTooOld, None),
        // From a clock that is ahead.
        (("24098", later, "2026-11-22T06:18:00Z", None, NOW), Agreement::QuotaTooOld, None),
        (("20000.5", later, NOW, Some(true), NOW), Agreement::QuotaLeft, Some(false)),
        (("20000", later, NOW, Some(true), NOW), Agreement::WithinLag, None),
        (("1", later, NOW, Some(true), NOW), Agreement::WithinLag, None),
        (("512000", NOW, NOW, Some(true), NOW), Agreement::Expired, Some(true)),
        (("512000", NOW, NOW, Some(false), NOW), Agreement::SwitchedOff, Some(false)),
        (("512000", "2026-11-22T06:12:08Z", NOW, Some(true), NOW), Agreement::QuotaLeft, Some(false)),
    ] {
        let answer = compared(CallCause::FreeQuotaOnly, Some(&model(left)), at(NOW));
        assert_eq!((answer, answer.agrees()), (expected, agrees), "{left:?}");
    }
}

#[test]
fn missing_facts_are_no_contradiction() {
    let whole = model(("24098", "2026-12-04T10:12:07Z", NOW, Some(true), NOW));
    let with = |change: &dyn Fn(&mut Quota)| {
        let mut model = whole.clone();
        model.quota.iter_mut().for_each(change);
        model
    };
    let unknown = with(&|quota| quota.quota_status = Some("UNKNOWN".into()));
    let from_bill = Model { from_bill: Some(Box::default()), ..whole.clone() };
    for (model, expected) in [
        (None, Agreement::UnknownModel),
        (Some(Model::named("qwen-max".into())), Agreement::Unclear),
        (Some(with(&|quota| quota.remaining = None)), Agreement::Unclear),
        (Some(with(&|quota| quota.total = Some(0.into()))), Agreement::NoFreeQuota),
        (Some(unknown.clone()), Agreement::SwitchedOn),
        (Some(Model { free_quota_only: None, ..unknown.clone() }), Agreement::Unclear),
        (Some(Model { free_quota_only: Some(false), ..unknown }), Agreement::Unclear),
        (Some(from_bill), Agreement::FromBill),
        (Some(Model { hourly_use: Some(24_098.into()), ..whole.clone() }), Agreement::WithinLag),
    ] {
        assert_eq!(compared(CallCause::FreeQuotaOnly, model.as_ref(), at(NOW)), expected, "{model:?}");
    }
    let unsure = Moment { utc: at(NOW), is_sure: false };
    assert_eq!(compared(CallCause::FreeQuotaOnly, Some(&whole), unsure), Agreement::ClockUnsure);
    let nothing = AccountFacts::UNREAD;
    let named = AccountFacts { has_quotas: true, ..nothing };
    for (facts, expected) in [(nothing, Agreement::NoQuotas), (named, Agreement::NoModel)] {
        assert_eq!(Agreement::new(CallCause::FreeQuotaOnly, &facts, at(NOW)), expected);
        assert_eq!(expected.agrees(), None);
    }
}

#[test]
fn an_overdue_account_agrees_until_it_is_read_again() {
    for (state, read_at, expected, agrees) in [
        (AccountState::Overdue, Some(NOW), Agreement::Overdue, Some(true)),
        (AccountState::Overdue, Some("2026-11-01T00:00:00Z"), Agreement::Overdue, Some(true)),
        (AccountState::Good, Some(HOUR), Agreement::NotOverdue, Some(false)),
        (AccountState::Good, Some(OLDER), Agreement::AccountTooOld, None),
        (AccountState::Good, None, Agreement::AccountTooOld, None),
        (AccountState::Unknown, None, Agreement::AccountUnread, None),
    ] {
        let account = AccountSeen { state, read_at: read_at.map(at) };
        let facts = AccountFacts { account, ..AccountFacts::UNREAD };
        let answer = Agreement::new(CallCause::Overdue, &facts, at(NOW));
        assert_eq!((answer, answer.agrees()), (expected, agrees), "{state:?} {read_at:?}");
    }
}

#[test]
fn a_name_is_compared_with_the_models_of_the_account() {
    let model = Model::named(ModelName::from("qwen-max"));
    for (has_quotas, name, model, expected, agrees) in [
        (true, Some("qwen-max"), Some(&model), Agreement::ModelListed, Some(false)),
        (true, Some("qwen-maxx"), None, Agreement::NoSuchModel, Some(true)),
        (true, None, None, Agreement::NoModel, None),
        (false, Some("qwen-maxx"), None, Agreement::NoQuotas, None),
    ] {
        let facts = AccountFacts { has_quotas, name, model, ..AccountFacts::UNREAD };
        let answer = Agreement::new(CallCause::ModelName, &facts, at(NOW));
        assert_eq!((answer, answer.agrees()), (expected, agrees), "{name:?}");
    }
}

/// Neither a full quota nor an overdue account explains a speed limit, a budget or a wrong key.
#[test]
fn other_causes_have_nothing_to_do_with_quota_and_balance() {
    let model = model(("0", "", NOW, Some(true), NOW));
    for cause in CallCause::iter().filter(|cause| cause.feeds().is_empty()) {
        let account = AccountSeen { state: AccountState::Overdue, read_at: Some(at(NOW)) };
        let facts = AccountFacts { has_quotas: true, name: Some("qwen-max"), model: Some(&model), account };
        let answer = Agreement::new(cause, &facts, at(NOW));
        assert_eq!((answer, answer.agrees()), (Agreement::Unrelated, None), "{cause:?}");
    }
}
