//! What types are called, what the state consists of, and where pages are compared.

use std::collections::{BTreeMap, BTreeSet};

use syn::{
    BinOp, Expr, Item, Member, Pat, Token,
    parse::Parser as _,
    punctuated::Punctuated,
    visit::{self, Visit},
};

use crate::{Offence, imports::Tree};

/// Names that are ambiguous where there are two of them.
const VAGUE: [&str; 6] = ["What", "Told", "Place", "Question", "Standing", "Outside"];

/// Types of different modules with the same vague name.
pub(crate) fn vague_names(tree: &Tree) -> Vec<Offence> {
    let mut found: BTreeMap<String, Vec<Offence>> = BTreeMap::new();
    for file in &tree.files {
        for item in &file.source.file.items {
            let name = match item {
                Item::Enum(item) => &item.ident,
                Item::Struct(item) => &item.ident,
                Item::Trait(item) => &item.ident,
                Item::Type(item) => &item.ident,
                _ => continue,
            };
            if VAGUE.iter().any(|vague| name == vague) {
                let offence = Offence::new(&file.source, name.span().start().line, format!("another {name}"));
                found.entry(name.to_string()).or_default().push(offence);
            }
        }
    }
    found.into_values().filter(|same| same.len() > 1).flatten().collect()
}

/// Functions in `app::State`, or in a type of app that it consists of.
pub(crate) fn functions_in_state(tree: &Tree) -> Vec<Offence> {
    let state = ["crate", "app", "State"].map(str::to_owned);
    let mut open: Vec<(usize, String)> =
        tree.resolve(0, &state).and_then(|(file, name)| Some((file, name?))).into_iter().collect();
    let mut seen = BTreeSet::new();
    let mut offences = Vec::new();
    while let Some((file, name)) = open.pop() {
        let source = &tree.files[file].source;
        if source.part() != "app" || !seen.insert((file, name.clone())) {
            continue;
        }
        let mut parts = Parts::default();
        for item in &source.file.items {
            match item {
                Item::Struct(item) if item.ident == name => parts.visit_item_struct(item),
                Item::Enum(item) if item.ident == name => parts.visit_item_enum(item),
                Item::Type(item) if item.ident == name => parts.visit_item_type(item),
                _ => {}
            }
        }
        offences.extend(
            parts.functions.iter().map(|line| Offence::new(source, *line, format!("a function in {name}"))),
        );
        let types = parts.types.iter().filter_map(|path| tree.resolve(file, path));
        open.extend(types.filter_map(|(file, name)| Some((file, name?))));
    }
    offences
}

/// What a type consists of.
#[derive(Default)]
struct Parts {
    functions: Vec<usize>,
    types: Vec<Vec<String>>,
}

impl<'a> Visit<'a> for Parts {
    fn visit_type_fn_ptr(&mut self, function: &'a syn::TypeFnPtr) {
        self.functions.push(function.fn_token.span.start().line);
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        self.types.push(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        if let Some(last) = path.segments.last()
            && ["Fn", "FnMut", "FnOnce"].iter().any(|function| last.ident == function)
        {
            self.functions.push(last.ident.span().start().line);
        }
        visit::visit_path(self, path);
    }
}

/// Comparisons of a `Page` outside of pages/mod.rs.
pub(crate) fn page_comparisons(tree: &Tree) -> Vec<Offence> {
    let sources = tree.files.iter().map(|file| &file.source);
    sources
        // In a source a page is a part of an answer.
        .filter(|source| source.part() != "source" && !source.path.ends_with("pages/mod.rs"))
        .flat_map(|source| {
            let mut comparisons = Comparisons::default();
            comparisons.visit_file(&source.file);
            comparisons.lines.into_iter().map(|line| Offence::new(source, line, "compares pages"))
        })
        .collect()
}

#[derive(Default)]
struct Comparisons {
    lines: Vec<usize>,
    in_pattern: bool,
}

impl Comparisons {
    fn compared(&mut self, operand: &Expr) {
        let (is_page, span) = match operand {
            Expr::Path(path) => match path.path.segments.iter().rev().take(2).collect::<Vec<_>>()[..] {
                [variable] => (variable.ident == "page", variable.ident.span()),
                [variant, of, ..] => (of.ident == "Page", variant.ident.span()),
                [] => return,
            },
            Expr::Field(field) => match &field.member {
                Member::Named(name) => (name == "page", name.span()),
                Member::Unnamed(_) => return,
            },
            Expr::MethodCall(call) => (call.method == "page", call.method.span()),
            Expr::Reference(inner) => return self.compared(&inner.expr),
            Expr::Unary(inner) => return self.compared(&inner.expr),
            Expr::Paren(inner) => return self.compared(&inner.expr),
            _ => return,
        };
        if is_page {
            self.lines.push(span.start().line);
        }
    }
}

impl<'a> Visit<'a> for Comparisons {
    fn visit_pat(&mut self, pattern: &'a Pat) {
        let outer = std::mem::replace(&mut self.in_pattern, true);
        visit::visit_pat(self, pattern);
        self.in_pattern = outer;
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        let before_last = path.segments.iter().rev().nth(1).filter(|segment| segment.ident == "Page");
        if let Some(page) = before_last.filter(|_| self.in_pattern) {
            self.lines.push(page.ident.span().start().line);
        }
        visit::visit_path(self, path);
    }

