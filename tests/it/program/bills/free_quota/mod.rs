//! Free quotas from exported bills alone, without any login: compared with the truth from which the exports are made.

mod export;

use chrono::NaiveDateTime;

use self::export::{HEADER, MODELS, Made, export};
use super::fixture::*;
use crate::support::terminal::Start;

/// The grants began 80 days ago: all use of the last days is still to come.
fn first_day() -> NaiveDate {
    today() - TimeDelta::days(80)
}

/// Whether a day is over: of today, nothing is exported.
fn is_over(day: NaiveDate) -> bool {
    day < today()
}

fn account() -> Account {
    Account::without_login(Facts::default())
}

fn import(account: &Account, name: &str, content: &str) -> Ran {
    let path = account.download(name, content);
    account.run(&["import", &path])
}

/// An instant of the vendor's clock, as the contract writes it.
fn utc(at: NaiveDateTime) -> String {
    (at - TimeDelta::hours(8)).format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// What is left of a model's grant after the days that are over.
fn left(model: &Made) -> u64 {
    let uses = model.uses(first_day());
    model.total - uses.iter().filter(|it| is_over(it.at.date())).map(|it| it.free).sum::<u64>()
}

fn assert_truth(account: &Account) {
    let list = account.run(&["list", "-o", "json"]).exits(0);
    let expires = (first_day() + TimeDelta::days(91)).and_hms_opt(0, 0, 0).unwrap();
    for model in &MODELS {
        let found = list.model(model.name);
        assert_eq!(found["from"], "bill", "{found}");
        assert_eq!(found["total"].to_string(), model.total.to_string(), "{found}");
        assert_eq!(found["remaining"].to_string(), left(model).to_string(), "{found}");
        assert_eq!(found["unit"], model.unit, "{found}");
        assert_eq!(found["expires_at"], utc(expires), "{found}");
        assert_eq!(found["at_most"], Value::Null, "{found}");
        let next = if left(model) == 0 { "billed" } else { "unknown" };
        assert_eq!(
            (&found["next_call"], &found["free_quota_only"]),
            (&next.into(), &false.into()),
            "{found}"
        );
    }
}

#[test]
fn an_export_alone_tells_every_quota() {
    assert_eq!(HEADER.split(',').count(), 61);
    let account = account();
    let ran = import(&account, "bill.csv", &export(first_day(), is_over));
    ran.exits(0).prints("the bill shows the free quota of 6 models");
    assert_truth(&account);
}

#[test]
fn overlapping_exports_count_a_line_once() {
    let account = account();
    let middle = first_day() + TimeDelta::days(40);
    let (early, late) = (middle + TimeDelta::days(10), middle - TimeDelta::days(10));
    import(&account, "late.csv", &export(first_day(), |day| is_over(day) && day >= late)).exits(0);
    import(&account, "early.csv", &export(first_day(), |day| is_over(day) && day <= early)).exits(0);
    assert_truth(&account);
}

#[test]
fn with_exports_missing_it_is_at_most_what_is_left() {
    let account = account();
    let is_missing = |day: NaiveDate| (20..50).contains(&(day - first_day()).num_days());
    let early = |day: NaiveDate| (day - first_day()).num_days() < 20;
    import(&account, "early.csv", &export(first_day(), early)).exits(0);
    import(&account, "late.csv", &export(first_day(), |day| is_over(day) && !early(day) && !is_missing(day)))
        .exits(0);
    let list = account.run(&["list", "-o", "json"]).exits(0);
    for model in &MODELS {
        let found = list.model(model.name);
        let remaining = found["remaining"].as_u64().unwrap();
        assert!(remaining >= left(model), "{found}");
        assert_eq!(found["at_most"] == true, remaining > 0, "{found}");
        assert_ne!(found["next_call"], "free", "{found}");
    }
}

#[test]
fn the_end_and_the_first_billed_line_are_known_to_the_minute() {
    let account = account();
    import(&account, "bill.csv", &export(first_day(), is_over)).exits(0);
    let ended: Vec<&Made> = MODELS.iter().filter(|model| left(model) == 0).collect();
    assert!(ended.len() >= 2);
    for model in ended {
        let uses = model.uses(first_day());
        let end = uses.iter().rfind(|it| it.free > 0).unwrap().at;
        let since = ["--since", "90d"];
        let history =
            account.run(&[&["history", model.name, "-o", "json"], &since[..]].concat()).exits(0).json();
        let points = history["points"].as_array().unwrap();
        // The whole grant, then one for each deduction.
        assert_eq!(points.len(), 1 + uses.iter().filter(|it| it.free > 0).count());
        let out = points.iter().find(|point| point["remaining"] == 0).unwrap();
        assert_eq!(out["from"], utc(end), "{}", model.name);
        let billed = uses.iter().find(|it| it.billed > 0).unwrap().at;
        let cycle = billed.format("%Y-%m").to_string();
        let bills = account.bills(&cycle, &[]).exits(0).json();
        let groups = bills["groups"].as_array().unwrap();
        let group = groups.iter().find(|group| group["key"] == model.name).unwrap();
        let reason = &group["reasons"][0];
        assert_eq!(
            (&reason["reason"], &reason["facts"]["ran_out_at"]),
            (&"exhausted".into(), &utc(end).into())
        );
    }
}

/// Longer ago than any forecast looks back.
#[test]
fn an_end_of_long_ago_is_shown_wherever_forecasts_are() {
    let account = account();
    import(&account, "bill.csv", &export(first_day(), is_over)).exits(0);
    let list = account.run(&["list"]).exits(0);
    assert!(!list.errors.contains("no login found"), "none is needed: {list:?}");
    let offline = account.run(&["list", "--offline"]).exits(0);
    assert!(!offline.errors.contains("no last known data"), "{offline:?}");
    let doctor = account.run(&["doctor"]).exits(3);
    doctor.prints("6 models, from a bill to ");
    let mut terminal = account.terminal(Start { size: Some((160, 40)), ..Start::default() });
    for model in MODELS.iter().filter(|model| left(model) == 0) {
        let uses = model.uses(first_day());
        let end = uses.iter().rfind(|it| it.free > 0).unwrap().at - TimeDelta::hours(8);
        let days = (Utc::now() - end.and_utc()).num_days();
        assert!(days > 28);
        let row = list.out.lines().find(|row| row.starts_with(model.name)).unwrap();
        assert!(row.contains(&format!("; ran out {}", end.format("%-d %b"))), "{row}");
        assert!(row.ends_with(&end.format(" %H:%M").to_string()), "{row}");
        terminal.wait_until("the age of the end", |screen| {
            let row = screen.lines().find(|row| row.contains(model.name));
            row.is_some_and(|row| [days, days + 1].iter().any(|days| row.contains(&format!("{days} d ago"))))
        });
    }
    // By when it ran out: those that did come first.
    terminal.press("sr");
    terminal.wait_for("when it runs out");
    terminal.leave();
}

/// Exports are always some hours old: the forecast goes by their end, not by now.
#[test]
fn a_forecast_is_made_as_of_the_end_of_the_bills() {
    let account = account();
    import(&account, "bill.csv", &export(first_day(), is_over)).exits(0);
    let mut terminal = account.terminal(Start { size: Some((160, 40)), ..Start::default() });
    for name in ["qwen3.8-flash", "glm-5.1", "wanx2.1-t2i-plus"] {
        terminal.wait_until("what lapses", |screen| {
            screen.lines().any(|row| row.contains(name) && row.contains(" lapse"))
        });
    }
    terminal.press("/flash\r\r");
    terminal.wait_for("will lapse");
    // The chart has the expected course, too.
    let is_line = |sign: char| ('\u{2801}'..='\u{28ff}').contains(&sign);
    terminal.wait_until("a line to the right of now", |screen| {
        screen.lines().any(|row| row.split_once('┆').is_some_and(|(_, after)| after.contains(is_line)))
    });
    // From the detail to the list.
    terminal.press("q");
    terminal.leave();
}

/// What is known is drawn at once: nothing comes or moves after it.
#[test]
fn the_first_frame_has_what_the_last_run_forecast() {
    let account = account();
    import(&account, "bill.csv", &export(first_day(), is_over)).exits(0);
    let open = || account.terminal(Start { size: Some((160, 40)), ..Start::default() });
    let has_lapses =
        |screen: &str| screen.lines().any(|row| row.contains("glm-5.1") && row.contains(" lapse"));
    let terminal = open();
    terminal.wait_until("what lapses", has_lapses);
    terminal.leave();
    let terminal = open();
    let first = terminal.first_frame();
    assert!(has_lapses(&first), "{first}");
    terminal.leave();
}

#[test]
fn the_wallboard_says_that_quotas_are_from_a_bill() {
    let account = account();
    import(&account, "bill.csv", &export(first_day(), is_over)).exits(0);
    let wall = account.terminal(Start { arguments: &["watch"], size: Some((120, 36)), ..Start::default() });
    wall.wait_for("account not checked");
    wall.wait_for("quotas from a bill to ");
    let screen = wall.screen();
    assert!(!screen.contains("quotas not checked") && !screen.contains("STALE"), "{screen}");
    wall.leave();
}
