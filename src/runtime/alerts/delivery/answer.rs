//! Interprets the response of a webhook: whether the receiver accepted the message, and how long it wants to
//! pause.
//!
//! Many services refuse with HTTP 200 and an error in the body, each in its own way, and an error of one is a
//! success of another. An unknown body means success: better to miss a refusal than to resend an accepted
//! message for three days.

use std::time::Duration;

use serde_json::{Map, Value};

#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Judgement {
    /// Absent if the message was accepted.
    pub(super) refusal: Option<Refusal>,
    /// The pause that the receiver asks for in the body.
    pub(super) pause: Option<Duration>,
}

/// A refusal in the receiver's own words; both may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Refusal {
    pub(super) code: String,
    pub(super) message: String,
}

/// The bodies with which Slack's incoming webhooks refuse.
const SLACK_ERRORS: [&str; 16] = [
    "action_prohibited",
    "channel_is_archived",
    "channel_not_found",
    "invalid_blocks",
    "invalid_blocks_format",
    "invalid_payload",
    "invalid_token",
    "no_active_hooks",
    "no_service",
    "no_service_id",
    "no_team",
    "no_text",
    "posting_to_general_channel_denied",
    "rollup_error",
    "team_disabled",
    "user_not_found",
];

/// The start of refusals by Microsoft Teams' connectors, which come with HTTP 200.
const TEAMS_ERROR: &str = "Webhook message delivery failed";

/// Words for success.
const ACCEPTED: [&str; 8] =
    ["成功", "已发送", "已接收", "success", "accepted", "queued", "delivered", "message sent"];

/// Fields with an explanation, the most specific first.
const EXPLANATIONS: [&str; 8] =
    ["errmsg", "description", "msg", "message", "StatusMessage", "error", "reason", "detail"];

/// In characters.
const MAX_EXPLANATION: usize = 300;

/// Interprets the response of `host`.
pub(super) fn judge(host: &str, status: u16, body: &str) -> Judgement {
    let body = body.trim_start_matches('\u{feff}').trim();
    let fields = serde_json::from_str::<Map<String, Value>>(body).ok();
    let refusal = match &fields {
        _ if !(200..300).contains(&status) => {
            let message = fields.as_ref().map_or_else(|| sentence(body), explanation);
            Some(Refusal { code: format!("HTTP {status}"), message })
        }
        Some(fields) => refused_by_fields(host, fields),
        None => refused_by_text(host, body),
    };
    let pause = fields.as_ref().filter(|_| refusal.is_some()).and_then(pause);
    Judgement { refusal, pause }
}

fn refused_by_fields(host: &str, fields: &Map<String, Value>) -> Option<Refusal> {
    let refused = |code: Option<i64>| {
        let code = code.map(|code| code.to_string()).unwrap_or_default();
        Some(Refusal { code, message: explanation(fields) })
    };
    // DingTalk, WeCom.
    if let Some(code) = integer(fields, "errcode") {
        return if code == 0 { None } else { refused(Some(code)) };
    }
    // Telegram, Slack's other interfaces; Rocket.Chat, WxPusher.
    for (flag, code) in [("ok", "error_code"), ("success", "code")] {
        if let Some(is_accepted) = fields.get(flag).and_then(Value::as_bool) {
            return if is_accepted { None } else { refused(integer(fields, code)) };
        }
    }
    // Feishu's and Lark's older answers; elsewhere the field repeats the HTTP status.
    if let Some(code) = integer(fields, "StatusCode").filter(|code| *code != 0 && !(200..300).contains(code))
    {
        return refused(Some(code));
    }
    let code = integer(fields, "code").filter(|code| *code != 0)?;
    let is_refused = is_one_of(host, &["feishu.cn", "larksuite.com"]) || !means_success(code, fields);
    if is_refused { refused(Some(code)) } else { None }
}

/// Whether a code with a text means success: PushPlus, Bark and many others use 200, like HTTP. Without a
/// text it is assumed.
fn means_success(code: i64, fields: &Map<String, Value>) -> bool {
    let text = ["msg", "message"].into_iter().find_map(|name| fields.get(name)?.as_str());
    let text = text.unwrap_or_default().trim().to_lowercase();
    let denies = ["不", "未", "unsuccess", "undelivered", "not "].into_iter().any(|word| text.contains(word));
    let says_so = text == "ok" || ACCEPTED.iter().any(|word| text.contains(word));
    (200..300).contains(&code) || text.is_empty() || (says_so && !denies)
}

fn refused_by_text(host: &str, body: &str) -> Option<Refusal> {
    let is_refused = if is_one_of(host, &["slack.com", "slack-gov.com"]) {
        body != "ok" && !body.is_empty()
    } else if is_one_of(host, &["webhook.office.com", "outlook.office.com", "outlook.office365.com"]) {
        body != "1" && !body.is_empty()
    } else {
        SLACK_ERRORS.contains(&body) || body.starts_with(TEAMS_ERROR)
    };
    is_refused.then(|| Refusal { code: String::new(), message: sentence(body) })
}

