//! Arbitrary configurations read back as written, and no input makes the parser panic.

use proptest::prelude::*;

use super::*;

/// A value of a key that accepts any text: anything that is not blank.
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
        Just((SourceKind::Alibaba, None, None)),
        Just((SourceKind::Demo, None, None)),
        text().prop_map(|file| (SourceKind::Snapshot, Some(PathBuf::from(file)), None)),
        fleet().prop_map(|fleet| (SourceKind::Prometheus, None, Some(fleet))),
    ];
    let logins = (option(text().boxed()), option(text().boxed()), option(text().boxed()));
    let servers = (
        option(origin().boxed()),
        option(origin().boxed()),
        option(origin().boxed()),
        option((origin(), "(/[a-z]{1,4}){0,2}").prop_map(|(origin, path)| origin + &path).boxed()),
    );
    (kind, place, (10..=86_400_u64, any::<bool>()), logins, servers).prop_map(
        |(
            (source, snapshot, fleet),
            (site, region),
            (refresh, read_only),
            logins,
            (console, billing, openapi, prometheus),
        )| {
            Profile {
                source,
                site,
                region,
                refresh: Duration::from_secs(refresh),
                bl_profile: logins.0,
                aliyun_profile: logins.1,
                workspace_id: logins.2,
                read_only,
                snapshot,
                fleet,
                endpoints: Endpoints { console, billing, openapi, prometheus },
            }
        },
    )
}

fn fleet() -> impl Strategy<Value = Fleet> {
    let compare = prop_oneof![
        Just(Compare::Equal),
        Just(Compare::NotEqual),
        Just(Compare::Matches),
        Just(Compare::DoesNotMatch)
    ];
    // A text of a configuration has no line breaks of other kinds.
    let matcher = ("[a-z_][a-z0-9_]{0,4}", compare, "[^\r\n\x00-\x1f]{0,6}\n?")
        .prop_map(|(label, compare, value)| Matcher { label, compare, value });
    let headers = proptest::collection::btree_map("[A-Za-z][A-Za-z0-9-]{0,8}", "[A-Z_]{1,8}", 0..3);
    let matchers = proptest::collection::vec(matcher, 0..3).prop_map(Matchers);
    let path = "(/[a-z]{1,4}){0,2}";
    let open = ("http://[a-z]{1,8}\\.lan(:[1-9][0-9]{3})?", path, Just(BTreeMap::new()));
    prop_oneof![open.boxed(), (origin(), path, headers).boxed()]
        .prop_flat_map(move |(origin, path, headers)| (Just(origin + &path), Just(headers)))
        .prop_flat_map(move |(url, headers)| (Just(url), matchers.clone(), Just(headers)))
        .prop_map(|(url, matchers, headers)| Fleet { url, matchers, headers })
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
    let alerts = (0..=1_000_000_i64, length(), spend(), spend(), length(), spend(), length(), off).prop_map(
        |(percent, expiring, monthly_spend, hourly_spend, runs_out, balance_below, feed_failing, off)| {
            Alerts {
                low_percent: Decimal::new(percent, 4),
                expiring,
                monthly_spend,
                hourly_spend,
                runs_out,
                balance_below,
                feed_failing,
                off: off.into_iter().collect(),
            }
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

/// Unused keys for some of the actions, or no keys.
fn keys() -> impl Strategy<Value = Keys> {
    let free = "1234567890".chars().map(|digit| Key { alt: true, ..Key::char(digit) });
    let names: Vec<&'static str> = bindable().into_iter().map(|action| action.name).collect();
    let some = proptest::sample::subsequence(names, 0..=10).prop_shuffle();
    (some, any::<bool>()).prop_map(move |(names, has_keys)| {
        let keys = free.clone().map(|key| if has_keys { vec![key] } else { Vec::new() });
        names.into_iter().zip(keys).collect()
    })
}

/// Text made of fragments of such files, to get past the first line of the parser.
fn nearly_toml() -> impl Strategy<Value = String> {
    let words = "[ ] { } = . , \" ' \"\"\" \\u # - _ 0x 1e9 é \u{feff} profiles default alerts endpoints console low_percent \
                 refresh 60s snapshot source token 99999999999999999999 2026-11-22 true nan";
    let pieces = words.split(' ').chain([" ", "\n", "\r\n"]).collect::<Vec<_>>();
    proptest::collection::vec(proptest::sample::select(pieces), 0..60).prop_map(|pieces| pieces.concat())
}

/// Any text is a configuration, or has problems within its bounds and in its order.
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
    fn any_configuration_reads_back_as_shown(config in configuration()) {
        let shown = config.to_toml(&bindable());
        prop_assert_eq!(read(&shown), Ok(without_tokens(config)), "{}", shown);
    }

    #[test]
    fn values_of_unknown_keys_are_never_repeated(key in "[a-zA-Z_-]{1,20}", table in "|alerts|profiles.default") {
        let header = if table.is_empty() { String::new() } else { format!("[{table}]\n") };
        if let Err(problems) = read(&format!("{header}{key} = \"hunter2\"")) {
            for problem in problems.iter().filter(|problem| matches!(problem.what, What::Unknown { .. })) {
                let reported = format!("{problem} {problem:?}");
                prop_assert!(!reported.contains("hunter2"));
            }
        }
    }
}
