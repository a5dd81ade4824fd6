//! Files: exported bills, snapshots, recordings, configurations, logins of other programs.

use std::{
    fs,
    io::{self, Read},
    ops::ControlFlow,
    path::PathBuf,
    sync::Arc,
    thread,
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::ExposeSecret as _;

use super::answers::replayed;
use crate::{
    config,
    domain::{
        Cause, FeedName, Model, Snapshot, Thresholds,
        action::bindable,
        bill::{BillDay, FileReading},
    },
    source::{
        Secrets,
        alibaba::credentials::{Surroundings, Wanted, find},
        bill_file::{self, BillFile},
        http::{Arrived, Play, Record as _, Sent},
        recording::{Hidden, Owner, Player, Recorder, Recording},
        snapshot::document::{self, Judging, Parts},
    },
};

/// An exported file. However it comes, whole or a few bytes at a time, the same is read.
pub fn bill_csv(bytes: &[u8]) {
    let whole = export(bytes);
    let (files, days) = &whole;
    for FileReading { outcome, .. } in files {
        if let Ok(facts) = outcome {
            let lines: usize = days.iter().map(|day| day.lines.len()).sum();
            assert_eq!(u64::try_from(lines), Ok(facts.lines), "every line has its day");
        }
    }
    assert!(export(Trickle(bytes)) == whole, "it depends on how the file is read");
}

fn export(content: impl Read) -> (Vec<FileReading>, Vec<BillDay>) {
    let file = BillFile { name: "bill.csv".to_owned(), modified_at: None, content: Ok(content) };
    let read = bill_file::read([file], now(), &folder(), &mut |_| ControlFlow::Continue(()));
    let Ok(mut export) = read else { return Default::default() };
    let days: io::Result<Vec<_>> = export.days(None).map(|day| Ok(day?.unpack())).collect();
    (export.files, days.unwrap_or_default())
}

/// Gives at most seven bytes at a time.
struct Trickle<'a>(&'a [u8]);

impl Read for Trickle<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = buffer.len().min(7);
        self.0.read(buffer.get_mut(..most).unwrap_or_default())
    }
}

/// `--snapshot`. What is written of it reads back to the same.
pub fn snapshot(bytes: &[u8]) {
    let Ok(snapshot) = document::read(bytes, now()) else { return };
    let text = written(&snapshot);
    let again = document::read(text.as_bytes(), now());
    assert_eq!(again.map(|snapshot| written(&snapshot)), Ok(text));
}

fn written(snapshot: &Snapshot) -> String {
    let describe = |cause: &Cause| match cause {
        Cause::Reported { message, remedy, .. } => (message.clone(), remedy.clone()),
        other => (format!("{other:?}"), String::new()),
    };
    let thresholds = Thresholds::default();
    let refresh = Duration::from_mins(1);
    let judging = Judging { thresholds: &thresholds, refresh, now: now().into(), describe: &describe };
    let shown: Vec<&Model> = snapshot.models.iter().collect();
    let mut out = Vec::new();
    let done = document::write(&mut out, snapshot, &shown, Parts::Everything, &judging);
    assert!(done.is_ok(), "memory can be written");
    String::from_utf8_lossy(&out).into_owned()
}

/// `--replay`: the document, and the account in it.
pub fn recording(bytes: &[u8]) {
    let Ok(recording) = Recording::parse(&String::from_utf8_lossy(bytes)) else { return };
    let again = Recording::parse(&recording.to_json());
    assert_eq!(again.map(|again| again.to_json()), Ok(recording.to_json()));
    let player: Arc<dyn Play> = Arc::new(Player::new(&recording));
    replayed(&recording, &player);
}

/// The ID of an account, which no recording may hold as a word.
const ACCOUNT: &str = "1234567890123456";

/// A secret, which no recording may hold at all.
const SECRET: &str = "s3cret-of-the-pair";

