//! The files of src/ as tokens and as syntax trees, both without comments and tests.

use std::{fs, path::Path};

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// One file of src/.
pub(crate) struct Source {
    /// Its path below src/, with slashes.
    pub(crate) path: String,
    pub(crate) file: syn::File,
    pub(crate) tokens: Vec<Token>,
    /// How many lines there are outside of tests.
    pub(crate) length: usize,
    /// Modules that exist only in tests.
    test_modules: Vec<String>,
}

pub(crate) struct Token {
    pub(crate) line: usize,
    pub(crate) text: String,
    pub(crate) kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Word,
    Sign,
    /// A string or character literal.
    Literal,
}

impl Source {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let stream = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut reader = Reader::default();
        let stream = reader.without_tests(stream);
        let mut tokens = Vec::new();
        flatten(stream.clone(), &mut tokens);
        let file = syn::parse2(stream).unwrap_or_else(|error| panic!("{path}: {error}"));
        let length = text.lines().count() - reader.test_lines;
        Self { path: path.to_owned(), file, tokens, length, test_modules: reader.test_modules }
    }

    /// The part of the program: the first folder, or the file itself.
    pub(crate) fn part(&self) -> &str {
        self.path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    /// The path of its module: `["app", "pages"]` for `app/pages/mod.rs`.
    pub(crate) fn module(&self) -> Vec<String> {
        let parts = self.path.trim_end_matches(".rs").split('/');
        parts.filter(|part| !matches!(*part, "mod" | "lib")).map(str::to_owned).collect()
    }

    /// The string and character literals, as written, with their lines.
    pub(crate) fn literals(&self) -> impl Iterator<Item = (usize, &str)> {
        let literals = self.tokens.iter().filter(|token| token.kind == Kind::Literal);
        literals.map(|token| (token.line, token.text.as_str()))
    }
}

/// Every file of src/ that is not a test.
pub(crate) fn all() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Vec::new();
    collect(&root, &root, &mut sources);
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    let tests: Vec<String> = sources.iter().flat_map(test_files).collect();
    sources.retain(|source| !tests.iter().any(|test| source.path.starts_with(test)));
    sources
}

fn collect(root: &Path, folder: &Path, sources: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            sources.push(Source::new(&name, &fs::read_to_string(&path).unwrap()));
        }
    }
}

/// How the paths of its test modules begin.
fn test_files(source: &Source) -> Vec<String> {
    let folder = source.path.trim_end_matches("mod.rs").trim_end_matches("lib.rs").replace(".rs", "/");
    let modules = source.test_modules.iter();
    modules.flat_map(|module| [format!("{folder}{module}.rs"), format!("{folder}{module}/")]).collect()
}

#[derive(Default)]
struct Reader {
    test_lines: usize,
    test_modules: Vec<String>,
}

impl Reader {
    /// The tokens without doc comments and without items under `#[cfg(test)]`.
    fn without_tests(&mut self, stream: TokenStream) -> TokenStream {
        let trees: Vec<TokenTree> = stream.into_iter().collect();
        let mut rest = Vec::new();
        let mut at = 0;
        while at < trees.len() {
            if let Some((name, after)) = attribute(&trees, at) {
                if name == "cfg(test)" {
                    at = self.skip_item(&trees, at, after);
                    continue;
                }
                if name.starts_with("doc=") {
                    at = after;
                    continue;
                }
            }
            rest.push(match &trees[at] {
                TokenTree::Group(group) => {
                    let inner = self.without_tests(group.stream());
                    let mut stripped = proc_macro2::Group::new(group.delimiter(), inner);
                    stripped.set_span(group.span());
                    stripped.into()
                }
                tree => tree.clone(),
            });
            at += 1;
        }
        rest.into_iter().collect()
    }

