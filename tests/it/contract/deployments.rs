//! Units of systemd and the image of a container: they name commands that there are. Neither is run here.

use std::fs;

use clap::Parser as _;
use quotatop::cli::args::Args;

use super::documents::{path, read};

const UNITS: [&str; 2] = ["assets/quotatop.service", "assets/quotatop-exporter.service"];

/// What follows a keyword at the start of a line of the Containerfile, each time that it is there.
fn instructions(keyword: &str) -> Vec<String> {
    let file = read("assets/Containerfile");
    let found = file.lines().filter_map(|line| line.strip_prefix(keyword)?.strip_prefix(' '));
    found.map(str::to_owned).collect()
}

fn words(json: &str) -> Vec<String> {
    serde_json::from_str(json).unwrap()
}

#[test]
fn units_start_commands_that_there_are() {
    let mut count = 0;
    for unit in UNITS {
        for line in read(unit).lines() {
            // Also those that are commented out: users take them from there.
            let Some((_, command)) = line.split_once("ExecStart=") else { continue };
            assert!(Args::try_parse_from(command.split(' ')).is_ok(), "{unit}: {command}");
            count += 1;
        }
    }
    assert_eq!(count, 3);
}

#[test]
fn the_image_starts_a_command_that_there_is_on_the_port_that_it_exposes() {
    let [entry, default] = ["ENTRYPOINT", "CMD"].map(|keyword| words(&instructions(keyword)[0]));
    assert_eq!(entry, ["quotatop"]);
    assert!(Args::try_parse_from(entry.iter().chain(&default)).is_ok(), "{default:?}");
    let exposed = &instructions("EXPOSE")[0];
    assert!(default.last().unwrap().ends_with(&format!(":{exposed}")), "{default:?}");
    assert_eq!(instructions("USER"), ["quotatop"]);
}

#[test]
fn the_image_is_built_from_files_that_there_are_with_the_oldest_rust() {
    let oldest = env!("CARGO_PKG_RUST_VERSION");
    assert!(instructions("FROM")[0].contains(&format!("/rust:{oldest}-")), "{oldest}");
    let copies = instructions("COPY");
    for copy in copies.iter().filter(|copy| !copy.starts_with("--from=")) {
        let mut files: Vec<&str> = copy.split(' ').collect();
        files.pop();
        for file in files {
            match file.strip_suffix("/*.json") {
                Some(folder) => assert!(fs::read_dir(path(folder)).unwrap().count() > 0, "{file}"),
                None => assert!(path(file).exists(), "{file}"),
            }
        }
    }
}
