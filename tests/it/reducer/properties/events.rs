//! Random events and starts for the property tests.

use quotatop::domain::{
    calls::{CallPoint, CallRange, CallRow, CallSeries, CallStats, Caller, Calls, CallsSource},
    plan::{Plan, PlanKind, PlanStatus},
    request::{CallsReading, PlansReading, QuotaReading},
    write::Outcome,
};

use super::*;

/// An event, described so that it fits any state of the program.
#[derive(Debug, Clone)]
pub(crate) enum Event {
    Key(Key),
    Paste(String),
    Mouse(Mouse),
    Resize(Size),
    Woke,
    /// An answer of the source, and whether it is for an older login.
    Fetched(Task, Result<Response, Cause>, bool),
    Elsewhere(Task, LastKnown, i64),
    RateLimited(Task, i64),
    /// The store has read a cycle: this many before the running one.
    CycleRead(u32, Bill),
    LinesRead,
    /// The store has read calls.
    CallsRead(Calls),
    /// Bills were saved, of cycles this many before the running one.
    BillsSaved(Vec<u32>, Option<Cause>),
    NewLogin(LastKnown),
    /// Alerts of these rules and models, whether they are new, and which models are muted.
    Alerts(Vec<(Rule, ModelName)>, bool, Vec<ModelName>),
    AlertLog(u8),
    FileChanged,
    /// The change under way has ended.
    Changed(Outcome),
    Storage(Storage),
    /// Time passes, in milliseconds; and the wall clock is set by this many seconds.
    Time(u64, i64),
    /// Time passes until the program wants to be woken.
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

fn reading() -> impl Strategy<Value = QuotaReading> {
    (quota(), any::<Option<bool>>())
        .prop_map(|(quota, free_quota_only)| QuotaReading { free_quota_only, ..quota.into() })
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
            Cause::NotActivated { code: text(), site: None },
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

fn outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![
        4 => Just(Outcome::Done),
        1 => Just(Outcome::Unfinished),
        1 => Just(Outcome::NotSent),
        1 => cause().prop_map(Outcome::of_failure),
    ]
}

fn rows<T: std::fmt::Debug>(row: impl Strategy<Value = T>) -> impl Strategy<Value = Rows<T>> {
    let failed = prop_oneof![4 => Just(None), 1 => cause().prop_map(Some)];
    (vec((name(), row), 0..20), failed).prop_map(|(rows, failed)| Rows { rows, odd: 0, failed })
}

fn calls() -> impl Strategy<Value = Calls> {
    let caller = select(vec![None, Caller::of("1"), Caller::of("2"), Caller::of("-1")]);
    let row = (name(), caller, 0_u64..9, any::<bool>()).prop_map(|(model, caller, calls, has_series)| {
        let mut series = CallSeries::silent(instant(0), instant(600), TimeDelta::minutes(1));
        series.add(instant(90), CallPoint { calls: 1, failed: 1, used: calls.into() });
        let stats = CallStats { calls: Some(calls), ..CallStats::default() };
        CallRow { model, caller, workspace: None, stats, series: has_series.then_some(series) }
    });
    let range = select(CallRange::iter().collect::<Vec<_>>());
    (range, vec(row, 0..20)).prop_map(|(range, rows)| Calls {
        source: CallsSource::Console,
        range,
        from: instant(0),
        to: instant(600),
        is_complete: true,
        workspace: None,
        rows,
        by_model: Vec::new(),
    })
}

fn plans() -> impl Strategy<Value = PlansReading> {
    let status = select(vec![PlanStatus::Valid, PlanStatus::Expired, PlanStatus::Unstated]);
    let plan = (status, any::<bool>()).prop_map(|(status, is_there)| {
        let plan =
            Plan { kind: PlanKind::CodingPlan, tier: None, status, windows: vec![], read_at: instant(0) };
        (PlanKind::CodingPlan, is_there.then_some(plan).into_iter().collect())
    });
    vec(plan, 0..2).prop_map(PlansReading)
}

fn answer() -> impl Strategy<Value = (Task, Result<Response, Cause>)> {
    let good = prop_oneof![
        vec(name(), 0..30).prop_map(|names| {
            let entries = names.iter().map(|name| entry(name.as_str())).collect::<Vec<_>>();
            (Task::Catalogue, Response::Catalogue(entries.into()))
        }),
        rows(reading()).prop_map(|rows| (Task::Quotas, Response::Quotas(rows))),
        plans().prop_map(|plans| (Task::Plans, Response::Plans(plans))),
        rows(any::<Option<bool>>()).prop_map(|rows| (Task::Switches, Response::FreeQuotaOnly(rows))),
        select(vec!["-1.00", "0", "12.40"]).prop_map(|sum| (Task::Account, Response::Account(dollars(sum)))),
        models().prop_map(|models| {
            let models = Snapshot { models: models.into(), ..Snapshot::empty(instant(0)) };
            (Task::Snapshot, Response::Snapshot(Box::new(models)))
        }),
        Just((Task::Snapshot, Response::Unchanged)),
        (calls(), prop::option::of(cause()))
            .prop_map(|(calls, failed)| (Task::Calls, Response::Calls(CallsReading { calls, failed }))),
    ];
    prop_oneof![
        2 => good.prop_map(|(task, answer)| (task, Ok(answer))),
        1 => (select(Task::iter().collect::<Vec<_>>()), cause()).prop_map(|(task, cause)| (task, Err(cause))),
    ]
}

fn known() -> impl Strategy<Value = LastKnown> {
    (models(), -5000_i64..20_000, prop::option::of(0_i64..20_000)).prop_map(|(models, read, until)| {
        let wait_until = until.into_iter().map(|until| (FeedName::Quotas, instant(until))).collect();
        LastKnown { wait_until, ..saved(models, -read) }
    })
}

fn key() -> impl Strategy<Value = Key> {
    let bound: Vec<Key> =
        quotatop::domain::action::BINDINGS.iter().flat_map(|binding| binding.keys).copied().collect();
    let plain =
        select(vec![Code::Backspace, Code::Enter, Code::Esc, Code::Tab, Code::F(5)]).prop_map(Key::plain);
    prop_oneof![
        6 => select(bound),
        3 => plain,
        2 => any::<char>().prop_map(Key::char),
        1 => select(vec!['u', 'w']).prop_map(Key::ctrl),
    ]
}

fn bill() -> impl Strategy<Value = Bill> {
    let line = (1_u32..=28, select(vec!["a", "b", "qwen-max", ""]), -100_i64..1000, any::<bool>());
    (prop::option::of(1_u32..=28), vec(line, 0..40)).prop_map(|(days, lines)| {
        let bill = Bill::of("2026-11");
        let bill = match days {
            Some(last) => bill.days(1..=last, Origin::Api, instant(-5000)),
            None => bill,
        };
        lines.into_iter().fold(bill, |bill, (day, model, cents, is_dollars)| {
            let amount = format!("{}.{:02}", cents / 100, cents.abs() % 100);
            let line = charged(model).costs(&amount, &amount);
            bill.line(day, line.currency(if is_dollars { "USD" } else { "CNY" }).end())
        })
    })
}

/// Any command that may be clicked or typed into the palette.
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
    let what = select(vec![MouseKind::Click, MouseKind::WheelUp, MouseKind::WheelDown]);
    let task = || select(Task::iter().collect::<Vec<_>>());
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
            .prop_map(|(kind, column, row, command)| Event::Mouse(Mouse { kind, column, row, command })),
        2 => (size(), size()).prop_map(|(width, height)| Event::Resize(Size { width, height })),
        2 => Just(Event::Woke),
        8 => (answer(), prop::bool::weighted(0.1))
            .prop_map(|((task, answer), old)| Event::Fetched(task, answer, old)),
        1 => (task(), known(), -100_i64..20_000).prop_map(|(task, known, due)| Event::Elsewhere(task, known, due)),
        1 => (task(), -100_i64..20_000).prop_map(|(task, until)| Event::RateLimited(task, until)),
        4 => (0_u32..3, bill()).prop_map(|(back, bill)| Event::CycleRead(back, bill)),
        4 => calls().prop_map(Event::CallsRead),
        3 => Just(Event::LinesRead),
        2 => (vec(0_u32..3, 0..3), prop::option::of(cause()))
            .prop_map(|(cycles, failed)| Event::BillsSaved(cycles, failed)),
        1 => known().prop_map(Event::NewLogin),
        4 => (vec((select(Rule::iter().collect::<Vec<_>>()), name()), 0..30), any::<bool>(), vec(name(), 0..4))
            .prop_map(|(alerts, are_new, muted)| Event::Alerts(alerts, are_new, muted)),
        1 => any::<u8>().prop_map(Event::AlertLog),
        1 => Just(Event::FileChanged),
        4 => outcome().prop_map(Event::Changed),
        1 => storage.prop_map(Event::Storage),
        4 => (prop_oneof![0_u64..5000, 0_u64..700_000, 0_u64..200_000_000], Just(0))
            .prop_map(|(millis, jump)| Event::Time(millis, jump)),
        1 => (0_u64..1000, -500_000_i64..500_000).prop_map(|(millis, jump)| Event::Time(millis, jump)),
        4 => Just(Event::Sleep),
    ]
}

