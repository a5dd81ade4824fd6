//! Files that are damaged, whole or in part: nothing panics or hangs, and new data can be saved.

use proptest::prelude::*;

use super::*;

#[test]
fn a_damaged_file_is_set_aside_and_a_new_one_created() {
    let bench = Bench::new();
    let garbage = vec![b'x'; 10_000];
    fs::write(bench.file(), &garbage).unwrap();
    assert!(matches!(bench.peek().trouble, Some(Trouble::Damaged { .. })));
    assert_eq!(bench.names(), ["quotatop.db"], "peeking changes nothing");

    let instance = bench.start();
    instance.save(900, 3);
    let to = bench.folder.path().join("quotatop.db.damaged-19700101-001640");
    assert_eq!(instance.reports(), [aside(&to)]);
    assert_eq!(fs::read(to).unwrap(), garbage);
    assert_eq!(read_at(&instance.recall()), Some(second(900)), "the write that found it is not lost");
}

#[test]
fn instances_that_find_the_damage_together_set_one_file_aside() {
    let bench = Bench::new();
    fs::write(bench.file(), [b'x'; 10_000]).unwrap();
    let instances: Vec<_> = (0..4).map(|_| bench.start()).collect();
    for (at, instance) in (900..).zip(&instances) {
        instance.save(at, 3);
    }
    let reports: Vec<_> = instances.iter().flat_map(Instance::reports).collect();
    assert!(matches!(reports[..], [Storage { trouble: None, set_aside: Some(_) }]), "{reports:?}");
    for instance in &instances {
        assert_eq!(read_at(&instance.recall()), Some(second(903)), "all of them use the new file");
    }
}

/// Reads and writes a file after `harm`: what comes back is what was saved, or nothing. Returns whether the new
/// data came back, or the trouble was reported.
fn survives(harm: impl FnOnce(&mut Vec<u8>)) -> Result<bool, TestCaseError> {
    let bench = Bench::written(100, 60);
    let mut bytes = fs::read(bench.file()).unwrap();
    harm(&mut bytes);
    fs::write(bench.file(), &bytes).unwrap();

    bench.peek();
    let instance = bench.start();
    instance.recall();
    instance.save(900, 60);
    let known = instance.recall();
    let reports = instance.reports();
    let came_back = read_at(&known) == Some(second(900));
    if came_back {
        prop_assert_eq!(known.models, Some(dated(list(900, 60), 900)));
    }
    if reports.iter().any(|storage| storage.set_aside.is_some()) {
        prop_assert!(bench.names().iter().any(|name| name.starts_with("quotatop.db.damaged-")));
    }
    prop_assert!(instance.store.close(PATIENCE));
    Ok(came_back || !reports.is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// SQLite sees no damage in a key; that row is then out of reach, and only that.
    #[test]
    fn flipped_bytes_are_survived(flips in prop::collection::vec((any::<prop::sample::Index>(), 1..=255_u8), 1..40)) {
        survives(|bytes| {
            for (at, flip) in flips {
                let at = at.index(bytes.len());
                bytes[at] ^= flip;
            }
        })?;
    }

    #[test]
    fn flipped_bytes_of_the_header_are_repaired_or_reported(at in 0..100_usize, flip in 1..=255_u8) {
        prop_assert!(survives(|bytes| bytes[at] ^= flip)?);
    }

    #[test]
    fn an_empty_page_is_repaired_or_reported(page in 0..3_usize) {
        prop_assert!(survives(|bytes| bytes[page * 4096..(page + 1) * 4096].fill(0))?);
    }

    #[test]
    fn a_truncated_file_is_repaired_or_reported(length in any::<prop::sample::Index>()) {
        prop_assert!(survives(|bytes| bytes.truncate(length.index(bytes.len())))?);
    }
}
