//! Which part of the program may import which.

use super::source::Source;

/// Each part, and what it may import besides itself.
const ARROWS: [(&str, &[&str]); 12] = [
    ("lib", &[]),
    ("main", &["cli", "runtime"]),
    ("cli", &["runtime", "app", "words", "config", "source", "domain", "files"]),
    ("runtime", &["ui", "app", "words", "source", "store", "config", "domain", "files"]),
    ("ui", &["app", "words", "domain"]),
    ("app", &["domain"]),
    ("words", &["domain"]),
    ("source", &["domain", "files"]),
    ("store", &["domain", "files"]),
    ("config", &["domain", "files"]),
    ("domain", &[]),
    ("files", &[]),
];

/// Single files that may import more: how it looks is decided where the settings are read.
const EXCEPTIONS: [(&str, &str); 1] = [("cli/settings.rs", "ui")];

/// Imports and paths that run against the arrows.
pub(crate) fn against_the_arrows(source: &Source) -> Vec<(usize, String)> {
    let part = source.part();
    let allowed = ARROWS.iter().find(|(of, _)| *of == part).map_or(&[][..], |(_, allowed)| allowed);
    targets(source)
        .into_iter()
        .filter(|(_, target)| {
            target != part
                && !allowed.contains(&target.as_str())
                && !EXCEPTIONS.contains(&(source.path.as_str(), target.as_str()))
        })
        .map(|(line, target)| (line, format!("{part} imports {target}")))
        .collect()
}

/// Parts of the program for which no arrow is drawn.
pub(crate) fn unknown_parts(source: &Source) -> Vec<(usize, String)> {
    let is_known = ARROWS.iter().any(|(part, _)| *part == source.part());
    if is_known { Vec::new() } else { vec![(1, format!("no arrow is drawn for {}", source.part()))] }
}

/// The parts that paths of this file lead to, each with the line of the path.
fn targets(source: &Source) -> Vec<(usize, String)> {
    let words = words(source);
    let mut targets = Vec::new();
    for (at, (line, word)) in words.iter().enumerate() {
        let rest = &words[at + 1..];
        let follows_path = at > 0 && words[at - 1].1 == "::";
        let up = match word.as_str() {
            "crate" | "quotatop" if !follows_path => Some(rest),
            // As many steps up as the module lies deep, and the path starts at the top.
            "super" if !follows_path => {
                let steps = 1 + rest.chunks(2).take_while(|pair| is_step_up(pair)).count();
                (steps >= source.depth()).then(|| &rest[2 * (steps - 1)..])
            }
            _ => None,
        };
        if let Some([(_, colons), rest @ ..]) = up
            && colons == "::"
        {
            targets.extend(first_words(rest).into_iter().map(|target| (*line, target)));
        }
    }
    targets
}

fn is_step_up(pair: &[(usize, String)]) -> bool {
    matches!(pair, [(_, colons), (_, word)] if colons == "::" && word == "super")
}

/// What a path goes on with: one word, or the first words of a group.
fn first_words(words: &[(usize, String)]) -> Vec<String> {
    let Some((_, first)) = words.first() else { return Vec::new() };
    if first != "{" {
        return vec![first.clone()];
    }
    let mut depth = 0_usize;
    let mut firsts = Vec::new();
    let mut before = "";
    for (_, word) in words {
        match word.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            word if depth == 1 && matches!(before, "{" | ",") => firsts.push(word.to_owned()),
            _ => {}
        }
        if depth == 0 {
            break;
        }
        before = word;
    }
    firsts
}

/// The words and signs of the code, each with its line; `::` is one.
fn words(source: &Source) -> Vec<(usize, String)> {
    let mut words: Vec<(usize, String)> = Vec::new();
    for (line, text) in source.lines() {
        let mut is_open = false;
        for character in text.chars() {
            let in_word = character.is_alphanumeric() || character == '_';
            match words.last_mut() {
                Some((_, word)) if is_open && in_word => word.push(character),
                Some((at, word)) if *at == line && word == ":" && character == ':' => word.push(':'),
                _ if character.is_whitespace() => {}
                _ => words.push((line, character.to_string())),
            }
            is_open = in_word;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offences(path: &str, text: &str) -> Vec<String> {
        against_the_arrows(&Source::new(path, text)).into_iter().map(|(_, what)| what).collect()
    }

    #[test]
    fn imports_against_the_arrows_are_found_however_they_are_written() {
        for (path, text, offence) in [
            ("domain/quota.rs", "use crate::app::State;", "domain imports app"),
            ("domain/quota.rs", "use crate :: words;", "domain imports words"),
            ("app/state.rs", "use crate::{domain::{Now, ui}, ui::{domain, Theme}};", "app imports ui"),
            ("app/state.rs", "use crate::{\n    domain::Now,\n    runtime,\n};", "app imports runtime"),
            ("app/state.rs", "fn f(state: &crate::store::Store) {}", "app imports store"),
            ("app/state.rs", "pub(super) use crate::words;", "app imports words"),
            ("app/state.rs", "use super::super::words;", "app imports words"),
            ("app/mod.rs", "use super::words;", "app imports words"),
            ("app/mod.rs", "use super::{domain::Now, words::say};", "app imports words"),
            ("app/update/data.rs", "super::super::super::config::load();", "app imports config"),
            ("source/demo.rs", "use crate::store;", "source imports store"),
            ("store/mod.rs", "use crate::config::Paths;", "store imports config"),
            ("words/time.rs", "use crate::app::State;", "words imports app"),
            ("ui/list.rs", "use crate::source::Source;", "ui imports source"),
            ("cli/list.rs", "use crate::ui::Theme;", "cli imports ui"),
            ("cli/list.rs", "use crate::store;", "cli imports store"),
            ("runtime/mod.rs", "use crate::cli;", "runtime imports cli"),
            ("main.rs", "fn main() { quotatop::store::open() }", "main imports store"),
            ("app/state.rs", "use crate::*;", "app imports *"),
        ] {
            assert_eq!(offences(path, text), [offence], "{path}: {text}");
        }
    }

    #[test]
    fn imports_along_the_arrows_are_left_alone() {
        for (path, text) in [
            ("app/state.rs", "use crate::{app::Key, domain::{ui, store::x}};"),
            ("app/update/data.rs", "use super::super::words; use super::asking;"),
            ("app/state.rs", "// use crate::ui;\nlet text = \"crate::ui\";"),
            ("app/state.rs", "#[cfg(test)]\nmod tests { use crate::ui; }"),
            ("app/state.rs", "use other::crate_::ui; use some::quotatop::ui;"),
            ("ui/list.rs", "use crate::{app, words, domain};"),
            ("cli/settings.rs", "use crate::ui::Theme;"),
            ("runtime/mod.rs", "use crate::{ui, app, words, source, store, config, domain};"),
            ("main.rs", "use quotatop::{cli, runtime};"),
        ] {
            assert_eq!(offences(path, text), [""; 0], "{path}: {text}");
        }
    }

    #[test]
    fn a_part_without_an_arrow_is_noticed() {
        assert_eq!(unknown_parts(&Source::new("helpers/mod.rs", "")).len(), 1);
        assert_eq!(unknown_parts(&Source::new("utils.rs", "")).len(), 1);
        assert_eq!(unknown_parts(&Source::new("domain/quota.rs", "")), []);
    }
}