/// Keys that may turn Free Quota Only.
fn turning() -> impl Strategy<Value = Vec<Event>> {
    let key = |key: Key| Event::Key(key);
    let before = [Key::char('1'), Key::plain(Code::Esc), Key::plain(Code::Down), Key::char('v')];
    let before = vec(select(before.to_vec()), 0..5);
    let tabs = vec(Just(key(Key::plain(Code::Tab))), 0..3);
    (before, tabs, select(vec!["on", "off", "no"])).prop_map(move |(before, tabs, word)| {
        let opens = before.into_iter().chain([Key::char('f')]).map(key);
        let confirms = [Event::Paste(word.to_owned()), key(Key::plain(Code::Enter))];
        opens.chain(tabs).chain(confirms).collect()
    })
}

pub(crate) fn story() -> impl Strategy<Value = (Start, Vec<Event>)> {
    let source = prop_oneof![4 => Just(SourceKind::Alibaba), 1 => Just(SourceKind::Snapshot), 1 => Just(SourceKind::Demo)];
    let start = (source, prop::bool::weighted(0.1), prop::bool::weighted(0.1), known(), any::<u64>());
    let start = start.prop_map(|(source, once, offline, known, seed)| {
        let known = if source == SourceKind::Alibaba { known } else { LastKnown::default() };
        let may_change = source == SourceKind::Alibaba && !offline;
        Start { source, once, offline, known, seed, may_change }
    });
    let one = event().prop_map(|event| vec![event]);
    let events = vec(prop_oneof![20 => one, 1 => turning()], 0..60);
    (start, events.prop_map(|events| events.concat()))
}

#[derive(Debug, Clone)]
pub(crate) struct Start {
    pub(crate) source: SourceKind,
    pub(crate) once: bool,
    pub(crate) offline: bool,
    pub(crate) known: LastKnown,
    pub(crate) seed: u64,
    pub(crate) may_change: bool,
}
