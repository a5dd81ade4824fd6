//! The bill as comma-separated values.

use std::io::{self, Write};

use super::{json::exact, printed::Printed};
use crate::{
    cli::csv::{or_empty, text, write_row},
    domain::bill::{Figure, Sums, unit::unit_word},
};

const GROUPS: &str = "key,currency,payable,gross,payable_with_tax,discount,coupons,lines,usage,unit,deducted,reasons,incomplete";
const LINES: &str = "day,instance_id,item,product,currency,payable,gross,payable_with_tax,discount,coupons,usage,unit,deducted";

/// Writes the lines, or the groups: one row for each unit of their usage, with the amounts only in the first
/// one, so that a column can be summed.
pub(super) fn write(out: &mut dyn Write, printed: &Printed<'_>) -> io::Result<()> {
    if printed.by.0.is_none() {
        return write_lines(out, printed);
    }
    writeln!(out, "{GROUPS}")?;
    for (group, reasons) in printed.groups() {
        let reasons: Vec<&str> = reasons.iter().map(|reason| reason.kind().into_str()).collect();
        for row in 0..group.usage.len().max(1) {
            let used = group.usage.get(row);
            let amount = |figure| or_empty(exact(group.sums.get(figure)).filter(|_| row == 0));
            write_row(
                out,
                &[
                    text(&group.key),
                    text(&group.currency),
                    amount(Figure::Payable),
                    amount(Figure::Gross),
                    amount(Figure::PayableWithTax),
                    amount(Figure::Discount),
                    amount(Figure::Coupons),
                    or_empty((row == 0).then(|| group.sums.lines.to_string())),
                    or_empty(used.and_then(|used| exact(used.amount))),
                    text(used.map_or("", |used| &used.unit)),
                    or_empty(used.and_then(|used| exact(used.deducted()))),
                    or_empty((row == 0).then(|| reasons.join(" "))),
                    or_empty((row == 0).then(|| group.incomplete().to_string())),
                ],
            )?;
        }
    }
    Ok(())
}

fn write_lines(out: &mut dyn Write, printed: &Printed<'_>) -> io::Result<()> {
    writeln!(out, "{LINES}")?;
    for (day, line) in printed.lines {
        let (charge, sums) = (&line.charge, Sums::of(&line.figures));
        let amount = |figure| or_empty(exact(sums.get(figure)));
        write_row(
            out,
            &[
                or_empty(Some(day.to_string())),
                text(&charge.instance_id),
                text(&charge.item),
                text(crate::domain::bill::ledger::product_name(charge)),
                text(&charge.currency),
                amount(Figure::Payable),
                amount(Figure::Gross),
                amount(Figure::PayableWithTax),
                amount(Figure::Discount),
                amount(Figure::Coupons),
                amount(Figure::Usage),
                text(unit_word(&charge.unit)),
                amount(Figure::Deducted),
            ],
        )?;
    }
    Ok(())
}
