//! Which token a request carries, and that it is renewed once.

use super::fixture::*;

fn tokens_used(bench: &Bench) -> Vec<String> {
    let requests = bench.standin.requests().into_iter().filter(|seen| seen.on == On::Quotas);
    requests.filter_map(|seen| seen.credential).collect()
}

#[tokio::test]
async fn a_refused_token_is_remembered_and_the_next_one_used() {
    let bench = Bench::new(Facts::default());
    bench.set_logins(logins(&["old", "standin-token"], true));
    let fetched = bench.fetch(Request::Quotas(vec!["qwen-max".into()])).await;
    assert!(fetched.answer.is_ok());
    assert_eq!(fetched.credential.as_deref(), Some("login standin-token"));
    bench.quotas(&["qwen-max".into()]).await.unwrap();
    assert_eq!(tokens_used(&bench), ["old", "standin-token", "standin-token"]);
    assert_eq!(bench.standin.count(&On::Mint), 0);
}

#[tokio::test]
async fn a_key_pair_mints_a_token_that_is_reused() {
    let bench = Bench::new(Facts::default());
    bench.set_logins(logins(&["old"], true));
    for _ in 0..3 {
        bench.quotas(&["qwen-max".into()]).await.unwrap();
    }
    assert_eq!(tokens_used(&bench), ["old", "minted-token-1", "minted-token-1", "minted-token-1"]);
    assert_eq!(bench.standin.count(&On::Mint), 1);
}

#[tokio::test]
async fn many_batches_renew_exactly_once() {
    let bench = Bench::new(Facts::many(500));
    bench.set_logins(logins(&[], true));
    let models = names(500);
    assert_eq!(bench.quotas(&models).await.unwrap().rows.len(), 500);
    assert_eq!(bench.standin.count(&On::Mint), 1);
    bench.standin.revoke_tokens();
    let (quotas, switches) = tokio::join!(bench.quotas(&models), bench.switches(&models));
    let (quotas, switches) = (quotas.unwrap(), switches.unwrap());
    assert_eq!((quotas.rows.len(), quotas.failed), (500, None));
    assert_eq!((switches.rows.len(), switches.failed), (500, None));
    assert_eq!(bench.standin.count(&On::Mint), 2);
}

#[tokio::test]
async fn a_renewed_token_that_is_refused_too_is_reported() {
    let bench = Bench::new(Facts::many(100));
    bench.set_logins(logins(&[], true));
    bench.quotas(&names(20)).await.unwrap();
    bench.standin.fault(On::Quotas, Fault::not_logged_in());
    let cause = bench.quotas(&names(100)).await.unwrap_err();
    assert!(matches!(cause, Cause::NotLoggedIn { .. }), "{cause:?}");
    assert_eq!(bench.standin.count(&On::Mint), 2);
    // The next request tries again, and is accepted.
    bench.standin.heal();
    assert_eq!(bench.quotas(&names(100)).await.unwrap().rows.len(), 100);
    assert!(bench.standin.count(&On::Mint) <= 3);
}

#[tokio::test]
async fn without_a_key_pair_the_last_login_is_named() {
    let bench = Bench::new(Facts::default());
    bench.set_logins(logins(&["old", "older"], false));
    let fetched = bench.fetch(Request::Quotas(vec!["qwen-max".into()])).await;
    assert_eq!(fetched.answer, Err(Cause::NotLoggedIn { credential: "login older".into() }));
    // A new login is noticed without a restart.
    bench.set_logins(logins(&["standin-token"], false));
    assert!(bench.quotas(&["qwen-max".into()]).await.is_ok());
    assert_eq!(tokens_used(&bench), ["old", "older", "standin-token"]);
}

#[tokio::test]
async fn a_key_pair_without_permission_to_mint_reports_the_refused_login() {
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
async fn without_any_login_no_request_is_sent() {
    let bench = Bench::new(Facts::default());
    bench.set_logins(logins(&[], false));
    let cause = bench.quotas(&["qwen-max".into()]).await.unwrap_err();
    assert!(matches!(&cause, Cause::NoLogin { looked_for } if !looked_for.is_empty()), "{cause:?}");
    let cause = bench.cause(Request::Account).await;
    assert!(matches!(&cause, Cause::NoAccessKey { looked_for } if !looked_for.is_empty()), "{cause:?}");
    assert_eq!(bench.standin.count(&On::Everything), 0);
}

#[tokio::test]
async fn no_answer_contains_secrets_even_if_the_server_repeats_them() {
    let repeating: [fn(&str) -> Option<Fault>; 6] = [
        |_| None,
        |_| Some(Fault::not_logged_in()),
        |sent| Some(Fault::refusal(400, "SignatureDoesNotMatch", sent)),
        |sent| Some(Fault::refusal(200, sent, sent)),
        |sent| {
            let message = format!("{{\"authorityPolicies\":[\"{sent}\"]}}");
            Some(Fault::refusal(403, &format!("NoPermission.{sent}"), &message))
        },
        |sent| Some(Fault::answer(200, format!("{{{sent}}}"))),
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
            for request in [Request::Quotas(names(3)), Request::Account] {
                let fetched = bench.fetch(request).await;
                assert_eq!(fetched.answer.is_ok(), fault("").is_none(), "{fetched:?}");
                seen.push(format!("{fetched:?}"));
            }
        }
    }
    for secret in ["standin-secret", "standin-sts-token", "standin-token", "minted-token-1", "Bearer"] {
        let found: Vec<_> = seen.iter().filter(|text| text.contains(secret)).collect();
        assert!(found.is_empty(), "{secret}: {found:#?}");
    }
}
