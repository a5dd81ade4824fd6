//! The page of the alerts, their tab, and the newest message.

use std::collections::BTreeSet;

use quotatop::{
    domain::alert::{
        ChannelDelivery, ChannelState, Deliveries, DeliveryError, DeliveryState, Episode, FailedDelivery,
    },
    words::Lang,
};

use super::{
    fixture::{known as fixture_known, *},
    row, snapshots,
};
use crate::support::state::alerts::known;

pub(crate) fn take(state: &mut State, alerts: Alerts) {
    let tag = state.profile().tag(state.current());
    let _ = update(state, Message::Alerts(tag, alerts), now());
}

fn ago(minutes: i64) -> chrono::DateTime<chrono::Utc> {
    now().utc - TimeDelta::minutes(minutes)
}

fn active() -> Vec<Episode> {
    let mut active = vec![
        alert(Rule::Billed, "qwen-plus", ago(3)),
        alert(Rule::FeedFailing, "", ago(190)),
        alert(Rule::RunsOut, "qwen3-235b-a22b-thinking", ago(42)),
        alert(Rule::Low, "qwen-max", ago(1500)),
        alert(Rule::SpendProjected, "", ago(2)),
        alert(Rule::Expiring, "qwen-turbo", ago(5)),
    ];
    active.push(alert(Rule::Exhausted, "qwen3-asr-flash", ago(600)));
    active[6].known_at_start = true;
    active[3].acknowledged_at = Some(ago(1200));
    active[2].snoozed_until = Some(now().utc + TimeDelta::hours(7));
    active
}

pub(crate) fn with_alerts(size: (u16, u16)) -> State {
    let mut state = usual(size);
    let muted = ["qwen-long".into()].into();
    take(&mut state, Alerts { muted, ..known(active()) });
    let failing = alert(Rule::SignIn, "", ago(2000));
    let mut log = vec![
        event(&failing, Change::Raised, ago(2000)),
        event(&failing, Change::Cleared, ago(1900)),
        event(&alert(Rule::Expiring, "qwen-turbo", ago(1450)), Change::Raised, ago(1450)),
    ];
    log.extend(active().iter().rev().map(|episode| event(episode, Change::Raised, episode.raised_at)));
    log.push(event(&alert(Rule::Low, "qwen-max", ago(1)), Change::Reminded, ago(1)));
    let tag = state.profile().tag(state.current());
    let _ = update(&mut state, Message::AlertLog(tag, log), now());
    state
}

#[test]
fn the_page() {
    snapshots("alerts", |size| {
        let mut state = with_alerts(size);
        type_text(&mut state, "4jj");
        state
    });
    let mut state = with_alerts((120, 36));
    type_text(&mut state, "4G");
    snapshot("alerts-ascii-mono", &drawn_with(&state, &Theme::MONO, &Glyphs::ASCII));
}

#[test]
fn the_cost_of_the_last_hour_comes_before_single_models() {
    let mut state = with_alerts((120, 36));
    let mut active = active();
    active.push(alert(Rule::SpendSpeed, "", ago(1)));
    take(&mut state, known(active));
    type_text(&mut state, "4");
    snapshot("alerts-cost-speed", &drawn(&state));
}

