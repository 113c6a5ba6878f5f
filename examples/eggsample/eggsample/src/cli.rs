//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Cooks what you order.
#[derive(Parser)]
#[command(
    name = "eggsample-app",
    subcommand_precedence_over_arg = true,
    disable_help_subcommand = true
)]
pub(crate) struct CommandLine {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) cooks: Cooks,
    #[command(flatten)]
    pub(crate) serve: Serve,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Show the cooks, and whom the kitchen asks: `plugins --help`
    #[command(disable_help_flag = true)]
    Plugins {
        #[arg(hide = true, allow_hyphen_values = true)]
        args: Vec<OsString>,
    },
}

/// What is to be cooked.
#[derive(Args)]
pub(crate) struct Serve {
    /// What must be in the meal
    #[arg(value_name = "INGREDIENT", default_value = "egg")]
    pub(crate) ingredients: Vec<String>,
    /// Take the condiments from lines `name = count`
    #[arg(long, value_name = "FILE")]
    pub(crate) condiments: Option<PathBuf>,
    /// How many are at the table
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub(crate) guests: u32,
    /// No meat today
    #[arg(long)]
    pub(crate) vegetarian: bool,
}

/// Which plugins take part, and how.
#[derive(Args)]
pub(crate) struct Cooks {
    /// Configure and choose the plugins; else by eggsample.toml, where there is one
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) config: Option<PathBuf>,
    /// Leave out a plugin, or those of a package; may be repeated
    #[arg(long, value_name = "NAME", global = true, allow_hyphen_values = true)]
    pub(crate) without: Vec<String>,
    /// Give up where this plugin, or one of this package, fails; may be repeated
    #[arg(long, value_name = "NAME", global = true, allow_hyphen_values = true)]
    pub(crate) need: Vec<String>,
    /// Give up where any plugin fails
    #[arg(long, global = true)]
    pub(crate) strict: bool,
}
