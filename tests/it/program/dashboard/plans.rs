//! Plans on the dashboard: the quotas neither wait for them nor fail with them.

use super::*;

#[test]
fn a_plan_is_shown_and_its_failure_is_none_of_the_quotas() {
    let account =
        Account::new(Facts { token_plan: r#"{"per5HourPercentage":0.37}"#.into(), ..Facts::default() });
    account.standin.fault(On::CodingPlan, Fault::too_many("3600"));
    let mut terminal = account.open_on_data();
    terminal.press("a");
    terminal.wait_for("Token Plan");
    terminal.wait_for("37 % used");
    terminal.press("q");
    terminal.wait_for(FIRST);
    let left = account.spend(23_000);
    terminal.press("r");
    terminal.wait_for(&left);
    assert_eq!(account.standin.count(&On::Mint), 0);
    terminal.leave_by("q");
}

#[test]
fn commands_leave_plans_alone() {
    let account = Account::new(Facts::default());
    for command in ["list", "account"] {
        account.run(&[command]).succeeds();
    }
    assert_eq!((account.standin.count(&On::TokenPlan), account.standin.count(&On::CodingPlan)), (0, 0));
}
