//! The options of `status`: a preset, or a template with fields.

use std::str::FromStr;

use clap::Args as ClapArgs;

use crate::domain::ModelName;

/// How the line is written.
#[derive(Debug, Clone, ClapArgs)]
pub struct StatusLine {
    /// plain, tmux, waybar (JSON), or a template like '{worst}, {billed} billed' (fields: left:MODEL, percent:MODEL,
    /// runs_out:MODEL, billed, low, alerts, overdue, spend, age, worst)
    #[arg(long, value_name = "FORMAT", default_value = "plain")]
    pub format: LineFormat,
}

/// How a line is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineFormat {
    Plain,
    /// Plain, with everything escaped that tmux would interpret.
    Tmux,
    /// The JSON of a Waybar module.
    Waybar,
    Template(Vec<Part>),
}

/// A part of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    Text(String),
    Field(Field),
}

/// What a template can show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    Left(ModelName),
    Percent(ModelName),
    RunsOut(ModelName),
    Billed,
    Low,
    Alerts,
    Overdue,
    Spend,
    Age,
    Worst,
}

/// Every field, as it is written.
const FIELDS: [&str; 10] = [
    "{left:MODEL}",
    "{percent:MODEL}",
    "{runs_out:MODEL}",
    "{billed}",
    "{low}",
    "{alerts}",
    "{overdue}",
    "{spend}",
    "{age}",
    "{worst}",
];

impl FromStr for LineFormat {
    type Err = String;

    /// A text without any field is most likely a misspelt preset.
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "plain" => Ok(Self::Plain),
            "tmux" => Ok(Self::Tmux),
            "waybar" => Ok(Self::Waybar),
            _ => {
                let parts = parts(text)?;
                let has_field = parts.iter().any(|part| matches!(part, Part::Field(_)));
                let none = || format!("use plain, tmux, waybar, or a template with {}", fields());
                has_field.then_some(Self::Template(parts)).ok_or_else(none)
            }
        }
    }
}

fn fields() -> String {
    FIELDS.join(", ")
}

fn parts(template: &str) -> Result<Vec<Part>, String> {
    let (mut parts, mut text) = (Vec::new(), String::new());
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, braces) = rest.split_at(at);
        text.push_str(before);
        if let Some(after) = braces.strip_prefix("{{").or_else(|| braces.strip_prefix("}}")) {
            text.push_str(braces.get(..1).unwrap_or_default());
            rest = after;
            continue;
        }
        let inside = braces.strip_prefix('{').and_then(|inside| inside.split_once('}'));
        let Some((name, after)) = inside else {
            return Err("a brace has no partner; write {{ or }} for one that is to be shown".to_owned());
        };
        if !text.is_empty() {
            parts.push(Part::Text(std::mem::take(&mut text)));
        }
        parts.push(Part::Field(field(name)?));
        rest = after;
    }
    text.push_str(rest);
    if !text.is_empty() {
        parts.push(Part::Text(text));
    }
    Ok(parts)
}

fn field(name: &str) -> Result<Field, String> {
    let (word, model) = name.split_once(':').map_or((name, None), |(word, model)| (word, Some(model)));
    let of = |field: fn(ModelName) -> Field| {
        model.filter(|model| !model.is_empty()).map(|model| field(model.into()))
    };
    let known = match (word, model) {
        ("left", _) => of(Field::Left),
        ("percent", _) => of(Field::Percent),
        ("runs_out", _) => of(Field::RunsOut),
        ("billed", None) => Some(Field::Billed),
        ("low", None) => Some(Field::Low),
        ("alerts", None) => Some(Field::Alerts),
        ("overdue", None) => Some(Field::Overdue),
        ("spend", None) => Some(Field::Spend),
        ("age", None) => Some(Field::Age),
        ("worst", None) => Some(Field::Worst),
        _ => None,
    };
    known.ok_or_else(|| format!("there is no field {{{name}}}; use {}", fields()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Part {
        Part::Text(text.to_owned())
    }

    #[test]
    fn a_template_is_text_and_fields() {
        let left = || Part::Field(Field::Left("qwen-max".into()));
        for (template, expected) in [
            ("{left:qwen-max}", vec![left()]),
            ("a {left:qwen-max}b", vec![text("a "), left(), text("b")]),
            ("{{{billed}}}", vec![text("{"), Part::Field(Field::Billed), text("}")]),
            ("}}{{ {age}", vec![text("}{ "), Part::Field(Field::Age)]),
            ("{percent:a:b} %", vec![Part::Field(Field::Percent("a:b".into())), text(" %")]),
            ("通义{worst}", vec![text("通义"), Part::Field(Field::Worst)]),
        ] {
            assert_eq!(template.parse(), Ok(LineFormat::Template(expected)), "{template}");
        }
        assert_eq!("tmux".parse(), Ok(LineFormat::Tmux));
    }

    #[test]
    fn what_is_no_template_says_which_fields_there_are() {
        for (template, says) in [
            ("{free}", "no field {free}; use {left:MODEL}"),
            ("{left}", "no field {left}; use"),
            ("{left:}", "no field {left:}; use"),
            ("{billed:qwen-max}", "no field {billed:qwen-max}"),
            ("{Billed}", "no field {Billed}"),
            ("{}", "no field {}"),
            ("nonsense", "use plain, tmux, waybar, or a template with {left:MODEL}"),
            ("", "use plain"),
            ("{{billed}}", "use plain"),
            ("{billed", "no partner"),
            ("billed}", "no partner"),
            ("{billed}}", "no partner"),
        ] {
            let error = template.parse::<LineFormat>().unwrap_err();
            assert!(error.contains(says), "{template}: {error}");
        }
        for name in FIELDS {
            assert!(name.parse::<LineFormat>().is_ok(), "{name}");
        }
    }
}
