//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::hooks::{Config, Order};

pub(crate) const USAGE: &str = "\
usage: eggsample-app [options] [--] [ingredient…]

  --condiments FILE  take the condiments from lines `name = count`
  --guests N         how many are at the table; else 2
  --vegetarian       no meat today
  --help             show this text";

/// What the user asks for.
pub(crate) enum Command {
    Help,
    Serve { order: Order, config: Config, condiments: Option<PathBuf> },
}

impl Command {
    /// Understands the arguments, the program's name aside.
    pub(crate) fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Self, String> {
        let mut args = args.into_iter();
        let mut order = Order { ingredients: Vec::new(), guests: 2 };
        let mut config = Config { vegetarian: false };
        let mut condiments = None;
        while let Some(arg) = args.next() {
            match &*text(arg)? {
                "--condiments" => condiments = Some(value("--condiments", args.next())?.into()),
                "--guests" => {
                    let guests = text(value("--guests", args.next())?)?;
                    order.guests = guests
                        .parse()
                        .map_err(|error| format!("`{guests}` is no number of guests: {error}"))?;
                }
                "--vegetarian" => config.vegetarian = true,
                "--help" => return Ok(Command::Help),
                "--" => {
                    for ingredient in args.by_ref() {
                        order.ingredients.push(text(ingredient)?);
                    }
                }
                option if option.starts_with('-') => {
                    return Err(format!("unknown option `{option}`"));
                }
                ingredient => order.ingredients.push(ingredient.to_owned()),
            }
        }
        if order.ingredients.is_empty() {
            order.ingredients.push("egg".into());
        }
        Ok(Command::Serve { order, config, condiments })
    }
}

fn text(arg: OsString) -> Result<String, String> {
    arg.into_string().map_err(|arg| format!("`{}` is not UTF-8", arg.display()))
}

fn value(option: &str, arg: Option<OsString>) -> Result<OsString, String> {
    arg.ok_or_else(|| format!("`{option}` needs a value"))
}
