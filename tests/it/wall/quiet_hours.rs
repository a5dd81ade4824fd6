//! The quiet hours: from the minute on which they begin to the minute on which they end, also when clocks change.

use chrono::Timelike as _;

use super::machine::*;

/// Whether the wallboard is dimmed: the program's name has no accent.
fn is_dimmed(machine: &Machine) -> bool {
    let (x, y) = machine.wall().shift();
    machine.buffer()[(x, y)].style().fg == Theme::DARK.quiet.fg
}

#[test]
fn it_dims_and_brightens_on_the_minute_also_when_clocks_change() {
    let mut machine = Machine::new(10, (80, 24));
    let end = machine.now.monotonic + Duration::from_hours(8 * 24);
    let mut changes = 0;
    let mut before = is_dimmed(&machine);
    assert!(!before);
    while machine.now.monotonic < end {
        machine.sleep();
        let local = berlin().at(machine.now.utc);
        let is_near = matches!((local.hour(), local.minute()), (21 | 6, 58..) | (22 | 7, ..2));
        if !is_near {
            continue;
        }
        let dimmed = is_dimmed(&machine);
        assert_eq!(dimmed, local.hour() >= 22 || local.hour() < 7, "{local}");
        if dimmed != before {
            assert!(local.second() < 1 && local.minute() == 0, "on the minute: {local}");
            changes += 1;
        }
        before = dimmed;
    }
    assert_eq!(changes, 16, "eight nights");
}

#[test]
fn an_alarm_is_not_dimmed() {
    let mut machine = Machine::new(10, (80, 24));
    machine.suspend(TimeDelta::hours(14));
    machine.sleep();
    assert!(is_dimmed(&machine));
    let screen = machine.screen();
    let row = screen.iter().position(|row| row.contains("not updating")).unwrap();
    let column = u16::try_from(machine.screen()[row].find("not updating").unwrap()).unwrap();
    let style = machine.buffer()[(column, u16::try_from(row).unwrap())].style();
    assert_eq!(style.fg, Theme::DARK.warning.fg);
}
