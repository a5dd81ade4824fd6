//! Carrying out what the reducer wants. Everything slow runs on the side and comes back as a message.

use std::{collections::BTreeSet, path::Path, sync::Arc};

use tokio::{sync::mpsc::UnboundedSender, task::JoinHandle};

use super::{profile::Account, setup::Setup, watch_file::watch_file};
use crate::{
    app::{Effect, Message, ProfileId, message::Tag},
    domain::{Storage, StoreTrouble},
    runtime::{
        Clock,
        alerts::{
            delivery::{Post, served_channels},
            requests,
        },
        local_zone,
    },
    source::Secrets,
    store::Store,
};

/// What the loop itself has to do for an effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flow {
    /// Nothing.
    GoOn,
    /// Stop for a while.
    Suspend,
    /// End.
    Quit,
}

/// Everything outside of the reducer.
pub(crate) struct Outside {
    setup: Arc<Setup>,
    accounts: Vec<Account>,
    holder: Arc<str>,
    last_known_trouble: Option<StoreTrouble>,
    secrets: Secrets,
    /// Delivers over the channels; absent without any.
    post: Option<Post>,
    serving: Option<JoinHandle<()>>,
}

impl Outside {
    /// Nothing is opened yet: the store opens on its own thread. `last_known_trouble` is why last known data could not
    /// be read.
    pub(crate) fn new(
        setup: Arc<Setup>,
        accounts: Vec<Account>,
        holder: Arc<str>,
        (last_known_trouble, secrets): (Option<StoreTrouble>, Secrets),
    ) -> Self {
        Self { setup, accounts, holder, last_known_trouble, secrets, post: None, serving: None }
    }

    /// Why last known data could not be read. Once the stores are started, they report it themselves.
    pub(crate) const fn last_known_trouble(&self) -> Option<&StoreTrouble> {
        self.last_known_trouble.as_ref()
    }

    /// Starts what keeps the data, after the first frame: one store for all that share a file.
    pub(crate) fn start_stores(&mut self) {
        let mut shared: Option<Store> = None;
        for account in &mut self.accounts {
            let store = match (&account.opened().store, &shared) {
                (Some(_), Some(shared)) => shared.clone(),
                (Some(file), None) => shared.insert(start(Some(file), account)).clone(),
                (None, _) => start(None, account),
            };
            account.store_in(store);
        }
    }

    /// Prepares the delivery over the channels, once the stores are started; over those that need a terminal only with
    /// one.
    pub(crate) fn start_delivery(&mut self, has_terminal: bool) {
        let (Some(store), Some(messages)) = (self.kept().cloned(), self.messages().cloned()) else { return };
        let Setup { channels, lang, .. } = &*self.setup;
        if !channels.is_empty() {
            let clock = Arc::new(Clock::utc);
            let channels = (channels, &self.secrets);
            let post = Post::new(store, channels, has_terminal, clock, (*lang, local_zone()));
            self.post = Some(post.reporting(move |states| {
                let _ = messages.send(Message::Channels(states));
            }));
        }
    }

    /// Delivers from now on what an earlier run has left, and what is to come.
    pub(crate) fn serve_outbox(&mut self) {
        self.serving = self.post.clone().map(|post| tokio::spawn(post.serve()));
    }

    /// What delivers over the channels.
    pub(crate) const fn post(&self) -> Option<&Post> {
        self.post.as_ref()
    }

    /// Has the stores look into their files, which sets damaged ones aside, and ends.
    pub(crate) fn set_damaged_store_aside(mut self, within: std::time::Duration) {
        self.start_stores();
        for account in &self.accounts {
            if let Some(store) = account.store() {
                store.read_last_known(account.identity());
            }
        }
        self.close(within);
    }

    /// Looks after the files of snapshots from now on.
    pub(crate) fn watch_files(&self) {
        for account in &self.accounts {
            if let Some(file) = account.file() {
                watch_file(Arc::clone(file), account.id(), account.messages().clone());
            }
        }
    }

    /// Another login is in force: the reducer is told by the very message that is taken now.
    pub(crate) fn adopt_login(&mut self, message: &Message) {
        if let Message::NewLogin(id, _) = message
            && let Some(account) = self.accounts.get_mut(id.0)
        {
            account.adopt_login();
        }
    }

    /// Carries out `effect`.
    pub(crate) fn carry_out(&mut self, effect: Effect) -> Flow {
        match effect {
            Effect::OpenDemo => self.open_demo(),
            // Only who has the screen can do that.
            Effect::Copy(_) => {}
            Effect::Suspend => return Flow::Suspend,
            Effect::Quit => return Flow::Quit,
            effect => {
                self.carry_out_of_one(effect);
            }
        }
        Flow::GoOn
    }

