#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| quotatop::fuzzing::statistics(bytes));
