//! What `check` answers, in a sentence: what calls would be, why, and what is left.

use chrono::{DateTime, Utc};

use super::{detail, number, plain, time};
use crate::domain::{
    Model, Quantity, Status, Thresholds, Unit,
    check::{Question, Verdict, Why},
    next_call,
};

/// What was asked, and what is known of it.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The model's name as it was asked for.
    pub name: &'a str,
    /// What is known of it; absent = nothing.
    pub model: Option<&'a Model>,
    /// What was asked.
    pub question: &'a Question,
    /// The answer.
    pub verdict: Verdict,
}

/// The answer in one sentence: `covered: real-time calls to qwen-turbo that use up to 1 token ...`.
pub fn sentence(asked: &Asked<'_>, now: DateTime<Utc>) -> String {
    let reason = asked.verdict.why().map_or_else(
        || "are covered by its free quota".to_owned(),
        |why| format!("{}: {}", outcome(asked.verdict), reason(why, asked, now)),
    );
    let left = left(asked, now).map(|left| format!("; {left}")).unwrap_or_default();
    format!("{}: {} {reason}{left}", asked.verdict.as_str(), calls(asked))
}

/// Which calls: `real-time calls to qwen-max that use up to 5,000 tokens`.
fn calls(asked: &Asked<'_>) -> String {
    let mode = if asked.question.batch { "batch" } else { "real-time" };
    let unit = number::unit(asked.model.map_or(Unit::Units, |model| model.unit));
    let is_one = asked.question.need == Quantity::from(1);
    let unit = unit.strip_suffix('s').filter(|single| is_one && !single.is_empty()).unwrap_or(unit);
    let need = number::grouped(asked.question.need);
    format!("{mode} calls to {} that use up to {need} {unit}", plain(asked.name))
}

const fn outcome(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Covered => "are covered",
        Verdict::Billed(_) => "would be billed",
        Verdict::Refused(_) => "would be refused",
        Verdict::Unknown(_) => "may be billed or refused",
    }
}

/// Why calls are not covered, or not known to be.
pub fn reason(why: Why, asked: &Asked<'_>, now: DateTime<Utc>) -> String {
    match why {
        Why::Overdue => "the account is overdue".to_owned(),
        Why::AccountUnchecked => format!("{}, or say --ignore-account", super::screen::ACCOUNT_OFF[0]),
        Why::Batch => "free quota never covers batch calls".to_owned(),
        Why::NoSuchModel => "no model of this name is known; see: quotatop list".to_owned(),
        Why::NoFreeQuota => "this model has no free quota".to_owned(),
        Why::Unsupported => "Alibaba knows no free quota for it".to_owned(),
        Why::Unclear => "what is known of its quota does not tell".to_owned(),
        Why::Over => {
            let is_expired = expires_at(asked).is_some_and(|at| at <= now)
                && remaining(asked).is_none_or(Quantity::is_positive);
            if is_expired { "the free quota has expired" } else { "the free quota is used up" }.to_owned()
        }
        Why::TooLittle => "less than that is left".to_owned(),
        Why::SwitchUnknown => "too little is left, and whether Free Quota Only is on is not known".to_owned(),
        Why::TooOld => "what is left was read too long ago to be sure".to_owned(),
        Why::WithinMargin => {
            let margin = asked.model.map_or(Quantity::ZERO, |model| next_call::margin(model, now));
            format!("figures may lag by up to an hour, here by {}", number::grouped(margin))
        }
    }
}

/// What is left, and when that was read.
fn left(asked: &Asked<'_>, now: DateTime<Utc>) -> Option<String> {
    let model = asked.model?;
    let read_at = model.quota.as_ref()?.read_at;
    let status = Status::of(model, &Thresholds::default(), now);
    Some(format!("{} (read {})", detail::left(model, status), time::ago(read_at, now)))
}

fn remaining(asked: &Asked<'_>) -> Option<Quantity> {
    asked.model?.quota.as_ref()?.remaining
}

fn expires_at(asked: &Asked<'_>) -> Option<DateTime<Utc>> {
    asked.model?.quota.as_ref()?.expires_at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Quota;

    const NOW: &str = "2026-11-22T06:12:07Z";

    fn model(remaining: u64) -> Model {
        let quota = Quota {
            total: Some(1_000_000.into()),
            remaining: Some(remaining.into()),
            expires_at: Some("2026-12-04T10:12:07Z".parse().unwrap()),
            quota_status: Some("VALID".into()),
            read_at: "2026-11-22T06:10:07Z".parse().unwrap(),
        };
        Model { quota: Some(quota), unit: Unit::Tokens, ..Model::named("qwen-max".into()) }
    }

    fn said(model: Option<&Model>, question: Question, verdict: Verdict) -> String {
        sentence(&Asked { name: "qwen-max", model, question: &question, verdict }, NOW.parse().unwrap())
    }

    #[test]
    fn sentences_say_which_calls_what_they_would_be_and_what_is_left() {
        let need = |need: u64| Question { need: need.into(), ..Question::default() };
        let batch = Question { batch: true, ..need(1) };
        for (model, question, verdict, expected) in [
            (
                Some(model(640_000)),
                need(5_000),
                Verdict::Covered,
                "covered: real-time calls to qwen-max that use up to 5,000 tokens are covered by its free quota; \
                 640,000 of 1,000,000 tokens left (read 2 min ago)",
            ),
            (
                Some(model(24_098)),
                need(5_000),
                Verdict::Unknown(Why::WithinMargin),
                "unknown: real-time calls to qwen-max that use up to 5,000 tokens may be billed or refused: figures \
                 may lag by up to an hour, here by 20,000; 24,098 of 1,000,000 tokens left (read 2 min ago)",
            ),
            (
                Some(model(0)),
                need(1),
                Verdict::Billed(Why::Over),
                "billed: real-time calls to qwen-max that use up to 1 token would be billed: the free quota is used \
                 up; 0 of 1,000,000 tokens left (read 2 min ago)",
            ),
            (
                Some(model(640_000)),
                batch,
                Verdict::Billed(Why::Batch),
                "billed: batch calls to qwen-max that use up to 1 token would be billed: free quota never covers \
                 batch calls; 640,000 of 1,000,000 tokens left (read 2 min ago)",
            ),
            (
                None,
                need(1),
                Verdict::Unknown(Why::NoSuchModel),
                "unknown: real-time calls to qwen-max that use up to 1 unit may be billed or refused: no model of \
                 this name is known; see: quotatop list",
            ),
        ] {
            assert_eq!(said(model.as_ref(), question, verdict), expected);
        }
    }

    #[test]
    fn what_lapsed_is_not_called_used_up() {
        let mut lapsed = model(512_000);
        lapsed.quota.as_mut().unwrap().expires_at = Some(NOW.parse().unwrap());
        let said = said(Some(&lapsed), Question::default(), Verdict::Billed(Why::Over));
        assert!(
            said.contains("the free quota has expired; 512,000 of 1,000,000 tokens lapsed unused"),
            "{said}"
        );
    }

    #[test]
    fn a_name_is_data() {
        let asked = Asked {
            name: "a\u{1b}[2J",
            model: None,
            question: &Question::default(),
            verdict: Verdict::Unknown(Why::NoSuchModel),
        };
        assert!(!sentence(&asked, NOW.parse().unwrap()).contains('\u{1b}'));
    }
}
