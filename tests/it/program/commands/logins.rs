//! Logins that other tools left on this machine: advice about unusable ones is harmless, and unreadable ones are
//! reported.

use super::*;
use crate::support::terminal::Start;

/// The key pair of the stand-in, as a section of a credentials file with these keys.
fn pair(id: &str, secret: &str) -> String {
    format!("{id}LTAIstandin\n{secret}{KEY_SECRET}\n")
}

#[test]
fn no_advice_would_replace_a_profile_of_another_tool() {
    let role = r#"{"current": "default", "profiles": [{"name": "default", "mode": "EcsRamRole",
        "ram_role_name": "app", "region_id": "cn-hangzhou"}], "meta_path": ""}"#;
    let chained = role.replace("EcsRamRole", "ChainableRamRoleArn").replace("default", "prod");
    let taken = role.replace("}]", r#"}, {"name": "quotatop", "mode": "OIDC"}]"#);
    for (file, advice) in [
        (role.to_owned(), "aliyun configure --profile quotatop --mode AK"),
        (chained, "aliyun configure --profile quotatop --mode AK"),
        (taken, "aliyun configure --profile quotatop-2 --mode AK"),
    ] {
        let account = Account::without_login(Facts::default());
        account.write(".aliyun/config.json", &file);
        for command in ["list", "account", "doctor"] {
            let ran = account.run(&[command]).exits(3);
            let output = format!("{}{}", ran.out, ran.errors);
            assert!(
                output.contains(advice) && output.contains("aliyun_profile = \"quotatop"),
                "{file}: {ran:?}"
            );
            for harmful in ["--profile default", "--profile prod", "quotatop doctor"] {
                assert!(!output.contains(harmful), "{harmful}: {ran:?}");
            }
        }
        assert_eq!(account.standin.requests().len(), 0);
    }
}

#[test]
fn credentials_files_of_every_syntax_sign_in() {
    for file in [
        format!(
            "[default]\t# my account\ntype = access_key\n{}",
            pair("access_key_id = ", "access_key_secret = ")
        ),
        format!("\u{feff}[default] ; mine\n{}", pair("access_key_id: ", "access_key_secret: ")),
        format!("[default]\n{}", pair("ACCESS_KEY_ID\t=\t", "Access_Key_Secret = "))
            .replace('\n', "\t; x\r\n"),
        format!("[default]\naccess_key_id = \"LTAIstandin\"\naccess_key_secret='{KEY_SECRET}'\t# y\n"),
    ] {
        let account = Account::without_login(Facts::default());
        account.write(".alibabacloud/credentials", &file);
        account.run(&["account"]).succeeds();
        account.run(&["doctor"]).prints("~/.alibabacloud/credentials [default]");
    }
}

