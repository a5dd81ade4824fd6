//! The configuration file: a corpus of files, the shipped example, and properties.

mod properties;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use chrono::TimeDelta;
use quotatop::{
    config::{
        self, Address, Alerts, Channel, Config, Endpoints, Fleet, Keys, Language, LoadError, Problem,
        Profile, Template, Watch, Webhook, What,
    },
    domain::action::bindable,
    domain::{
        ListColumn, Region, Site, SourceKind,
        alert::Rule,
        fleet::{Compare, Matcher, Matchers},
        key::{Code, Key},
    },
};
use rust_decimal::Decimal;
use strum::IntoEnumIterator as _;

fn corpus(kind: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/contract/config").join(kind);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|file| file.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    assert!(files.len() > 5, "the corpus of {kind} files is there");
    files
}

fn read(text: &str) -> Result<Config, Vec<Problem>> {
    config::parse(text, &bindable())
}

fn load(file: &Path) -> Result<Option<Config>, LoadError> {
    config::load(file, &bindable())
}

fn parse(text: &str) -> Config {
    read(text).unwrap_or_else(|problems| panic!("{text}\n{problems:?}"))
}

#[test]
fn valid_files_load_and_read_back_as_shown() {
    for file in corpus("valid") {
        let config = load(&file).unwrap_or_else(|error| panic!("{error}")).unwrap();
        assert_eq!(parse(&config.to_toml(&bindable())), without_tokens(config), "{}", file.display());
    }
}

/// A .txt file of the same name lists the problems of each invalid file.
#[test]
fn every_problem_of_an_invalid_file_is_reported() {
    for file in corpus("invalid") {
        let reported = match load(&file) {
            Err(LoadError::Wrong { problems, .. }) => {
                problems.iter().map(|problem| problem.to_string() + "\n").collect::<String>()
            }
            other => panic!("{}: {other:?}", file.display()),
        };
        let expected = fs::read_to_string(file.with_extension("txt")).unwrap();
        assert_eq!(reported, expected, "{}", file.display());
        for secret in ["never-shown", "hunter2"] {
            assert!(!reported.contains(secret), "{}", file.display());
        }
    }
}

#[test]
fn a_full_file_means_what_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/contract/config/valid");
    let config = load(&folder.join("full.toml")).unwrap().unwrap();
    let text = |text: &str| Some(text.to_owned());
    let work = Profile {
        source: SourceKind::Alibaba,
        site: Some(Site::China),
        region: Some(Region::Beijing),
        refresh: Duration::from_mins(90),
        bl_profile: text("dev"),
        aliyun_profile: text("prod"),
        workspace_id: text("llm-0123456789abcdef"),
        read_only: true,
        snapshot: None,
        fleet: None,
        endpoints: Endpoints {
            console: text("https://console.example.com"),
            billing: text("http://127.0.0.1:8080"),
            openapi: text("http://[::1]:8080"),
            prometheus: text("https://prometheus.example.com/prometheus/x/y"),
        },
    };
    let saved = Profile {
        source: SourceKind::Snapshot,
        snapshot: Some(folder.join("saved/quotas.json")),
        ..Profile::default()
    };
    let fleet = Profile {
        source: SourceKind::Prometheus,
        fleet: Some(Fleet {
            url: "https://prometheus.example.com/x".to_owned(),
            matchers: "team=\"a\", env=~\"prod|test\"".parse().unwrap(),
            headers: [("Authorization".to_owned(), "PROMETHEUS_LOGIN".to_owned())].into(),
        }),
        ..Profile::default()
    };
    let demo = Profile { source: SourceKind::Demo, ..Profile::default() };
    let alerts = Alerts {
        low_percent: Decimal::new(25, 1),
        expiring: TimeDelta::zero(),
        monthly_spend: Some(Decimal::new(20, 0)),
        hourly_spend: Some(Decimal::new(55, 1)),
        runs_out: TimeDelta::hours(36),
        balance_below: Some(Decimal::new(500, 2)),
        feed_failing: TimeDelta::minutes(45),
        off: BTreeSet::from([Rule::Low, Rule::SignIn]),
    };
    let minute = Duration::from_mins(1);
    let channels = [
        (
            "script",
            Channel::Command { command: vec!["notify".to_owned(), "-u".to_owned()], time_limit: minute },
        ),
        (
            "chat",
            Channel::Webhook(Webhook {
                address: Address::Variable("CHAT_URL".to_owned()),
                template: Template::parse("{\"text\": \"{title}\"}"),
                headers: BTreeMap::new(),
                time_limit: Duration::from_secs(30),
            }),
        ),
        (
            "server",
            Channel::Webhook(Webhook {
                address: Address::Url("http://127.0.0.1:8080/hook?x=1".to_owned()),
                template: None,
                headers: [("Authorization".to_owned(), "HOOK_AUTH".to_owned())].into(),
                time_limit: Duration::from_secs(30),
            }),
        ),
        ("bell", Channel::Bell),
        ("screen", Channel::Desktop),
    ];
    let channels = channels.map(|(name, channel)| (name.to_owned(), channel)).into();
    let columns = [ListColumn::Status, ListColumn::RunsOut].into_iter().collect();
    let keys = [
        ("refresh", vec![Key::char('R'), Key::plain(Code::F(5))]),
        ("quit", vec![]),
        ("sort", vec![Key::ctrl('s')]),
    ];
    let profiles = [("work", work), ("saved", saved), ("fleet", fleet), ("with.dot", demo)];
    let profiles = profiles.map(|(name, profile)| (name.to_owned(), profile)).into();
    let night = "22:30-06:00".parse().ok();
    let watch = Watch { turn: Duration::from_secs(90), night, shift: false };
    let (default_profile, lang) = ("work".to_owned(), Some(Language::Chinese));
    let (theme, ascii, keys) = ("light".to_owned(), Some(true), keys.into());
    assert_eq!(
        config,
        Config { default_profile, lang, columns, theme, ascii, profiles, alerts, channels, keys, watch }
    );
}

