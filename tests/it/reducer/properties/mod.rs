//! Invariants under random events in any order, at any time.

mod events;

use std::sync::Arc;

use proptest::prelude::*;
use quotatop::{
    app::{self, pages::alerts::entries::Line, verb::Verb},
    domain::{
        Dated, FailureKind, Storage, StoreReason, StoreTrouble, bill::LinesQuery, write::Change as Made,
    },
};
use strum::IntoEnumIterator as _;

use super::script::*;
use crate::support::{
    regions::{Regions, check_regions},
    state::alerts::event as event_of,
};
use events::{Event, Start, story};

struct Watched {
    script: Script,
    under_way: HashSet<Task>,
    /// Until when each feed must be left alone, on the monotonic clock.
    waits: BTreeMap<FeedName, Duration>,
    names: HashSet<ModelName>,
    lines: Option<(Tag, LinesQuery)>,
    bill: Bill,
    /// The change under way.
    changing: Option<(Tag, Made)>,
    /// The changes that the user has confirmed, without those that were sent since.
    confirmed: Vec<Made>,
}

impl Watched {
    fn begin(start: &Start) -> Self {
        let mut script = Script::seeded(start.source, start.once, start.seed);
        script.state.offline = start.offline;
        let id = script.state.current();
        let profile = script.state.profile_mut(id).unwrap();
        profile.plans.are_wanted = start.seed.is_multiple_of(2);
        profile.may_change = start.may_change;
        script.begin(start.known.clone());
        let mut watched = Self {
            script,
            under_way: HashSet::new(),
            waits: BTreeMap::new(),
            names: HashSet::new(),
            lines: None,
            bill: Bill::of("2026-11"),
            changing: None,
            confirmed: Vec::new(),
        };
        watched.must_wait_as_known(&start.known);
        watched
    }

    fn must_wait_as_known(&mut self, known: &LastKnown) {
        for (feed, until) in &known.wait_until {
            self.must_wait(*feed, *until);
        }
    }

    fn must_wait(&mut self, feed: FeedName, until: DateTime<Utc>) {
        let ahead = (until - self.script.now.utc).to_std().unwrap_or_default();
        let wait = self.waits.entry(feed).or_default();
        *wait = (*wait).max(self.script.now.monotonic + ahead);
    }

    /// Whether a source of this kind does the task.
    fn fits(&self, task: Task) -> bool {
        match task {
            // A snapshot's bills are imported.
            Task::Bills | Task::Calls | Task::Plans => self.script.profile().source != SourceKind::Snapshot,
            task => (task == Task::Snapshot) != (self.script.profile().source == SourceKind::Alibaba),
        }
    }

