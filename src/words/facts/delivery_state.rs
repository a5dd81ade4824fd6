//! How the deliveries of an event went.

use chrono::{DateTime, Utc};

use super::alert;
use crate::{
    domain::{
        Zone,
        alert::{ChannelDelivery, DeliveryState, FailedDelivery},
    },
    words::{Lang, Text, phrase, plain, time},
};

const SENT: Text = Text::new("sent", "已发送");
const WAITING: Text = Text::new("waiting", "待发送");
const FAILED: Text = Text::new("not sent", "未发送");

/// The deliveries of an event in a word or two, what is wrong first: `sent`, `not sent`. Empty if it was not to
/// be sent.
pub(crate) fn brief(lang: Lang, deliveries: &[ChannelDelivery]) -> &'static str {
    worst(deliveries).map_or("", |(word, _)| word.of(lang))
}

/// The same with the channel, if another one did better: `chat: not sent`.
pub(crate) fn with_channel(lang: Lang, deliveries: &[ChannelDelivery]) -> String {
    match worst(deliveries) {
        Some((word, Some(channel))) => {
            format!("{}{}{}", plain(channel), lang.pick(": ", "："), word.of(lang))
        }
        _ => brief(lang, deliveries).to_owned(),
    }
}

/// What is worst among the deliveries, and the channel if it is so with this one only.
fn worst(deliveries: &[ChannelDelivery]) -> Option<(Text, Option<&str>)> {
    let with = |word, is_it: fn(&DeliveryState) -> bool| {
        let mut alike = deliveries.iter().filter(|delivery| is_it(&delivery.state));
        let first = alike.next()?;
        let is_only_one = alike.next().is_none() && deliveries.len() > 1;
        Some((word, is_only_one.then_some(first.channel.as_str())))
    };
    with(FAILED, DeliveryState::has_failed)
        .or_else(|| with(WAITING, |state| *state == DeliveryState::Waiting))
        .or_else(|| deliveries.first().map(|_| (SENT, None)))
}

/// A delivery in full: `chat: failed to send 06:00: hooks.example answered HTTP 404; retry at 06:15`.
pub(crate) fn full(lang: Lang, delivery: &ChannelDelivery, now: DateTime<Utc>, zone: Zone) -> String {
    let moment = |at| time::moment(lang, at, now, zone);
    let channel = plain(&delivery.channel);
    match &delivery.state {
        DeliveryState::Waiting => phrase!(lang, "{channel}: waiting", "{channel}：待发送"),
        DeliveryState::Sent(at) => {
            let at = moment(*at);
            phrase!(lang, "{channel}: sent {at}", "{channel}：{at} 已发送")
        }
        DeliveryState::Dropped => {
            phrase!(lang, "{channel}: not sent, too old by then", "{channel}：未发送，已过时")
        }
        DeliveryState::Failed { last: FailedDelivery { at, why }, retry_at } => {
            let (at, why) = (moment(*at), alert::delivery_error(lang, why));
            match retry_at.map(moment) {
                Some(retry_at) => phrase!(
                    lang,
                    "{channel}: failed to send {at}: {why}; retry at {retry_at}",
                    "{channel}：{at} 发送失败：{why}；{retry_at} 重试"
                ),
                None => phrase!(
                    lang,
                    "{channel}: failed to send {at}: {why}; given up",
                    "{channel}：{at} 发送失败：{why}；不再重试"
                ),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Cause, alert::DeliveryError};

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn delivery(channel: &str, state: DeliveryState) -> ChannelDelivery {
        ChannelDelivery { channel: channel.to_owned(), state }
    }

    fn failed(retry_at: Option<&str>) -> DeliveryState {
        let why = DeliveryError::Webhook(Cause::HttpStatus { host: "hooks.example".to_owned(), status: 404 });
        let last = FailedDelivery { at: at("2026-11-22T06:00:00Z"), why };
        DeliveryState::Failed { last, retry_at: retry_at.map(at) }
    }

    #[test]
    fn what_is_wrong_comes_first() {
        let sent = |channel| delivery(channel, DeliveryState::Sent(at("2026-11-22T06:00:00Z")));
        let waiting = |channel| delivery(channel, DeliveryState::Waiting);
        let dropped = |channel| delivery(channel, DeliveryState::Dropped);
        let failed = |channel| delivery(channel, failed(None));
        for (deliveries, en, zh) in [
            (vec![], "", ""),
            (vec![sent("a"), sent("b")], "sent", "已发送"),
            (vec![sent("a"), waiting("b")], "b: waiting", "b：待发送"),
            (vec![waiting("a"), waiting("b")], "waiting", "待发送"),
            (vec![failed("a"), waiting("b"), sent("c")], "a: not sent", "a：未发送"),
            (vec![failed("a"), dropped("b")], "not sent", "未发送"),
            (vec![dropped("a")], "not sent", "未发送"),
        ] {
            assert_eq!(with_channel(Lang::English, &deliveries), en);
            assert_eq!(with_channel(Lang::Chinese, &deliveries), zh);
            let word = en.rsplit(' ').next().unwrap_or_default();
            assert!(brief(Lang::English, &deliveries).ends_with(word), "{en}");
            assert!(!brief(Lang::English, &deliveries).contains(':'), "{en}");
        }
    }

    #[test]
    fn reasons_and_retries_are_in_full() {
        let now = at("2026-11-22T06:12:07Z");
        for (state, en, zh) in [
            (DeliveryState::Waiting, "chat: waiting", "chat：待发送"),
            (DeliveryState::Sent(at("2026-11-22T06:00:00Z")), "chat: sent 06:00", "chat：06:00 已发送"),
            (DeliveryState::Dropped, "chat: not sent, too old by then", "chat：未发送，已过时"),
            (
                failed(Some("2026-11-22T06:15:00Z")),
                "chat: failed to send 06:00: hooks.example answered HTTP 404; retry at 06:15",
                "chat：06:00 发送失败：hooks.example 返回 HTTP 404；06:15 重试",
            ),
            (
                failed(None),
                "chat: failed to send 06:00: hooks.example answered HTTP 404; given up",
                "chat：06:00 发送失败：hooks.example 返回 HTTP 404；不再重试",
            ),
        ] {
            let full = |lang| full(lang, &delivery("chat", state.clone()), now, Zone::UTC);
            assert_eq!(full(Lang::English), en);
            assert_eq!(full(Lang::Chinese), zh);
        }
    }
}
