//! `quotatop config path|init|check|show`.

use crate::words::Lang;
use std::io::Write as _;

use crate::{app::action::bindable, config, files};

use super::{
    args::{Args, ConfigCommand},
    exit::{Failed, Status},
    output, settings, theme,
};

/// Runs the command.
pub(super) fn run(lang: Lang, args: &Args, command: &ConfigCommand) -> Result<Status, Failed> {
    match command {
        ConfigCommand::Path => {
            let path = settings::config_file(lang, args)?;
            output::print(Status::Done, |out| writeln!(out, "{}", path.display()))
        }
        ConfigCommand::Init => init(lang, args),
        ConfigCommand::Check => check(lang, args),
        ConfigCommand::Show => {
            let text = settings::config(lang, args)?.to_toml(&bindable());
            output::print(Status::Done, |out| out.write_all(text.as_bytes()))
        }
    }
}

/// Writes the example, unless there is a file already.
fn init(lang: Lang, args: &Args) -> Result<Status, Failed> {
    let path = settings::config_file(lang, args)?;
    let failed = |error: std::io::Error| Failed::because(&format!("{}: {error}", path.display()));
    if let Some(folder) = path.parent() {
        files::create_private_folder(folder).map_err(failed)?;
    }
    if path.exists() {
        let path = path.display();
        return Err(Failed::because(&format!(
            "{path}: there is a file already; it is left as it is. Check it with: quotatop config check"
        )));
    }
    let mut file = files::create_private(&path).map_err(failed)?;
    file.write_all(config::example().as_bytes()).map_err(failed)?;
    output::print(Status::Done, |out| writeln!(out, "wrote {}", path.display()))
}

fn check(lang: Lang, args: &Args) -> Result<Status, Failed> {
    let path = settings::config_file(lang, args)?;
    let (config, mut problems) = match config::load(&path, &bindable()) {
        Ok(config) => (config, Vec::new()),
        Err(error) => (None, settings::problems(&error)),
    };
    match (theme::own(&path), &config) {
        (Err(lines), _) => problems.extend(lines),
        (Ok(own), Some(config)) => problems.extend(theme::chosen(None, config, &path, &own).err()),
        (Ok(_), None) => {}
    }
    match config {
        _ if !problems.is_empty() => Err(Failed::wrong_use(problems)),
        Some(_) => output::print(Status::Done, |out| writeln!(out, "{}: ok", path.display())),
        None if args.global.config.is_some() => {
            Err(Failed::wrong_use(vec![format!("{}: there is no such file", path.display())]))
        }
        None => output::print(Status::Done, |out| {
            writeln!(out, "{}: no such file; the defaults hold", path.display())
        }),
    }
}
