//! Which file uses what of which other: `use` items and qualified paths, also those within macros.

use std::{
    collections::{BTreeMap, BTreeSet},
    slice,
};

use syn::{
    Item, UseTree, Visibility,
    visit::{self, Visit},
};

use crate::source::{Kind, Source};

type Path = Vec<String>;

/// All files, with what each defines and imports.
pub(crate) struct Tree {
    pub(crate) files: Vec<File>,
    by_module: BTreeMap<Path, usize>,
}

pub(crate) struct File {
    pub(crate) source: Source,
    module: Path,
    items: BTreeSet<String>,
    imports: Vec<Import>,
    /// The paths of at least two names outside of `use` items, each with its line.
    qualified: Vec<(usize, Path)>,
}

/// One name of a `use` item; `*` is a glob.
struct Import {
    line: usize,
    path: Path,
    name: String,
    is_public: bool,
}

/// What a path leads to: the file, and the name of the item, absent for the module itself.
pub(crate) type Target = (usize, Option<String>);

impl Tree {
    pub(crate) fn new(sources: Vec<Source>) -> Self {
        let files: Vec<File> = sources.into_iter().map(File::new).collect();
        let by_module = files.iter().enumerate().map(|(at, file)| (file.module.clone(), at)).collect();
        Self { files, by_module }
    }

    /// A program of these files.
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        Self::new(files.iter().map(|(path, text)| Source::new(path, text)).collect())
    }

    /// The paths of a file, from the root of the crate where they begin within it, each with its line.
    pub(crate) fn absolute_paths(&self, file: usize) -> impl Iterator<Item = (usize, Path)> {
        let File { module, imports, qualified, .. } = &self.files[file];
        let imports = imports.iter().map(|import| (import.line, &import.path));
        let paths = imports.chain(qualified.iter().map(|(line, path)| (*line, path)));
        paths.filter_map(|(line, path)| Some((line, absolute(module, path)?)))
    }

    /// The files whose items a file uses, each with the line of its first use.
    pub(crate) fn used(&self, file: usize) -> BTreeMap<usize, usize> {
        let File { source, imports, qualified, .. } = &self.files[file];
        let is_used = |name: &str| source.tokens.iter().filter(|token| token.text == name).count() > 1;
        let imports = imports.iter().filter(|import| !import.is_public || is_used(&import.name));
        let paths = imports.map(|import| (import.line, &import.path));
        let mut used = BTreeMap::new();
        for (line, path) in paths.chain(qualified.iter().map(|(line, path)| (*line, path))) {
            if let Some((target, Some(_))) = self.resolve(file, path)
                && target != file
            {
                used.entry(target).or_insert(line);
            }
        }
        used
    }

    /// What a path means in a file.
    pub(crate) fn resolve(&self, file: usize, path: &[String]) -> Option<Target> {
        self.resolve_within(file, path, 10)
    }

    fn resolve_within(&self, file: usize, path: &[String], steps: usize) -> Option<Target> {
        match absolute(&self.files[file].module, path) {
            Some(path) => self.find(*self.by_module.get(&Path::new())?, &path, steps),
            None => self.find(file, path, steps),
        }
    }

    /// What a path means that begins in the module of a file. `steps` bounds imports that go round in circles.
    fn find(&self, file: usize, path: &[String], steps: usize) -> Option<Target> {
        let Some((name, rest)) = path.split_first() else { return Some((file, None)) };
        let steps = steps.checked_sub(1)?;
        let File { module, items, imports, .. } = &self.files[file];
        if name == "*" || items.contains(name) {
            return Some((file, Some(name.clone())));
        }
        let child = |name: &String| self.by_module.get(&[module.as_slice(), slice::from_ref(name)].concat());
        if let Some(child) = child(name) {
            return self.find(*child, rest, steps);
        }
        if let Some(import) = imports.iter().find(|import| import.name == *name) {
            return self.resolve_within(file, &[&import.path, rest].concat(), steps);
        }
        imports.iter().filter(|import| import.name == "*").find_map(|glob| {
            let (_, from) = glob.path.split_last()?;
            let is_module = absolute(module, from).is_some() || child(from.first()?).is_some();
            is_module.then(|| self.resolve_within(file, &[from, path].concat(), steps))?
        })
    }
}

impl File {
    fn new(source: Source) -> Self {
        let mut uses = Uses::default();
        uses.visit_file(&source.file);
        let items = source.file.items.iter().filter_map(item_name).collect();
        let qualified = qualified_paths(&source);
        Self { module: source.module(), items, imports: uses.0, qualified, source }
    }
}

/// A path from the root of the crate, if it begins with a keyword.
fn absolute(module: &[String], path: &[String]) -> Option<Path> {
    let ups = path.iter().take_while(|name| *name == "super").count();
    match path.first()?.as_str() {
        "crate" | "quotatop" => Some(path[1..].to_vec()),
        "self" => Some([module, &path[1..]].concat()),
        "super" => Some([module.get(..module.len() - ups)?, &path[ups..]].concat()),
        _ => None,
    }
}

