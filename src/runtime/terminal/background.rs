//! Queries the terminal's background, without waiting for the reply.

use std::time::Duration;

use tokio::time::Instant;

use super::Screen;
use crate::app::Message;

/// `OSC 11`.
const QUERY: &str = "\x1b]11;?\x1b\\";
/// Terminals that would display the query instead of replying.
const UNSUPPORTED: [&str; 8] = ["linux", "dumb", "eterm", "cons", "vt1", "vt2", "vt4", "vt5"];
/// How long to wait for the reply before exiting.
const PATIENCE: Duration = Duration::from_millis(250);

/// The query for the terminal's background, which is sent at most once.
#[derive(Debug)]
pub(crate) struct BackgroundQuery {
    may_reply: bool,
    /// No reply is expected: the query was not sent, or has been answered.
    is_settled: bool,
    sent_at: Option<Instant>,
}

impl BackgroundQuery {
    /// A query that can be sent if `term` names a terminal that may reply.
    pub(crate) fn new(term: Option<&str>) -> Self {
        let may_reply = term.is_some_and(|term| !UNSUPPORTED.iter().any(|deaf| term.starts_with(deaf)));
        Self { may_reply, is_settled: true, sent_at: None }
    }

    /// Sends it with the next frame, if the background `is_wanted`, unless it was sent before.
    pub(crate) fn send(&mut self, is_wanted: bool, screen: &mut Screen) {
        if is_wanted && self.may_reply && self.sent_at.is_none() {
            (self.is_settled, self.sent_at) = (false, Some(Instant::now()));
            screen.send(QUERY);
        }
    }

    pub(crate) const fn answered(&mut self) {
        self.is_settled = true;
    }

    /// Before the terminal is restored: waits for the reply, so that it does not end up in the shell. `next`
    /// waits for the next message of the terminal.
    pub(crate) async fn settle(&mut self, mut next: impl AsyncFnMut() -> Message) {
        let Some(sent_at) = self.sent_at.filter(|_| !self.is_settled) else { return };
        let answer = async {
            loop {
                match next().await {
                    Message::Background(_) => return self.answered(),
                    Message::Ended => return,
                    _ => {}
                }
            }
        };
        // A later reply is lost.
        let _ = tokio::time::timeout_at(sent_at + PATIENCE, answer).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::chrome::themes::Background;

    fn sent(at: Instant) -> BackgroundQuery {
        BackgroundQuery { is_settled: false, sent_at: Some(at), ..BackgroundQuery::new(Some("xterm")) }
    }

    #[tokio::test]
    async fn exiting_waits_for_the_reply_and_no_longer() {
        let messages = [Message::Woke, Message::Background(Background::Dark), Message::Woke];
        let mut messages = messages.into_iter();
        let next = async || {
            tokio::task::yield_now().await;
            messages.next().unwrap()
        };
        let mut query = sent(Instant::now());
        query.settle(next).await;
        assert!(query.is_settled, "the reply was awaited");
        assert_eq!(messages.next(), Some(Message::Woke), "and nothing after it");
    }

    #[tokio::test]
    async fn nothing_is_awaited_without_a_query_or_after_the_reply_or_the_time_limit() {
        let long_ago = Instant::now().checked_sub(PATIENCE).unwrap();
        let mut answered = sent(Instant::now());
        answered.answered();
        let unsent = BackgroundQuery::new(Some("xterm"));
        // Each would wait for ever: no message comes.
        for mut query in [sent(long_ago), answered, unsent] {
            query.settle(std::future::pending::<Message>).await;
        }
    }

    #[test]
    fn terminals_that_would_display_the_query_get_none() {
        for (term, may_reply) in [
            (Some("xterm-256color"), true),
            (Some("tmux-256color"), true),
            (Some("vte-256color"), true),
            (Some("linux"), false),
            (Some("dumb"), false),
            (Some("vt220"), false),
            (None, false),
        ] {
            assert_eq!(BackgroundQuery::new(term).may_reply, may_reply, "{term:?}");
        }
    }
}
