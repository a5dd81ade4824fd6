//! Which instance may poll the server: one for each feed of an account; the others read what it saves.
//!
//! A holder extends its lease with each poll. The leases of one that died are released by the next that is refused
//! (`alive.rs`), or expire where its death cannot be known. A wait that the server demanded (Retry-After) applies to
//! all instances, and outlives them.

use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, named_params, params};

use super::{
    file::{
        instant::{duration_micros, from_micros, to_micros},
        trouble::Result,
    },
    identity::AccountKey,
};
use crate::domain::FeedName;

/// Whether the server may be polled now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// It may; the lease is ours. Also if there can be no lease, because the store is unusable.
    Granted,
    /// Another instance polls.
    HeldByOther {
        /// When to read the store, and to try again: when the other's next poll is due, or a moment from now
        /// if that poll is under way. Always later than the store's now.
        next_due: DateTime<Utc>,
    },
    /// The server must not be polled before this instant. Takes precedence over anything else.
    WaitUntil(DateTime<Utc>),
}

/// How a lease is acquired.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeaseTerms {
    /// How long it lasts after it was acquired, and after the next poll announced with
    /// [`Store::announce_next_poll`](super::Store::announce_next_poll): longer than a poll may take.
    pub hold: Duration,
    /// Whether to take it from another holder (the user pressed r). Never overrides a wait.
    pub force: bool,
}

/// When to check again while the holder is polling the server.
const A_MOMENT: Duration = Duration::from_secs(2);

/// Acquires the lease in one statement, or changes nothing. One acquired in the future is void: the clock was
/// wrong then.
const ACQUIRE: &str = "
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

const EXTEND: &str = "
    UPDATE lease SET since = :now, next_due = :next_due, until = :next_due + min(hold, :most)
    WHERE profile = :profile AND site = :site AND fingerprint = :fingerprint AND feed = :feed
      AND holder = :holder";

const SAVE_WAIT: &str = "
    INSERT INTO lease (profile, site, fingerprint, feed, wait_until) VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (profile, site, fingerprint, feed) DO UPDATE SET wait_until = excluded.wait_until
    WHERE lease.wait_until IS NOT excluded.wait_until";

const RELEASE: &str = "
    UPDATE lease SET holder = NULL, since = NULL, until = NULL, hold = NULL, next_due = NULL
    WHERE holder = ?1";