/// The pause that Telegram (whole seconds) or Discord (with a fraction) wants.
fn pause(fields: &Map<String, Value>) -> Option<Duration> {
    let parameters = fields.get("parameters").and_then(Value::as_object);
    let seconds = parameters.unwrap_or(fields).get("retry_after").or_else(|| fields.get("retry_after"))?;
    let seconds = seconds.as_f64().or_else(|| seconds.as_str()?.trim().parse().ok())?;
    // An overlong pause is capped; anything that is not a duration is ignored.
    (seconds > 0.0).then(|| Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX))
}

fn integer(fields: &Map<String, Value>, name: &str) -> Option<i64> {
    let value = fields.get(name)?;
    value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())
}

fn explanation(fields: &Map<String, Value>) -> String {
    let text = |name: &str| {
        let value = fields.get(name)?;
        let text = value.as_str().or_else(|| value.get("message")?.as_str())?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    EXPLANATIONS.into_iter().find_map(text).unwrap_or_default()
}

/// The beginning of a plain text; empty for a page.
fn sentence(body: &str) -> String {
    let is_page = body.starts_with(['<', '{', '[']);
    if is_page { String::new() } else { body.chars().take(MAX_EXPLANATION).collect() }
}

/// Whether `host`, possibly with a port, is in one of these domains.
fn is_one_of(host: &str, domains: &[&str]) -> bool {
    let name = host.split(':').next().unwrap_or_default().trim_end_matches('.').to_ascii_lowercase();
    let is_within =
        |domain: &&str| name.strip_suffix(*domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    domains.iter().any(is_within)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ANY: &str = "hooks.example";

    #[test]
    fn errors_in_the_body_of_http_200_are_refusals() {
        let table = r#"
            # Feishu and Lark, also behind other hosts
            open.feishu.cn | {"code":19024,"data":{},"msg":"Key Words Not Found"} | 19024 | Key Words Not Found
            any | {"code":19021,"data":{},"msg":"sign match fail"} | 19021 | sign match fail
            open.larksuite.com | {"code":9499,"msg":"Bad Request","data":{}} | 9499 | Bad Request
            open.feishu.cn:443 | {"code":200,"msg":""} | 200 |
            any | {"code":11232,"msg":"frequency limited psm[lark]appID[1500]"} | 11232 | frequency limited psm[lark]appID[1500]
            any | {"Extra":null,"StatusCode":19001,"StatusMessage":"param invalid"} | 19001 | param invalid
            # DingTalk and WeCom
            any | {"errcode":310000,"errmsg":"keywords not in content, more: [https://ding-doc]"} | 310000 | keywords not in content, more: [https://ding-doc]
            any | {"errcode":130101,"errmsg":"send too fast"} | 130101 | send too fast
            qyapi.weixin.qq.com | {"errcode":93000,"errmsg":"invalid webhook url"} | 93000 | invalid webhook url
            any | {"errcode":"45009","errmsg":"api freq out of limit"} | 45009 | api freq out of limit
            # Telegram behind a proxy that hides the status; Slack's other interfaces
            any | {"ok":false,"error_code":400,"description":"Bad Request: chat not found"} | 400 | Bad Request: chat not found
            slack.com | {"ok":false,"error":"channel_not_found"} | | channel_not_found
            # Slack's incoming webhooks
            hooks.slack.com | invalid_payload | | invalid_payload
            hooks.slack.com | something new | | something new
            any | no_service | | no_service
            # Teams
            any | Webhook message delivery failed with error: HTTP error 429 | | Webhook message delivery failed with error: HTTP error 429
            contoso.webhook.office.com | System.Net.Http.HttpRequestException | | System.Net.Http.HttpRequestException
            # PushPlus, ServerChan, WxPusher, Rocket.Chat
            any | {"code":903,"msg":"无效的用户令牌","data":null,"count":null} | 903 | 无效的用户令牌
            any | {"message":"[AUTH]错误的Key","code":40001,"info":"错误的Key"} | 40001 | [AUTH]错误的Key
            any | {"code":1001,"msg":"appToken不正确","success":false} | 1001 | appToken不正确
            any | {"success":false,"error":"Invalid integration id or token provided."} | | Invalid integration id or token provided.
            any | {"code":500,"msg":"发送不成功"} | 500 | 发送不成功
            any | {"code":500,"message":"not accepted"} | 500 | not accepted
        "#;
        let rows = table.lines().map(str::trim).filter(|row| !row.is_empty() && !row.starts_with('#'));
        for row in rows {
            let [host, body, code, message] = row.split('|').collect::<Vec<_>>()[..] else { panic!("{row}") };
            let [host, code, message] = [host, code, message].map(str::trim);
            let refusal = Some(Refusal { code: code.to_owned(), message: message.to_owned() });
            assert_eq!(judge(host, 200, body).refusal, refusal, "{host}: {body}");
        }
    }

    #[test]
    fn other_bodies_of_http_200_mean_acceptance() {
        for (host, body) in [
            ("open.feishu.cn", r#"{"Extra":null,"StatusCode":0,"StatusMessage":"success"}"#),
            // Receivers of the user's own.
            (ANY, r#"{"StatusCode":200}"#),
            (ANY, r#"{"StatusCode":202,"message":"Accepted"}"#),
            (ANY, r#"{"code":1,"msg":"已发送"}"#),
            (ANY, r#"{"code":100,"message":"Accepted"}"#),
            (ANY, r#"{"StatusCode":0,"StatusMessage":"success","code":0,"data":{},"msg":"success"}"#),
            (ANY, r#"{"errcode":0,"errmsg":"ok"}"#),
            ("api.telegram.org", r#"{"ok":true,"result":{"message_id":1}}"#),
            ("hooks.slack.com", "ok"),
            ("hooks.slack.com", r#"{"ok":true}"#),
            ("contoso.webhook.office.com", "1"),
            // PushPlus, Bark, ServerChan, WxPusher and their like.
            (ANY, r#"{"code":200,"msg":"请求成功","data":"8bd0c3d7"}"#),
            (ANY, r#"{"code":200,"message":"success","timestamp":1732000000}"#),
            (ANY, r#"{"code":0,"message":"","data":{"pushid":"1","error":"SUCCESS","errno":0}}"#),
            (ANY, r#"{"code":1000,"msg":"处理成功","data":[],"success":true}"#),
            (ANY, r#"{"code":1,"msg":"操作成功"}"#),
            (ANY, r#"{"code":1,"msg":"OK"}"#),
            (ANY, r#"{"code":7}"#),
            (ANY, r#"{"code":"OK","message":"fine"}"#),
            // ntfy, Gotify, Discord, PagerDuty, Opsgenie, Google Chat, Mattermost, IFTTT.
            (ANY, r#"{"id":"x","time":1732000000,"event":"message","topic":"t","message":"m"}"#),
            (ANY, r#"{"id":25,"appid":5,"message":"m","title":"t","priority":2}"#),
            (ANY, ""),
            (ANY, r#"{"status":"success","message":"Event processed","dedup_key":"k"}"#),
            (ANY, r#"{"result":"Request will be processed","took":0.3,"requestId":"r"}"#),
            (ANY, r#"{"name":"spaces/A/messages/B","text":"t"}"#),
            (ANY, "ok"),
            (ANY, "Congratulations! You've fired the quotatop event"),
            // Unknown.
            (ANY, "<html><body>invalid_payload</body></html>"),
            (ANY, "[{\"errcode\":1}]"),
            (ANY, "{\"errcode\":1"),
            (ANY, r#"{"errcode":null,"ok":"no","code":{"a":1}}"#),
            ("notslack.com", "thanks"),
        ] {
            for status in [200, 201, 204] {
                assert_eq!(judge(host, status, body), Judgement::default(), "{host}: {body}");
            }
        }
    }

    #[test]
    fn any_other_status_is_a_refusal_with_an_explanation() {
        for (status, body, message) in [
            (404, "no_service", "no_service"),
            (
                400,
                r#"{"ok":false,"description":"Bad Request: chat not found"}"#,
                "Bad Request: chat not found",
            ),
            (401, r#"{"message":"Invalid Webhook Token","code":50027}"#, "Invalid Webhook Token"),
            (400, r#"{"error":{"message":"nested"}}"#, "nested"),
            (500, "<html>oops</html>", ""),
            (503, "", ""),
            (302, "", ""),
            (403, r#"{"errcode":0,"errmsg":"ok"}"#, "ok"),
        ] {
            let Some(refusal) = judge(ANY, status, body).refusal else { panic!("{status}") };
            assert_eq!((refusal.code, refusal.message), (format!("HTTP {status}"), message.to_owned()));
        }
        let long = judge(ANY, 500, &"x".repeat(60_000)).refusal.unwrap().message;
        assert_eq!(long.len(), MAX_EXPLANATION);
    }

    #[test]
    fn a_body_may_ask_for_a_pause() {
        for (status, body, seconds) in [
            (429, r#"{"ok":false,"error_code":429,"parameters":{"retry_after":35}}"#, Some(35.0)),
            (200, r#"{"ok":false,"error_code":429,"parameters":{"retry_after":35}}"#, Some(35.0)),
            (429, r#"{"message":"rate limited","retry_after":64.57,"global":false}"#, Some(64.57)),
            (429, r#"{"retry_after":"7"}"#, Some(7.0)),
            (429, r#"{"retry_after":1e300}"#, Some(f64::INFINITY)),
            (429, r#"{"retry_after":-1}"#, None),
            (429, r#"{"retry_after":null,"parameters":{}}"#, None),
            (200, r#"{"ok":true,"parameters":{"retry_after":35}}"#, None),
        ] {
            let pause = judge(ANY, status, body).pause;
            let expected =
                seconds.map(|seconds| Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX));
            assert_eq!(pause, expected, "{body}");
        }
    }

    proptest! {
        #[test]
        fn no_answer_panics(host in ".*", status: u16, body in ".*") {
            judge(&host, status, &body);
            judge(&host, status, &format!(r#"{{"code":{body},"retry_after":{body}}}"#));
        }
    }
}
