//! Queries the terminal's background, without ever waiting for the answer.

use std::time::Duration;

use tokio::time::Instant;

use super::Screen;
use crate::app::Message;

/// The query (`OSC 11`).
const QUERY: &str = "\x1b]11;?\x1b\\";
/// Terminals that would show the question instead of answering it.
const DEAF: [&str; 8] = ["linux", "dumb", "eterm", "cons", "vt1", "vt2", "vt4", "vt5"];
/// An answer that takes longer is not waited for when leaving.
const PATIENCE: Duration = Duration::from_millis(250);

/// The query for the terminal's background, which is sent once.
#[derive(Debug)]
pub(crate) struct BackgroundQuery {
    /// The terminal may know it.
    may_answer: bool,
    /// Nothing is awaited: the query was not sent, or the answer has come.
    is_settled: bool,
    sent_at: Option<Instant>,
}

impl BackgroundQuery {
    /// A query that can be sent if `term` names a terminal that may know the answer.
    pub(crate) fn new(term: Option<&str>) -> Self {
        let may_answer = term.is_some_and(|term| !DEAF.iter().any(|deaf| term.starts_with(deaf)));
        Self { may_answer, is_settled: true, sent_at: None }
    }

    /// Sends it with the next frame of `screen` if the background matters (`is_wanted`), unless it was sent before.
    pub(crate) fn send(&mut self, is_wanted: bool, screen: &mut Screen) {
        if is_wanted && self.may_answer && self.sent_at.is_none() {
            (self.is_settled, self.sent_at) = (false, Some(Instant::now()));
            screen.send(QUERY);
        }
    }

    /// The answer has come.
    pub(crate) const fn answered(&mut self) {
        self.is_settled = true;
    }

    /// Before the terminal is given back: leaves an answer that is under way the time to come, so that it is not
    /// typed into the shell. `next` waits for the next message of the terminal.
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
        // Too late is as good as never.
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

    fn wait<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(future)
    }

    #[test]
    fn leaving_waits_for_an_answer_that_is_under_way_and_no_longer() {
        wait(async {
            let messages = [Message::Woke, Message::Background(Background::Dark), Message::Woke];
            let mut messages = messages.into_iter();
            let next = async || {
                tokio::task::yield_now().await;
                messages.next().unwrap()
            };
            let mut query = sent(Instant::now());
            query.settle(next).await;
            assert!(query.is_settled, "the answer was awaited");
            assert_eq!(messages.next(), Some(Message::Woke), "and nothing after it");
        });
    }

    #[test]
    fn what_was_not_asked_answered_or_is_never_answered_is_not_waited_for() {
        wait(async {
            let long_ago = Instant::now().checked_sub(PATIENCE).unwrap();
            let mut answered = sent(Instant::now());
            answered.answered();
            let unasked = BackgroundQuery::new(Some("xterm"));
            // Each would wait for ever: no message comes.
            for mut query in [sent(long_ago), answered, unasked] {
                query.settle(std::future::pending::<Message>).await;
            }
        });
    }

    #[test]
    fn terminals_that_would_show_the_question_are_not_asked() {
        for (term, is_asked) in [
            (Some("xterm-256color"), true),
            (Some("tmux-256color"), true),
            (Some("vte-256color"), true),
            (Some("linux"), false),
            (Some("dumb"), false),
            (Some("vt220"), false),
            (None, false),
        ] {
            assert_eq!(BackgroundQuery::new(term).may_answer, is_asked, "{term:?}");
        }
    }
}
