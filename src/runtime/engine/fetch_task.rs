//! One question on its way: whether the login is still the same, whether another instance asks, then the source.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::mpsc::UnboundedSender;

use super::{
    catch_panic::contained,
    identity::{find_logins, identity},
    setup::{From, Opened},
};
use crate::{
    app::{
        Message, ProfileId,
        account::schedule::Task,
        message::{BillsSaved, Tag},
    },
    domain::{
        Cause, FeedName, Fetched, LastKnown, Request, Response,
        bill::{Cycle, Outstanding},
        request::BillDays,
    },
    runtime::{Clock, oneshot::import_bills::detail},
    source::{Source, off_loop::off_loop},
    store::{Identity, LeaseTerms, Permission, SaveError, Store},
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
        Some(Message::NewLogin(self.profile, self.last_known(&found).await))
    }

    /// Asks the source, unless another instance does or the server must not be asked.
    async fn put(&self, tag: Tag, task: Task, ask: Request, force: bool) -> Message {
        match self.acquire_lease(task.feed(), force).await {
            Permission::Granted => {
                let closed = if let Request::Outstanding(cycle) = &ask { Some(*cycle) } else { None };
                let Fetched { answer, credential, wait_until } = contained(self.source.fetch(ask)).await;
                let saved = match (answer, closed) {
                    (Ok(Response::Bills(days)), _) => self.save_days(days).await,
                    (Ok(Response::Outstanding(owed)), Some(cycle)) => self.save_owed(cycle, owed),
                    (answer, _) => {
                        return Message::Fetched(tag, task, Fetched { answer, credential, wait_until });
                    }
                };
                let (cycles, failed) = saved;
                Message::BillsSaved(tag, BillsSaved { cycles, failed, credential, wait_until })
            }
            Permission::HeldByOther { next_due } => {
                Message::AskedElsewhere(tag, task, self.last_known(&self.identity).await, next_due)
            }
            Permission::WaitUntil(until) => Message::MustWait(tag, task, until),
        }
    }

    /// Saves days of the bill: the cycles they belong to, and what went wrong with reading or saving them.
    async fn save_days(&self, read: BillDays) -> (Vec<Cycle>, Option<Cause>) {
        let mut cycles: Vec<Cycle> = read.days.iter().map(|day| Cycle::of_day(day.day)).collect();
        cycles.sort_unstable();
        cycles.dedup();
        let (Some(store), Some(account)) = (&self.store, &self.identity.bills) else {
            return (Vec::new(), read.failed);
        };
        match store.save_bills(account, read.days).await {
            Ok(_) => (cycles, read.failed),
            Err(error) => (Vec::new(), Some(self.not_saved(error))),
        }
    }

    fn save_owed(&self, cycle: Cycle, owed: Outstanding) -> (Vec<Cycle>, Option<Cause>) {
        if let (Some(store), Some(account)) = (&self.store, &self.identity.bills) {
            store.save_outstanding(account, cycle, owed, Clock::utc());
        }
        (vec![cycle], None)
    }

    /// Bills that cannot be saved cannot be shown: the page reads them from the store.
    fn not_saved(&self, error: SaveError) -> Cause {
        let path = self.opened.store.as_ref().map(|file| file.display().to_string()).unwrap_or_default();
        Cause::File { path, detail: detail(error) }
    }

    async fn acquire_lease(&self, feed: FeedName, force: bool) -> Permission {
        let Some(store) = &self.store else { return Permission::Granted };
        let hold = self.opened.profile.refresh.saturating_add(LEASE_GRACE);
        store.acquire_lease(&self.identity, feed, &self.holder, LeaseTerms { hold, force }).await
    }

    async fn last_known(&self, identity: &Identity) -> LastKnown {
        let Some(store) = &self.store else { return LastKnown::default() };
        let known = store.read_last_known(identity).await;
        // An instance that only follows another one has no server's time of its own.
        if let Some(compared) = known.clock {
            Clock::restore(compared);
        }
        known
    }
}
