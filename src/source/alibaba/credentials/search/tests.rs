//! Which login is found where several are, and why one is not used.

use secrecy::ExposeSecret as _;

use super::*;
use crate::{domain::Cause, source::alibaba::credentials::machine::*};

fn everything() -> Machine {
    Machine::new()
        .variable("QUOTATOP_CONSOLE_TOKEN", " env-token\n")
        .variable("ALIBABA_CLOUD_ACCESS_KEY_ID", "ENVID")
        .variable("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "s")
        .file(BL, BL_BOTH)
        .file(ALIYUN, ALIYUN_TWO)
        .file(INI, INI_TWO)
}

#[test]
fn nothing_is_found_on_an_empty_machine() {
    let logins = Machine::new().find();
    assert_eq!(names(&logins), (vec![], None));
    assert_eq!((logins.site, logins.region), (Site::International, Region::Singapore));
    assert_eq!((logins.problems.len(), logins.may_differ()), (0, false));
    assert_eq!((logins.quotas_fingerprint(), logins.account_fingerprint()), (None, None));
    let looked_for: Vec<String> = [
        "QUOTATOP_CONSOLE_TOKEN",
        "~/.bailian/config.json",
        "BAILIAN_ACCESS_KEY_ID",
        "ALIBABA_CLOUD_ACCESS_KEY_ID",
        "~/.aliyun/config.json",
        "~/.alibabacloud/credentials",
        "~/.alibabacloud/credentials.ini",
    ]
    .map(Into::into)
    .into();
    assert_eq!(logins.looked_for, looked_for);
    assert_eq!(logins.why_no_token(), Cause::NoLogin { looked_for });
    let looked_for = [
        "BAILIAN_ACCESS_KEY_ID",
        "ALIBABA_CLOUD_ACCESS_KEY_ID",
        "~/.bailian/config.json",
        "~/.aliyun/config.json",
        "~/.alibabacloud/credentials",
        "~/.alibabacloud/credentials.ini",
    ];
    let looked_for = looked_for.map(Into::into).into();
    assert_eq!(logins.why_no_pair(), Cause::NoAccessKey { looked_for });
}

#[test]
fn without_a_home_folder_the_environment_still_serves() {
    let machine = everything();
    let surroundings = Surroundings { home: None, ..machine.surroundings() };
    let logins = find(&Wanted::default(), &surroundings);
    assert_eq!(names(&logins), (vec!["QUOTATOP_CONSOLE_TOKEN"], Some("ALIBABA_CLOUD_ACCESS_KEY_ID")));
}

#[test]
fn the_first_place_serves_and_the_next_when_it_is_gone() {
    let without = |file: &str, machine: Machine| machine.file(file, "{}");
    let machine = everything();
    let logins = machine.find();
    assert_eq!(
        names(&logins),
        (vec!["QUOTATOP_CONSOLE_TOKEN", "bl profile default"], Some("ALIBABA_CLOUD_ACCESS_KEY_ID"))
    );
    assert_eq!(logins.tokens[0].token.expose_secret(), "env-token");
    assert!(!logins.may_differ());

    let machine = machine.variable("QUOTATOP_CONSOLE_TOKEN", "").variable("ALIBABA_CLOUD_ACCESS_KEY_ID", "");
    let machine = machine.variable("ALIBABA_CLOUD_ACCESS_KEY_SECRET", " ");
    assert_eq!(names(&machine.find()), (vec!["bl profile default"], Some("bl profile default")));
    assert!(!machine.find().may_differ());

    let machine = without(BL, machine);
    assert_eq!(names(&machine.find()), (vec![], Some("aliyun profile default")));
    assert!(machine.find().mints_from().is_some());

    let machine = without(ALIYUN, machine);
    assert_eq!(names(&machine.find()), (vec![], Some("~/.alibabacloud/credentials [default]")));

    let machine = machine.file(".alibabacloud/credentials.ini", INI_TWO).file(INI, "");
    assert_eq!(names(&machine.find()), (vec![], Some("~/.alibabacloud/credentials.ini [default]")));
}

#[test]
fn a_named_login_is_served_by_no_variable() {
    type Row = (Option<&'static str>, Option<&'static str>, Vec<&'static str>, Option<&'static str>, bool);
    let rows: [Row; 6] = [
        // bl profile, aliyun profile: tokens, pair, whether the pair may mint
        (Some("default"), None, vec!["bl profile default"], Some("bl profile default"), true),
        // The current aliyun profile still tells the balance, but mints no token in place of dev's.
        (Some("dev"), None, vec!["bl profile dev"], Some("aliyun profile default"), false),
        (Some("keys"), None, vec![], Some("bl profile keys"), true),
        (None, Some("prod"), vec!["bl profile default"], Some("aliyun profile prod"), true),
        (Some("dev"), Some("prod"), vec!["bl profile dev"], Some("aliyun profile prod"), true),
        (Some("keys"), Some("prod"), vec![], Some("aliyun profile prod"), true),
    ];
    let machine = everything()
        .variable("ALIBABA_CLOUD_PROFILE", "nobody")
        .variable("ALIBABA_CLOUD_CREDENTIALS_FILE", "/nowhere");
    for (bl, aliyun, tokens, pair, mints) in rows {
        let logins = machine.find_for(bl, aliyun);
        assert_eq!(names(&logins), (tokens, pair), "{bl:?} {aliyun:?}");
        assert_eq!(logins.mints_from().is_some(), mints, "{bl:?} {aliyun:?}");
        assert_eq!(ended_by(&logins), [], "{bl:?} {aliyun:?}");
    }
}

#[test]
fn a_named_login_that_is_not_there_is_replaced_by_none() {
    let machine = everything();
    let logins = machine.find_for(Some("gone"), None);
    assert_eq!(names(&logins), (vec![], None));
    assert!(logins.mints_from().is_none());
    let detail = "bl_profile names it, but it does not exist";
    let command = Some("bl auth login --config gone".to_owned());
    assert_eq!(ended_by(&logins), [("bl profile gone".into(), detail.into(), command.clone())]);
    let cause = Cause::Login { credential: "bl profile gone".into(), detail: detail.into(), command };
    assert_eq!((logins.why_no_token(), logins.why_no_pair()), (cause.clone(), cause));

    // The pair that was named as well is unrelated, and mints nothing in the first one's place.
    let logins = machine.find_for(Some("gone"), Some("prod"));
    assert_eq!(names(&logins), (vec![], Some("aliyun profile prod")));
    assert!(logins.mints_from().is_none());

    let logins = machine.find_for(None, Some("gone"));
    assert_eq!(names(&logins), (vec!["bl profile default"], None));
    let command = Some("aliyun configure --profile gone --mode AK".into());
    let detail = "aliyun_profile names it, but it does not exist".into();
    assert_eq!(ended_by(&logins), [("aliyun profile gone".into(), detail, command)]);

    let logins = machine.find_for(Some("empty"), None);
    assert!(logins.tokens.is_empty() && logins.mints_from().is_none());
    let command = Some("bl auth login --config empty".into());
    assert_eq!(ended_by(&logins), [("bl profile empty".into(), "has no console token".into(), command)]);
}

#[test]
fn the_variables_of_bl_come_before_those_of_the_sdks() {
    const BL: [(&str, &str); 3] = [
        ("BAILIAN_ACCESS_KEY_ID", "BLID"),
        ("BAILIAN_ACCESS_KEY_SECRET", "bs"),
        ("BAILIAN_SECURITY_TOKEN", "bt"),
    ];
    const SDKS: [(&str, &str); 3] = [
        ("ALIBABA_CLOUD_ACCESS_KEY_ID", "SDKID"),
        ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "as"),
        ("ALIBABA_CLOUD_SECURITY_TOKEN", "at"),
    ];
    type Pair = Option<(&'static str, Option<&'static str>)>;
    type Row<'a> = (&'a [(&'static str, &'static str)], Pair, &'static str);
    let rows: [Row<'_>; 6] = [
        (&[BL[0], BL[1], BL[2], SDKS[0], SDKS[1], SDKS[2]], Some(("BLID", Some("bt"))), ""),
        // The security token of one is never that of the other.
        (&[BL[0], BL[1], SDKS[0], SDKS[1], SDKS[2]], Some(("BLID", None)), ""),
        (&[BL[2], SDKS[0], SDKS[1]], Some(("SDKID", None)), ""),
        (&[BL[0], SDKS[0], SDKS[1]], None, "BAILIAN_ACCESS_KEY_SECRET is not set"),
        (&[BL[1], SDKS[0], SDKS[1]], None, "BAILIAN_ACCESS_KEY_ID is not set"),
        (&[BL[0], BL[1], SDKS[0]], Some(("BLID", None)), ""),
    ];
    for (variables, expected, problem) in rows {
        let set = |machine: Machine, (name, value): &(&str, &str)| machine.variable(name, value);
        let machine = variables.iter().fold(Machine::new().file(ALIYUN, ALIYUN_TWO), set);
        let logins = machine.find();
        let found = logins.pair.as_ref().map(|pair| {
            let token = pair.key.security_token.as_ref().map(secrecy::ExposeSecret::expose_secret);
            (pair.key.id.as_str(), token)
        });
        assert_eq!(found, expected, "{variables:?}");
        let problems = ended_by(&logins);
        assert_eq!(problems.first().map_or("", |(_, detail, _)| detail), problem, "{variables:?}");
        assert_eq!(logins.mints_from().is_some(), expected.is_some(), "{variables:?}");
    }
    // A profile that names a login is served by none of them.
    let set = |machine: Machine, (name, value): &(&str, &str)| machine.variable(name, value);
    let machine = BL.iter().fold(Machine::new().file(ALIYUN, ALIYUN_TWO), set);
    assert_eq!(names(&machine.find_for(None, Some("prod"))).1, Some("aliyun profile prod"));
}