/// With two channels; the newest event was sent over one of them, an older one over neither.
fn with_deliveries(size: (u16, u16)) -> State {
    let mut state = with_alerts(size);
    let failed = |retry_at| DeliveryState::Failed {
        last: FailedDelivery {
            at: ago(1),
            why: DeliveryError::Webhook(Cause::HttpStatus { host: "hooks.example".to_owned(), status: 404 }),
        },
        retry_at,
    };
    let later = Some(now().utc + TimeDelta::minutes(4));
    let states = |at: usize| match at {
        0 => [DeliveryState::Sent(ago(1)), failed(later)],
        1 => [DeliveryState::Sent(ago(2)), DeliveryState::Waiting],
        3 => [DeliveryState::Dropped, failed(None)],
        _ => [DeliveryState::Sent(ago(200)), DeliveryState::Sent(ago(200))],
    };
    let log: Vec<String> = state.alert_log().into_iter().map(|(_, event)| event.id.clone()).collect();
    // The oldest was raised before there were channels.
    let of = |(at, event): (usize, String)| {
        let both = ["bell", "chat"].map(str::to_owned).into_iter().zip(states(at));
        (event, both.map(|(channel, state)| ChannelDelivery { channel, state }).collect())
    };
    let newest = log.len() - 1;
    let deliveries: Deliveries = log.into_iter().take(newest).enumerate().map(of).collect();
    let tag = state.profile().tag(state.current());
    let channels = ["bell", "chat"]
        .map(|channel| ChannelState { channel: channel.to_owned(), ..ChannelState::default() });
    let _ = update(&mut state, Message::Channels(channels.to_vec()), now());
    let _ = update(&mut state, Message::Deliveries(tag, deliveries), now());
    type_text(&mut state, "4");
    for _ in 0..state.alerts_length() {
        type_text(&mut state, "j");
    }
    assert_eq!(state.log_cursor(), Some(0));
    state
}

#[test]
fn what_was_sent() {
    for (width, height) in [(80, 24), (120, 36), (150, 50), (200, 60)] {
        snapshot(&format!("alerts-sent-{width}x{height}"), &drawn(&with_deliveries((width, height))));
    }
    let state = with_deliveries((120, 36));
    snapshot("alerts-sent-chinese", &drawn_in(&state, Lang::Chinese));
    let screen = text(&drawn(&state));
    for says in [
        "chat: not sent",
        "chat: waiting",
        "chat: failed to send 14:11: hooks.example answered HTTP 404; retry at",
    ] {
        assert!(screen.contains(says), "{says}: {screen}");
    }
    let without = text(&drawn(&with_alerts((120, 36))));
    assert!(!without.contains("sent"), "without channels: {without}");
}

/// Whether an event was sent is in the same column wherever the log is scrolled to.
#[test]
fn scrolling_the_log_moves_no_column() {
    for size in [(80, 24), (150, 20)] {
        let mut state = with_deliveries(size);
        let mut columns = BTreeSet::new();
        for _ in 0..state.log_length() {
            let (screen, log) = (drawn(&state), layout(&state).log_rows());
            for y in log.y..log.y + log.height {
                let line = row(&screen, y);
                let cells: Vec<char> = line.chars().skip(log.x.into()).collect();
                let line: String = cells.into_iter().collect();
                let line = line.trim_end_matches([' ', '│', '┃', '▐', '█']);
                if line.ends_with("sent") || line.ends_with("waiting") {
                    let (before, _) = line.rsplit_once("  ").unwrap();
                    columns.insert(before.chars().count());
                }
            }
            type_text(&mut state, "j");
        }
        assert_eq!(columns.len(), 1, "{size:?}");
    }
}

#[test]
fn no_alerts() {
    let mut state = usual((80, 24));
    type_text(&mut state, "4");
    assert!(text(&drawn(&state)).contains("Loading alerts."));
    take(&mut state, known(vec![]));
    snapshot("alerts-none", &drawn(&state));
    state = with_alerts((80, 24));
    type_text(&mut state, "4");
    take(&mut state, known(vec![]));
    snapshot("alerts-none-active", &drawn(&state));
}

#[test]
fn the_newest_message() {
    let mut state = usual((120, 36));
    take(&mut state, new(active(), now().utc));
    snapshot("alerts-toast", &drawn(&state));
    let toast = row(&drawn(&state), 34);
    assert!(
        toast.contains("! critical qwen-plus: ")
            && toast.trim_end().ends_with("4 new · 1 known at start · 1 acknowledged · 1 snoozed"),
        "{toast}"
    );
    type_text(&mut state, "j");
    assert!(!text(&drawn(&state)).contains("4 new · "));
}

