//! `assets/prometheus`: rules that promtool accepts, and whose own tests pass.

use std::{collections::BTreeSet, process::Command};

use quotatop::domain::alert::Rule;
use strum::IntoEnumIterator as _;

use super::*;
use crate::support::prometheus::Prometheus;

const FILES: [&str; 2] = ["recording.rules.yml", "alerts.rules.yml"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rules(file: &str) -> String {
    fs::read_to_string(root().join("assets/prometheus").join(file)).unwrap()
}

/// What follows `mark` in each line that has it.
fn after<'a>(text: &'a str, mark: &str) -> BTreeSet<&'a str> {
    let rests = text.lines().filter_map(|line| Some(line.split_once(mark)?.1));
    rests
        .map(|rest| rest.split(|end: char| !end.is_ascii_alphanumeric() && end != '_').next().unwrap())
        .collect()
}

#[test]
fn promtool_accepts_the_rules_and_their_tests_pass() {
    if !Prometheus::is_installed() {
        return;
    }
    for arguments in [
        &["check", "rules", FILES[0], FILES[1]][..],
        &["check", "config", "--syntax-only", "scrape.yml"],
        &["test", "rules", "recording.test.yml", "alerts.test.yml"],
    ] {
        let mut promtool = Command::new("promtool");
        let ran = promtool.args(arguments).current_dir(root().join("assets/prometheus")).output().unwrap();
        let said = String::from_utf8_lossy(&[ran.stdout, ran.stderr].concat()).into_owned();
        assert!(ran.status.success(), "{arguments:?}: {said}");
    }
}

#[test]
fn every_alert_is_tested_and_every_rule_is_an_alert_or_cannot_be_one() {
    let (alerts, tests) = (rules("alerts.rules.yml"), rules("alerts.test.yml"));
    assert_eq!(after(&alerts, "- alert: "), after(&tests, "alertname: "));
    let document = fs::read_to_string(root().join("docs/fleet.md")).unwrap();
    let (_, section) = document.split_once("\n### What the rules cannot express\n").unwrap();
    let alerting = after(&alerts, "rule: ");
    let missing: BTreeSet<&str> =
        Rule::iter().map(Into::into).filter(|rule| !alerting.contains(rule)).collect();
    assert_eq!(missing, after(section, "| `"));
    let known: BTreeSet<&str> = Rule::iter().map(Into::into).collect();
    assert!(alerting.is_subset(&known), "{alerting:?}");
}

#[test]
fn every_recording_rule_is_tested_and_listed() {
    let recording = rules("recording.rules.yml");
    let names = |text: &str| {
        let words = text.split(|end: char| !end.is_ascii_alphanumeric() && end != '_' && end != ':');
        words.filter(|word| word.starts_with("quotatop:")).map(str::to_owned).collect::<BTreeSet<_>>()
    };
    let document = fs::read_to_string(root().join("docs/fleet.md")).unwrap();
    assert_eq!(names(&recording), names(&rules("recording.test.yml")));
    assert_eq!(names(&recording), names(&document));
}

/// Rules name no metric that there is not.
#[test]
fn rules_name_metrics_that_are_exported() {
    let document = fs::read_to_string(root().join("docs/fleet.md")).unwrap();
    let metrics = after(&document, "| `quotatop_");
    for file in FILES {
        for word in rules(file).split(|end: char| !end.is_ascii_alphanumeric() && end != '_') {
            let metric = word.strip_prefix("quotatop_").filter(|rest| !rest.is_empty());
            assert!(metric.is_none_or(|metric| metrics.contains(metric)), "{file}: {word}");
        }
    }
}
