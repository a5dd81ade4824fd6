//! The page of the bills: what stays in place when the data change.

use quotatop::domain::bill::ItemClass;

use super::script::*;
use crate::support::state::bills::line;

fn bill(lines: u32) -> Bill {
    (1..=lines).fold(november_bill(), |bill, day| bill.line(day, charged("qwen-plus").extra("n", "x").end()))
}

/// An account with the page open and the cursor on the last of its lines.
fn among_the_lines() -> Script {
    let mut script = Script::new();
    script.read_bill(&bill(20));
    script.press_all([Code::Char('3'), Code::Enter, Code::End]);
    assert_eq!(script.state.view.bills.line, Some(19));
    script
}

#[test]
fn the_cursor_stays_within_the_lines() {
    let mut script = among_the_lines();
    script.read_bill(&bill(3));
    assert_eq!(script.state.view.bills.line, Some(2));
    script.new_login(LastKnown::default());
    assert_eq!((script.state.view.bills.line, script.state.bills_group()), (None, None));
}

#[test]
fn a_model_is_first_billed_on_the_day_that_first_cost_money() {
    let of = |payable| charged("qwen-plus").costs("1", payable).end();
    let bill = november_bill().line(3, of("0.00")).line(20, of("1")).line(21, of("2")).line(22, of("0.00"));
    let mut script = Script::new();
    script.read_bill(&bill);
    let [cost] = script.profile().bills.costs.of(&"qwen-plus".into()).unwrap() else {
        panic!("one currency")
    };
    let days = cost.days.map(|(first, last)| (first.to_string(), last.to_string()));
    assert_eq!(days, Some(("2026-11-20".to_owned(), "2026-11-21".to_owned())));
}

#[test]
fn what_is_billed_first_is_known_unless_several_kinds_of_use_are() {
    let real_time = || charged("qwen-plus").end();
    let batch = || line("1;llm-a;qwen-plus;input_token;app", "batch tokens").costs("1", "1").end();
    for (bill, first_use) in [
        (november_bill().line(3, batch()).line(20, real_time()), Some(ItemClass::Batch)),
        (november_bill().line(3, real_time()).line(20, batch()), Some(ItemClass::RealTime)),
        (november_bill().line(3, batch()).line(3, real_time()), None),
    ] {
        let mut script = Script::new();
        script.read_bill(&bill);
        let costs = script.profile().bills.costs.of(&"qwen-plus".into()).unwrap();
        assert_eq!(costs.iter().map(|cost| cost.first_use).collect::<Vec<_>>(), [first_use]);
    }
}

#[test]
fn no_bills_are_requested_for_a_snapshot() {
    let mut script = Script::begun(SourceKind::Snapshot, false, LastKnown::default());
    assert!(script.profile().wants(FeedName::Bills));
    script.press(Code::Char('3'));
    for _ in 0..3 {
        script.press(Code::Left);
        assert!(!tasks(&script.wake()).contains(&Task::Bills));
    }
    assert!(!script.profile().schedule.is_planned(Task::Bills));
}