#[test]
fn an_unreadable_login_file_is_reported() {
    for (path, file, says) in [
        (
            ".alibabacloud/credentials",
            pair("access_key_id = ", "access_key_secret = "),
            "has no section [default]",
        ),
        (
            ".alibabacloud/credentials.ini",
            format!("[default]\n{}", pair("id ", "secret ")),
            "line 2 is neither",
        ),
        (".aliyun/config.json", r#"{"profiles": [{"name": "prod"}]}"#.to_owned(), "has no profile default"),
        (
            ".bailian/config.json",
            r#"{"api_key": "SECRET-sk"}"#.to_owned(),
            "no console token, only an API key",
        ),
    ] {
        let account = Account::without_login(Facts::default());
        account.write(path, &file);
        let list = account.run(&["list"]).exits(3).reports("no login found");
        let doctor = account.run(&["doctor"]).prints(says);
        assert!(!doctor.out.contains("quotatop doctor"), "{doctor:?}");
        let both = format!("{list:?} {doctor:?}");
        assert!(!both.contains("SECRET-"), "{both}");
    }
}

/// Sets when a token of the profile was first used, last accepted and refused: hours before now.
fn set_times(account: &Account, fingerprint: &str, (first, accepted, refused): (i64, i64, Option<i64>)) {
    let now = chrono::Utc::now().timestamp_micros();
    let at = |hours: i64| now - hours * 3_600_000_000;
    let sql =
        "INSERT OR REPLACE INTO login VALUES ('default', ?1, 'bl profile default', 'found', ?2, ?3, ?4)";
    let times = rusqlite::params![fingerprint, at(first), at(accepted), refused.map(at)];
    account.database().execute(sql, times).unwrap();
}

/// The tokens that were used, and whether each was refused.
fn used(account: &Account, origin: &str) -> Vec<(String, bool)> {
    let database = account.database();
    let mut statement = database
        .prepare(
            "SELECT fingerprint, refused_at IS NOT NULL FROM login WHERE origin = ?1 ORDER BY first_used",
        )
        .unwrap();
    let rows = statement.query_map([origin], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn a_login_that_will_lapse_is_announced_with_what_renews_it() {
    let account = Account::new(Facts::default());
    account.remove_pair();
    account.list();
    let found = used(&account, "found");
    let [(current, false)] = found.as_slice() else { panic!("{found:?}") };
    let current = current.clone();
    assert!(!TOKEN.contains(&current) && current.len() == 16, "{current}");
    // Nothing is known of how long a login lasts.
    set_times(&account, &current, (20, 0, None));
    assert!(!account.run(&["doctor"]).out.contains("earlier ones lasted"));
    set_times(&account, "0123456789abcdef", (100, 76, Some(76)));
    let ran = account.run(&["doctor"]);
    let announced =
        "the bl profile default login is 20 h old; earlier ones lasted about 1 d; run: bl auth login before ";
    ran.prints(announced);
    account.run(&["list"]).exits(0).reports(announced);
    account.poll_once().exits(0).reports(announced);
    let mut service = account.service();
    service.wait_for(announced);
    service.stop(Signal::TERM);
    let errors = account.run(&["account"]).errors;
    assert!(!errors.contains("earlier ones lasted"), "the login serves the quotas: {errors}");
    let terminal = account.terminal(Start { size: Some((200, 60)), ..Start::default() });
    terminal.wait_for("the bl profile default login is 20 h old; earlier ones lasted about 1 d");
    terminal.leave();
    // A login that has just begun is not announced.
    set_times(&account, &current, (2, 0, None));
    assert!(!account.run(&["doctor"]).out.contains("earlier ones lasted"));
    assert!(!account.run(&["list"]).errors.contains("earlier ones lasted"));
    // With a pair, quotatop renews it.
    set_times(&account, &current, (20, 0, None));
    account.set_pair(None);
    assert!(!account.run(&["doctor"]).out.contains("earlier ones lasted"));
    // A refusal ends its life.
    account.remove_pair();
    account.standin.revoke_tokens();
    account.run(&["doctor"]).exits(3);
    assert!(used(&account, "found").contains(&(current, true)));
}

#[test]
fn a_minted_token_says_how_old_it_is_and_when_one_was_renewed() {
    let account = Account::without_login(Facts::default());
    account.set_pair(None);
    account
        .run(&["doctor"])
        .prints("console token")
        .prints_all(&["minted from aliyun profile default: ", "; not renewed so far"]);
    let minted = used(&account, "minted");
    assert!(matches!(minted.as_slice(), [(_, false)]), "{minted:?}");
    let now = chrono::Utc::now().timestamp_micros();
    let sql = "UPDATE login SET first_used = ?1, last_accepted = ?2, refused_at = ?2";
    account.database().execute(sql, [now - 14 * 3_600_000_000, now - 3 * 3_600_000_000]).unwrap();
    let ran = account.run(&["doctor"]);
    ran.prints_all(&["minted from aliyun profile default: ", "last renewed ", ", after 11 h"]);
    let mut terminal = account.terminal(Start { size: Some((160, 40)), ..Start::default() });
    terminal.wait_for("qwen-max");
    terminal.press("a");
    terminal.wait_for("minted from aliyun profile default");
    // From the account to the list.
    terminal.press("q");
    terminal.leave();
}
