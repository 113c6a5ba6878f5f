//! A kitchen that any crate can join.
//!
//! This is the library author's part: the hooks and their types
//! ([`EggsampleHooks`]), a cook of the house, and a program that calls the
//! hooks. It names no other cook. Whatever crate implements the hooks and is
//! linked into the program takes part.

mod cli;
mod condiments;
mod hooks;
mod house;
mod kitchen;

use std::env;
use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

pub use hooks::{Config, EggsampleHooks, KitchenError, Order, Tray};

use cli::{Command, USAGE};
use kitchen::Kitchen;

/// Cooks and serves what the command line orders.
///
/// The program ends with 1 when there is no meal, and with 2 when the command
/// line can't be understood.
#[must_use]
pub fn main() -> ExitCode {
    let command = match Command::parse(env::args_os().skip(1)) {
        Ok(command) => command,
        Err(mistake) => {
            eprintln!("eggsample: {mistake}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match run(command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("eggsample: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<(), Box<dyn Error>> {
    let text = match command {
        Command::Help => USAGE.to_owned(),
        Command::Serve { order, config, condiments } => {
            let condiments = match condiments {
                Some(path) => condiments::read(&path)?,
                None => condiments::usual(),
            };
            Kitchen::open(&config)?.cook(order, condiments)?.to_string()
        }
    };
    Ok(writeln!(io::stdout(), "{text}")?)
}
