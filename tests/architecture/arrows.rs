//! Which part of the program may import which.

use crate::Offence;
use crate::imports::Tree;

/// Each part, and what it may import besides itself.
const ARROWS: [(&str, &[&str]); 13] = [
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
    // Compiled for fuzzers and tests only.
    ("fuzzing", &["runtime", "cli", "words", "source", "store", "config", "domain"]),
];

/// The parts in which no files may use each other in a circle.
const WITHOUT_CYCLES: [&str; 6] = ["app", "ui", "words", "runtime", "config", "cli"];

/// Imports and paths that run against the arrows.
pub(crate) fn against_the_arrows(tree: &Tree) -> Vec<Offence> {
    let mut offences = Vec::new();
    for (at, file) in tree.files.iter().enumerate() {
        let part = file.source.part();
        let allowed = ARROWS.iter().find(|(name, _)| *name == part).map_or(&[][..], |(_, allowed)| allowed);
        for (line, path) in tree.absolute_paths(at) {
            let Some(target) = path.first().map(String::as_str) else { continue };
            if target != part && !allowed.contains(&target) {
                offences.push(Offence::new(&file.source, line, format!("{part} imports {target}")));
            }
        }
    }
    offences.dedup();
    offences
}

/// Parts of the program for which no arrow is drawn.
pub(crate) fn unknown_parts(tree: &Tree) -> Vec<Offence> {
    let sources = tree.files.iter().map(|file| &file.source);
    let unknown = sources.filter(|source| !ARROWS.iter().any(|(part, _)| *part == source.part()));
    unknown
        .map(|source| Offence::new(source, 1, format!("no arrow is drawn for {}", source.part())))
        .collect()
}

/// Pages that use other pages: `ui/pages/models` may not use `ui/pages/bills`.
pub(crate) fn pages_apart(tree: &Tree) -> Vec<Offence> {
    let modules: Vec<Vec<String>> = tree.files.iter().map(|file| file.source.module()).collect();
    let page_of = |path: &[String]| match path {
        [part, pages, page, ..] if pages == "pages" => Some((part.clone(), page.clone())),
        _ => None,
    };
    // The pages are the folders in app/pages.
    let is_page = |page: &String| {
        modules.iter().any(|module| module.len() > 3 && module[..2] == ["app", "pages"] && module[2] == *page)
    };
    let mut offences = Vec::new();
    for (at, file) in tree.files.iter().enumerate() {
        let Some((part, page)) = page_of(&modules[at]).filter(|(_, page)| is_page(page)) else { continue };
        let written = tree.absolute_paths(at);
        let used = tree.used(at).into_iter().map(|(target, line)| (line, modules[target].clone()));
        for (line, path) in written.chain(used) {
            if let Some((of, other)) = page_of(&path)
                && of == part
                && other != page
                && is_page(&other)
            {
                offences.push(Offence::new(&file.source, line, format!("page {page} uses page {other}")));
            }
        }
    }
    offences.sort();
    offences.dedup();
    offences
}

