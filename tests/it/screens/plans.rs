//! Plans: on the account page, and as a line of the Models page.

use quotatop::{
    app::{account::schedule::Task, update},
    domain::{
        Response,
        plan::{Plan, PlanKind, PlanSpan, PlanStatus, PlanUse, PlanWindow, SpanUnit},
        request::PlansReading,
    },
};

use super::fixture::*;

fn window(unit: SpanUnit, count: u8, used: Option<PlanUse>, resets_at: &str) -> PlanWindow {
    PlanWindow { span: PlanSpan { unit, count }, used, resets_at: Some(at(resets_at)) }
}

fn coding_plan(status: PlanStatus) -> Plan {
    let of = |used: u64, total: u64| PlanUse::of_numbers(used.into(), total.into());
    Plan {
        kind: PlanKind::CodingPlan,
        tier: Some("pro".to_owned()),
        status,
        windows: vec![
            window(SpanUnit::Hour, 5, of(2_220, 6_000), "2026-11-22T09:22:00Z"),
            window(SpanUnit::Week, 1, of(900, 45_000), "2026-11-26T06:00:00Z"),
            window(SpanUnit::BillMonth, 1, None, "2026-11-22T06:00:00Z"),
        ],
        read_at: at("2026-11-22T06:02:00Z"),
    }
}

fn token_plan() -> Plan {
    let share = PlanUse::of_ratio("0.37".parse().unwrap());
    let windows = vec![window(SpanUnit::Hour, 5, share, "2026-11-22T06:30:00Z")];
    Plan {
        kind: PlanKind::TokenPlan,
        tier: None,
        status: PlanStatus::Unstated,
        windows,
        ..coding_plan(PlanStatus::Valid)
    }
}

fn with(mut state: State, plans: &[Plan]) -> State {
    let tag = state.profile().tag(state.current());
    let kinds =
        PlanKind::ALL.map(|kind| (kind, plans.iter().filter(|plan| plan.kind == kind).cloned().collect()));
    let answer = Ok(Response::Plans(PlansReading(kinds.to_vec())));
    let _ = update(&mut state, Message::Fetched(tag, Task::Plans, answer.into()), now());
    state
}

#[test]
fn the_account_page_has_the_windows_of_each_plan() {
    for size in [(80, 24), (120, 36)] {
        let mut state = with(usual(size), &[token_plan(), coding_plan(PlanStatus::Valid)]);
        type_text(&mut state, "a");
        press(&mut state, [Code::End]);
        let name = format!("{}x{}", size.0, size.1);
        snapshot(&format!("account-plans-{name}"), &drawn(&state));
        snapshot(&format!("chinese-account-plans-{name}"), &drawn_in(&state, Lang::Chinese));
    }
}

#[test]
fn the_models_page_has_a_line_for_them() {
    let state = with(usual((120, 36)), &[token_plan(), coding_plan(PlanStatus::Valid)]);
    snapshot("list-plans-120x36", &drawn(&state));
    snapshot("chinese-list-plans-120x36", &drawn_in(&state, Lang::Chinese));
    let state = with(usual((200, 60)), &[coding_plan(PlanStatus::Valid)]);
    snapshot("list-plans-200x60", &drawn(&state));
}

#[test]
fn without_a_plan_in_use_or_room_nothing_changes() {
    for (size, plans) in [
        ((120, 36), vec![]),
        ((120, 36), vec![coding_plan(PlanStatus::Expired)]),
        ((80, 24), vec![coding_plan(PlanStatus::Valid)]),
        ((100, 35), vec![coding_plan(PlanStatus::Valid)]),
    ] {
        assert_eq!(layout(&with(usual(size), &plans)), layout(&usual(size)), "{size:?}");
    }
}

#[test]
fn an_expired_plan_says_so() {
    let mut state = with(usual((120, 36)), &[coding_plan(PlanStatus::Expired)]);
    type_text(&mut state, "a");
    press(&mut state, [Code::End]);
    let shown = text(&drawn(&state));
    assert!(shown.contains("expired") && shown.contains("Coding Plan (pro)"), "{shown}");
}
