//! What is known of many accounts, one line or one row each: on the Accounts page, the wallboard, and of `quotatop accounts`.

use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;

use crate::{
    domain::{
        AccountState, Quantity, Unit, Zone,
        fleet::{AccountName, AccountRow, Totals},
        time::full_minute,
    },
    words::{
        Lang, Text,
        facts::{account::owed, forecast},
        number,
        overlays::profiles,
        phrase, plain, time,
    },
};

/// Its quotas were never read.
const NEVER: Text = Text::new("never", "从未");
pub(crate) const NONE: Text = Text::new("No accounts were read yet.", "尚未读取任何账号。");
/// The widest text of [`read`] within 1,000 days.
pub(crate) const WIDEST_READ: Text = Text::new("59 min old", "59 分钟 过时");

/// `prod`, `prod (10.0.0.1:9464)`.
pub(crate) fn name(lang: Lang, name: &AccountName) -> String {
    let profile = plain(&name.profile);
    match &name.instance {
        None => profile.into_owned(),
        Some(instance) => {
            let instance = plain(instance);
            phrase!(lang, "{profile} ({instance})", "{profile}（{instance}）")
        }
    }
}

/// What is said of the balance of an account that is not good: `OVERDUE 12.40 USD`, `not checked`. Absent if the
/// balance itself is shown.
pub(crate) fn no_balance(lang: Lang, row: &AccountRow) -> Option<String> {
    match (row.state, row.available) {
        (AccountState::Overdue, available) => {
            let owed = owed(available, row.currency.as_deref()).unwrap_or_default();
            let overdue = lang.pick("OVERDUE", "欠费");
            Some(format!("{overdue} {owed}").trim_end().to_owned())
        }
        (AccountState::Good, Some(_)) => None,
        (state, _) => Some(profiles::account(lang, state, None)),
    }
}

/// When the first quota runs out: `today 20:10`.
pub(crate) fn runs_out(lang: Lang, row: &AccountRow, now: DateTime<Utc>, zone: Zone) -> Option<String> {
    row.runs_out_next.as_ref().map(|next| forecast::when(lang, next.at, now, zone))
}

/// What lapses unused: `4.2 M tokens`, `4.2 M tokens, 31 s`; empty if nothing does.
pub(crate) fn lapses<'a>(lang: Lang, lapses: impl IntoIterator<Item = (&'a Unit, &'a Quantity)>) -> String {
    let amounts = lapses.into_iter().filter(|(_, amount)| amount.is_positive()).map(|(unit, amount)| {
        let (short, unit) = lapse(lang, *unit, *amount);
        number::with_unit(&short, unit)
    });
    list(lang, amounts)
}

/// An amount that lapses, and its unit.
pub(crate) fn lapse(lang: Lang, unit: Unit, amount: Quantity) -> (String, &'static str) {
    (number::short(lang, amount), number::unit(lang, unit))
}

/// What was spent: `12.40 USD`, `12.40 USD, 3.10 CNY`; empty if nothing is known.
pub(crate) fn spent<'a>(lang: Lang, spend: impl IntoIterator<Item = (&'a str, Decimal)>) -> String {
    let amounts = spend.into_iter().map(|(currency, payable)| {
        format!("{} {}", number::hundredths(payable), plain(currency)).trim_end().to_owned()
    });
    list(lang, amounts)
}

fn list(lang: Lang, amounts: impl Iterator<Item = String>) -> String {
    amounts.collect::<Vec<_>>().join(lang.pick(", ", "，"))
}

/// How old its figures are, and whether that is too old: `now`, `2 min`, `3 h old`, `never`.
pub(crate) fn read(lang: Lang, row: &AccountRow, now: DateTime<Utc>) -> String {
    let Some(at) = row.read_at() else { return NEVER.of(lang).to_owned() };
    let age = full_minute(now).signed_duration_since(full_minute(at));
    let text = time::rough(lang, age);
    if row.is_old(now) {
        phrase!(lang, "{text} old", "{text} 过时")
    } else if age < TimeDelta::minutes(1) {
        lang.pick("now", "刚刚").to_owned()
    } else {
        text
    }
}

