//! The page of the alerts: what it shows, and how the user handles them.

use quotatop::{
    app::{self, account::alerts::Entry, chrome::status_message::Feedback, pages::alerts::entries::Line},
    domain::alert::{
        AlertAction, ChannelDelivery, ChannelState, Consequence, Deliveries, DeliveryState, Episode, Event,
        Subject,
    },
};

use super::script::*;
use crate::support::state::alerts::event;

fn opened(rules: &[(Rule, &str)]) -> Script {
    let mut script = Script::running(&[used("a", 0), used("b", 10), used("c", 20)]);
    script.take_alerts(known(rules.iter().map(|(rule, model)| alert(*rule, model, instant(-60))).collect()));
    script.press(Code::Char('4'));
    assert_eq!(script.state.view.page, Page::Alerts);
    script
}

impl Script {
    fn on(&self) -> Option<(Option<Rule>, String)> {
        let (_, entry) = self.state.alerts_entry()?;
        let rule = if let Entry::Active(row) = entry { Some(row.lead.rule) } else { None };
        Some((rule, entry.subject().as_str().to_owned()))
    }

    /// Moves the cursor to the alerts of `model`.
    fn go_to(&mut self, model: &str) {
        self.press(Code::Home);
        while self.on().is_some_and(|(_, on)| on != model) {
            self.press(Code::Down);
            assert_eq!(self.state.log_cursor(), None, "{model}");
        }
    }

    /// The line of the screen with the alerts of `model`.
    fn line_of(&self, model: &str) -> u16 {
        let is_it =
            |line: &Line<'_>| matches!(line, Line::Row(_, _, entry) if entry.subject().as_str() == model);
        let line = self.state.alert_lines().iter().position(is_it).unwrap();
        layout(&self.state).rows.y + u16::try_from(line - self.state.view.alerts.offset).unwrap()
    }

    fn handling(&mut self, key: char) -> Option<AlertAction> {
        self.press(Code::Char(key)).into_iter().find_map(|effect| match effect {
            Effect::HandleAlert(_, handling) => Some(handling),
            _ => None,
        })
    }
}

fn reads(effects: &[Effect]) -> usize {
    effects.iter().filter(|effect| matches!(effect, Effect::ReadAlerts(_))).count()
}

#[test]
fn alerts_are_read_at_the_start_and_when_their_page_is_opened() {
    let mut script = Script::new();
    assert_eq!((reads(&script.wake()), reads(&script.wake())), (1, 0));
    assert_eq!(reads(&script.press(Code::Char('4'))), 1, "another instance may have added to the log");
    assert_eq!(reads(&script.press(Code::Down)), 0);
    let effects = script.new_login(LastKnown::default());
    assert_eq!(reads(&effects), 1);
    let mut once = Script::begun(SourceKind::Alibaba, true, LastKnown::default());
    assert_eq!(reads(&once.wake()), 0, "a one-shot command shows none");
}

#[test]
fn how_deliveries_went_is_read_whenever_that_may_have_changed() {
    let mut script = opened(&[(Rule::Low, "a")]);
    let reads =
        |effects: &[Effect]| effects.iter().filter(|one| matches!(one, Effect::ReadDeliveries(_))).count();
    let low = alert(Rule::Low, "a", instant(0));
    let alerts = |script: &Script| Message::Alerts(script.tag(), known(vec![low.clone()]));
    let (message, raised) = (alerts(&script), event(&low, Change::Raised, instant(0)));
    assert_eq!(reads(&script.say(message)), 0, "there are no channels");
    let hook = ChannelState { channel: "hook".to_owned(), ..ChannelState::default() };
    assert_eq!(reads(&script.say(Message::Channels(vec![hook.clone()]))), 1, "an attempt was made");
    let message = alerts(&script);
    assert_eq!(reads(&script.say(message)), 1, "there may be new messages");
    assert_eq!(reads(&script.press(Code::Down)), 0);

    let sent = ChannelDelivery { channel: "hook".to_owned(), state: DeliveryState::Sent(instant(1)) };
    let deliveries = Deliveries::from([(raised.id.clone(), vec![sent.clone()])]);
    let old = Tag { generation: script.tag().generation.wrapping_sub(1), ..script.tag() };
    script.say(Message::Deliveries(old, deliveries.clone()));
    assert_eq!(script.profile().alerts.deliveries(&raised), []);
    script.say(Message::Deliveries(script.tag(), deliveries));
    assert_eq!(script.profile().alerts.deliveries(&raised), [sent]);
    let mut once = Script::begun(SourceKind::Alibaba, true, LastKnown::default());
    assert_eq!(reads(&once.say(Message::Channels(vec![hook]))), 0, "a one-shot command shows none");
}

