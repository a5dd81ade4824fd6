//! `quotatop config path|init|check|show`.

use std::{
    io::{self, IsTerminal as _, Write as _},
    path::Path,
};

use crate::{config, domain::action::bindable, files};

use super::{
    args::ConfigCommand,
    exit::{Failed, Status},
    output,
    start::{self, Start},
    theme,
};

pub(super) fn run(start: &Start<'_>, command: &ConfigCommand) -> Result<Status, Failed> {
    match command {
        ConfigCommand::Path => print_path(start.config_file()?),
        ConfigCommand::Init => init(start),
        ConfigCommand::Check => check(start),
        ConfigCommand::Show => {
            let text = start.config()?.to_toml(&bindable());
            output::print(Status::Done, |out| out.write_all(text.as_bytes()))
        }
    }
}

/// Prints the path: on a terminal escaped, for another program byte by byte.
fn print_path(path: &Path) -> Result<Status, Failed> {
    if io::stdout().is_terminal() {
        return output::lines(Status::Done, [path.display().to_string()]);
    }
    output::print(Status::Done, |out| {
        out.write_all(path.as_os_str().as_encoded_bytes())?;
        writeln!(out)
    })
}

/// Writes the example, unless the file exists.
fn init(start: &Start<'_>) -> Result<Status, Failed> {
    let path = start.config_file()?;
    let failed = |error: std::io::Error| Failed::because(&format!("{}: {error}", path.display()));
    if let Some(folder) = path.parent() {
        files::create_private_folder(folder).map_err(failed)?;
    }
    if path.exists() {
        let path = path.display();
        return Err(Failed::because(&format!(
            "{path}: the file exists and was not changed; to check it: quotatop config check"
        )));
    }
    let mut file = files::create_private(path).map_err(failed)?;
    file.write_all(config::example().as_bytes()).map_err(failed)?;
    output::lines(Status::Done, [format!("wrote {}", path.display())])
}

fn check(start: &Start<'_>) -> Result<Status, Failed> {
    let path = start.config_file()?;
    let (config, mut problems) = match start.loaded() {
        Ok(config) => (start.has_file.then_some(config), Vec::new()),
        Err(error) => (None, error.lines()),
    };
    match (theme::own(path), config) {
        (Err(lines), _) => problems.extend(lines),
        (Ok(own), Some(config)) => problems.extend(theme::chosen(None, config, path, &own).err()),
        (Ok(_), None) => {}
    }
    match config {
        _ if !problems.is_empty() => Err(Failed::all_problems(problems)),
        Some(_) => output::lines(Status::Done, [format!("{}: ok", path.display())]),
        None if start.args.global.config.is_some() => Err(start::no_such_file(path)),
        None => output::lines(Status::Done, [format!("{}: no such file; using defaults", path.display())]),
    }
}