    /// The event as a message; absent where the event cannot happen now.
    fn message(&mut self, event: Event) -> Option<Message> {
        let tag = self.script.tag();
        Some(match event {
            Event::Key(key) => Message::Key(key),
            Event::Paste(text) => Message::Pasted(text),
            Event::Mouse(mouse) => Message::Mouse(mouse),
            Event::Resize(size) => Message::Resized(size),
            Event::Woke => Message::Woke,
            Event::Fetched(task, answer, true) => {
                let tag = Tag { generation: tag.generation.wrapping_sub(1), ..tag };
                Message::Fetched(tag, task, Fetched::from(answer))
            }
            Event::Fetched(task, answer, false) if self.fits(task) => {
                self.under_way.remove(&task);
                Message::Fetched(tag, task, Fetched::from(answer))
            }
            Event::Elsewhere(task, known, due) if self.fits(task) && task != Task::Snapshot => {
                self.under_way.remove(&task);
                self.must_wait_as_known(&known);
                Message::PolledElsewhere(tag, task, known.into(), instant(due))
            }
            Event::RateLimited(task, until) if self.fits(task) && task != Task::Snapshot => {
                self.under_way.remove(&task);
                self.must_wait(task.feed(), instant(until));
                Message::RateLimited(tag, task, instant(until))
            }
            Event::NewLogin(known) if self.script.profile().source == SourceKind::Alibaba => {
                self.start_over();
                self.must_wait_as_known(&known);
                Message::NewLogin(ProfileId(0), known.into())
            }
            Event::CycleRead(back, bill) => {
                let cycle = Cycle::at(self.script.now.utc).back(back);
                self.bill = bill.moved_to(cycle);
                Message::CycleRead(tag, Box::new(self.bill.read()))
            }
            Event::LinesRead => {
                let (tag, wanted) = self.lines.take()?;
                Message::LinesRead(tag, self.bill.page(wanted))
            }
            Event::CallsRead(calls) => {
                let calls = Dated { value: Arc::new(calls), fetched_at: self.script.now.utc };
                Message::CallsRead(tag, calls.value.range, Some(calls))
            }
            Event::BillsSaved(cycles, failed) if self.fits(Task::Bills) => {
                self.under_way.remove(&Task::Bills);
                if let Some(Cause::RateLimited { until: Some(until) }) = &failed {
                    self.must_wait(FeedName::Bills, *until);
                }
                let running = Cycle::at(self.script.now.utc);
                let cycles = cycles.into_iter().map(|back| running.back(back)).collect();
                Message::BillsSaved(tag, BillsSaved { cycles, failed, credential: None, wait_until: None })
            }
            Event::Alerts(alerts, are_new, muted) => {
                let at = self.script.now.utc;
                // At most one of a rule and subject is active.
                let mut seen = HashSet::new();
                let active = alerts.iter().map(|(rule, model)| alert(*rule, model.as_str(), at));
                let active = active.filter(|one| seen.insert((one.rule, one.subject.clone()))).collect();
                let alerts = if are_new { new(active, at) } else { known(active) };
                Message::Alerts(tag, Alerts { muted: muted.into_iter().collect(), ..alerts })
            }
            Event::AlertLog(count) => {
                let low = alert(Rule::Low, "a", self.script.now.utc);
                let events = (0..count).map(|at| event_of(&low, Change::Raised, instant(at.into())));
                Message::AlertLog(tag, events.collect())
            }
            Event::Changed(outcome) => {
                let (tag, change) = self.changing.take()?;
                Message::Changed(tag, change, outcome)
            }
            Event::FileChanged => Message::FileChanged(ProfileId(0)),
            Event::Storage(storage) => Message::Store(storage),
            _ => return None,
        })
    }

    fn start_over(&mut self) {
        self.under_way.clear();
        self.names.clear();
        self.waits.clear();
    }

    fn live(&mut self, event: Event) -> Result<Vec<Effect>, TestCaseError> {
        let message = match event {
            Event::Time(millis, jump) => {
                self.script.after_millis(millis);
                self.script.now.utc += TimeDelta::seconds(jump);
                return Ok(Vec::new());
            }
            Event::Sleep => {
                let wake = app::wake::Waking::new(&self.script.state, self.script.now).next(self.script.now);
                let ahead = wake - self.script.now.monotonic;
                self.script.now.utc += ahead;
                self.script.now.monotonic = wake;
                Message::Woke
            }
            event => match self.message(event) {
                Some(message) => message,
                None => return Ok(Vec::new()),
            },
        };
        let is_awake = message == Message::Woke;
        self.note_confirmation(&message);
        let generation = self.script.tag().generation;
        let effects = self.script.say(message);
        if effects.contains(&Effect::OpenDemo) {
            prop_assert_ne!(self.script.tag().generation, generation);
            self.start_over();
        }
        for effect in &effects {
            if let Effect::ReadLines(tag, wanted) = effect {
                self.lines = Some((*tag, wanted.clone()));
            }
        }
        self.check_effects(&effects)?;
        self.check_models()?;
        check_screen(&self.script.state)?;
        check_quitting(&self.script)?;
        let wake = app::wake::Waking::new(&self.script.state, self.script.now).next(self.script.now);
        prop_assert!(wake >= self.script.now.monotonic);
        prop_assert!(!is_awake || wake > self.script.now.monotonic, "it never sleeps");
        Ok(effects)
    }

