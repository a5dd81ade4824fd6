//! Who may ask the server: one poller for each feed of an account; the others read what it keeps.
//!
//! A holder prolongs its lease with each poll. One that died is replaced when its lease lapses. A wait that
//! the server demanded (Retry-After) binds everybody, and outlives them.

use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, named_params, params};

use super::{
    AccountKey, Trouble,
    instant::{from_micros, length, to_micros},
};
use crate::domain::FeedName;

/// Whether the server may be asked now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leave {
    /// It may; the lease is ours. Also where no lease can be had, because the store is unusable.
    Granted,
    /// Another instance asks.
    HeldByOther {
        /// When to read the store, and to ask for leave again: when the other's next poll is due, or a
        /// moment from now if that poll is being made. Always later than the store's now.
        next_due: DateTime<Utc>,
    },
    /// The server asked that nobody ask it before this instant. Comes before anything else.
    WaitUntil(DateTime<Utc>),
}

/// How a lease is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeaseTerms {
    /// How long it holds beyond the moment at which it is taken, and beyond the next poll that is announced
    /// with [`Store::asked`](super::Store::asked): longer than a poll may take.
    pub hold: Duration,
    /// Whether to take it from another holder (a person pressed r). Never overrides a wait.
    pub force: bool,
}

/// When to look again while the holder is asking the server.
const A_MOMENT: Duration = Duration::from_secs(2);

/// Takes the lease in one statement, or changes nothing. One that was taken in the future is void: the
/// clock was wrong then.
const TAKE: &str = "
    INSERT INTO lease (profile, site, fingerprint, feed, holder, since, until, hold, next_due)
    VALUES (:profile, :site, :fingerprint, :feed, :holder, :now, :until, :hold, :now)
    ON CONFLICT (profile, site, fingerprint, feed) DO UPDATE
    SET holder = excluded.holder, since = excluded.since, until = excluded.until, hold = excluded.hold,
        next_due = excluded.next_due
    WHERE (lease.wait_until IS NULL OR lease.wait_until <= :now)
      AND (lease.holder IS NULL OR lease.holder = :holder OR :force
           OR lease.until <= :now OR lease.since > :now)";

const READ: &str = "
    SELECT wait_until, next_due, until FROM lease
    WHERE profile = ?1 AND site = ?2 AND fingerprint = ?3 AND feed = ?4";

const ASKED: &str = "
    UPDATE lease SET since = :now, next_due = :next_due, until = :next_due + min(hold, :most)
    WHERE profile = :profile AND site = :site AND fingerprint = :fingerprint AND feed = :feed
      AND holder = :holder";

const WAIT: &str = "
    INSERT INTO lease (profile, site, fingerprint, feed, wait_until) VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (profile, site, fingerprint, feed) DO UPDATE SET wait_until = excluded.wait_until
    WHERE lease.wait_until IS NOT excluded.wait_until";

const RELEASE: &str = "
    UPDATE lease SET holder = NULL, since = NULL, until = NULL, hold = NULL, next_due = NULL
    WHERE holder = ?1";

