//! The history of the model whose detail is shown, and of those next to it while the cursor moves. They are read from the
//! store off the event loop.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::{
    ModelName,
    forecast::{Expected, Seen},
    price::Price,
};

/// A chart goes back at most this far.
pub const SHOWN: TimeDelta = TimeDelta::days(7);

/// A model's history, outlook and price, for its detail.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelHistory {
    pub model: ModelName,
    /// Observed quotas, oldest first.
    pub seen: Vec<Seen>,
    /// The expected course, as a range.
    pub cone: Vec<Expected>,
    /// The price beyond the free quota, if known.
    pub price: Option<Price>,
}

impl ModelHistory {
    /// Of which nothing could be read.
    pub const fn empty(model: ModelName) -> Self {
        Self { model, seen: Vec::new(), cone: Vec::new(), price: None }
    }

    /// Forgets what no chart shows any more: all but one figure of those that ended long ago.
    #[must_use]
    pub fn trimmed(mut self, now: DateTime<Utc>) -> Self {
        // A gap up to the first column may begin somewhat earlier.
        let begin =
            now.checked_sub_signed(SHOWN).and_then(|begin| begin.checked_sub_signed(TimeDelta::hours(2)));
        let earlier = begin.map_or(0, |begin| self.seen.partition_point(|seen| seen.until < begin));
        self.seen.drain(..earlier.saturating_sub(1));
        self.seen.shrink_to_fit();
        self
    }
}

/// The cursor may move faster than the store reads. The next one is requested when one of these has arrived.
const MOST_PENDING: usize = 3;

/// Those that have been read or are being read.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Histories {
    /// Each with whether new forecasts have arrived since it was read.
    read: Vec<(ModelHistory, bool)>,
    /// Perhaps of models that are no longer wanted.
    pending: Vec<ModelName>,
    wanted: Vec<ModelName>,
}

impl Histories {
    pub(crate) fn get(&self, model: &ModelName) -> Option<&ModelHistory> {
        self.read.iter().map(|(history, _)| history).find(|history| history.model == *model)
    }

    pub(crate) const fn are_being_read(&self) -> bool {
        !self.pending.is_empty()
    }

    /// New forecasts have arrived.
    pub(crate) fn outdate(&mut self) {
        self.read.iter_mut().for_each(|(_, is_outdated)| *is_outdated = true);
    }

    /// Returns those of `wanted` to read now, and marks them as being read: first the first one; once it is there, and if
    /// the others are `likely` to be shown next, those as well. Forgets what is no longer wanted. An outdated history can
    /// be shown until the new one arrives.
    pub(crate) fn request(&mut self, wanted: Vec<ModelName>, likely: bool) -> Vec<ModelName> {
        self.read.retain(|(history, _)| wanted.contains(&history.model));
        let is_current = |model: &ModelName| {
            self.read.iter().any(|(history, is_outdated)| history.model == *model && !is_outdated)
        };
        let at_once = if likely && wanted.first().is_some_and(is_current) { wanted.len() } else { 1 };
        let missing = wanted.iter().take(at_once);
        let missing = missing.filter(|model| !is_current(model) && !self.pending.contains(model));
        let missing: Vec<_> =
            missing.take(MOST_PENDING.saturating_sub(self.pending.len())).cloned().collect();
        self.pending.extend(missing.iter().cloned());
        self.wanted = wanted;
        missing
    }

    /// Takes in a history, unless it is no longer wanted.
    pub(crate) fn take(&mut self, history: ModelHistory) {
        let before = self.pending.len();
        self.pending.retain(|model| *model != history.model);
        if self.pending.len() == before || !self.wanted.contains(&history.model) {
            return;
        }
        match self.read.iter_mut().find(|(read, _)| read.model == history.model) {
            // It could not be read again.
            Some((_, is_outdated)) if history.seen.is_empty() => *is_outdated = false,
            Some(read) => *read = (history, false),
            None => self.read.push((history, false)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn history(model: &str, seen: Vec<Seen>) -> ModelHistory {
        ModelHistory { seen, ..ModelHistory::empty(model.into()) }
    }

    #[test]
    fn the_first_is_read_before_the_others_and_each_once() {
        let mut histories = Histories::default();
        let likely = |histories: &mut Histories, wanted: &[&str], likely| -> Vec<String> {
            let wanted = wanted.iter().map(|model| (*model).into()).collect();
            histories.request(wanted, likely).iter().map(ToString::to_string).collect()
        };
        let requested = |histories: &mut Histories, wanted: &[&str]| likely(histories, wanted, true);
        assert_eq!(requested(&mut histories, &["b", "c", "a"]), ["b"]);
        assert!(requested(&mut histories, &["b", "c", "a"]).is_empty(), "it is being read");
        histories.take(history("b", vec![]));
        assert!(likely(&mut histories, &["b", "c", "a"], false).is_empty());
        assert_eq!(requested(&mut histories, &["b", "c", "a"]), ["c", "a"]);
        histories.take(history("c", vec![]));
        // The cursor moves on: the last one is no longer wanted.
        assert_eq!(requested(&mut histories, &["c", "d", "b"]), ["d"]);
        histories.take(history("a", vec![]));
        assert_eq!(histories.get(&"a".into()), None);
        assert!(histories.get(&"b".into()).is_some() && histories.are_being_read());
        histories.take(history("d", vec![]));
        assert!(!histories.are_being_read());
        histories.outdate();
        assert_eq!(likely(&mut histories, &["c", "d"], false), ["c"]);
        assert!(["c", "d"].iter().all(|model| histories.get(&(*model).into()).is_some()));
        assert_eq!(histories.get(&"b".into()), None);
    }

    #[test]
    fn a_cursor_that_is_faster_than_the_store_waits_for_it() {
        let mut histories = Histories::default();
        let mut moves_to = |model: &str| histories.request(vec![model.into()], true).len();
        assert_eq!(["a", "b", "c", "d", "e"].map(&mut moves_to), [1, 1, 1, 0, 0]);
        histories.take(history("a", vec![]));
        assert_eq!(histories.get(&"a".into()), None, "it is no longer wanted");
        assert_eq!(histories.request(vec!["e".into()], true), ["e".into()]);
        let at = DateTime::UNIX_EPOCH;
        let seen = Seen { from: at, until: at, remaining: 7.into(), total: None, expires_at: None };
        histories.take(history("e", vec![seen]));
        histories.outdate();
        assert_eq!(histories.request(vec!["e".into()], true), ["e".into()]);
        histories.take(history("e", vec![]));
        assert_eq!(histories.get(&"e".into()).unwrap().seen.len(), 1, "one that cannot be read again stays");
    }

    #[test]
    fn what_no_chart_shows_is_forgotten_but_not_that_there_was_more() {
        let now: DateTime<Utc> = "2026-11-22T06:00:00Z".parse().unwrap();
        let days = |days| now - TimeDelta::days(days);
        let seen = |from, until| Seen {
            from: days(from),
            until: days(until),
            remaining: 7.into(),
            total: None,
            expires_at: None,
        };
        let left = |all: &[(i64, i64)]| -> Vec<DateTime<Utc>> {
            let all = all.iter().map(|(from, until)| seen(*from, *until)).collect();
            history("m", all).trimmed(now).seen.iter().map(|seen| seen.from).collect()
        };
        assert_eq!(left(&[(28, 20), (20, 9), (9, 6), (6, 0)]), [days(20), days(9), days(6)]);
        assert_eq!(left(&[(6, 5), (5, 0)]), [days(6), days(5)]);
        assert_eq!(left(&[(28, 20)]), [days(28)]);
        assert!(left(&[]).is_empty());
    }
}