    /// Where the item ends whose attribute is at `start`.
    fn skip_item(&mut self, trees: &[TokenTree], start: usize, mut at: usize) -> usize {
        while let Some((_, after)) = attribute(trees, at) {
            at = after;
        }
        if let [TokenTree::Ident(word), TokenTree::Ident(name), TokenTree::Punct(_), ..] = &trees[at..]
            && word == "mod"
        {
            self.test_modules.push(name.to_string());
        }
        let is_end = |tree: &TokenTree| match tree {
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            TokenTree::Punct(sign) => matches!(sign.as_char(), ';' | ','),
            _ => false,
        };
        while at < trees.len() && !is_end(&trees[at]) {
            at += 1;
        }
        // `use a::{b, c};` ends after its group.
        at += usize::from(is_sign(trees.get(at + 1), ';'));
        let end = at.min(trees.len() - 1);
        self.test_lines += trees[end].span().end().line - trees[start].span().start().line + 1;
        at + 1
    }
}

/// The attribute at `at`, without spaces, and where it ends.
fn attribute(trees: &[TokenTree], at: usize) -> Option<(String, usize)> {
    if !is_sign(trees.get(at), '#') {
        return None;
    }
    let at = at + 1 + usize::from(is_sign(trees.get(at + 1), '!'));
    match trees.get(at)? {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
            Some((group.stream().to_string().replace(' ', ""), at + 1))
        }
        _ => None,
    }
}

fn is_sign(tree: Option<&TokenTree>, sign: char) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

fn flatten(stream: TokenStream, tokens: &mut Vec<Token>) {
    let mut is_joint = false;
    for tree in stream {
        let line = tree.span().start().line;
        let was_joint = std::mem::take(&mut is_joint);
        let (text, kind) = match tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                tokens.push(Token { line, text: open.to_owned(), kind: Kind::Sign });
                flatten(group.stream(), tokens);
                (close.to_owned(), Kind::Sign)
            }
            TokenTree::Ident(word) => (word.to_string(), Kind::Word),
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                let kind = if text.contains(['"', '\'']) { Kind::Literal } else { Kind::Sign };
                (text, kind)
            }
            TokenTree::Punct(punct) => {
                is_joint = punct.spacing() == Spacing::Joint && punct.as_char() == ':';
                (punct.to_string(), Kind::Sign)
            }
        };
        match tokens.last_mut() {
            Some(last) if was_joint => last.text.push_str(&text),
            _ => tokens.push(Token { line, text, kind }),
        }
    }
}

#[test]
fn comments_and_literals_are_distinguished_from_code() {
    let source = Source::new(
        "a.rs",
        "//! zero\nconst A: &str = \"one // \\\" two\"; // three \"four\"\n\
         /* five /* six */ \"seven\" */ const B: char = '\\'';\n\
         /// eight\nconst C: T = f(br#\"el\\\"#, 12);",
    );
    let literals: Vec<(usize, &str)> = source.literals().collect();
    assert_eq!(literals, [(2, "\"one // \\\" two\""), (3, "'\\''"), (5, "br#\"el\\\"#")]);
    let words = source.tokens.iter().filter(|token| token.kind == Kind::Word);
    let words: Vec<&str> = words.map(|token| token.text.as_str()).collect();
    assert_eq!(words, ["const", "A", "str", "const", "B", "char", "const", "C", "T", "f"]);
}

#[test]
fn tests_are_left_out_of_code_and_line_counts() {
    let source = Source::new(
        "x/mod.rs",
        "fn real() {}\n#[cfg(test)]\nuse only::{tests};\n#[cfg(test)]\n#[expect(a)]\nmod tests {\n    fn f() {}\n}\n\
         #[cfg(test)]\nmod cases;\nfn after() {}\n",
    );
    let words: Vec<&str> = source.tokens.iter().map(|token| token.text.as_str()).collect();
    assert_eq!(words.join(" "), "fn real ( ) { } fn after ( ) { }");
    assert_eq!((source.length, source.tokens[6].line), (2, 11));
    assert_eq!(test_files(&source), ["x/cases.rs", "x/cases/"]);
}
