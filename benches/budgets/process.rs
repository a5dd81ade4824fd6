//! What the system says of a process and its children.

use std::{collections::BTreeMap, fs, time::Duration};

/// At one moment.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sample {
    /// Its share of memory (PSS), in KiB.
    pub(crate) memory: u64,
    pub(crate) threads: usize,
    pub(crate) cpu: Duration,
    /// How often a thread has waited and gone on.
    pub(crate) wakeups: f64,
}

impl Sample {
    pub(crate) fn of(process: u32) -> Self {
        let mut sample = Self::default();
        for process in with_children(process) {
            sample.memory += field(&format!("/proc/{process}/smaps_rollup"), "Pss:");
            for thread in numbers(&format!("/proc/{process}/task")) {
                let folder = format!("/proc/{process}/task/{thread}");
                let scheduled = fs::read_to_string(format!("{folder}/schedstat")).unwrap_or_default();
                let nanoseconds = scheduled.split_whitespace().next().and_then(|text| text.parse().ok());
                sample.cpu += Duration::from_nanos(nanoseconds.unwrap_or_default());
                let wakeups = field(&format!("{folder}/status"), "voluntary_ctxt_switches:");
                sample.wakeups += f64::from(u32::try_from(wakeups).unwrap_or(u32::MAX));
                sample.threads += 1;
            }
        }
        sample
    }
}

/// The most of a process that was ever in memory, shared or not, in KiB; 0 once it has ended.
#[allow(dead_code, reason = "the bench of the scale calls it")]
pub(crate) fn peak(process: u32) -> u64 {
    field(&format!("/proc/{process}/status"), "VmHWM:")
}

fn with_children(process: u32) -> Vec<u32> {
    let mut children: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for process in numbers("/proc") {
        let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        let parent = stat.rsplit(')').next().and_then(|rest| rest.split_whitespace().nth(1)?.parse().ok());
        children.entry(parent.unwrap_or_default()).or_default().push(process);
    }
    let mut all = vec![process];
    let mut at = 0;
    while let Some(process) = all.get(at) {
        let found = children.remove(process).unwrap_or_default();
        all.extend(found);
        at += 1;
    }
    all
}

fn numbers(folder: &str) -> Vec<u32> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect()
}

/// 0 where there is none.
fn field(file: &str, name: &str) -> u64 {
    let text = fs::read_to_string(file).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|rest| rest.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}