/// All accounts together, the most important first:
/// `12 accounts, 1 overdue`, `9 used up`, `3 low`, `4.2 M tokens lapse within 7 days`, `12.40 USD so far`.
pub(crate) fn totals(lang: Lang, totals: &Totals) -> Vec<String> {
    let accounts = number::counted(
        lang,
        u64::try_from(totals.accounts).unwrap_or(u64::MAX),
        ["account", "accounts"],
        "个账号",
    );
    let overdue = totals.overdue;
    let mut parts = vec![match overdue {
        0 => accounts,
        overdue => phrase!(lang, "{accounts}, {overdue} overdue", "{accounts}，{overdue} 个欠费"),
    }];
    let (used_up, low) = (totals.models.exhausted, totals.models.low);
    if used_up > 0 {
        let count = number::count(used_up.into());
        parts.push(phrase!(lang, "{count} used up", "{count} 个已用完"));
    }
    if low > 0 {
        let count = number::count(low.into());
        parts.push(phrase!(lang, "{count} low", "{count} 个偏低"));
    }
    let lapses = self::lapses(lang, &totals.lapses);
    if !lapses.is_empty() {
        parts.push(phrase!(lang, "{lapses} lapse within 7 days", "7 天内失效 {lapses}"));
    }
    let spent = spent(lang, totals.spend.iter().map(|(currency, payable)| (currency.as_str(), *payable)));
    if !spent.is_empty() {
        parts.push(phrase!(lang, "{spent} so far", "本账期至今 {spent}"));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{FeedName, fleet::FeedSeen, fleet::Models};

    const NOW: &str = "2026-11-22T06:12:07Z";

    fn now() -> DateTime<Utc> {
        NOW.parse().unwrap()
    }

    fn row() -> AccountRow {
        AccountRow::unknown(AccountName::of_profile("prod"))
    }

    #[test]
    fn an_unknown_balance_is_no_zero() {
        for (state, available, english, chinese) in [
            (AccountState::Unknown, None, Some("not checked"), Some("未检查")),
            (AccountState::Overdue, Some("-12.4"), Some("OVERDUE 12.40 USD"), Some("欠费 12.40 USD")),
            (AccountState::Overdue, None, Some("OVERDUE"), Some("欠费")),
            (AccountState::Good, Some("0"), None, None),
            (AccountState::Good, None, Some("not overdue"), Some("未欠费")),
        ] {
            let mut row = row();
            (row.state, row.currency) = (state, Some("USD".into()));
            row.available = available.map(|amount| amount.parse().unwrap());
            assert_eq!(no_balance(Lang::English, &row).as_deref(), english);
            assert_eq!(no_balance(Lang::Chinese, &row).as_deref(), chinese);
        }
    }

    #[test]
    fn figures_that_are_old_say_so() {
        for (age, is_up, text) in [
            (0, true, "now"),
            (0, false, "0 min old"),
            (14, true, "14 min"),
            (16, true, "16 min old"),
            (2, false, "2 min old"),
            (130, true, "2 h old"),
        ] {
            let mut row = row();
            let fetched_at = Some(now() - TimeDelta::minutes(age));
            row.feeds[FeedName::Quotas] = FeedSeen { fetched_at, is_up: Some(is_up) };
            assert_eq!(read(Lang::English, &row, now()), text);
        }
        assert_eq!(read(Lang::English, &row(), now()), "never");
    }

    #[test]
    fn totals_leave_out_what_there_is_not() {
        let mut all = Totals { accounts: 1, ..Totals::default() };
        assert_eq!(totals(Lang::English, &all), ["1 account"]);
        all = Totals { accounts: 12, overdue: 1, ..all };
        all.models = Models { exhausted: 9, low: 3, ..Models::default() };
        all.lapses = [(Unit::Tokens, 4_200_000.into()), (Unit::Seconds, 31.into())].into();
        all.spend = [("USD".into(), "12.4".parse().unwrap()), ("CNY".into(), "3.1".parse().unwrap())].into();
        assert_eq!(
            totals(Lang::English, &all).join(" · "),
            "12 accounts, 1 overdue · 9 used up · 3 low · 4.2 M tokens, 31 s lapse within 7 days \
             · 3.10 CNY, 12.40 USD so far"
        );
        assert_eq!(
            totals(Lang::Chinese, &all).join("；"),
            "12 个账号，1 个欠费；9 个已用完；3 个偏低；7 天内失效 420 万 Token，31 秒；\
             本账期至今 3.10 CNY，12.40 USD"
        );
    }

    #[test]
    fn names_are_shown_as_text() {
        let named = AccountName { profile: "a\u{1b}".into(), instance: Some("10.0.0.1:9464".into()) };
        assert_eq!(name(Lang::English, &named), "a\\u001b (10.0.0.1:9464)");
    }
}
