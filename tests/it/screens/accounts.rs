//! The page of all accounts.

use quotatop::{
    app::{
        ProfileId,
        account::schedule::Task,
        message::{Mouse, MouseKind},
    },
    domain::{
        Fetched, Response,
        fleet::{AccountName, AccountRow},
        request::FleetReading,
    },
};

use crate::support::state::bills::charged;

use super::{
    fixture::*,
    profiles::{add, named},
    row, snapshot, snapshots,
};

const LONG: &str = "singapore-team-of-the-research-department";

fn tag(state: &State, id: ProfileId) -> quotatop::app::Tag {
    state.profile_at(id).unwrap().tag(id)
}

/// The forecasts of the usual models, for one account.
fn forecast(state: &mut State, id: ProfileId) {
    let forecasts = forecasts::usual();
    let tag = tag(state, id);
    let _ = update(state, Message::Forecasts(tag, forecasts), now());
}

fn spend(state: &mut State, id: ProfileId, amounts: &[(&str, &str)]) {
    let mut bill = Bill::of("2026-11").days(1..=21, Origin::Api, now().utc);
    for (amount, currency) in amounts {
        bill = bill.line(3, charged("qwen-max").costs(amount, amount).currency(currency).end());
    }
    let _ = update(state, Message::CycleRead(tag(state, id), Box::new(bill.read())), now());
}

/// Six accounts: one each that is overdue, billed, about to run out, calm, old, and never read.
pub(crate) fn six(size: (u16, u16)) -> State {
    let mut state = usual(size);
    let some = |names: &[&str]| {
        models().into_iter().filter(|model| names.contains(&model.name.as_str())).collect::<Vec<_>>()
    };
    let dev = add(&mut state, named("dev"), known(models()[..6].to_vec(), Some("-12.4")));
    let runs_out = some(&["qwen-max", "qwen-turbo", "wan2.7-t2v"]);
    let lab = add(&mut state, named("北京团队"), known(runs_out, Some("250")));
    let calm = add(&mut state, named("calm"), known(models()[20..24].to_vec(), Some("0")));
    let old = read_at("2026-11-22T04:00:00Z", known(some(&["qwen3-coder-plus", "qwen-long"]), None));
    let old = add(&mut state, named(LONG), old);
    state.profile_mut(old).unwrap().snapshot.feed_mut(FeedName::Quotas).failure =
        Some(failed(timed_out("bailian.example")));
    add(&mut state, named("never"), LastKnown::default());
    for id in [ProfileId(0), lab] {
        forecast(&mut state, id);
    }
    spend(&mut state, ProfileId(0), &[("12.4", "USD"), ("3.1", "CNY")]);
    spend(&mut state, dev, &[("0.004", "USD")]);
    spend(&mut state, calm, &[("1234.5", "CNY")]);
    type_text(&mut state, "5");
    state
}

/// This many accounts, every tenth of them overdue and every seventh used up.
pub(crate) fn many(size: (u16, u16), count: usize) -> State {
    let mut state = usual(size);
    for number in 1..count {
        let left = if number % 7 == 0 { "0" } else { "640000" };
        let of = model("qwen-turbo", Kind::Text, Unit::Tokens, (left, "1000000"), 900);
        let balance = if number % 10 == 0 { "-0.5" } else { "20" };
        add(&mut state, named(&format!("team-{number:03}")), known(vec![of], Some(balance)));
    }
    type_text(&mut state, "5");
    state
}

#[test]
fn all_accounts_at_every_size() {
    snapshots("accounts", six);
    snapshot("accounts-chinese", &drawn_in(&six((120, 36)), Lang::Chinese));
    snapshot("accounts-ascii-mono", &drawn_with(&six((80, 24)), &Theme::MONO, &Glyphs::ASCII));
}

