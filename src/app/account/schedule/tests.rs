use super::*;

const REFRESH: Duration = Duration::from_mins(1);

fn now(seconds: u64) -> Now {
    let start: DateTime<Utc> = "2026-11-22T06:00:00Z".parse().unwrap();
    Now { utc: start + Duration::from_secs(seconds), monotonic: Duration::from_secs(seconds) }
}

fn timed_out() -> Cause {
    Cause::TimedOut { host: "h".into(), seconds: 15 }
}

#[test]
fn a_task_is_taken_once_and_repeats_after_its_interval_with_jitter() {
    let mut schedule = Schedule::new(7, false);
    schedule.plan(Task::Quotas, Duration::ZERO);
    assert_eq!(schedule.take_ready(Duration::ZERO), [(Task::Quotas, false)]);
    assert_eq!(schedule.take_ready(Duration::from_hours(1)), []);
    for _ in 0..1000 {
        schedule.succeeded(Task::Quotas, Some(REFRESH), Duration::ZERO);
        let due = schedule.due(Task::Quotas).unwrap();
        assert!((Duration::from_secs(54)..=Duration::from_secs(66)).contains(&due), "{due:?}");
        schedule.start(Task::Quotas);
    }
}

#[test]
fn an_outage_backs_off_to_two_minutes_and_a_refusal_to_ten() {
    for (cause, longest) in [(timed_out(), 108..=132), (Cause::RateLimited { until: None }, 540..=660)] {
        let mut schedule = Schedule::new(7, false);
        let mut pauses = Vec::new();
        for _ in 0..40 {
            schedule.failed(Task::Account, &cause, REFRESH, now(0));
            pauses.push(schedule.due(Task::Account).unwrap().as_secs());
        }
        assert!((54..=66).contains(&pauses[0]), "{pauses:?}");
        assert!((108..=132).contains(&pauses[1]), "{pauses:?}");
        assert!(pauses[4..].iter().all(|pause| longest.contains(pause)), "{pauses:?}");
    }
    for (refresh, pause) in [(10, 120), (60, 120), (300, 300), (3600, 3600)] {
        let refresh = Duration::from_secs(refresh);
        assert_eq!(back_off(refresh, 9, MAX_BACK_OFF_IN_OUTAGE), Duration::from_secs(pause));
    }
}

#[test]
fn after_an_outage_of_any_length_a_request_follows_within_two_refreshes() {
    for outage in [1, 60, 720, 12 * 3600] {
        let mut schedule = Schedule::new(outage, false);
        schedule.plan(Task::Quotas, Duration::ZERO);
        let mut at = 0;
        while at < outage {
            assert_eq!(schedule.take_ready(Duration::from_secs(at)).len(), 1);
            schedule.failed(Task::Quotas, &timed_out(), REFRESH, now(at));
            at = schedule.due(Task::Quotas).unwrap().as_secs() + 1;
        }
        assert!(at - outage <= 133, "{} s after {outage} s", at - outage);
    }
}

#[test]
fn a_wait_holds_even_if_the_user_refreshes() {
    let mut schedule = Schedule::new(7, false);
    schedule.plan(Task::Quotas, Duration::ZERO);
    schedule.take_ready(Duration::ZERO);
    let until = now(90).utc;
    let asked = schedule.failed(Task::Quotas, &Cause::RateLimited { until: Some(until) }, REFRESH, now(0));
    assert_eq!(asked, Some(until));
    schedule.force(Task::Quotas, Duration::from_secs(1));
    assert_eq!(schedule.take_ready(Duration::from_secs(89)), []);
    assert_eq!(schedule.next_wake(Duration::from_secs(89)), Some(Duration::from_secs(90)));
    assert_eq!(schedule.wait(FeedName::Quotas, Duration::from_secs(89)).unwrap().until_utc, until);
    assert_eq!(schedule.wait(FeedName::Account, Duration::from_secs(89)), None);
    assert_eq!(schedule.take_ready(Duration::from_secs(90)), [(Task::Quotas, true)]);
}

#[test]
fn throttling_without_a_time_waits_like_any_failure() {
    let mut schedule = Schedule::new(7, false);
    let until = schedule.failed(Task::Quotas, &Cause::RateLimited { until: None }, REFRESH, now(0)).unwrap();
    assert!((54..=66).contains(&(until - now(0).utc).num_seconds()));
    assert!(!schedule.forget_wait(FeedName::Quotas, Duration::from_secs(53)));
    assert!(schedule.forget_wait(FeedName::Quotas, Duration::from_secs(66)));
    assert!(!schedule.forget_wait(FeedName::Quotas, Duration::from_secs(66)));
}

#[test]
fn a_missing_login_is_looked_for_at_the_usual_interval() {
    let mut schedule = Schedule::new(7, false);
    for _ in 0..10 {
        schedule.failed(Task::Account, &Cause::NoAccessKey { looked_for: vec![] }, REFRESH, now(0));
    }
    assert!(schedule.due(Task::Account).unwrap() <= Duration::from_secs(66));
}

#[test]
fn once_means_once() {
    let mut schedule = Schedule::new(7, true);
    schedule.plan(Task::Account, Duration::ZERO);
    schedule.take_ready(Duration::ZERO);
    assert!(!schedule.is_settled(Duration::ZERO));
    schedule.failed(Task::Account, &timed_out(), REFRESH, now(0));
    assert!(schedule.is_settled(Duration::from_hours(9)));
    assert_eq!(schedule.next_wake(Duration::ZERO), None);
}
