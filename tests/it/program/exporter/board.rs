//! `assets/grafana/quotatop.json`: a board that names only what is exported or recorded. Its queries are made to a real
//! Prometheus; Grafana itself is not started.

use std::collections::BTreeSet;

use super::*;
use crate::support::{
    exposition::Labels,
    prometheus::Prometheus,
    retired::retired_words,
    waiting::{first, long_patience},
};

type Words = BTreeSet<String>;

/// Labels that Prometheus adds: to what it scrapes, and to alerts.
const ADDED: [&str; 7] = ["instance", "job", "__name__", "alertname", "alertstate", "severity", "rule"];

/// What Grafana writes in place of its variables.
const VARIABLES: [(&str, &str); 4] =
    [("$profile", ".*"), ("$instance", ".*"), ("$model", ".*"), ("$__range", "1h")];

/// What is followed by labels in parentheses.
const GROUPING: [&str; 6] = ["by", "without", "on", "ignoring", "group_left", "group_right"];

fn asset(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(name)).unwrap()
}

fn board() -> Value {
    serde_json::from_str(&asset("grafana/quotatop.json")).unwrap()
}

fn rows(of: &Value) -> &[Value] {
    of.as_array().map_or(&[], Vec::as_slice)
}

fn text(of: &Value) -> &str {
    of.as_str().unwrap_or_else(|| panic!("no text: {of}"))
}

/// Each query with its panel.
fn queries(board: &Value) -> Vec<(&Value, &Value)> {
    let panels = rows(&board["panels"]).iter();
    panels.flat_map(|panel| rows(&panel["targets"]).iter().map(move |query| (panel, query))).collect()
}

/// The selectors that fill the lists of the variables, each with the label whose values they are.
fn lists(board: &Value) -> Vec<(&str, &str)> {
    let variables = rows(&board["templating"]["list"]).iter();
    variables
        .filter_map(|variable| {
            let list = variable["query"]["query"].as_str()?.strip_prefix("label_values(")?;
            list.strip_suffix(')')?.rsplit_once(", ")
        })
        .collect()
}

/// Without what is in quotes.
fn bare(expr: &str) -> String {
    expr.split('"').step_by(2).collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |sign: char| sign.is_ascii_alphanumeric() || sign == '_' || sign == ':';
    text.split(move |sign| !is_part(sign)).filter(|word| !word.is_empty())
}

/// The labels that an expression selects and groups by.
fn labels_of(expr: &str) -> Words {
    let bare = bare(expr);
    let braces = bare.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
    let mut labels: Words = braces.flat_map(words).map(str::to_owned).collect();
    for start in GROUPING.map(|word| format!(" {word} (")) {
        let groups = bare.split(&start).skip(1).filter_map(|rest| Some(rest.split_once(')')?.0));
        labels.extend(groups.flat_map(words).map(str::to_owned));
    }
    labels
}

/// The values that labels have to be equal to, but for those that Prometheus adds.
fn equal_to(expr: &str) -> Vec<(&str, &str)> {
    let mut parts = expr.split("=\"");
    let mut before = parts.next().unwrap();
    let mut found = Vec::new();
    for part in parts {
        let (value, rest) = part.split_once('"').unwrap();
        found.extend(words(before).last().map(|label| (label, value)));
        before = rest;
    }
    found.retain(|(label, _)| !ADDED.contains(label));
    found
}

fn in_braces(legend: &str) -> Words {
    let named = legend.split("{{").skip(1).filter_map(|rest| Some(rest.split_once("}}")?.0));
    named.map(str::to_owned).collect()
}

/// The columns of a table that are labels: those that are shown, and those that are hidden.
fn columns(panel: &Value) -> Words {
    let organize = rows(&panel["transformations"]).iter().find(|step| step["id"] == "organize").unwrap();
    let named = ["indexByName", "excludeByName"].map(|key| organize["options"][key].as_object().unwrap());
    let named = named.into_iter().flat_map(serde_json::Map::keys);
    named.filter(|name| *name != "Time" && !name.starts_with("Value")).cloned().collect()
}

