//! The running commands, so that none outlives the program.

use std::{
    collections::BTreeSet,
    sync::{Mutex, MutexGuard, PoisonError},
};

use rustix::process::{Pid, Signal, kill_process_group};

/// The process groups of running commands.
#[derive(Default)]
pub(super) struct Running {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    groups: BTreeSet<i32>,
    has_ended: bool,
}

impl Running {
    /// A command that starts after the end is killed at once.
    pub(super) fn add(&self, group: Pid) {
        let mut state = self.state();
        state.groups.insert(group.as_raw_pid());
        if state.has_ended {
            let _ = kill_process_group(group, Signal::KILL);
        }
    }

    /// Before it is reaped: then its process ID may be reused.
    pub(super) fn remove(&self, group: Pid) {
        self.state().groups.remove(&group.as_raw_pid());
    }

    /// Kills them all. Their messages stay in the outbox for the next run.
    pub(super) fn end(&self) {
        let mut state = self.state();
        state.has_ended = true;
        for group in state.groups.iter().filter_map(|group| Pid::from_raw(*group)) {
            let _ = kill_process_group(group, Signal::KILL);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
