//! A kitchen that any crate can join.
//!
//! This is the library author's part: the hooks and their types
//! ([`EggsampleHooks`]), a cook of the house, and a program that calls the
//! hooks. It names no other cook. Whatever crate implements the hooks and is
//! linked into the program takes part.

/// Links the cooks: the dependencies of the program that are called
/// `eggsample-…`. It stands in the end user's `main.rs`.
///
/// ```
/// eggsample::link_plugins!();
/// ```
#[macro_export]
macro_rules! link_plugins {
    () => {
        $crate::pluggy_core::link_plugins!("eggsample-*");
    };
}

mod cli;
mod condiments;
mod hooks;
mod house;
mod kitchen;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
pub use hooks::{Config, EggsampleHooks, KitchenError, Order, Tray};
pub use pluggy_core;

use cli::{Command, CommandLine};
use kitchen::Kitchen;
use pluggy_core::{DiscoveryReport, ReportUsage};

/// Cooks and serves what the command line orders, or shows the plugins.
///
/// The program ends with 1 when there is no meal, and with 2 when the command
/// line can't be understood.
#[must_use]
pub fn main() -> ExitCode {
    match run(CommandLine::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("eggsample: {error:#}"); // with what is behind it
            ExitCode::from(if error.is::<ReportUsage>() { 2 } else { 1 })
        }
    }
}

fn run(line: CommandLine) -> Result<(), Box<dyn Error>> {
    let CommandLine { command, cooks, serve } = line;
    // It fails closed: without an essential plugin there is no meal.
    let sound = |report: DiscoveryReport| {
        if cooks.strict { report.strict() } else { report.essential() }
    };
    if let Some(Command::Plugins { args }) = command {
        let (kitchen, report) = Kitchen::open(&Config::default(), &cooks)?;
        print(&kitchen.plugins(args)?)?;
        sound(report)?;
        return Ok(());
    }
    let condiments = match serve.condiments {
        Some(path) => condiments::read(&path)?,
        None => condiments::usual(),
    };
    let (kitchen, report) = Kitchen::open(&Config { vegetarian: serve.vegetarian }, &cooks)?;
    for mistake in sound(report)?.mistakes() {
        eprintln!("eggsample: warning: {mistake}");
    }
    let order = Order { ingredients: serve.ingredients, guests: serve.guests };
    print(&kitchen.cook(order, condiments)?.to_string())
}

/// Prints to whoever reads; it is no mistake of ours to be read in part.
fn print(text: &str) -> Result<(), Box<dyn Error>> {
    match writeln!(io::stdout(), "{text}") {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        outcome => Ok(outcome?),
    }
}
