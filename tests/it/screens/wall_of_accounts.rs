//! The wallboard of a fleet: accounts instead of models.

use quotatop::{
    app::account::schedule::Task,
    domain::{
        AccountState, Fetched, Response,
        fleet::{AccountName, AccountRow, Models, RunsOutNext},
        request::FleetReading,
    },
};

use super::{accounts, fixture::*, row, snapshot, snapshots, wall};

fn answer(state: &mut State, answer: Result<Response, Cause>, now: Now) {
    let id = quotatop::app::ProfileId(0);
    let tag = state.profile().tag(id);
    let _ = update(state, Message::Fetched(tag, Task::Fleet, Fetched::from(answer)), now);
}

/// The wallboard of a fleet with these accounts.
pub(crate) fn fleet((width, height): (u16, u16), accounts: Vec<AccountRow>) -> State {
    let mut state = begun(profile(SourceKind::Prometheus), LastKnown::default());
    state.size = Size { width, height };
    wall::open(&mut state, false);
    answer(&mut state, Ok(Response::Fleet(FleetReading { accounts, has_rules: true })), now());
    let _ = update(&mut state, Message::Woke, now());
    state
}

/// Those of the Accounts page: overdue, billed, about to run out, calm, old, never read.
fn six(size: (u16, u16)) -> State {
    let rows = accounts::six(size).accounts.all.into_iter().map(|account| account.row);
    fleet(size, rows.collect())
}

/// A thousand accounts, of which every hundredth is overdue, billed, about to run out, low.
fn thousand(size: (u16, u16)) -> State {
    let one = |number: u32| {
        let mut row = AccountRow::unknown(AccountName::of_profile(&format!("team-{number:04}")));
        row.state = if number % 100 == 1 { AccountState::Overdue } else { AccountState::Good };
        row.available = Some(if number % 100 == 1 { "-0.5" } else { "20" }.parse().unwrap());
        row.currency = Some("USD".to_owned());
        let used_up = u32::from(number % 100 == 2);
        let low = u32::from(number % 100 == 4);
        row.models = Some(Models { all: 200, billed: used_up, exhausted: used_up, low, refused: 0 });
        row.runs_out_next = (number % 100 == 3).then(|| RunsOutNext {
            model: "qwen-max".into(),
            at: now().utc + TimeDelta::minutes(i64::from(number)),
        });
        row.feeds[FeedName::Quotas] =
            quotatop::domain::fleet::FeedSeen { fetched_at: Some(now().utc), is_up: Some(true) };
        row
    };
    fleet(size, (0..1_000).map(one).collect())
}

#[test]
fn at_every_size() {
    snapshots("wall-accounts", six);
    snapshot("wall-accounts-480x135", &drawn(&six((480, 135))));
    snapshot("wall-accounts-chinese", &drawn_in(&six((120, 36)), Lang::Chinese));
    snapshot("wall-accounts-ascii-mono", &drawn_with(&six((80, 24)), &Theme::MONO, &Glyphs::ASCII));
}

#[test]
fn a_thousand_accounts() {
    let mut state = thousand((120, 36));
    snapshot("wall-accounts-1000", &drawn(&state));
    let first = text(&drawn(&state));
    assert!(first.contains("1,000 accounts, 30 urgent") && first.contains("960 accounts need no"), "{first}");
    // The urgent ones stay on half of each page; every other one comes in turn.
    let mut seen = first;
    let pages = state.wall.unwrap().pages;
    for _ in 1..pages {
        press(&mut state, [Code::Right]);
        seen.push_str(&text(&drawn(&state)));
    }
    for number in (0..10).flat_map(|hundred| (1..=4).map(move |at| hundred * 100 + at)) {
        assert!(seen.contains(&format!("team-{number:04}")), "{number} of {pages} pages");
    }
}

#[test]
fn no_account_needs_attention() {
    let calm = |name: &str| {
        let mut row = AccountRow::unknown(AccountName::of_profile(name));
        row.state = AccountState::Good;
        row.models = Some(Models { all: 3, ..Models::default() });
        row.feeds[FeedName::Quotas] =
            quotatop::domain::fleet::FeedSeen { fetched_at: Some(now().utc), is_up: Some(true) };
        row
    };
    snapshot("wall-accounts-calm", &drawn(&fleet((120, 36), ["berlin", "paris"].map(calm).into())));
}

#[test]
fn before_the_first_answer_and_without_any() {
    let mut state = begun(profile(SourceKind::Prometheus), LastKnown::default());
    state.size = Size { width: 120, height: 36 };
    wall::open(&mut state, false);
    let shown = text(&drawn(&state));
    assert!(
        shown.contains("Loading the accounts from Prometheus.") && shown.contains("accounts loading"),
        "{shown}"
    );
    answer(&mut state, Err(timed_out("prometheus.example")), now());
    let shown = text(&drawn(&state));
    assert!(shown.contains("accounts FAILED") && shown.contains("prometheus.example"), "{shown}");
    assert!(shown.contains("No accounts were read yet."), "{shown}");
    answer(&mut state, Ok(Response::Fleet(FleetReading { accounts: Vec::new(), has_rules: false })), now());
    assert!(text(&drawn(&state)).contains("No accounts were read yet."));
}

#[test]
fn a_fleet_that_cannot_be_read_stays_with_its_age() {
    let mut state = six((120, 36));
    let later =
        Now { utc: now().utc + TimeDelta::minutes(10), monotonic: now().monotonic + Duration::from_mins(10) };
    answer(&mut state, Err(timed_out("prometheus.example")), later);
    let shown = painted(&Scene { now: later, ..scene(&state) });
    snapshot("wall-accounts-stale", &shown);
    let shown = text(&shown);
    assert!(shown.contains("accounts STALE 10 min") && shown.contains("dev"), "{shown}");
    assert!(shown.contains("The accounts are not updating"), "{shown}");
    answer(&mut state, Ok(Response::Fleet(FleetReading { accounts: Vec::new(), has_rules: true })), later);
    let shown = text(&painted(&Scene { now: later, ..scene(&state) }));
    assert!(shown.contains("accounts now") && !shown.contains("STALE"), "{shown}");
}

#[test]
fn a_long_name_leaves_room_for_what_is_wrong() {
    for width in 40..=220 {
        let state = six((width, 24));
        let shown = drawn(&state);
        assert!((0..24).any(|at| row(&shown, at).to_lowercase().contains("overdue")), "{width}");
    }
}
