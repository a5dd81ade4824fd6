//! A thousand accounts in one process: their start is spread, each is read in time, and one that fails backs off alone.

use std::collections::BTreeMap;

use quotatop::app;

use super::script::*;

/// How long the server takes.
const TAKES: Duration = Duration::from_secs(1);

/// How late the program may be woken.
const STEP: Duration = Duration::from_millis(250);

/// Requests, each with when it was made and by which account.
type Log = Vec<(Duration, usize, Task)>;

struct Many {
    script: Script,
    /// The account whose balance is never answered.
    failing: Option<usize>,
    /// Requests that are answered at this time.
    under_way: BTreeMap<Duration, Vec<(Tag, Task)>>,
    log: Log,
}

impl Many {
    /// A service that begins to poll this many accounts, whose models it knows.
    fn begun(accounts: usize, failing: Option<usize>) -> Self {
        let mut script = Script::raw(SourceKind::Alibaba, false);
        script.state.keeps_lists = false;
        for seed in 1..accounts as u64 {
            let schedule = Schedule::new(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15), false);
            let profile =
                Profile::new(&format!("p{seed}"), SourceKind::Alibaba, REFRESH, schedule, script.now);
            script.state.open(profile);
        }
        for id in 0..accounts {
            script.state.begin_one(ProfileId(id), saved(many(2), 60), &FeedName::OF_SNAPSHOT, script.now);
        }
        Self { script, failing, under_way: BTreeMap::new(), log: Vec::new() }
    }

    /// Everything that is requested until then.
    fn run_for(mut self, time: Duration) -> Log {
        let end = self.script.now.monotonic + time;
        let effects = self.script.wake();
        self.note(&effects);
        loop {
            let wake = app::wake::Waking::new(&self.script.state, self.script.now).next(self.script.now);
            let next = self.under_way.keys().next().map_or(wake, |answer| wake.min(*answer));
            // What is due within a step happens together, whatever else does.
            let now = self.script.now.monotonic;
            let steps = next.as_nanos().div_ceil(STEP.as_nanos()).max(now.as_nanos() / STEP.as_nanos() + 1);
            let at = STEP * u32::try_from(steps).unwrap();
            self.script.after_millis(u64::try_from((at - now).as_millis()).unwrap());
            if self.script.now.monotonic > end {
                return self.log;
            }
            let answered = self.under_way.split_off(&(self.script.now.monotonic + Duration::from_nanos(1)));
            let answered = std::mem::replace(&mut self.under_way, answered);
            for (tag, task) in answered.into_values().flatten() {
                let effects = self.answer(tag.profile, task);
                self.note(&effects);
            }
            let effects = self.script.wake();
            self.note(&effects);
        }
    }

    fn answer(&mut self, id: ProfileId, task: Task) -> Vec<Effect> {
        match task {
            Task::Quotas => self.script.quotas_of(id, &many(2), None),
            Task::Account if self.failing == Some(id.0) => self.script.answer_of(id, task, Err(timed_out())),
            Task::Account => self.script.answer_of(id, task, Ok(Response::Account(dollars("12.40")))),
            Task::Switches => {
                let rows = Rows { rows: Vec::new(), odd: 0, failed: None };
                self.script.answer_of(id, task, Ok(Response::FreeQuotaOnly(rows)))
            }
            other => panic!("{other:?} was not due"),
        }
    }

    fn note(&mut self, effects: &[Effect]) {
        let now = self.script.now.monotonic;
        for (tag, task, ..) in requests(effects) {
            self.log.push((now, tag.profile.0, task));
            self.under_way.entry(now + TAKES).or_default().push((tag, task));
        }
    }
}

/// When each account made its requests of this kind.
fn times(log: &Log, of: Task) -> BTreeMap<usize, Vec<Duration>> {
    let mut times: BTreeMap<usize, Vec<Duration>> = BTreeMap::new();
    for (at, account, _) in log.iter().filter(|(_, _, task)| *task == of) {
        times.entry(*account).or_default().push(*at);
    }
    times
}

/// The most of these that lie within a second.
fn most_in_a_second(mut times: Vec<Duration>) -> usize {
    times.sort_unstable();
    let within = |(at, time): (usize, &Duration)| {
        times[at..].iter().take_while(|other| **other < *time + Duration::from_secs(1)).count()
    };
    times.iter().enumerate().map(within).max().unwrap_or_default()
}

#[test]
fn a_thousand_accounts_begin_one_after_the_other_and_are_read_in_time() {
    let log = Many::begun(1000, None).run_for(REFRESH * 7 / 2);
    for task in [Task::Account, Task::Quotas] {
        let times = times(&log, task);
        assert_eq!(times.len(), 1000);
        let firsts: Vec<Duration> = times.values().map(|times| times[0]).collect();
        assert_eq!(firsts.iter().filter(|at| at.is_zero()).count(), 16, "{task:?}");
        assert!(firsts.iter().all(|at| *at <= REFRESH), "{task:?}: {:?}", firsts.iter().max());
        assert!(most_in_a_second(firsts) <= 40, "{task:?}");
        for (account, times) in &times {
            let latest = REFRESH * 11 / 10 + TAKES + STEP * 2;
            assert!(times.windows(2).all(|pair| pair[1] - pair[0] <= latest), "{account}: {times:?}");
            assert!(times.len() >= 2, "{account}: {times:?}");
        }
        // 17 on average.
        assert!(most_in_a_second(times.into_values().flatten().collect()) <= 50, "{task:?}");
    }
}

#[test]
fn an_account_that_fails_backs_off_alone() {
    const FAILING: usize = 70;
    let time = REFRESH * 10;
    let [whole, failing] = [None, Some(FAILING)].map(|failing| Many::begun(100, failing).run_for(time));
    let others =
        |log: &Log| log.iter().filter(|(_, account, _)| *account != FAILING).copied().collect::<Log>();
    assert_eq!(others(&failing), others(&whole));
    let pauses = |log: &Log, task| {
        let times = times(log, task).remove(&FAILING).unwrap();
        times.windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<_>>()
    };
    let balance = pauses(&failing, Task::Account);
    assert!(
        balance[0] < balance[1] && balance[1..].iter().all(|pause| *pause > REFRESH * 3 / 2),
        "{balance:?}"
    );
    assert!(
        pauses(&failing, Task::Quotas).iter().all(|pause| *pause <= REFRESH * 11 / 10 + TAKES + STEP * 2)
    );
}

#[test]
fn a_one_shot_command_waits_for_no_turn_and_neither_does_the_user() {
    let mut polled = Many::begun(50, None);
    let waiting = ProfileId(49);
    let due =
        |script: &Script| script.state.profile_at(waiting).unwrap().schedule.due(Task::Account).unwrap();
    assert!(due(&polled.script) > Duration::from_secs(1));
    polled.script.wake();
    let effects = polled.script.type_in("r");
    let is_its =
        |(tag, task, ..): (Tag, Task, &Request, bool)| tag.profile == waiting && task == Task::Account;
    assert!(requests(&effects).any(is_its), "{effects:?}");
    let mut once = Script::raw(SourceKind::Alibaba, true);
    for seed in 1..50 {
        let schedule = Schedule::new(seed, true);
        once.state.open(Profile::new("p", SourceKind::Alibaba, REFRESH, schedule, once.now));
    }
    once.state.begin_one(waiting, saved(many(2), 60), &FeedName::OF_SNAPSHOT, once.now);
    assert_eq!(due(&once), Duration::ZERO);
}
