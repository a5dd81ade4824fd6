//! Texts of the chart of a model.

use chrono::{DateTime, Utc};

use super::forecast;
use crate::{
    domain::{Quantity, Unit, Zone},
    words::{Lang, Text, number, phrase, time},
};

pub(crate) const NOW: Text = Text::new("now", "现在");
pub(crate) const GRANT: Text = Text::new("total", "总额度");

/// What a chart shows: `tokens left`. `total` is added where it is out of sight: `tokens left of 1 M`.
pub(crate) fn caption(lang: Lang, unit: Unit, total: Option<Quantity>) -> String {
    let unit = number::unit(lang, unit);
    let Some(total) = total.map(|total| number::short(lang, total)) else {
        return phrase!(lang, "{unit} left", "剩余（{unit}）");
    };
    phrase!(lang, "{unit} left of {total}", "剩余（{unit}），总额度 {total}")
}

/// When it runs out, from the longest to the shortest: `runs out today 20:10`.
pub(crate) fn runs_out(lang: Lang, at: DateTime<Utc>, now: DateTime<Utc>, zone: Zone) -> [String; 2] {
    with_time(lang, forecast::EMPTY, &forecast::when(lang, at, now, zone))
}

/// When it ran out, from the longest to the shortest: `ran out 20 Nov 03:40`.
pub(crate) fn ran_out(lang: Lang, at: DateTime<Utc>, now: DateTime<Utc>, zone: Zone) -> [String; 2] {
    with_time(lang, forecast::RAN_OUT, &time::moment(lang, at, now, zone))
}

/// When it expires or expired, from the longest to the shortest: `expires 4 Dec 10:12`.
pub(crate) fn expires(lang: Lang, at: DateTime<Utc>, now: DateTime<Utc>, zone: Zone) -> [String; 2] {
    const EXPIRED: Text = Text::new("expired", "已到期");
    let word = if at > now { forecast::EXPIRES } else { EXPIRED };
    with_time(lang, word, &time::moment(lang, at, now, zone))
}

fn with_time(lang: Lang, word: Text, time: &str) -> [String; 2] {
    let word = word.of(lang);
    [format!("{word} {time}"), word.to_owned()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_out_of_sight_is_named() {
        let total = Some(1_000_000.into());
        assert_eq!(caption(Lang::English, Unit::Tokens, None), "tokens left");
        assert_eq!(caption(Lang::English, Unit::Tokens, total), "tokens left of 1 M");
        assert_eq!(caption(Lang::Chinese, Unit::Tokens, total), "剩余（Token），总额度 100 万");
    }

    #[test]
    fn times_have_their_word() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let now = at("2026-11-22T06:12:00Z");
        let words = |words: [String; 2]| words.join(" | ");
        let soon = at("2026-11-22T20:10:00Z");
        for (lang, text, expected) in [
            (Lang::English, runs_out(Lang::English, soon, now, Zone::UTC), "runs out today 20:10 | runs out"),
            (Lang::English, ran_out(Lang::English, now, now, Zone::UTC), "ran out 06:12 | ran out"),
            (Lang::English, expires(Lang::English, soon, now, Zone::UTC), "expires 20:10 | expires"),
            (Lang::Chinese, expires(Lang::Chinese, now, now, Zone::UTC), "已到期 06:12 | 已到期"),
        ] {
            assert_eq!(words(text), expected, "{lang:?}");
        }
    }
}