    fn check_effects(&mut self, effects: &[Effect]) -> Result<(), TestCaseError> {
        let now = self.script.now;
        for effect in effects {
            match effect {
                Effect::WaitUntil(_, feed, Some(until)) => self.must_wait(*feed, *until),
                Effect::WaitUntil(_, feed, None) => {
                    let wait = self.waits.get(feed).copied().unwrap_or_default();
                    prop_assert!(wait <= now.monotonic, "the wait of {feed:?} ends before {wait:?}");
                }
                Effect::Change(tag, change) => self.check_change(*tag, change)?,
                _ => {}
            }
        }
        for (tag, task, ..) in requests(effects) {
            prop_assert!(!self.script.state.offline, "offline");
            prop_assert_eq!(tag, self.script.tag());
            prop_assert!(self.fits(task), "{:?} is not for this source", task);
            prop_assert!(self.under_way.insert(task), "{:?} is under way", task);
            let wait = self.waits.get(&task.feed()).copied().unwrap_or_default();
            prop_assert!(wait <= now.monotonic, "{task:?} is requested before {wait:?}, at {now:?}");
        }
        Ok(())
    }

    /// What is confirmed before `message`, if that does it: the word is typed, and these models are shown.
    fn note_confirmation(&mut self, message: &Message) {
        let is_accepted = match message {
            Message::Key(key) => *key == Key::plain(Code::Enter),
            Message::Mouse(mouse) => mouse.command == Some(Command::Act(Action::Open)),
            _ => false,
        };
        let asks = self.script.state.dialog().filter(|dialog| dialog.is_asking());
        if let Some(dialog) = asks.filter(|dialog| is_accepted && dialog.typed.trim() == dialog.word()) {
            let on = dialog.chosen.on;
            let change = |model: &ModelName| Made::FreeQuotaOnly { model: model.clone(), on };
            self.confirmed = dialog.chosen.models.iter().map(change).collect();
        }
    }

    /// It was confirmed, is the only one under way, and the account may be changed.
    fn check_change(&mut self, tag: Tag, change: &Made) -> Result<(), TestCaseError> {
        prop_assert!(self.script.profile().may_change);
        prop_assert_eq!(tag, self.script.tag());
        prop_assert!(self.changing.is_none(), "{:?} is under way", self.changing);
        prop_assert_eq!(self.confirmed.first(), Some(change));
        self.confirmed.remove(0);
        self.changing = Some((tag, change.clone()));
        Ok(())
    }

    /// No model is lost or repeated, and the rows match the models.
    fn check_models(&mut self) -> Result<(), TestCaseError> {
        let profile = self.script.profile();
        let names: Vec<&ModelName> = profile.snapshot.models.iter().map(|model| &model.name).collect();
        prop_assert!(names.is_sorted_by(|left, right| left < right), "{names:?}");
        prop_assert_eq!(profile.rows.rows.len(), names.len());
        let index = &self.script.state.list.index;
        prop_assert!(index.iter().all(|place| usize::try_from(place.at).unwrap() < names.len()));
        prop_assert_eq!(self.script.state.cursor().is_some(), !index.is_empty(), "a list has a cursor");
        let names: HashSet<ModelName> = names.into_iter().cloned().collect();
        if profile.source == SourceKind::Alibaba {
            prop_assert!(names.is_superset(&self.names), "{:?} became {names:?}", self.names);
        }
        self.names = names;
        Ok(())
    }
}

