//! A gateway for a test, with a folder of its own.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::{env, fs, io, process};

use gateway::{Gateway, Setup};
use tracing_subscriber::util::SubscriberInitExt;

/// What the configuration says, in parts that a test changes.
#[derive(Clone)]
pub(crate) struct Text {
    /// Of the table `[gateway.limits]`.
    pub(crate) limits: String,
    /// Where each path goes.
    pub(crate) routes: Vec<(String, SocketAddr)>,
    /// The only plugins, beside those of the house.
    pub(crate) only: Vec<&'static str>,
    /// The sections of plugins.
    pub(crate) sections: String,
}

/// Who has the token `a-token`.
pub(crate) const AUTH: &str = "[plugins.auth]\ntokens = { ada = 'a-token', bob = 'b-token' }\n";

impl Text {
    /// All goes to one upstream, and nothing is done but by these plugins.
    pub(crate) fn new(upstream: SocketAddr, only: &[&'static str], sections: &str) -> Self {
        Text {
            limits: String::new(),
            routes: vec![("/".into(), upstream)],
            only: only.to_vec(),
            sections: sections.to_owned(),
        }
    }

    pub(crate) fn limits(self, limits: &str) -> Self {
        Text { limits: limits.to_owned(), ..self }
    }

    pub(crate) fn toml(&self) -> String {
        let mut toml = "[gateway]\nlisten = '127.0.0.1:0'\n".to_owned();
        let _ = writeln!(toml, "limits = {{ {} }}", self.limits);
        for (path, upstream) in &self.routes {
            let _ = write!(
                toml,
                "[[gateway.routes]]\npath = '{path}'\nupstream = 'http://{upstream}'\n"
            );
        }
        let house = ["routes", "proxy"];
        let only: Vec<_> = house.iter().chain(&self.only).collect();
        let _ = write!(toml, "[plugins]\nonly = {only:?}\n{}", self.sections);
        toml
    }
}

/// A gateway that runs.
pub(crate) struct Running {
    pub(crate) gateway: Gateway,
    pub(crate) folder: Folder,
}

impl Running {
    /// Nothing is essential, so that each plugin can be off.
    pub(crate) async fn start(text: &Text) -> Self {
        let folder = Folder::new();
        let gateway = start(&folder, &text.toml(), &[]).await.unwrap_or_else(|e| panic!("{e}"));
        Running { gateway, folder }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.gateway.address()
    }

    pub(crate) fn write(&self, toml: &str) {
        self.folder.write("gateway.toml", toml);
    }
}

/// Starts a gateway by this file.
pub(crate) async fn start(
    folder: &Folder,
    toml: &str,
    essential: &[&str],
) -> Result<Gateway, gateway::Error> {
    let path = folder.write("gateway.toml", toml);
    let essential = essential.iter().map(|name| (*name).to_owned()).collect();
    Gateway::start(Setup { essential, ..Setup::file(path) }).await
}

/// Time stands still on this runtime for as long as it is kept, but for who advances
/// it; bytes go on.
pub(crate) struct Still {
    _ends: mpsc::Sender<()>,
}

impl Still {
    pub(crate) fn start() -> Self {
        let (ends, ended) = mpsc::channel();
        tokio::time::pause();
        // Beside a blocking task the runtime does not advance its time by itself.
        tokio::task::spawn_blocking(move || ended.recv());
        Still { _ends: ends }
    }
}

/// What is logged on this thread for as long as it is kept.
pub(crate) struct Log {
    lines: Arc<Mutex<Vec<u8>>>,
    _guard: tracing::subscriber::DefaultGuard,
}

impl Log {
    pub(crate) fn start() -> Self {
        let lines = Arc::<Mutex<Vec<u8>>>::default();
        let writer = Writer(Arc::clone(&lines));
        let log = tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone());
        Log { lines, _guard: log.set_default() }
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.lines.lock().unwrap().clone()).unwrap()
    }
}

#[derive(Clone)]
struct Writer(Arc<Mutex<Vec<u8>>>);

impl io::Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A folder that goes with the test.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = env::temp_dir().join(format!("gateway-{}-{number}", process::id()));
        fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
