//! Logins that other tools left on this machine: advice about unusable ones is harmless, and unreadable ones are
//! reported.

use super::*;

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
        let list = account.run(&["list"]).exits(3).reports(&format!("~/{path} (")).reports(says);
        let doctor = account.run(&["doctor"]).prints(says);
        assert!(!doctor.out.contains("quotatop doctor"), "{doctor:?}");
        let both = format!("{list:?} {doctor:?}");
        assert!(!both.contains("SECRET-"), "{both}");
    }
}
