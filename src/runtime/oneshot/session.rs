//! A session with an account for a command that changes it, or reads what no feed has: one request after the other,
//! without store and schedule.

use std::{io, sync::Arc};

use crate::{
    domain::{
        Cause, Request, Response,
        api_key::ApiKeys,
        write::{Barred, Change, Outcome},
    },
    runtime::engine::{run::async_runtime, setup::Setup, sources},
    source::{Source as _, Write as _, alibaba::AlibabaSource},
};

/// Why there is no session.
#[derive(Debug)]
pub enum NoSession {
    Barred(Barred),
    /// The configured endpoints are not accepted.
    Cause(Cause),
    Io(io::Error),
}

pub struct Session {
    source: Arc<AlibabaSource>,
    /// Why nothing may be changed.
    barred: Option<Barred>,
    /// Absent once it has ended.
    runtime: Option<tokio::runtime::Runtime>,
}

impl Session {
    /// A session with the account of the first profile. Sends nothing yet.
    pub fn open(setup: &Setup) -> Result<Self, NoSession> {
        if let Some(barred) = setup.unreachable() {
            return Err(NoSession::Barred(barred));
        }
        let source = sources::alibaba(&setup.first, sources::Shared::default()).map_err(NoSession::Cause)?;
        let runtime = Some(async_runtime().map_err(NoSession::Io)?);
        Ok(Self { source: Arc::new(source), barred: setup.barred(), runtime })
    }

    /// Reads once, without retries.
    pub fn read(&self, request: Request) -> Result<Response, Cause> {
        self.wait(self.source.fetch(request)).map_or_else(Err, |fetched| fetched.answer)
    }

    /// Reads the API keys.
    pub fn api_keys(&self) -> Result<ApiKeys, Cause> {
        self.wait(self.source.api_keys())?
    }

    /// Makes these changes in their order, and reports what came of each. None is sent after one that fails in a way
    /// in which the next would fail, too; none at all where nothing may be changed.
    pub fn change(
        &self,
        changes: &[Change],
        mut report: impl FnMut(&Change, &Outcome),
    ) -> Result<Vec<Outcome>, Barred> {
        if let Some(barred) = self.barred {
            return Err(barred);
        }
        let mut outcomes: Vec<Outcome> = Vec::with_capacity(changes.len());
        for change in changes {
            let outcome = if outcomes.last().is_some_and(|last| last.ends_it() || *last == Outcome::NotSent) {
                Outcome::NotSent
            } else {
                self.wait(self.source.write(change.clone())).unwrap_or_else(Outcome::Failed)
            };
            report(change, &outcome);
            outcomes.push(outcome);
        }
        Ok(outcomes)
    }

    fn wait<T>(&self, answer: impl Future<Output = T>) -> Result<T, Cause> {
        let ended = || Cause::Internal { detail: "the session has ended".to_owned() };
        self.runtime.as_ref().map(|runtime| runtime.block_on(answer)).ok_or_else(ended)
    }
}

impl Drop for Session {
    /// Does not wait for a lookup that hangs.
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
