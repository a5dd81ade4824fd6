//! A source that fetches from a stand-in, with logins and a clock under the test's control.

use std::sync::Mutex;

use chrono::{DateTime, NaiveDate, Utc};
use quotatop::{
    domain::{
        Catalogued, Quota,
        bill::Outstanding,
        calls::CallRange,
        request::{BillDays, CallsReading, Catalogue, QuotaReading, Rows},
    },
    source::{
        Source,
        alibaba::credentials::{ConsoleToken, CredentialStore, Logins, Surroundings, Wanted, find},
    },
};

pub(crate) use std::{collections::BTreeMap, sync::Arc, time::Duration};

pub(crate) use quotatop::{
    domain::{Cause, FailureKind, Fetched, ModelName, Request, Response},
    source::{
        alibaba::{AlibabaSource, Endpoints},
        limits::Limits,
    },
};

pub(crate) use crate::support::standin::{BillFacts, CallFact, Facts, Fault, ModelFact, On, Standin};

pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub(crate) fn now() -> DateTime<Utc> {
    at("2026-11-22T06:12:07.250Z")
}

pub(crate) struct Bench {
    pub(crate) standin: Standin,
    pub(crate) source: AlibabaSource,
    logins: Arc<Mutex<Logins>>,
    clock: Arc<Mutex<DateTime<Utc>>>,
}

impl Bench {
    pub(crate) fn new(facts: Facts) -> Self {
        Self::with(facts, logins(&["standin-token"], true), PATIENCE)
    }

    pub(crate) fn with(facts: Facts, logins: Logins, time_limit: Duration) -> Self {
        let limits = Limits { request_time: time_limit, head_time: time_limit, ..Limits::default() };
        Self::limited(facts, logins, limits)
    }

    pub(crate) fn limited(facts: Facts, logins: Logins, limits: Limits) -> Self {
        let pause = Duration::from_millis(1);
        let limits = Limits { console_pause: pause, task_pause: pause, change_pause: pause, ..limits };
        let standin = Standin::start(facts);
        standin.set_clock(now());
        let logins = Arc::new(Mutex::new(logins));
        let clock = Arc::new(Mutex::new(now()));
        let found = Arc::clone(&logins);
        let shown = Arc::clone(&clock);
        let url = || Some(standin.url().to_owned());
        let source = AlibabaSource::with_limits(
            Arc::new(move || found.lock().unwrap().clone()),
            Endpoints { console: url(), billing: url(), openapi: url(), ..Endpoints::default() },
            Arc::new(move || *shown.lock().unwrap()),
            limits,
        );
        Self { standin, source: source.unwrap(), logins, clock }
    }

    pub(crate) fn set_logins(&self, logins: Logins) {
        *self.logins.lock().unwrap() = logins;
    }

    pub(crate) fn set_clock(&self, clock: DateTime<Utc>) {
        *self.clock.lock().unwrap() = clock;
    }

    pub(crate) async fn fetch(&self, request: Request) -> Fetched {
        tokio::time::timeout(PATIENCE, self.source.fetch(request)).await.expect("the source hangs")
    }

    /// Why a request failed.
    pub(crate) async fn cause(&self, request: Request) -> Cause {
        self.fetch(request).await.answer.unwrap_err()
    }

    pub(crate) async fn quotas(&self, models: &[ModelName]) -> Result<Rows<Quota>, Cause> {
        let Rows { rows, odd, failed } = self.readings(models).await?;
        let rows = rows.into_iter().map(|(name, reading)| (name, reading.quota)).collect();
        Ok(Rows { rows, odd, failed })
    }

    /// The quotas, each with its switch if that came along.
    pub(crate) async fn readings(&self, models: &[ModelName]) -> Result<Rows<QuotaReading>, Cause> {
        let answer = self.fetch(Request::Quotas(models.to_vec())).await.answer?;
        let Response::Quotas(rows) = answer else { panic!("{answer:?}") };
        Ok(rows)
    }

    pub(crate) async fn switches(&self, models: &[ModelName]) -> Result<Rows<Option<bool>>, Cause> {
        let answer = self.fetch(Request::FreeQuotaOnly(models.to_vec())).await.answer?;
        let Response::FreeQuotaOnly(rows) = answer else { panic!("{answer:?}") };
        Ok(rows)
    }

    pub(crate) async fn catalogue(&self) -> Result<Vec<Catalogued>, Cause> {
        let list = self.partial_catalogue().await?;
        list.failed.map_or(Ok(list.models), Err)
    }

    /// The list, and why it is incomplete.
    pub(crate) async fn partial_catalogue(&self) -> Result<Catalogue, Cause> {
        let answer = self.fetch(Request::Catalogue).await.answer?;
        let Response::Catalogue(list) = answer else { panic!("{answer:?}") };
        Ok(list)
    }

    pub(crate) async fn bills(&self, days: &[NaiveDate]) -> Result<BillDays, Cause> {
        let answer = self.fetch(Request::Bills(days.to_vec())).await.answer?;
        let Response::Bills(bills) = answer else { panic!("{answer:?}") };
        Ok(bills)
    }

    pub(crate) async fn calls(&self, range: CallRange) -> Result<CallsReading, Cause> {
        let answer = self.fetch(Request::Calls(range)).await.answer?;
        let Response::Calls(calls) = answer else { panic!("{answer:?}") };
        Ok(calls)
    }

    pub(crate) async fn owed(&self, cycle: &str) -> Result<Vec<(String, String)>, Cause> {
        let answer = self.fetch(Request::Outstanding(cycle.parse().unwrap())).await.answer?;
        let Response::Outstanding(Outstanding(sums)) = answer else { panic!("{answer:?}") };
        Ok(sums.into_iter().map(|(currency, sum)| (currency, sum.normalize().to_string())).collect())
    }
}

/// These tokens, in this order, and where wanted the key pair of the default facts.
pub(crate) fn logins(tokens: &[&str], pair: bool) -> Logins {
    let variable = move |name: &str| {
        let value = match name {
            "ALIBABA_CLOUD_ACCESS_KEY_ID" => "LTAIstandin",
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET" => "standin-secret",
            _ => return None,
        };
        pair.then(|| value.to_owned())
    };
    let surroundings = Surroundings { home: None, variable: Arc::new(variable), now: now() };
    let mut logins = find(&Wanted::default(), &surroundings);
    logins.tokens = tokens.iter().map(|token| login(&format!("login {token}"), token)).collect();
    logins
}

pub(crate) fn login(name: &str, token: &str) -> ConsoleToken {
    ConsoleToken { token: token.into(), switch_agent: None, name: name.into(), from: CredentialStore::Bl }
}

pub(crate) fn names(count: usize) -> Vec<ModelName> {
    (0..count).map(|n| ModelName::new(format!("model-{n}"))).collect()
}

/// Days of November 2026.
pub(crate) fn days(of: impl IntoIterator<Item = u32>) -> Vec<NaiveDate> {
    of.into_iter().map(|day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap()).collect()
}
