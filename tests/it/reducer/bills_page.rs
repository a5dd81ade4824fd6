//! The page of the bills: what stays in place when what it shows changes.

use super::script::*;

fn bill(lines: u32) -> Bill {
    let of = |day| line("1;llm-a;qwen-plus;input_token;app", "tokens").costs("1", "1").extra("n", day).end();
    let bill = Bill::of("2026-11").kept(1..=22, Origin::Api, instant(-60));
    (1..=lines).fold(bill, |bill, day| bill.line(day, of("x")))
}

/// An account with the page open and the cursor on the last of its lines.
fn among_the_lines() -> Script {
    let mut script = Script::new();
    script.read(&bill(20));
    script.press(Code::Char('2'));
    script.press(Code::Enter);
    script.press(Code::End);
    assert_eq!(script.state.view.bills.line, Some(19));
    script
}

impl Script {
    fn read(&mut self, bill: &Bill) {
        self.say(Message::CycleRead(self.tag(), Box::new(bill.read())));
    }
}

#[test]
fn the_cursor_stays_among_the_lines_there_are() {
    let mut script = among_the_lines();
    script.read(&bill(3));
    assert_eq!(script.state.view.bills.line, Some(2));
    script.say(Message::NewLogin(ProfileId(0), LastKnown::default()));
    assert_eq!((script.state.view.bills.line, script.state.bills_group()), (None, None));
}

#[test]
fn a_model_is_first_billed_on_the_day_that_first_cost_money() {
    let of = |payable| line("1;llm-a;qwen-plus;input_token;app", "tokens").costs("1", payable).end();
    let bill = Bill::of("2026-11").kept(1..=22, Origin::Api, instant(-60));
    let bill = bill.line(3, of("0.00")).line(20, of("1")).line(21, of("2")).line(22, of("0.00"));
    let mut script = Script::new();
    script.read(&bill);
    let [cost] = script.profile().bills.costs["qwen-plus"].as_slice() else { panic!("one currency") };
    let days = cost.days.map(|(first, last)| (first.to_string(), last.to_string()));
    assert_eq!(days, Some(("2026-11-20".to_owned(), "2026-11-21".to_owned())));
}

#[test]
fn nobody_is_asked_for_the_bills_of_a_snapshot() {
    let mut script = Script::raw(SourceKind::Snapshot, false);
    script.begin(LastKnown::default());
    assert!(script.profile().wants(FeedName::Bills));
    script.press(Code::Char('2'));
    for _ in 0..3 {
        script.press(Code::Left);
        assert!(!asked(&script.wake()).contains(&Task::Bills));
    }
    assert!(!script.profile().schedule.is_planned(Task::Bills));
}