#[test]
fn a_snapshot_has_no_alerts() {
    let mut script = Script::begun(SourceKind::Snapshot, false, LastKnown::default());
    assert_eq!(reads(&script.wake()), 0);
    script.take_alerts(new(vec![alert(Rule::Low, "a", instant(0))], instant(0)));
    assert_eq!(script.profile().alerts.length(), 0);
    script.press(Code::Char('4'));
    assert_eq!(script.state.view.page, Page::Models);
    let message = script.state.status_message.take().unwrap();
    assert_eq!(message.feedback, Feedback::NoPage(Page::Alerts));
    for page in [Page::Bills, Page::Models] {
        script.press(Code::Tab);
        assert_eq!(script.state.view.page, page);
    }
}

#[test]
fn alerts_of_an_older_login_or_of_unknown_models_are_ignored() {
    let mut script = Script::running(&[used("a", 10)]);
    let old = Tag { generation: script.tag().generation.wrapping_sub(1), ..script.tag() };
    let [low, gone] = ["a", "gone"].map(|model| alert(Rule::Low, model, instant(0)));
    script.say(Message::Alerts(old, known(vec![low.clone()])));
    script.say(Message::AlertLog(old, vec![event(&low, Change::Raised, instant(0))]));
    assert!(!script.profile().alerts.are_known() && script.profile().alerts.log().is_empty());
    script.take_alerts(known(vec![low, gone]));
    assert_eq!(script.profile().alerts.length(), 1);
}

#[test]
fn acknowledging_snoozing_and_muting_go_to_the_store() {
    let mut script = opened(&[(Rule::Overdue, ""), (Rule::Low, "b")]);
    let account = Subject::Account;
    assert_eq!(script.handling('M'), None, "an account is no model");
    assert_eq!(script.handling('x'), Some(AlertAction::Acknowledge(account)));
    script.press(Code::Down);
    let model = || Subject::Model("b".into());
    assert_eq!(script.handling('x'), Some(AlertAction::Acknowledge(model())));
    let until = script.now.utc + TimeDelta::hours(8);
    assert_eq!(script.handling('z'), Some(AlertAction::Snooze(model(), until)));
    assert_eq!(script.handling('M'), Some(AlertAction::Mute("b".into())));
    let muted = [quotatop::domain::ModelName::from("b")].into();
    script.take_alerts(Alerts { muted, ..known(vec![alert(Rule::Overdue, "", instant(-60))]) });
    assert_eq!(script.on(), Some((None, "b".to_owned())), "the row that took its place");
    assert_eq!((script.handling('x'), script.handling('z')), (None, None));
    assert_eq!(script.handling('M'), Some(AlertAction::Unmute("b".into())));
    script.press(Code::Char('?'));
    assert_eq!(script.handling('M'), None, "the help covers it");
    script.press_all([Code::Esc, Code::Char('1')]);
    assert_eq!((script.handling('x'), script.handling('z'), script.handling('M')), (None, None, None));
}