/// `doctor --record`: nothing that is known of the owner is left, and the result can be read.
pub fn redaction(bytes: &[u8]) {
    let recorder = Recorder::default();
    for api in ["QueryAccountBalance", "prometheus/query"] {
        let form = [("params", "{\"Data\":{}}".to_owned())];
        let sent = Sent {
            feed: FeedName::Account,
            api,
            method: "POST",
            host: "business.aliyuncs.com",
            target: "/?Action=QueryAccountBalance",
            form: Some(&form),
        };
        let body = String::from_utf8_lossy(bytes).into_owned();
        recorder.record(&sent, Ok(&Arrived { status: 200, headers: Vec::new(), body }), Duration::ZERO);
    }
    let secrets = Secrets::default();
    secrets.add(SECRET);
    let owner = Owner { ids: vec![(ACCOUNT.to_owned(), Hidden::Account)], ..Owner::default() };
    let recording = recorder.redacted(now(), &owner, &secrets).recording;
    // In JSON, what is before a word may look like a part of it: `\n`.
    for body in recording.calls.iter().filter_map(|call| call.body.as_ref()) {
        assert!(!has_word(body, ACCOUNT), "the account is left in {body}");
    }
    let text = recording.to_json();
    assert!(!text.contains(SECRET), "the secret is left in {text}");
    assert!(Recording::parse(&text).is_ok(), "{text}");
}

/// Whether `value` is in `text`, and no part of a longer word.
fn has_word(text: &str, value: &str) -> bool {
    let is_part = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_');
    text.match_indices(value).any(|(at, _)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at.saturating_add(value.len())..).unwrap_or_default();
        // In JSON, `\u0031` goes on like `1`.
        let goes_on = after.starts_with(is_part) || after.starts_with("\\u");
        !before.is_some_and(is_part) && !goes_on
    })
}

/// The configuration, and a theme. What is shown of a configuration is one.
pub fn config(bytes: &[u8]) {
    let actions = bindable();
    match config::parse_bytes(bytes, &actions) {
        Ok(config) => {
            let shown = config.to_toml(&actions);
            let again = config::parse(&shown, &actions).map(|again| again.to_toml(&actions));
            assert_eq!(again, Ok(shown));
        }
        Err(problems) => {
            assert!(!problems.is_empty(), "it is refused without a reason");
            let lines = bytes.split(|byte| *byte == b'\n').count();
            for problem in problems {
                assert!((1..=lines).contains(&problem.line) && problem.column >= 1, "{problem}");
                assert!(!problem.to_string().contains(char::is_control), "{problem:?}");
            }
        }
    }
    if let Err(problems) = config::theme_file::parse_theme(&String::from_utf8_lossy(bytes)) {
        assert!(problems.iter().all(|problem| !problem.to_string().contains(char::is_control)));
    }
}

/// Where other programs keep logins, below the home folder.
const LOGINS: [&str; 3] = [".bailian/config.json", ".aliyun/config.json", ".alibabacloud/credentials"];

/// The login files of `bl`, `aliyun` and the SDKs. Whatever is taken from them can be sent as a header.
pub fn logins(bytes: &[u8]) {
    let home = folder();
    for name in LOGINS {
        let path = home.join(name);
        let is_there = path.parent().is_some_and(|parent| fs::create_dir_all(parent).is_ok())
            && fs::write(&path, bytes).is_ok();
        assert!(is_there, "cannot write {}", path.display());
        let surroundings =
            Surroundings { home: Some(home.clone()), variable: Arc::new(|_| None), now: now() };
        for wanted in [Some("prod".to_owned()), None] {
            let wanted = Wanted { bl_profile: wanted.clone(), aliyun_profile: wanted, ..Wanted::default() };
            let found = find(&wanted, &surroundings);
            for token in &found.tokens {
                let is_fit = token.token.expose_secret().bytes().all(|byte| byte.is_ascii_graphic());
                assert!(is_fit, "it cannot be sent");
            }
            for problem in found.problems {
                super::answers::check(&problem.cause);
            }
        }
        let _ = fs::remove_file(path);
    }
}

/// A folder of this thread: fuzzers and tests run side by side.
fn folder() -> PathBuf {
    let name = format!("quotatop-fuzzing-{}-{:?}", std::process::id(), thread::current().id());
    let folder = std::env::temp_dir().join(name);
    let _ = fs::create_dir_all(&folder);
    folder
}

fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(1_795_846_327)
}
