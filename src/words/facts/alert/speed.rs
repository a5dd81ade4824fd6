//! What the calls of the last hour cost, in one line: the sum and the limit first, then what to do about it.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use crate::{
    domain::{
        Zone,
        alert::{SpeedFacts, SpeedShare},
    },
    words::{Lang, number, phrase, plain, time},
};

/// The models named; the others are counted.
const NAMED: usize = 3;

/// `calls cost about 4.10 to 6.40 USD in the hour to 14:10, limit 5.00 USD; qwen-max 6.40, mostly since 14:02;
/// to stop it: quotatop keys disable 1110000`.
pub(super) fn speed(lang: Lang, facts: &SpeedFacts, now: DateTime<Utc>, zone: Zone) -> String {
    let (cost, limit) = (cost(lang, facts), number::money(facts.limit, facts.currency.as_deref()));
    let to = time::moment(lang, facts.to, now, zone);
    let sum = phrase!(
        lang,
        "calls cost {cost} in the hour to {to}, limit {limit}",
        "截至 {to} 的一小时内，调用花费{cost}，上限 {limit}",
    );
    let mut parts = vec![sum];
    parts.extend(models(lang, facts, now, zone));
    parts.extend(unpriced(lang, facts));
    if let Some(currency) = facts.currency.as_deref().filter(|_| facts.currency_assumed).map(plain) {
        parts.push(phrase!(
            lang,
            "prices taken to be in {currency}, since their list states no currency",
            "价格列表未注明币种，按 {currency} 计",
        ));
    }
    let command = facts.remedy();
    parts.push(if facts.key_command().is_some() {
        phrase!(lang, "to stop it: {command}", "如需停止：{command}")
    } else {
        phrase!(lang, "to see who calls: {command}", "查看调用者：{command}")
    });
    parts.join(lang.pick("; ", "；"))
}

/// `6.40 USD in an hour`, for a place with little room.
pub(crate) fn brief(lang: Lang, facts: &SpeedFacts) -> String {
    let cost = money(facts.most, facts.currency.as_deref());
    phrase!(lang, "{cost} in an hour", "一小时 {cost}")
}

fn cost(lang: Lang, facts: &SpeedFacts) -> String {
    let most = money(facts.most, facts.currency.as_deref());
    let least = number::hundredths(facts.least);
    let is_one = least == number::hundredths(facts.most);
    let cost = match (facts.least > Decimal::ZERO, lang) {
        (_, Lang::English) if is_one => format!("about {most}"),
        (_, Lang::Chinese) if is_one => format!("约 {most}"),
        (true, Lang::English) => format!("about {least} to {most}"),
        (true, Lang::Chinese) => format!("约 {least} 至 {most}"),
        (false, Lang::English) => format!("up to about {most}"),
        (false, Lang::Chinese) => format!("最多约 {most}"),
    };
    if facts.at_least { phrase!(lang, "{cost} or more", "{cost}或更多") } else { cost }
}

/// `qwen-max 5.90, qwen-plus 0.50 and 2 others, mostly since 14:02`.
fn models(lang: Lang, facts: &SpeedFacts, now: DateTime<Utc>, zone: Zone) -> Option<String> {
    let share =
        |share: &SpeedShare| format!("{} {}", plain(share.model.as_str()), number::hundredths(share.most));
    let named = named(lang, facts.models.iter().map(share))?;
    let since = facts.mostly_since.map(|at| time::moment(lang, at, now, zone));
    let since = since.map(|at| phrase!(lang, ", mostly since {at}", "，主要自 {at} 起"));
    Some(named + &since.unwrap_or_default())
}

fn unpriced(lang: Lang, facts: &SpeedFacts) -> Option<String> {
    let named = named(lang, facts.unpriced.iter().map(|model| plain(model.as_str()).into_owned()))?;
    Some(phrase!(lang, "without a known price: {named}", "价格未知：{named}"))
}

/// Absent without any.
fn named(lang: Lang, all: impl ExactSizeIterator<Item = String>) -> Option<String> {
    let others = all.len().saturating_sub(NAMED);
    let named = all.take(NAMED).collect::<Vec<_>>().join(lang.pick(", ", "、"));
    match (named.is_empty(), others, lang) {
        (true, ..) => None,
        (false, 0, _) => Some(named),
        (false, 1, Lang::English) => Some(format!("{named} and 1 other")),
        (false, _, Lang::English) => Some(format!("{named} and {others} others")),
        (false, _, Lang::Chinese) => Some(format!("{named}等 {} 个模型", others.saturating_add(NAMED))),
    }
}

