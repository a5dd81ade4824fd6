//! Reading Rust just well enough: comments, texts and tests are told from code.

use std::{fs, path::Path};

/// One file of src/, as the rules see it.
pub(crate) struct Source {
    /// Its path below src/, with slashes.
    pub(crate) path: String,
    /// The code: comments, tests and what stands in texts are blanks; lines are where they were.
    pub(crate) code: String,
    /// What stands in texts and character literals outside of tests, as written, each with its line.
    pub(crate) literals: Vec<(usize, String)>,
}

impl Source {
    /// Reads `text`, which stands at `path` below src/.
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let mut reader =
            Reader { rest: text.chars().collect(), at: 0, code: Vec::new(), literals: Vec::new() };
        reader.read();
        let Reader { mut code, mut literals, .. } = reader;
        for (start, end) in tests(&code) {
            literals.retain(|(at, _)| !(start..end).contains(at));
            for character in &mut code[start..end] {
                // The lines of tests do not count: they are marked, to be told from blank ones.
                *character = if *character == '\n' { TEST_LINE } else { ' ' };
            }
        }
        let line = |at: usize| 1 + code[..at].iter().filter(|character| is_line_end(**character)).count();
        let literals = literals.into_iter().map(|(at, text)| (line(at), text)).collect();
        Self { path: path.to_owned(), code: code.iter().collect(), literals }
    }

    /// The part of the program that it belongs to: the first folder, or the file itself.
    pub(crate) fn part(&self) -> &str {
        self.path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    /// How deep its module lies: `domain` is 1, `app::update::data` is 3.
    pub(crate) fn depth(&self) -> usize {
        self.path.trim_end_matches(".rs").split('/').filter(|part| *part != "mod").count()
    }

    /// The lines of code with their numbers.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code.split(is_line_end).enumerate().map(|(at, line)| (at + 1, line))
    }

    /// How many lines there are outside of tests.
    pub(crate) fn length(&self) -> usize {
        self.code.matches('\n').count()
    }
}

/// The end of a line within a test.
const TEST_LINE: char = '\u{1e}';

const fn is_line_end(character: char) -> bool {
    matches!(character, '\n' | TEST_LINE)
}

/// Every file of src/ that is not a test.
pub(crate) fn all() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut texts = Vec::new();
    collect(&root, &root, &mut texts);
    texts.sort();
    let is_test = |path: &str| texts.iter().any(|(parent, text)| declares_as_test(parent, text, path));
    texts.iter().filter(|(path, _)| !is_test(path)).map(|(path, text)| Source::new(path, text)).collect()
}

fn collect(root: &Path, folder: &Path, texts: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, texts);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            texts.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
}

/// Whether the file `parent`, by its `text`, has the file `path` as a module of tests.
fn declares_as_test(parent: &str, text: &str, path: &str) -> bool {
    let Some(folder) = parent.strip_suffix("mod.rs") else { return false };
    let Some(module) = path.strip_prefix(folder).and_then(|rest| rest.strip_suffix(".rs")) else {
        return false;
    };
    text.contains(&format!("#[cfg(test)]\nmod {module};"))
}

/// Where items stand that exist in tests alone, from their attribute to their end.
fn tests(code: &[char]) -> Vec<(usize, usize)> {
    const MARK: &str = "#[cfg(test)]";
    let text: String = code.iter().collect();
    let starts = text.match_indices(MARK).map(|(at, _)| text[..at].chars().count());
    starts.map(|start| (start, end_of_item(code, start + MARK.len()))).collect()
}

