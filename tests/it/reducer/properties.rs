//! What holds after whatever happens, in whatever order, at whatever time.

use proptest::prelude::*;
use quotatop::{
    app::{self, Area, verb::Verb},
    domain::{FailureKind, Storage, StoreReason, StoreTrouble, bill::LinesQuery},
};
use strum::IntoEnumIterator as _;

use super::script::*;
use crate::support::{
    regions::Regions,
    state::{
        alerts::{event as event_of, known as known_alerts},
        bills::line as line_of,
    },
};

/// Something that happens, told so that it fits whatever the program has become by then.
#[derive(Debug, Clone)]
enum Event {
    Key(Key),
    Paste(String),
    Mouse(Mouse),
    Resize(Size),
    Woke,
    /// The source answers; with whether it does so for an older login.
    Fetched(Task, Result<Response, Cause>, bool),
    Elsewhere(Task, LastKnown, i64),
    MustWait(Task, i64),
    /// The store tells of a cycle: the running one, or one so many before it.
    CycleRead(u32, Bill),
    LinesRead,
    /// What was asked of the bills was answered, for so many cycles back.
    BillsSaved(Vec<u32>, Option<Cause>),
    NewLogin(LastKnown),
    /// The store tells of alerts of these rules and models, whether they are new, and which models are muted.
    Alerts(Vec<(Rule, ModelName)>, bool, Vec<ModelName>),
    AlertLog(u8),
    FileChanged,
    Storage(Storage),
    /// Time passes, in milliseconds; the wall clock is set besides, by so many seconds.
    Time(u64, i64),
    /// Time passes up to the moment for which the program wants to be woken.
    Sleep,
}

fn name() -> impl Strategy<Value = ModelName> {
    prop_oneof![
        select(vec!["a", "b", "qwen-max", "通义", "z"]).prop_map(ModelName::from),
        (0..30).prop_map(|number| ModelName::new(format!("m{number}"))),
    ]
}

fn quota() -> impl Strategy<Value = Quota> {
    let number = || prop_oneof![Just(None), (0_u64..=1000).prop_map(|number| Some(number.into()))];
    let expires = prop::option::of(-100_i64..1_000_000);
    let word = prop::option::of(select(vec!["VALID", "VALID", "VALID", "UNKNOWN", "?"]));
    (number(), number(), expires, word, -5000_i64..5000).prop_map(
        |(total, remaining, expires, word, read)| Quota {
            total,
            remaining,
            expires_at: expires.map(instant),
            quota_status: word.map(Into::into),
            read_at: instant(read),
        },
    )
}

fn models() -> impl Strategy<Value = Vec<Model>> {
    let model = (name(), prop::option::of(quota()), any::<Option<bool>>())
        .prop_map(|(name, quota, free_quota_only)| Model { quota, free_quota_only, ..Model::named(name) });
    vec(model, 0..30)
}

fn cause() -> impl Strategy<Value = Cause> {
    let text = || "h".to_owned();
    prop_oneof![
        3 => prop::option::of(-100_i64..20_000).prop_map(|until| Cause::RateLimited { until: until.map(instant) }),
        5 => select(vec![
            no_login(),
            Cause::NoAccessKey { looked_for: vec![] },
            Cause::NotLoggedIn { credential: text() },
            Cause::KeyRefused { credential: text(), code: text() },
            Cause::Forbidden { action: None, code: text() },
            Cause::NotActivated { code: text() },
            Cause::Unreachable { host: text(), detail: text() },
            timed_out(),
            Cause::HttpStatus { host: text(), status: 500 },
            Cause::Refused { code: text(), message: text() },
            Cause::Redirected { host: text() },
            Cause::TooLarge { host: text(), limit: 1 },
            Cause::Undecodable { what: text(), detail: text() },
            Cause::ClockSkew { seconds: 4000 },
            Cause::File { path: text(), detail: text() },
            Cause::Login { credential: text(), detail: text(), command: None },
            Cause::Internal { detail: text() },
            Cause::Reported { kind: FailureKind::Server, message: text(), remedy: text(), off: true },
        ]),
    ]
}

fn rows<T: std::fmt::Debug>(row: impl Strategy<Value = T>) -> impl Strategy<Value = Rows<T>> {
    let failed = prop_oneof![4 => Just(None), 1 => cause().prop_map(Some)];
    (vec((name(), row), 0..20), failed).prop_map(|(rows, failed)| Rows { rows, odd: 0, failed })
}