#[test]
fn percentages_are_exact() {
    for number in
        ["0.1000000000000000055511151231", "\"0.1000000000000000055511151231\"", "1e1", "0x0a", "+5"]
    {
        let read = parse(&format!("alerts.low_percent = {number}")).alerts.low_percent;
        let expected = match number {
            "1e1" | "0x0a" => Decimal::TEN,
            "+5" => Decimal::new(5, 0),
            _ => Decimal::from_i128_with_scale(1_000_000_000_000_000_055_511_151_231, 28),
        };
        assert_eq!(read, expected, "{number}");
    }
}

#[test]
fn keys_are_one_or_a_list_and_defaults_are_no_change() {
    let read = |text: &str| parse(&format!("[keys]\n{text}")).keys;
    let refresh = |keys: &[Key]| Keys::from([("refresh", keys.to_vec())]);
    for (text, keys) in [
        ("refresh = 'R'", refresh(&[Key::char('R')])),
        ("refresh = ['R', 'f5', 'R']", refresh(&[Key::char('R'), Key::plain(Code::F(5))])),
        ("refresh = []", refresh(&[])),
        ("refresh = ['r', 'f5']", Keys::new()),
        ("hold = 'space'", Keys::new()),
        ("quit = ['q', 'f10', 'ctrl+c']", Keys::new()),
        ("refresh = 'q'\nquit = []", Keys::from([("refresh", vec![Key::char('q')]), ("quit", vec![])])),
        (
            "refresh = 's'\nsort = 'r'",
            Keys::from([("refresh", vec![Key::char('s')]), ("sort", vec![Key::char('r')])]),
        ),
        // What the file binds is taken from the defaults.
        (
            "refresh = 'q'",
            Keys::from([("refresh", vec![Key::char('q')]), ("quit", vec![Key::plain(Code::F(10))])]),
        ),
        (
            "refresh = ['r', 'b']",
            Keys::from([("refresh", vec![Key::char('r'), Key::char('b')]), ("group-by", vec![])]),
        ),
        // The wallboard's own key and one of the dashboard may be the same.
        ("hold = 'x'\npeek = 'space'", Keys::from([("hold", vec![Key::char('x')])])),
        ("mute = 'space'", Keys::from([("mute", vec![Key::char(' ')]), ("peek", vec![])])),
    ] {
        assert_eq!(read(text), keys, "{text}");
    }
}

/// A default key that came with a later version breaks no file: the user's binding takes it.
#[test]
fn any_default_key_can_be_bound_to_another_action() {
    let actions = bindable();
    for (taker, loser) in actions.iter().flat_map(|taker| actions.iter().map(move |loser| (taker, loser))) {
        for key in loser.keys.iter().filter(|_| taker.name != loser.name) {
            let name = key.name().replace('\'', "\\'");
            let read = parse(&format!("[keys]\n{} = \"{name}\"", taker.name)).keys;
            let bound = read.get(taker.name).map_or(taker.keys, Vec::as_slice);
            assert_eq!(bound, [*key], "{name}");
            let left = read.get(loser.name).map_or(loser.keys, Vec::as_slice);
            assert_eq!(left.contains(key), taker.may_share || loser.may_share, "{name}: {}", loser.name);
        }
    }
}

