//! Parses the file into a [`Config`], or reports every problem in it.

use std::collections::BTreeSet;

use toml::de::DeTable;

use super::{
    Alerts, Config, Endpoints, Fleet, Profile, Watch, endpoint, keys,
    parse_channel::channel,
    problem::{Accepted, Problem, What},
    section::{Found, Section},
    value,
};
use crate::domain::{SourceKind, key::Bindable};

/// Of the name of a profile or channel, in bytes.
const LONGEST_NAME: usize = 64;

/// Like [`parse`], for the bytes of a file: text that is not UTF-8 is a problem like any other.
pub fn parse_bytes(bytes: &[u8], actions: &[Bindable]) -> Result<Config, Vec<Problem>> {
    of_bytes(bytes, |text| parse(text, actions))
}

pub(super) fn of_bytes<T>(
    bytes: &[u8],
    parse: impl FnOnce(&str) -> Result<T, Vec<Problem>>,
) -> Result<T, Vec<Problem>> {
    match std::str::from_utf8(bytes) {
        Ok(text) => parse(text),
        Err(error) => {
            let found = Found { at: error.valid_up_to(), key: String::new(), what: What::NotUtf8 };
            Err(located(bytes, vec![found]))
        }
    }
}

/// Reads a configuration, in which keys may be bound to these actions. Relative paths in it stay relative.
///
/// # Errors
/// Every problem, in the order of the text. In malformed TOML, those that the parser reaches after
/// recovering; problems that depend on more than one key, or are on a malformed line, are then left out.
pub fn parse(text: &str, actions: &[Bindable]) -> Result<Config, Vec<Problem>> {
    read(text, |root| file(root, actions))
}

