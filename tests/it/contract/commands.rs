//! The commands as scripts use them: output, exit statuses, and standard error.

use std::{fs, path::Path, process::Command};

use serde_json::json;

use crate::support::account::run::Ran;

/// An empty home folder and an empty environment.
struct Machine(tempfile::TempDir);

impl Machine {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, content: &str) -> String {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_quotatop"));
        command.env_clear().env("HOME", self.path()).env("TZ", "UTC").args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        Ran::new(&mut self.command(arguments))
    }
}

/// A snapshot of edge cases that a list must reproduce unchanged.
const EDGES: &str = r#"{"schema": "quotatop.snapshot/1", "taken_at": "2026-11-22T06:12:07Z",
  "profile": "work", "source": "alibaba", "site": "china", "region": "cn-beijing",
  "feeds": {"quotas": {"state": "stale", "fetched_at": "2026-11-22T05:12:07Z",
                       "error": {"kind": "rate_limited", "message": "slow down", "remedy": "wait"}},
            "account": {"state": "fresh", "fetched_at": "2026-11-22T06:12:00Z", "error": null}},
  "account": {"state": "good", "available": "12.40", "currency": "CNY"},
  "models": [
    {"model": "qwen-max", "kind": "text", "unit": "tokens", "total": 1000000, "remaining": 24098,
     "expires_at": "2199-12-04T10:12:07Z", "free_quota_only": false, "quota_status": "VALID"},
    {"model": "fraction", "kind": "audio", "unit": "seconds", "total": 36000, "remaining": 12345.25,
     "expires_at": "2199-12-04T10:12:07Z", "quota_status": "VALID"},
    {"model": "exponent", "kind": "text", "unit": "tokens", "total": 1e6, "remaining": 2.5E5,
     "quota_status": "VALID"},
    {"model": "none", "total": 0, "remaining": 0, "quota_status": "VALID"},
    {"model": "=formula", "total": 10, "remaining": 10, "quota_status": "FROZEN"},
    {"model": "only-a-name"},
    {"model": "esc\u001b[31m\u202e", "quota_status": "UNKNOWN"}
  ]}"#;

#[test]
fn the_json_of_list_reads_back_to_the_same() {
    let machine = Machine::new();
    let file = machine.write("edges.json", EDGES);
    let first = machine.run(&["list", "-o", "json", "--snapshot", &file]).exits(0);
    let first = first.has_left("fraction", "12345.25").has_left("exponent", "250000");
    let first = first.prints("\\u001b[31m\\u202e").reports_all(&["slow down", "wait"]);
    let input = fs::File::open(machine.write("list.json", &first.out)).unwrap();
    let mut again = machine.command(&["--snapshot", "-", "list", "-o", "json"]);
    assert_eq!(Ran::new(again.stdin(input)).exits(0).out, first.out);
}