#[test]
fn the_same_key_undoes_what_it_did() {
    let mut script = opened(&[]);
    let [mut noted, mut later, mut over] = ["a", "b", "c"].map(|model| alert(Rule::Low, model, instant(0)));
    noted.acknowledged_at = Some(instant(0));
    later.snoozed_until = Some(script.now.utc + TimeDelta::hours(8));
    over.snoozed_until = Some(script.now.utc);
    script.take_alerts(known(vec![noted, later, over]));
    let subject = |model: &str| Subject::Model(model.into());
    let back = |model: &str| Some(AlertAction::Undo(subject(model)));
    let until = script.now.utc + TimeDelta::hours(8);
    let snooze = |model: &str| Some(AlertAction::Snooze(subject(model), until));
    script.go_to("a");
    assert_eq!((script.handling('x'), script.handling('z')), (back("a"), snooze("a")));
    script.go_to("b");
    let note = Some(AlertAction::Acknowledge(subject("b")));
    assert_eq!((script.handling('x'), script.handling('z')), (note, back("b")));
    script.go_to("c");
    assert_eq!(script.handling('z'), snooze("c"), "its time is over");
}

#[test]
fn a_model_with_several_alerts_is_one_row_under_the_gravest() {
    let mut script = opened(&[]);
    let alerts = [
        (Rule::Expiring, "b"),
        (Rule::RunsOut, "b"),
        (Rule::Low, "b"),
        (Rule::Billed, "c"),
        (Rule::Low, "a"),
    ];
    script.take_alerts(known(alerts.map(|(rule, model)| alert(rule, model, instant(0))).to_vec()));
    let groups: Vec<Option<Consequence>> = script
        .state
        .alert_lines()
        .iter()
        .filter_map(|line| if let Line::Heading(group) = line { Some(*group) } else { None })
        .collect();
    assert_eq!(groups, [Consequence::CallsAreBilled, Consequence::RunsOutSoon, Consequence::Low].map(Some));
    script.go_to("b");
    let Some((_, Entry::Active(row))) = script.state.alerts_entry() else { panic!("no row") };
    let rules: Vec<Rule> = row.alerts().map(|alert| alert.rule).collect();
    assert_eq!(rules, [Rule::RunsOut, Rule::Expiring, Rule::Low]);
    assert_eq!(script.profile().alerts.counts(script.now.utc).new, 3, "rows are counted, as they are shown");
    let whole_row = Some(AlertAction::Acknowledge(Subject::Model("b".into())));
    assert_eq!(script.handling('x'), whole_row);
}

#[test]
fn what_is_known_comes_after_what_is_new_in_its_group() {
    let mut script = opened(&[]);
    let mut alerts = ["a", "b", "c"].map(|model| alert(Rule::Billed, model, instant(0)));
    alerts[0].known_at_start = true;
    alerts[1].acknowledged_at = Some(instant(0));
    let low = alert(Rule::Low, "b", instant(0));
    let [a, b, c] = alerts;
    script.take_alerts(known(vec![a.clone(), b.clone(), c.clone()]));
    let models = |script: &Script| -> Vec<String> {
        let entries = script.state.alert_entries();
        entries.iter().map(|(_, entry)| entry.subject().as_str().to_owned()).collect()
    };
    assert_eq!(models(&script), ["c", "a", "b"]);
    script.take_alerts(known(vec![a, b, c, low]));
    assert_eq!(models(&script), ["b", "c", "a"], "a new alert makes its row new");
    let counts = script.profile().alerts.counts(script.now.utc);
    assert_eq!((counts.new, counts.known_at_start, counts.acknowledged), (2, 1, 0));
}

#[test]
fn m_leads_to_the_bill() {
    let mut script = opened(&[(Rule::Overdue, ""), (Rule::Low, "b")]);
    script.go_to("b");
    script.press(Code::Char('m'));
    assert_eq!(script.state.view.page, Page::Bills);
    script.press_all([Code::Char('4'), Code::Home, Code::Char('m')]);
    assert_eq!(script.state.view.page, Page::Bills);
}