/// A running quotatop with the built-in account, which has a sample of each metric.
fn demo(account: &Account) -> (Exporter, Exposition) {
    let exporter = Exporter::with(account, &["--demo"], &[]);
    let has = |page: &Exposition, metric| !page.values(metric, &[]).is_empty();
    let page = exporter.wait_until(|page| {
        ["quotatop_free_quota_runs_out_timestamp_seconds", "quotatop_account_overdue", "quotatop_model_spend"]
            .iter()
            .all(|metric| has(page, metric))
    });
    (exporter, page)
}

#[test]
fn the_board_names_metrics_rules_and_labels_that_there_are() {
    let account = account();
    let (exporter, page) = demo(&account);
    exporter.stop();
    let rules = asset("prometheus/recording.rules.yml");
    let recorded = rules.lines().filter_map(|line| line.trim().strip_prefix("- record: "));
    let metrics: BTreeSet<&str> =
        page.samples.iter().map(|(name, ..)| name.as_str()).chain(recorded).collect();
    let keys = page.samples.iter().flat_map(|(_, labels, _)| labels.keys().map(String::as_str));
    let labels: BTreeSet<&str> = keys.chain(ADDED).collect();
    let board = board();
    let expressions = queries(&board).into_iter().map(|(_, query)| text(&query["expr"]));
    let mut count = 0;
    for expr in expressions.chain(lists(&board).into_iter().map(|(selector, _)| selector)) {
        for name in words(&bare(expr)).filter(|word| word.starts_with("quotatop")) {
            assert!(metrics.contains(name), "{name}: {expr}");
            count += 1;
        }
        let unknown: Vec<_> =
            labels_of(expr).into_iter().filter(|label| !labels.contains(&**label)).collect();
        assert!(unknown.is_empty(), "{unknown:?}: {expr}");
        for (label, value) in equal_to(expr) {
            let has = |labels: &Labels| labels.get(label).is_some_and(|it| it == value);
            assert!(page.samples.iter().any(|(_, labels, _)| has(labels)), "{label}={value}: {expr}");
        }
    }
    assert!(count > 40, "names are found: {count}");
    let legends = queries(&board).into_iter().filter_map(|(_, query)| query["legendFormat"].as_str());
    let tables = rows(&board["panels"]).iter().filter(|panel| panel["type"] == "table").map(columns);
    let values = lists(&board).into_iter().map(|(_, label)| label.to_owned());
    for label in legends.flat_map(in_braces).chain(tables.flatten()).chain(values) {
        assert!(labels.contains(&*label), "{label}");
    }
}

