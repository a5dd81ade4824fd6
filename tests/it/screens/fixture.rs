//! States of the program to be drawn, made by the same messages as in the program.

use chrono::FixedOffset;
use quotatop::{
    app::Extents,
    domain::{Balance, Dated, Failure, Quantity, Region, Zone},
};

pub(crate) use std::{
    collections::{BTreeMap, HashMap},
    time::Duration,
};

pub(crate) use chrono::TimeDelta;
pub(crate) use quotatop::{
    app::{
        Effect, Key, Message, Profile, Size, State,
        account::{histories::ModelHistory, schedule::Schedule},
        chrome::themes::Themes,
        key::Code,
        view::{Choice, Overlay, Page},
    },
    domain::{
        Cause, FeedName, Kind, LastKnown, ListColumn, Model, Now, Quota, Site, SourceKind, Thresholds, Unit,
        alert::{Alerts, Change, Rule},
        bill::{Figure, Origin, report::BillSort},
        forecast::{Expected, Forecast, Lapses, RunsOut, Seen, Verdict},
        price::list_price,
        sort::SortKey,
    },
    ui::{Glyphs, Scene, Theme, draw},
    words::Lang,
};
pub(crate) use ratatui::{
    buffer::{Buffer, Cell},
    layout::Rect,
};

pub(crate) use crate::{
    screens::{
        alerts::with_alerts,
        bills,
        dump::{seen, text},
        forecasts, of, snapshot,
    },
    support::{
        at,
        regions::layout,
        state::{
            FEEDS,
            alerts::{alert, event, new},
            bills::{Bill, line},
            models::{dollars, quota, text_model},
        },
    },
};

/// 14:12:07 in Singapore.
pub(crate) fn now() -> Now {
    Now { utc: at("2026-11-22T06:12:07Z"), monotonic: Duration::from_mins(5) }
}

pub(crate) fn singapore() -> Zone {
    Zone(|_| FixedOffset::east_opt(8 * 3600).unwrap())
}

/// A model with `left` of `total` that expires in `hours`.
pub(crate) fn model(name: &str, kind: Kind, unit: Unit, (left, total): (&str, &str), hours: i64) -> Model {
    let number = |text: &str| text.parse::<Quantity>().unwrap();
    let (expires_at, read_at) = (now().utc + TimeDelta::hours(hours), at("2026-11-22T06:11:30Z"));
    Model {
        kind,
        unit,
        free_quota_only: Some(false),
        free_quota_only_read_at: Some(read_at),
        ..text_model(name, quota(number(left), number(total), Some(expires_at), read_at))
    }
}

pub(crate) fn models() -> Vec<Model> {
    let text = |name: &str, left, hours| model(name, Kind::Text, Unit::Tokens, (left, "1000000"), hours);
    let mut models = vec![
        text("qwen-max", "24098", 292),
        text("qwen-plus", "0", 292),
        text("qwen-turbo", "640000", 20),
        text("qwen3-235b-a22b-thinking", "918250", 900),
        text("qwen3-coder-plus", "19000", 500),
        model("wan2.7-t2v", Kind::Video, Unit::Seconds, ("38", "50"), 73),
        model("qwen-vl-max", Kind::Vision, Unit::Tokens, ("512000", "1000000"), -50),
        model("qwen-image-2.0-pro", Kind::Image, Unit::Images, ("83", "100"), 1200),
        model("qwen3-omni-flash", Kind::Multimodal, Unit::Tokens, ("999795", "1000000"), 1400),
        model("qwen3-asr-flash", Kind::Audio, Unit::Seconds, ("0", "36000"), 410),
        model("glm-5.2-fast-preview", Kind::Text, Unit::Tokens, ("0", "0"), 700),
        Model::named("qwen4-preview".into()),
    ];
    models[4].free_quota_only = Some(true);
    models[9].free_quota_only = Some(true);
    let mut tuned = Model::named("my-tuned-model".into());
    let raw =
        |word: &str, model: &Model| Quota { quota_status: Some(word.into()), ..model.quota.clone().unwrap() };
    tuned.quota =
        Some(Quota { total: None, remaining: None, expires_at: None, ..raw("UNKNOWN", &models[0]) });
    let mut odd = text("qwen-long", "731000", 600);
    odd.quota = Some(raw("FROZEN", &odd));
    models.extend([tuned, odd]);
    models
        .extend((1..=33).map(|number| text(&format!("qwen2.5-{number}b-instruct"), "1000000", 480 + number)));
    models
}

