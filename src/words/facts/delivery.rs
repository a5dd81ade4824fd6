//! The delivery state of channels.

use chrono::{DateTime, Utc};

use super::alert;
use crate::{
    domain::{
        Cause, Zone,
        alert::{ChannelState, DeliveryError},
    },
    words::{Lang, Report, Text, number, phrase, plain, time},
};

pub(crate) const CHANNEL: Text = Text::new("channel ", "通知渠道 ");

pub(crate) const ONCE_NEEDS_STORAGE: Text = Text::new(
    "alerts are still sent, but may be sent again after a restart: sent alerts are recorded in storage only",
    "告警照常发送，但重启后可能重复发送：发送记录只保存在存储中",
);

pub(crate) const STORED_AGAIN: Text = Text::new("data are saved again", "数据已恢复保存");

/// A channel with waiting messages or a failed last attempt: what happened, and what to do.
pub(crate) fn stuck(lang: Lang, state: &ChannelState, now: DateTime<Utc>, zone: Zone) -> Report {
    let channel = plain(&state.channel);
    let moment = |at| time::moment(lang, at, now, zone);
    let undelivered = undelivered(lang, state.pending);
    let message = match (state.failing_since.map(moment), state.failure()) {
        (Some(since), Some(why)) => {
            let why = alert::delivery_error(lang, why);
            phrase!(
                lang,
                "{channel}: {undelivered} since {since}: {why}",
                "{channel}：自 {since} 起{undelivered}：{why}"
            )
        }
        _ => phrase!(lang, "{channel}: {undelivered}", "{channel}：{undelivered}"),
    };
    Report { message, remedy: remedy(lang, state, now, zone) }
}

/// A channel and why it does not deliver, as short as possible:
/// `hook: hooks.example answered HTTP 404`.
pub(crate) fn failure(lang: Lang, state: &ChannelState) -> String {
    let why = state
        .failure()
        .map_or_else(|| undelivered(lang, state.pending), |why| alert::delivery_error(lang, why));
    format!("{}{}{why}", plain(&state.channel), lang.pick(": ", "："))
}

/// When it is retried, or the command that shows more.
pub(crate) fn short_remedy(lang: Lang, state: &ChannelState, now: DateTime<Utc>, zone: Zone) -> String {
    match state.wait_until.map(|until| time::moment(lang, until, now, zone)) {
        Some(until) => phrase!(lang, "retry at {until}", "{until} 重试"),
        None => "quotatop alerts test".to_owned(),
    }
}

/// A channel that delivers, or was not used yet.
pub(crate) fn healthy(lang: Lang, state: &ChannelState, now: DateTime<Utc>, zone: Zone) -> String {
    format!("{}{}{}", plain(&state.channel), lang.pick(": ", "："), history(lang, state, now, zone))
}

/// The full state of a channel that does not deliver, and what to do.
pub(crate) fn report(lang: Lang, state: &ChannelState, now: DateTime<Utc>, zone: Zone) -> String {
    let Report { message, remedy } = stuck(lang, state, now, zone);
    let between = lang.pick("; ", "；");
    format!("{message}{between}{}{between}{remedy}", history(lang, state, now, zone))
}

/// A failing channel has recovered.
pub(crate) fn recovered(lang: Lang, channel: &str) -> String {
    phrase!(lang, "{}: alerts are delivered again", "{}：已恢复发送告警", plain(channel))
}

/// The last delivery, since when messages have been waiting, and the last failure.
fn history(lang: Lang, state: &ChannelState, now: DateTime<Utc>, zone: Zone) -> String {
    let moment = |at| time::moment(lang, at, now, zone);
    let mut facts = vec![match state.delivered_at.map(moment) {
        Some(at) => phrase!(lang, "last delivered {at}", "上次送达 {at}"),
        None => lang.pick("nothing delivered yet", "尚未送达任何消息").to_owned(),
    }];
    if let Some(since) = state.pending_since.map(moment) {
        facts.push(phrase!(lang, "{} since {since}", "自 {since} 起{}", waiting(lang, state.pending)));
    }
    if let Some(error) = &state.last_error {
        let (at, why) = (moment(error.at), alert::delivery_error(lang, &error.why));
        facts.push(phrase!(lang, "last error {at}: {why}", "上次错误 {at}：{why}"));
    }
    facts.join(lang.pick("; ", "；"))
}

fn waiting(lang: Lang, pending: u32) -> String {
    let count = number::count(u64::from(pending));
    match (lang, pending) {
        (Lang::English, 1) => "1 message waiting".to_owned(),
        (Lang::English, _) => format!("{count} messages waiting"),
        (Lang::Chinese, _) => format!("有 {count} 条消息等待"),
    }
}

fn undelivered(lang: Lang, pending: u32) -> String {
    let count = number::count(u64::from(pending));
    match (lang, pending) {
        (_, 0) => lang.pick("nothing delivered", "没有消息送达").to_owned(),
        (Lang::English, 1) => "1 message not delivered".to_owned(),
        (Lang::English, _) => format!("{count} messages not delivered"),
        (Lang::Chinese, _) => format!("有 {count} 条消息未送达"),
    }
}

