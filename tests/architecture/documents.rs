//! The documents for maintainers name only files that exist, at the top of the project or below `src`.

use std::{fs, path::Path};

const DOCUMENTS: [&str; 3] = ["docs/architecture.md", ".github/CONTRIBUTING.md", ".github/SECURITY.md"];

/// What is written in backquotes outside of code blocks, and is a path without a placeholder in capitals.
fn paths(text: &str) -> impl Iterator<Item = &str> {
    let prose = text.split("```").step_by(2);
    let quoted = prose.flat_map(|prose| prose.split('`').skip(1).step_by(2));
    let is_plain = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || "/._-".contains(sign);
    quoted.filter(move |name| name.contains('/') && name.chars().all(is_plain))
}

#[test]
fn every_file_that_a_document_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let exists = |path: &&str| root.join(path).exists() || root.join("src").join(path).exists();
    for document in DOCUMENTS {
        let text = fs::read_to_string(root.join(document)).unwrap();
        let absent: Vec<&str> = paths(&text).filter(|path| !exists(path)).collect();
        assert!(absent.is_empty(), "{document}: {absent:?}");
    }
}

#[test]
fn paths_are_found() {
    let text =
        "`app/wake.rs`, `-o json`, `ui/` and `app/pages/NAME`\n```sh\n`a/b`\n```\n`.ci/run`, `~/.aliyun`";
    assert_eq!(paths(text).collect::<Vec<_>>(), ["app/wake.rs", "ui/", ".ci/run"]);
}
