//! Text from outside, in every field that can contain it and in every command that prints: it cannot control the
//! terminal, is unchanged in JSON, becomes no formula in CSV, and breaks no line of a table.

use quotatop::domain::json::is_unseen;

use super::*;

/// C0, C1, DEL, bidirectional controls, line ends, invisible characters, and a formula.
const NASTY: &str = "=\u{1b}]0;pwned\u{7}\u{1b}[2J\u{8}\t\r\n\u{0b}\u{7f}\u{85}\u{9b}31m\u{9d}\u{202e}\u{2066}\u{2028}\u{200b}\u{ad}\u{feff}\u{e0041}通义";

/// 300 columns wide.
fn hostile() -> String {
    format!("{NASTY}{}", "x".repeat(300))
}

/// Short enough for a path.
fn path_part() -> String {
    NASTY.to_owned() + "x"
}

/// A home whose folders have hostile names, and whose server and files answer with hostile text.
struct Home {
    account: Account,
    config: PathBuf,
    data: PathBuf,
}

impl Home {
    fn new() -> Self {
        let mut facts = Facts::default();
        facts.models.push(ModelFact::text(&hostile(), "1000000", "5000"));
        facts.models.push(ModelFact::text(&format!("@{}", hostile()), "1000000", "0"));
        facts.models.push(ModelFact::text("+1+1", "1000000", "640000"));
        let mut odd = ModelFact::text("-odd", "1000000", "640000");
        if let Some(quota) = &mut odd.quota {
            quota.status = Value::from(hostile()).to_string();
        }
        facts.models.push(odd);
        facts.balance.currency = hostile();
        let account = Account::new(facts);
        let folder = account.home.path().join(path_part());
        let (config, data) = (folder.join("config"), folder.join("data"));
        fs::create_dir_all(config.join("quotatop")).unwrap();
        let home = Self { account, config, data };
        let word = toml_string(&hostile());
        let channels = format!(
            "[channels.one]\nkind = \"command\"\ncommand = [\"sh\", \"-c\", 'echo \"$0\" >&2; exit 3', {word}]\n\
             [channels.two]\nkind = \"command\"\ncommand = [{word}]\n\
             [profiles.other]\nsource = \"snapshot\"\nsnapshot = {word}\n"
        );
        let file = home.config.join("quotatop/config.toml");
        fs::write(file, home.account.configuration() + &channels).unwrap();
        home
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.config.parent().unwrap().join(name);
        fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Runs a command, and asserts that its output is clean.
    fn run(&self, arguments: &[&str]) -> Ran {
        let (config, data) = (self.config.as_os_str(), self.data.as_os_str());
        let variables =
            [("LANG", OsStr::new("C.UTF-8")), ("XDG_CONFIG_HOME", config), ("XDG_DATA_HOME", data)];
        let ran = self.account.run_with(arguments, &variables);
        for text in [&ran.out, &ran.errors] {
            let raw: Vec<char> = text.chars().filter(|sign| *sign != '\n' && is_unseen(*sign)).collect();
            assert!(raw.is_empty(), "{arguments:?}: {raw:?}: {text}");
        }
        let is_usage = ran.status == 2;
        assert!(is_usage || ran.errors.lines().all(|line| line.starts_with("quotatop: ")), "{ran:?}");
        ran
    }
}

fn toml_string(text: &str) -> String {
    let escaped: Vec<String> = text.chars().map(|sign| format!("\\U{:08X}", u32::from(sign))).collect();
    format!("\"{}\"", escaped.concat())
}

fn first_cells(csv: &str) -> Vec<&str> {
    csv.lines().skip(1).map(|line| line.trim_start_matches('"').get(..2).unwrap_or(line)).collect()
}

fn assert_no_formula(csv: &str) {
    for line in csv.lines().skip(1) {
        for cell in line.split(',').map(|cell| cell.trim_start_matches('"')) {
            let is_number = cell.parse::<f64>().is_ok();
            assert!(is_number || !cell.starts_with(['=', '+', '-', '@']), "{cell}: {line}");
        }
    }
}

fn models(document: &Value) -> Vec<&str> {
    document["models"].as_array().unwrap().iter().filter_map(|model| model["model"].as_str()).collect()
}

#[test]
fn server_text_cannot_control_the_terminal() {
    let home = Home::new();
    let name = hostile();
    let list = home.run(&["list", "-o", "json"]).exits(0);
    assert!(models(&list.json()).contains(&name.as_str()), "{list:?}");
    assert_eq!(list.json()["account"]["currency"], Value::from(name.as_str()));
    // The output reads back to the same.
    let file = home.file("list.json", &list.out);
    let again = home.run(&["list", "-o", "json", "--snapshot", &file]);
    assert_eq!(models(&again.json()), models(&list.json()));

    let table = home.run(&["list"]);
    assert_eq!(table.out.lines().count(), 1 + 7, "{}", table.out);
    let csv = home.run(&["list", "-o", "csv"]);
    assert_eq!(csv.out.lines().count(), 1 + 7, "{}", csv.out);
    assert_no_formula(&csv.out);
    assert_eq!(first_cells(&csv.out).iter().filter(|cell| cell.starts_with('\'')).count(), 4, "{}", csv.out);

    for output in ["table", "json", "csv"] {
        home.run(&["account", "-o", output]);
        let check = home.run(&["check", &name, "-o", output]);
        let history = home.run(&["history", &name, "-o", output]).exits(0);
        home.run(&["poll", "--once"]);
        let events = home.run(&["events", "-o", output]);
        match output {
            "json" => {
                assert_eq!(check.json()["model"], Value::from(name.as_str()));
                assert_eq!(history.json()["model"], Value::from(name.as_str()));
                assert!(events.json()["events"].is_array());
            }
            "csv" => {
                for ran in [&check, &history, &events] {
                    assert_no_formula(&ran.out);
                }
            }
            _ => assert_eq!(check.out.lines().count(), 1, "{check:?}"),
        }
    }
    let doctor = home.run(&["doctor"]);
    assert!(doctor.out.lines().all(|line| !line.starts_with(' ')), "{}", doctor.out);
    let tried = home.run(&["alerts", "test"]);
    assert_eq!((tried.status, tried.out.lines().count()), (1, 2), "{tried:?}");
}

#[test]
fn an_explained_text_cannot_control_the_terminal() {
    let home = Home::new();
    for cause in ["AllocationQuota.FreeTierOnly", "model_not_found", "Arrearage", "nothing known"] {
        let text = format!("{} {cause} model: {}", hostile(), hostile());
        for format in ["table", "json", "csv"] {
            for model in [&hostile(), &format!("@{}", hostile()), "no-such-model"] {
                let ran = home.run(&["explain", &text, "--model", model, "-o", format]);
                assert_eq!(ran.status, if cause == "nothing known" { 12 } else { 0 }, "{ran:?}");
                if format == "json" {
                    assert_eq!(ran.json()["model"], *model);
                }
            }
        }
    }
}

#[test]
fn server_error_messages_cannot_control_the_terminal() {
    for fault in [
        Fault::refusal(200, &hostile(), &hostile()),
        Fault::refusal(400, "Odd", &hostile()),
        Fault::answer(200, hostile()),
        Fault::redirect("http://127.0.0.1:9/%1b%5b2J"),
    ] {
        let home = Home::new();
        home.account.standin.fault(On::Everything, fault);
        for command in [
            &["list"][..],
            &["list", "-o", "json"],
            &["account", "-o", "json"],
            &["check", "qwen-max"],
            &["bills"],
            &["bills", "-o", "json"],
            &["poll", "--once"],
            &["doctor"],
        ] {
            let ran = home.run(command);
            assert_ne!(ran.status, 0, "{command:?}: {ran:?}");
            if command.contains(&"json") {
                ran.json();
            }
        }
    }
}

fn bill() -> String {
    let quoted = format!("\"{}\"", hostile());
    let unit = format!("\"{}\"", NASTY.replace('\n', ""));
    let fields = [
        ("账单月份", "202611"),
        ("账单日期", "20261103"),
        ("产品Code", "sfm"),
        ("产品名称", &quoted),
        ("商品Code", "sfm_inference_public_cn"),
        ("商品名称", &quoted),
        ("资产/资源实例ID", &quoted),
        ("计费项", &quoted),
        ("用量", "12"),
        ("用量单位", &unit),
        ("目录总价", "1.20"),
        ("优惠后金额", "1.20"),
        ("应付金额", "1.20"),
        ("定价币种", &unit),
        ("主键", "1"),
    ];
    let [names, values] = [0, 1].map(|at| {
        let row: Vec<&str> =
            fields.iter().map(|(name, value)| if at == 0 { *name } else { *value }).collect();
        row.join(",")
    });
    format!("\u{feff}{names}\n{values}\n")
}

#[test]
fn bill_fields_cannot_control_the_terminal() {
    let home = Home::new();
    home.account.remove_pair();
    let file = home.file(&format!("{}.csv", path_part()), bill());
    home.run(&["import", &file]).exits(0);
    for grouping in ["model", "api-key", "workspace", "item", "day", "instance", "none"] {
        let bills = |output| {
            let cycle = ["bills", "--cycle", "2026-11", "--product", "all", "-o", output];
            home.run(&[&cycle[..], &["--group-by", grouping]].concat())
        };
        let (table, json, csv) = (bills("table"), bills("json"), bills("csv"));
        assert_eq!(json.json()["lines"], 1, "{json:?}");
        let group = json.json()["groups"][0].clone();
        if matches!(grouping, "instance" | "none") {
            assert_eq!(group["key"], Value::from(hostile()), "{json:?}");
        }
        assert!(group["currency"].as_str().unwrap().contains('\u{1b}'), "{json:?}");
        assert_no_formula(&csv.out);
        // Staleness, heading, column names, the row, the total, and the unknown instance ID.
        assert!(table.out.lines().count() <= 6, "{}", table.out);
    }
    home.run(&["bills", "--cycle", "2026-11", "--product", &hostile()]);
    home.run(&["bills", "--cycle", "2026-11", "--search", &hostile(), "-o", "json"]);
}

#[test]
fn arguments_paths_and_configuration_values_cannot_control_the_terminal() {
    let home = Home::new();
    let (name, part) = (hostile(), path_part());
    let missing = home.file("gone", "") + &part;
    let odd_bill = home.file(&format!("{part}-odd.csv"), "a,b\n1,2\n");
    let broken = home.file(
        &format!("{part}.toml"),
        format!("{} = 1\ntheme = {}\n", toml_string(&name), toml_string(&name)),
    );
    let snapshot =
        home.file(&format!("{part}.json"), format!("{{\"schema\": {}}}", Value::from(name.as_str())));
    for (arguments, status) in [
        (&["list", "--profile", &name][..], 2),
        (&["list", "--config", &missing], 2),
        (&["doctor", "--config", &missing], 2),
        (&["config", "check", "--config", &broken], 2),
        (&["list", "--config", &broken], 2),
        (&["list", "--theme", &name], 2),
        (&["list", "--snapshot", &missing], 1),
        (&["list", "--snapshot", &snapshot], 1),
        (&["list", "--profile", "other"], 1),
        (&["list", "--log-file", &format!("{missing}/{part}")], 1),
        (&["list", "--filter", &name], 0),
        (&["list", &name], 2),
        (&[&name], 2),
        (&["list", "-o", &name], 2),
        (&["bills", "--cycle", &name], 2),
        (&["history", &format!("{name}-unknown"), "--offline"], 1),
        (&["check", &format!("{name}-unknown")], 12),
        (&["import", &missing], 1),
        (&["import", &odd_bill], 1),
        (&["config", "check"], 0),
        (&["config", "show"], 0),
        (&["config", "init"], 1),
        (&["config", "init", "--config", &format!("{missing}.toml")], 0),
    ] {
        home.run(arguments).exits(status);
    }
    // The configuration reads back as shown.
    let shown = home.run(&["config", "show"]).out;
    let copy = home.file("copy.toml", &shown);
    assert_eq!(home.run(&["config", "show", "--config", &copy]).out, shown);
}
