//! The products to choose from, with the number of its lines in the cycle.

use crate::{
    app::{Area, Command},
    domain::bill::{Ledger, ProductFilter},
    ui::{
        Scene,
        canvas::Canvas,
        widgets::{
            cell::{Amount, Cell},
            columns::{Rules, fit},
            page,
            table::{Heading, Table, first_in_sight, scrolled, select_at},
        },
    },
    words::{number, pages::bills::labels as words},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ProductColumn {
    Chosen,
    Product,
    Lines,
    Means,
}

const ALL: [ProductColumn; 4] =
    [ProductColumn::Chosen, ProductColumn::Product, ProductColumn::Lines, ProductColumn::Means];
const LAYOUTS: [&[ProductColumn]; 2] =
    [&ALL, &[ProductColumn::Chosen, ProductColumn::Product, ProductColumn::Lines]];
/// A name is cut, at most to this, only after all optional columns have been left out.
const SHORTEST_NAME: u16 = 8;

/// Draws the products, the one at `cursor` in sight.
pub(crate) fn draw(scene: &Scene<'_>, canvas: &mut Canvas<'_>, area: Area, cursor: usize) {
    let (state, theme, glyphs) = (scene.state, scene.theme, scene.glyphs);
    let cycle = state.shown_cycle(scene.now.utc);
    page::title(canvas, area, (words::PRODUCTS.of(scene.lang), &cycle.to_string()), theme, glyphs);
    let (names, rows) = (area.below(1).row(0), area.below(2));
    let products = &state.profile().bills.products;
    let first = first_in_sight(cursor, products.len(), rows.height);
    let ledger = state.profile().bills.ledger(cycle);
    let cells = products.iter().skip(first).take(rows.height.into());
    let cells = cells.map(|product| row(scene, product, ledger)).collect();
    let heading = |column| {
        let name = match column {
            ProductColumn::Product => words::PRODUCT.of(scene.lang),
            ProductColumn::Lines => words::LINES.of(scene.lang),
            ProductColumn::Chosen | ProductColumn::Means => "",
        };
        Heading { name, is_right: column == ProductColumn::Lines, order: None }
    };
    let table = Table::new(&ALL, heading, cells);
    select_at(canvas, rows, (Some(cursor), first), true, theme, glyphs);
    let rules = Rules { layouts: &LAYOUTS, grow: &[], give: &[(ProductColumn::Product, SHORTEST_NAME)] };
    let columns = fit(&rules, |column| table.width_of(column), rows.width);
    table.draw(canvas, (names, rows), &columns, theme, glyphs);
    for (at, product) in (0..rows.height).zip(products.iter().skip(first)) {
        canvas.target(rows.row(at), (0, rows.width), || Command::Product(product.clone()));
    }
    scrolled(canvas, rows, (first, products.len()), theme, glyphs);
}

fn row<'a>(scene: &Scene<'_>, product: &'a ProductFilter, ledger: Option<&Ledger>) -> Vec<Cell<'a>> {
    let theme = scene.theme;
    let is_chosen = scene.state.view.bills.query.product == *product;
    let lines = ledger.map(|ledger| {
        let included = ledger.subjects().iter().filter(|subject| product.includes(&subject.charge));
        included.fold(0_u64, |lines, subject| lines.saturating_add(subject.sums.lines))
    });
    let style = if is_chosen { theme.accent } else { theme.text };
    ALL.map(|column| match column {
        ProductColumn::Chosen => Cell::chosen(is_chosen, theme, scene.glyphs),
        ProductColumn::Product => Cell::Text(words::product(product), style),
        ProductColumn::Lines => lines.map_or(Cell::Nothing, |lines| {
            Cell::Amount(Amount::round(number::count(lines), ""), theme.quiet)
        }),
        ProductColumn::Means => Cell::Text(words::product_means(scene.lang, product).into(), theme.quiet),
    })
    .to_vec()
}
