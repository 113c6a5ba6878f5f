//! Files of a folder: a plugin author's part.

use std::io;
use std::path::{Component, Path, PathBuf};

use futures_util::TryStreamExt;
use gateway::http_body_util::StreamBody;
use gateway::hyper::body::Frame;
use gateway::hyper::header::{ALLOW, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use gateway::hyper::{Method, StatusCode};
use gateway::{Body, Failure, GatewayHooks, Request, Response};
use percent_encoding::percent_decode_str;
use pluggy_core::hookimpl;
use serde::Deserialize;
use tokio::fs::File;
use tokio_util::io::ReaderStream;

/// The section `[plugins.static-files]` of the gateway's configuration.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StaticFilesConfig {
    /// The folder; without one there are no files.
    pub folder: Option<PathBuf>,
    /// The path below which its files are.
    pub path: String,
}

/// Knows a folder.
pub struct StaticFiles {
    folder: Option<PathBuf>,
    path: String,
}

impl StaticFiles {
    /// One that has the files of the folder.
    ///
    /// # Errors
    ///
    /// When there is no such folder.
    pub fn new(config: StaticFilesConfig) -> Result<Self, String> {
        let real = |folder: PathBuf| match folder.canonicalize() {
            Ok(real) if real.is_dir() => Ok(real),
            Ok(_) => Err(format!("{} is no folder", folder.display())),
            Err(error) => Err(format!("cannot read the folder {}: {error}", folder.display())),
        };
        let path = config.path.trim_end_matches('/').to_owned();
        Ok(StaticFiles { folder: config.folder.map(real).transpose()?, path })
    }

    /// The file that is asked for, and never one outside of the folder.
    async fn find(&self, path: &str) -> Option<(PathBuf, File)> {
        let folder = self.folder.as_ref()?;
        let rest = path.strip_prefix(&self.path)?.strip_prefix('/')?;
        let mut file = folder.join(inside(&percent_decode_str(rest).decode_utf8().ok()?)?);
        if path.ends_with('/') {
            file.push("index.html");
        }
        // A link may lead outside.
        let file =
            tokio::fs::canonicalize(file).await.ok().filter(|file| file.starts_with(folder))?;
        let opened = File::open(&file).await.ok()?;
        opened.metadata().await.ok()?.is_file().then_some((file, opened))
    }
}

/// A path that goes only downwards.
fn inside(path: &str) -> Option<&Path> {
    let path = Path::new(path);
    let is_down = |part| matches!(part, Component::Normal(_));
    path.components().all(is_down).then_some(path)
}

/// Answers with the files of a folder, where there is one.
#[hookimpl(new = StaticFiles::new, config = StaticFilesConfig)]
impl GatewayHooks for StaticFiles {
    async fn health(&self) -> Result<String, Failure> {
        match &self.folder {
            Some(folder) if !folder.is_dir() => {
                Err(Failure::new(StatusCode::SERVICE_UNAVAILABLE, "the folder is gone"))
            }
            folder => {
                Ok(format!("static-files: {} folder", if folder.is_some() { "a" } else { "no" }))
            }
        }
    }

    async fn answer(&self, request: &mut Request) -> Result<Option<Response>, Failure> {
        let Some((path, file)) = self.find(request.uri().path()).await else {
            return Ok(None);
        };
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            let refusal = Failure::new(StatusCode::METHOD_NOT_ALLOWED, "this is a file");
            return Err(refusal.with_header(ALLOW, HeaderValue::from_static("GET, HEAD")));
        }
        let failed = |error: io::Error| {
            Failure::new(StatusCode::INTERNAL_SERVER_ERROR, format!("cannot read it: {error}"))
        };
        let size = file.metadata().await.map_err(failed)?.len();
        let frames = ReaderStream::new(file).map_ok(Frame::data);
        let is_head = request.method() == Method::HEAD;
        let body = if is_head { Body::empty() } else { Body::new(StreamBody::new(frames)) };
        let mut response = Response::new(body);
        let headers = response.headers_mut();
        headers.insert(CONTENT_LENGTH, HeaderValue::from(size));
        let kind = mime_guess::from_path(path).first_or_octet_stream();
        if let Ok(kind) = HeaderValue::from_str(kind.as_ref()) {
            headers.insert(CONTENT_TYPE, kind);
        }
        Ok(Some(response))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_no_way_up() {
        assert!(inside("a/b.html").is_some());
        assert!(inside("a/../../b").is_none());
        assert!(inside("/etc/passwd").is_none());
        assert!(inside("..").is_none());
    }
}
