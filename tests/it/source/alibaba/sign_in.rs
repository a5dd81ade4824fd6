//! Which token is asked with, and that moving on happens once.

use super::fixture::*;

fn tokens_used(bench: &Bench) -> Vec<String> {
    bench
        .standin
        .requests()
        .into_iter()
        .filter(|seen| seen.on == On::Quotas)
        .filter_map(|seen| seen.credential)
        .collect()
}

#[tokio::test]
async fn a_refused_token_gives_way_to_the_next_and_is_remembered() {
    let bench = Bench::new(Facts::default());
    bench.set_logins(logins(&["old", "standin-token"], true));
    let fetched = bench.ask(Request::Quotas(vec!["qwen-max".into()])).await;
    assert!(fetched.answer.is_ok());
    assert_eq!(fetched.credential.as_deref(), Some("login standin-token"));
    bench.quotas(&["qwen-max".into()]).await.unwrap();
    assert_eq!(tokens_used(&bench), ["old", "standin-token", "standin-token"]);
    assert_eq!(bench.standin.count(&On::Mint), 0);
    bench.assert_well_formed();
}

#[tokio::test]
async fn a_pair_mints_a_token_that_is_kept() {
    let bench = Bench::new(Facts::default());
    bench.set_logins(logins(&["old"], true));
    for _ in 0..3 {
        bench.quotas(&["qwen-max".into()]).await.unwrap();
    }
    assert_eq!(tokens_used(&bench), ["old", "minted-token-1", "minted-token-1", "minted-token-1"]);
    assert_eq!(bench.standin.count(&On::Mint), 1);
    bench.assert_well_formed();
}

#[tokio::test]
async fn many_batches_renew_exactly_once() {
    let bench = Bench::new(Facts::many(500));
    bench.set_logins(logins(&[], true));
    let asked = names(500);
    assert_eq!(bench.quotas(&asked).await.unwrap().rows.len(), 500);
    assert_eq!(bench.standin.count(&On::Mint), 1);
    bench.standin.revoke_tokens();
    let (quotas, switches) = tokio::join!(bench.quotas(&asked), bench.switches(&asked));
    let (quotas, switches) = (quotas.unwrap(), switches.unwrap());
    assert_eq!((quotas.rows.len(), quotas.failed), (500, None));
    assert_eq!((switches.rows.len(), switches.failed), (500, None));
    assert_eq!(bench.standin.count(&On::Mint), 2);
    bench.assert_well_formed();
}

#[tokio::test]
async fn a_renewed_token_that_is_refused_as_well_is_reported() {
    let bench = Bench::new(Facts::many(100));
    bench.set_logins(logins(&[], true));
    bench.quotas(&names(20)).await.unwrap();
    bench.standin.fault(On::Quotas, Fault::not_logged_in());
    let cause = bench.quotas(&names(100)).await.unwrap_err();
    assert!(matches!(cause, Cause::NotLoggedIn { .. }), "{cause:?}");
    assert_eq!(bench.standin.count(&On::Mint), 2);
    // The next question tries anew, and finds the login mended.
    bench.standin.heal();
    assert_eq!(bench.quotas(&names(100)).await.unwrap().rows.len(), 100);
    assert!(bench.standin.count(&On::Mint) <= 3);
}

#[tokio::test]
async fn without_a_pair_the_last_login_is_named() {
    let bench = Bench::new(Facts::default());
    bench.set_logins(logins(&["old", "older"], false));
    let fetched = bench.ask(Request::Quotas(vec!["qwen-max".into()])).await;
    assert_eq!(fetched.answer, Err(Cause::NotLoggedIn { credential: "login older".into() }));
    // A new login is noticed without a restart.
    bench.set_logins(logins(&["standin-token"], false));
    assert!(bench.quotas(&["qwen-max".into()]).await.is_ok());
    assert_eq!(tokens_used(&bench), ["old", "older", "standin-token"]);
}

#[tokio::test]
async fn a_pair_that_may_not_mint_leaves_it_to_the_login() {
    let bench = Bench::new(Facts::default());
    bench.standin.fault(On::Mint, Fault::refusal(403, "NoPermission", "You are not authorized."));
    bench.set_logins(logins(&["old"], true));
    let cause = bench.quotas(&["qwen-max".into()]).await.unwrap_err();
    assert_eq!(cause, Cause::NotLoggedIn { credential: "login old".into() });
    bench.set_logins(logins(&[], true));
    let cause = bench.quotas(&names(3)).await.unwrap_err();
    let action = Some("modelstudio:GenerateCLIAccessToken".to_owned());
    assert_eq!(cause, Cause::Forbidden { action, code: "NoPermission".into() });
}

#[tokio::test]
async fn without_any_login_nothing_is_asked() {
    let bench = Bench::new(Facts::default());
    bench.set_logins(logins(&[], false));
    let cause = bench.quotas(&["qwen-max".into()]).await.unwrap_err();
    assert!(matches!(&cause, Cause::NoLogin { looked_for } if !looked_for.is_empty()), "{cause:?}");
    let cause = bench.ask(Request::Account).await.answer.unwrap_err();
    assert!(matches!(&cause, Cause::NoAccessKey { looked_for } if !looked_for.is_empty()), "{cause:?}");
    assert_eq!(bench.standin.count(&On::Everything), 0);
}

#[tokio::test]
async fn secrets_are_in_no_answer_even_where_the_server_repeats_them() {
    let repeating: [fn(&str) -> Option<Fault>; 6] = [
        |_| None,
        |_| Some(Fault::not_logged_in()),
        |sent| Some(Fault::refusal(400, "SignatureDoesNotMatch", sent)),
        |sent| Some(Fault::refusal(200, sent, sent)),
        |sent| {
            let message = format!("{{\"authorityPolicies\":[\"{sent}\"]}}");
            Some(Fault::refusal(403, &format!("NoPermission.{sent}"), &message))
        },
        |sent| Some(Fault::Answer { status: 200, headers: Vec::new(), body: format!("{{{sent}}}") }),
    ];
    let mut seen = Vec::new();
    for fault in repeating {
        for token in [Some("standin-token"), None] {
            let bench = Bench::new(Facts::many(3));
            bench.standin.change(|facts| facts.keys[0].security_token = Some("standin-sts-token".into()));
            let mut found = logins(&[], true);
            found.tokens.extend(token.map(|token| login("first", token)));
            found.pair.as_mut().unwrap().key.security_token = Some("standin-sts-token".into());
            seen.push(format!("{found:?}"));
            bench.set_logins(found);
            for (on, sent) in
                [(On::Quotas, token.unwrap_or("minted-token-1")), (On::Balance, "standin-sts-token")]
            {
                if let Some(fault) = fault(sent) {
                    bench.standin.fault(on, fault);
                }
            }
            for ask in [Request::Quotas(names(3)), Request::Account] {
                let fetched = bench.ask(ask).await;
                assert_eq!(fetched.answer.is_ok(), fault("").is_none(), "{fetched:?}");
                seen.push(format!("{fetched:?}"));
            }
            bench.assert_well_formed();
        }
    }
    for secret in ["standin-secret", "standin-sts-token", "standin-token", "minted-token-1", "Bearer"] {
        let found: Vec<_> = seen.iter().filter(|text| text.contains(secret)).collect();
        assert!(found.is_empty(), "{secret}: {found:#?}");
    }
}
