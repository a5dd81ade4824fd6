//! The commands as scripts use them: output, exit statuses, what goes to standard error.

use std::{fmt::Write as _, path::Path, process::Output};

use assert_cmd::Command;
use serde_json::Value;

/// A machine of its own: an empty home folder and an empty environment.
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
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("quotatop").unwrap();
        command.env_clear().env("HOME", self.path()).env("TZ", "UTC").args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        outcome(&self.command(arguments).output().unwrap())
    }
}

fn outcome(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

/// A snapshot with the edges that a list has to carry through unchanged.
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
    let (status, first, errors) = machine.run(&["list", "-o", "json", "--snapshot", &file]);
    assert_eq!(status, 0, "{errors}");
    let output = machine
        .command(&["--snapshot", "-", "list", "-o", "json"])
        .write_stdin(first.clone())
        .output()
        .unwrap();
    let (status, second, _) = outcome(&output);
    assert_eq!((status, second.as_str()), (0, first.as_str()));
    assert!(first.contains("\"remaining\": 12345.25") && first.contains("\"remaining\": 250000"), "{first}");
    assert!(first.contains("\\u001b[31m\\u202e"), "{first}");
    assert!(errors.contains("slow down") && errors.contains("wait"), "{errors}");
}

#[test]
fn lists_are_filtered_and_ordered() {
    let machine = Machine::new();
    let file = machine.write("edges.json", EDGES);
    let names = |options: &[&str]| -> Vec<String> {
        let arguments = [&["list", "-o", "json", "--snapshot", &file], options].concat();
        let (status, out, errors) = machine.run(&arguments);
        assert_eq!(status, 0, "{errors}");
        let document: Value = serde_json::from_str(&out).unwrap();
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
    let (_, table, _) = machine.run(&["list", "--snapshot", &file]);
    assert!(table.contains("24,098/1,000,000") && table.contains("esc\\u001b[31m\\u202e"), "{table}");
    assert!(!table.contains('\u{1b}') && !table.contains('\u{202e}'), "{table}");
    let (_, csv, _) = machine.run(&["list", "-o", "csv", "--snapshot", &file]);
    assert!(csv.contains("\n'=formula,"), "{csv}");
    assert!(csv.starts_with("model,kind,unit,total,remaining,"), "{csv}");
    assert!(
        csv.contains("\nfraction,audio,seconds,36000,12345.25,23654.75,34.2,2199-12-04T10:12:07Z,ok,"),
        "{csv}"
    );
}

#[test]
fn without_a_terminal_quotatop_lists() {
    let machine = Machine::new();
    let file = machine.write("edges.json", EDGES);
    let (status, plain, _) = machine.run(&["--snapshot", &file]);
    assert_eq!((status, plain), (0, machine.run(&["list", "--snapshot", &file]).1));
}

#[test]
fn the_account_is_the_same_document_without_models() {
    let machine = Machine::new();
    let file = machine.write("edges.json", EDGES);
    let (status, out, _) = machine.run(&["account", "-o", "json", "--snapshot", &file]);
    let document: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(status, 0);
    assert_eq!(
        document["account"],
        serde_json::json!({"state": "good", "available": "12.40", "currency": "CNY"})
    );
    assert!(document.get("models").is_none() && document["feeds"]["quotas"]["state"] == "stale");
    let (_, csv, _) = machine.run(&["account", "-o", "csv", "--snapshot", &file]);
    assert_eq!(csv, "state,available,currency,fetched_at\ngood,12.40,CNY,2026-11-22T06:12:00Z\n");
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
        (&["check", "qwen-turbo", "--offline"], 1, "last known data"),
        (&["check"], 2, "MODEL"),
        (&["check", "qwen-turbo", "--need=-1"], 2, "--need"),
        (&["check", "qwen-turbo", "--need", "many"], 2, "many"),
        (&["check", "qwen-turbo", "--demo"], 0, ""),
        (&["check", "qwen-plus", "--demo"], 10, ""),
        (&["check", "qwen-turbo", "--demo", "--batch"], 10, ""),
        (&["--version"], 0, ""),
        (&["--help"], 0, ""),
    ] {
        let (code, out, errors) = machine.run(arguments);
        assert_eq!(code, status, "{arguments:?}\n{out}\n{errors}");
        assert!(errors.contains(says), "{arguments:?}: {errors}");
        assert!(!errors.contains("panicked"), "{arguments:?}: {errors}");
    }
}