/// Files that use each other, directly or through others.
pub(crate) fn cycles(tree: &Tree) -> Vec<Offence> {
    let used: Vec<_> = (0..tree.files.len()).map(|file| tree.used(file)).collect();
    let reached: Vec<Vec<bool>> = (0..used.len())
        .map(|start| {
            let (mut reached, mut open) = (vec![false; used.len()], vec![start]);
            while let Some(file) = open.pop() {
                for next in used[file].keys() {
                    if !std::mem::replace(&mut reached[*next], true) {
                        open.push(*next);
                    }
                }
            }
            reached
        })
        .collect();
    let mut offences = Vec::new();
    for (at, file) in tree.files.iter().enumerate() {
        let source = &file.source;
        for (target, line) in used[at].iter().filter(|(target, _)| reached[**target][at]) {
            let size = (0..used.len()).filter(|other| reached[at][*other] && reached[*other][at]).count();
            let target = &tree.files[*target].source.path;
            if WITHOUT_CYCLES.contains(&source.part()) {
                offences.push(Offence::new(
                    source,
                    *line,
                    format!("uses {target} in a circle of {size} files"),
                ));
            }
        }
    }
    offences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rule;

    fn offences(rule: Rule, files: &[(&str, &str)]) -> Vec<String> {
        rule(&Tree::of(files)).into_iter().map(|offence| offence.what).collect()
    }

    #[test]
    fn only_imports_against_the_arrows_are_found_however_they_are_written() {
        for (path, text, offence) in [
            ("domain/quota.rs", "use crate::app::State;", "domain imports app"),
            ("domain/quota.rs", "use crate :: words;", "domain imports words"),
            ("app/state.rs", "use crate::{domain::{Now, ui}, ui::{domain, Theme}};", "app imports ui"),
            ("app/state.rs", "use crate::{\n    domain::Now,\n    runtime,\n};", "app imports runtime"),
            ("app/state.rs", "fn f(state: &crate::store::Store) {}", "app imports store"),
            ("app/state.rs", "fn f() { g!(crate::store::open()) }", "app imports store"),
            ("app/state.rs", "pub(super) use crate::words;", "app imports words"),
            ("app/state.rs", "use super::super::words;", "app imports words"),
            ("app/mod.rs", "use super::words;", "app imports words"),
            ("app/mod.rs", "use super::{domain::Now, words::say};", "app imports words"),
            ("app/update/data.rs", "fn f() { super::super::super::config::load(); }", "app imports config"),
            ("source/demo.rs", "use crate::store;", "source imports store"),
            ("cli/list.rs", "use crate::ui::Theme;", "cli imports ui"),
            ("main.rs", "fn main() { quotatop::store::open() }", "main imports store"),
            ("app/state.rs", "use crate::*;", "app imports *"),
            ("app/state.rs", "use crate::{app::Key, domain::{ui, store::x}};", ""),
            ("app/update/data.rs", "use super::super::words; use super::asking;", ""),
            ("app/state.rs", "// use crate::ui;\nconst TEXT: &str = \"crate::ui\";", ""),
            ("app/state.rs", "#[cfg(test)]\nmod tests { use crate::ui; }", ""),
            ("app/state.rs", "use other::crate_::ui; use some::quotatop::ui;", ""),
            ("main.rs", "use quotatop::{cli, runtime};", ""),
        ] {
            assert_eq!(offences(against_the_arrows, &[(path, text)]).join(", "), offence, "{path}: {text}");
        }
    }

    #[test]
    fn a_part_without_an_arrow_is_found() {
        for (path, count) in [("helpers/mod.rs", 1), ("utils.rs", 1), ("domain/quota.rs", 0)] {
            assert_eq!(offences(unknown_parts, &[(path, "")]).len(), count, "{path}");
        }
    }

    #[test]
    fn pages_that_use_pages_are_found() {
        let pages = [
            ("lib.rs", ""),
            ("app/pages/mod.rs", "pub use bills::act::act;"),
            ("app/mod.rs", ""),
            ("app/pages/bills/mod.rs", ""),
            ("app/pages/bills/act.rs", "pub fn act() {}"),
            ("app/pages/models/state.rs", ""),
            ("app/pages/regions.rs", "pub struct Regions;"),
        ];
        for (path, text, count) in [
            ("app/pages/models/act.rs", "use crate::app::pages::bills;", 1),
            ("app/pages/models/act.rs", "use super::super::bills::act::act;", 1),
            ("app/pages/models/act.rs", "fn f() { super::super::act() }", 1),
            ("ui/pages/models.rs", "use super::bills::draw;", 1),
            ("words/pages/models.rs", "fn f() { vec![super::bills::title()] }", 1),
            ("app/pages/models/act.rs", "use super::state; use super::super::regions::Regions;", 0),
            ("app/pages/open.rs", "use super::bills::act::act;", 0),
            ("ui/pages/models.rs", "use crate::app::pages::bills::act;", 0),
        ] {
            let found = offences(pages_apart, &[&pages[..], &[(path, text)]].concat());
            assert_eq!(found.len(), count, "{path}: {text}");
        }
    }

    #[test]
    fn circles_are_found() {
        let (lib, parent) = (("lib.rs", ""), ("app/mod.rs", "pub use c::C;"));
        let circle = [
            lib,
            parent,
            ("app/a.rs", "use super::b::B; pub struct A;"),
            ("app/b.rs", "use super::C; pub struct B;"),
            ("app/c.rs", "pub struct C; fn f() { super::a::A }"),
            ("app/d.rs", "use super::a::A;"),
        ];
        assert_eq!(
            offences(cycles, &circle),
            ["app/b.rs", "app/c.rs", "app/a.rs"].map(|file| format!("uses {file} in a circle of 3 files"))
        );
        assert_eq!(offences(cycles, &circle[..4]), [""; 0]);
        let child = |text| [lib, ("app/mod.rs", text), ("app/a.rs", "use super::T; pub fn f() {}")];
        assert_eq!(offences(cycles, &child("mod a; pub struct T; fn g() { a::f() }")).len(), 2);
        assert_eq!(offences(cycles, &child("mod a; pub struct T; pub use a::f;")), [""; 0]);
        let elsewhere = [
            lib,
            ("domain/a.rs", "use super::b::B; pub struct A;"),
            ("domain/b.rs", "use super::a::A; pub struct B;"),
        ];
        assert_eq!(offences(cycles, &elsewhere), [""; 0]);
    }
}
