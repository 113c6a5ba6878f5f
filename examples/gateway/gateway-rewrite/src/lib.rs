//! Paths and headers, rewritten: a plugin author's part.

use std::collections::BTreeMap;

use gateway::hyper::StatusCode;
use gateway::hyper::header::{HeaderMap, HeaderName, HeaderValue};
use gateway::hyper::http::uri::{PathAndQuery, Uri};
use gateway::{Failure, GatewayHooks, Head, Response};
use pluggy_core::hookimpl;
use serde::Deserialize;

/// The section `[plugins.rewrite]` of the gateway's configuration.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RewriteConfig {
    /// For the beginning of a path, what is in its place: `"/api" = "/v2"`. The
    /// longest that fits is replaced.
    pub paths: BTreeMap<String, String>,
    /// Headers that upstreams get.
    pub request_headers: BTreeMap<String, String>,
    /// Headers that clients get.
    pub response_headers: BTreeMap<String, String>,
}

/// Changes what goes through.
#[derive(Default)]
pub struct Rewrite {
    /// The longest first.
    paths: Vec<(String, String)>,
    request_headers: HeaderMap,
    response_headers: HeaderMap,
}

impl Rewrite {
    /// One that does as the configuration says.
    ///
    /// # Errors
    ///
    /// When a path does not begin with `/`, or a header can't be one.
    pub fn new(config: RewriteConfig) -> Result<Self, String> {
        let mut paths: Vec<_> = config.paths.into_iter().collect();
        for path in paths.iter().flat_map(|(from, to)| [from, to]) {
            if !path.starts_with('/') || path.parse::<PathAndQuery>().is_err() {
                return Err(format!("`{path}` is no path: write `/{}`", path.trim_matches('/')));
            }
        }
        paths.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
        Ok(Rewrite {
            paths,
            request_headers: headers(config.request_headers)?,
            response_headers: headers(config.response_headers)?,
        })
    }

    /// The path with another beginning, or `None` where it stays.
    fn path(&self, path: &str) -> Option<String> {
        self.paths.iter().find_map(|(from, to)| {
            let rest = path.strip_prefix(from.trim_end_matches('/'))?;
            let is_below = rest.is_empty() || rest.starts_with(['/', '?']);
            let path = format!("{}{rest}", to.trim_end_matches('/'));
            is_below.then(|| if path.starts_with('/') { path } else { format!("/{path}") })
        })
    }
}

fn headers(texts: BTreeMap<String, String>) -> Result<HeaderMap, String> {
    let header = |(name, value): (String, String)| {
        let wrong = || format!("`{name}: {value}` is no header");
        let parsed = name.parse::<HeaderName>().map_err(|_| wrong())?;
        Ok((parsed, HeaderValue::from_str(&value).map_err(|_| wrong())?))
    };
    texts.into_iter().map(header).collect()
}

/// Rewrites paths, and sets headers.
#[hookimpl(new = Rewrite::new, config = RewriteConfig)]
impl GatewayHooks for Rewrite {
    /// After `auth`, which takes the client's token away: one for the upstream stays.
    #[hookimpl(after = "auth")]
    async fn rewrite(&self, head: Head) -> Result<Head, Failure> {
        let mut head = head;
        if let Some(path) = head.uri.path_and_query().and_then(|path| self.path(path.as_str())) {
            let wrong = |_| Failure::new(StatusCode::BAD_REQUEST, "the path can't be rewritten");
            head.uri = path.parse::<Uri>().map_err(wrong)?;
        }
        set(&mut head.headers, &self.request_headers);
        Ok(head)
    }

    async fn respond(&self, response: Response) -> Response {
        let mut response = response;
        set(response.headers_mut(), &self.response_headers);
        response
    }
}

fn set(headers: &mut HeaderMap, more: &HeaderMap) {
    for (name, value) in more {
        headers.insert(name, value.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewrite(paths: &[(&str, &str)]) -> Result<Rewrite, String> {
        let paths = paths.iter().map(|(from, to)| ((*from).into(), (*to).into())).collect();
        Rewrite::new(RewriteConfig { paths, ..RewriteConfig::default() })
    }

    #[test]
    fn the_longest_beginning_is_replaced() {
        let rewrite = rewrite(&[("/a", "/x"), ("/a/b", "/")]).unwrap_or_default();
        let path = |path| rewrite.path(path);
        assert_eq!(path("/a").as_deref(), Some("/x"));
        assert_eq!(path("/a?q=1").as_deref(), Some("/x?q=1"));
        assert_eq!(path("/a/b/c").as_deref(), Some("/c"));
        assert_eq!(path("/a/b").as_deref(), Some("/"));
        assert_eq!(path("/ab"), None);
    }

    #[test]
    fn a_path_begins_with_a_slash() {
        assert!(rewrite(&[("a", "/x")]).is_err());
        assert!(rewrite(&[("/a", "http://x")]).is_err());
    }
}