fn answer() -> impl Strategy<Value = (Task, Result<Response, Cause>)> {
    let good = prop_oneof![
        vec(name(), 0..30).prop_map(|names| {
            let entries = names.iter().map(|name| entry(name.as_str())).collect::<Vec<_>>();
            (Task::Catalogue, Response::Catalogue(entries.into()))
        }),
        rows(quota()).prop_map(|rows| (Task::Quotas, Response::Quotas(rows))),
        rows(any::<Option<bool>>()).prop_map(|rows| (Task::Switches, Response::FreeQuotaOnly(rows))),
        select(vec!["-1.00", "0", "12.40"]).prop_map(|sum| (Task::Account, Response::Account(balance(sum)))),
        models().prop_map(|models| {
            let models = Snapshot { models, ..Snapshot::empty(instant(0)) };
            (Task::Snapshot, Response::Snapshot(Box::new(models)))
        }),
        Just((Task::Snapshot, Response::Unchanged)),
    ];
    prop_oneof![
        2 => good.prop_map(|(task, answer)| (task, Ok(answer))),
        1 => (select(Task::ALL.to_vec()), cause()).prop_map(|(task, cause)| (task, Err(cause))),
    ]
}

fn known() -> impl Strategy<Value = LastKnown> {
    (models(), -5000_i64..20_000, prop::option::of(0_i64..20_000)).prop_map(|(models, read, until)| {
        let wait_until = until.into_iter().map(|until| (FeedName::Quotas, instant(until))).collect();
        LastKnown { wait_until, ..kept(models, -read) }
    })
}

fn key() -> impl Strategy<Value = Key> {
    let bound: Vec<Key> =
        quotatop::domain::action::BINDINGS.iter().flat_map(|binding| binding.keys).copied().collect();
    let plain =
        select(vec![Code::Backspace, Code::Enter, Code::Esc, Code::Tab, Code::F(5)]).prop_map(Key::plain);
    prop_oneof![
        6 => select(bound),
        2 => plain,
        2 => any::<char>().prop_map(Key::char),
        1 => select(vec!['u', 'w']).prop_map(Key::ctrl),
    ]
}

fn bill() -> impl Strategy<Value = Bill> {
    let line = (1_u32..=28, select(vec!["a", "b", "qwen-max", ""]), -100_i64..1000, any::<bool>());
    (prop::option::of(1_u32..=28), vec(line, 0..40)).prop_map(|(kept, lines)| {
        let bill = Bill::of("2026-11");
        let bill = match kept {
            Some(last) => bill.kept(1..=last, Origin::Api, instant(-5000)),
            None => bill,
        };
        lines.into_iter().fold(bill, |bill, (day, model, cents, is_dollars)| {
            let amount = format!("{}.{:02}", cents / 100, cents.abs() % 100);
            let line = line_of(&format!("1;llm-a;{model};input_token;app"), "tokens").costs(&amount, &amount);
            bill.line(day, line.currency(if is_dollars { "USD" } else { "CNY" }).end())
        })
    })
}

/// What somebody may click, or have typed into the palette, whatever is there.
fn command() -> impl Strategy<Value = Command> {
    let action = select(quotatop::domain::action::BINDINGS.iter().map(|row| row.action).collect::<Vec<_>>());
    let verb = select(Verb::ALL.to_vec());
    let grouping = select(Grouping::iter().collect::<Vec<_>>());
    let cycle = (0_u32..40).prop_map(|back| Cycle::at(instant(0)).back(back).next());
    let product = select(vec!["all", "inference", "nothing"]).prop_map(ProductFilter::parse);
    prop_oneof![
        4 => action.prop_map(Command::Act),
        1 => select(SortKey::iter().collect::<Vec<_>>()).prop_map(Command::Sort),
        1 => Just(Command::SortBill(BillSort::Lines)),
        1 => grouping.prop_map(Command::GroupBy),
        1 => cycle.prop_map(Command::Cycle),
        1 => "[a-z:-]{0,9}".prop_map(Command::Filter),
        1 => product.prop_map(Command::Product),
        1 => (0_usize..4, name()).prop_map(|(id, name)| Command::Model(ProfileId(id), name)),
        1 => prop::option::of(0_usize..4).prop_map(|id| Command::Profile(id.map(ProfileId))),
        1 => select(vec!["dark", "nothing"]).prop_map(|name| Command::Theme(name.into())),
        1 => select(ListColumn::iter().collect::<Vec<_>>()).prop_map(Command::Column),
        1 => verb.prop_map(Command::Ask),
    ]
}

