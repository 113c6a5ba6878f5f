//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::hooks::{Config, Order};

pub(crate) const USAGE: &str = "\
usage: eggsample-app [options] [--] [ingredient…]
       eggsample-app [options] plugins [--json | --graph]

  --condiments FILE  take the condiments from lines `name = count`
  --guests N         how many are at the table; else 2
  --vegetarian       no meat today

  --config FILE      configure and choose the plugins; else by eggsample.toml,
                     where there is one
  --without NAME     leave out a plugin, or those of a package; may be repeated
  --strict           give up where a plugin fails
  --help             show this text

  EGGSAMPLE_PLUGINS  the plugins to take (`spam,waiter`) or to leave out (`-spam`)";

/// What the user asks for.
pub(crate) enum Command {
    Help,
    Serve {
        order: Order,
        config: Config,
        condiments: Option<PathBuf>,
        cooks: Cooks,
    },
    /// Show the plugins, as these arguments say.
    Plugins {
        args: Vec<String>,
        cooks: Cooks,
    },
}

/// Which plugins take part, and how.
#[derive(Default)]
pub(crate) struct Cooks {
    pub(crate) config: Option<PathBuf>,
    pub(crate) without: Vec<String>,
    pub(crate) strict: bool,
}

/// The arguments, as far as they are understood.
#[derive(Default)]
struct Arguments {
    ingredients: Vec<String>,
    guests: Option<u32>,
    config: Config,
    condiments: Option<PathBuf>,
    cooks: Cooks,
    /// Those of `plugins`, once that was said.
    plugins: Option<Vec<String>>,
}

impl Command {
    /// Understands the arguments, the program's name aside.
    pub(crate) fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Self, String> {
        let mut args = args.into_iter();
        let mut parsed = Arguments::default();
        while let Some(arg) = args.next() {
            match text(arg)?.as_str() {
                "--help" if parsed.plugins.is_none() => return Ok(Command::Help),
                "--" => {
                    let rest = args.by_ref().map(text).collect::<Result<Vec<_>, _>>()?;
                    parsed.ingredients.extend(rest);
                }
                arg => parsed.add(arg, &mut args)?,
            }
        }
        Ok(parsed.into_command())
    }
}

impl Arguments {
    fn add(&mut self, arg: &str, rest: &mut impl Iterator<Item = OsString>) -> Result<(), String> {
        let mut value = || rest.next().ok_or_else(|| format!("`{arg}` needs a value"));
        match arg {
            "--condiments" => self.condiments = Some(value()?.into()),
            "--guests" => {
                let guests = text(value()?)?;
                let mistake = |error| format!("`{guests}` is no number of guests: {error}");
                self.guests = Some(guests.parse().map_err(mistake)?);
            }
            "--vegetarian" => self.config.vegetarian = true,
            "--config" => self.cooks.config = Some(value()?.into()),
            "--without" => self.cooks.without.push(text(value()?)?),
            "--strict" => self.cooks.strict = true,
            "plugins" if self.ingredients.is_empty() => self.plugins = Some(Vec::new()),
            arg => match &mut self.plugins {
                Some(args) => args.push(arg.to_owned()),
                None if arg.starts_with('-') => return Err(format!("unknown option `{arg}`")),
                None => self.ingredients.push(arg.to_owned()),
            },
        }
        Ok(())
    }

    fn into_command(self) -> Command {
        let Arguments { mut ingredients, guests, config, condiments, cooks, plugins } = self;
        if let Some(args) = plugins {
            return Command::Plugins { args, cooks };
        }
        if ingredients.is_empty() {
            ingredients.push("egg".into());
        }
        let order = Order { ingredients, guests: guests.unwrap_or(2) };
        Command::Serve { order, config, condiments, cooks }
    }
}

fn text(arg: OsString) -> Result<String, String> {
    arg.into_string().map_err(|arg| format!("`{}` is not UTF-8", arg.display()))
}
