//! The product chooser, with the number of lines of each product in the cycle.

use super::chooser::{self, Choices};
use crate::{
    app::{Area, view::Choice},
    domain::bill::{Ledger, ProductFilter},
    ui::{
        Scene,
        canvas::Canvas,
        widgets::{
            cell::{Amount, Cell},
            columns::Rules,
            table::{Heading, Table},
        },
    },
    words::{number, pages::bills::labels as words},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ProductColumn {
    Chosen,
    Product,
    Lines,
    Description,
}

const ALL: [ProductColumn; 4] =
    [ProductColumn::Chosen, ProductColumn::Product, ProductColumn::Lines, ProductColumn::Description];
const LAYOUTS: [&[ProductColumn]; 2] =
    [&ALL, &[ProductColumn::Chosen, ProductColumn::Product, ProductColumn::Lines]];
/// Names are cut down to this width, but only after the description has been dropped.
const MIN_NAME_WIDTH: u16 = 8;

/// Draws the products, scrolled to the cursor.
pub(super) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, room: Area, cursor: usize) {
    let state = scene.state;
    let cycle = state.shown_cycle(scene.now.utc);
    let products = &state.profile().bills.products;
    let ledger = state.profile().bills.ledger(cycle);
    let cells = products.iter().map(|product| row(scene, product, ledger)).collect();
    let heading = |column| {
        let name = match column {
            ProductColumn::Product => words::PRODUCT.of(scene.lang),
            ProductColumn::Lines => words::LINES.of(scene.lang),
            ProductColumn::Chosen | ProductColumn::Description => "",
        };
        Heading { name, is_right: column == ProductColumn::Lines, order: None }
    };
    let choices = Choices {
        choice: Choice::Product,
        titles: (words::PRODUCTS.of(scene.lang), &cycle.to_string()),
        table: Table::new(&ALL, heading, cells),
        rules: Rules {
            layouts: &LAYOUTS,
            shrink: &[(ProductColumn::Product, MIN_NAME_WIDTH)],
            ..Rules::default()
        },
        has_headings: true,
        note: "",
    };
    chooser::draw(scene, canvas, room, choices, cursor);
}

fn row<'a>(scene: &Scene<'_>, product: &'a ProductFilter, ledger: Option<&Ledger>) -> Vec<Cell<'a>> {
    let theme = scene.theme;
    let is_chosen = scene.state.view.bills.query.product == *product;
    let lines = ledger.map(|ledger| {
        let included =
            ledger.subjects().filter(|subject| product.includes(subject.charge(), &subject.instance()));
        included.fold(0_u64, |lines, subject| lines.saturating_add(subject.lines()))
    });
    let style = if is_chosen { theme.accent } else { theme.text };
    ALL.map(|column| match column {
        ProductColumn::Chosen => Cell::chosen(is_chosen, theme, scene.glyphs),
        ProductColumn::Product => Cell::Text(words::product(product), style),
        ProductColumn::Lines => lines.map_or(Cell::Nothing, |lines| {
            Cell::Amount(Amount::round(number::count(lines), ""), theme.quiet)
        }),
        ProductColumn::Description => {
            Cell::Text(words::product_description(scene.lang, product).into(), theme.quiet)
        }
    })
    .to_vec()
}