/// An account with two alerts and this many events, the newest being of the highest number.
fn logged(count: i64) -> Script {
    let mut script = opened(&[(Rule::Billed, "a"), (Rule::Low, "b")]);
    let event = |second| event(&alert(Rule::Low, "c", instant(second)), Change::Raised, instant(second));
    script.say(Message::AlertLog(script.tag(), (0..count).map(event).collect()));
    script
}

#[test]
fn the_cursor_moves_on_from_the_alerts_into_the_log() {
    let mut script = logged(100);
    let in_log = |script: &Script| script.state.log_cursor();
    let height = usize::from(layout(&script.state).log_rows().height);
    assert!((3..60).contains(&height), "{height}");
    script.press(Code::Down);
    assert_eq!((script.on().unwrap().1, in_log(&script)), ("b".to_owned(), None));
    script.press(Code::Down);
    assert_eq!(in_log(&script), Some(0));
    assert_eq!((script.handling('x'), script.handling('z'), script.handling('M')), (None, None, None));
    script.press(Code::PageDown);
    assert_eq!((in_log(&script), script.state.view.alerts.log_offset), (Some(height), 1));
    script.press(Code::End);
    assert_eq!((in_log(&script), script.state.view.alerts.log_offset), (Some(99), 100 - height));
    script.press(Code::PageUp);
    assert_eq!(in_log(&script), Some(99 - height));
    // A new event is inserted above, and the cursor stays on its own.
    script.take_alerts(new(vec![alert(Rule::Billed, "a", instant(200))], instant(200)));
    assert_eq!(in_log(&script), Some(100 - height));
    script.press(Code::Esc);
    assert_eq!((in_log(&script), script.state.view.alerts.log_offset), (None, 0));
    script.press_all([Code::End, Code::Home]);
    assert_eq!((script.on().unwrap().1, in_log(&script)), ("a".to_owned(), None));
    script.press_all([Code::End, Code::Enter]);
    assert_eq!((script.state.view.page, script.selected()), (Page::Models, "c"), "what the event is about");
}

#[test]
fn the_mouse_moves_through_the_log() {
    let mut script = logged(100);
    let regions = layout(&script.state);
    let (rows, log) = (regions.rows, regions.log_rows());
    let in_log = |script: &Script| script.state.log_cursor();
    script.mouse(MouseKind::WheelDown, log.x + 2, log.y + 1);
    assert_eq!(in_log(&script), Some(2));
    script.mouse(MouseKind::WheelUp, log.x + 2, log.y + 1);
    assert_eq!(in_log(&script), Some(0));
    script.mouse(MouseKind::WheelUp, log.x + 2, log.y + 1);
    assert_eq!(in_log(&script), Some(0), "it stays where the mouse is");
    script.mouse(MouseKind::WheelDown, rows.x + 2, rows.y);
    assert_eq!((in_log(&script), script.on().unwrap().1), (None, "b".to_owned()));
    let first = script.line_of("a");
    script.mouse(MouseKind::Click, log.x + 2, log.y + 2);
    assert_eq!(in_log(&script), Some(2));
    script.mouse(MouseKind::Click, rows.x + 2, first);
    assert_eq!((in_log(&script), script.on().unwrap().1), (None, "a".to_owned()));
    script.mouse(MouseKind::Click, log.x + 2, log.y + 2);
    script.mouse(MouseKind::Click, log.x + 2, log.y + 2);
    assert_eq!(script.state.view.page, Page::Models);
}

#[test]
fn a_log_without_alerts_or_without_room_works() {
    let mut script = logged(100);
    script.take_alerts(known(vec![]));
    script.press(Code::Down);
    assert_eq!(script.state.log_cursor(), Some(0));
    script.resize(40, 10);
    let has_room = !layout(&script.state).log_rows().is_empty();
    assert_eq!(script.state.log_cursor().is_some(), has_room);
    let mut empty = opened(&[]);
    empty.press_all([Code::Down, Code::Up, Code::PageDown, Code::End, Code::Home, Code::Enter]);
    empty.mouse(MouseKind::WheelDown, 3, 5);
    assert_eq!((empty.state.log_cursor(), empty.on()), (None, None));
}