#[test]
fn labels_are_found_wherever_they_are() {
    let expr = r#"sum by (a, b) (m{c="x{y}", d=~"$z"}) / on (e) group_left (f) n{} unless ignoring (g) o"#;
    assert_eq!(labels_of(expr).into_iter().collect::<Vec<_>>(), ["a", "b", "c", "d", "e", "f", "g"]);
    assert_eq!(equal_to(r#"m{c="x", job="j", d=~"$z"} - n{e="y=z"}"#), [("c", "x"), ("e", "y=z")]);
    assert_eq!(in_braces("{{a}} on {{b}}, 95 %").into_iter().collect::<Vec<_>>(), ["a", "b"]);
}

/// Every query has a result, with the labels of its legend or the columns of its table.
#[test]
fn a_prometheus_has_what_the_board_requests() {
    if !Prometheus::is_installed() {
        return;
    }
    let account = account();
    let (exporter, _) = demo(&account);
    let config = format!(
        "global: {{evaluation_interval: 1s}}\nrule_files: ['{}/assets/prometheus/*.rules.yml']\n\
         scrape_configs:\n- job_name: quotatop\n  scrape_interval: 1s\n  \
         static_configs: [{{targets: ['{}']}}]\n",
        env!("CARGO_MANIFEST_DIR"),
        exporter.address
    );
    let prometheus = Prometheus::scraping(&config).unwrap();
    let board = board();
    for (panel, query) in queries(&board) {
        let replace = |expr: String, (name, value): &(&str, &str)| expr.replace(name, value);
        let expr = VARIABLES.iter().fold(text(&query["expr"]).to_owned(), replace);
        assert!(!expr.contains('$'), "{expr}");
        let read = || {
            let now = chrono::Utc::now().to_rfc3339();
            prometheus.query(&expr, &now).unwrap_or_else(|error| panic!("{error}: {expr}"))
        };
        let what = format!("a result of {expr}");
        let result = first(long_patience(), &what, read, |rows| !rows.is_empty());
        let found: Words =
            result.iter().flat_map(|row| row["metric"].as_object().unwrap().keys().cloned()).collect();
        if panel["type"] == "table" {
            assert!(found.is_subset(&columns(panel)), "columns that no one placed: {found:?}: {expr}");
        } else {
            let legend = in_braces(text(&query["legendFormat"]));
            assert!(legend.is_subset(&found), "{legend:?}: {found:?}: {expr}");
            assert!(!legend.is_empty() || result.len() == 1, "one figure, or a name for each: {expr}");
        }
    }
    exporter.stop();
}

/// What Grafana reads beyond queries, as far as it can be checked without it.
#[test]
fn the_board_can_be_imported_anywhere() {
    let board = board();
    assert_eq!((&board["uid"], &board["id"]), (&"quotatop".into(), &Value::Null));
    assert!(
        ["from", "to"].iter().all(|end| text(&board["time"][end]).starts_with("now")),
        "{}",
        board["time"]
    );
    let input = format!("${{{}}}", text(&board["__inputs"][0]["name"]));
    assert_eq!(text(&board["templating"]["list"][0]["current"]["value"]), input);
    let required: BTreeSet<&str> =
        rows(&board["__requires"]).iter().map(|needs| text(&needs["id"])).collect();
    let mut ids = BTreeSet::new();
    for panel in rows(&board["panels"]) {
        let title = text(&panel["title"]);
        assert!(ids.insert(panel["id"].as_u64().unwrap()), "{title}");
        if panel["type"] == "row" {
            continue;
        }
        assert!(required.contains(text(&panel["type"])), "{title}");
        let description = text(&panel["description"]);
        assert!(description.ends_with('.'), "{title}: {description}");
        assert_eq!(retired_words(&format!("{title}. {description}")), Vec::<String>::new());
        let queried = rows(&panel["targets"]).iter().map(|query| &query["datasource"]["uid"]);
        assert!(queried.chain([&panel["datasource"]["uid"]]).all(|uid| uid == "${datasource}"), "{title}");
    }
}

/// A column that is renamed and styled is one that there is.
#[test]
fn the_columns_of_tables_are_those_of_their_queries() {
    let board = board();
    for panel in rows(&board["panels"]).iter().filter(|panel| panel["type"] == "table") {
        let title = text(&panel["title"]);
        let organize = rows(&panel["transformations"]).iter().find(|step| step["id"] == "organize").unwrap();
        let names = |key: &str| organize["options"][key].as_object().unwrap();
        let queried = rows(&panel["targets"]);
        let values: Words = match queried {
            [_] => ["Value".to_owned()].into(),
            _ => queried.iter().map(|query| format!("Value #{}", text(&query["refId"]))).collect(),
        };
        let placed: Words =
            names("indexByName").keys().chain(names("excludeByName").keys()).cloned().collect();
        let placed: Words = placed.into_iter().filter(|name| name.starts_with("Value")).collect();
        assert_eq!(placed, values, "{title}");
        assert!(names("renameByName").keys().eq(names("indexByName").keys()), "{title}");
        let shown: BTreeSet<&str> = names("renameByName").values().map(text).collect();
        let styled = rows(&panel["fieldConfig"]["overrides"]).iter();
        let styled = styled.map(|style| text(&style["matcher"]["options"]));
        let sorted = rows(&panel["options"]["sortBy"]).iter().map(|by| text(&by["displayName"]));
        for name in styled.chain(sorted) {
            assert!(shown.contains(name), "{title}: {name}");
        }
    }
}
