//! `free-quota-only`: nothing is changed without consent, what was changed is reported model by model, and nothing is
//! claimed that no answer says.

use super::*;
use crate::support::{standin::Switching, terminal::Start};

const COMMAND: &str = "free-quota-only";

/// qwen-max and qwen-turbo have quota left, qwen-plus has none; all are off.
fn account(switching: Switching) -> Account {
    Account::new(Facts { switching, ..Facts::default() })
}

impl Account {
    /// What the server has of a model.
    fn switch_of(&self, model: &str) -> Option<bool> {
        let mut state = None;
        self.standin.change(|facts| {
            state = facts.models.iter().find(|fact| fact.name == model).unwrap().free_quota_only;
        });
        state
    }

    fn turn(&self, arguments: &[&str]) -> Ran {
        self.run(&[&[COMMAND], arguments].concat())
    }

    /// The outcome of each model, and its state afterwards.
    fn outcomes(ran: &Ran) -> Vec<(String, String, Value)> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let models = ran.json()["models"].as_array().unwrap().clone();
        let outcome =
            |model: &Value| (text(&model["model"]), text(&model["outcome"]), model["after"].clone());
        models.iter().map(outcome).collect()
    }
}

fn of(model: &str, outcome: &str, after: impl Into<Value>) -> (String, String, Value) {
    (model.to_owned(), outcome.to_owned(), after.into())
}

#[test]
fn models_are_turned_on_and_off() {
    for finished_at in [0, 1] {
        let account = account(Switching { finished_at, ..Switching::default() });
        let ran =
            account.turn(&["on", "qwen-max", "qwen-turbo", "qwen-max", "--yes", "-o", "json"]).succeeds();
        assert_eq!(Account::outcomes(&ran), [of("qwen-max", "done", true), of("qwen-turbo", "done", true)]);
        let document = ran.json();
        assert_eq!(document["schema"], "quotatop.free-quota-only/1");
        assert_eq!((&document["to"], &document["dry_run"]), (&"on".into(), &false.into()));
        assert_eq!(document["models"][0]["remaining"].to_string(), "24098");
        assert_eq!((account.switch_of("qwen-max"), account.standin.count(&On::Activate)), (Some(true), 2));
        // What is as wanted is left alone.
        let ran = account.turn(&["on", "qwen-max", "--yes"]).succeeds();
        ran.prints("already on");
        // Commands that use stored data know it at once.
        let stored = account.run(&["list", "--offline", "-o", "json"]).exits(0);
        assert_eq!(stored.model("qwen-turbo")["free_quota_only"], true);
        let ran = account.turn(&["off", "qwen-max", "--yes"]).succeeds();
        ran.prints_all(&["qwen-max  on      off  done"]);
        assert_eq!((account.switch_of("qwen-max"), account.standin.count(&On::Writes)), (Some(false), 3));
        assert_eq!(account.list().model("qwen-turbo")["free_quota_only"], true);
    }
}

#[test]
fn what_cannot_be_turned_on_is_not_sent() {
    let account = account(Switching::default());
    let ran = account.turn(&["on", "qwen-plus", "qwen-max", "--yes", "-o", "json"]).exits(1);
    assert_eq!(
        Account::outcomes(&ran),
        [of("qwen-plus", "not_possible", Value::Null), of("qwen-max", "done", true)]
    );
    assert_eq!(account.standin.count(&On::Activate), 1);
    let all = account.turn(&["on", "--all-with-quota", "--yes", "-o", "json"]).succeeds();
    assert_eq!(
        Account::outcomes(&all),
        [of("qwen-max", "already", Value::Null), of("qwen-turbo", "done", true)]
    );
    account.standin.set_remaining("qwen-max", "0");
    account.standin.set_remaining("qwen-turbo", "0");
    account.turn(&["off", "--all-with-quota", "--yes"]).exits(0).reports("no model has free quota left");
    assert_eq!(account.standin.count(&On::Deactivate), 0);
}

