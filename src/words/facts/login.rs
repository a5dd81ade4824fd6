//! Logins to the console: their age, and when they may lapse.

use chrono::{DateTime, Utc};

use crate::{
    domain::{
        Zone,
        login::{Lapse, MintedToken},
    },
    words::{Lang, Report, Text, phrase, plain, time},
};

pub(crate) const TOKEN: Text = Text::new("console token", "控制台令牌");

/// A login that will have to be renewed by hand: how old it is, how long earlier ones lasted, what to do.
pub(crate) fn lapsing(lang: Lang, lapse: &Lapse, now: DateTime<Utc>, zone: Zone) -> Report {
    let credential = plain(&lapse.credential);
    let age = time::rough(lang, now.signed_duration_since(lapse.first_used));
    let lasted = time::rough(lang, lapse.lasted);
    let message = phrase!(
        lang,
        "the {credential} login is {age} old; earlier ones lasted about {lasted}",
        "{credential} 的登录已使用 {age}；此前的登录约 {lasted}后失效",
    );
    let renew = match &lapse.command {
        Some(command) => format!("{}{}", lang.pick("run: ", "请运行："), plain(command)),
        None => phrase!(lang, "renew it: {credential}", "请更新：{credential}"),
    };
    let before = time::moment(lang, lapse.before, now, zone);
    let remedy = if lapse.before > now {
        phrase!(lang, "{renew} before {before}", "{renew}（{before} 之前）")
    } else {
        renew
    };
    Report { message, remedy }
}

/// The age of a minted token, and the last renewal.
pub(crate) fn minted(lang: Lang, token: &MintedToken, now: DateTime<Utc>) -> String {
    let (credential, age) = (plain(&token.credential), time::ago(lang, token.first_used, now));
    let renewed = match token.renewed {
        None => lang.pick("not renewed so far", "尚未更新过").to_owned(),
        Some((at, lasted)) => {
            let at = time::ago(lang, at, now);
            match lasted.map(|lasted| time::rough(lang, lasted)) {
                Some(lasted) => phrase!(
                    lang,
                    "last renewed {at}, after {lasted}",
                    "上次更新于{at}，前一个使用了 {lasted}",
                ),
                None => phrase!(lang, "last renewed {at}", "上次更新于{at}"),
            }
        }
    };
    phrase!(lang, "minted from {credential}: {age}; {renewed}", "由 {credential} 生成：{age}；{renewed}",)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn at(hours: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::hours(hours)
    }

    #[test]
    fn what_is_announced_says_how_old_how_long_and_what_to_do() {
        let lapse = |command: Option<&str>| Lapse {
            credential: "bl profile dev".to_owned(),
            first_used: at(0),
            lasted: TimeDelta::hours(24),
            before: at(24),
            command: command.map(str::to_owned),
        };
        for (lang, command, now, expected) in [
            (
                Lang::English,
                Some("bl auth login --config dev"),
                20,
                "the bl profile dev login is 20 h old; earlier ones lasted about 1 d; \
                 run: bl auth login --config dev before 2 Jan 00:00",
            ),
            (
                Lang::English,
                Some("bl auth login"),
                30,
                "the bl profile dev login is 1 d old; earlier ones lasted about 1 d; run: bl auth login",
            ),
            (
                Lang::English,
                None,
                20,
                "the bl profile dev login is 20 h old; earlier ones lasted about 1 d; \
                 renew it: bl profile dev before 2 Jan 00:00",
            ),
            (
                Lang::Chinese,
                Some("bl auth login"),
                30,
                "bl profile dev 的登录已使用 1 天；此前的登录约 1 天后失效；请运行：bl auth login",
            ),
        ] {
            assert_eq!(lapsing(lang, &lapse(command), at(now), Zone::UTC).line(lang), expected);
        }
    }

    #[test]
    fn a_minted_token_says_its_age_and_its_renewal() {
        for (renewed, expected) in [
            (None, "minted from pair: 3 h ago; not renewed so far"),
            (Some((at(0), None)), "minted from pair: 3 h ago; last renewed 3 h ago"),
            (
                Some((at(-21), Some(TimeDelta::hours(11)))),
                "minted from pair: 3 h ago; last renewed 1 d ago, after 11 h",
            ),
        ] {
            let token = MintedToken { credential: "pair".to_owned(), first_used: at(0), renewed };
            assert_eq!(minted(Lang::English, &token, at(3)), expected);
        }
    }
}
