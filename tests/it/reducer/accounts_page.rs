//! The page of all accounts: its order, its filter, its cursor, and where Enter leads.

use quotatop::{
    app::{self, copied::Copied},
    domain::{
        Snapshot,
        alert::{Firing, Subject},
        fleet::{AccountName, AccountRow},
        request::{AccountReading, FleetReading},
    },
};

use super::{profiles::three, script::*};
use crate::support::state::alerts;

/// The three accounts on the page: the one that owes is the most urgent.
fn opened() -> Script {
    let mut script = three();
    script.type_in("5");
    assert_eq!(script.state.view.page, Page::Accounts);
    script
}

fn listed(script: &Script) -> Vec<&str> {
    script.state.accounts.listed().map(|listed| &*listed.account.row.name.profile).collect()
}

fn selected(script: &Script) -> &str {
    let at = script.state.accounts_cursor().unwrap();
    &script.state.accounts.get(at).unwrap().account.row.name.profile
}

#[test]
fn a_single_account_has_no_such_page() {
    let mut script = Script::running(&[used("a", 500)]);
    script.type_in("5");
    assert_eq!(script.state.view.page, Page::Models);
    assert!(script.state.pages().all(|page| page != Page::Accounts));
    assert!(script.state.accounts.all.is_empty(), "nothing is summed up for nobody");
}

#[test]
fn the_most_urgent_account_is_first_even_where_one_alone_is_shown() {
    let mut script = opened();
    assert_eq!(listed(&script), ["owes", "default", "fails"]);
    script.type_in("]");
    assert!(!script.state.shows_all());
    assert_eq!((script.state.view.page, listed(&script).len()), (Page::Accounts, 3));
    script.type_in("1");
    script.press_all([Code::Tab, Code::Tab, Code::Tab, Code::Tab]);
    assert_eq!(script.state.view.page, Page::Accounts, "it is the last page");
    script.press_all([Code::Tab]);
    assert_eq!(script.state.view.page, Page::Models);
}

#[test]
fn enter_shows_the_models_of_the_account() {
    let mut script = opened();
    script.press_all([Code::Down, Code::Down, Code::Enter]);
    assert_eq!((script.state.view.page, script.state.shows_all()), (Page::Models, false));
    assert_eq!(script.state.current(), ProfileId(2));
    script.type_in("5");
    assert_eq!(selected(&script), "fails", "the cursor is where it was");
    script.press_all([Code::Home, Code::Enter]);
    assert_eq!(script.state.current(), ProfileId(1));
}

#[test]
fn the_filter_finds_names_and_what_accounts_need_attention_for() {
    let mut script = opened();
    script.press_all([Code::Down]);
    assert_eq!(selected(&script), "default");
    script.type_in("/o");
    assert_eq!(listed(&script), ["owes"], "as it is typed");
    script.type_in("verdue");
    assert_eq!(listed(&script), ["owes"]);
    assert_eq!(selected(&script), "owes", "the cursor's account is not listed");
    assert_eq!(script.state.accounts.totals.accounts, 1);
    script.type_in("!");
    assert!(listed(&script).is_empty() && script.state.accounts_cursor().is_none());
    script.press_all([Code::Enter]);
    script.press_all([Code::Enter]);
    assert_eq!(script.state.view.page, Page::Accounts, "there is nothing to open");
    script.press_all([Code::Esc]);
    assert_eq!((listed(&script).len(), selected(&script)), (3, "default"), "and the cursor is back");
    script.say(Message::Pasted("nothing".into()));
    assert_eq!(listed(&script).len(), 3, "nothing is typed");
    script.type_in("1");
    assert!(script.state.view.filter.is_empty(), "models have a filter of their own");
}

#[test]
fn the_cursor_stays_on_its_account_when_the_order_changes() {
    let mut script = opened();
    script.press_all([Code::Down]);
    assert_eq!(selected(&script), "default");
    let overdue = |script: &mut Script, id, sum| {
        script.answer_of(id, Task::Account, Ok(Response::Account(dollars(sum))));
    };
    script.after(1).wake();
    overdue(&mut script, ProfileId(2), "-1");
    assert_eq!(listed(&script), ["owes", "default", "fails"], "not under the reader's eyes");
    assert_eq!(script.state.accounts.totals.overdue, 2, "but its figures are new");
    script.after(3).wake();
    assert_eq!(listed(&script), ["fails", "owes", "default"]);
    assert_eq!(selected(&script), "default");
    overdue(&mut script, ProfileId(0), "-1");
    assert_eq!((listed(&script)[0], selected(&script)), ("default", "default"));
}