#[test]
fn acknowledged_and_snoozed_alerts_do_not_count_as_new() {
    let mut script = opened(&[]);
    let [mut noted, mut later, new] = ["a", "b", "c"].map(|model| alert(Rule::Low, model, instant(0)));
    noted.acknowledged_at = Some(instant(0));
    later.snoozed_until = Some(script.now.utc + TimeDelta::hours(8));
    script.take_alerts(known(vec![noted, later, new]));
    let count = |script: &Script| script.profile().alerts.counts(script.now.utc).new;
    assert_eq!(count(&script), 1);
    script.after(8 * HOUR);
    assert_eq!(count(&script), 2);
}

#[test]
fn the_cursor_stays_on_its_alert() {
    let mut script = opened(&[(Rule::Billed, "a"), (Rule::Low, "b"), (Rule::Low, "c")]);
    script.press(Code::Down);
    assert_eq!(script.on(), Some((Some(Rule::Low), "b".to_owned())));
    let [a, b, c] = ["a", "b", "c"].map(|model| alert(Rule::Low, model, instant(0)));
    script.take_alerts(known(vec![c.clone(), a, b]));
    assert_eq!(script.on(), Some((Some(Rule::Low), "b".to_owned())));
    script.take_alerts(known(vec![c]));
    assert_eq!(script.on(), Some((Some(Rule::Low), "c".to_owned())));
    script.take_alerts(known(vec![]));
    assert_eq!(script.on(), None);
}

#[test]
fn an_alert_leads_to_its_subject() {
    for (rule, key, page, overlay) in [
        (Rule::Low, Code::Enter, Page::Models, Overlay::None),
        (Rule::Overdue, Code::Enter, Page::Alerts, Overlay::ACCOUNT),
        (Rule::SignIn, Code::Enter, Page::Models, Overlay::None),
    ] {
        let mut script = Script::running(&[used("a", 0), used("b", 10)]);
        script.enter("/zzz");
        script.take_alerts(known(vec![alert(rule, "b", instant(0))]));
        script.press_all([Code::Char('4'), key]);
        assert_eq!((script.state.view.page, script.state.view.overlay), (page, overlay), "{rule:?}");
        if rule == Rule::Low {
            assert_eq!(script.selected(), "b", "whatever was filtered");
        }
    }
}

#[test]
fn a_click_moves_the_cursor_and_a_second_one_opens() {
    let mut script = opened(&[(Rule::Billed, "a"), (Rule::Low, "b")]);
    let (rows, line) = (layout(&script.state).rows, script.line_of("b"));
    script.mouse(MouseKind::Click, rows.x + 3, line - 1);
    assert_eq!(script.on(), Some((Some(Rule::Billed), "a".to_owned())), "a heading is no row");
    script.mouse(MouseKind::Click, rows.x + 3, line);
    assert_eq!(script.on(), Some((Some(Rule::Low), "b".to_owned())));
    script.mouse(MouseKind::Click, rows.x + 3, line);
    assert_eq!((script.state.view.page, script.selected()), (Page::Models, "b"));
}

#[test]
fn keys_of_other_pages_do_nothing_here() {
    let mut script = opened(&[(Rule::Low, "a"), (Rule::Low, "b")]);
    script.press(Code::Down);
    let before = script.state.view.clone();
    for key in ['/', 's', 'S', 'u', 'b', 'p', 'h', 'l'] {
        script.press(Code::Char(key));
        assert_eq!(script.state.view, before, "{key}");
    }
}

