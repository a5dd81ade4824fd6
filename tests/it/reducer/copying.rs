//! What is copied, and the message about it.

use quotatop::{
    app::{self, chrome::status_message::Feedback, copied::Copied},
    domain::{Site, action::Label, alert::Rule},
};

use super::script::*;
use crate::support::state::alerts::{alert, known};

fn copied(effects: Vec<Effect>) -> Option<Copied> {
    beyond(effects).into_iter().find_map(|effect| match effect {
        Effect::Copy(copied) => Some(copied),
        _ => None,
    })
}

fn remedy(text: &str) -> Copied {
    Copied::Remedy(text.to_owned())
}

#[test]
fn a_model_is_copied_and_a_message_says_so_for_a_moment() {
    let mut script = Script::running(&many(3));
    script.press(Code::Down);
    assert_eq!(copied(script.type_in("y")), Some(Copied::Model("m001".into())));
    let message = script.state.status_message.clone().unwrap();
    assert_eq!(message.feedback, Feedback::Copied(Copied::Model("m001".into())));
    let duration = message.until - script.now.monotonic;
    assert!(duration > Duration::from_secs(1) && script.sleeps_for() <= duration, "it wakes to remove it");
    script.after_millis(u64::try_from(duration.as_millis()).unwrap()).wake();
    assert_eq!(script.state.status_message, None);
    script.type_in("yj");
    assert_eq!(script.state.status_message, None, "the next key removes it");
}

#[test]
fn without_a_model_the_remedy_of_the_failure_is_copied() {
    let mut script = Script::new();
    script.wake();
    script.fail(Task::Catalogue, no_login());
    assert_eq!(copied(script.type_in("y")), Some(remedy("bl auth login")));
    let mut script = Script::new();
    script.wake();
    script.fail(Task::Catalogue, timed_out());
    script.balance("1");
    assert_eq!(copied(script.type_in("y")), None);
    assert_eq!(script.state.status_message.as_ref().unwrap().feedback, Feedback::NothingToCopy);
}

#[test]
fn the_remedy_of_a_banner_is_copied_wherever_the_cursor_is() {
    let mut script = super::profiles::three();
    script.enter(":model a");
    assert_eq!(script.state.profile().name(), "default", "another one owes");
    assert_eq!(copied(script.type_in("Y")), Some(remedy("https://billing-cost.console.alibabacloud.com")));
}

#[test]
fn the_remedy_of_the_most_urgent_problem_is_copied() {
    let mut script = Script::running(&[used("a", 500)]);
    assert_eq!(copied(script.type_in("Y")), None, "nothing is wrong");
    assert_eq!(script.state.status_message.as_ref().unwrap().feedback, Feedback::NothingToFix);
    script.switches(&[("a", false)]);
    assert_eq!(copied(script.type_in("Y")), Some(remedy("quotatop free-quota-only on a")));
    script.fail(Task::Quotas, Cause::NotLoggedIn { credential: "bl".into() });
    assert_eq!(copied(script.type_in("Y")), Some(remedy("bl auth login")));
    script.balance("-1");
    assert_eq!(copied(script.type_in("Y")), Some(remedy("https://billing-cost.console.alibabacloud.com")));
}

#[test]
fn an_alert_about_cost_copies_how_to_stop_it() {
    let mut script = Script::running(&[used("a", 500)]);
    let alert = alert(Rule::SpendSpeed, "", script.now.utc);
    script.take_alerts(known(vec![alert]));
    script.type_in("4");
    assert_eq!(copied(script.type_in("Y")), Some(remedy("quotatop keys disable 1110000")));
}

#[test]
fn the_account_page_copies_where_to_pay() {
    let link = || Some(remedy("https://billing-cost.console.alibabacloud.com"));
    let mut script = Script::running(&[used("a", 500)]);
    script.balance("5");
    script.type_in("a");
    let now = script.now;
    let offers = app::input::offers::offers(&script.state, now);
    assert!(offers.iter().any(|offer| offer.is_hint && offer.label == Label::PaymentLink));
    assert_eq!(copied(script.type_in("Y")), link());
    let cause = Cause::NotLoggedIn { credential: "bl".into() };
    script.fail(Task::Account, cause.clone());
    let fix = cause.remedy(Site::International).map(|fix| remedy(&fix));
    assert_eq!(copied(script.type_in("Y")), fix, "why the balance cannot be read");
    script.balance("-1");
    script.fail(Task::Account, cause);
    assert_eq!(copied(script.type_in("Y")), link(), "paying comes first");
}

#[test]
fn on_the_page_of_alerts_the_fix_is_that_of_the_alert_under_the_cursor() {
    let mut script = Script::running(&[used("a", 500)]);
    script.switches(&[("a", false)]);
    script.balance("-1");
    script.type_in("4");
    let now = script.now.utc;
    script.take_alerts(known(vec![alert(Rule::Low, "a", now)]));
    assert_eq!(copied(script.type_in("Y")), Some(remedy("quotatop free-quota-only on a")));
    script.type_in("1");
    assert_eq!(copied(script.type_in("Y")), Some(remedy("https://billing-cost.console.alibabacloud.com")));
}

#[test]
fn a_group_a_line_and_an_alert_are_copied() {
    let mut script = Script::running(&many(2));
    let line = charged("qwen-plus").end();
    let bill = november_bill().line(3, line.clone());
    script.read_bill(&bill);
    let effects = script.type_in("3");
    assert_eq!(copied(script.type_in("y")), Some(Copied::Group("qwen-plus".into())));
    script.press(Code::Enter);
    assert_eq!(copied(script.type_in("y")), None, "its lines were not read yet");
    script.say(Message::LinesRead(script.tag(), bill.page(wanted_lines(&effects).unwrap())));
    let day = "2026-11-03".parse().unwrap();
    assert_eq!(copied(script.type_in("y")), Some(Copied::Line(day, Box::new(line))));
    script.type_in("4");
    assert_eq!(script.state.view.page, Page::Alerts);
    let low = alert(Rule::Low, "m000", script.now.utc);
    script.take_alerts(known(vec![low.clone()]));
    assert_eq!(copied(script.type_in("y")), Some(Copied::Alerts(vec![low])));
}