    fn visit_expr_binary(&mut self, binary: &'a syn::ExprBinary) {
        if matches!(binary.op, BinOp::Eq(_) | BinOp::Ne(_)) {
            let before = self.lines.len();
            self.compared(&binary.left);
            self.compared(&binary.right);
            self.lines.truncate(before + 1);
        }
        visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        if let Expr::Array(array) = &*call.receiver
            && call.method == "contains"
        {
            array.elems.iter().take(1).for_each(|page| self.compared(page));
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, call: &'a syn::Macro) {
        let tokens = call.tokens.clone();
        if call.path.is_ident("matches") {
            let matches = |input: syn::parse::ParseStream<'_>| {
                let value: Expr = input.parse()?;
                input.parse::<Token![,]>()?;
                let pattern = Pat::parse_multi_with_leading_vert(input)?;
                let guard = input.parse::<Token![if]>().is_ok().then(|| input.parse::<Expr>()).transpose()?;
                input.parse::<Option<Token![,]>>()?;
                Ok((value, pattern, guard))
            };
            if let Ok((value, pattern, guard)) = matches.parse2(tokens) {
                self.visit_expr(&value);
                self.visit_pat(&pattern);
                if let Some(guard) = guard {
                    self.visit_expr(&guard);
                }
            }
        } else if let Ok(arguments) = Punctuated::<Expr, Token![,]>::parse_terminated.parse2(tokens) {
            for argument in arguments {
                self.visit_expr(&argument);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rule;

    fn lines(rule: Rule, files: &[(&str, &str)]) -> Vec<(String, usize)> {
        rule(&Tree::of(files)).into_iter().map(|offence| (offence.path, offence.line)).collect()
    }

    #[test]
    fn vague_names_are_found() {
        let files = [
            ("app/a.rs", "enum What {}\nstruct Told;"),
            ("ui/a.rs", "\npub(crate) type What = u8;"),
            ("ui/b.rs", "use super::Told; enum Kind { What }\n#[cfg(test)] struct Told;"),
        ];
        let found = [("app/a.rs", 1), ("ui/a.rs", 2)].map(|(path, line)| (path.to_owned(), line));
        assert_eq!(lines(vague_names, &files), found);
    }

    #[test]
    fn functions_in_the_state_are_found_however_deep() {
        for (field, count) in [
            ("f: fn(&str) -> String", 1),
            ("f: Option<Box<dyn Fn() + Send>>", 1),
            ("f: Inner", 1),
            ("f: Vec<(u8, super::inner::Inner)>", 1),
            ("f: Either<u8>", 1),
            ("f: Again", 1),
            ("f: Plain", 0),
            ("f: crate::domain::Outer", 0),
        ] {
            let state =
                format!("use super::inner::{{Inner, Either, Plain, Again}}; pub struct State {{ {field} }}");
            let files = [
                ("lib.rs", ""),
                ("app/mod.rs", "pub use state::State;"),
                ("app/state.rs", state.as_str()),
                (
                    "app/inner.rs",
                    "pub struct Inner(fn()); pub enum Either<T> { A(T), B { f: fn() } }\n\
                     pub struct Plain { more: Vec<Plain> } pub type Again = Option<Inner>;",
                ),
                ("domain/mod.rs", "pub struct Outer(fn());"),
            ];
            assert_eq!(lines(functions_in_state, &files).len(), count, "{field}");
        }
    }

    #[test]
    fn comparisons_of_pages_are_found() {
        for (code, count) in [
            ("state.page == Page::Bills", 1),
            ("Page::Bills != *page", 1),
            ("self.page == other.page()", 1),
            ("assert!(a, state.page == was)", 1),
            ("match page { Page::Bills | Page::Alerts => 1, _ => 2 }", 2),
            ("if let (Some(app::Page::Bills), _) = pages { }", 1),
            ("matches!(page, Page::Bills | Page::Wall if is_on)", 2),
            ("matches!(key, Key::Up if page == Page::Bills)", 1),
            ("[Page::Bills, Page::Wall].contains(&page)", 1),
            ("state.page = Page::Bills", 0),
            ("open(Page::Bills); vec![Page::Wall]", 0),
            ("match key { Key::Up => Page::Bills, _ => page }", 0),
            ("size == state.size", 0),
        ] {
            let text = format!("fn f() {{ {code}; }}");
            assert_eq!(lines(page_comparisons, &[("app/wake.rs", &text)]).len(), count, "{code}");
            assert_eq!(lines(page_comparisons, &[("app/pages/mod.rs", &text)]).len(), 0, "{code}");
        }
    }
}