#[test]
fn five_hundred_accounts_scroll() {
    let mut state = many((120, 36), 500);
    snapshot("accounts-500", &drawn(&state));
    press(&mut state, [Code::End]);
    let last = text(&drawn(&state));
    assert!(last.contains(" team-499") && last.contains("500 accounts, 49 overdue"), "{last}");
    let rows = layout(&state).rows;
    assert!(!(rows.y..rows.y + rows.height).any(|at| row(&drawn(&state), at).contains("team-010")), "{last}");
}

#[test]
fn every_account_is_old() {
    let mut state = six((80, 24));
    let later = Now { utc: now().utc + TimeDelta::days(2), ..now() };
    let _ = update(&mut state, Message::Woke, later);
    let drawn = painted(&Scene { now: later, ..scene(&state) });
    snapshot("accounts-all-old", &drawn);
    assert_eq!(text(&drawn).matches(" d old").count(), 5, "{}", text(&drawn));
}

#[test]
fn a_filter_says_what_it_finds() {
    let mut state = six((80, 24));
    type_text(&mut state, "/团");
    let prompt = row(&drawn(&state), 23);
    assert!(prompt.contains("/团") && prompt.contains("1 of 6 accounts"), "{prompt}");
    press(&mut state, [Code::Enter]);
    snapshot("accounts-filter", &drawn(&state));
    enter(&mut state, "/x");
    snapshot("accounts-no-match", &drawn(&state));
}

#[test]
fn a_countdown_moves_nothing() {
    let state = six((120, 36));
    let headings = |minutes| {
        let now = Now { utc: now().utc + TimeDelta::minutes(minutes), ..now() };
        let drawn = painted(&Scene { now, ..scene(&state) });
        row(&drawn, layout(&state).columns.y)
    };
    for minutes in [1, 9, 10, 14, 59, 60, 600] {
        assert_eq!(headings(minutes), headings(0), "{minutes}");
    }
}

#[test]
fn what_stays_at_any_width() {
    for width in 40..=220 {
        let state = six((width, 24));
        let shown = text(&drawn(&state));
        for (part, from) in [("ACCOUNT", 50), ("OVERDUE", 0), ("BILLED", 0), ("RUNS OUT NEXT", 60)] {
            assert!(width < from || shown.contains(part), "{width}: {part}\n{shown}");
        }
    }
}

#[test]
fn the_second_click_on_an_account_opens_it() {
    let mut state = six((120, 36));
    let regions = layout(&state);
    let click = |state: &mut State, row: u16| {
        let at = (20, regions.rows.y + row);
        let command = quotatop::ui::hit(&scene(state), at.0, at.1);
        assert!(command.is_some());
        let mouse = Mouse { kind: MouseKind::Click, column: at.0, row: at.1, command };
        let _ = update(state, Message::Mouse(mouse), now());
    };
    click(&mut state, 2);
    assert_eq!((state.view.page, state.accounts_cursor()), (Page::Accounts, Some(2)));
    let wanted = state.accounts.get(2).unwrap().account.id.profile;
    click(&mut state, 2);
    assert_eq!((state.view.page, state.current(), state.shows_all()), (Page::Models, wanted, false));
}

#[test]
fn a_fleet_without_recording_rules_says_so_where_there_is_room() {
    for (has_rules, width, is_said) in [(false, 120, true), (true, 120, false), (false, 60, false)] {
        let mut state = begun(profile(SourceKind::Prometheus), LastKnown::default());
        state.size = Size { width, height: 36 };
        let accounts = vec![AccountRow::unknown(AccountName::of_profile("berlin"))];
        let reading = Ok(Response::Fleet(FleetReading { accounts, has_rules }));
        let fetched = Message::Fetched(tag(&state, ProfileId(0)), Task::Fleet, Fetched::from(reading));
        let _ = update(&mut state, fetched, now());
        let text = text(&drawn(&state));
        assert_eq!(text.contains("no recording rules"), is_said, "{has_rules} {width}\n{text}");
        assert!(text.contains("1 account") && text.contains("Prometheus"), "{text}");
    }
}
