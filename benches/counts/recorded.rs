//! The recorded counts, and the comparison with them.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::PathBuf};

use serde::Deserialize;

/// Growth by more than this share of a hundred fails.
const TOLERATED: u64 = 10;

/// Of one work.
pub(crate) struct Count {
    pub(crate) name: String,
    pub(crate) allocations: u64,
    /// Of all allocations together.
    pub(crate) bytes: u64,
    /// Absent if they were not counted.
    pub(crate) instructions: Option<u64>,
}

impl Count {
    fn figures(&self) -> [(&'static str, Option<u64>); 3] {
        [
            ("allocations", Some(self.allocations)),
            ("bytes", Some(self.bytes)),
            ("instructions", self.instructions),
        ]
    }
}

#[derive(Default)]
pub(crate) struct Recorded {
    pub(crate) compiler: String,
    pub(crate) counts: Vec<Count>,
}

#[derive(Deserialize)]
struct File {
    compiler: String,
    #[serde(flatten)]
    counts: BTreeMap<String, BTreeMap<String, u64>>,
}

impl Recorded {
    pub(crate) fn read() -> Self {
        let text = fs::read_to_string(path()).unwrap_or_else(|_| "compiler = \"\"".to_owned());
        let File { compiler, counts } = toml::from_str(&text).unwrap();
        let count = |(name, figures): (String, BTreeMap<String, u64>)| {
            let figure = |key: &str| figures.get(key).copied();
            let (allocations, bytes) = (figure("allocations").unwrap(), figure("bytes").unwrap());
            Count { name, allocations, bytes, instructions: figure("instructions") }
        };
        Self { compiler, counts: counts.into_iter().map(count).collect() }
    }

    pub(crate) fn write(&self) {
        let mut text = format!(
            "# Written by `QUOTATOP_COUNTS=record cargo test --bench counts`.\ncompiler = \"{}\"\n",
            self.compiler
        );
        for count in &self.counts {
            writeln!(text, "\n[\"{}\"]", count.name).unwrap();
            for (figure, value) in count.figures() {
                writeln!(text, "{figure} = {}", value.expect("valgrind is needed to record")).unwrap();
            }
        }
        fs::write(path(), text).unwrap();
    }

    fn of(&self, name: &str) -> Option<&Count> {
        self.counts.iter().find(|count| count.name == name)
    }

    /// A line for each figure that has grown too much, or was never recorded.
    pub(crate) fn grown(&self, counts: &[Count]) -> Vec<String> {
        let mut lines = Vec::new();
        for count in counts {
            let Some(recorded) = self.of(&count.name) else {
                lines.push(format!("{}: not recorded", count.name));
                continue;
            };
            for ((figure, now), (_, before)) in count.figures().into_iter().zip(recorded.figures()) {
                if let (Some(now), Some(before)) = (now, before)
                    && has_grown(before, now)
                {
                    lines.push(format!("{}: {now} {figure}, recorded were {before}", count.name));
                }
            }
        }
        lines
    }
}

fn has_grown(before: u64, now: u64) -> bool {
    now > before + before * TOLERATED / 100
}

fn path() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "benches", "counts", "recorded.toml"].iter().collect()
}

/// The counts as Markdown, each with its change against the recorded one.
pub(crate) fn table(counts: &[Count], recorded: &Recorded) -> String {
    let mut table =
        "| counted | allocations | bytes allocated | instructions |\n|---|---:|---:|---:|\n".to_owned();
    for count in counts {
        let before = recorded.of(&count.name).map(Count::figures);
        write!(table, "| {} |", count.name).unwrap();
        for (at, (_, now)) in count.figures().into_iter().enumerate() {
            let before = before.and_then(|figures| figures.get(at)?.1);
            write!(table, " {} |", cell(now, before)).unwrap();
        }
        table.push('\n');
    }
    table
}

fn cell(now: Option<u64>, before: Option<u64>) -> String {
    match (now, before) {
        (None, _) => "not counted".to_owned(),
        (Some(now), Some(before)) if now.abs_diff(before) * 1000 > before => {
            let change = (i128::from(now) - i128::from(before)) * 1000 / i128::from(before);
            format!("{} ({}{}.{} %)", grouped(now), sign(now >= before), change.abs() / 10, change.abs() % 10)
        }
        (Some(now), _) => grouped(now),
    }
}

const fn sign(is_more: bool) -> &'static str {
    if is_more { "+" } else { "−" }
}

/// With commas between thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