#[test]
fn a_cursor_that_was_never_moved_stays_at_the_top() {
    let mut script = opened();
    assert_eq!(selected(&script), "owes");
    script.after(100).wake();
    script.answer_of(ProfileId(1), Task::Account, Ok(Response::Account(dollars("1"))));
    assert_eq!((listed(&script)[0], selected(&script)), ("default", "default"));
}

#[test]
fn figures_that_nobody_reads_become_old_by_themselves() {
    let mut script = three();
    script.state.offline = true;
    script.type_in("5");
    let old = |script: &Script| {
        let is_old = |urgency| urgency == quotatop::domain::fleet::Urgency::Old;
        script.state.accounts.listed().filter(|listed| is_old(listed.urgency)).count()
    };
    assert_eq!(old(&script), 0);
    let wake = app::wake::Waking::new(&script.state, script.now).next(script.now);
    assert!(wake <= script.now.monotonic + Duration::from_mins(15));
    script.after(15 * MINUTE).wake();
    assert_eq!(old(&script), 1, "another is overdue, and one is low");
    script.type_in("/old");
    assert_eq!(listed(&script), ["fails"]);
}

#[test]
fn the_account_under_the_cursor_is_shown_and_copied() {
    let mut script = opened();
    let effects = script.type_in("y");
    let name = script.state.accounts.get(0).unwrap().account.row.name.clone();
    assert!(effects.contains(&Effect::Copy(Copied::Account(name))), "{effects:?}");
    script.type_in("a");
    assert_eq!((script.state.view.overlay, script.state.current()), (Overlay::ACCOUNT, ProfileId(1)));
    script.press_all([Code::Esc]);
    assert_eq!((script.state.view.overlay, script.state.view.page), (Overlay::None, Page::Accounts));
    script.type_in("a");
    assert_eq!(script.state.view.overlay, Overlay::ACCOUNT, "also of the one in focus");
}

#[test]
fn inference_of_the_running_cycle_is_what_an_account_has_spent() {
    let mut script = opened();
    let id = ProfileId(1);
    let tag = script.state.profile_at(id).unwrap().tag(id);
    let bill = |cycle: &str| {
        let bill = Bill::of(cycle).days(1..=2, Origin::Api, instant(0));
        bill.line(1, charged("qwen-max").costs("1.50", "1.50").end())
            .line(2, charged("qwen-plus").costs("0.25", "0.25").end())
            .read()
    };
    script.say(Message::CycleRead(tag, Box::new(bill("2026-11"))));
    let spent = |script: &Script| {
        let row = &script.state.accounts.all[1].row;
        row.spend.iter().map(|spend| (spend.currency.clone(), spend.payable.to_string())).collect::<Vec<_>>()
    };
    assert_eq!(spent(&script), [("CNY".to_owned(), "1.75".to_owned())]);
    script.after(10 * 24 * HOUR).wake();
    script.say(Message::CycleRead(tag, Box::new(bill("2026-10"))));
    assert_eq!(spent(&script), [], "a new cycle has begun, whose bill is not known");
}

#[test]
fn the_accounts_of_a_fleet_are_rows_and_one_of_them_is_opened() {
    let mut script = Script::begun(SourceKind::Prometheus, false, LastKnown::default());
    script.wake();
    let named = |name: &str| AccountRow {
        state: quotatop::domain::AccountState::Good,
        ..AccountRow::unknown(AccountName::of_profile(name))
    };
    let accounts = vec![named("berlin"), named("paris")];
    script.answer(Task::Fleet, Ok(Response::Fleet(FleetReading { accounts, has_rules: true })));
    script.type_in("5");
    assert_eq!((script.state.view.page, listed(&script)), (Page::Accounts, vec!["berlin", "paris"]));
    script.press_all([Code::Down]);
    let effects = script.press(Code::Enter);
    assert!(effects.contains(&Effect::OpenAccount(ProfileId(0))), "{effects:?}");
    assert_eq!(script.state.view.page, Page::Models);
    assert_eq!(script.profile().fleet.opened, Some(AccountName::of_profile("paris")));
    script.type_in("5");
    assert_eq!((listed(&script).len(), selected(&script)), (2, "paris"), "the others stay");
    let effects = script.press(Code::Enter);
    assert!(!effects.contains(&Effect::OpenAccount(ProfileId(0))), "it is open");
}

