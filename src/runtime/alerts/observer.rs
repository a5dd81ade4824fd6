//! The watch over the accounts beside the loop: what data brought is compared with what is remembered, by the store's
//! thread, and what is new is put on its way.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use tokio::{sync::mpsc::UnboundedSender, task::JoinHandle};

use super::delivery::Post;
use crate::{
    app::{Message, Profile, ProfileId, State, account::alerts::observed, message::Tag},
    domain::{
        FeedName,
        alert::{self, Alerts},
    },
    runtime::{Clock, engine::effects::Outside, local_zone},
};

/// Not more often: figures move by the hour.
const AT_MOST_EVERY: Duration = Duration::from_mins(1);

/// How far a profile was compared with what is remembered.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    /// Data came that were not compared yet.
    has_news: bool,
    /// When it was last compared, on the monotonic clock.
    last: Option<Duration>,
}

/// The watch over the accounts that the loop looks at.
pub(crate) struct Watching {
    /// Whether channels that need a terminal are served.
    has_terminal: bool,
    /// How far each profile was compared.
    seen: BTreeMap<ProfileId, Seen>,
    /// Who is told what is new: alerts after each comparison, and whose they are; none where nothing can be remembered.
    told: UnboundedSender<(Tag, Option<Alerts>)>,
    post: Option<Post>,
    serving: Option<JoinHandle<()>>,
}

impl Watching {
    pub(crate) const fn new(has_terminal: bool, told: UnboundedSender<(Tag, Option<Alerts>)>) -> Self {
        Self { has_terminal, seen: BTreeMap::new(), told, post: None, serving: None }
    }

    /// Notes whether a message brings anything to look at.
    pub(crate) fn note(&mut self, message: &Message) {
        let of = match message {
            Message::Fetched(tag, ..)
            | Message::AskedElsewhere(tag, ..)
            | Message::MustWait(tag, ..)
            | Message::CycleRead(tag, _) => tag.profile,
            Message::NewLogin(id, _) => *id,
            _ => return,
        };
        self.seen.entry(of).or_default().has_news = true;
    }

    /// Compares, where there is something new, it is complete, and the last time is long enough ago.
    pub(crate) fn look(&mut self, state: &State, outside: &Outside, clock: Clock) {
        if state.offline {
            return;
        }
        let now = clock.now();
        for (id, profile) in state.profiles() {
            let Seen { has_news, last } = self.seen.get(&id).copied().unwrap_or_default();
            let is_early = last.is_some_and(|last| now.monotonic.saturating_sub(last) < AT_MOST_EVERY);
            // Quotas and switches of one round belong together, and what is refused hangs on the balance.
            let is_incomplete =
                FeedName::OF_SNAPSHOT.into_iter().any(|feed| profile.schedule.is_asking(feed));
            if has_news && !is_early && !is_incomplete {
                self.look_at(state, (id, profile), outside, clock);
            }
        }
    }

    /// Compares all of them now.
    pub(crate) fn look_at_all(&mut self, state: &State, outside: &Outside, clock: Clock) {
        for profile in state.profiles() {
            self.look_at(state, profile, outside, clock);
        }
    }

    fn look_at(
        &mut self,
        state: &State,
        (id, profile): (ProfileId, &Profile),
        outside: &Outside,
        clock: Clock,
    ) {
        let Some((account, store)) =
            outside.account(id).and_then(|account| Some((account, account.store()?)))
        else {
            return;
        };
        let now = clock.now();
        self.seen.insert(id, Seen { has_news: false, last: Some(now.monotonic) });
        let (setup, opened) = (outside.setup(), account.opened());
        let post = self.post(outside).filter(|_| opened.calls()).cloned();
        let (told, tag) = (self.told.clone(), profile.tag(id));
        let channels = if opened.calls() { setup.channels.keys().cloned().collect() } else { Vec::new() };
        let observed = observed(state, profile, now.utc);
        let alerts = store.observe(observed, setup.rules.clone(), channels);
        tokio::spawn(async move {
            let alerts = alerts.await;
            let has_news = alerts.as_ref().is_some_and(|alerts| !alerts.messages.is_empty());
            if let Some(post) = post.filter(|_| has_news) {
                post.tell();
            }
            let _ = told.send((tag, alerts));
        });
    }

    /// Serves the outbox from now on: what an earlier run has left, and what is to come.
    pub(crate) fn serve(&mut self, outside: &Outside) {
        if let Some(post) = self.post(outside).cloned() {
            self.serving = Some(tokio::spawn(post.serve()));
        }
    }

    /// Delivers what is due, once.
    pub(crate) async fn carry(&mut self, outside: &Outside) {
        let Some(post) = self.post(outside).cloned() else { return };
        for delivery in post.begin().await.0 {
            let _ = delivery.await;
        }
    }

    /// Has it reported how the deliveries over the channels go.
    pub(crate) async fn report_channels(&mut self, outside: &Outside) {
        if let Some(post) = self.post(outside).cloned() {
            post.report_now().await;
        }
    }

    /// The program ends.
    pub(crate) fn end(self) {
        if let Some(serving) = self.serving {
            serving.abort();
        }
        if let Some(post) = self.post {
            post.end();
        }
    }

    fn post(&mut self, outside: &Outside) -> Option<&Post> {
        let (store, setup, messages) = (outside.kept()?, outside.setup(), outside.messages()?.clone());
        if setup.channels.is_empty() {
            return None;
        }
        let has_terminal = self.has_terminal;
        Some(self.post.get_or_insert_with(|| {
            let report = move |states| {
                let _ = messages.send(Message::Channels(states));
            };
            let post = Post::new(
                store.clone(),
                (&setup.channels, outside.secrets()),
                has_terminal,
                Arc::new(Clock::utc),
                (setup.lang, local_zone()),
            );
            post.reporting(report)
        }))
    }
}

/// A message that tries out a channel.
pub(crate) fn trial(profile: &str, now: chrono::DateTime<chrono::Utc>) -> Option<alert::Message> {
    use crate::domain::{NextCall, Unit};
    let facts = alert::Facts::Quota(alert::QuotaFacts {
        unit: Unit::Tokens,
        total: Some(1_000_000.into()),
        remaining: Some(24_098.into()),
        expires_at: now.checked_add_signed(chrono::TimeDelta::days(12)),
        runs_out_at: None,
        free_quota_only: Some(false),
        next_call: NextCall::Free,
        read_at: now,
    });
    let subject = alert::Subject::Model("qwen-max".into());
    alert::Message::of(vec![alert::Event::test(profile, alert::Rule::Low, subject, facts, now)])
}
