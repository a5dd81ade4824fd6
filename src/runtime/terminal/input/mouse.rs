//! Mouse reports, in the encodings that terminals use.

use crate::app::message::{Mouse, MouseKind};

/// `CSI < button ; column ; row M` (`m` for a release).
pub(super) fn sgr(parameters: &[u8]) -> Option<Mouse> {
    let [button, column, row] = numbers(parameters)?;
    mouse(button, column, row)
}

/// `CSI button ; column ; row M`, with the button as in X10.
pub(super) fn urxvt(parameters: &[u8]) -> Option<Mouse> {
    let [button, column, row] = numbers(parameters)?;
    mouse(button.checked_sub(32)?, column, row)
}

/// `CSI M` and three bytes, each with 32 added.
pub(super) fn x10(report: [u8; 3]) -> Option<Mouse> {
    let [button, column, row] = report.map(|byte| u16::from(byte).checked_sub(32));
    mouse(button?, column?, row?)
}

fn numbers(parameters: &[u8]) -> Option<[u16; 3]> {
    let text = std::str::from_utf8(parameters).ok()?;
    let numbers: Vec<u16> = text.split(';').map(str::parse).collect::<Result<_, _>>().ok()?;
    numbers.try_into().ok()
}

/// Columns and rows count from 1. Shift, Alt and Ctrl (4, 8, 16) are ignored.
fn mouse(button: u16, column: u16, row: u16) -> Option<Mouse> {
    let kind = match button & !0b1_1100 {
        0 => MouseKind::Click,
        64 => MouseKind::WheelUp,
        65 => MouseKind::WheelDown,
        _ => return None,
    };
    Some(Mouse { kind, column: column.checked_sub(1)?, row: row.checked_sub(1)?, command: None })
}
