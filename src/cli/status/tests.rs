//! Lines of accounts in every state.

use std::time::Duration;

use serde_json::{Value, json};

use super::*;
use crate::{
    app::{Profile, State, account::schedule::Schedule},
    cli::fixture::{account, model, now},
    domain::{Model, Now, SourceKind, Thresholds, Zone},
    words::Lang,
};

/// Everything there is: one in use, one low, one used up and billed, one without a quota.
fn several() -> Vec<Model> {
    vec![
        model("qwen-max", "1000000", "24098"),
        model("qwen-plus", "1000000", "0"),
        model("qwen-turbo", "1000000", "640000"),
        model("wan", "0", "0"),
    ]
}

fn facts(state: &State, lang: Lang) -> Facts<'_> {
    Facts::new(state, lang, now(), Zone::UTC)
}

fn plain(state: &State, lang: Lang) -> String {
    presets::plain(&facts(state, lang), false)
}

fn filled(template: &str, state: &State) -> String {
    let LineFormat::Template(parts) = template.parse().unwrap() else { panic!("{template}") };
    template::filled(&parts, &facts(state, Lang::English))
}

fn waybar(state: &State) -> Value {
    let line = waybar::json(&facts(state, Lang::English), false).unwrap();
    assert!(!line.contains('\n'), "{line}");
    serde_json::from_str(&line).unwrap()
}

#[test]
fn a_line_says_the_worst_first() {
    let good = Some("12.40");
    let in_use = || vec![model("qwen-turbo", "1000000", "640000")];
    for (state, english, chinese) in [
        (
            account(several(), good, 0),
            "qwen-plus used up · 1 billed · 1 low",
            "qwen-plus 已用完 · 1 个计费 · 1 个偏低",
        ),
        (
            account(several(), Some("-12.40"), 0),
            "OVERDUE 12.40 USD · qwen-plus used up · 1 low",
            "欠费 12.40 USD · qwen-plus 已用完 · 1 个偏低",
        ),
        (account(in_use(), good, 0), "qwen-turbo 640,000 left (64 %)", "qwen-turbo 剩余 640,000（64 %）"),
        (
            account(vec![model("qwen-max", "1000000", "24098")], None, 0),
            "qwen-max 24,098 left (2.4 %) · 1 low",
            "qwen-max 剩余 24,098（2.4 %） · 1 个偏低",
        ),
        // Old figures may hide more than they show.
        (
            account(several(), good, 180),
            "qwen-plus used up · 1+ billed · 1+ low · 3 h old",
            "qwen-plus 已用完 · 1+ 个计费 · 1+ 个偏低 · 3 小时前的数据",
        ),
        (
            account(in_use(), good, 180),
            "qwen-turbo 640,000 left (64 %) · 3 h old",
            "qwen-turbo 剩余 640,000（64 %） · 3 小时前的数据",
        ),
        (account(vec![model("wan", "0", "0")], good, 0), "quotatop ?", "quotatop ?"),
    ] {
        assert_eq!(plain(&state, Lang::English), english);
        assert_eq!(plain(&state, Lang::Chinese), chinese);
    }
    assert!(presets::plain(&facts(&account(several(), good, 0), Lang::English), true).is_ascii());
}

#[test]
fn fields_are_filled_in_and_what_is_unknown_is_a_sign() {
    let fresh = account(several(), Some("12.40"), 0);
    let unsure = Model { free_quota_only: None, ..model("a", "100", "0") };
    let unsure = account(vec![unsure, model("b", "100", "80")], None, 1);
    let old = account(vec![model("b", "100", "80")], Some("1"), 61);
    for (state, template, line) in [
        (&fresh, "{left:qwen-max}", "24,098"),
        (&fresh, "{left:qwen-plus}", "used up"),
        (&fresh, "{left:wan}", "none"),
        (&fresh, "{left:no-such-model}|{percent:no-such-model}|{runs_out:no-such-model}", "?|?|?"),
        (&fresh, "{percent:qwen-max}%", "2.4%"),
        (&fresh, "{percent:wan}", "?"),
        (&fresh, "{runs_out:qwen-max}", "?"),
        (&fresh, "{billed}/{low}", "1/1"),
        (&fresh, "{alerts} {spend}", "? ?"),
        (&fresh, "[{overdue}]", "[]"),
        (&fresh, "{age}", "now"),
        (&fresh, "<b>{worst}</b> {{}}", "<b>qwen-plus used up</b> {}"),
        (&unsure, "{billed} {low} [{overdue}]", "? 0 [?]"),
        (&old, "{billed} {low} [{overdue}]", "? ? [?] (1 h old)"),
        (&old, "{billed}, {age}", "?, 1 h"),
        (&old, "{left:b}", "80 (1 h old)"),
    ] {
        assert_eq!(filled(template, state), line, "{template}");
    }
}

