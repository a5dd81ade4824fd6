//! The sections of texts: filters, rules, words, errors.

use ratatui::text::Span;

use super::{
    block::{Block, Columns, Explained, Line, column_width, explained, paragraph, titled},
    context::Context,
};
use crate::{
    app::State,
    domain::{Site, filter::fields},
    ui::{canvas::columns, widgets::wrap::wrap},
    words::{
        cli::explain,
        overlays::{filters as words, glossary::GLOSSARY, rules::SECTIONS},
    },
};

/// The language of filters: examples, and what each field accepts.
pub(super) fn filters(context: Context<'_>) -> Columns {
    let Context { state, lang, .. } = context;
    let (width, several) = (column_width(context.width), state.has_several());
    let examples = words::EXAMPLES.iter().filter(|example| several || !example.needs_several);
    let examples =
        examples.map(|example| named(example.filter.to_owned(), example.lists.of(lang).to_owned()));
    let mut models = explained(context, context.theme.accent, examples.collect(), width);
    models.extend(paragraph(context, words::BEGINNINGS.of(lang)));
    let fields = fields().into_iter().filter(|(name, _)| several || *name != "profile");
    let fields = fields.map(|(name, accepted)| {
        let text =
            if accepted.is_empty() { words::ANY_NAME.of(lang).to_owned() } else { accepted.join(", ") };
        named(format!("{name}:"), text)
    });
    let fields = explained(context, context.theme.accent, fields.collect(), width);
    let mut blocks = vec![
        titled(context, words::MODELS.of(lang), models),
        titled(context, words::FIELDS.of(lang), fields),
    ];
    if state.has_bills() {
        blocks.push(titled(context, words::BILLS.of(lang), paragraph(context, words::SEARCH.of(lang))));
    }
    Columns::balanced(context.width, blocks)
}

/// Every section of the rules: its title, and its paragraphs for this site.
pub(super) fn rules(context: Context<'_>) -> Columns {
    let site = site(context.state);
    let blocks = SECTIONS.iter().map(|section| {
        let paragraphs = section.paragraphs(site);
        let lines: Block = paragraphs.flat_map(|text| paragraph(context, text.of(context.lang))).collect();
        titled(context, section.title.of(context.lang), lines)
    });
    Columns::balanced(context.width, blocks.collect())
}

/// The words on screen and what they mean.
pub(super) fn words(context: Context<'_>) -> Columns {
    let all = GLOSSARY.iter();
    let all = all
        .map(|(word, meaning)| named(word.of(context.lang).to_owned(), meaning.of(context.lang).to_owned()));
    let rows: Vec<Explained> = all.collect();
    let widest = rows.iter().map(|(_, columns, _)| *columns).max().unwrap_or(0);
    // Each in a block of its own, so that two columns share them.
    let width = column_width(context.width);
    let blocks = rows
        .into_iter()
        .map(|(word, _, text)| explained(context, context.theme.strong, vec![(word, widest, text)], width));
    Columns::balanced(context.width, blocks.collect())
}

/// Errors of calls: the codes, what they mean, what to do.
pub(super) fn errors(context: Context<'_>) -> Columns {
    let Context { lang, theme, .. } = context;
    let blocks = explain::table(lang).into_iter().map(|[codes, means, todo]| {
        let codes = wrap(&codes, column_width(context.width)).into_iter();
        let heading = codes.map(|line| vec![Span::styled(line, theme.strong)]);
        let todo = format!("{}: {todo}", explain::FIX.of(lang));
        let texts = [means, todo].into_iter().flat_map(|text| paragraph(context, &text));
        heading.chain(texts).chain([Line::new()]).collect()
    });
    Columns::balanced(context.width, blocks.collect())
}

fn named(name: String, text: String) -> Explained {
    let width = columns(&name);
    (name, width, text)
}

/// The site of the profiles shown; absent if it is unknown, or if they are of both.
fn site(state: &State) -> Option<Site> {
    let mut sites = state.shown().map(|(_, profile)| profile.snapshot.site);
    let first = sites.next().flatten();
    first.filter(|site| sites.all(|other| other == Some(*site)))
}