/// The tab, the heading of the page, and the newest event show one count.
#[test]
fn one_count_everywhere() {
    let name = |at: i64| format!("m{at:02}");
    let models = (0..60).map(|at| model(&name(at), Kind::Text, Unit::Tokens, ("50", "1000"), 400)).collect();
    let mut state = state(fixture_known(models, None), (120, 36));
    let mut many: Vec<Episode> = (0..60).map(|at| alert(Rule::Low, &name(at), ago(at))).collect();
    many[0].known_at_start = true;
    many[1].acknowledged_at = Some(ago(1));
    many.push(alert(Rule::Expiring, &name(9), ago(9)));
    take(&mut state, new(many, now().utc));
    let counts = "58 new · 1 known at start · 1 acknowledged";
    let screen = drawn(&state);
    let toast = layout(&state).toast;
    assert!(row(&screen, 1).contains("Alerts 58 new"), "{}", row(&screen, 1));
    assert!(row(&screen, toast.y).trim_end().ends_with(counts), "{}", row(&screen, toast.y));
    type_text(&mut state, "4");
    let tabs = row(&drawn(&state), 1);
    assert!(tabs.contains("Alerts 58 new") && tabs.trim_end().ends_with(counts), "{tabs}");
}

/// Without room for all counts, those that the tab does not show come first.
#[test]
fn a_narrow_heading_counts_what_the_tab_does_not() {
    let models = ["a", "b", "c"].map(|name| model(name, Kind::Text, Unit::Tokens, ("50", "1000"), 400));
    let mut state = state(fixture_known(models.into(), None), (84, 24));
    let mut alerts = ["a", "b", "c"].map(|name| alert(Rule::Low, name, ago(1)));
    alerts[0].known_at_start = true;
    alerts[1].acknowledged_at = Some(ago(1));
    take(&mut state, new(alerts.into(), now().utc));
    type_text(&mut state, "4");
    let tabs = row(&drawn(&state), 1);
    assert!(tabs.contains("Alerts 1 new"), "{tabs}");
    assert!(tabs.trim_end().ends_with("  1 known at start · 1 acknowledged"), "{tabs}");
}

#[test]
fn alerts_are_counted_on_every_page_at_any_width() {
    let mut state = with_alerts((120, 36));
    for keys in ["1", "2", "3", "4", "5"] {
        type_text(&mut state, keys);
        for width in [40, 80, 200] {
            state.size = Size { width, height: 24 };
            let tabs = row(&drawn(&state), 1);
            assert!(tabs.contains("Alerts 4 new"), "{tabs}");
        }
    }
}

#[test]
fn a_failing_channel_is_reported_only_on_this_page() {
    let hook = |channel: &str, failing_since| ChannelState {
        channel: channel.to_owned(),
        pending: 2,
        pending_since: Some(ago(70)),
        failing_since,
        last_error: Some(FailedDelivery {
            at: ago(3),
            why: DeliveryError::Webhook(Cause::HttpStatus { host: "hooks.example".to_owned(), status: 404 }),
        }),
        ..ChannelState::default()
    };
    let mut state = with_alerts((200, 60));
    let channels = vec![hook("chat", Some(ago(69))), hook("good", None)];
    let _ = update(&mut state, Message::Channels(channels), now());
    let says = "chat: hooks.example answered HTTP 404";
    assert!(!text(&drawn(&state)).contains(says));
    type_text(&mut state, "4");
    let screen = text(&drawn(&state));
    assert!(screen.contains(says) && screen.contains("since 13:03 · quotatop alerts test"), "{screen}");
    assert!(!screen.contains("good: "), "{screen}");
    state.size = Size { width: 80, height: 24 };
    snapshot("alerts-undelivered-80x24", &drawn(&state));
    let _ = update(&mut state, Message::Channels(vec![hook("chat", None)]), now());
    assert!(!text(&drawn(&state)).contains("chat: "), "it goes with its cause");
}