#[test]
fn a_misspelt_action_gets_a_suggestion() {
    let problems = read("[keys]\nrefersh = 'r'\npage_up = 'b'\nfly = 'f'\n").unwrap_err();
    let reported: Vec<String> = problems.iter().map(ToString::to_string).collect();
    for (reported, begins) in reported.iter().zip([
        "2:1: keys.refersh: unknown key; did you mean refresh? accepted here: up, down, page-up, ",
        "3:1: keys.page_up: unknown key; did you mean page-up? ",
        "4:1: keys.fly: unknown key; accepted here: ",
    ]) {
        assert!(reported.starts_with(begins), "{reported}");
    }
    assert_eq!(reported.len(), 3);
}

#[test]
fn the_example_is_the_defaults() {
    assert_eq!(parse(config::example()), Config::default());
    assert_eq!(parse(""), Config::default());
}

#[test]
fn the_example_stays_valid_when_everything_in_it_is_turned_on() {
    let turned_on: Vec<&str> = config::example().lines().map(|line| setting(line).unwrap_or(line)).collect();
    let config = parse(&turned_on.join("\n"));
    assert_eq!((config.profiles.len(), config.channels.len()), (3, 5));
    let default = config.profiles.get("default").unwrap();
    assert!(
        default.site.is_some() && default.workspace_id.is_some() && default.endpoints.prometheus.is_some()
    );
}

/// The setting that a line of the example has commented out: `# key = value` or `# [section]`.
fn setting(line: &str) -> Option<&str> {
    let line = line.strip_prefix("# ")?;
    let is_key = |key: &str| {
        !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
    };
    let is_setting = line.split_once(" = ").is_some_and(|(key, _)| is_key(key))
        || (line.starts_with('[') && line.ends_with(']'));
    is_setting.then_some(line)
}

#[test]
fn the_example_has_every_key() {
    let every_table = "x = 1\n[profiles.default]\nx = 1\n[profiles.default.endpoints]\nx = 1\n[alerts]\nx = 1\n[channels.a]\nkind = 'bell'\nx = 1\n[keys]\nx = 1\n[watch]\nx = 1";
    let mut accepted = BTreeSet::new();
    for problem in read(every_table).unwrap_err() {
        match problem.what {
            What::Unknown { accepted: keys, .. } => accepted.extend(keys),
            what => panic!("{what:?}"),
        }
    }
    let shown = config::example().lines().map(|line| setting(line).unwrap_or(line));
    let shown: BTreeSet<&str> = shown.filter_map(|line| Some(line.split_once(" = ")?.0)).collect();
    // The example has tables as headers.
    let other = BTreeSet::from(["profiles", "endpoints", "alerts", "channels", "keys", "watch"]);
    assert_eq!(accepted.difference(&shown).copied().collect::<BTreeSet<_>>(), other);
}

#[test]
fn missing_unreadable_and_oversized_files_are_distinguished() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("config.toml");
    assert!(load(&file).unwrap().is_none());
    assert!(matches!(load(folder.path()), Err(LoadError::Unreadable { .. })));

    let limit = usize::try_from(config::MAX_BYTES).unwrap();
    fs::write(&file, "#".repeat(limit)).unwrap();
    assert_eq!(load(&file).unwrap(), Some(Config::default()));
    fs::write(&file, "#".repeat(limit + 1)).unwrap();
    assert!(matches!(load(&file), Err(LoadError::TooLarge { .. })));
}

#[test]
fn every_line_names_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("config.toml");
    fs::write(&file, "[profiles.default]\nsite = \"europe\"\nregion = \"moon\"\n").unwrap();
    let expected = format!(
        "{0}:2:8: profiles.default.site: \"europe\" is not accepted; use international or china\n\
         {0}:3:10: profiles.default.region: \"moon\" is not accepted; use ap-southeast-1 or cn-beijing",
        file.display()
    );
    assert_eq!(load(&file).unwrap_err().to_string(), expected);
}

#[test]
fn snapshot_paths_are_relative_to_the_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("config.toml");
    let absolute = folder.path().join("elsewhere.json");
    for (written, meant) in
        [("a/b.json", folder.path().join("a/b.json")), (absolute.to_str().unwrap(), absolute.clone())]
    {
        fs::write(&file, format!("[profiles.default]\nsource = 'snapshot'\nsnapshot = '{written}'\n"))
            .unwrap();
        let config = load(&file).unwrap().unwrap();
        assert_eq!(config.profiles.get("default").unwrap().snapshot, Some(meant));
    }
}

/// As shown: of the addresses of webhooks only the host.
fn without_tokens(mut config: Config) -> Config {
    for channel in config.channels.values_mut() {
        if let Channel::Webhook(Webhook { address: Address::Url(url), .. }) = channel {
            let host = url.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
            *url = format!("{host}/…");
        }
    }
    config
}
