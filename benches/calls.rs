//! What the Calls page costs with 200 models called with 10 API keys each: opening 30 days of them from the store, a
//! key of the chart's cursor, another grouping; the memory for it; and what the last hour costs each judgement of the
//! models. `cargo bench --bench calls` prints it.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a bench that fails stops, and prints what it measured"
)]

use std::{env, fs, hint::black_box, path::Path, process::Command, sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use criterion::{BatchSize, Criterion};
use quotatop::{
    app::{Code, Key, Message, Profile, Size, State, account::schedule::Schedule, update},
    domain::{
        Dated, FeedName, LastKnown, ModelName, Now, Site, SourceKind, Thresholds, Zone,
        calls::{
            CallPoint, CallRange, CallRow, CallSeries, CallStats, Caller, Calls, CallsSource, RecentCalls,
            UsageKind,
        },
    },
    store::{AccountKey, Identity, Store},
    ui::{Glyphs, Scene, Theme, draw},
    words::Lang,
};
use ratatui::{buffer::Buffer, layout::Rect};

/// Set for the process that writes the file: where to.
const WRITE: &str = "QUOTATOP_BENCH_WRITE";
const SIZE: Size = Size { width: 120, height: 36 };

type Known = Dated<Arc<Calls>>;

fn main() {
    let is_bench = env::args().any(|argument| argument == "--bench");
    let models = if is_bench { 200 } else { 20 };
    if let Some(file) = env::var_os(WRITE) {
        return write(Path::new(&file), models);
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("quotatop.db");
    // In a process of its own: what writing takes does not count for what reading takes.
    let mut writer = Command::new(env::current_exe().unwrap());
    assert!(writer.args(env::args().skip(1)).env(WRITE, &file).status().unwrap().success());

    let store = start(&file);
    store.flush().wait();
    let (page, mut buffer) = (page(), Buffer::empty(Rect::new(0, 0, SIZE.width, SIZE.height)));
    show(&page, &mut buffer);
    let before = (memory("VmRSS:"), memory("VmHWM:"));
    let mut opened = page.clone();
    open(&mut opened, read(&store), &mut buffer);
    println!(
        "30 days of {models} models with 10 API keys: file {} KiB; memory {} KiB, then {} KiB; at most {} KiB, then {} KiB",
        fs::metadata(&file).unwrap().len() / 1024,
        before.0,
        memory("VmRSS:"),
        before.1,
        memory("VmHWM:"),
    );
    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    opening(&mut criterion, &store, &page, &mut buffer);
    keys(&mut criterion, &opened, &mut buffer);
    last_hour(&mut criterion, models);
    criterion.final_summary();
}

fn opening(criterion: &mut Criterion, store: &Store, page: &State, buffer: &mut Buffer) {
    criterion.bench_function("read 30 days of calls", |bench| bench.iter(|| read(store)));
    criterion.bench_function("open 30 days of calls from the store", |bench| {
        bench.iter_batched_ref(
            || page.clone(),
            |state| open(state, read(store), buffer),
            BatchSize::LargeInput,
        );
    });
}

fn keys(criterion: &mut Criterion, opened: &State, buffer: &mut Buffer) {
    let mut state = opened.clone();
    for grouping in ["model", "API key", "workspace"] {
        let mut chart = state.clone();
        press(&mut chart, Code::Enter);
        press(&mut chart, Code::Home);
        let mut turns = [Code::Right, Code::Left].into_iter().cycle();
        criterion.bench_function(&format!("cursor in the chart, by {grouping}"), |bench| {
            bench.iter(|| {
                press(&mut chart, turns.next().unwrap());
                show(&chart, buffer);
            });
        });
        criterion.bench_function(&format!("another grouping than by {grouping}"), |bench| {
            bench.iter_batched_ref(
                || state.clone(),
                |state| {
                    press(state, Code::Char('b'));
                    show(state, buffer);
                },
                BatchSize::LargeInput,
            );
        });
        press(&mut state, Code::Char('b'));
    }
}

fn last_hour(criterion: &mut Criterion, models: u32) {
    let hour = |to| RecentCalls::of(&calls(CallRange::Hour, models, to)).unwrap();
    let calls = calls(CallRange::Hour, models, now().utc);
    criterion.bench_function("take in the calls of the last hour", |bench| {
        bench.iter(|| RecentCalls::of(black_box(&calls)));
    });
    let earlier = hour(now().utc - TimeDelta::minutes(50));
    let recent = hour(now().utc).after(&earlier);
    let figure_since = now().utc - TimeDelta::minutes(70);
    let names: Vec<ModelName> = (0..models).map(model).collect();
    criterion.bench_function("judge all models by the calls of the last hour", |bench| {
        bench.iter(|| {
            for name in &names {
                black_box(recent.use_of(name, figure_since));
            }
        });
    });
}

fn now() -> Now {
    Now { utc: "2026-11-22T06:12:07Z".parse().unwrap(), monotonic: Duration::from_secs(1) }
}

fn start(file: &Path) -> Store {
    Store::start(file.to_owned(), Arc::new(|| now().utc), |notice| panic!("{notice:?}"))
}

fn identity() -> Identity {
    let key = AccountKey { profile: "bench".into(), site: Site::China, fingerprint: "bench".into() };
    Identity { quotas: Some(key), ..Identity::default() }
}

fn write(file: &Path, models: u32) {
    let store = start(file);
    let value = Arc::new(calls(CallRange::Month, models, now().utc));
    store.save_calls(&identity(), Dated { value, fetched_at: now().utc });
    assert!(store.close(Duration::from_mins(1)));
}

fn read(store: &Store) -> Known {
    store.read_calls(&identity(), CallRange::Month).wait().unwrap()
}

/// The page with 30 days of calls, which are being read.
fn page() -> State {
    let schedule = Schedule::new(7, false);
    let profile = Profile::new("bench", SourceKind::Alibaba, Duration::from_mins(1), schedule, now());
    let mut state = State::new(profile, Thresholds::default(), now());
    state.size = SIZE;
    state.begin(LastKnown::default(), &[FeedName::Quotas, FeedName::Calls], now());
    for code in [Code::Char('2'), Code::Right, Code::Right] {
        press(&mut state, code);
    }
    assert_eq!(state.view.calls.range, CallRange::Month);
    state
}

fn open(state: &mut State, known: Known, buffer: &mut Buffer) {
    let tag = state.profile().tag(state.current());
    update(state, Message::CallsRead(tag, CallRange::Month, Some(known)), now());
    assert!(!state.profile().calls.report.groups.is_empty());
    show(state, buffer);
}

fn press(state: &mut State, code: Code) {
    update(state, Message::Key(Key::plain(code)), now());
}

fn show(state: &State, buffer: &mut Buffer) {
    let (theme, glyphs) = (&Theme::DARK, &Glyphs::UNICODE);
    let scene = Scene { state, theme, glyphs, lang: Lang::English, now: now(), zone: Zone::UTC };
    draw(black_box(&scene), buffer);
}

fn model(number: u32) -> ModelName {
    format!("qwen-model-{number:03}").as_str().into()
}

/// Calls with every model by every API key in each step.
fn calls(range: CallRange, models: u32, to: DateTime<Utc>) -> Calls {
    let rows = (0..models * 10).map(|number| row(number, range, to)).collect();
    let (source, from) = (CallsSource::Prometheus, range.begin(to));
    Calls { source, range, from, to, is_complete: true, workspace: None, rows, by_model: Vec::new() }
}

fn row(number: u32, range: CallRange, to: DateTime<Utc>) -> CallRow {
    let mut series = CallSeries::silent(range.begin(to), to, range.step());
    let begins: Vec<DateTime<Utc>> = series.iter().map(|(begin, _)| begin).collect();
    for (begin, some) in begins.into_iter().zip(number..) {
        let calls = some * 7919 % 9973 + 1;
        series.add(begin, CallPoint { calls, failed: calls / 99, used: u64::from(calls * 531).into() });
    }
    let calls = u64::from(number * 7919 % 99_991);
    let used = [
        (UsageKind::TotalTokens, calls * 531),
        (UsageKind::InputTokens, calls * 400),
        (UsageKind::OutputTokens, calls * 131),
        (UsageKind::CachedTokens, calls * 99),
    ];
    CallRow {
        model: model(number / 10),
        caller: Caller::of(&format!("{}", 1_110_000 + number % 10)),
        workspace: Some(format!("llm-{:016x}", number % 3).into()),
        stats: CallStats {
            calls: Some(calls),
            failed: Some(calls / 99),
            usage: used.into_iter().map(|(kind, used)| (kind, used.into())).collect(),
            duration_ms: Some((calls % 900 + 100).into()),
            p99_duration_ms: Some(4_100.into()),
            first_token_ms: Some(250.into()),
            last_call_at: to.checked_sub_signed(TimeDelta::minutes(3)),
            ..CallStats::default()
        }
        .completed(),
        series: Some(series),
    }
}

/// What the system says of this process's memory, in KiB; 0 where it does not tell.
fn memory(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
