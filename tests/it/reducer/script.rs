//! A program whose clock the test sets, and the data to feed it.

use chrono::Offset as _;
use quotatop::{
    app,
    domain::{Now, Unit, Zone},
    ui::{self, Glyphs, Scene, Theme},
    words::Lang,
};
pub(crate) use strum::IntoEnumIterator as _;

pub(crate) use std::{
    collections::{BTreeMap, HashSet},
    time::Duration,
};

pub(crate) use chrono::{DateTime, TimeDelta, Utc};
pub(crate) use proptest::{collection::vec, sample::select};
pub(crate) use quotatop::{
    app::{
        Action, Code, Command, Effect, Key, Message, Profile, ProfileId, Size, State, Tag,
        account::{
            histories::ModelHistory,
            schedule::{Schedule, Task},
        },
        chrome::{problem_lines::Note, themes::Themes},
        message::{BillsSaved, Mouse, MouseKind},
        view::{Choice, Chooser, Overlay, Page},
    },
    domain::{
        Catalogued, Cause, ClockState, Dated, Failure, FeedName, FeedState, Fetched, Kind, LastKnown,
        ListColumn, ListColumns, Model, ModelName, NextCall, Quota, Request, Response, SaveData, Snapshot,
        SourceKind, Status, Thresholds,
        alert::{Alerts, Change, Rule},
        bill::{Cycle, Grouping, Origin, ProductFilter, report::BillSort},
        request::Rows,
        sort::SortKey,
    },
};

pub(crate) use super::effects::*;
pub(crate) use crate::support::{
    regions::layout,
    state::{
        FEEDS,
        alerts::{alert, known, new},
        bills::{Bill, charged},
        models::{dollars, quota, text_model},
    },
};

pub(crate) const REFRESH: Duration = Duration::from_mins(1);

/// A minute and an hour, in seconds.
pub(crate) const MINUTE: u64 = 60;
pub(crate) const HOUR: u64 = 60 * MINUTE;

/// The moment this many seconds after the program started, at 06:00:00.
pub(crate) fn moment(seconds: u64) -> Now {
    let monotonic = Duration::from_secs(seconds);
    Now { utc: "2026-11-22T06:00:00Z".parse::<DateTime<Utc>>().unwrap() + monotonic, monotonic }
}

/// The instant this many seconds after (or before) the program started.
pub(crate) fn instant(seconds: i64) -> DateTime<Utc> {
    moment(0).utc + TimeDelta::seconds(seconds)
}

pub(crate) struct Script {
    pub(crate) state: State,
    pub(crate) now: Now,
}

impl Script {
    /// A program that has not loaded anything yet.
    pub(crate) fn raw(source: SourceKind, once: bool) -> Self {
        Self::seeded(source, once, 7)
    }

    pub(crate) fn seeded(source: SourceKind, once: bool, seed: u64) -> Self {
        let now = moment(0);
        let profile = Profile::new("default", source, REFRESH, Schedule::new(seed, once), now);
        let mut state = State::new(profile, Thresholds::default(), now);
        state.size = Size { width: 120, height: 36 };
        Self { state, now }
    }

    pub(crate) fn begun(source: SourceKind, once: bool, known: LastKnown) -> Self {
        let mut script = Self::raw(source, once);
        script.begin(known);
        script
    }

    pub(crate) fn new() -> Self {
        Self::knowing(LastKnown::default())
    }

    pub(crate) fn knowing(known: LastKnown) -> Self {
        Self::begun(SourceKind::Alibaba, false, known)
    }

    /// A live account whose models, Free Quota Only states and balance were just read; no request is under way.
    pub(crate) fn running(models: &[Model]) -> Self {
        let mut script = Self::new();
        script.wake();
        script.catalogue(&models.iter().map(|model| model.name.as_str()).collect::<Vec<_>>());
        script.balance("12.40");
        script.quotas(models);
        script.switches(&[]);
        script
    }

    pub(crate) fn begin(&mut self, known: LastKnown) {
        self.state.begin(known, &FEEDS, self.now);
    }

    /// Opens another profile, of which this much is known.
    pub(crate) fn add(&mut self, name: &str, source: SourceKind, known: LastKnown) -> ProfileId {
        let feeds = match source {
            SourceKind::Snapshot => FeedName::OF_SNAPSHOT.to_vec(),
            _ => FEEDS.to_vec(),
        };
        let id = self.state.open(Profile::new(name, source, REFRESH, Schedule::new(7, false), self.now));
        self.state.begin_one(id, known, &feeds, self.now);
        id
    }

    pub(crate) fn after(&mut self, seconds: u64) -> &mut Self {
        self.after_millis(seconds * 1000)
    }

