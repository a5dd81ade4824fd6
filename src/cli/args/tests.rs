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
        assert!(args.global.demo);
        assert!(matches!(args.command, Some(Command::List(list)) if list.output.output == Format::Json));
    }
    assert!(Args::try_parse_from(["quotatop", "--demo", "--offline"]).is_err());
    assert!(Args::try_parse_from(["quotatop", "list", "--kind", "Text"]).is_err());
}
