//! One question on its way: whether the login is still the same, whether another instance asks, then the source.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{mpsc::UnboundedSender, oneshot};

use super::{
    catch_panic::contained,
    identity::{find_logins, identity},
    setup::{From, Opened},
};
use crate::{
    app::{
        Message, ProfileId,
        account::schedule::Task,
        message::{BillsKept, Tag},
    },
    domain::{
        Cause, FeedName, Fetched, LastKnown, Request, Response,
        bill::{Cycle, Outstanding},
        request::BillDays,
    },
    runtime::{Clock, oneshot::import_bills::detail},
    source::{Source, off_loop::off_loop},
    store::{Identity, LeaseTerms, Leave, NotKept, Store},
};

/// An instance that has died holding the lease is replaced after this long beyond its next question.
const LEASE_GRACE: std::time::Duration = std::time::Duration::from_secs(30);

/// One question on its way: what it needs, apart from the loop.
pub(crate) struct Question {
    pub(crate) profile: ProfileId,
    pub(crate) opened: Arc<Opened>,
    pub(crate) source: Arc<dyn Source>,
    pub(crate) store: Option<Store>,
    /// Whose data were shown when it was asked.
    pub(crate) identity: Identity,
    pub(crate) found: Arc<Mutex<Option<Identity>>>,
    pub(crate) messages: UnboundedSender<Message>,
    pub(crate) holder: Arc<str>,
}

impl Question {
    /// Asks, and tells what came of it.
    pub(crate) fn ask(self, tag: Tag, task: Task, ask: Request, force: bool) {
        tokio::spawn(async move {
            let message = match self.see_login().await {
                Some(changed) => changed,
                None => self.put(tag, task, ask, force).await,
            };
            let _ = self.messages.send(message);
        });
    }

    /// Tells where another login is in force.
    pub(crate) fn check_login(self) {
        tokio::spawn(async move {
            if let Some(changed) = self.see_login().await {
                let _ = self.messages.send(changed);
            }
        });
    }

    /// Looks whether another login is in force; if so, what is known of its account.
    async fn see_login(&self) -> Option<Message> {
        if !matches!(self.opened.from, From::Alibaba) {
            return None;
        }
        let opened = Arc::clone(&self.opened);
        let look = move || identity(&opened, &find_logins(&opened.profile));
        let found = off_loop("logins", look).await.ok()?;
        {
            let mut told = self.found.lock().unwrap_or_else(PoisonError::into_inner);
            if self.identity == found || told.as_ref() == Some(&found) {
                return None;
            }
            *told = Some(found.clone());
        }
        Some(Message::NewLogin(self.profile, self.recall(&found).await))
    }

    /// Asks the source, unless another instance does or the server must not be asked.
    async fn put(&self, tag: Tag, task: Task, ask: Request, force: bool) -> Message {
        match self.leave(&self.identity, task.feed(), force).await {
            Leave::Granted => {
                let closed = if let Request::Outstanding(cycle) = &ask { Some(*cycle) } else { None };
                let Fetched { answer, credential, wait_until } = contained(self.source.fetch(ask)).await;
                let kept = match (answer, closed) {
                    (Ok(Response::Bills(days)), _) => self.keep_days(days).await,
                    (Ok(Response::Outstanding(owed)), Some(cycle)) => self.keep_owed(cycle, owed),
                    (answer, _) => {
                        return Message::Fetched(tag, task, Fetched { answer, credential, wait_until });
                    }
                };
                let (cycles, failed) = kept;
                Message::BillsKept(tag, BillsKept { cycles, failed, credential, wait_until })
            }
            Leave::HeldByOther { next_due } => {
                Message::AskedElsewhere(tag, task, self.recall(&self.identity).await, next_due)
            }
            Leave::WaitUntil(until) => Message::MustWait(tag, task, until),
        }
    }

    /// Keeps days of the bill: the cycles they belong to, and what went wrong with reading or keeping them.
    async fn keep_days(&self, read: BillDays) -> (Vec<Cycle>, Option<Cause>) {
        let mut cycles: Vec<Cycle> = read.days.iter().map(|day| Cycle::of_day(day.day)).collect();
        cycles.sort_unstable();
        cycles.dedup();
        let (Some(store), Some(account)) = (&self.store, &self.identity.bills) else {
            return (Vec::new(), read.failed);
        };
        let (reply, answer) = oneshot::channel();
        store.keep_bills(account, read.days, move |kept| {
            let _ = reply.send(kept);
        });
        match answer.await {
            Ok(Ok(_)) => (cycles, read.failed),
            Ok(Err(why)) => (Vec::new(), Some(self.not_kept(why))),
            Err(_closed) => (Vec::new(), read.failed),
        }
    }

    fn keep_owed(&self, cycle: Cycle, owed: Outstanding) -> (Vec<Cycle>, Option<Cause>) {
        if let (Some(store), Some(account)) = (&self.store, &self.identity.bills) {
            store.keep_outstanding(account, cycle, owed, Clock::utc());
        }
        (vec![cycle], None)
    }

    /// Bills that cannot be kept cannot be shown: they are read from where they are kept.
    fn not_kept(&self, why: NotKept) -> Cause {
        let path = self.opened.store.as_ref().map(|file| file.display().to_string()).unwrap_or_default();
        Cause::File { path, detail: detail(why) }
    }

    async fn leave(&self, identity: &Identity, feed: FeedName, force: bool) -> Leave {
        let Some(store) = &self.store else { return Leave::Granted };
        let (reply, answer) = oneshot::channel();
        let hold = self.opened.profile.refresh.saturating_add(LEASE_GRACE);
        store.ask_leave(identity, feed, &self.holder, LeaseTerms { hold, force }, move |leave| {
            let _ = reply.send(leave);
        });
        // A store that cannot answer must not keep us from asking.
        answer.await.unwrap_or(Leave::Granted)
    }

    async fn recall(&self, identity: &Identity) -> LastKnown {
        let Some(store) = &self.store else { return LastKnown::default() };
        let (reply, answer) = oneshot::channel();
        store.recall(identity, move |known| {
            let _ = reply.send(known);
        });
        let known: LastKnown = answer.await.unwrap_or_default();
        // Who only follows another instance hears of no server itself.
        if let Some(compared) = known.clock {
            Clock::restore(compared);
        }
        known
    }
}
