//! A generation: the plugins of one reading of the configuration, all or none.

use std::net::SocketAddr;
use std::path::PathBuf;

use pluggy_core::{Config, DiscoveryReport, Frozen, HookRelay, PluginManager, Selection};
use tokio::sync::oneshot;

use crate::hooks::GatewayHooks;
use crate::house::{Proxy, Routes, Upward};
use crate::panics::{Blame, Panicked, caught};
use crate::server::Error;
use crate::settings::Settings;

/// Where the configuration is read.
#[derive(Clone, Debug)]
pub enum Source {
    /// In a file, anew at each reload.
    File(PathBuf),
    /// Here.
    Text(String),
}

/// Where the configuration comes from, and what of the plugins it does not say.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Where the configuration is read.
    pub config: Source,
    /// Plugins to leave out, by `--without`.
    pub without: Vec<String>,
    /// Plugins without which there is no gateway.
    pub essential: Vec<String>,
}

impl Setup {
    /// By a file, with `auth` as essential.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Setup::new(Source::File(path.into()))
    }

    /// By a text, with `auth` as essential.
    pub fn text(text: impl Into<String>) -> Self {
        Setup::new(Source::Text(text.into()))
    }

    fn new(config: Source) -> Self {
        Setup { config, without: Vec::new(), essential: vec!["auth".into()] }
    }

    fn read(&self) -> Result<Config, Error> {
        Ok(match &self.config {
            Source::File(path) => Config::read_toml(path)?,
            Source::Text(text) => Config::from_toml("(built in)", text)?,
        })
    }

    fn selection(&self, file: &Config) -> Selection {
        Selection::new()
            .essential(["routes", "proxy"])
            .essential(&self.essential)
            .config(file)
            .env("GATEWAY_PLUGINS")
            .without("--without", &self.without)
    }
}

/// All plugins that are linked and chosen, with those of the house.
pub(crate) struct Plugins {
    pub(crate) pm: PluginManager,
    pub(crate) hooks: HookRelay<dyn GatewayHooks>,
    pub(crate) settings: Settings,
    pub(crate) report: DiscoveryReport,
}

impl Plugins {
    /// Builds them; what is wrong with one is in the report.
    pub(crate) fn build(setup: &Setup, number: u64, upward: &Upward) -> Result<Self, Error> {
        let file = setup.read()?;
        let settings: Settings = file
            .get("gateway")?
            .ok_or_else(|| format!("{}: there is no table `gateway`", file.origin()))?;
        let pm = PluginManager::new("gateway");
        let hooks = pm.add_hookspecs::<dyn GatewayHooks>();
        pm.select(setup.selection(&file));
        pm.configure(file);
        pm.register(Routes::default())?;
        pm.register(Proxy { upward: upward.clone(), limits: settings.limits.clone() })?;
        hooks.configure.call_historic(&settings, number);
        let report = pm.discover();
        Ok(Plugins { pm, hooks, settings, report })
    }
}

/// The plugins that all requests of a while go to. It ends with the last of them.
pub(crate) struct Generation {
    pub(crate) number: u64,
    pub(crate) settings: Settings,
    pub(crate) hooks: HookRelay<dyn GatewayHooks, Frozen>,
    /// The same, with a log of panics: for what is not asked for each request, since
    /// watching takes longer than calling.
    pub(crate) watched: HookRelay<dyn GatewayHooks, Frozen>,
    _pm: PluginManager,
    _ends: oneshot::Sender<()>,
}

impl Generation {
    /// Builds and starts one, of which nothing is wrong; and answers with it what
    /// awaits its last request, and stops it.
    pub(crate) async fn start(
        setup: &Setup,
        number: u64,
        upward: &Upward,
        listens: Option<SocketAddr>,
    ) -> Result<(Self, impl Future<Output = ()> + Send + use<>), Error> {
        let Plugins { pm, hooks, settings, report } = Plugins::build(setup, number, upward)?;
        report.strict()?;
        if let Some(listens) = listens.filter(|listens| *listens != settings.listen) {
            return Err(format!("it listens on {listens} until it is started anew").into());
        }
        let frozen = hooks.snapshot();
        pm.monitor(Blame).detach();
        let watched = hooks.snapshot();
        if let Err(error) = started(&watched).await {
            stop(&watched).await;
            return Err(error);
        }
        let (ends, ended) = oneshot::channel();
        let stopping = watched.clone();
        let stopped = async move {
            // Nothing is ever sent: it ends as the sender is dropped.
            let _ = ended.await;
            stop(&stopping).await;
        };
        let generation =
            Generation { number, settings, hooks: frozen, watched, _pm: pm, _ends: ends };
        Ok((generation, stopped))
    }
}

async fn started(hooks: &HookRelay<dyn GatewayHooks, Frozen>) -> Result<(), Error> {
    match caught(hooks.start.call_concurrent()).await {
        Ok(started) => Ok(started?),
        Err(Panicked) => Err("a plugin panicked in `start`".into()),
    }
}

async fn stop(hooks: &HookRelay<dyn GatewayHooks, Frozen>) {
    // The log has it.
    let _ = caught(hooks.stop.call_concurrent()).await;
}