#[test]
fn a_name_that_the_account_does_not_have_stops_everything() {
    let account = account(Switching::default());
    let ran = account.turn(&["on", "qwen-max", "qwen-turb", "nonsense", "--yes"]).fails(2);
    ran.reports_all(&["qwen-turb; did you mean qwen-turbo?", "no model nonsense; see: quotatop list"]);
    assert_eq!(account.standin.count(&On::Writes), 0);
}

/// By the server's log: no request that changes anything leaves without consent.
#[test]
fn nothing_is_sent_without_consent() {
    let account = account(Switching::default());
    let snapshot = account.path("list.json");
    fs::write(&snapshot, account.list().out).unwrap();
    let recording = account.path("recording.json");
    let calls = json!({"schema": "quotatop.recording/1", "recorded_at": "2026-11-22T06:12:07Z", "version": "1", "calls": []});
    fs::write(&recording, calls.to_string()).unwrap();
    let requests = account.standin.requests().len();
    let (snapshot, recording) = (snapshot.to_str().unwrap(), recording.to_str().unwrap());
    for (arguments, says) in [
        (&["on", "qwen-max"][..], "--yes"),
        (&["on", "--all-with-quota"], "--yes"),
        (&["on", "qwen-max", "--yes", "--offline"], "--offline sends nothing"),
        (&["on", "qwen-max", "--yes", "--demo"], "needs a live account"),
        (&["on", "qwen-max", "--yes", "--snapshot", snapshot], "needs a live account"),
        (&["on", "qwen-max", "--yes", "--replay", recording], "needs a live account"),
        (&["on", "--yes"], "<MODEL>"),
        (&["on", "qwen-max", "--all-with-quota", "--yes"], "--all-with-quota"),
        (&["maybe", "qwen-max", "--yes"], "maybe"),
    ] {
        account.turn(arguments).fails(2).reports(says);
    }
    assert_eq!(account.standin.requests().len(), requests, "something was sent");
    account.turn(&["on", "qwen-max", "qwen-plus", "--dry-run"]).exits(1).prints_all(&[
        "turn on Free Quota Only for 1 model\n",
        "qwen-max   off  24,098 of 1,000,000 tokens left  turn on",
        "not possible: used up",
        "half an hour",
        "Savings plans",
        "may not be able to turn it off",
    ]);
    let planned = account.turn(&["on", "qwen-max", "--dry-run", "-o", "json"]).succeeds();
    assert_eq!(Account::outcomes(&planned), [of("qwen-max", "planned", Value::Null)]);
    assert_eq!(account.standin.count(&On::Writes), 0);
}

#[test]
fn a_read_only_profile_changes_nothing_at_all() {
    let account = account(Switching::default());
    account.set_configuration(&account.configuration().replacen("refresh", "read_only = true\nrefresh", 1));
    for consent in ["--yes", "--dry-run"] {
        account.turn(&["on", "qwen-max", consent]).fails(2).reports_all(&["default", "read_only = true"]);
    }
    assert_eq!(account.standin.requests().len(), 0);
    account.list().succeeds();
}

#[test]
fn failures_are_reported_model_by_model() {
    let mut facts = Facts::many(5);
    facts.switching.refused = ["model-1", "model-3"]
        .map(|model| (model.to_owned(), format!("FreeTier.{}", model.to_uppercase())))
        .into();
    facts.switching.finished_at = 1;
    let account = Account::new(facts);
    let names = ["model-0", "model-1", "model-2", "model-3", "model-4"];
    let ran = account.turn(&[&["on", "-o", "json", "--yes"], &names[..]].concat()).exits(1);
    assert_eq!(
        Account::outcomes(&ran),
        [
            of("model-0", "done", true),
            of("model-1", "failed", false),
            of("model-2", "done", true),
            of("model-3", "failed", false),
            of("model-4", "done", true),
        ]
    );
    let error = &ran.json()["models"][3]["error"];
    assert_eq!((&error["code"], &error["kind"]), (&"FreeTier.MODEL-3".into(), &"server".into()));
    account.standin.change(|facts| facts.switching.finished_at = 0);
    account.turn(&["on", "model-1", "--yes"]).exits(1).prints("failed: the server refused: FreeTier.MODEL-1");
    let csv = account.turn(&["on", "model-3", "model-0", "--yes", "-o", "csv"]).exits(1).out;
    assert_eq!(
        csv,
        "model,unit,total,remaining,before,to,outcome,code,after\n\
         model-3,tokens,1000000,3007,false,on,failed,FreeTier.MODEL-3,false\n\
         model-0,tokens,1000000,7,true,on,already,,\n"
    );
}

