use clap::CommandFactory as _;

use super::*;

#[test]
fn the_command_line_is_consistent() {
    Args::command().debug_assert();
}

#[test]
fn global_options_go_before_or_after_the_command() {
    for line in [
        &["quotatop", "--demo", "list", "-o", "json"][..],
        &["quotatop", "list", "-o", "json", "--demo"],
        &["quotatop", "list", "--demo", "--output=json"],
    ] {
        let args = Args::try_parse_from(line).unwrap();
        assert_eq!(args.global.demo, Some(Scene::Tour));
        assert!(matches!(args.command, Some(Command::List(list)) if list.output == ListFormat::Json));
    }
    let overdue = Args::try_parse_from(["quotatop", "list", "--demo=overdue"]).unwrap();
    assert_eq!(overdue.global.demo, Some(Scene::Overdue));
    assert!(Args::try_parse_from(["quotatop", "--demo=overdrawn"]).is_err());
    assert!(Args::try_parse_from(["quotatop", "--demo", "--offline"]).is_err());
    assert!(Args::try_parse_from(["quotatop", "list", "--kind", "Text"]).is_err());
}