#[test]
fn lists_are_filtered_and_ordered() {
    let machine = Machine::new();
    let file = machine.write("edges.json", EDGES);
    let names = |options: &[&str]| -> Vec<String> {
        let arguments = [&["list", "-o", "json", "--snapshot", &file], options].concat();
        let document = machine.run(&arguments).exits(0).json();
        let models = document["models"].as_array().unwrap();
        models.iter().map(|model| model["model"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&["--kind", "audio"]), ["fraction"]);
    assert_eq!(names(&["--status", "none"]), ["none"]);
    assert_eq!(names(&["--filter", "status:low qwen"]), ["qwen-max"]);
    assert_eq!(names(&["--filter", "nothing-like-it"]), Vec::<String>::new());
    assert_eq!(names(&["--sort", "left"])[..3], ["none", "=formula", "fraction"]);
    assert_eq!(names(&["--sort", "model"])[0], "=formula");
    assert_eq!(names(&[])[0], "qwen-max");
}

#[test]
fn tables_and_csv_are_neutral() {
    let machine = Machine::new();
    let file = machine.write("edges.json", EDGES);
    let table = machine.run(&["list", "--snapshot", &file]);
    let table = table.prints_all(&["24,098/1,000,000", "esc\\u001b[31m\\u202e"]).out;
    assert!(!table.contains('\u{1b}') && !table.contains('\u{202e}'), "{table}");
    let csv = machine
        .run(&["list", "-o", "csv", "--snapshot", &file])
        .prints("\n'=formula,")
        .prints("\nfraction,audio,seconds,36000,12345.25,23654.75,34.2,2199-12-04T10:12:07Z,ok,");
    assert!(csv.out.starts_with("model,kind,unit,total,remaining,"), "{csv:?}");
}

#[test]
fn a_list_is_also_a_calendar() {
    let machine = Machine::new();
    let file = machine.write("edges.json", EDGES);
    let calendar = machine.run(&["list", "-o", "ics", "--snapshot", &file]).exits(0);
    let calendar = calendar.prints_all(&[
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n",
        "\r\nDTSTAMP:20261122T061207Z\r\nDTSTART:21991204T101207Z\r\nSUMMARY:qwen-max: free quota expires\r\n",
        "\r\nEND:VCALENDAR\r\n",
    ]);
    assert_eq!(calendar.out.matches("BEGIN:VEVENT").count(), 2, "{calendar:?}");
    let again = machine.run(&["list", "-o", "ics", "--snapshot", &file, "--sort", "model"]).exits(0);
    let uids = |out: &str| -> std::collections::BTreeSet<String> {
        out.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect()
    };
    assert_eq!(uids(&again.out), uids(&calendar.out));
    for command in [&["account"][..], &["bills"], &["check", "qwen-max"], &["events"]] {
        machine.run(&[command, &["-o", "ics", "--demo"]].concat()).fails(2).reports("ics");
    }
}

#[test]
fn without_a_terminal_quotatop_lists() {
    let machine = Machine::new();
    let file = machine.write("edges.json", EDGES);
    let plain = machine.run(&["--snapshot", &file]).exits(0);
    assert_eq!(plain.out, machine.run(&["list", "--snapshot", &file]).out);
}

#[test]
fn the_account_is_the_same_document_without_models() {
    let machine = Machine::new();
    let file = machine.write("edges.json", EDGES);
    let document = machine.run(&["account", "-o", "json", "--snapshot", &file]).exits(0).json();
    assert_eq!(document["account"], json!({"state": "good", "available": "12.40", "currency": "CNY"}));
    assert!(document.get("models").is_none() && document["feeds"]["quotas"]["state"] == "stale");
    let csv = machine.run(&["account", "-o", "csv", "--snapshot", &file]);
    assert_eq!(csv.out, "state,available,currency,fetched_at\ngood,12.40,CNY,2026-11-22T06:12:00Z\n");
}

#[test]
fn exit_statuses_follow_the_contract() {
    let machine = Machine::new();
    let broken = machine.write("broken.json", "{\"schema\": \"quotatop.snapshot/1\", \"models\": [");
    let newer = machine.write("newer.json", r#"{"schema": "quotatop.snapshot/2"}"#);
    let wrong =
        machine.write("wrong.toml", "[profiles.default]\nsite = \"europe\"\nrefresh = 5\nsecret = \"x\"\n");
    for (arguments, status, says) in [
        (&["list"][..], 3, "bl auth login"),
        (&["account"], 3, "bss:DescribeAcccount"),
        (&["doctor"], 3, ""),
        (&["list", "--offline"], 1, ""),
        (&["list", "--no-such-option"], 2, "--no-such-option"),
        (&["list", "--kind", "smell"], 2, "smell"),
        (&["list", "--profile", "nobody"], 2, "default"),
        (&["list", "--config", &wrong], 2, "wrong.toml:2:"),
        (&["config", "check", "--config", &wrong], 2, "wrong.toml:4:"),
        (&["list", "--config", "/no/such/file.toml"], 2, "/no/such/file.toml"),
        (&["list", "--snapshot", &broken], 1, "broken.json"),
        (&["list", "--snapshot", &newer], 1, "newer.json"),
        (&["list", "--snapshot", "/no/such/file.json"], 1, "/no/such/file.json"),
        (&["list", "--demo"], 0, ""),
        (&["account", "--demo"], 0, ""),
        (&["doctor", "--demo"], 0, ""),
        (&["check", "qwen-turbo", "--offline"], 1, "saved data"),
        (&["check"], 2, "MODEL"),
        (&["check", "qwen-turbo", "--need=-1"], 2, "--need"),
        (&["check", "qwen-turbo", "--need", "many"], 2, "many"),
        (&["check", "qwen-turbo", "--demo"], 0, ""),
        (&["check", "qwen-plus", "--demo"], 10, ""),
        (&["check", "qwen-turbo", "--demo", "--batch"], 10, ""),
        (&["explain", "Arrearage"], 0, ""),
        (&["explain", "Arrearage", "--offline"], 0, ""),
        (&["explain", "no error of a call"], 12, ""),
        (&["explain", "no error of a call", "-o", "json"], 12, ""),
        (&["explain", "Arrearage", "--config", &wrong], 2, "wrong.toml:2:"),
        (&["--version"], 0, ""),
        (&["--help"], 0, ""),
    ] {
        machine.run(arguments).exits(status).reports(says);
    }
}

#[test]
fn history_is_printed_from_stored_data() {
    let machine = Machine::new();
    let history = |locale: &str, options: &[&str]| {
        let mut command = machine.command(&["history", "qwen-max", "--demo"]);
        Ran::new(command.env("LC_ALL", locale).args(options)).succeeds().out
    };
    let table = history("C", &[]);
    assert!(table.starts_with("FROM") && table.contains("#####") && table.is_ascii(), "{table}");
    let last = table.trim_end().lines().last().unwrap();
    assert!(last.starts_with("qwen-max: 24,098 of 1,000,000 tokens left"), "{last}");
    assert!(history("de_DE.UTF-8", &[]).contains('\u{2588}'));
    assert!(history("de_DE.UTF-8", &["--ascii"]).is_ascii());

    let four_weeks = |format| {
        machine.run(&["history", "qwen3-asr-flash", "--demo", "--since", "28d", "-o", format]).exits(0)
    };
    let document = four_weeks("json").json();
    assert_eq!((&document["schema"], &document["unit"]), (&"quotatop.history/1".into(), &"seconds".into()));
    let points = document["points"].as_array().unwrap();
    assert!(points.len() > 100, "{}", points.len());
    assert_eq!(points.last().unwrap()["remaining"].to_string(), "12345.5");
    assert_eq!(document["gaps"].as_array().unwrap().len(), 1);
    let csv = four_weeks("csv").out;
    let header = "model,unit,from,until,remaining,total,expires_at\n";
    assert!(csv.starts_with(&format!("{header}qwen3-asr-flash,seconds,")), "{csv}");
    assert_eq!(csv.lines().count(), points.len() + 1);

    let file = machine.write("edges.json", EDGES);
    for (arguments, status, says) in [
        (&["history", "qwen-mxa", "--demo"][..], 1, "similar: qwen-max, qwen-max-latest"),
        (&["history", "qwen-max"], 1, "no history yet"),
        (&["history", "qwen-max", "--offline"], 1, "no history yet"),
        (&["history", "qwen-max", "--snapshot", &file], 2, "a snapshot has no history"),
        (&["history", "qwen-max", "--demo", "--since", "yesterday"], 2, "36h"),
        (&["history"], 2, "MODEL"),
    ] {
        machine.run(arguments).fails(status).reports(says);
    }
    assert!(!machine.path().join(".local/share/quotatop/quotatop.db").exists(), "a reader created the store");
}

#[test]
fn an_unknown_theme_is_a_usage_error() {
    let machine = Machine::new();
    for command in ["list", "account", "doctor"] {
        machine.run(&["--theme", "drak", "--demo", command]).fails(2).reports_all(&["drak", "dark"]);
    }
    machine.run(&["--theme", "light", "--demo", "list"]).exits(0);
}

#[test]
fn a_snapshot_is_checked_by_its_own_dates() {
    let machine = Machine::new();
    let file = machine.write("edges.json", EDGES);
    for (model, status, says) in [
        (&["fraction"][..], 12, "too old to be sure"),
        (&["none"], 12, "last checked"),
        (&["none", "--ignore-account"], 10, "no free quota"),
        (&["=formula"], 12, "not enough quota data"),
        (&["esc\u{1b}[31m\u{202e}"], 12, "esc\\u001b[31m\\u202e"),
    ] {
        let ran = machine.run(&[&["check", "--snapshot", &file], model].concat()).exits(status).prints(says);
        assert!(!ran.out.contains('\u{1b}'), "{ran:?}");
    }
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let machine = Machine::new();
    let models: Vec<_> = (0..20_000).map(|number| json!({"model": format!("model-{number:06}")})).collect();
    let snapshot = json!({"schema": "quotatop.snapshot/1", "models": models});
    let file = machine.write("many.json", &snapshot.to_string());
    for format in ["table", "json", "csv"] {
        let script = format!(
            "set -o pipefail; {} list -o {format} --snapshot {file} | head -1",
            env!("CARGO_BIN_EXE_quotatop")
        );
        let mut shell = Command::new("bash");
        shell.args(["-c", &script]).env_clear().env("HOME", machine.path());
        let ran = Ran::new(shell.env("PATH", std::env::var_os("PATH").unwrap())).exits(0);
        assert_eq!(ran.out.lines().count(), 1, "{ran:?}");
        assert!(ran.errors.lines().all(|line| line.contains("account not checked")), "{ran:?}");
    }
}

#[test]
fn the_configuration_is_found_made_checked_and_shown() {
    let machine = Machine::new();
    let path = machine.run(&["config", "path"]).exits(0).prints(machine.path().to_str().unwrap());
    assert!(path.out.trim().ends_with("quotatop/config.toml"), "{path:?}");
    machine.run(&["config", "check"]).exits(0);
    let defaults = machine.run(&["config", "show"]).out;
    machine.run(&["config", "init"]).exits(0);
    // An existing file is not overwritten.
    machine.run(&["config", "init"]).exits(1);
    machine.run(&["config", "check"]).exits(0);
    assert_eq!(machine.run(&["config", "show"]).out, defaults);
}

#[test]
fn manual_and_completions_are_generated() {
    let machine = Machine::new();
    machine.run(&["man"]).exits(0).prints(".TH quotatop");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        machine.run(&["completions", shell]).exits(0).prints("quotatop");
    }
    machine.run(&["completions", "bash"]).prints("auto dark light high-contrast colour-blind mono");
}

#[test]
fn colours_are_printed_to_terminals_or_when_forced() {
    let machine = Machine::new();
    let list = |name: &str, value: &str, flag: &[&str]| {
        let mut command = machine.command(&[&["list", "--demo"], flag].concat());
        Ran::new(command.env(name, value)).out
    };
    assert!(!list("X", "", &[]).contains('\u{1b}'));
    assert!(list("CLICOLOR_FORCE", "1", &[]).contains("\u{1b}[31m"));
    assert!(!list("CLICOLOR_FORCE", "1", &["--no-color"]).contains('\u{1b}'));
    assert!(!list("CLICOLOR_FORCE", "0", &[]).contains('\u{1b}'));
}

#[test]
fn themes_colour_the_output_and_an_unknown_one_is_reported() {
    let machine = Machine::new();
    let list = |theme: &[&str], variables: &[(&str, &str)]| {
        let mut command = machine.command(&[&["list", "--demo"], theme].concat());
        Ran::new(command.env("CLICOLOR_FORCE", "1").envs(variables.iter().copied()))
    };
    let full = [("TERM", "xterm-256color"), ("COLORTERM", "truecolor")];
    list(&["--theme", "light"], &full).prints("\u{1b}[38;2;179;21;38mbilled\u{1b}[0m");
    list(&["--theme", "dark"], &full[..1]).prints("\u{1b}[38;5;210mbilled\u{1b}[0m");
    list(&["--theme", "auto"], &full).prints("\u{1b}[31mbilled\u{1b}[0m");

    machine.write(".config/quotatop/themes/dusk.toml", "danger = { fg = \"#123456\", underline = true }");
    list(&["--theme", "dusk"], &full).prints("\u{1b}[4;38;2;18;52;86mbilled\u{1b}[0m");
    assert_eq!(
        list(&["--theme", "dusks"], &full).fails(2).errors,
        "quotatop: --theme: no theme \"dusks\"; did you mean dusk? use one of: auto, dark, light, \
         high-contrast, colour-blind, mono, dusk\n"
    );
}

#[test]
fn checking_the_configuration_checks_the_themes() {
    let machine = Machine::new();
    let config = machine.write(".config/quotatop/config.toml", "theme = \"dawn\"\nascii = 1\n");
    let theme = machine.write(".config/quotatop/themes/dusk.toml", "base = \"lihgt\"\nacent = { fg = 1 }\n");
    let ran = machine.run(&["config", "check"]).exits(2).reports_all(&[
        &format!("{config}:2:9: ascii: an integer is not accepted; use true or false\n"),
        &format!("{theme}:1:8: base: \"lihgt\" is not accepted; use dark, light,"),
        &format!("{theme}:2:1: acent: unknown key; did you mean accent?"),
    ]);
    assert_eq!(ran.errors.lines().count(), 3, "{ran:?}");

    machine.write(".config/quotatop/config.toml", "theme = \"dawn\"\n");
    machine.write(".config/quotatop/themes/dusk.toml", "base = \"light\"\n");
    let unknown = "config.toml: theme: no theme \"dawn\"; use one of: auto, dark,";
    machine.run(&["config", "check"]).exits(2).reports(unknown);
    machine.write(".config/quotatop/themes/dawn.toml", "");
    machine.run(&["config", "check"]).exits(0);
    machine.run(&["config", "show"]).prints("theme = \"dawn\"\n# ascii =\n");
}

#[cfg(target_os = "linux")]
#[test]
fn the_configuration_is_read_once() {
    use rustix::fs::inotify::{CreateFlags, ReadFlags, Reader, WatchFlags, add_watch, init};
    let machine = Machine::new();
    let config = machine.write("config.toml", "");
    for arguments in
        [&["--theme", "dark", "list"][..], &["history", "qwen-max"], &["doctor"], &["config", "check"]]
    {
        let watch = init(CreateFlags::NONBLOCK).unwrap();
        // Without close events, two consecutive openings would be merged into one event.
        add_watch(&watch, &config, WatchFlags::OPEN | WatchFlags::CLOSE_NOWRITE).unwrap();
        let mut command = machine.command(&["--demo", "--config", &config]);
        command.args(arguments).env("CLICOLOR_FORCE", "1").output().unwrap();
        let mut buffer = [std::mem::MaybeUninit::uninit(); 4096];
        let mut events = Reader::new(&watch, &mut buffer);
        let opened = std::iter::from_fn(|| Some(events.next().ok()?.events().contains(ReadFlags::OPEN)));
        assert_eq!(opened.filter(|is_open| *is_open).count(), 1, "{arguments:?}");
    }
}