#[test]
fn history_is_printed_from_stored_data() {
    let machine = Machine::new();
    let mut command = machine.command(&["history", "qwen-max", "--demo"]);
    let (status, table, errors) = outcome(&command.env("LC_ALL", "C").output().unwrap());
    assert_eq!((status, errors.as_str()), (0, ""));
    assert!(table.starts_with("FROM") && table.contains("#####") && table.is_ascii(), "{table}");
    assert!(
        table.trim_end().lines().last().unwrap().starts_with("qwen-max: 24,098 of 1,000,000 tokens left")
    );
    let mut command = machine.command(&["history", "qwen-max", "--demo"]);
    let (_, blocks, _) = outcome(&command.env("LC_ALL", "de_DE.UTF-8").output().unwrap());
    assert!(blocks.contains('\u{2588}'), "{blocks}");
    let mut command = machine.command(&["history", "qwen-max", "--demo", "--ascii"]);
    assert!(outcome(&command.env("LC_ALL", "de_DE.UTF-8").output().unwrap()).1.is_ascii());

    let (_, json, _) = machine.run(&["history", "qwen3-asr-flash", "--demo", "--since", "28d", "-o", "json"]);
    let document: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&document["schema"], &document["unit"]), (&"quotatop.history/1".into(), &"seconds".into()));
    let points = document["points"].as_array().unwrap();
    assert!(points.len() > 100, "{}", points.len());
    assert_eq!(points.last().unwrap()["remaining"].to_string(), "12345.5");
    assert_eq!(document["gaps"].as_array().unwrap().len(), 1);
    let (_, csv, _) = machine.run(&["history", "qwen3-asr-flash", "--demo", "--since", "28d", "-o", "csv"]);
    assert!(
        csv.starts_with("model,unit,from,until,remaining,total,expires_at\nqwen3-asr-flash,seconds,"),
        "{csv}"
    );
    assert_eq!(csv.lines().count(), points.len() + 1);

    let file = machine.write("edges.json", EDGES);
    for (arguments, status, says) in [
        (&["history", "qwen-mxa", "--demo"][..], 1, "near: qwen-max, qwen-max-latest"),
        (&["history", "qwen-max"], 1, "nothing is kept yet"),
        (&["history", "qwen-max", "--offline"], 1, "nothing is kept yet"),
        (&["history", "qwen-max", "--snapshot", &file], 2, "a snapshot holds no history"),
        (&["history", "qwen-max", "--demo", "--since", "yesterday"], 2, "36h"),
        (&["history"], 2, "MODEL"),
    ] {
        let (code, out, errors) = machine.run(arguments);
        assert_eq!((code, out.as_str()), (status, ""), "{arguments:?}: {errors}");
        assert!(errors.contains(says), "{arguments:?}: {errors}");
    }
    assert!(!machine.path().join(".local/share/quotatop/quotatop.db").exists(), "looking begins no file");
}

/// Also where nothing is painted.
#[test]
fn an_unknown_theme_is_a_usage_error() {
    let machine = Machine::new();
    for command in ["list", "account", "doctor"] {
        let (code, out, errors) = machine.run(&["--theme", "drak", "--demo", command]);
        assert_eq!((code, out.as_str()), (2, ""), "{command}: {errors}");
        assert!(errors.contains("drak") && errors.contains("dark"), "{command}: {errors}");
    }
    assert_eq!(machine.run(&["--theme", "light", "--demo", "list"]).0, 0);
}