/// Tries to acquire the lease; must run in a transaction that may write.
pub(super) fn acquire(
    connection: &Connection,
    (key, feed): (&AccountKey, FeedName),
    holder: &str,
    terms: LeaseTerms,
    now: i64,
) -> Result<Permission> {
    let hold = duration_micros(terms.hold);
    let acquired = connection.execute(
        ACQUIRE,
        named_params! {
            ":profile": key.profile,
            ":site": key.site.into_str(),
            ":fingerprint": key.fingerprint,
            ":feed": feed.into_str(),
            ":holder": holder,
            ":now": now,
            ":until": now.saturating_add(hold),
            ":hold": hold,
            ":force": terms.force,
        },
    )?;
    if acquired > 0 {
        return Ok(Permission::Granted);
    }
    let row: Option<(Option<i64>, Option<i64>, Option<i64>)> = connection
        .query_row(READ, params![key.profile, key.site.into_str(), key.fingerprint, feed.into_str()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let (wait_until, next_due, until) = row.unwrap_or_default();
    Ok(refusal(wait_until, next_due, until, now))
}

fn refusal(wait_until: Option<i64>, next_due: Option<i64>, until: Option<i64>, now: i64) -> Permission {
    let later = |instant: Option<i64>| instant.filter(|instant| *instant > now);
    if let Some(wait) = later(wait_until) {
        return from_micros(wait).map_or(Permission::Granted, Permission::WaitUntil);
    }
    let look_again = now.saturating_add(duration_micros(A_MOMENT));
    let next_due = later(next_due).unwrap_or_else(|| later(until).unwrap_or(look_again).min(look_again));
    from_micros(next_due).map_or(Permission::Granted, |next_due| Permission::HeldByOther { next_due })
}

/// Stores when the holder will poll next, after a poll; without effect if the lease was lost.
pub(super) fn extend(
    connection: &Connection,
    (key, feed): (&AccountKey, FeedName),
    holder: &str,
    next_due: DateTime<Utc>,
    now: i64,
) -> Result<()> {
    let next_due = to_micros(next_due);
    connection.execute(
        EXTEND,
        named_params! {
            ":profile": key.profile,
            ":site": key.site.into_str(),
            ":fingerprint": key.fingerprint,
            ":feed": feed.into_str(),
            ":holder": holder,
            ":now": now,
            ":next_due": next_due,
            ":most": i64::MAX.saturating_sub(next_due.max(0)),
        },
    )?;
    Ok(())
}

pub(super) fn save_wait(
    connection: &Connection,
    (key, feed): (&AccountKey, FeedName),
    until: Option<DateTime<Utc>>,
) -> Result<()> {
    let until = until.map(to_micros);
    connection.execute(
        SAVE_WAIT,
        params![key.profile, key.site.into_str(), key.fingerprint, feed.into_str(), until],
    )?;
    Ok(())
}

/// Releases every lease of this holder. Waits stay.
pub(super) fn release(connection: &Connection, holder: &str) -> Result<()> {
    connection.execute(RELEASE, [holder])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{file::schema, identity::Identity, last_known};

    const FEED: FeedName = FeedName::Quotas;

    /// A file and an account; times are seconds.
    struct Fixture {
        connection: Connection,
        account: AccountKey,
    }

    impl Fixture {
        fn new() -> Self {
            Self { connection: schema::in_memory(), account: AccountKey::test("f") }
        }

        fn acquire_with(&self, holder: &str, now: i64, force: bool) -> Permission {
            let terms = LeaseTerms { hold: Duration::from_secs(30), force };
            acquire(&self.connection, (&self.account, FEED), holder, terms, now * 1_000_000).unwrap()
        }

        fn acquire(&self, holder: &str, now: i64) -> Permission {
            self.acquire_with(holder, now, false)
        }

        fn extend(&self, holder: &str, next_due: i64, now: i64) {
            extend(&self.connection, (&self.account, FEED), holder, second(next_due), now * 1_000_000)
                .unwrap();
        }

        fn save_wait(&self, until: Option<i64>) {
            save_wait(&self.connection, (&self.account, FEED), until.map(second)).unwrap();
        }
    }

    fn second(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).unwrap()
    }

    fn other(next_due: i64) -> Permission {
        Permission::HeldByOther { next_due: second(next_due) }
    }

    #[test]
    fn one_holds_it_and_the_others_know_when_to_read() {
        let file = Fixture::new();
        assert_eq!(file.acquire("a", 100), Permission::Granted);
        assert_eq!(file.acquire("a", 101), Permission::Granted);
        assert_eq!(file.acquire("b", 102), other(104), "being polled: a moment");
        file.extend("a", 160, 103);
        assert_eq!(file.acquire("b", 104), other(160));
        assert_eq!(file.acquire("b", 160), other(162), "due: a moment");
        assert_eq!(file.acquire("b", 189), other(190), "never beyond its end");
        assert_eq!(file.acquire("a", 189), Permission::Granted, "late, but still its own");
        assert_eq!(file.acquire("b", 190), other(192));
    }

    #[test]
    fn a_silent_holder_is_replaced_when_its_lease_expires() {
        let file = Fixture::new();
        file.acquire("a", 100);
        file.extend("a", 160, 101);
        assert_eq!(file.acquire("b", 189), other(190));
        assert_eq!(file.acquire("b", 190), Permission::Granted);
        assert_eq!(file.acquire("a", 191), other(193), "the one that came back has lost it");
        file.extend("a", 900, 191);
        assert_eq!(file.acquire("c", 220), Permission::Granted, "and extends nothing");
    }

    #[test]
    fn a_released_lease_is_free_but_the_wait_stays() {
        let file = Fixture::new();
        file.acquire("a", 100);
        release(&file.connection, "b").unwrap();
        assert_ne!(file.acquire("b", 101), Permission::Granted);
        file.save_wait(Some(110));
        release(&file.connection, "a").unwrap();
        assert_eq!(file.acquire("b", 101), Permission::WaitUntil(second(110)));
        assert_eq!(file.acquire("b", 110), Permission::Granted);
    }

    #[test]
    fn force_takes_over_but_never_overrides_a_wait() {
        let file = Fixture::new();
        file.acquire("a", 100);
        assert_eq!(file.acquire_with("b", 101, true), Permission::Granted);
        assert_eq!(file.acquire("a", 102), other(104));
        file.save_wait(Some(200));
        for holder in ["a", "b"] {
            assert_eq!(file.acquire_with(holder, 103, true), Permission::WaitUntil(second(200)), "{holder}");
        }
        file.save_wait(None);
        assert_eq!(file.acquire("b", 104), Permission::Granted);
    }

    #[test]
    fn a_lease_from_the_future_is_void() {
        let file = Fixture::new();
        file.acquire("a", 1_000_000);
        file.extend("a", 1_000_060, 1_000_001);
        assert_eq!(file.acquire("b", 100), Permission::Granted);
    }

    #[test]
    fn feeds_and_accounts_have_leases_of_their_own() {
        let file = Fixture::new();
        file.acquire("a", 100);
        let terms = LeaseTerms { hold: Duration::MAX, force: false };
        let elsewhere = AccountKey { fingerprint: "g".to_owned(), ..file.account.clone() };
        for key in [(&file.account, FeedName::Account), (&elsewhere, FEED)] {
            assert_eq!(acquire(&file.connection, key, "b", terms, 100), Ok(Permission::Granted), "{key:?}");
            assert_eq!(extend(&file.connection, key, "b", DateTime::<Utc>::MAX_UTC, 100), Ok(()));
            let last = to_micros(DateTime::<Utc>::MAX_UTC) - 1;
            assert_ne!(acquire(&file.connection, key, "c", terms, last), Ok(Permission::Granted), "{key:?}");
        }
    }

    #[test]
    fn waits_are_part_of_the_last_known_data() {
        let file = Fixture::new();
        file.acquire("a", 100);
        let identity =
            Identity { quotas: Some(file.account.clone()), account: Some(file.account.clone()), bills: None };
        let waits = || last_known::read(&file.connection, &identity).unwrap().wait_until;
        assert!(waits().is_empty());
        file.save_wait(Some(200));
        assert_eq!(waits().into_iter().collect::<Vec<_>>(), [(FEED, second(200))]);
        file.save_wait(None);
        assert!(waits().is_empty());
    }
}