/// What was saved of an account with these models and this balance.
pub(crate) fn known(models: Vec<Model>, balance: Option<&str>) -> LastKnown {
    let fetched_at = at("2026-11-22T06:11:30Z");
    let balance = balance.map(|available| Balance { cash: "0".parse().ok(), ..dollars(available) });
    LastKnown {
        models: Some(Dated { value: models, fetched_at }),
        balance: balance.map(|value| Dated { value, fetched_at }),
        ..LastKnown::default()
    }
}

/// The same models, read at another time.
pub(crate) fn read_at(read_at: &str, mut known: LastKnown) -> LastKnown {
    let models = known.models.as_mut().unwrap();
    models.fetched_at = at(read_at);
    for quota in models.value.iter_mut().filter_map(|model| model.quota.as_mut()) {
        quota.read_at = at(read_at);
    }
    known
}

pub(crate) fn profile(source: SourceKind) -> Profile {
    let mut profile = Profile::new("default", source, Duration::from_mins(1), Schedule::new(7, false), now());
    profile.snapshot.site = Some(Site::International);
    profile.snapshot.region = Some(Region::Singapore);
    profile
}

pub(crate) fn state(known: LastKnown, (width, height): (u16, u16)) -> State {
    let mut state = begun(profile(SourceKind::Alibaba), known);
    state.size = Size { width, height };
    state
}

pub(crate) fn begun(profile: Profile, known: LastKnown) -> State {
    let mut state = State::new(profile, Thresholds::default(), now());
    state.begin(known, &FEEDS, now());
    state.action_texts = quotatop::ui::keys::action_texts(Lang::English);
    measure(&mut state, Lang::English);
    state
}

pub(crate) fn usual(size: (u16, u16)) -> State {
    let mut state = state(known(models(), Some("0")), size);
    bills::recall(&mut state, &bills::usual());
    forecasts::take_forecasts(&mut state, forecasts::usual());
    state
}

pub(crate) fn timed_out(host: &str) -> Cause {
    Cause::TimedOut { host: host.to_owned(), seconds: 15 }
}

/// The feed has failed since 14:02.
pub(crate) fn failed(cause: Cause) -> Failure {
    Failure { cause, since: at("2026-11-22T06:02:00Z") }
}

/// Processes `message`, and measures what it has changed.
pub(crate) fn update(state: &mut State, message: Message, now: Now) -> Vec<Effect> {
    let mut effects = quotatop::app::update(state, message, now);
    let extents = quotatop::ui::measure(&scene(state));
    effects.extend(quotatop::app::update(state, Message::Measured(extents), now));
    effects
}

pub(crate) fn measure(state: &mut State, lang: Lang) {
    state.extents = Extents::default();
    state.extents = quotatop::ui::measure(&Scene { lang, ..scene(state) });
}

/// Presses keys, one after the other.
pub(crate) fn press(state: &mut State, keys: impl IntoIterator<Item = Code>) {
    for code in keys {
        let _ = update(state, Message::Key(Key::plain(code)), now());
    }
}

pub(crate) fn type_text(state: &mut State, text: &str) {
    press(state, text.chars().map(Code::Char));
}

/// Types `text`, then presses Enter.
pub(crate) fn enter(state: &mut State, text: &str) {
    type_text(state, text);
    press(state, [Code::Enter]);
}

/// The state in the usual look, now.
pub(crate) fn scene(state: &State) -> Scene<'_> {
    let (theme, glyphs) = (&Theme::DARK, &Glyphs::UNICODE);
    Scene { state, theme, glyphs, lang: Lang::English, now: now(), zone: singapore() }
}

pub(crate) fn painted(scene: &Scene<'_>) -> Buffer {
    let Size { width, height } = scene.state.size;
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    draw(scene, &mut buffer);
    buffer
}

pub(crate) fn drawn_with(state: &State, theme: &Theme, glyphs: &Glyphs) -> Buffer {
    let mut state = state.clone();
    measure(&mut state, Lang::English);
    painted(&Scene { theme, glyphs, ..scene(&state) })
}

pub(crate) fn drawn_in(state: &State, lang: Lang) -> Buffer {
    let mut state = state.clone();
    measure(&mut state, lang);
    painted(&Scene { lang, ..scene(&state) })
}

pub(crate) fn drawn(state: &State) -> Buffer {
    drawn_with(state, &Theme::DARK, &Glyphs::UNICODE)
}
