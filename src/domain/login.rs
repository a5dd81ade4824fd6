//! Console logins over time: how long earlier ones lasted, and when the present one may lapse.
//!
//! The vendor states no lifetime. What is known is when quotatop first called with a token, and when the console
//! first refused it.

use chrono::{DateTime, TimeDelta, Utc};
use strum::{EnumString, IntoStaticStr};

/// Where a console token comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, IntoStaticStr, EnumString)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum TokenOrigin {
    /// It was there: on disk, or in the environment.
    Found,
    /// It was requested with the AccessKey pair.
    Minted,
}

/// How a token is replaced when it has lapsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Renewal {
    /// Another one is minted.
    Automatic,
    /// The user has to sign in, with this command if there is one.
    ByHand { command: Option<String> },
}

/// A token that the console was called with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginUse {
    /// Tells tokens apart; the token cannot be derived from it.
    pub fingerprint: String,
    /// The name of the login, never its value.
    pub credential: String,
    pub origin: TokenOrigin,
    pub is_refused: bool,
    pub renewal: Renewal,
}

/// What is remembered of a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginRecord {
    pub fingerprint: String,
    /// The name of the login, never its value.
    pub credential: String,
    pub origin: TokenOrigin,
    /// The first call with it.
    pub first_used: DateTime<Utc>,
    /// The last call that the console accepted; absent if there was none.
    pub last_accepted: Option<DateTime<Utc>>,
    /// The first call that the console refused; absent while it is accepted.
    pub refused_at: Option<DateTime<Utc>>,
}

/// A login that will have to be renewed by hand soon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lapse {
    /// The name of the login.
    pub credential: String,
    pub first_used: DateTime<Utc>,
    /// How long earlier ones lasted: the shortest of the last few.
    pub lasted: TimeDelta,
    /// When it will have lasted as long.
    pub before: DateTime<Utc>,
    /// What renews it.
    pub command: Option<String>,
}

/// The present token that was minted from an AccessKey pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MintedToken {
    /// The name of the pair.
    pub credential: String,
    pub first_used: DateTime<Utc>,
    /// The last time that one had lapsed and was replaced: when, and how long it had lasted if that is known.
    /// Absent if none ever lapsed.
    pub renewed: Option<(DateTime<Utc>, Option<TimeDelta>)>,
}

/// One that ended sooner was revoked, or replaced by a new login: that says nothing of how long others last.
const SHORTEST_LIFE: TimeDelta = TimeDelta::hours(1);

/// How late the end of a login may have been noticed, at the most, for its life to count as known.
const LATEST_NOTICE: TimeDelta = TimeDelta::hours(1);

/// The number of earlier logins that count.
const EARLIER: usize = 3;

impl LoginRecord {
    /// How long it lasted; absent if no call was made around its end.
    pub fn life(&self) -> Option<TimeDelta> {
        let (accepted, refused) = (self.last_accepted?, self.refused_at?);
        let life = refused.signed_duration_since(self.first_used);
        let noticed = refused.signed_duration_since(accepted);
        let is_known = noticed >= TimeDelta::zero() && noticed <= LATEST_NOTICE.max(life / 4);
        (life >= SHORTEST_LIFE && is_known).then_some(life)
    }
}

/// Announces the end of the login in use, from three quarters of the shortest earlier life on. Absent without a
/// known life, or if the login needs no hand.
pub fn lapse(records: &[LoginRecord], used: &LoginUse, now: DateTime<Utc>) -> Option<Lapse> {
    let Renewal::ByHand { command } = &used.renewal else { return None };
    if used.is_refused {
        // The failure of the feed says so.
        return None;
    }
    let current = records.iter().find(|record| record.fingerprint == used.fingerprint)?;
    let mut earlier: Vec<&LoginRecord> = records
        .iter()
        .filter(|record| record.origin == TokenOrigin::Found && record.credential == used.credential)
        .filter(|record| record.first_used < current.first_used && record.life().is_some())
        .collect();
    earlier.sort_by_key(|record| std::cmp::Reverse(record.first_used));
    let lasted = earlier.iter().take(EARLIER).filter_map(|record| record.life()).min()?;
    let age = now.signed_duration_since(current.first_used);
    let before = current.first_used.checked_add_signed(lasted)?;
    (age >= lasted * 3 / 4).then(|| Lapse {
        credential: used.credential.clone(),
        first_used: current.first_used,
        lasted,
        before,
        command: command.clone(),
    })
}

