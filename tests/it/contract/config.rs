//! The configuration file from the outside: a corpus of files, the shipped example, and what must always hold.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use chrono::TimeDelta;
use proptest::prelude::*;
use quotatop::{
    config::{
        self, Address, Alerts, Channel, Config, Endpoints, Keys, Language, LoadError, Problem, Profile,
        Template, Watch, Webhook, What,
    },
    domain::action::bindable,
    domain::{
        ListColumn, Region, Site, SourceKind,
        alert::Rule,
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

/// What the configuration says to a program with the actions that there are.
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
fn valid_files_load_and_survive_being_shown() {
    for file in corpus("valid") {
        let config = load(&file).unwrap_or_else(|error| panic!("{error}")).unwrap();
        assert_eq!(parse(&config.to_toml(&bindable())), without_tokens(config), "{}", file.display());
    }
}

/// Beside each invalid file stands, under the same name with .txt, all that is said about it.
#[test]
fn invalid_files_are_told_all_that_is_wrong() {
    for file in corpus("invalid") {
        let said = match load(&file) {
            Err(LoadError::Wrong { problems, .. }) => {
                problems.iter().map(|problem| problem.to_string() + "\n").collect::<String>()
            }
            other => panic!("{}: {other:?}", file.display()),
        };
        let expected = fs::read_to_string(file.with_extension("txt")).unwrap();
        assert_eq!(said, expected, "{}", file.display());
        for secret in ["never-shown", "hunter2"] {
            assert!(!said.contains(secret), "{}", file.display());
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
        snapshot: None,
        endpoints: Endpoints {
            console: text("https://console.example.com"),
            billing: text("http://127.0.0.1:8080"),
            openapi: text("http://[::1]:8080"),
        },
    };
    let saved = Profile {
        source: SourceKind::Snapshot,
        snapshot: Some(folder.join("saved/quotas.json")),
        ..Profile::default()
    };
    let demo = Profile { source: SourceKind::Demo, ..Profile::default() };
    let alerts = Alerts {
        low_percent: Decimal::new(25, 1),
        expiring: TimeDelta::zero(),
        monthly_spend: Some(Decimal::new(20, 0)),
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
    let profiles = [("work", work), ("saved", saved), ("with.dot", demo)];
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
fn percentages_keep_every_digit() {
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
fn keys_are_one_or_a_list_and_what_is_as_it_would_be_is_no_change() {
    let read = |text: &str| parse(&format!("[keys]\n{text}")).keys;
    let refresh = |keys: &[Key]| Keys::from([("refresh", keys.to_vec())]);
    for (text, keys) in [
        ("refresh = 'R'", refresh(&[Key::char('R')])),
        ("refresh = ['R', 'f5', 'R']", refresh(&[Key::char('R'), Key::plain(Code::F(5))])),
        ("refresh = []", refresh(&[])),
        ("refresh = 'r'", Keys::new()),
        ("quit = ['q', 'ctrl+c']", Keys::new()),
        ("refresh = 'q'\nquit = []", Keys::from([("refresh", vec![Key::char('q')]), ("quit", vec![])])),
        (
            "refresh = 's'\nsort = 'r'",
            Keys::from([("refresh", vec![Key::char('s')]), ("sort", vec![Key::char('r')])]),
        ),
    ] {
        assert_eq!(read(text), keys, "{text}");
    }
}

#[test]
fn a_slip_in_the_name_of_an_action_is_pointed_out() {
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
    assert_eq!((config.profiles.len(), config.channels.len()), (2, 5));
    let default = config.profiles.get("default").unwrap();
    assert!(default.site.is_some() && default.workspace_id.is_some() && default.endpoints.openapi.is_some());
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
    // Tables are headers there.
    let other = BTreeSet::from(["profiles", "endpoints", "alerts", "channels", "keys", "watch"]);
    assert_eq!(accepted.difference(&shown).copied().collect::<BTreeSet<_>>(), other);
}

#[test]
fn files_that_are_not_there_not_readable_or_too_large() {
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
fn files_beside_the_configuration_are_found_from_anywhere() {
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

/// A text as it may stand in a key that takes any: not blank, otherwise anything.
fn text() -> impl Strategy<Value = String> {
    "(?s).{1,12}".prop_filter("blank", |text: &String| !text.trim().is_empty())
}

fn origin() -> impl Strategy<Value = String> {
    prop_oneof![
        "https://[a-z]{1,8}\\.example(:[1-9][0-9]{3})?",
        "http://(127\\.0\\.0\\.[1-9]|localhost|\\[::1\\])(:[1-9][0-9]{3})?",
    ]
}

fn profile() -> impl Strategy<Value = Profile> {
    let option = proptest::option::of::<BoxedStrategy<String>>;
    let place = (
        proptest::option::of(prop_oneof![Just(Site::International), Just(Site::China)]),
        proptest::option::of(prop_oneof![Just(Region::Singapore), Just(Region::Beijing)]),
    );
    let kind = prop_oneof![
        Just((SourceKind::Alibaba, None)),
        Just((SourceKind::Demo, None)),
        text().prop_map(|file| (SourceKind::Snapshot, Some(PathBuf::from(file)))),
    ];
    let logins = (option(text().boxed()), option(text().boxed()), option(text().boxed()));
    let servers = (option(origin().boxed()), option(origin().boxed()), option(origin().boxed()));
    (kind, place, 10..=86_400_u64, logins, servers).prop_map(
        |((source, snapshot), (site, region), refresh, logins, (console, billing, openapi))| Profile {
            source,
            site,
            region,
            refresh: Duration::from_secs(refresh),
            bl_profile: logins.0,
            aliyun_profile: logins.1,
            workspace_id: logins.2,
            snapshot,
            endpoints: Endpoints { console, billing, openapi },
        },
    )
}

/// As it is shown: of the addresses of webhooks the host alone.
fn without_tokens(mut config: Config) -> Config {
    for channel in config.channels.values_mut() {
        if let Channel::Webhook(Webhook { address: Address::Url(url), .. }) = channel {
            let host = url.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
            *url = format!("{host}/…");
        }
    }
    config
}

fn channel() -> impl Strategy<Value = Channel> {
    let variable = || "[A-Za-z_][A-Za-z0-9_]{0,8}";
    let time_limit = || (1..=600_u64).prop_map(Duration::from_secs);
    let arguments = proptest::collection::vec("[^\\x00]{0,8}", 0..3);
    let command =
        ("[^\\x00\\s]{1,8}", arguments, time_limit()).prop_map(|(program, arguments, time_limit)| {
            Channel::Command { command: [vec![program], arguments].concat(), time_limit }
        });
    let address = prop_oneof![
        "https://[a-z]{1,8}\\.example/[a-z]{0,9}".prop_map(Address::Url),
        variable().prop_map(Address::Variable),
    ];
    let template = proptest::option::of("[^\"{}\\\\\\x00-\\x1f]{0,8}");
    let headers = proptest::collection::btree_map("[A-Za-z][A-Za-z0-9-]{0,8}", variable(), 0..3);
    let webhook =
        (address, template, headers, time_limit()).prop_map(|(address, template, headers, time_limit)| {
            let template = template.map(|text| Template::parse(&format!("[\"{text} {{title}}\"]")).unwrap());
            Channel::Webhook(Webhook { address, template, headers, time_limit })
        });
    prop_oneof![command, webhook, Just(Channel::Bell), Just(Channel::Desktop)]
}

fn configuration() -> impl Strategy<Value = Config> {
    let profiles = proptest::collection::btree_map("[A-Za-z0-9._-]{1,64}", profile(), 1..4);
    let spend = (0..=i64::MAX, 0..=10_u32).prop_map(|(number, scale)| Decimal::new(number, scale));
    let spend = || proptest::option::of(spend.clone());
    let length = || (0..=365 * 86_400_i64).prop_map(TimeDelta::seconds);
    let off = proptest::sample::subsequence(Rule::iter().collect::<Vec<_>>(), 0..=Rule::iter().len());
    let alerts = (0..=1_000_000_i64, length(), spend(), length(), spend(), length(), off).prop_map(
        |(percent, expiring, monthly_spend, runs_out, balance_below, feed_failing, off)| Alerts {
            low_percent: Decimal::new(percent, 4),
            expiring,
            monthly_spend,
            runs_out,
            balance_below,
            feed_failing,
            off: off.into_iter().collect(),
        },
    );
    let channels = proptest::collection::btree_map("[A-Za-z0-9._-]{1,64}", channel(), 0..4);
    let night = (0..24_u32, 0..60_u32, 0..24_u32, 0..60_u32).prop_map(|(from, minute, until, other)| {
        format!("{from:02}:{minute:02}-{until:02}:{other:02}").parse().ok()
    });
    let watch = (5..=3_600_u64, night, any::<bool>()).prop_map(|(turn, night, shift)| Watch {
        turn: Duration::from_secs(turn),
        night,
        shift,
    });
    let lang = proptest::option::of(proptest::sample::select(Language::iter().collect::<Vec<_>>()));
    let columns =
        proptest::sample::subsequence(ListColumn::iter().collect::<Vec<_>>(), 0..=ListColumn::iter().len());
    let face = (lang, columns, "[A-Za-z0-9._-]{1,64}", proptest::option::of(any::<bool>()), keys());
    (profiles, any::<proptest::sample::Index>(), face, alerts, channels, watch).prop_map(
        |(profiles, chosen, (lang, columns, theme, ascii, keys), alerts, channels, watch): (
            BTreeMap<_, _>,
            _,
            _,
            _,
            _,
            _,
        )| Config {
            default_profile: profiles.keys().nth(chosen.index(profiles.len())).cloned().unwrap(),
            lang,
            columns: columns.into_iter().collect(),
            theme,
            ascii,
            profiles,
            alerts,
            channels,
            keys,
            watch,
        },
    )
}

/// Keys that nothing has, for some of the actions; none for others.
fn keys() -> impl Strategy<Value = Keys> {
    let free = "1234567890".chars().map(|digit| Key { alt: true, ..Key::char(digit) });
    let names: Vec<&'static str> = bindable().into_iter().map(|action| action.name).collect();
    let some = proptest::sample::subsequence(names, 0..=10).prop_shuffle();
    (some, any::<bool>()).prop_map(move |(names, has_keys)| {
        let keys = free.clone().map(|key| if has_keys { vec![key] } else { Vec::new() });
        names.into_iter().zip(keys).collect()
    })
}

/// Text made of what such files are made of, so that it gets past the first line of the parser.
fn nearly_toml() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(vec![
        "[",
        "]",
        "{",
        "}",
        "=",
        ".",
        ",",
        "\n",
        "\r\n",
        "\"",
        "'",
        "\"\"\"",
        "\\u",
        "#",
        " ",
        "-",
        "_",
        "0x",
        "1e9",
        "é",
        "\u{feff}",
        "profiles",
        "default",
        "alerts",
        "endpoints",
        "console",
        "low_percent",
        "refresh",
        "60s",
        "snapshot",
        "source",
        "token",
        "99999999999999999999",
        "2026-11-22",
        "true",
        "nan",
    ]);
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Whatever the text: it is a configuration, or there are problems that lie within it, in its order.
fn check(bytes: &[u8]) -> Result<(), TestCaseError> {
    let Err(problems) = config::parse_bytes(bytes, &bindable()) else { return Ok(()) };
    prop_assert!(!problems.is_empty());
    prop_assert!(problems.is_sorted_by_key(|problem| (problem.line, problem.column)));
    let lines = bytes.split(|byte| *byte == b'\n').count();
    for problem in problems {
        prop_assert!((1..=lines).contains(&problem.line) && problem.column >= 1);
        prop_assert!(!problem.to_string().contains(char::is_control));
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
        check(&bytes)?;
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(?s).{0,60}") {
        check(text.as_bytes())?;
    }

    #[test]
    fn nearly_toml_is_read_or_refused(text in nearly_toml()) {
        check(text.as_bytes())?;
    }

    #[test]
    fn what_is_shown_reads_back(config in configuration()) {
        let shown = config.to_toml(&bindable());
        prop_assert_eq!(read(&shown), Ok(without_tokens(config)), "{}", shown);
    }

    #[test]
    fn values_of_unknown_keys_are_never_repeated(key in "[a-zA-Z_-]{1,20}", table in "|alerts|profiles.default") {
        let header = if table.is_empty() { String::new() } else { format!("[{table}]\n") };
        if let Err(problems) = read(&format!("{header}{key} = \"hunter2\"")) {
            for problem in problems.iter().filter(|problem| matches!(problem.what, What::Unknown { .. })) {
                let said = format!("{problem} {problem:?}");
                prop_assert!(!said.contains("hunter2"));
            }
        }
    }
}