#[test]
fn an_alert_of_an_opened_account_is_as_old_as_the_server_says() {
    let mut script = Script::begun(SourceKind::Prometheus, false, LastKnown::default());
    script.wake();
    let berlin = AccountName::of_profile("berlin");
    let accounts = vec![AccountRow::unknown(berlin.clone())];
    script.answer(Task::Fleet, Ok(Response::Fleet(FleetReading { accounts, has_rules: true })));
    script.type_in("5");
    script.press(Code::Enter);
    let now = script.now.utc;
    let (long_ago, found) = (now - chrono::TimeDelta::days(2), now - chrono::TimeDelta::minutes(1));
    let snapshot = Snapshot { models: vec![used("qwen-max", 950)].into(), ..Snapshot::empty(now) };
    let low = Firing { rule: Rule::Low, subject: Subject::Model("qwen-max".into()), since: long_ago };
    let reading = AccountReading { name: berlin, snapshot, histories: Vec::new(), firing: vec![low] };
    script.answer(Task::Snapshot, Ok(Response::FleetAccount(Box::new(reading))));
    let tag = script.profile().tag(ProfileId(0));
    let active =
        vec![alerts::alert(Rule::Low, "qwen-max", found), alerts::alert(Rule::RunsOut, "qwen-max", found)];
    script.say(Message::Alerts(tag, alerts::known(active)));
    let raised = |rule| {
        let rows = script.profile().alerts.rows().iter();
        let mut all = rows.flat_map(app::account::alerts::AlertRow::alerts);
        all.find(|alert| alert.rule == rule).map(|alert| alert.raised_at)
    };
    assert_eq!((raised(Rule::Low), raised(Rule::RunsOut)), (Some(long_ago), Some(found)));
}

/// A fleet whose two accounts were read at this moment, as their pollers say.
fn reading(script: &Script) -> Response {
    let named = |name: &str| {
        let mut row = AccountRow::unknown(AccountName::of_profile(name));
        row.feeds[FeedName::Quotas].fetched_at = Some(script.now.utc);
        row
    };
    Response::Fleet(FleetReading { accounts: vec![named("berlin"), named("paris")], has_rules: true })
}

#[test]
fn a_prometheus_that_is_off_for_ten_minutes_leaves_its_rows_with_their_age() {
    let mut script = Script::begun(SourceKind::Prometheus, false, LastKnown::default());
    script.wake();
    let answer = reading(&script);
    script.answer(Task::Fleet, Ok(answer));
    let (read_at, off_until) = (script.now.utc, script.now.monotonic + Duration::from_mins(10));
    let refused =
        || Cause::Unreachable { host: "prometheus:9090".into(), detail: "connection refused".into() };
    let mut attempts = Vec::new();
    while script.now.monotonic < off_until {
        let effects = script.sleep();
        if tasks(&effects).contains(&Task::Fleet) {
            attempts.push(script.now);
            script.answer(Task::Fleet, Err(refused()));
        }
        assert_eq!(listed(&script), ["berlin", "paris"], "at {:?}", script.now.monotonic);
        let age = |row: &AccountRow| script.now.utc.signed_duration_since(row.read_at().unwrap());
        assert!(
            script.state.accounts.listed().all(|listed| age(&listed.account.row) >= script.now.utc - read_at)
        );
        let note = Note::Fleet(
            &Failure { cause: refused(), since: attempts.first().unwrap_or(&script.now).utc },
            Some(read_at),
        );
        assert_eq!(script.state.note_lines().any(|(_, line)| line == note), !attempts.is_empty());
    }
    // It is requested again within two minutes, however long it was off, and not in a busy loop.
    let pauses = attempts.windows(2).map(|pair| pair[1].monotonic - pair[0].monotonic);
    assert!(
        pauses.clone().all(|pause| (REFRESH * 9 / 10..=Duration::from_secs(132)).contains(&pause)),
        "{attempts:?}"
    );
    assert!((4..=8).contains(&attempts.len()), "{attempts:?}");
    while !tasks(&script.sleep()).contains(&Task::Fleet) {}
    assert!(script.now.monotonic <= off_until + Duration::from_secs(132));
    let answer = reading(&script);
    script.answer(Task::Fleet, Ok(answer));
    assert_eq!((script.state.notes(), script.profile().fleet.read_at), (0, Some(script.now.utc)));
    assert!(
        script.state.accounts.listed().all(|listed| listed.account.row.read_at() == Some(script.now.utc))
    );
    assert_eq!(script.due_in(Task::Fleet) / 10, 5, "and every minute from now on");
}
