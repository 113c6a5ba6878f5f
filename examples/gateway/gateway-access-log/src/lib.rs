//! A line of JSON for each request: a plugin author's part.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use gateway::{GatewayHooks, Identity, Peer, Request, Response};
use pluggy_core::hookimpl;
use serde::{Deserialize, Serialize};

/// The section `[plugins.access-log]` of the gateway's configuration.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AccessLogConfig {
    /// The file that lines are added to; else the standard output.
    pub file: Option<PathBuf>,
}

/// Writes down who asked what.
pub struct AccessLog(Mutex<Box<dyn Write + Send>>);

impl AccessLog {
    /// One that writes where the configuration says.
    ///
    /// # Errors
    ///
    /// When the file can't be written.
    pub fn new(config: AccessLogConfig) -> Result<Self, String> {
        let Some(path) = config.file else {
            return Ok(AccessLog::to(io::stdout()));
        };
        match OpenOptions::new().create(true).append(true).open(&path) {
            Ok(file) => Ok(AccessLog::to(file)),
            Err(error) => Err(format!("cannot write the log {}: {error}", path.display())),
        }
    }

    /// One that writes there.
    pub fn to(out: impl Write + Send + 'static) -> Self {
        AccessLog(Mutex::new(Box::new(out)))
    }

    fn write(&self, line: &Line) {
        let Ok(mut text) = serde_json::to_vec(line) else { return };
        text.push(b'\n');
        // In one piece; who can't be told is no reason not to serve.
        let _ = self.0.lock().unwrap_or_else(PoisonError::into_inner).write_all(&text);
    }
}

#[derive(Serialize)]
struct Line {
    time: f64,
    peer: String,
    who: Option<String>,
    method: String,
    path: String,
    /// None where the client went away first.
    status: Option<u16>,
    ms: f64,
}

/// Writes its line as it is dropped: also where the client goes away, and with it
/// all that ran for it.
struct Pending<'a> {
    log: &'a AccessLog,
    begun: Instant,
    line: Line,
}

impl Drop for Pending<'_> {
    fn drop(&mut self) {
        self.line.ms = self.begun.elapsed().as_secs_f64() * 1_000.0;
        self.log.write(&self.line);
    }
}

/// Writes a line of JSON for each request.
#[hookimpl(new = AccessLog::new, config = AccessLogConfig)]
impl GatewayHooks for AccessLog {
    /// Outermost: it sees what others answer.
    #[hookimpl(wrapper, tryfirst)]
    async fn handle(
        &self,
        request: &mut Request,
        peer: &Peer,
        next: impl AsyncFnOnce(&mut Request) -> Option<Response>,
    ) -> Option<Response> {
        let time = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let line = Line {
            time: time.as_secs_f64(),
            peer: peer.address.to_string(),
            who: None,
            method: request.method().to_string(),
            path: request.uri().path().to_owned(),
            status: None,
            ms: 0.0,
        };
        let mut pending = Pending { log: self, begun: Instant::now(), line };
        let response = next(request).await;
        pending.line.who = request.extensions().get::<Identity>().map(|who| who.0.to_string());
        pending.line.status = response.as_ref().map(|response| response.status().as_u16());
        response
    }
}