#[test]
fn a_new_message_is_shown_for_ten_seconds_or_until_a_key_is_pressed() {
    let mut script = Script::running(&[used("a", 0), used("b", 10)]);
    let both = || vec![alert(Rule::Billed, "a", instant(0)), alert(Rule::Low, "b", instant(0))];
    let before = layout(&script.state);
    script.take_alerts(new(both(), instant(0)));
    let toast = script.profile().alerts.toast.clone().unwrap();
    assert_eq!(toast.event.rule, Rule::Billed);
    let after = layout(&script.state);
    assert_eq!((after.toast.height, after.toast.y + 1), (1, after.hints.y));
    assert_eq!(after.rows, before.rows, "it covers none of the rows");
    assert!(script.sleeps_for() <= Duration::from_secs(10));
    script.after_millis(9_999).wake();
    assert!(script.profile().alerts.toast.is_some());
    script.after_millis(1).wake();
    assert_eq!(script.profile().alerts.toast, None);
    assert_eq!(layout(&script.state), before);

    script.take_alerts(new(both(), instant(5)));
    let selected = script.selected().to_owned();
    script.press(Code::Down);
    assert_eq!(script.profile().alerts.toast, None);
    assert_ne!(script.selected(), selected, "the key still acts");
    script.take_alerts(known(both()));
    assert_eq!(script.profile().alerts.toast, None, "none of them is new");
}

#[test]
fn nothing_is_announced_that_was_known_at_the_start() {
    let mut script = Script::running(&[used("a", 0), used("b", 10)]);
    let mut billed = alert(Rule::Billed, "a", instant(0));
    billed.known_at_start = true;
    let found = |alerts: &[&Episode]| -> Vec<Event> {
        alerts.iter().map(|alert| event(alert, Change::Found, instant(0))).collect()
    };
    let message = quotatop::domain::alert::Message::from_events(found(&[&billed])).unwrap();
    script.take_alerts(Alerts { messages: vec![message], ..known(vec![billed.clone()]) });
    assert_eq!(script.profile().alerts.toast, None);
    let low = alert(Rule::Low, "b", instant(0));
    let message = quotatop::domain::alert::Message::from_events(found(&[&billed, &low])).unwrap();
    let mut script = Script::running(&[used("a", 0), used("b", 10)]);
    script.take_alerts(Alerts { messages: vec![message], ..known(vec![billed, low]) });
    assert_eq!(script.profile().alerts.toast.as_ref().map(|toast| toast.event.rule), Some(Rule::Low));
    assert_eq!(script.profile().alerts.log().len(), 2);
    assert_eq!(script.state.log_length(), 0, "nothing has changed since");
}

#[test]
fn the_log_has_each_event_once() {
    let mut script = opened(&[]);
    let (low, billed) = (alert(Rule::Low, "b", instant(0)), alert(Rule::Billed, "a", instant(1)));
    let first = event(&low, Change::Raised, instant(0));
    script.take_alerts(new(vec![low.clone()], instant(0)));
    script.say(Message::AlertLog(script.tag(), vec![first]));
    script.take_alerts(new(vec![low.clone()], instant(0)));
    assert_eq!(script.profile().alerts.log().len(), 1);
    script.take_alerts(new(vec![billed, low], instant(1)));
    let rules: Vec<Rule> = script.profile().alerts.log().iter().map(|event| event.rule).collect();
    assert_eq!(rules, [Rule::Billed, Rule::Low, Rule::Low], "the newest first");
    let many = (0..250).map(|at| event(&alert(Rule::Low, "c", instant(at)), Change::Raised, instant(at)));
    script.take_alerts(Alerts {
        messages: many
            .filter_map(|event| quotatop::domain::alert::Message::from_events(vec![event]))
            .collect(),
        ..known(vec![])
    });
    assert_eq!(
        script.profile().alerts.log().len(),
        usize::try_from(app::account::alerts::MAX_LOG_EVENTS).unwrap()
    );
}
