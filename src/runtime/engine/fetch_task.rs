//! One request: checks that the login is unchanged and that no other instance polls, then fetches from the
//! source.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};

use tokio::sync::mpsc::UnboundedSender;

use super::{
    catch_panic::catch_panic,
    identity::{find_logins, identity},
    request_counts::RequestCounts,
    setup::ProfileSetup,
    turns::AccountTurns,
};
use crate::{
    app::{Message, ProfileId, Tag, account::schedule::Task, message::BillsSaved},
    domain::{
        Cause, FeedName, Fetched, LastKnown, Request, Response,
        bill::{Cycle, Outstanding},
        login::LoginUse,
        request::BillDays,
    },
    runtime::{clock::Clock, oneshot::import_bills::detail},
    source::{Source, off_loop},
    store::{Identity, LeaseTerms, Permission, SaveError, Store},
};

/// The lease of an instance that died can be acquired this long after its next poll was due.
const LEASE_GRACE: std::time::Duration = std::time::Duration::from_secs(30);

/// A request, carried out off the event loop.
pub(crate) struct FetchTask {
    pub(crate) profile: ProfileId,
    pub(crate) setup: Arc<ProfileSetup>,
    pub(crate) source: Arc<dyn Source>,
    pub(crate) store: Option<Store>,
    /// The account that was shown when it started.
    pub(crate) identity: Identity,
    pub(crate) found: Arc<Mutex<Option<Identity>>>,
    pub(crate) messages: UnboundedSender<Message>,
    pub(crate) holder: Arc<str>,
    pub(crate) turns: Arc<AccountTurns>,
    pub(crate) counts: Arc<RequestCounts>,
    pub(crate) has_past: Arc<AtomicBool>,
}

impl FetchTask {
    /// Fetches when it is its turn, and sends the outcome.
    pub(crate) fn start(self, tag: Tag, task: Task, request: Request, force: bool) {
        tokio::spawn(async move {
            // Boxed when it is its turn: thousands may wait.
            let outcome = async { Box::pin(self.carry_out(tag, task, request, force)).await };
            let message = self.turns.run(task.feed(), outcome).await;
            let _ = self.messages.send(message);
        });
    }

    async fn carry_out(&self, tag: Tag, task: Task, request: Request, force: bool) -> Message {
        match self.new_login().await {
            Some(changed) => changed,
            None => self.fetch(tag, task, request, force).await,
        }
    }

    /// Reports a new login.
    pub(crate) fn check_login(self) {
        tokio::spawn(async move {
            if let Some(changed) = self.turns.run(FeedName::Quotas, self.new_login()).await {
                let _ = self.messages.send(changed);
            }
        });
    }

    /// The message for a new login, with the saved data of its account.
    async fn new_login(&self) -> Option<Message> {
        if !self.setup.source.is_live() {
            return None;
        }
        let setup = Arc::clone(&self.setup);
        let find = move || identity(&setup, &find_logins(&setup.profile));
        let found = off_loop::find_logins(find).await.ok()?;
        {
            let mut reported = self.found.lock().unwrap_or_else(PoisonError::into_inner);
            if self.identity == found || reported.as_ref() == Some(&found) {
                return None;
            }
            *reported = Some(found.clone());
        }
        Some(Message::NewLogin(self.profile, self.last_known(&found).await.into()))
    }

    /// Fetches, unless another instance polls or the server has asked to wait.
    async fn fetch(&self, tag: Tag, task: Task, request: Request, force: bool) -> Message {
        let permission =
            if task.is_aside() { Permission::Granted } else { self.acquire_lease(task.feed(), force).await };
        match permission {
            Permission::Granted => {
                let closed = if let Request::Outstanding(cycle) = &request { Some(*cycle) } else { None };
                let begun = Instant::now();
                let fetched =
                    catch_panic(self.source.fetch(request), |cause| Fetched::from(Err(cause))).await;
                self.counts.note(task.feed(), &fetched, begun.elapsed());
                let Fetched { answer, credential, wait_until, logins } = fetched;
                self.note_logins(tag, logins).await;
                let saved = match (answer, closed) {
                    (Ok(Response::Bills(days)), _) => self.save_days(days).await,
                    (Ok(Response::Outstanding(owed)), Some(cycle)) => self.save_owed(cycle, owed),
                    (answer, _) => {
                        self.note_past(&answer);
                        return Message::Fetched(
                            tag,
                            task,
                            Fetched::from(answer).with(credential, wait_until),
                        );
                    }
                };
                let (cycles, failed) = saved;
                Message::BillsSaved(tag, BillsSaved { cycles, failed, credential, wait_until })
            }
            Permission::HeldByOther { next_due } => {
                Message::PolledElsewhere(tag, task, self.last_known(&self.identity).await.into(), next_due)
            }
            Permission::WaitUntil(until) => Message::RateLimited(tag, task, until),
        }
    }

    /// Remembers how long the tokens that were used have lasted. The recording's lasted elsewhere.
    async fn note_logins(&self, tag: Tag, logins: Vec<LoginUse>) {
        let (Some(store), Some(used)) = (&self.store, logins.last().cloned()) else { return };
        if self.setup.source.is_live() {
            let records = store.note_logins(&self.setup.name, logins).await;
            let _ = self.messages.send(Message::LoginUsed(tag, Box::new(used), records));
        }
    }

    /// Saves days of the bill; returns their cycles, and why not all could be read or saved.
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

    /// Stores what was left of the models of a fleet's account before it was opened, once.
    fn note_past(&self, answer: &Result<Response, Cause>) {
        if let (Ok(Response::FleetAccount(reading)), Some(store)) = (answer, &self.store)
            && !self.has_past.swap(true, Ordering::Relaxed)
        {
            store.seed_histories(&self.identity, reading.histories.clone());
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
        let path = self.setup.store.as_ref().map(|file| file.display().to_string()).unwrap_or_default();
        Cause::File { path, detail: detail(error) }
    }

    async fn acquire_lease(&self, feed: FeedName, force: bool) -> Permission {
        let Some(store) = &self.store else { return Permission::Granted };
        let hold = self.setup.profile.refresh.saturating_add(LEASE_GRACE);
        store.acquire_lease(&self.identity, feed, &self.holder, LeaseTerms { hold, force }).await
    }

    async fn last_known(&self, identity: &Identity) -> LastKnown {
        let Some(store) = &self.store else { return LastKnown::default() };
        let known = store.read_last_known(identity).await;
        // An instance that only follows another one has no responses from which to learn the server's time.
        if let Some(compared) = known.clock {
            Clock::restore(compared);
        }
        known
    }
}
