//! What is copied, and what is said of it.

use quotatop::app::{chrome::status_message::Remark, copied::Copied};

use super::script::*;
use crate::support::state::alerts::known as known_alerts;

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
fn a_model_is_copied_and_that_is_said_for_a_moment() {
    let mut script = Script::running(&many(3));
    script.press(Code::Down);
    assert_eq!(copied(script.type_in("y")), Some(Copied::Model("m001".into())));
    let said = script.state.said.clone().unwrap();
    assert_eq!(said.remark, Remark::Copied(Copied::Model("m001".into())));
    let stays = said.until - script.now.monotonic;
    assert!(stays > Duration::from_secs(1) && script.sleeps_for() <= stays, "it wakes to take it away");
    script.after_millis(u64::try_from(stays.as_millis()).unwrap()).wake();
    assert_eq!(script.state.said, None);
    script.type_in("yj");
    assert_eq!(script.state.said, None, "the next key takes it away");
}

#[test]
fn where_there_is_nothing_to_be_on_what_mends_that_is_copied() {
    let mut script = Script::new();
    script.wake();
    script.fail(Task::Catalogue, no_login());
    assert_eq!(copied(script.type_in("y")), Some(remedy("bl auth login")));
    let mut script = Script::new();
    script.wake();
    script.fail(Task::Catalogue, timed_out());
    script.balance("1");
    assert_eq!(copied(script.type_in("y")), None);
    assert_eq!(script.state.said.as_ref().unwrap().remark, Remark::NothingToCopy);
}

#[test]
fn the_remedy_of_a_banner_is_had_wherever_the_cursor_is() {
    let mut script = super::profiles::three();
    script.type_in(":model a");
    script.press(Code::Enter);
    assert_eq!(script.state.profile().name(), "default", "another one owes");
    assert_eq!(copied(script.type_in("Y")), Some(remedy("https://billing-cost.console.alibabacloud.com")));
}

#[test]
fn the_remedy_is_that_of_what_matters_most() {
    let mut script = Script::running(&[used("a", 500)]);
    assert_eq!(copied(script.type_in("Y")), None, "nothing is wrong");
    script.switches(&[("a", false)]);
    assert_eq!(copied(script.type_in("Y")), Some(remedy("https://modelstudio.console.alibabacloud.com")));
    script.fail(Task::Quotas, Cause::NotLoggedIn { credential: "bl".into() });
    assert_eq!(copied(script.type_in("Y")), Some(remedy("bl auth login")));
    script.balance("-1");
    assert_eq!(copied(script.type_in("Y")), Some(remedy("https://billing-cost.console.alibabacloud.com")));
}

#[test]
fn a_group_a_line_and_an_alert_are_copied() {
    let mut script = Script::running(&many(2));
    let charged = line("1;llm-a;qwen-plus;input_token;app", "tokens").costs("1", "1").end();
    let bill = Bill::of("2026-11").kept(1..=22, Origin::Api, instant(-60)).line(3, charged.clone());
    script.say(Message::CycleRead(script.tag(), Box::new(bill.read())));
    let effects = script.type_in("2");
    assert_eq!(copied(script.type_in("y")), Some(Copied::Group("qwen-plus".into())));
    script.press(Code::Enter);
    assert_eq!(copied(script.type_in("y")), None, "its lines were not read yet");
    let wanted = effects.into_iter().find_map(|effect| match effect {
        Effect::ReadLines(_, wanted) => Some(wanted),
        _ => None,
    });
    script.say(Message::LinesRead(script.tag(), bill.page(wanted.unwrap())));
    let day = "2026-11-03".parse().unwrap();
    assert_eq!(copied(script.type_in("y")), Some(Copied::Line(day, Box::new(charged))));
    script.type_in("3");
    assert_eq!(script.state.view.page, Page::Alerts);
    let low = alert(Rule::Low, "m000", script.now.utc);
    script.say(Message::Alerts(script.tag(), known_alerts(vec![low.clone()])));
    assert_eq!(copied(script.type_in("y")), Some(Copied::Alert(Box::new(low))));
}