/// After a refused login or a missing permission the rest is not sent.
#[test]
fn a_refusal_of_the_login_ends_it() {
    for (fault, status) in [(Fault::forbidden(), 3), (Fault::not_logged_in(), 3), (Fault::throttled(), 1)] {
        let account = account(Switching::default());
        account.standin.fault(On::Activate, fault);
        let ran = account.turn(&["on", "qwen-max", "qwen-turbo", "--yes", "-o", "json"]).exits(status);
        assert_eq!(
            Account::outcomes(&ran),
            [of("qwen-max", "failed", false), of("qwen-turbo", "not_sent", Value::Null)]
        );
        assert_eq!(account.standin.count(&On::Writes), 1);
    }
    let account = Account::without_login(Facts::default());
    account.turn(&["on", "qwen-max", "--yes"]).fails(3).reports("bl auth login");
}

#[test]
fn what_the_server_does_not_show_yet_is_not_claimed() {
    let account = account(Switching { is_late: true, ..Switching::default() });
    let ran = account.turn(&["on", "qwen-max", "--yes", "-o", "json"]).exits(0);
    assert_eq!(Account::outcomes(&ran), [of("qwen-max", "done", false)]);
    ran.reports("half an hour");
    account.standin.fault(On::Activate, Fault::status(500));
    let ran = account.turn(&["on", "qwen-max", "--yes", "-o", "json"]).exits(1);
    assert_eq!(Account::outcomes(&ran), [of("qwen-max", "unknown", false)]);
    account.turn(&["on", "qwen-max", "--yes"]).exits(1).prints("unknown, it may have been done");
}

/// Killed before the answer: the list then says what the server says, and nothing was stored.
#[test]
fn nothing_is_claimed_after_a_kill() {
    let account = account(Switching::default());
    account.list().succeeds();
    account.standin.fault(On::Activate, Fault::Hang);
    let mut command = account.command();
    command.args([COMMAND, "on", "qwen-max", "--yes"]).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    account.standin.wait_for(1, &On::Activate);
    child.kill().unwrap();
    child.wait().unwrap();
    let offline = account.run(&["list", "--offline", "-o", "json"]);
    assert_eq!(offline.model("qwen-max")["free_quota_only"], false);
    assert_eq!(account.list().succeeds().model("qwen-max")["free_quota_only"], false);
    assert_eq!(account.standin.count(&On::Writes), 1);
}

#[test]
fn in_a_terminal_the_word_has_to_be_typed() {
    let account = account(Switching::default());
    let arguments = [COMMAND, "on", "qwen-max", "qwen-plus"];
    for wrong in ["", "y", "yes", "off", "ON please"] {
        let mut terminal = account.terminal(Start { arguments: &arguments, ..Start::default() });
        terminal.wait_for("To confirm, type on and press Enter:");
        for text in ["turn on", "not possible: used up", "half an hour", "Savings plans"] {
            terminal.wait_for(text);
        }
        terminal.press(&format!("{wrong}\r"));
        assert_eq!(terminal.wait_for_end(), 1, "{wrong}");
        terminal.wait_for("nothing was changed");
    }
    assert_eq!(account.standin.count(&On::Writes), 0);
    let mut terminal = account.terminal(Start { arguments: &arguments[..3], ..Start::default() });
    terminal.wait_for("type on and press Enter:");
    terminal.press("on\r");
    assert_eq!(terminal.wait_for_end(), 0);
    terminal.wait_for("qwen-max: done");
    assert_eq!(account.switch_of("qwen-max"), Some(true));
    let off = [COMMAND, "off", "qwen-max"];
    let mut terminal = account.terminal(Start { arguments: &off, ..Start::default() });
    terminal.wait_for("type off and press Enter:");
    terminal.press("off\r");
    assert_eq!(terminal.wait_for_end(), 0);
    assert_eq!(account.switch_of("qwen-max"), Some(false));
}