fn event() -> impl Strategy<Value = Event> {
    let size = || prop_oneof![0_u16..300, 35_u16..50, Just(u16::MAX)];
    let what = select(vec![MouseDid::Click, MouseDid::WheelUp, MouseDid::WheelDown]);
    let task = || select(Task::ALL.to_vec());
    let trouble = |reason| StoreTrouble { file: "x".to_owned(), reason, is_readable: true };
    let storage = select(vec![
        Storage::default(),
        Storage { trouble: Some(trouble(StoreReason::Full)), set_aside: None },
        Storage { trouble: Some(trouble(StoreReason::TooNew)), set_aside: Some("x".to_owned()) },
    ]);
    prop_oneof![
        6 => key().prop_map(Event::Key),
        1 => ".{0,12}".prop_map(Event::Paste),
        2 => (what, 0_u16..300, 0_u16..60, prop::option::weighted(0.3, command()))
            .prop_map(|(what, column, row, command)| Event::Mouse(Mouse { what, column, row, command })),
        2 => (size(), size()).prop_map(|(width, height)| Event::Resize(Size { width, height })),
        2 => Just(Event::Woke),
        8 => (answer(), prop::bool::weighted(0.1))
            .prop_map(|((task, answer), old)| Event::Fetched(task, answer, old)),
        1 => (task(), known(), -100_i64..20_000).prop_map(|(task, known, due)| Event::Elsewhere(task, known, due)),
        1 => (task(), -100_i64..20_000).prop_map(|(task, until)| Event::MustWait(task, until)),
        4 => (0_u32..3, bill()).prop_map(|(back, bill)| Event::CycleRead(back, bill)),
        3 => Just(Event::LinesRead),
        2 => (vec(0_u32..3, 0..3), prop::option::of(cause()))
            .prop_map(|(cycles, failed)| Event::BillsSaved(cycles, failed)),
        1 => known().prop_map(Event::NewLogin),
        4 => (vec((select(Rule::iter().collect::<Vec<_>>()), name()), 0..30), any::<bool>(), vec(name(), 0..4))
            .prop_map(|(alerts, are_new, muted)| Event::Alerts(alerts, are_new, muted)),
        1 => any::<u8>().prop_map(Event::AlertLog),
        1 => Just(Event::FileChanged),
        1 => storage.prop_map(Event::Storage),
        4 => (prop_oneof![0_u64..5000, 0_u64..700_000, 0_u64..200_000_000], Just(0))
            .prop_map(|(millis, jump)| Event::Time(millis, jump)),
        1 => (0_u64..1000, -500_000_i64..500_000).prop_map(|(millis, jump)| Event::Time(millis, jump)),
        4 => Just(Event::Sleep),
    ]
}

fn story() -> impl Strategy<Value = (Start, Vec<Event>)> {
    let source = prop_oneof![4 => Just(SourceKind::Alibaba), 1 => Just(SourceKind::Snapshot), 1 => Just(SourceKind::Demo)];
    let start = (source, prop::bool::weighted(0.1), prop::bool::weighted(0.1), known(), any::<u64>());
    let start = start.prop_map(|(source, once, offline, known, seed)| {
        let known = if source == SourceKind::Alibaba { known } else { LastKnown::default() };
        Start { source, once, offline, known, seed }
    });
    (start, vec(event(), 0..60))
}

#[derive(Debug, Clone)]
struct Start {
    source: SourceKind,
    once: bool,
    offline: bool,
    known: LastKnown,
    seed: u64,
}

fn slot(feed: FeedName) -> usize {
    FeedName::iter().position(|one| one == feed).unwrap()
}

struct Watched {
    script: Script,
    under_way: HashSet<Task>,
    /// Until when each feed must be left alone, on the monotonic clock.
    waits: [Duration; 3],
    names: HashSet<ModelName>,
    lines: Option<(Tag, LinesQuery)>,
    bill: Bill,
}