/// The token in use, if it was minted.
pub fn minted(records: &[LoginRecord], used: &LoginUse) -> Option<MintedToken> {
    let current = records.iter().find(|record| record.fingerprint == used.fingerprint)?;
    if used.origin != TokenOrigin::Minted || used.is_refused {
        return None;
    }
    let of_pair = || {
        records
            .iter()
            .filter(|record| record.origin == TokenOrigin::Minted && record.credential == used.credential)
    };
    let lapsed = of_pair().filter_map(|record| Some((record.refused_at?, record.life())));
    let renewed = lapsed.max_by_key(|(refused, _)| *refused).and_then(|(refused, life)| {
        let next = of_pair().map(|record| record.first_used).filter(|first| *first >= refused).min()?;
        Some((next, life))
    });
    Some(MintedToken { credential: used.credential.clone(), first_used: current.first_used, renewed })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::hours(hours)
    }

    /// A token by the hours of its first use, its last acceptance and its refusal.
    fn record(credential: &str, times: (i64, Option<i64>, Option<i64>)) -> LoginRecord {
        let (first, accepted, refused) = times;
        LoginRecord {
            fingerprint: format!("{credential}{first}"),
            credential: credential.to_owned(),
            origin: TokenOrigin::Found,
            first_used: at(first),
            last_accepted: accepted.map(at),
            refused_at: refused.map(at),
        }
    }

    fn used(credential: &str, first: i64) -> LoginUse {
        LoginUse {
            fingerprint: format!("{credential}{first}"),
            credential: credential.to_owned(),
            origin: TokenOrigin::Found,
            is_refused: false,
            renewal: Renewal::ByHand { command: Some("bl auth login".to_owned()) },
        }
    }

    #[test]
    fn a_life_is_known_if_its_end_was_noticed() {
        for (times, life) in [
            ((0, Some(24), Some(24)), Some(24)),
            ((0, Some(23), Some(24)), Some(24)),
            ((0, Some(18), Some(24)), Some(24)),
            ((0, Some(17), Some(24)), None),
            ((0, Some(24), None), None),
            ((0, None, Some(24)), None),
            ((0, Some(0), Some(0)), None),
            ((0, Some(1), Some(1)), Some(1)),
            // A clock that was wrong.
            ((10, Some(9), Some(8)), None),
            ((0, Some(25), Some(24)), None),
        ] {
            assert_eq!(record("bl", times).life(), life.map(TimeDelta::hours), "{times:?}");
        }
    }

    #[test]
    fn the_end_is_announced_by_the_shortest_of_the_last_lives() {
        let (day, half) = ((0, Some(24), Some(24)), (100, Some(112), Some(112)));
        let current = (200, Some(200), None);
        for (earlier, age, lasted) in [
            (vec![], 500, None),
            (vec![day], 17, None),
            (vec![day], 18, Some(24)),
            (vec![day], 30, Some(24)),
            (vec![day, half], 8, None),
            (vec![day, half], 9, Some(12)),
            // Not known: noticed too late.
            (vec![(0, Some(2), Some(24))], 50, None),
            // Only the last three count.
            (
                vec![
                    (0, Some(2), Some(2)),
                    (10, Some(34), Some(34)),
                    (40, Some(64), Some(64)),
                    (70, Some(94), Some(94)),
                ],
                17,
                None,
            ),
            (
                vec![
                    (0, Some(2), Some(2)),
                    (10, Some(34), Some(34)),
                    (40, Some(64), Some(64)),
                    (70, Some(94), Some(94)),
                ],
                18,
                Some(24),
            ),
        ] {
            let records: Vec<_> =
                { earlier.iter() }.chain([&current]).map(|times| record("bl", *times)).collect();
            let found = lapse(&records, &used("bl", 200), at(200 + age));
            assert_eq!(
                found.as_ref().map(|lapse| lapse.lasted),
                lasted.map(TimeDelta::hours),
                "{earlier:?} {age}"
            );
            if let (Some(found), Some(lasted)) = (found, lasted) {
                assert_eq!((found.first_used, found.before), (at(200), at(200 + lasted)));
                assert_eq!(found.command.as_deref(), Some("bl auth login"));
            }
        }
    }

    #[test]
    fn only_what_a_hand_has_to_renew_is_announced() {
        let records = [record("bl", (0, Some(24), Some(24))), record("bl", (200, Some(300), None))];
        let announced = |used: &LoginUse| lapse(&records, used, at(300)).is_some();
        assert!(announced(&used("bl", 200)));
        assert!(!announced(&LoginUse { renewal: Renewal::Automatic, ..used("bl", 200) }));
        assert!(!announced(&LoginUse { is_refused: true, ..used("bl", 200) }));
        // Another login, of which nothing is known.
        assert!(!announced(&used("dev", 200)));
        assert_eq!(lapse(&[], &used("bl", 200), at(300)), None);
    }

    #[test]
    fn of_a_minted_token_its_age_and_the_last_renewal_are_known() {
        let mint = |times| LoginRecord { origin: TokenOrigin::Minted, ..record("pair", times) };
        let present = |first| LoginUse { origin: TokenOrigin::Minted, ..used("pair", first) };
        for (records, first, renewed) in [
            (vec![mint((0, Some(1), None))], 0, None),
            // One for each run: none of them lapsed.
            (vec![mint((0, Some(1), None)), mint((5, Some(6), None))], 5, None),
            (vec![mint((0, Some(12), Some(12))), mint((12, Some(13), None))], 12, Some((12, Some(12)))),
            (vec![mint((0, Some(2), Some(12))), mint((12, Some(13), None))], 12, Some((12, None))),
            (
                vec![mint((0, Some(12), Some(12))), mint((12, Some(20), None)), mint((30, Some(30), None))],
                30,
                Some((12, Some(12))),
            ),
        ] {
            let found = minted(&records, &present(first)).unwrap();
            let renewed =
                renewed.map(|(when, life): (i64, Option<i64>)| (at(when), life.map(TimeDelta::hours)));
            assert_eq!((found.first_used, found.renewed), (at(first), renewed), "{records:?}");
        }
        assert_eq!(minted(&[mint((0, None, None))], &used("pair", 0)), None);
        assert_eq!(minted(&[], &present(0)), None);
    }
}
