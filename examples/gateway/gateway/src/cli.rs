//! The command line, and the program.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use pluggy_core::ReportUsage;
use tokio::signal::unix::{SignalKind, signal};

use crate::demo;
use crate::generation::{Plugins, Setup};
use crate::server::{Error, Gateway, upward};

/// The file where nobody says another.
const FILE: &str = "gateway.toml";

/// An HTTP gateway made of plugins.
#[derive(Parser)]
#[command(name = "gateway", disable_help_subcommand = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
    /// The configuration; else gateway.toml
    #[arg(long, value_name = "FILE", global = true)]
    config: Option<PathBuf>,
    /// Leave out a plugin, or those of a package; may be repeated
    #[arg(long, value_name = "NAME", global = true, allow_hyphen_values = true)]
    without: Vec<String>,
    /// Start an upstream too, and take a configuration for it where there is no --config
    #[arg(long, global = true)]
    demo: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Listen, and serve; SIGHUP reads the configuration anew
    Serve,
    /// Show the plugins, and whom the gateway asks: `plugins --help`
    #[command(disable_help_flag = true)]
    Plugins {
        #[arg(hide = true, allow_hyphen_values = true)]
        args: Vec<OsString>,
    },
}

impl CommandLine {
    /// Plugins are shown also where nobody has written a configuration.
    fn setup(&self) -> Setup {
        let only_shown = matches!(self.command, Command::Plugins { .. });
        let without = self.without.clone();
        match &self.config {
            Some(path) => Setup { without, ..Setup::file(path) },
            None if self.demo || (only_shown && !Path::new(FILE).exists()) => {
                Setup { without, ..Setup::text(demo::CONFIG) }
            }
            None => Setup { without, ..Setup::file(FILE) },
        }
    }
}

/// Does what the command line says.
///
/// The program ends with 1 when the gateway can't run, and with 2 when the command
/// line can't be understood.
#[must_use]
pub fn main() -> ExitCode {
    tracing_subscriber::fmt().with_writer(io::stderr).with_target(false).init();
    match run(&CommandLine::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("gateway: {error:#}"); // with what is behind it
            ExitCode::from(if error.is::<ReportUsage>() { 2 } else { 1 })
        }
    }
}

#[tokio::main]
async fn run(line: &CommandLine) -> Result<(), Error> {
    let setup = line.setup();
    match &line.command {
        Command::Plugins { args } => show(&setup, args),
        Command::Serve => {
            if line.demo {
                demo::upstream().await?;
            }
            serve(Gateway::start(setup).await?).await
        }
    }
}

fn show(setup: &Setup, args: &[OsString]) -> Result<(), Error> {
    let plugins = Plugins::build(setup, 1, &upward())?;
    let text = plugins.pm.report().subcommand(args.iter().cloned())?;
    match writeln!(io::stdout(), "{text}") {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        outcome => outcome?,
    }
    plugins.report.strict()?;
    Ok(())
}

/// Serves until somebody says otherwise.
async fn serve(gateway: Gateway) -> Result<(), Error> {
    let mut anew = signal(SignalKind::hangup())?;
    let mut terminate = signal(SignalKind::terminate())?;
    // Whoever has read this may send a signal, which would end a program that hears none yet.
    tracing::info!("listening on http://{}", gateway.address());
    loop {
        tokio::select! {
            _ = anew.recv() => match gateway.reload().await {
                Ok(number) => tracing::info!("configured anew, generation {number}"),
                Err(error) => tracing::error!("all stays as it was: {error}"),
            },
            _ = terminate.recv() => break,
            done = tokio::signal::ctrl_c() => break done?,
        }
    }
    gateway.stop().await;
    Ok(())
}
