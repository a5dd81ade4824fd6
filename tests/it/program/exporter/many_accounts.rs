//! Many accounts in one process, each with a login of its own, at one server over real HTTP.

use std::fmt::Write as _;

use super::*;
use crate::support::account::endpoints;

fn name(account: usize) -> String {
    format!("account-{account:03}")
}

fn token(account: usize) -> String {
    format!("SECRET-TOKEN-{account:03}")
}

fn pair(account: usize) -> String {
    format!("LTAI-{account:03}")
}

/// This many accounts, which are read every `refresh`.
fn many(accounts: usize, refresh: &str) -> Account {
    let account = Account::without_login(Facts::default());
    account.standin.change(|facts| {
        facts.tokens = (0..accounts).map(token).collect();
        let own = facts.keys.remove(0);
        facts.keys = std::iter::repeat_n(own, accounts).collect();
        facts.keys.iter_mut().enumerate().for_each(|(at, key)| key.id = pair(at));
    });
    let mut config = format!("default_profile = \"{}\"\n", name(0));
    for name in (0..accounts).map(name) {
        writeln!(config, "[profiles.{name}]\nbl_profile = \"{name}\"\nrefresh = \"{refresh}\"").unwrap();
        config += &endpoints(&name, account.standin.url());
    }
    account.set_configuration(&config);
    let login = |at| {
        let (name, token, id) = (name(at), token(at), pair(at));
        let secret = crate::support::account::KEY_SECRET;
        format!(
            r#""{name}": {{"access_token": "{token}", "console_site": "international", "console_region": "ap-southeast-1",
                "access_key_id": "{id}", "access_key_secret": "{secret}"}}"#
        )
    };
    let logins: Vec<String> = (0..accounts).map(login).collect();
    account.write(".bailian/config.json", &format!("{{{}}}", logins.join(",\n")));
    account
}

/// From now on whatever this account requests with a login ends so.
fn fault(account: &Account, at: usize, fault: &Fault) {
    for login in [token(at), pair(at)] {
        account.standin.fault(On::By(login), fault.clone());
    }
}

#[test]
fn one_that_hangs_and_one_that_fails_delay_no_other() {
    const HANGING: usize = 7;
    const FAILING: usize = 23;
    let account = many(50, "10s");
    fault(&account, HANGING, &Fault::Hang);
    fault(&account, FAILING, &Fault::status(500));
    let exporter = Exporter::start(&account);
    let others = || (0..50).filter(|at| ![HANGING, FAILING].contains(at));
    // The hanging requests are not given up before: a request has 10 seconds.
    for at in others() {
        account.standin.wait_for(2, &On::By(pair(at)));
        account.standin.wait_for(3, &On::By(token(at)));
    }
    let has = |page: &Exposition, at: usize, expected: Option<f64>| {
        let up = |feed| page.value("quotatop_feed_up", &[("profile", &name(at)), ("feed", feed)]);
        up("quotas") == expected && up("account") == expected
    };
    let page = exporter.wait_until(|page| {
        others().all(|at| has(page, at, Some(1.0)))
            && has(page, FAILING, Some(0.0))
            && has(page, HANGING, Some(0.0))
    });
    let models = |at: usize| page.values("quotatop_free_quota_remaining", &[("profile", &name(at))]).len();
    assert!(others().all(|at| models(at) == 3));
    assert_eq!((models(HANGING), models(FAILING)), (0, 0));
    exporter.stop();
}

#[test]
fn a_hundred_at_once_need_few_files_and_connections() {
    let account = many(100, "1h");
    // Slow enough for all of them to be there at once, if they were let.
    account.standin.fault(On::Everything, Fault::Slow(std::time::Duration::from_millis(20)));
    account.run_in_shell("ulimit -n 200", &["poll", "--once"]).exits(0);
    // 112 turns; each account has one call of each kind here.
    assert!(account.standin.most_open() <= 112, "{}", account.standin.most_open());
    let list = account.run(&["accounts", "-o", "json", "--offline"]).exits(0).json();
    let rows = list["accounts"].as_array().unwrap();
    assert!(
        rows.len() == 100 && rows.iter().all(|row| row["models"] == 3 && row["state"] == "good"),
        "{list}"
    );
}