/// What to do, or when it is retried automatically.
fn remedy(lang: Lang, state: &ChannelState, now: DateTime<Utc>, zone: Zone) -> String {
    let wait = state.wait_until.map(|until| time::moment(lang, until, now, zone));
    match wait {
        Some(until) => {
            phrase!(lang, "retry at {until}", "{until} 重试")
        }
        None => state.failure().map_or_else(
            || lang.pick("the next run delivers it", "下次运行时发送").to_owned(),
            |why| repair(lang, why).to_owned(),
        ),
    }
}

const fn repair(lang: Lang, why: &DeliveryError) -> &'static str {
    match why {
        DeliveryError::Webhook(Cause::HttpStatus { status: 500.., .. } | Cause::RateLimited { .. }) => lang
            .pick(
                "retried automatically; to test: quotatop alerts test",
                "会自动重试；测试：quotatop alerts test",
            ),
        DeliveryError::Webhook(Cause::Unreachable { .. } | Cause::TimedOut { .. }) => lang.pick(
            "check the network, HTTPS_PROXY and the URL, then run: quotatop alerts test",
            "请检查网络、HTTPS_PROXY 和网址，然后运行：quotatop alerts test",
        ),
        DeliveryError::Webhook(Cause::Refused { .. }) => lang.pick(
            "check its template, URL, headers and receiver, then run: quotatop alerts test",
            "请检查模板、网址、请求头和接收方设置，然后运行：quotatop alerts test",
        ),
        DeliveryError::Webhook(_) | DeliveryError::BadAddress => lang.pick(
            "check its URL and headers, then run: quotatop alerts test",
            "请检查网址和请求头，然后运行：quotatop alerts test",
        ),
        DeliveryError::NotStarted(_) | DeliveryError::EndedWith(_) | DeliveryError::TookTooLong(_) => lang
            .pick(
                "check the command and its time_limit, then run: quotatop alerts test",
                "请检查命令及其 time_limit，然后运行：quotatop alerts test",
            ),
        DeliveryError::NoVariable(_) => lang.pick(
            "set it where quotatop is started, then run: quotatop alerts test",
            "请在启动 quotatop 的环境中设置，然后运行：quotatop alerts test",
        ),
        DeliveryError::NoTerminal => lang.pick("open the dashboard in a terminal", "请在终端中打开面板"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::alert::FailedDelivery;

    const NOW: &str = "2026-11-22T06:12:07Z";

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn failing(pending: u32, why: DeliveryError) -> ChannelState {
        ChannelState {
            channel: "hook\u{1b}".to_owned(),
            pending,
            pending_since: (pending > 0).then(|| at("2026-11-22T05:00:00Z")),
            delivered_at: Some(at("2026-11-21T10:00:00Z")),
            failing_since: Some(at("2026-11-22T05:01:00Z")),
            last_error: Some(FailedDelivery { at: at("2026-11-22T06:00:00Z"), why }),
            wait_until: None,
        }
    }

    #[test]
    fn a_channel_that_does_not_deliver_says_why_since_when_and_what_to_do() {
        let not_found = || DeliveryError::Webhook(Cause::HttpStatus { host: "h".to_owned(), status: 404 });
        let waits = ChannelState {
            wait_until: Some(at("2026-11-22T06:22:00Z")),
            ..failing(1, DeliveryError::Webhook(Cause::RateLimited { until: None }))
        };
        for (lang, state, line) in [
            (
                Lang::English,
                failing(2, not_found()),
                "hook\\u001b: 2 messages not delivered since 05:01: h answered HTTP 404; last delivered 21 Nov 10:00; 2 messages waiting since 05:00; last error 06:00: h answered HTTP 404; check its URL and headers, then run: quotatop alerts test",
            ),
            (
                Lang::English,
                failing(0, DeliveryError::NoVariable("CHAT".to_owned())),
                "hook\\u001b: nothing delivered since 05:01: the environment variable CHAT is not set; last delivered 21 Nov 10:00; last error 06:00: the environment variable CHAT is not set; set it where quotatop is started, then run: quotatop alerts test",
            ),
            (
                Lang::English,
                waits.clone(),
                "hook\\u001b: 1 message not delivered since 05:01: rate-limited; last delivered 21 Nov 10:00; 1 message waiting since 05:00; last error 06:00: rate-limited; retry at 06:22",
            ),
            (
                Lang::Chinese,
                waits,
                "hook\\u001b：自 05:01 起有 1 条消息未送达：被限流；上次送达 11月21日 10:00；自 05:00 起有 1 条消息等待；上次错误 06:00：被限流；06:22 重试",
            ),
        ] {
            assert_eq!(report(lang, &state, at(NOW), Zone::UTC), line);
        }
    }

    #[test]
    fn a_channel_that_delivers_says_when_it_last_did() {
        let fresh = ChannelState { channel: "hook".to_owned(), ..ChannelState::default() };
        assert_eq!(healthy(Lang::English, &fresh, at(NOW), Zone::UTC), "hook: nothing delivered yet");
        let good = ChannelState { delivered_at: Some(at("2026-11-22T06:00:00Z")), ..fresh };
        assert_eq!(healthy(Lang::English, &good, at(NOW), Zone::UTC), "hook: last delivered 06:00");
        assert_eq!(healthy(Lang::Chinese, &good, at(NOW), Zone::UTC), "hook：上次送达 06:00");
    }
}