    pub(crate) fn after_millis(&mut self, millis: u64) -> &mut Self {
        let by = Duration::from_millis(millis);
        self.now = Now { utc: self.now.utc + by, monotonic: self.now.monotonic + by };
        self
    }

    pub(crate) fn say(&mut self, message: Message) -> Vec<Effect> {
        app::update(&mut self.state, message, self.now)
    }

    pub(crate) fn wake(&mut self) -> Vec<Effect> {
        self.say(Message::Woke)
    }

    /// Lets time pass until the program wants to be woken, and wakes it.
    pub(crate) fn sleep(&mut self) -> Vec<Effect> {
        let wake = app::wake::Waking::new(&self.state, self.now).next(self.now);
        self.after_millis(u64::try_from((wake - self.now.monotonic).as_micros().div_ceil(1000)).unwrap());
        self.wake()
    }

    pub(crate) fn tag(&self) -> Tag {
        self.tag_of(ProfileId(0))
    }

    pub(crate) fn tag_of(&self, id: ProfileId) -> Tag {
        self.state.profile_at(id).unwrap().tag(id)
    }

    pub(crate) fn answer(&mut self, task: Task, answer: Result<Response, Cause>) -> Vec<Effect> {
        self.answer_of(ProfileId(0), task, answer)
    }

    pub(crate) fn answer_of(
        &mut self,
        id: ProfileId,
        task: Task,
        answer: Result<Response, Cause>,
    ) -> Vec<Effect> {
        self.say(Message::Fetched(self.tag_of(id), task, Fetched::from(answer)))
    }

    pub(crate) fn fail(&mut self, task: Task, cause: Cause) -> Vec<Effect> {
        self.answer(task, Err(cause))
    }

    pub(crate) fn catalogue(&mut self, names: &[&str]) -> Vec<Effect> {
        let entries = names.iter().map(|name| entry(name)).collect::<Vec<_>>();
        self.answer(Task::Catalogue, Ok(Response::Catalogue(entries.into())))
    }

    /// The server states the quotas of these models, as they are now.
    pub(crate) fn quotas(&mut self, models: &[Model]) -> Vec<Effect> {
        self.quotas_of(ProfileId(0), models, None)
    }

    /// The server states the quotas of these models, and the request for further ones failed.
    pub(crate) fn quotas_in_part(&mut self, models: &[Model], failed: Cause) -> Vec<Effect> {
        self.quotas_of(ProfileId(0), models, Some(failed))
    }

    pub(crate) fn quotas_of(
        &mut self,
        id: ProfileId,
        models: &[Model],
        failed: Option<Cause>,
    ) -> Vec<Effect> {
        let read_at = self.now.utc;
        let row =
            |model: &Model| Some((model.name.clone(), Quota { read_at, ..model.quota.clone()? }.into()));
        let rows = Rows { rows: models.iter().filter_map(row).collect(), odd: 0, failed };
        self.answer_of(id, Task::Quotas, Ok(Response::Quotas(rows)))
    }

    pub(crate) fn switches(&mut self, states: &[(&str, bool)]) -> Vec<Effect> {
        let rows = states.iter().map(|(name, is_on)| ((*name).into(), Some(*is_on))).collect();
        self.answer(Task::Switches, Ok(Response::FreeQuotaOnly(Rows { rows, odd: 0, failed: None })))
    }

    pub(crate) fn balance(&mut self, available: &str) -> Vec<Effect> {
        self.answer(Task::Account, Ok(Response::Account(dollars(available))))
    }

    /// Another instance has made the request. It makes the next one this many seconds after the start.
    pub(crate) fn fetched_elsewhere(&mut self, task: Task, known: LastKnown, next_due: i64) -> Vec<Effect> {
        self.say(Message::PolledElsewhere(self.tag(), task, known.into(), instant(next_due)))
    }

    pub(crate) fn new_login(&mut self, known: LastKnown) -> Vec<Effect> {
        self.say(Message::NewLogin(ProfileId(0), known.into()))
    }

    pub(crate) fn read_bill(&mut self, bill: &Bill) -> Vec<Effect> {
        self.say(Message::CycleRead(self.tag(), Box::new(bill.read())))
    }

    pub(crate) fn take_alerts(&mut self, alerts: Alerts) -> Vec<Effect> {
        self.say(Message::Alerts(self.tag(), alerts))
    }

    pub(crate) fn press(&mut self, code: Code) -> Vec<Effect> {
        self.say(Message::Key(Key::plain(code)))
    }

    pub(crate) fn press_all(&mut self, codes: impl IntoIterator<Item = Code>) {
        for code in codes {
            self.press(code);
        }
    }

    pub(crate) fn ctrl(&mut self, character: char) -> Vec<Effect> {
        self.say(Message::Key(Key::ctrl(character)))
    }

