use std::{fs, path::PathBuf};

use proptest::{
    collection::vec,
    prelude::*,
    sample::{Index, select},
    test_runner::{Config, TestCaseError, TestRunner},
};

use super::ALL;

fn fuzzers() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fuzz"))
}

/// What the fuzzer of this name starts with.
fn seeds(name: &str) -> Vec<Vec<u8>> {
    let folder = fuzzers().join("seeds").join(name);
    let files = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    files.map(|file| fs::read(file.unwrap().path()).unwrap()).collect()
}

/// Any bytes, or a seed of which some bytes are replaced, by others or by a part of itself.
fn bytes(seeds: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let others = prop_oneof![
        vec(any::<u8>(), 0..8),
        select(vec!["\"", "{", "}", "null", "-1", "1e99", "99999999999999999999", "\u{1b}[", "\n", "é"])
            .prop_map(|text| text.as_bytes().to_vec()),
    ];
    let edit = (any::<[Index; 2]>(), prop_oneof![others.prop_map(Ok), any::<[Index; 2]>().prop_map(Err)]);
    let edited = (select(seeds), vec(edit, 0..4)).prop_map(|(mut bytes, edits)| {
        for (place, with) in edits {
            let range = |[from, to]: [Index; 2], of: &[u8]| {
                let (from, to) = (from.index(of.len() + 1), to.index(of.len() + 1));
                from.min(to)..from.max(to).min(from.min(to) + 200)
            };
            let with = with.unwrap_or_else(|part| bytes[range(part, &bytes)].to_vec());
            let place = range(place, &bytes);
            bytes.splice(place, with);
        }
        bytes
    });
    prop_oneof![1 => vec(any::<u8>(), 0..200), 6 => edited]
}

#[test]
fn every_seed_is_survived() {
    for (name, entry) in ALL {
        let seeds = seeds(name);
        assert!(!seeds.is_empty(), "{name} has no seeds");
        for seed in seeds {
            entry(&seed);
        }
    }
}

#[test]
fn what_is_like_a_seed_is_survived() {
    for (name, entry) in ALL {
        let mut runner =
            TestRunner::new(Config { cases: 64, failure_persistence: None, ..Config::default() });
        let survived = runner.run(&bytes(seeds(name)), |bytes| {
            entry(&bytes);
            Ok::<_, TestCaseError>(())
        });
        survived.unwrap_or_else(|failure| panic!("{name}: {failure}"));
    }
}

#[test]
fn each_has_a_fuzzer() {
    let manifest = fs::read_to_string(fuzzers().join("Cargo.toml")).unwrap();
    for (name, _) in ALL {
        let target = fs::read_to_string(fuzzers().join(format!("targets/{name}.rs"))).unwrap();
        assert!(target.contains(&format!("quotatop::fuzzing::{name}(bytes)")), "{target}");
        assert!(manifest.contains(&format!("path = \"targets/{name}.rs\"")), "{name}");
    }
    assert_eq!(fs::read_dir(fuzzers().join("targets")).unwrap().count(), ALL.len());
}