#[test]
fn a_login_that_cannot_be_used_ends_the_search() {
    let no_variables = || Machine::new().file(ALIYUN, ALIYUN_TWO).file(INI, INI_TWO);
    let logins = no_variables().file(BL, r#"{"access_token": "t", "active_config": "gone"}"#).find();
    assert_eq!(names(&logins), (vec![], None));
    assert_eq!(ended_by(&logins).len(), 1, "one trouble is one problem");
    assert_eq!(ended_by(&logins)[0].2.as_deref(), Some("bl config use default"));

    // What comes before it in the order still serves.
    let logins = everything().file(BL, "{").find();
    assert_eq!(names(&logins), (vec!["QUOTATOP_CONSOLE_TOKEN"], Some("ALIBABA_CLOUD_ACCESS_KEY_ID")));
    assert!(logins.mints_from().is_none());

    let logins = no_variables().variable("ALIBABA_CLOUD_ACCESS_KEY_ID", "ENVID").find();
    assert!(logins.pair.is_none());
    let detail = "ALIBABA_CLOUD_ACCESS_KEY_SECRET is not set".into();
    assert_eq!(ended_by(&logins), [("ALIBABA_CLOUD_ACCESS_KEY_ID".into(), detail, None)]);
    assert!(matches!(logins.why_no_token(), Cause::Login { .. }));

    let logins = everything().variable("QUOTATOP_CONSOLE_TOKEN", "two\nlines").find();
    assert!(logins.tokens.is_empty() && logins.mints_from().is_none());
    assert_eq!(ended_by(&logins)[0].0, "QUOTATOP_CONSOLE_TOKEN");
}

#[test]
fn site_and_region_come_from_the_login_in_use() {
    const CHINA: (Site, Region) = (Site::China, Region::Beijing);
    const INTERNATIONAL: (Site, Region) = (Site::International, Region::Singapore);
    let aliyun = r#"{"profiles": [{"name": "default", "access_key_id": "A", "access_key_secret": "s",
        "region_id": "ap-southeast-1"}]}"#;
    let place = |logins: Logins| (logins.site, logins.region);

    // bl's own default, which beats what the pair's login tells.
    let machine = Machine::new().file(BL, r#"{"access_token": "t", "workspace_id": "llm-1"}"#);
    let machine = machine.file(ALIYUN, aliyun);
    let logins = machine.find();
    assert!(logins.may_differ());
    assert_eq!(logins.workspace_id.as_deref(), Some("llm-1"));
    assert_eq!(place(logins), CHINA);

    // The configuration's word counts first, and then that of the environment, as for the CLI.
    let machine = machine.variable("BAILIAN_WORKSPACE_ID", "ws-2");
    assert_eq!(machine.find().workspace_id.as_deref(), Some("ws-2"));
    assert_eq!(machine.find_for(Some("default"), None).workspace_id.as_deref(), Some("llm-1"));
    let wanted = Wanted { workspace_id: Some("ws-3".into()), ..Wanted::default() };
    assert_eq!(find(&wanted, &machine.surroundings()).workspace_id.as_deref(), Some("ws-3"));
    let machine = machine.variable("BAILIAN_WORKSPACE_ID", "");

    // A token of the environment tells nothing; its companion may.
    let logins = machine.variable("QUOTATOP_CONSOLE_TOKEN", "e").find();
    assert_eq!(logins.workspace_id, None);
    assert_eq!(place(logins), INTERNATIONAL);

    // A bl that holds no login is not in use.
    let machine = Machine::new().file(BL, r#"{"console_site": "domestic", "api_key": "sk-1"}"#);
    assert_eq!(place(machine.find()), INTERNATIONAL);

    // The configuration's word counts first, each for itself.
    let machine = Machine::new().file(BL, r#"{"access_token": "t"}"#);
    let wanted = Wanted { site: Some(Site::International), ..Wanted::default() };
    let logins = find(&wanted, &machine.surroundings());
    assert_eq!(place(logins), (Site::International, Region::Beijing));
    let wanted = Wanted { region: Some(Region::Singapore), ..Wanted::default() };
    assert_eq!(place(find(&wanted, &machine.surroundings())), (Site::China, Region::Singapore));
}

#[test]
fn fingerprints_follow_the_credentials() {
    let machine = Machine::new().file(ALIYUN, ALIYUN_TWO);
    let minted = machine.find();
    assert_eq!(minted.quotas_fingerprint(), minted.account_fingerprint());
    assert_eq!(minted.quotas_fingerprint().unwrap().len(), 16);
    let prod = machine.find_for(None, Some("prod"));
    assert_ne!(prod.account_fingerprint(), minted.account_fingerprint());

    let machine = machine.file(BL, BL_BOTH);
    let (default, dev) = (machine.find(), machine.find_for(Some("dev"), None));
    assert_ne!(default.quotas_fingerprint(), dev.quotas_fingerprint());
    assert_ne!(default.quotas_fingerprint(), default.account_fingerprint());
    assert_eq!(dev.account_fingerprint(), minted.account_fingerprint());
    assert!(dev.may_differ());
}