    fn carry_out_of_one(&self, effect: Effect) -> Option<()> {
        let with = |tag: Tag| self.account(tag.profile);
        match effect {
            Effect::Ask { tag, task, ask, force } => with(tag)?.question().ask(tag, task, ask, force),
            Effect::CheckLogin(id) => self.account(id)?.question().check_login(),
            Effect::Save(id, data) => self.account(id)?.save(data),
            Effect::Asked(id, feed, next_due) => {
                let account = self.account(id)?;
                account.store()?.announce_next_poll(account.identity(), feed, &self.holder, next_due);
            }
            Effect::WaitUntil(id, feed, until) => {
                let account = self.account(id)?;
                account.store()?.save_wait(account.identity(), feed, until);
            }
            Effect::ReadCycle(tag, cycle) => with(tag)?.read_cycle(tag, cycle),
            Effect::ReadLines(tag, wanted) => with(tag)?.read_lines(tag, wanted),
            Effect::Foresee(tag) => with(tag)?.foresee(tag),
            Effect::ReadPast(tag, model, site) => with(tag)?.read_past(tag, model, site),
            Effect::ReadAlerts(tag) => {
                requests::read(with(tag)?, tag);
                self.read_channels();
            }
            Effect::Observe(tag, observed) => {
                let account = with(tag)?;
                // Nobody is called for alerts of the demo.
                let (post, channels) = if account.opened().calls() {
                    (self.post.clone(), self.setup.channels.keys().cloned().collect())
                } else {
                    (None, Vec::new())
                };
                requests::observe(account, tag, *observed, (self.setup.rules.clone(), channels), post);
            }
            Effect::HandleAlert(tag, handling) => requests::handle(with(tag)?, tag, handling),
            Effect::OpenDemo | Effect::Copy(_) | Effect::Suspend | Effect::Quit => {}
        }
        Some(())
    }

    /// How the deliveries over the channels go.
    fn read_channels(&self) {
        let (Some(store), Some(account)) = (self.kept(), self.accounts.first()) else { return };
        if !self.setup.channels.is_empty() {
            let states = store.read_channels(served_channels(&self.setup.channels, true));
            account.forward(states, |states| Some(Message::Channels(states?)));
        }
    }

    fn open_demo(&mut self) {
        if let Some(account) = self.accounts.first_mut() {
            let store = start(None, account);
            account.become_demo(store);
        }
    }

    /// The profile of this position.
    pub(crate) fn account(&self, id: ProfileId) -> Option<&Account> {
        self.accounts.get(id.0)
    }

    /// What keeps the data of accounts, where it is a file and was started.
    pub(crate) fn kept(&self) -> Option<&Store> {
        self.accounts.iter().find(|account| account.opened().calls())?.store()
    }

    /// Where messages about the program go.
    pub(crate) fn messages(&self) -> Option<&UnboundedSender<Message>> {
        Some(self.accounts.first()?.messages())
    }

    /// Ends: what keeps the data has at most `within` to write what it has acknowledged.
    pub(crate) fn close(self, within: std::time::Duration) {
        if let Some(serving) = self.serving {
            serving.abort();
        }
        if let Some(post) = self.post {
            post.end();
        }
        let mut is_closed = BTreeSet::new();
        for account in self.accounts {
            let file = account.opened().store.clone();
            // Several share a file; what is in memory is each one's own.
            if (file.is_none() || is_closed.insert(file))
                && let Some(store) = account.store().cloned()
            {
                if let Some(compared) = Clock::compared() {
                    // Also where no answer brought data to keep.
                    store.save_clock(compared);
                }
                store.release_leases(&self.holder);
                store.close(within);
            }
        }
    }
}

/// Starts what keeps data: in this file, else in memory. What it reports goes where the account's messages go.
fn start(file: Option<&Path>, account: &Account) -> Store {
    let messages = account.messages().clone();
    let clock = Arc::new(Clock::utc);
    match file {
        Some(file) => Store::start(file.to_owned(), clock, move |storage: Storage| {
            let _ = messages.send(Message::Store(storage));
        }),
        None => Store::in_memory(clock, |_| {}),
    }
}

/// A number that no other instance has.
pub(crate) fn random() -> u64 {
    let mut bytes = [0; 8];
    // Without randomness the jitter is the same everywhere: no reason to give up.
    let _ = getrandom::fill(&mut bytes);
    u64::from_le_bytes(bytes)
}