impl Watched {
    fn begin(start: &Start) -> Self {
        let mut script = Script::seeded(start.source, start.once, start.seed);
        script.state.offline = start.offline;
        script.begin(start.known.clone());
        let mut watched = Self {
            script,
            under_way: HashSet::new(),
            waits: [Duration::ZERO; 3],
            names: HashSet::new(),
            lines: None,
            bill: Bill::of("2026-11"),
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
        let wait = &mut self.waits[slot(feed)];
        *wait = (*wait).max(self.script.now.monotonic + ahead);
    }

    /// The task fits the source: nobody else is asked for it.
    fn fits(&self, task: Task) -> bool {
        match task {
            // A snapshot's bills are imported.
            Task::Bills => self.script.profile().source != SourceKind::Snapshot,
            task => (task == Task::Snapshot) != (self.script.profile().source == SourceKind::Alibaba),
        }
    }

    /// What the event says to the program by now; absent where it says nothing.
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
                Message::AskedElsewhere(tag, task, known, instant(due))
            }
            Event::MustWait(task, until) if self.fits(task) && task != Task::Snapshot => {
                self.under_way.remove(&task);
                self.must_wait(task.feed(), instant(until));
                Message::MustWait(tag, task, instant(until))
            }
            Event::NewLogin(known) if self.script.profile().source == SourceKind::Alibaba => {
                self.start_over();
                self.must_wait_as_known(&known);
                Message::NewLogin(ProfileId(0), known)
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
                let told = if are_new { new(active, at) } else { known_alerts(active) };
                Message::Alerts(tag, Alerts { muted: muted.into_iter().collect(), ..told })
            }
            Event::AlertLog(count) => {
                let low = alert(Rule::Low, "a", self.script.now.utc);
                let events = (0..count).map(|at| event_of(&low, Change::Raised, instant(at.into())));
                Message::AlertLog(tag, events.collect())
            }
            Event::FileChanged => Message::FileChanged(ProfileId(0)),
            Event::Storage(storage) => Message::Store(storage),
            _ => return None,
        })
    }

    fn start_over(&mut self) {
        self.under_way.clear();
        self.names.clear();
        self.waits = [Duration::ZERO; 3];
    }

    fn live(&mut self, event: Event) -> Result<Vec<Effect>, TestCaseError> {
        let message = match event {
            Event::Time(millis, jump) => {
                self.script.after_millis(millis);
                self.script.now.utc += TimeDelta::seconds(jump);
                return Ok(Vec::new());
            }
            Event::Sleep => {
                let wake = app::wake::next_wake(&self.script.state, self.script.now);
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
        self.check_screen()?;
        let wake = app::wake::next_wake(&self.script.state, self.script.now);
        prop_assert!(wake >= self.script.now.monotonic);
        prop_assert!(!is_awake || wake > self.script.now.monotonic, "it does not fall asleep");
        Ok(effects)
    }

    fn check_effects(&mut self, effects: &[Effect]) -> Result<(), TestCaseError> {
        let now = self.script.now;
        for effect in effects {
            match effect {
                Effect::WaitUntil(_, feed, Some(until)) => self.must_wait(*feed, *until),
                Effect::WaitUntil(_, feed, None) => {
                    let wait = self.waits[slot(*feed)];
                    prop_assert!(wait <= now.monotonic, "{feed:?} is let go before {wait:?}");
                }
                _ => {}
            }
        }
        for effect in effects {
            let Effect::Ask { tag, task, .. } = effect else { continue };
            prop_assert!(!self.script.state.offline, "offline");
            prop_assert_eq!(*tag, self.script.tag());
            prop_assert!(self.fits(*task), "{:?} is not for this source", task);
            prop_assert!(self.under_way.insert(*task), "{:?} is under way", task);
            let wait = self.waits[slot(task.feed())];
            prop_assert!(wait <= now.monotonic, "{task:?} is asked before {wait:?}, at {now:?}");
        }
        Ok(())
    }

    /// Nothing that was known is lost, nothing is there twice, and the rows fit the models.
    fn check_models(&mut self) -> Result<(), TestCaseError> {
        let profile = self.script.profile();
        let names: Vec<&ModelName> = profile.snapshot.models.iter().map(|model| &model.name).collect();
        prop_assert!(names.is_sorted_by(|left, right| left < right), "{names:?}");
        prop_assert_eq!(profile.rows.rows.len(), names.len());
        let mut index = self.script.state.list.index.clone();
        index.sort_unstable();
        index.dedup();
        prop_assert_eq!(index.len(), self.script.state.list.len());
        prop_assert!(index.iter().all(|place| usize::try_from(place.at).unwrap() < names.len()));
        for (model, row) in profile.snapshot.models.iter().zip(&profile.rows.rows) {
            prop_assert_eq!(&*row.lower_name, model.name.as_str().to_lowercase());
        }
        let names: HashSet<ModelName> = names.into_iter().cloned().collect();
        if profile.source == SourceKind::Alibaba {
            prop_assert!(names.is_superset(&self.names), "{:?} became {names:?}", self.names);
        }
        self.names = names;
        Ok(())
    }

    fn check_screen(&self) -> Result<(), TestCaseError> {
        let state = &self.script.state;
        let regions = layout(state);
        check_regions(&regions, state.size)?;
        let length = state.list.len();
        prop_assert_eq!(state.cursor().is_some(), length > 0, "a list has a cursor");
        if state.view.page == Page::Bills {
            return check_bills(state, &regions);
        }
        if state.view.page == Page::Alerts {
            return check_alerts(state, &regions);
        }
        let (offset, height) = (state.view.offset, usize::from(regions.rows.height));
        if let (Some(cursor), 1..) = (state.cursor(), height) {
            prop_assert!((offset..offset + height).contains(&cursor), "{cursor} in {offset} + {height}");
            prop_assert!(
                offset <= length.saturating_sub(height),
                "room is wasted: {offset} + {height} of {length}"
            );
        }
        Ok(())
    }
}

fn check_alerts(state: &State, regions: &Regions) -> Result<(), TestCaseError> {
    let (offset, height) = (state.view.alerts.offset, usize::from(regions.rows.height));
    let length = state.profile().alerts.length();
    prop_assert_eq!(state.alerts_cursor().is_some(), length > 0, "a list has a cursor");
    if let (Some(cursor), 1.., true) = (state.alerts_cursor(), height, regions.overlay.is_empty()) {
        prop_assert!((offset..offset + height).contains(&cursor), "{cursor} in {offset} + {height}");
        prop_assert!(
            offset <= length.saturating_sub(height),
            "room is wasted: {offset} + {height} of {length}"
        );
    }
    prop_assert!(regions.too_small || !regions.overlay.is_empty() || height > 0, "no alert is in sight");
    Ok(())
}

fn check_bills(state: &State, regions: &Regions) -> Result<(), TestCaseError> {
    let view = &state.view.bills;
    let groups = state.profile().bills.report.groups.len();
    prop_assert_eq!(state.bills_cursor().is_some(), groups > 0, "a bill has a cursor");
    let height = usize::from(regions.rows.height);
    if let (Some(cursor), 1.., true) = (state.bills_cursor(), height, regions.overlay.is_empty()) {
        prop_assert!((view.offset..view.offset + height).contains(&cursor), "{cursor}: {view:?}");
        prop_assert!(view.offset <= groups.saturating_sub(height), "room is wasted: {view:?} of {groups}");
    }
    let Some(line) = view.line else { return Ok(()) };
    let lines = state.bills_group().map_or(0, |group| group.sums.lines);
    prop_assert!(u64::try_from(line).unwrap() < lines, "line {line} of {lines}");
    if !regions.lines.is_empty() {
        let in_sight = view.line_offset..view.line_offset + usize::from(regions.lines.height);
        prop_assert!(in_sight.contains(&line), "{line} in {in_sight:?}");
    }
    Ok(())
}

pub(crate) fn check_regions(regions: &Regions, size: Size) -> Result<(), TestCaseError> {
    let Regions { too_small, header, summary, banner, notes, columns, rows, fold, .. } = *regions;
    let Regions { totals, chart, reasons, lines, detail, overlay, log, toast, hints, .. } = *regions;
    // The reasons and the lines stand in the pane, or in what covers the list.
    for inner in [reasons, lines].into_iter().filter(|area| !area.is_empty()) {
        let is_within = |outer: Area| {
            inner.x >= outer.x
                && inner.y > outer.y
                && inner.x + inner.width <= outer.x + outer.width
                && inner.y + inner.height <= outer.y + outer.height
        };
        prop_assert!(is_within(detail) || is_within(overlay), "{inner:?} in {detail:?} or {overlay:?}");
    }
    prop_assert!(reasons.is_empty() || lines.is_empty() || reasons.y + reasons.height < lines.y);
    let areas = [header, summary, banner, notes, columns, rows, fold, totals, chart, detail, overlay];
    let areas = areas.into_iter().chain([log, toast, hints]);
    let areas: Vec<Area> = areas.filter(|area| !area.is_empty()).collect();
    prop_assert!(!too_small || areas.is_empty());
    let end =
        |area: &Area| (u32::from(area.x) + u32::from(area.width), u32::from(area.y) + u32::from(area.height));
    for (at, area) in areas.iter().enumerate() {
        let (right, bottom) = end(area);
        prop_assert!(
            right <= u32::from(size.width) && bottom <= u32::from(size.height),
            "{area:?} in {size:?}"
        );
        for other in &areas[at + 1..] {
            let (other_right, other_bottom) = end(other);
            let apart = right <= u32::from(other.x)
                || other_right <= u32::from(area.x)
                || bottom <= u32::from(other.y)
                || other_bottom <= u32::from(area.y);
            prop_assert!(apart, "{area:?} overlaps {other:?} in {size:?}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_happens_breaks_what_must_hold((start, events) in story()) {
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
