//! What the budgets are about: the time of a frame, of a keystroke in the filter, of reading and judging many
//! models. `cargo bench` prints it.

use std::{hint::black_box, time::Duration};

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use quotatop::{
    app::{
        Key, Message, Profile, Size, State, Tag,
        account::schedule::{Schedule, Task},
        update,
    },
    domain::{Fetched, Now, Response, Snapshot, SourceKind, Thresholds, Zone},
    source::snapshot::document,
    ui::{Glyphs, Scene, Theme, draw},
};
use ratatui::{buffer::Buffer, layout::Rect};

const SIZE: Size = Size { width: 120, height: 40 };

fn now() -> Now {
    Now { utc: "2026-11-22T06:12:07Z".parse().unwrap_or_default(), monotonic: Duration::from_secs(1) }
}

/// A snapshot of so many models, as a file holds it.
fn file(models: u64) -> Vec<u8> {
    let rows: Vec<String> = (0..models)
        .map(|number| {
            format!(
                r#"{{"model": "qwen-model-{number:06}", "kind": "text", "unit": "tokens", "total": 1000000,
                    "remaining": {}, "expires_at": "2027-03-04T00:00:00Z", "quota_status": "VALID",
                    "free_quota_only": false}}"#,
                number * 19_937 % 1_000_000
            )
        })
        .collect();
    let rows = rows.join(",");
    let head = r#"{"schema": "quotatop.snapshot/1", "taken_at": "2026-11-22T06:12:07Z", "models": ["#;
    format!("{head}{rows}]}}").into_bytes()
}

fn snapshot(models: u64) -> Snapshot {
    document::read(&file(models), now().utc).unwrap_or_else(|_| Snapshot::empty(now().utc))
}

fn state(models: u64) -> State {
    let schedule = Schedule::new(7, false);
    let profile = Profile::new("bench", SourceKind::Snapshot, Duration::from_mins(1), schedule, now());
    let mut state = State::new(profile, Thresholds::default(), now());
    state.size = SIZE;
    take(&mut state, snapshot(models));
    state
}

fn take(state: &mut State, snapshot: Snapshot) {
    let tag = Tag { profile: state.current(), generation: state.profile().generation };
    let fetched = Fetched::from(Ok(Response::Snapshot(Box::new(snapshot))));
    update(state, Message::Fetched(tag, Task::Snapshot, fetched), now());
}

fn scene(state: &State) -> Scene<'_> {
    Scene {
        state,
        theme: &Theme::DARK,
        glyphs: &Glyphs::UNICODE,
        lang: quotatop::words::Lang::English,
        now: now(),
        zone: Zone::UTC,
    }
}

fn frames(criterion: &mut Criterion) {
    let mut buffer = Buffer::empty(Rect::new(0, 0, SIZE.width, SIZE.height));
    for models in [50, 500, 100_000] {
        let state = state(models);
        let scene = scene(&state);
        criterion.bench_function(&format!("draw 120x40, {models} models"), |bencher| {
            bencher.iter(|| draw(black_box(&scene), &mut buffer));
        });
    }
}

fn keystrokes(criterion: &mut Criterion) {
    for models in [500, 100_000] {
        let mut typing = state(models);
        update(&mut typing, Message::Key(Key::char('/')), now());
        criterion.bench_function(&format!("keystroke in the filter, {models} models"), |bencher| {
            bencher.iter_batched_ref(
                || typing.clone(),
                |state| update(state, Message::Key(Key::char('9')), now()),
                BatchSize::LargeInput,
            );
        });
    }
}

/// So many accounts with a few models each, on the page that lists them.
fn accounts(count: usize) -> State {
    let mut state = state(5);
    for number in 1..count {
        let (name, schedule) = (format!("account-{number:04}"), Schedule::new(7, false));
        let profile = Profile::new(&name, SourceKind::Snapshot, Duration::from_mins(1), schedule, now());
        let id = state.open(profile);
        let tag = Tag { profile: id, generation: 0 };
        let models = snapshot(u64::try_from(number % 9).unwrap_or_default());
        let fetched = Fetched::from(Ok(Response::Snapshot(Box::new(models))));
        update(&mut state, Message::Fetched(tag, Task::Snapshot, fetched), now());
    }
    update(&mut state, Message::Key(Key::char('5')), now());
    state
}

fn many_accounts(criterion: &mut Criterion) {
    let listed = accounts(1_000);
    let mut buffer = Buffer::empty(Rect::new(0, 0, SIZE.width, SIZE.height));
    criterion.bench_function("draw 120x40, 1,000 accounts", |bencher| {
        bencher.iter(|| draw(black_box(&scene(&listed)), &mut buffer));
    });
    let mut typing = listed;
    update(&mut typing, Message::Key(Key::char('/')), now());
    criterion.bench_function("keystroke in the filter and its frame, 1,000 accounts", |bencher| {
        bencher.iter_batched_ref(
            || typing.clone(),
            |state| {
                update(state, Message::Key(Key::char('9')), now());
                draw(&scene(state), &mut buffer);
            },
            BatchSize::LargeInput,
        );
    });
    criterion.bench_function("take in new data of one of 1,000 accounts", |bencher| {
        bencher.iter_batched_ref(
            || (typing.clone(), snapshot(5)),
            |(state, models)| take(state, models.clone()),
            BatchSize::LargeInput,
        );
    });
}

fn reading(criterion: &mut Criterion) {
    for models in [500, 100_000] {
        let bytes = file(models);
        criterion.bench_function(&format!("read a snapshot of {models} models"), |bencher| {
            bencher.iter(|| document::read(black_box(&bytes), now().utc));
        });
        let known = snapshot(models);
        let empty = state(0);
        criterion.bench_function(&format!("take in a snapshot of {models} models"), |bencher| {
            bencher.iter_batched(
                || (empty.clone(), known.clone()),
                |(mut state, snapshot)| take(&mut state, snapshot),
                BatchSize::LargeInput,
            );
        });
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).measurement_time(Duration::from_secs(4));
    targets = frames, keystrokes, many_accounts, reading
}
criterion_main!(benches);