#[test]
fn a_snapshot_is_checked_by_its_own_dates() {
    let machine = Machine::new();
    let file = machine.write("edges.json", EDGES);
    for (asked, status, says) in [
        (&["fraction"][..], 12, "read too long ago"),
        (&["none"], 12, "last checked"),
        (&["none", "--ignore-account"], 10, "no free quota"),
        (&["=formula"], 12, "does not tell"),
        (&["esc\u{1b}[31m\u{202e}"], 12, "esc\\u001b[31m\\u202e"),
    ] {
        let (code, out, _) = machine.run(&[&["check", "--snapshot", &file], asked].concat());
        assert_eq!(code, status, "{asked:?}: {out}");
        assert!(out.contains(says) && !out.contains('\u{1b}'), "{asked:?}: {out}");
    }
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let machine = Machine::new();
    let mut models = String::new();
    for number in 0..20_000 {
        let comma = if number == 0 { "" } else { "," };
        write!(models, "{comma}{{\"model\": \"model-{number:06}\"}}").unwrap();
    }
    let file =
        machine.write("many.json", &format!(r#"{{"schema": "quotatop.snapshot/1", "models": [{models}]}}"#));
    for format in ["table", "json", "csv"] {
        let script = format!(
            "set -o pipefail; {} list -o {format} --snapshot {file} | head -1",
            env!("CARGO_BIN_EXE_quotatop")
        );
        let mut shell = std::process::Command::new("bash");
        shell.args(["-c", &script]).env_clear().env("HOME", machine.path());
        let output = shell.env("PATH", std::env::var_os("PATH").unwrap()).output().unwrap();
        let (status, out, errors) = outcome(&output);
        let only_the_account = errors.lines().all(|line| line.contains("account not checked"));
        assert!(status == 0 && out.lines().count() == 1 && only_the_account, "{format}: {status} {errors}");
    }
}

#[test]
fn the_configuration_is_found_made_checked_and_shown() {
    let machine = Machine::new();
    let (status, path, _) = machine.run(&["config", "path"]);
    assert_eq!(status, 0);
    assert!(path.trim().ends_with("quotatop/config.toml") && path.contains(machine.path().to_str().unwrap()));
    assert_eq!(machine.run(&["config", "check"]).0, 0);
    let (_, defaults, _) = machine.run(&["config", "show"]);
    assert_eq!(machine.run(&["config", "init"]).0, 0);
    assert_eq!(machine.run(&["config", "init"]).0, 1, "an existing file is not overwritten");
    assert_eq!(machine.run(&["config", "check"]).0, 0);
    assert_eq!(machine.run(&["config", "show"]).1, defaults);
}

#[test]
fn manual_and_completions_are_generated() {
    let machine = Machine::new();
    let (status, man, _) = machine.run(&["man"]);
    assert!(status == 0 && man.contains(".TH quotatop"), "{man}");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (status, script, _) = machine.run(&["completions", shell]);
        assert!(status == 0 && script.contains("quotatop"), "{shell}");
    }
}

#[test]
fn colours_are_printed_to_terminals_or_when_forced() {
    let machine = Machine::new();
    let list = |name: &str, value: &str, flag: &[&str]| {
        let mut command = machine.command(&[&["list", "--demo"], flag].concat());
        String::from_utf8(command.env(name, value).output().unwrap().stdout).unwrap()
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
        outcome(&command.env("CLICOLOR_FORCE", "1").envs(variables.iter().copied()).output().unwrap())
    };
    let full = [("TERM", "xterm-256color"), ("COLORTERM", "truecolor")];
    assert!(list(&["--theme", "light"], &full).1.contains("\u{1b}[38;2;179;21;38mbilled\u{1b}[0m"));
    assert!(list(&["--theme", "dark"], &full[..1]).1.contains("\u{1b}[38;5;210mbilled\u{1b}[0m"));
    assert!(list(&["--theme", "auto"], &full).1.contains("\u{1b}[31mbilled\u{1b}[0m"));

    machine.write(".config/quotatop/themes/dusk.toml", "danger = { fg = \"#123456\", underline = true }");
    assert!(list(&["--theme", "dusk"], &full).1.contains("\u{1b}[4;38;2;18;52;86mbilled\u{1b}[0m"));
    let (status, printed, error) = list(&["--theme", "dusks"], &full);
    assert_eq!((status, printed.as_str()), (2, ""));
    assert_eq!(
        error,
        "quotatop: --theme: there is no theme \"dusks\"; did you mean dusk? there are: auto, dark, light, \
         high-contrast, colour-blind, mono, dusk\n"
    );
}

#[test]
fn checking_the_configuration_checks_the_themes() {
    let machine = Machine::new();
    let config = machine.write(".config/quotatop/config.toml", "theme = \"dawn\"\nascii = 1\n");
    let theme = machine.write(".config/quotatop/themes/dusk.toml", "base = \"lihgt\"\nacent = { fg = 1 }\n");
    let (status, _, error) = machine.run(&["config", "check"]);
    let lines: Vec<&str> = error.lines().collect();
    assert_eq!((status, lines.len()), (2, 3), "{error}");
    assert!(
        lines[0].ends_with(&format!("{config}:2:9: ascii: an integer is not accepted; use true or false"))
    );
    assert!(lines[1].contains(&format!("{theme}:1:8: base: \"lihgt\" is not accepted; use dark, light,")));
    assert!(lines[2].contains(&format!("{theme}:2:1: acent: unknown key; did you mean accent?")));

    machine.write(".config/quotatop/config.toml", "theme = \"dawn\"\n");
    machine.write(".config/quotatop/themes/dusk.toml", "base = \"light\"\n");
    let (status, _, error) = machine.run(&["config", "check"]);
    assert_eq!(status, 2);
    assert!(
        error.contains("config.toml: theme: there is no theme \"dawn\"; there are: auto, dark,"),
        "{error}"
    );
    machine.write(".config/quotatop/themes/dawn.toml", "");
    assert_eq!(machine.run(&["config", "check"]).0, 0);
    let (_, shown, _) = machine.run(&["config", "show"]);
    assert!(shown.contains("theme = \"dawn\"\n# ascii =\n"), "{shown}");
}

#[test]
fn themes_are_completed() {
    let (_, script, _) = Machine::new().run(&["completions", "bash"]);
    assert!(script.contains("auto dark light high-contrast colour-blind mono"));
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
        // Closing parts two openings, which would be one event otherwise.
        add_watch(&watch, &config, WatchFlags::OPEN | WatchFlags::CLOSE_NOWRITE).unwrap();
        let mut command = machine.command(&["--demo", "--config", &config]);
        command.args(arguments).env("CLICOLOR_FORCE", "1").output().unwrap();
        let mut buffer = [std::mem::MaybeUninit::uninit(); 4096];
        let mut events = Reader::new(&watch, &mut buffer);
        let opened = std::iter::from_fn(|| Some(events.next().ok()?.events().contains(ReadFlags::OPEN)));
        assert_eq!(opened.filter(|is_open| *is_open).count(), 1, "{arguments:?}");
    }
}
