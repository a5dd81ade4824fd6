//! Themes in files.

use std::{fs, path::Path};

use proptest::prelude::*;
use quotatop::config::{
    theme::{Colour, Paint},
    theme_file::{load_themes, parse_theme},
};

#[test]
fn a_theme_overrides_its_base() {
    let theme = parse_theme(
        r##"
        base = "light"
        accent = { fg = "#D7a6ff", bold = true }
        ground = { bg = "default" }
        [danger]
        fg = "bright-red"
        bg = 0xff
        underline = false
        "##,
    )
    .unwrap();
    assert_eq!(theme.base, "light");
    let none = Paint::default();
    let expected = [
        ("accent", Paint { ink: Some(Colour::Rgb(0xd7, 0xa6, 0xff)), bold: Some(true), ..none }),
        (
            "danger",
            Paint {
                ink: Some(Colour::Indexed(9)),
                ground: Some(Colour::Indexed(255)),
                underline: Some(false),
                ..none
            },
        ),
        ("ground", Paint { ground: Some(Colour::Own), ..none }),
    ];
    assert_eq!(theme.paints.into_iter().collect::<Vec<_>>(), expected);
    assert_eq!(parse_theme("").unwrap().base, "dark");
}

#[test]
fn all_problems_of_a_theme_are_reported_at_once() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/contract/config/theme/everything.toml");
    let problems = parse_theme(&fs::read_to_string(&file).unwrap()).unwrap_err();
    let report: String = problems.iter().map(|problem| problem.to_string() + "\n").collect();
    assert_eq!(report, fs::read_to_string(file.with_extension("txt")).unwrap());
}

#[test]
fn themes_are_found_next_to_the_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let themes = folder.path().join("themes");
    assert_eq!(load_themes(&themes).unwrap().len(), 0, "without a folder there are none");
    fs::create_dir(&themes).unwrap();
    let write = |name: &str, text: &[u8]| fs::write(themes.join(name), text).unwrap();
    write("dusk.toml", b"base = \"light\"");
    write("a.b-c_1.toml", b"");
    write("notes.txt", b"no theme");
    let found = load_themes(&themes).unwrap();
    assert_eq!(found.keys().collect::<Vec<_>>(), ["a.b-c_1", "dusk"]);

    write("mono.toml", b"");
    write("dawn.toml", b"accent = 3\nnope = 1");
    write("latin.toml", b"# \xe9");
    let reports: Vec<String> = load_themes(&themes).unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(reports.len(), 3, "{reports:?}");
    for (file, problem) in [
        (0, "dawn.toml:1:10: accent: an integer is not accepted; use a table\n"),
        (0, "dawn.toml:2:1: nope: unknown key; accepted here: base, ground,"),
        (1, "latin.toml:1:3: this is not UTF-8"),
        (2, "mono.toml: no theme can have this name"),
    ] {
        assert!(reports[file].contains(problem), "{}", reports[file]);
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in ".{0,80}", value in "[#0-9a-fA-Fxr\"+é -]{0,12}") {
        let _ = parse_theme(&text);
        let _ = parse_theme(&format!("text.fg = {value}"));
        let _ = parse_theme(&format!("text.fg = {value:?}"));
    }
}
