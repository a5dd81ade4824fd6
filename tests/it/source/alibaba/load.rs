//! Many models: nothing malformed, never more than four calls at a time, and no slot left idle.

use super::fixture::*;

#[tokio::test]
async fn five_hundred_models_take_thirteen_waves() {
    let bench = Bench::new(Facts::many(500));
    let models = names(500);
    // The console refuses whole categories; from then on all is read in batches.
    bench.quotas(&models).await.unwrap();
    let before = bench.standin.count(&On::Quotas);
    bench.standin.hold(4, 50);
    let (quotas, switches) = tokio::join!(bench.quotas(&models), bench.switches(&models));
    let (quotas, switches) = (quotas.unwrap(), switches.unwrap());
    assert_eq!((quotas.rows.len(), quotas.odd, quotas.failed), (500, 0, None));
    assert_eq!((switches.rows.len(), switches.odd, switches.failed), (500, 0, None));
    for (n, (model, quota)) in quotas.rows.iter().enumerate() {
        assert_eq!(model.as_str(), format!("model-{n}"));
        assert_eq!(quota.remaining.unwrap().to_string(), (n * 1000 + 7).to_string());
    }
    assert_eq!(bench.standin.count(&On::Quotas), before + 25);
    assert_eq!(bench.standin.count(&On::Switches), 25);
    assert_eq!(bench.standin.waves(), 13);
}

#[tokio::test]
async fn never_more_than_four_calls_are_in_flight() {
    let bench = Bench::new(Facts { family: 1, ..Facts::many(500) });
    bench.standin.hold(usize::MAX, usize::MAX);
    let models = names(500);
    let fetching = async { tokio::join!(bench.quotas(&models), bench.switches(&models), bench.catalogue()) };
    // The balance does not come from the console: its answers arrive while those of the console are held, and
    // after everything that was sent before them.
    let watching = async {
        while bench.standin.most_in_flight() < 4 {
            bench.fetch(Request::Account).await.answer.unwrap();
        }
        for _ in 0..50 {
            bench.fetch(Request::Account).await.answer.unwrap();
        }
    };
    tokio::select! {
        answers = fetching => panic!("{answers:?}"),
        () = watching => {}
    }
    let console = bench.standin.requests().into_iter().filter(|seen| seen.on != On::Balance).count();
    assert_eq!((console, bench.standin.most_in_flight()), (4, 4));
}

#[tokio::test]
async fn the_catalogue_shares_the_four_slots() {
    let bench = Bench::new(Facts { family: 1, ..Facts::many(500) });
    let models = names(500);
    let (catalogue, quotas) = tokio::join!(bench.catalogue(), bench.quotas(&models));
    assert_eq!((catalogue.unwrap().len(), quotas.unwrap().rows.len()), (500, 500));
    assert_eq!(bench.standin.count(&On::Catalogue), 10);
}