/// The list is consistent, no area overlaps another, and the cursor of the open page is in sight.
pub(crate) fn check_screen(state: &State) -> Result<(), TestCaseError> {
    let mut places = state.list.index.clone();
    places.sort_unstable();
    places.dedup();
    prop_assert_eq!(places.len(), state.list.len(), "a model is listed twice");
    prop_assert_eq!(state.rows().count(), state.list.len(), "a place without a model");
    prop_assert!(state.rows().all(|row| state.is_shown(row.id)));
    let regions = layout(state);
    check_regions(&regions, state.size)?;
    let (view, profile) = (&state.view, state.profile());
    let height = usize::from(regions.rows.height);
    let uncovered = if regions.overlay.is_empty() { height } else { 0 };
    // A list of several profiles may have no cursor while it is covered.
    if view.page == Page::Models && (state.profiles().count() == 1 || view.overlay == Overlay::None) {
        check_cursor(state.cursor(), state.list.len(), view.offset, height)?;
    } else if view.page == Page::Calls {
        let report = &profile.calls.report;
        check_cursor(state.calls_cursor(), report.groups.len(), view.calls.offset, uncovered)?;
        let steps = report.totals.series.as_ref().map_or(0, |series| series.points().len());
        prop_assert!(view.calls.step.is_none_or(|step| step < steps), "{:?} of {steps}", view.calls.step);
    } else if view.page == Page::Bills {
        let groups = profile.bills.report.groups.len();
        check_cursor(state.bills_cursor(), groups, view.bills.offset, uncovered)?;
        check_bill_line(state, &regions)?;
    } else if view.page == Page::Alerts {
        prop_assert!(regions.too_small || !regions.overlay.is_empty() || height > 0, "no alert is in sight");
        let lines = state.alert_lines();
        let cursor = state.alerts_cursor();
        let is_cursor = |line: &Line<'_>| matches!(line, Line::Row(at, ..) if Some(*at) == cursor);
        check_cursor(lines.iter().position(is_cursor), lines.len(), view.alerts.offset, uncovered)?;
    } else if view.page == Page::Accounts {
        prop_assert!(state.has_accounts(), "a page without accounts");
        check_cursor(state.accounts_cursor(), state.accounts.len(), view.accounts.offset, uncovered)?;
    }
    Ok(())
}

/// A list has a cursor, which is in sight, and no row below the end is empty.
fn check_cursor(
    cursor: Option<usize>,
    length: usize,
    offset: usize,
    height: usize,
) -> Result<(), TestCaseError> {
    prop_assert_eq!(cursor.is_some(), length > 0, "a list has a cursor");
    if let (Some(cursor), 1..) = (cursor, height) {
        prop_assert!((offset..offset + height).contains(&cursor), "{cursor} in {offset} + {height}");
        prop_assert!(
            offset <= length.saturating_sub(height),
            "rows are empty: {offset} + {height} of {length}"
        );
    }
    Ok(())
}

/// `q` closes what is open, one after the other, and then quits; Ctrl-C quits at once.
fn check_quitting(script: &Script) -> Result<(), TestCaseError> {
    let mut copy = Script { state: script.state.clone(), now: script.now };
    prop_assert_eq!(&copy.ctrl('c')[..1], [Effect::Quit]);
    // They take it as a letter.
    (copy.state.palette, copy.state.turning) = (None, None);
    copy.state.view.typing = false;
    for _ in 0..4 {
        let (overlay, peek) = (copy.state.view.overlay, copy.state.view.peek);
        if copy.type_in("q").contains(&Effect::Quit) {
            prop_assert_eq!(overlay, Overlay::None);
            return Ok(());
        }
        let is_closed = copy.state.view.overlay != overlay || copy.state.view.peek != peek;
        prop_assert!(is_closed || copy.state.view.bills.line.is_none(), "{overlay:?}");
    }
    prop_assert!(false, "{:?} stays open", copy.state.view.overlay);
    Ok(())
}

fn check_bill_line(state: &State, regions: &Regions) -> Result<(), TestCaseError> {
    let view = &state.view.bills;
    let Some(line) = view.line else { return Ok(()) };
    let lines = state.bills_group().map_or(0, |group| group.sums.lines);
    prop_assert!(u64::try_from(line).unwrap() < lines, "line {line} of {lines}");
    if !regions.lines.is_empty() {
        let in_sight = view.line_offset..view.line_offset + usize::from(regions.lines.height);
        prop_assert!(in_sight.contains(&line), "{line} in {in_sight:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_event_breaks_an_invariant((start, events) in story()) {
        let mut watched = Watched::begin(&start);
        for event in events {
            watched.live(event)?;
        }
    }

    #[test]
    fn the_same_events_have_the_same_outcome((start, events) in story()) {
        let mut one = Watched::begin(&start);
        let mut other = Watched::begin(&start);
        for event in events {
            prop_assert_eq!(one.live(event.clone())?, other.live(event)?);
        }
        prop_assert_eq!(one.script.state, other.script.state);
    }
}