fn money(amount: Decimal, currency: Option<&str>) -> String {
    let currency = currency.map(plain).unwrap_or_default();
    format!("{} {currency}", number::hundredths(amount)).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Lang = Lang::English;
    const ZH: Lang = Lang::Chinese;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn facts(least: &str, most: &str) -> SpeedFacts {
        SpeedFacts {
            to: at("2026-11-22T06:10:00Z"),
            least: least.parse().unwrap(),
            most: most.parse().unwrap(),
            limit: 5.into(),
            currency: Some("USD".into()),
            currency_assumed: false,
            models: Vec::new(),
            unpriced: Vec::new(),
            api_key: None,
            mostly_since: None,
            at_least: false,
            read_at: at("2026-11-22T06:12:07Z"),
        }
    }

    fn said(lang: Lang, facts: &SpeedFacts) -> String {
        speed(lang, facts, at("2026-11-22T06:12:07Z"), Zone::UTC)
    }

    #[test]
    fn a_sum_is_as_sure_as_its_bounds() {
        for (least, most, at_least, english, chinese) in [
            ("6.4", "6.4", false, "about 6.40 USD", "约 6.40 USD"),
            ("6.399", "6.4", false, "about 6.40 USD", "约 6.40 USD"),
            ("4.1", "6.4", false, "about 4.10 to 6.40 USD", "约 4.10 至 6.40 USD"),
            ("0", "6.4", false, "up to about 6.40 USD", "最多约 6.40 USD"),
            ("0", "6.4", true, "up to about 6.40 USD or more", "最多约 6.40 USD或更多"),
        ] {
            let facts = SpeedFacts { at_least, ..facts(least, most) };
            let cost = |lang| cost(lang, &facts);
            assert_eq!((&*cost(EN), &*cost(ZH)), (english, chinese), "{least} {most}");
        }
        let unknown = SpeedFacts { currency: None, ..facts("6", "6") };
        assert_eq!(
            (cost(EN, &unknown), brief(EN, &unknown)),
            ("about 6.00".into(), "6.00 in an hour".into())
        );
        assert_eq!(brief(ZH, &facts("1", "6.4")), "一小时 6.40 USD");
    }

    #[test]
    fn the_sentence_names_models_the_time_and_what_to_do() {
        let share = |model: &str, most: u32| SpeedShare {
            model: model.into(),
            least: Decimal::ZERO,
            most: most.into(),
        };
        let facts = SpeedFacts {
            models: vec![share("qwen-max", 4), share("b\u{1b}", 2), share("c", 1), share("d", 1)],
            unpriced: vec!["wan".into()],
            currency_assumed: true,
            mostly_since: Some(at("2026-11-22T06:02:00Z")),
            api_key: Some("1110000".into()),
            ..facts("0", "8")
        };
        assert_eq!(
            said(EN, &facts),
            "calls cost up to about 8.00 USD in the hour to 06:10, limit 5.00 USD; qwen-max 4.00, b\\u001b 2.00, \
             c 1.00 and 1 other, mostly since 06:02; without a known price: wan; prices taken to be in USD, \
             since their list states no currency; to stop it: quotatop keys disable 1110000"
        );
        assert_eq!(
            said(ZH, &facts),
            "截至 06:10 的一小时内，调用花费最多约 8.00 USD，上限 5.00 USD；qwen-max 4.00、b\\u001b 2.00、c \
             1.00等 4 个模型，主要自 06:02 起；价格未知：wan；价格列表未注明币种，按 USD 计；如需停止：quotatop keys \
             disable 1110000"
        );
    }

    #[test]
    fn without_a_key_the_callers_are_shown() {
        let command = "to see who calls: quotatop calls --range 1h --group-by api-key";
        for api_key in [None, Some("console"), Some("1; rm -rf /"), Some("")] {
            let facts = SpeedFacts { api_key: api_key.map(Into::into), ..facts("6", "6") };
            assert!(said(EN, &facts).ends_with(command), "{api_key:?}");
        }
    }
}