#[test]
fn an_account_of_which_nothing_is_known_says_so() {
    let started = Now { utc: now(), monotonic: Duration::ZERO };
    let profile =
        Profile::new("default", SourceKind::Alibaba, Duration::from_mins(1), Schedule::new(0, true), started);
    let state = State::new(profile, Thresholds::default(), started);
    assert!(!facts(&state, Lang::English).are_known());
    assert_eq!(plain(&state, Lang::English), "quotatop ?");
    assert_eq!(filled("{worst} {billed} {low} {alerts} {overdue} {spend} {age}", &state), "? ? ? ? ? ? ?");
    let module = waybar(&state);
    assert_eq!((&module["text"], &module["class"]), (&json!("quotatop ?"), &json!(["stale"])));
    assert_eq!(module["percentage"], Value::Null);
}

#[test]
fn a_waybar_module_has_every_class_that_applies() {
    let low = || vec![model("qwen-max", "1000000", "4098")];
    let in_use = || vec![model("qwen-turbo", "1000000", "640000")];
    let unsure = || vec![Model { free_quota_only: None, ..model("a", "100", "0") }];
    for (state, class, percentage) in [
        (account(several(), Some("-1"), 0), json!(["overdue", "low"]), json!(0)),
        (account(several(), Some("1"), 0), json!(["billed", "low"]), json!(0)),
        (account(several(), Some("1"), 5), json!(["billed", "low", "stale"]), json!(0)),
        (account(low(), Some("1"), 0), json!(["low"]), json!(1)),
        (account(in_use(), Some("1"), 0), json!(["ok"]), json!(64)),
        // What is not known is not well.
        (account(in_use(), None, 0), json!([]), json!(64)),
        (account(unsure(), Some("1"), 0), json!([]), json!(0)),
    ] {
        let module = waybar(&state);
        assert_eq!((&module["class"], &module["percentage"]), (&class, &percentage), "{module}");
    }
    let module = waybar(&account(several(), Some("-1"), 5));
    assert_eq!(
        module["tooltip"],
        "OVERDUE 1.00 USD: all calls are refused until it is paid\n\
         qwen-plus used up\nqwen-max 24,098 left (2.4 %) · expires in 30 d 00 h\n\
         qwen-turbo 640,000 left (64 %) · expires in 30 d 00 h\n1 low\n5 min old"
    );
}

#[test]
fn a_hostile_name_breaks_no_line() {
    let hostile = "#[fg=red]\"<b>&#(x)%{A}\n\u{1b}[2J\u{202e}";
    let state = account(vec![model(hostile, "100", "80")], Some("1"), 0);
    let line = plain(&state, Lang::English);
    let shown = r#"#[fg=red]"<b>&#(x)%{A}\u000a\u001b[2J\u~ 80 left (80 %)"#;
    assert_eq!(line, shown);
    assert_eq!(escape::tmux(&line), shown.replace('#', "##"));
    assert_eq!(
        filled("{worst}", &state),
        r#"\u0023[fg=red]"\u003cb>\u0026\u0023(x)\u0025{A}\u000a\u001b[2J\u~ 80 left (80 %)"#
    );
    let module = waybar(&state);
    let markup = r"#[fg=red]&quot;&lt;b&gt;&amp;#(x)%{A}\u000a\u001b[2J\u~ 80 left (80 %)";
    assert_eq!(module["text"], markup);
    assert!(module["tooltip"].as_str().unwrap().starts_with(markup), "{module}");
}