/// Asks for leave; to be called within a transaction that may write.
pub(super) fn ask(
    connection: &Connection,
    (key, feed): (&AccountKey, FeedName),
    holder: &str,
    terms: LeaseTerms,
    now: i64,
) -> Result<Leave, Trouble> {
    let hold = length(terms.hold);
    let taken = connection.execute(
        TAKE,
        named_params! {
            ":profile": key.profile,
            ":site": key.site.as_str(),
            ":fingerprint": key.fingerprint,
            ":feed": feed.as_str(),
            ":holder": holder,
            ":now": now,
            ":until": now.saturating_add(hold),
            ":hold": hold,
            ":force": terms.force,
        },
    )?;
    if taken > 0 {
        return Ok(Leave::Granted);
    }
    let row: Option<(Option<i64>, Option<i64>, Option<i64>)> = connection
        .query_row(READ, params![key.profile, key.site.as_str(), key.fingerprint, feed.as_str()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let (wait_until, next_due, until) = row.unwrap_or_default();
    Ok(refusal(wait_until, next_due, until, now))
}

/// Why the lease could not be had. A number that is no instant binds nobody.
fn refusal(wait_until: Option<i64>, next_due: Option<i64>, until: Option<i64>, now: i64) -> Leave {
    let later = |instant: Option<i64>| instant.filter(|instant| *instant > now);
    if let Some(wait) = later(wait_until) {
        return from_micros(wait).map_or(Leave::Granted, Leave::WaitUntil);
    }
    let look_again = now.saturating_add(length(A_MOMENT));
    let next_due = later(next_due).unwrap_or_else(|| later(until).unwrap_or(look_again).min(look_again));
    from_micros(next_due).map_or(Leave::Granted, |next_due| Leave::HeldByOther { next_due })
}

/// Records that the holder asked and when it will ask next; without effect where the lease was lost.
pub(super) fn asked(
    connection: &Connection,
    (key, feed): (&AccountKey, FeedName),
    holder: &str,
    next_due: DateTime<Utc>,
    now: i64,
) -> Result<(), Trouble> {
    let next_due = to_micros(next_due);
    connection.execute(
        ASKED,
        named_params! {
            ":profile": key.profile,
            ":site": key.site.as_str(),
            ":fingerprint": key.fingerprint,
            ":feed": feed.as_str(),
            ":holder": holder,
            ":now": now,
            ":next_due": next_due,
            ":most": i64::MAX.saturating_sub(next_due.max(0)),
        },
    )?;
    Ok(())
}

/// Records until when nobody may ask; `None` = nobody has to wait any more.
pub(super) fn wait(
    connection: &Connection,
    (key, feed): (&AccountKey, FeedName),
    until: Option<DateTime<Utc>>,
) -> Result<(), Trouble> {
    let until = until.map(to_micros);
    connection
        .execute(WAIT, params![key.profile, key.site.as_str(), key.fingerprint, feed.as_str(), until])?;
    Ok(())
}

/// Gives up every lease of this holder. Waits stay.
pub(super) fn release(connection: &Connection, holder: &str) -> Result<(), Trouble> {
    connection.execute(RELEASE, [holder])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::Site,
        store::{Identity, last_known, schema},
    };

    const FEED: FeedName = FeedName::Quotas;

    /// A file and an account; times are seconds.
    struct Desk {
        file: Connection,
        account: AccountKey,
    }

    impl Desk {
        fn new() -> Self {
            let mut file = Connection::open_in_memory().unwrap();
            schema::migrate(&mut file).unwrap();
            let account =
                AccountKey { profile: "p".to_owned(), site: Site::China, fingerprint: "f".to_owned() };
            Self { file, account }
        }

        fn ask_with(&self, holder: &str, now: i64, force: bool) -> Leave {
            let terms = LeaseTerms { hold: Duration::from_secs(30), force };
            ask(&self.file, (&self.account, FEED), holder, terms, now * 1_000_000).unwrap()
        }

        fn ask(&self, holder: &str, now: i64) -> Leave {
            self.ask_with(holder, now, false)
        }

        fn asked(&self, holder: &str, next_due: i64, now: i64) {
            asked(&self.file, (&self.account, FEED), holder, second(next_due), now * 1_000_000).unwrap();
        }

        fn wait(&self, until: Option<i64>) {
            wait(&self.file, (&self.account, FEED), until.map(second)).unwrap();
        }
    }

    fn second(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).unwrap()
    }

    fn other(next_due: i64) -> Leave {
        Leave::HeldByOther { next_due: second(next_due) }
    }

    #[test]
    fn one_holds_it_and_the_others_learn_when_to_read() {
        let desk = Desk::new();
        assert_eq!(desk.ask("a", 100), Leave::Granted);
        assert_eq!(desk.ask("a", 101), Leave::Granted);
        assert_eq!(desk.ask("b", 102), other(104), "being asked: a moment");
        desk.asked("a", 160, 103);
        assert_eq!(desk.ask("b", 104), other(160));
        assert_eq!(desk.ask("b", 160), other(162), "due: a moment");
        assert_eq!(desk.ask("b", 189), other(190), "never beyond its end");
        assert_eq!(desk.ask("a", 189), Leave::Granted, "late, but still its own");
        assert_eq!(desk.ask("b", 190), other(192));
    }

    #[test]
    fn a_dead_holder_is_replaced_when_its_lease_lapses() {
        let desk = Desk::new();
        desk.ask("a", 100);
        desk.asked("a", 160, 101);
        assert_eq!(desk.ask("b", 189), other(190));
        assert_eq!(desk.ask("b", 190), Leave::Granted);
        assert_eq!(desk.ask("a", 191), other(193), "the one that came back has lost it");
        desk.asked("a", 900, 191);
        assert_eq!(desk.ask("c", 220), Leave::Granted, "and prolongs nothing");
    }

    #[test]
    fn a_released_lease_is_free_but_the_wait_stays() {
        let desk = Desk::new();
        desk.ask("a", 100);
        release(&desk.file, "b").unwrap();
        assert_ne!(desk.ask("b", 101), Leave::Granted);
        desk.wait(Some(110));
        release(&desk.file, "a").unwrap();
        assert_eq!(desk.ask("b", 101), Leave::WaitUntil(second(110)));
        assert_eq!(desk.ask("b", 110), Leave::Granted);
    }

    #[test]
    fn force_takes_over_but_never_overrides_a_wait() {
        let desk = Desk::new();
        desk.ask("a", 100);
        assert_eq!(desk.ask_with("b", 101, true), Leave::Granted);
        assert_eq!(desk.ask("a", 102), other(104));
        desk.wait(Some(200));
        for holder in ["a", "b"] {
            assert_eq!(desk.ask_with(holder, 103, true), Leave::WaitUntil(second(200)), "{holder}");
        }
        desk.wait(None);
        assert_eq!(desk.ask("b", 104), Leave::Granted);
    }

    #[test]
    fn a_lease_from_the_future_is_void() {
        let desk = Desk::new();
        desk.ask("a", 1_000_000);
        desk.asked("a", 1_000_060, 1_000_001);
        assert_eq!(desk.ask("b", 100), Leave::Granted);
    }

    #[test]
    fn feeds_and_accounts_are_leased_apart() {
        let desk = Desk::new();
        desk.ask("a", 100);
        let terms = LeaseTerms { hold: Duration::MAX, force: false };
        let elsewhere = AccountKey { fingerprint: "g".to_owned(), ..desk.account.clone() };
        for of in [(&desk.account, FeedName::Account), (&elsewhere, FEED)] {
            assert_eq!(ask(&desk.file, of, "b", terms, 100), Ok(Leave::Granted), "{of:?}");
            assert_eq!(asked(&desk.file, of, "b", DateTime::<Utc>::MAX_UTC, 100), Ok(()));
            let last = to_micros(DateTime::<Utc>::MAX_UTC) - 1;
            assert_ne!(ask(&desk.file, of, "c", terms, last), Ok(Leave::Granted), "{of:?}");
        }
    }

    #[test]
    fn waits_are_part_of_what_is_known() {
        let desk = Desk::new();
        desk.ask("a", 100);
        let identity =
            Identity { quotas: Some(desk.account.clone()), account: Some(desk.account.clone()), bills: None };
        let waits = || last_known::read(&desk.file, &identity).unwrap().wait_until;
        assert!(waits().is_empty());
        desk.wait(Some(200));
        assert_eq!(waits().into_iter().collect::<Vec<_>>(), [(FEED, second(200))]);
        desk.wait(None);
        assert!(waits().is_empty());
    }
}