    /// Types `text`, then presses Enter.
    pub(crate) fn enter(&mut self, text: &str) {
        self.type_in(text);
        self.press(Code::Enter);
    }

    pub(crate) fn type_in(&mut self, text: &str) -> Vec<Effect> {
        text.chars().flat_map(|character| self.say(Message::Key(Key::char(character)))).collect()
    }

    pub(crate) fn mouse(&mut self, kind: MouseKind, column: u16, row: u16) -> Vec<Effect> {
        let command = (kind == MouseKind::Click).then(|| {
            let scene = Scene {
                state: &self.state,
                theme: &Theme::MONO,
                glyphs: &Glyphs::ASCII,
                lang: Lang::English,
                now: self.now,
                zone: Zone(|_| Utc.fix()),
            };
            ui::hit(&scene, column, row)
        });
        self.say(Message::Mouse(Mouse { kind, column, row, command: command.flatten() }))
    }

    pub(crate) fn resize(&mut self, width: u16, height: u16) -> Vec<Effect> {
        self.say(Message::Resized(Size { width, height }))
    }

    pub(crate) fn profile(&self) -> &Profile {
        self.state.profile()
    }

    pub(crate) fn fetched_at(&self, feed: FeedName) -> Option<DateTime<Utc>> {
        self.profile().snapshot.feed(feed).fetched_at
    }

    pub(crate) fn failure(&self, feed: FeedName) -> Option<&Failure> {
        self.profile().snapshot.feed(feed).failure.as_ref()
    }

    pub(crate) fn model(&self, name: &str) -> &Model {
        self.profile().model(&name.into()).unwrap_or_else(|| panic!("{name} is known")).0
    }

    pub(crate) fn next_call(&self, name: &str) -> NextCall {
        self.profile().model(&name.into()).unwrap().1.next_call
    }

    pub(crate) fn status(&self, name: &str) -> Status {
        self.profile().model(&name.into()).unwrap().1.status
    }

    pub(crate) fn listed(&self) -> Vec<&str> {
        self.state.rows().map(|row| row.model.name.as_str()).collect()
    }

    pub(crate) fn selected(&self) -> &str {
        self.state.view.selected.as_ref().map_or("", |name| name.as_str())
    }

    /// The seconds until the task is due.
    pub(crate) fn due_in(&self, task: Task) -> u64 {
        (self.profile().schedule.due(task).unwrap() - self.now.monotonic).as_secs()
    }

    pub(crate) fn sleeps_for(&self) -> Duration {
        app::wake::Waking::new(&self.state, self.now).next(self.now) - self.now.monotonic
    }
}

pub(crate) fn model(name: &str, remaining: u64, expires_at: Option<DateTime<Utc>>) -> Model {
    text_model(name, quota(remaining, 1000_u64, expires_at, moment(0).utc))
}

/// A model that has been used and expires in a month.
pub(crate) fn used(name: &str, remaining: u64) -> Model {
    model(name, remaining, Some(instant(30 * 24 * 3600)))
}

/// Models that have been used, in the order of the list: the first has the least left.
pub(crate) fn many(count: u64) -> Vec<Model> {
    (0..count).map(|at| used(&format!("m{at:03}"), 200 + at)).collect()
}

pub(crate) fn entry(name: &str) -> Catalogued {
    Catalogued { name: name.into(), kind: Kind::Text, unit: Unit::Tokens, charge: None, speed_limit: None }
}

/// What was saved of these models, read this many seconds before the program started.
pub(crate) fn saved(models: Vec<Model>, seconds_ago: i64) -> LastKnown {
    let fetched_at = instant(-seconds_ago);
    let catalogue = models.iter().map(|model| entry(model.name.as_str())).collect();
    LastKnown {
        catalogue: Some(Dated { value: catalogue, fetched_at }),
        models: Some(Dated { value: models, fetched_at }),
        balance: Some(Dated { value: dollars("12.40"), fetched_at }),
        ..LastKnown::default()
    }
}

pub(crate) fn snapshot(models: Vec<Model>) -> Response {
    Response::Snapshot(Box::new(Snapshot { models: models.into(), ..Snapshot::empty(moment(0).utc) }))
}

/// The bill of November, of which all days until the start were read.
pub(crate) fn november_bill() -> Bill {
    Bill::of("2026-11").days(1..=22, Origin::Api, instant(-60))
}

pub(crate) fn timed_out() -> Cause {
    Cause::TimedOut { host: "console.example".to_owned(), seconds: 15 }
}

pub(crate) fn no_login() -> Cause {
    Cause::NoLogin { looked_for: vec!["QUOTATOP_CONSOLE_TOKEN".to_owned()] }
}

pub(crate) fn throttled(until: DateTime<Utc>) -> Cause {
    Cause::RateLimited { until: Some(until) }
}