pub(super) fn read<T>(text: &str, body: impl FnOnce(&mut Section<'_>) -> T) -> Result<T, Vec<Problem>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut found = Vec::new();
    let parsed = Section::read(table.get_ref(), (String::new(), 0), &mut found, body);
    if found.is_empty() && errors.is_empty() {
        return Ok(parsed);
    }
    if !errors.is_empty() {
        found.retain(|found| !found.what.spans_keys());
    }
    found.extend(errors.iter().map(|error| Found {
        at: error.span().map_or(text.len(), |span| span.start),
        key: String::new(),
        what: What::Syntax { message: error.message().to_owned() },
    }));
    let mut problems = located(text.as_bytes(), found);
    let malformed: BTreeSet<usize> =
        problems.iter().filter(|problem| problem.what.is_syntax()).map(|problem| problem.line).collect();
    problems.retain(|problem| problem.what.is_syntax() || !malformed.contains(&problem.line));
    problems.dedup_by(|later, first| later.what.is_syntax() && later.line == first.line);
    Err(problems)
}

fn file(root: &mut Section<'_>, actions: &[Bindable]) -> Config {
    let default = Config::default();
    let chosen = root.value("default_profile", value::text);
    let lang = root.value("lang", value::word);
    let columns = root.value("columns", value::word_list).unwrap_or_default();
    let profiles = root.named("profiles", is_name, profile);
    // Whether the chosen profile exists is only known if both were accepted.
    let is_known =
        chosen.is_some() == root.has("default_profile") && profiles.is_some() == root.has("profiles");
    let config = Config {
        theme: root.value("theme", value::text).unwrap_or(default.theme),
        ascii: root.value("ascii", value::flag),
        profiles: profiles.filter(|profiles| !profiles.is_empty()).unwrap_or(default.profiles),
        default_profile: chosen.clone().unwrap_or(default.default_profile),
        lang,
        columns,
        alerts: root.table("alerts", alerts).unwrap_or_default(),
        channels: root.named("channels", is_name, channel).unwrap_or_default(),
        keys: root.table("keys", |section| keys::keys(section, actions)).unwrap_or_default(),
        watch: root.table("watch", watch).unwrap_or_default(),
    };
    if is_known && !config.profiles.contains_key(&config.default_profile) {
        let named_by = if chosen.is_some() { "default_profile" } else { "profiles" };
        let profiles = config.profiles.keys().cloned().collect();
        root.report_at(named_by, "default_profile", What::NoSuchProfile { given: chosen, profiles });
    }
    config
}

fn profile(section: &mut Section<'_>) -> Profile {
    let source = section.value("source", value::word);
    let mut profile = Profile {
        source: source.unwrap_or(SourceKind::Alibaba),
        site: section.value("site", value::word),
        region: section.value("region", value::word),
        refresh: section.value("refresh", value::refresh).unwrap_or(Profile::default().refresh),
        bl_profile: section.value("bl_profile", value::text),
        aliyun_profile: section.value("aliyun_profile", value::text),
        workspace_id: section.value("workspace_id", value::text),
        read_only: section.value("read_only", value::flag).unwrap_or(Profile::default().read_only),
        snapshot: section.value("snapshot", value::path),
        fleet: fleet(section),
        endpoints: section.table("endpoints", endpoints).unwrap_or_default(),
    };
    // A source that was not accepted may be a misspelling of any of them.
    if source.is_some() || !section.has("source") {
        let needs = [
            ("snapshot", SourceKind::Snapshot, Some(Accepted::SnapshotFile)),
            ("url", SourceKind::Prometheus, Some(Accepted::ServerAddress)),
            ("match", SourceKind::Prometheus, None),
            ("headers", SourceKind::Prometheus, None),
        ];
        for (key, of, accepted) in needs {
            let kind = of.into_str();
            match (profile.source == of, section.has(key), accepted) {
                (true, false, Some(accepted)) => {
                    section.report_at("source", key, What::NeededBySource { kind, accepted });
                }
                (false, true, _) => section.report_at(key, key, What::OfAnotherSource { kind }),
                _ => {}
            }
        }
    }
    profile.fleet = profile.fleet.filter(|_| profile.source == SourceKind::Prometheus);
    profile
}

/// Absent without an accepted address.
fn fleet(section: &mut Section<'_>) -> Option<Fleet> {
    let url = section.value("url", value::server_address);
    let matchers = section.value("match", value::matchers).unwrap_or_default();
    let headers = section.value("headers", value::headers).unwrap_or_default();
    let url = url?;
    if !headers.is_empty() && !endpoint::is_secure(&url) {
        section.report_at("url", "url", What::WrongValue { given: None, accepted: Accepted::BaseAddress });
    }
    Some(Fleet { url, matchers, headers })
}

fn endpoints(section: &mut Section<'_>) -> Endpoints {
    Endpoints {
        console: section.value("console", value::origin),
        billing: section.value("billing", value::origin),
        openapi: section.value("openapi", value::origin),
        prometheus: section.value("prometheus", value::base_address),
    }
}

fn alerts(section: &mut Section<'_>) -> Alerts {
    let default = Alerts::default();
    Alerts {
        low_percent: section.value("low_percent", value::percent).unwrap_or(default.low_percent),
        expiring: section.value("expiring", value::ahead).unwrap_or(default.expiring),
        monthly_spend: section.value("monthly_spend", value::amount),
        hourly_spend: section.value("hourly_spend", value::amount),
        runs_out: section.value("runs_out", value::ahead).unwrap_or(default.runs_out),
        balance_below: section.value("balance_below", value::amount),
        feed_failing: section.value("feed_failing", value::ahead).unwrap_or(default.feed_failing),
        off: section.value("off", value::word_list).unwrap_or_default(),
    }
}

fn watch(section: &mut Section<'_>) -> Watch {
    let default = Watch::default();
    Watch {
        turn: section.value("turn", value::turn).unwrap_or(default.turn),
        night: section.value("night", value::night),
        shift: section.value("shift", value::flag).unwrap_or(default.shift),
    }
}

pub(super) fn is_name(name: &str) -> bool {
    (1..=LONGEST_NAME).contains(&name.len())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

/// Finds the line and column of each problem, in one pass over the text; sorted.
fn located(bytes: &[u8], mut found: Vec<Found>) -> Vec<Problem> {
    found.sort_by_key(|found| found.at);
    let (mut line, mut column) = (1, 1);
    let mut rest = bytes.iter().enumerate().peekable();
    let problems = found.into_iter().map(|Found { at, key, what }| {
        while let Some((_, byte)) = rest.next_if(|(index, _)| *index < at) {
            match byte {
                b'\n' => (line, column) = (line + 1, 1),
                // The second and later bytes of a character.
                0x80..=0xbf => {}
                _ => column += 1,
            }
        }
        Problem { line, column, key, what }
    });
    problems.collect()
}