fn end_of_item(code: &[char], start: usize) -> usize {
    let mut depth = 0_usize;
    for (at, character) in code.iter().enumerate().skip(start) {
        match character {
            '{' => depth += 1,
            '}' if depth <= 1 => return at + 1,
            '}' => depth -= 1,
            ';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}

/// Goes through a text and tells its parts from each other.
struct Reader {
    rest: Vec<char>,
    at: usize,
    code: Vec<char>,
    /// Each with the position at which it starts.
    literals: Vec<(usize, String)>,
}

impl Reader {
    fn read(&mut self) {
        while let Some(character) = self.peek(0) {
            match character {
                '/' if self.peek(1) == Some('/') => self.blank_until(|reader| reader.peek(0) == Some('\n')),
                '/' if self.peek(1) == Some('*') => self.block_comment(),
                '"' => self.text(),
                'r' if !self.follows_word() && self.raw_hashes().is_some() => {
                    let hashes = self.raw_hashes().unwrap_or_default();
                    self.take_code(1 + hashes);
                    self.text_raw(hashes);
                }
                '\'' if self.peek(1) == Some('\\') || self.peek(2) == Some('\'') => self.character(),
                _ => self.take_code(1),
            }
        }
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.rest.get(self.at + ahead).copied()
    }

    /// Whether a word ends right here, so that an `r` is part of it (`b` before it is a prefix).
    fn follows_word(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.rest.get(at)).copied();
        before.is_some_and(|before| before != 'b' && (before.is_alphanumeric() || before == '_'))
    }

    /// How many # stand between this `r` and a quote; absent where no text begins here.
    fn raw_hashes(&self) -> Option<usize> {
        let hashes = (1..256).take_while(|ahead| self.peek(*ahead) == Some('#')).count();
        (self.peek(1 + hashes) == Some('"')).then_some(hashes)
    }

    fn take_code(&mut self, count: usize) {
        for _ in 0..count {
            self.code.extend(self.peek(0));
            self.at += 1;
        }
    }

    fn blank(&mut self) {
        self.code.extend(self.peek(0).map(|character| if character == '\n' { '\n' } else { ' ' }));
        self.at += 1;
    }

    fn blank_until(&mut self, ends: impl Fn(&Self) -> bool) {
        while self.at < self.rest.len() && !ends(self) {
            self.blank();
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0_usize;
        loop {
            let step = match (self.peek(0), self.peek(1)) {
                (None, _) => return,
                (Some('/'), Some('*')) => {
                    depth += 1;
                    2
                }
                (Some('*'), Some('/')) => {
                    depth -= 1;
                    2
                }
                _ => 1,
            };
            (0..step).for_each(|_| self.blank());
            if depth == 0 {
                return;
            }
        }
    }

    /// A text with escapes, up to its quote.
    fn text(&mut self) {
        self.quoted('"');
    }

    fn character(&mut self) {
        self.quoted('\'');
    }

    fn quoted(&mut self, quote: char) {
        self.take_code(1);
        let start = self.at;
        while let Some(character) = self.peek(0) {
            if character == quote {
                break;
            }
            self.blank();
            if character == '\\' {
                self.blank();
            }
        }
        self.literal_since(start);
        self.take_code(1);
    }

    fn text_raw(&mut self, hashes: usize) {
        self.take_code(1);
        let start = self.at;
        let ends = move |reader: &Self| {
            reader.peek(0) == Some('"') && (1..=hashes).all(|ahead| reader.peek(ahead) == Some('#'))
        };
        self.blank_until(ends);
        self.literal_since(start);
        self.take_code(1 + hashes);
    }

    fn literal_since(&mut self, start: usize) {
        let end = self.at.min(self.rest.len());
        self.literals.push((start, self.rest[start..end].iter().collect()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_comments_and_texts_are_told_apart() {
        let source = Source::new(
            "a.rs",
            "let a = \"one // \\\" two\"; // three \"four\"\n\
             /* five /* six */ \"seven\" */ let b = r#\"eight \"quoted\" nine\"#;\n\
             let c: &'static str = for_r(b\"ten\", '\"', '\\'', '\\u{1b}', br\"el\\\"); // even\n\
             let r#type = 'z';",
        );
        for word in ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "even"] {
            assert!(!source.code.contains(word), "{word}\n{}", source.code);
        }
        for word in ["let a", "let b", "let c: &'static str = for_r(b", "let r#type = "] {
            assert!(source.code.contains(word), "{word}\n{}", source.code);
        }
        let literals: Vec<(usize, &str)> =
            source.literals.iter().map(|(line, text)| (*line, text.as_str())).collect();
        assert_eq!(
            literals,
            [
                (1, "one // \\\" two"),
                (2, "eight \"quoted\" nine"),
                (3, "ten"),
                (3, "\""),
                (3, "\\'"),
                (3, "\\u{1b}"),
                (3, "el\\"),
                (4, "z"),
            ]
        );
        assert_eq!(source.lines().count(), 4);
    }

    #[test]
    fn tests_are_no_code_and_no_lines() {
        let source = Source::new(
            "a.rs",
            "fn real() {}\n#[cfg(test)]\nuse only::tests;\n#[cfg(test)]\nmod tests {\n    fn f() { g(\"}\") }\n}\nfn after() {}\n",
        );
        assert!(source.code.contains("real") && source.code.contains("after"));
        assert!(!source.code.contains("only") && !source.code.contains('g'), "{}", source.code);
        assert_eq!(source.literals, []);
        assert_eq!(source.lines().find(|(_, line)| line.contains("after")).unwrap().0, 8);
        assert_eq!(source.length(), 4);
    }

    #[test]
    fn modules_of_tests_are_known_by_their_declaration() {
        let parent = "mod a;\n#[cfg(test)]\nmod tests;\n";
        assert!(declares_as_test("x/mod.rs", parent, "x/tests.rs"));
        assert!(!declares_as_test("x/mod.rs", parent, "x/a.rs"));
        assert!(!declares_as_test("x/mod.rs", parent, "y/tests.rs"));
    }
}
