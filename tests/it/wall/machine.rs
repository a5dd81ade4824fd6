//! A machine that runs the wallboard: two clocks that the test sets, a server that can fail, a zone with summer time.

use chrono::FixedOffset;
use quotatop::{
    app::{
        Effect, Key, State, Wall, account::schedule::Task, key::Code, pages::wall::Settings, update,
        wake::Waking,
    },
    domain::{
        Cause, Fetched, Model, ModelName, Now, Quota, Request, Response, Thresholds, Zone, request::Rows,
    },
    ui::{Glyphs, Scene, draw},
    words::Lang,
};
use ratatui::{buffer::Buffer, layout::Rect};

pub(crate) use std::time::Duration;

pub(crate) use chrono::{DateTime, TimeDelta, Utc};
pub(crate) use quotatop::{
    app::{Message, Profile, Size, account::schedule::Schedule},
    domain::{Dated, FeedName, FeedState, LastKnown, SourceKind},
    ui::Theme,
};

pub(crate) use crate::support::{
    at,
    state::models::{dollars, quota, text_model},
};

/// A week before the clocks of Berlin go back, at noon.
pub(crate) const START: &str = "2026-10-18T10:00:00Z";

/// Berlin in 2026: +02:00 until 25 October 01:00 UTC, then +01:00.
pub(crate) fn berlin() -> Zone {
    Zone(|instant| {
        let is_summer = instant < at("2026-10-25T01:00:00Z");
        FixedOffset::east_opt(if is_summer { 7200 } else { 3600 }).unwrap()
    })
}

pub(crate) const TURN: Duration = Duration::from_secs(40);

pub(crate) fn settings() -> Settings {
    Settings { turn: TURN, night: "22:00-07:00".parse().ok(), shift: true }
}

pub(crate) fn model(name: &str, left: u64, expires_at: DateTime<Utc>, read_at: DateTime<Utc>) -> Model {
    Model {
        free_quota_only: Some(false),
        free_quota_only_read_at: Some(read_at),
        ..text_model(name, quota(left, 1_000_000_u64, Some(expires_at), read_at))
    }
}

pub(crate) struct Machine {
    pub(crate) state: State,
    pub(crate) now: Now,
    pub(crate) models: Vec<Model>,
    pub(crate) failing: Vec<FeedName>,
}

impl Machine {
    /// This many models: of every five, one is urgent, two are in use, and two were never used.
    pub(crate) fn new(models: usize, (width, height): (u16, u16)) -> Self {
        let now = Now { utc: at(START), monotonic: Duration::from_secs(1) };
        let models: Vec<Model> = (0..models)
            .map(|number| {
                let left = match number % 5 {
                    0 => 20_000 + 500 * u64::try_from(number).unwrap(),
                    1 | 2 => 600_000,
                    _ => 1_000_000,
                };
                let days = TimeDelta::days(40 + i64::try_from(number).unwrap());
                model(&format!("model-{number:03}"), left, now.utc + days, now.utc)
            })
            .collect();
        let (schedule, refresh) = (Schedule::new(7, false), Duration::from_mins(10));
        let profile = Profile::new("default", SourceKind::Alibaba, refresh, schedule, now);
        let mut state = State::new(profile, Thresholds::default(), now);
        state.size = Size { width, height };
        state.wall = Some(Wall::new(settings(), now));
        let known = LastKnown {
            models: Some(Dated { value: models.clone(), fetched_at: now.utc }),
            ..LastKnown::default()
        };
        state.begin(known, &FeedName::OF_SNAPSHOT, now);
        let mut machine = Self { state, now, models, failing: Vec::new() };
        machine.say(Message::Woke);
        machine
    }

    pub(crate) fn wall(&self) -> &Wall {
        self.state.wall.as_ref().unwrap()
    }

    /// Processes the message now. Requests are answered at once.
    pub(crate) fn say(&mut self, message: Message) {
        let mut effects = update(&mut self.state, message, self.now);
        while let Some(effect) = effects.pop() {
            if let Some(answer) = self.answer(effect) {
                effects.extend(update(&mut self.state, answer, self.now));
            }
        }
    }

    pub(crate) fn press(&mut self, code: Code) {
        self.say(Message::Key(Key::plain(code)));
    }

    fn answer(&self, effect: Effect) -> Option<Message> {
        match effect {
            Effect::Request { tag, task, request, .. } => {
                let answer = if self.failing.contains(&task.feed()) {
                    Err(Cause::TimedOut { host: "server".to_owned(), seconds: 15 })
                } else {
                    Ok(self.response(task, request))
                };
                Some(Message::Fetched(tag, task, Fetched::from(answer)))
            }
            Effect::Forecast(tag, _) => Some(Message::Forecasts(tag, std::collections::HashMap::new())),
            _ => None,
        }
    }

    fn response(&self, task: Task, request: Request) -> Response {
        let read_at = self.now.utc;
        match (task, request) {
            (_, Request::Quotas(names)) => {
                let row = |name: ModelName| {
                    let model = self.models.iter().find(|model| model.name == name)?;
                    Some((name, Quota { read_at, ..model.quota.clone()? }.into()))
                };
                let rows = names.into_iter().filter_map(row).collect();
                Response::Quotas(Rows { rows, odd: 0, failed: None })
            }
            (_, Request::FreeQuotaOnly(names)) => {
                let rows = names.into_iter().map(|name| (name, Some(false))).collect();
                Response::FreeQuotaOnly(Rows { rows, odd: 0, failed: None })
            }
            (_, Request::Account) => Response::Account(dollars("12.40")),
            (Task::Catalogue, _) => {
                let entries = self.models.iter().map(|model| quotatop::domain::Catalogued {
                    name: model.name.clone(),
                    kind: model.kind,
                    unit: model.unit,
                    charge: None,
                    speed_limit: None,
                });
                Response::Catalogue(entries.collect::<Vec<_>>().into())
            }
            (task, request) => panic!("an unexpected request: {task:?} {request:?}"),
        }
    }

    /// Sleeps until the program wants to be woken, and wakes it. Returns how long that was.
    pub(crate) fn sleep(&mut self) -> Duration {
        let wake = Waking::new(&self.state, self.now).next(self.now);
        let slept = wake.checked_sub(self.now.monotonic).unwrap();
        // A timer is a little late, never early.
        self.pass(slept + Duration::from_micros(300));
        self.say(Message::Woke);
        slept
    }

    pub(crate) fn pass(&mut self, length: Duration) {
        self.now.utc += length;
        self.now.monotonic += length;
    }

    /// The machine is suspended: the monotonic clock stops meanwhile.
    pub(crate) fn suspend(&mut self, length: TimeDelta) {
        self.now.utc += length;
    }

    pub(crate) fn screen(&self) -> Vec<String> {
        let buffer = self.buffer();
        let Size { width, height } = self.state.size;
        let row = |row| (0..width).map(|column| buffer[(column, row)].symbol()).collect::<String>();
        (0..height).map(row).collect()
    }

    pub(crate) fn buffer(&self) -> Buffer {
        let Size { width, height } = self.state.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        let (theme, glyphs, zone) = (&Theme::DARK, &Glyphs::UNICODE, berlin());
        draw(
            &Scene { state: &self.state, theme, glyphs, lang: Lang::English, now: self.now, zone },
            &mut buffer,
        );
        buffer
    }

    pub(crate) fn says(&self, text: &str) -> bool {
        self.screen().iter().any(|row| row.contains(text))
    }
}
