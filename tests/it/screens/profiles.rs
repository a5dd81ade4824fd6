//! Several accounts: all of them, one of them, and the list to choose from.

use quotatop::app::{ProfileId, Tag};
use strum::IntoEnumIterator as _;

use super::{fixture::*, row};
use crate::support::state::alerts::known as known_alerts;

const LONG: &str = "singapore-team-of-the-research-department";

pub(crate) fn named(name: &str) -> Profile {
    let mut named =
        Profile::new(name, SourceKind::Alibaba, Duration::from_mins(1), Schedule::new(7, false), now());
    named.snapshot.region = profile(SourceKind::Alibaba).snapshot.region;
    named
}

pub(crate) fn add(state: &mut State, profile: Profile, known: LastKnown) -> ProfileId {
    let id = state.open(profile);
    state.begin_one(id, known, &FEEDS, now());
    measure(state, Lang::English);
    id
}

fn tag(state: &State, id: ProfileId) -> Tag {
    state.profile_at(id).unwrap().tag(id)
}

/// Three accounts: one without problems, one that owes, and one whose last answer is two hours old.
fn three(size: (u16, u16)) -> State {
    let mut state = usual(size);
    let few = |range: std::ops::Range<usize>| models()[range].to_vec();
    add(&mut state, named("dev"), known(few(0..6), Some("-12.4")));
    let old = read_at("2026-11-22T04:00:00Z", known(few(4..16), Some("3")));
    let id = add(&mut state, named(LONG), old);
    state.profile_mut(id).unwrap().snapshot.feed_mut(FeedName::Quotas).failure =
        Some(failed(timed_out("bailian.example")));
    state
}

#[test]
fn all_profiles_as_one_list() {
    for size in [(80, 24), (120, 36), (200, 60)] {
        let state = three(size);
        snapshot(&format!("profiles-all-{}x{}", size.0, size.1), &drawn(&state));
    }
    snapshot("profiles-all-chinese", &painted(&Scene { lang: Lang::Chinese, ..scene(&three((120, 36))) }));
    let mut state = three((80, 24));
    enter(&mut state, "/profile:dev");
    assert!(row(&drawn(&state), 2).contains("Models 6 of 65"), "{}", text(&drawn(&state)));
}

#[test]
fn the_list_to_choose_from() {
    let mut state = three((120, 36));
    type_text(&mut state, "Pj");
    snapshot("profiles-choose", &drawn(&state));
    state.size = Size { width: 80, height: 24 };
    snapshot("profiles-choose-80x24", &drawn(&state));
    press(&mut state, [Code::Down, Code::Enter]);
    snapshot("profiles-one-80x24", &drawn(&state));
    state.size = Size { width: 120, height: 36 };
    assert!(row(&drawn(&state), 0).contains("dev · Singapore · 2 of 3"), "{}", text(&drawn(&state)));
}

#[test]
fn every_account_that_owes_has_a_banner() {
    let mut state = three((120, 36));
    add(&mut state, named("lab"), known(models()[..3].to_vec(), Some("-0.07")));
    snapshot("profiles-two-banners", &drawn(&state));
    for name in ["four", "five", "six"] {
        add(&mut state, named(name), known(Vec::new(), Some("-1")));
    }
    let buffer = drawn(&state);
    for (at, (name, more)) in [("dev", false), ("lab", false), ("four", true)].into_iter().enumerate() {
        let line = row(&buffer, u16::try_from(at).unwrap() + 1);
        assert!(line.contains(&format!("OVERDUE {name}  The account owes")), "{line}");
        assert_eq!(line.contains("and 2 more"), more, "{line}");
    }
    assert!(row(&buffer, 4).contains("Models"), "no more than three lines");
    for size in [(60, 16), (80, 24)] {
        state.size = Size { width: size.0, height: size.1 };
        let buffer = drawn(&state);
        assert!(row(&buffer, 1).contains("OVERDUE dev") && row(&buffer, 1).contains("12.40 USD"), "{size:?}");
        assert!(row(&buffer, 3).contains("and 2 more"), "{size:?}: {}", row(&buffer, 3));
    }
}

#[test]
fn alerts_of_all_profiles() {
    let mut state = three((120, 36));
    let ago = |minutes| now().utc - TimeDelta::minutes(minutes);
    let of = [
        (
            ProfileId(0),
            vec![alert(Rule::RunsOut, "qwen-max", ago(42)), alert(Rule::Expiring, "qwen-turbo", ago(5))],
        ),
        (ProfileId(1), vec![alert(Rule::Overdue, "", ago(30)), alert(Rule::Low, "qwen-max", ago(1500))]),
        (ProfileId(2), vec![alert(Rule::FeedFailing, "", ago(120))]),
    ];
    for (id, active) in of {
        let tag = tag(&state, id);
        let log = active.iter().map(|episode| event(episode, Change::Raised, episode.raised_at)).collect();
        let muted = (id == ProfileId(2)).then(|| "qwen-long".into()).into_iter().collect();
        let _ = update(&mut state, Message::Alerts(tag, Alerts { muted, ..known_alerts(active) }), now());
        let _ = update(&mut state, Message::AlertLog(tag, log), now());
    }
    type_text(&mut state, "4");
    snapshot("profiles-alerts", &drawn(&state));
    state.size = Size { width: 80, height: 24 };
    snapshot("profiles-alerts-80x24", &drawn(&state));
    type_text(&mut state, "1");
    let tag = tag(&state, ProfileId(1));
    let alerts = new(vec![alert(Rule::Low, "qwen-plus", now().utc)], now().utc);
    let _ = update(&mut state, Message::Alerts(tag, alerts), now());
    let buffer = drawn(&state);
    assert!(row(&buffer, 22).contains("dev: qwen-plus"), "{}", text(&buffer));
}

#[test]
fn a_bill_belongs_to_one_account() {
    let mut state = three((120, 36));
    type_text(&mut state, "3");
    snapshot("profiles-bills", &drawn(&state));
    type_text(&mut state, "]]");
    assert!(row(&drawn(&state), 0).contains("dev"), "{}", text(&drawn(&state)));
}

#[test]
fn a_single_profile_is_not_mentioned() {
    let mut state = usual((200, 60));
    press(&mut state, [Code::Down]);
    let before = text(&drawn(&state));
    type_text(&mut state, "P][");
    assert_eq!(text(&drawn(&state)), before);
    type_text(&mut state, "?");
    assert!(!text(&drawn(&state)).contains("profiles"), "{}", text(&drawn(&state)));
}

#[test]
fn events_of_a_hidden_profile_change_no_cell() {
    let mut state = three((120, 36));
    type_text(&mut state, "]");
    assert!(row(&drawn(&state), 0).contains("default"));
    let before = drawn(&state);
    let hidden = tag(&state, ProfileId(2));
    for task in quotatop::app::account::schedule::Task::iter() {
        let fetched = quotatop::domain::Fetched::from(Err(timed_out("bailian.example")));
        let _ = update(&mut state, Message::Fetched(hidden, task, fetched), now());
    }
    let _ = update(&mut state, Message::NewLogin(ProfileId(1), known(models(), Some("-99")).into()), now());
    assert_eq!(drawn(&state), before);
    assert!(drawn_with(&state, &Theme::MONO, &Glyphs::ASCII).area.width == 120);
}
