//! Against a real Prometheus that has the exporter's metrics of some accounts.

use std::{collections::BTreeMap, fmt::Write as _};

use quotatop::domain::{
    AccountState, FeedName, Kind, Quantity, Unit,
    alert::{Firing, Rule, Subject},
    fleet::{Models, RunsOutNext},
};

use super::*;
use crate::support::prometheus::Prometheus;

/// Samples by metric, since those of a metric must come together.
#[derive(Default)]
struct Samples(BTreeMap<String, String>);

impl Samples {
    fn add(&mut self, metric: &str, labels: &str, value: &str, time: DateTime<Utc>) {
        let lines = self.0.entry(metric.to_owned()).or_default();
        writeln!(lines, "{metric}{{{labels}}} {value} {}", time.timestamp()).unwrap();
    }

    fn text(&self) -> String {
        let metric = |(name, lines): (&String, &String)| format!("# TYPE {name} gauge\n{lines}");
        self.0.iter().map(metric).collect()
    }

    /// The models and feeds of an account as its exporter has them at `time`.
    fn account(&mut self, labels: &str, time: DateTime<Utc>) {
        let seconds = |text: &str| at(text).timestamp().to_string();
        let total =
            [("used-up", "0"), ("low", "100000"), ("fine", "640000.5"), ("expired", "0"), ("none", "")];
        for (model, remaining) in total {
            let labels = format!(r#"{labels},model="{model}",kind="text",unit="tokens""#);
            let call = match model {
                "used-up" | "none" => "billed",
                "low" => "refused",
                _ => "unknown",
            };
            for state in ["free", "billed", "refused", "unknown"] {
                let value = if state == call { "1" } else { "0" };
                self.add("quotatop_next_call", &format!(r#"{labels},state="{state}""#), value, time);
            }
            if remaining.is_empty() {
                continue;
            }
            self.add("quotatop_free_quota_total", &labels, "1e+06", time);
            self.add("quotatop_free_quota_remaining", &labels, remaining, time);
            let expires = if model == "expired" { "2026-11-28T05:59:59Z" } else { "2026-12-04T06:00:00Z" };
            self.add("quotatop_free_quota_expires_timestamp_seconds", &labels, &seconds(expires), time);
        }
        let runs_out = "quotatop_free_quota_runs_out_timestamp_seconds";
        let model = |name: &str| format!(r#"{labels},model="{name}",kind="text",unit="tokens""#);
        self.add(runs_out, &model("used-up"), &seconds("2026-11-27T00:00:00Z"), time);
        self.add(runs_out, &model("low"), &seconds("2026-11-28T20:10:00Z"), time);
        self.add(runs_out, &model("fine"), &seconds("2026-12-01T00:00:00Z"), time);
        self.add("quotatop_free_quota_lapses", &model("fine"), "610000", time);
        self.add("quotatop_free_quota_lapses", &model("low"), "0", time);
        self.add("quotatop_free_quota_only", &model("low"), "1", time);
        self.add("quotatop_account_available", &format!(r#"{labels},currency="USD""#), "-12.4", time);
        self.add("quotatop_account_overdue", labels, "1", time);
        let spend = |cycle: &str| format!(r#"{labels},currency="USD",cycle="{cycle}""#);
        self.add("quotatop_spend", &spend("2026-10"), "99", time);
        self.add("quotatop_spend", &spend("2026-11"), "3.25", time);
        let feed = format!(r#"{labels},feed="quotas""#);
        let read_at = (time.timestamp() - 30).to_string();
        self.add("quotatop_feed_last_success_timestamp_seconds", &feed, &read_at, time);
        self.add("quotatop_feed_up", &feed, "1", time);
    }

    /// What the recording rules make of that.
    fn rules(&mut self, labels: &str, time: DateTime<Utc>) {
        for (rule, value) in [
            ("quotatop:models:count", "5"),
            ("quotatop:models_billed:count", "2"),
            ("quotatop:models_refused:count", "1"),
            ("quotatop:models_low:count", "1"),
            ("quotatop:models_exhausted:count", "1"),
        ] {
            self.add(rule, labels, value, time);
        }
        let next = format!(r#"{labels},model="low",kind="text",unit="tokens""#);
        let runs_out = at("2026-11-28T20:10:00Z").timestamp().to_string();
        self.add("quotatop:runs_out_next_timestamp_seconds", &next, &runs_out, time);
        self.add("quotatop:lapses_within_7d:sum", &format!(r#"{labels},unit="tokens""#), "610000", time);
    }

    /// Alerts that fire, one that does not yet, and one that quotatop does not know.
    fn alerts(&mut self, labels: &str) {
        let since = at("2026-11-26T12:00:00Z").timestamp().to_string();
        for (alert, state) in [
            (
                r#"alertname="QuotatopLow",rule="low",severity="warning",model="low",kind="text",unit="tokens""#,
                "firing",
            ),
            (r#"alertname="QuotatopOverdue",rule="overdue",severity="critical""#, "firing"),
            (
                r#"alertname="QuotatopFeedFailing",rule="feed_failing",severity="warning",feed="quotas""#,
                "pending",
            ),
            (r#"alertname="Own",rule="my_own",severity="page""#, "firing"),
            (r#"alertname="OfNobody",severity="page""#, "firing"),
        ] {
            self.add("ALERTS_FOR_STATE", &format!("{labels},{alert}"), &since, at(NOW));
            self.add("ALERTS", &format!(r#"{labels},{alert},alertstate="{state}""#), "1", at(NOW));
        }
    }
}

fn labels(profile: &str, instance: &str) -> String {
    format!(
        r#"instance="{instance}",job="q",profile="{profile}",region="ap-southeast-1",site="international",team="a""#
    )
}

/// The row of the account that [`Samples::account`] describes.
fn expected(profile: &str, instance: Option<&str>, read_at: &str) -> AccountRow {
    let name = AccountName { profile: profile.into(), instance: instance.map(Into::into) };
    let mut row = AccountRow::unknown(name);
    row.state = AccountState::Overdue;
    row.available = Some("-12.4".parse().unwrap());
    row.currency = Some("USD".into());
    row.models = Some(Models { all: 5, billed: 2, refused: 1, low: 1, exhausted: 1 });
    row.runs_out_next = Some(RunsOutNext { model: "low".into(), at: at("2026-11-28T20:10:00Z") });
    row.lapses = vec![(Unit::Tokens, 610_000.into())];
    row.spend = vec![quotatop::domain::fleet::AccountSpend {
        currency: "USD".into(),
        payable: "3.25".parse().unwrap(),
        cycle: "2026-11".parse().unwrap(),
    }];
    row.feeds[FeedName::Quotas].fetched_at = Some(at(read_at));
    row.feeds[FeedName::Quotas].is_up = Some(true);
    row
}

#[tokio::test]
async fn rows_are_the_same_with_and_without_recording_rules() {
    for has_rules in [false, true] {
        let mut samples = Samples::default();
        // A profile of one name at two pollers is two accounts.
        for (profile, instance) in [("berlin", "one:9464"), ("default", "one:9464"), ("default", "two:9464")]
        {
            let labels = labels(profile, instance);
            samples.account(&labels, at(NOW));
            if has_rules {
                samples.rules(&labels, at(NOW));
            }
        }
        // Of another team.
        samples.account(&labels("paris", "one:9464").replace(r#"team="a""#, r#"team="b""#), at(NOW));
        let Some(prometheus) = Prometheus::start(&samples.text()) else { return };
        let source = source(&prometheus.url(), r#"team="a""#);
        let reading = read(&source).await.unwrap();
        assert_eq!(reading.has_rules, has_rules);
        let read_at = "2026-11-28T05:59:30Z";
        let rows = [
            expected("berlin", None, read_at),
            expected("default", Some("one:9464"), read_at),
            expected("default", Some("two:9464"), read_at),
        ];
        assert_eq!(reading.accounts, rows, "rules: {has_rules}");
    }
}

#[tokio::test]
async fn what_is_not_scraped_any_more_is_shown_as_it_was() {
    let mut samples = Samples::default();
    let (gone, here) = (labels("gone", "one:9464"), labels("here", "one:9464"));
    let night = at("2026-11-27T22:00:00Z");
    samples.account(&gone, night);
    samples.rules(&gone, night);
    samples.account(&here, at(NOW));
    samples.rules(&here, at(NOW));
    let long_gone = labels("long gone", "one:9464");
    samples.account(&long_gone, at("2026-11-27T05:00:00Z"));
    samples.rules(&long_gone, at("2026-11-27T05:00:00Z"));
    let Some(prometheus) = Prometheus::start(&samples.text()) else { return };
    let source = source(&prometheus.url(), "");
    let reading = read(&source).await.unwrap();
    let rows =
        [expected("gone", None, "2026-11-27T21:59:30Z"), expected("here", None, "2026-11-28T05:59:30Z")];
    assert_eq!(reading.accounts, rows);
    assert!(reading.accounts[0].is_old(at(NOW)) && !reading.accounts[1].is_old(at(NOW)));
    // It can be opened, too.
    let account = open(&source, AccountName::of_profile("gone")).await.unwrap();
    assert_eq!(account.snapshot.models.len(), 5);
}

#[tokio::test]
async fn an_account_is_opened_with_its_models_and_their_past() {
    let mut samples = Samples::default();
    let own = labels("berlin", "one:9464");
    samples.account(&labels("other", "one:9464"), at(NOW));
    // Half of it was used in the days before.
    let model = format!(r#"{own},model="fine",kind="text",unit="tokens""#);
    for (time, remaining) in [
        ("2026-11-26T06:00:00Z", "1e+06"),
        ("2026-11-26T06:01:00Z", "1e+06"),
        ("2026-11-27T06:00:00Z", "800000"),
    ] {
        samples.add("quotatop_free_quota_remaining", &model, remaining, at(time));
    }
    samples.account(&own, at(NOW));
    samples.alerts(&own);
    let Some(prometheus) = Prometheus::start(&samples.text()) else { return };
    let source = source(&prometheus.url(), "");
    let AccountReading { name, snapshot, histories, firing } =
        open(&source, AccountName::of_profile("berlin")).await.unwrap();
    assert_eq!(&*name.profile, "berlin");
    assert_eq!((snapshot.account_state(), snapshot.models.len()), (AccountState::Overdue, 5));
    assert_eq!(snapshot.feed(FeedName::Quotas).fetched_at, Some(at("2026-11-28T05:59:30Z")));
    let names: Vec<&str> = snapshot.models.iter().map(|model| model.name.as_str()).collect();
    assert_eq!(names, ["expired", "fine", "low", "none", "used-up"]);
    let fine = &snapshot.models[1];
    let quota = fine.quota.as_ref().unwrap();
    assert_eq!((fine.kind, fine.unit), (Kind::Text, Unit::Tokens));
    assert_eq!(quota.total, Some(1_000_000.into()));
    assert_eq!(quota.remaining, Some("640000.5".parse().unwrap()));
    assert_eq!(quota.expires_at, Some(at("2026-12-04T06:00:00Z")));
    assert_eq!(snapshot.models[2].free_quota_only, Some(true));
    assert_eq!(snapshot.models[3].quota, None, "nothing is known of its quota");
    let (_, past) = histories.iter().find(|(model, _)| model.as_str() == "fine").unwrap();
    let figures: Vec<Quantity> = past.iter().map(|seen| seen.remaining).collect();
    assert_eq!(figures, ["1000000", "800000", "640000.5"].map(|text| text.parse().unwrap()));
    let since = at("2026-11-26T12:00:00Z");
    let low = Firing { rule: Rule::Low, subject: Subject::Model("low".into()), since };
    let overdue = Firing { rule: Rule::Overdue, subject: Subject::Account, since };
    assert_eq!(firing, [low, overdue], "neither a pending alert nor one of the user's own rules");
}

#[tokio::test]
async fn names_that_are_meant_to_break_out_find_only_themselves() {
    let hostile = r#"a"} or up{x="b"#;
    let mut samples = Samples::default();
    let escaped = hostile.replace('"', r#"\""#);
    samples.account(&labels(&escaped, "one:9464"), at(NOW));
    samples.account(&labels("other", "one:9464"), at(NOW));
    let Some(prometheus) = Prometheus::start(&samples.text()) else { return };
    let source = source(&prometheus.url(), "");
    let reading = read(&source).await.unwrap();
    assert_eq!(reading.accounts.len(), 2);
    let account = open(&source, AccountName::of_profile(hostile)).await.unwrap();
    assert_eq!(account.snapshot.models.len(), 5);
    let none = open(&source, AccountName::of_profile(r#"a"} or up{"#)).await.unwrap();
    assert_eq!(none.snapshot.models.len(), 0);
}

/// What they say is tested with `promtool`; that both ways agree, above.
#[test]
fn the_rules_that_are_queried_are_those_that_are_shipped() {
    let shipped = include_str!("../../../../assets/prometheus/recording.rules.yml");
    let names: Vec<&str> = quotatop::source::fleet::rules().collect();
    assert_eq!(names.len(), 7);
    for name in names {
        assert!(shipped.contains(&format!("record: {name}\n")), "{name}");
    }
}
