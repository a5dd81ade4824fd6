//! A recording shows the same calls again, and names nobody.

use quotatop::source::{
    Secrets,
    alibaba::{Wiring, credentials::Logins},
    recording::{Owner, Player, Recorder, Recording},
};

use super::fixture::*;

fn wired(endpoints: Endpoints, logins: Logins, wiring: Wiring) -> AlibabaSource {
    AlibabaSource::new(Arc::new(move || logins.clone()), endpoints, Arc::new(now), wiring).unwrap()
}

#[tokio::test]
async fn what_was_recorded_is_read_again_and_names_nobody() {
    let bench = delivering();
    let url = || Some(bench.standin.url().to_owned());
    let recorder = Arc::new(Recorder::default());
    let secrets = Secrets::default();
    let wiring =
        Wiring { recorder: Some(Arc::clone(&recorder)), secrets: secrets.clone(), ..Wiring::default() };
    let endpoints = Endpoints { console: url(), ..Endpoints::default() };
    let live = wired(endpoints, logins(&["standin-token"], true), wiring);
    let seen = live.calls_from_prometheus(CallRange::Hour, to()).await.unwrap();
    assert_eq!(seen.failed, None);

    let redacted = recorder.redacted(now(), &Owner::default(), &secrets);
    let text = redacted.recording.to_json();
    for hidden in
        ["1110000", "llm-0abc", "5000000000000001", "standin-secret", "LTAIstandin", "TFRBSX", "127.0.0.1"]
    {
        assert!(!text.contains(hidden), "{hidden} in {text}");
    }
    let methods: Vec<(&str, &str)> = redacted
        .recording
        .calls
        .iter()
        .map(|call| (call.api.as_str(), call.request.method.as_str()))
        .collect();
    assert!(methods.contains(&("prometheus/query_range", "GET")), "{methods:?}");

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("recording.json");
    std::fs::write(&file, &text).unwrap();
    let recording = Recording::read(&file).unwrap();
    let logins = Logins::of_recording(&recording, None, None);
    let wiring = Wiring { player: Some(Arc::new(Player::new(&recording))), ..Wiring::default() };
    let endpoints =
        Endpoints { prometheus: Some("https://recording.invalid".into()), ..Endpoints::default() };
    let replayed = wired(endpoints, logins, wiring);
    // At any other time.
    let later = to() + TimeDelta::minutes(7);
    let again = replayed.calls_from_prometheus(CallRange::Hour, later).await.unwrap();
    assert_eq!(again.failed, None);
    let stats = |reading: &CallsReading| -> Vec<_> {
        let rows = reading.calls.rows.iter();
        rows.map(|row| {
            let mut stats = row.stats.clone();
            stats.last_call_at = None;
            (row.model.clone(), stats)
        })
        .collect()
    };
    assert_eq!(stats(&again), stats(&seen));
    // Another range was not recorded.
    let other = replayed.calls_from_prometheus(CallRange::Day, to()).await.unwrap_err();
    assert!(matches!(other, Cause::NotRecorded { .. }), "{other:?}");
}