fn item_name(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Mod(item) if item.content.is_some() => &item.ident,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        _ => return None,
    };
    Some(name.to_string())
}

#[derive(Default)]
struct Uses(Vec<Import>);

impl<'a> Visit<'a> for Uses {
    fn visit_item_use(&mut self, item: &'a syn::ItemUse) {
        self.read(&item.tree, &[], !matches!(item.vis, Visibility::Inherited));
        visit::visit_item_use(self, item);
    }
}

impl Uses {
    fn read(&mut self, tree: &UseTree, before: &[String], is_public: bool) {
        let mut add = |ident: &syn::Ident, last: &str, name: String| {
            let last = (last != "self").then(|| last.to_owned());
            let path = before.iter().cloned().chain(last).collect();
            self.0.push(Import { line: ident.span().start().line, path, name, is_public });
        };
        match tree {
            UseTree::Path(path) => {
                let before = [before, &[path.ident.to_string()]].concat();
                self.read(&path.tree, &before, is_public);
            }
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.read(tree, before, is_public)),
            UseTree::Name(name) if name.ident == "self" => {
                add(&name.ident, "self", before.last().cloned().unwrap_or_default());
            }
            UseTree::Name(name) => add(&name.ident, &name.ident.to_string(), name.ident.to_string()),
            UseTree::Rename(name) => add(&name.ident, &name.ident.to_string(), name.rename.to_string()),
            UseTree::Glob(glob) => {
                let ident = syn::Ident::new("glob", glob.star_token.spans[0]);
                add(&ident, "*", "*".to_owned());
            }
        }
    }
}

/// Read from the tokens, so that paths within macros count, too.
fn qualified_paths(source: &Source) -> Vec<(usize, Path)> {
    let tokens = &source.tokens;
    let is_word = |at: usize| tokens.get(at).is_some_and(|token| token.kind == Kind::Word);
    let is = |at: usize, text: &str| tokens.get(at).is_some_and(|token| token.text == text);
    let mut paths = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let start = at;
        at += 1;
        if is(start, "use") && !is(at, "<") {
            while at < tokens.len() && !is(at, ";") {
                at += 1;
            }
        } else if is_word(start) && !(start > 0 && is(start - 1, "::")) {
            while is(at, "::") && is_word(at + 1) {
                at += 2;
            }
            if at > start + 1 {
                let path = tokens[start..at].iter().step_by(2).map(|token| token.text.clone()).collect();
                paths.push((tokens[start].line, path));
            }
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The files that the first one uses.
    fn used(files: &[(&str, &str)]) -> Vec<String> {
        let tree = Tree::of(files);
        tree.used(0).keys().map(|file| tree.files[*file].source.path.clone()).collect()
    }

    #[test]
    fn items_are_found_however_they_are_imported() {
        let others = [
            ("lib.rs", "mod app;"),
            ("app/mod.rs", "mod keys; mod list; pub use keys::Key; pub use list::*; mod state;"),
            ("app/keys.rs", "pub enum Key { Up } pub fn press() {}"),
            ("app/list.rs", "pub struct List; pub mod inner { pub fn f() {} }"),
        ];
        for (text, expected) in [
            ("use crate::app::keys::Key;", "app/keys.rs"),
            ("use crate::app::Key;", "app/keys.rs"),
            ("use super::{Key as Code};", "app/keys.rs"),
            ("use super::keys; fn f() { keys::press() }", "app/keys.rs"),
            ("use super::keys::{self}; fn f() { keys::press() }", "app/keys.rs"),
            ("use super::keys as k; fn f() { vec![k::press()] }", "app/keys.rs"),
            ("fn f(key: &super::Key) {}", "app/keys.rs"),
            ("fn f() { matches!(key, super::Key::Up) }", "app/keys.rs"),
            ("fn f() { use super::Key::*; }", "app/keys.rs"),
            ("use super::List;", "app/list.rs"),
            ("use super::list; fn f() { list::inner::f() }", "app/list.rs"),
            ("use super::*; fn f() -> Vec<List> { List::new() }", "app/list.rs app/mod.rs"),
            ("pub use super::Key; fn f(key: Key) {}", "app/keys.rs"),
            ("pub use super::Key;", ""),
            ("use super::keys;", ""),
            ("use std::keys::Key; fn f() { Vec::new(); other::app::Key }", ""),
            ("#[cfg(test)] mod tests { use crate::app::Key; }", ""),
            ("/// [`super::Key`]\nconst A: &str = \"super::Key\";", ""),
        ] {
            let mut files = others.to_vec();
            files.insert(0, ("app/state.rs", text));
            let mut found = used(&files);
            found.sort_unstable();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn imports_in_circles_lead_nowhere() {
        let circle = [("lib.rs", "pub use self::a::*; use a::X;"), ("a.rs", "pub use super::*;")];
        assert_eq!(used(&circle), [""; 0]);
    }
}
