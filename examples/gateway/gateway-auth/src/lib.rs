//! Bearer tokens for the gateway: a plugin author's part.
//!
//! The gateway does not start without it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use gateway::hyper::StatusCode;
use gateway::hyper::header::{AUTHORIZATION, HeaderValue, WWW_AUTHENTICATE};
use gateway::{Failure, GatewayHooks, Head, Identity, Request};
use pluggy_core::hookimpl;
use serde::Deserialize;
use subtle::ConstantTimeEq;

/// The section `[plugins.auth]` of the gateway's configuration.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
#[derive(Default)]
pub struct AuthConfig {
    /// A token for each name.
    pub tokens: BTreeMap<String, String>,
    /// A file of more, a line `name token` for each; lines that begin with `#` are
    /// free.
    pub file: Option<PathBuf>,
}

/// Knows who may ask.
pub struct Auth {
    tokens: Vec<(Identity, String)>,
}

impl Auth {
    /// One who knows these tokens.
    ///
    /// # Errors
    ///
    /// When there is no token, or one is empty, or the file can't be read.
    pub fn new(config: AuthConfig) -> Result<Self, String> {
        let mut tokens: Vec<_> = config.tokens.into_iter().collect();
        if let Some(path) = &config.file {
            read(path, &mut tokens)?;
        }
        if tokens.is_empty() {
            return Err("there is no token: write one in `tokens`, or in a `file`".into());
        }
        if let Some((name, _)) = tokens.iter().find(|(_, token)| token.is_empty()) {
            return Err(format!("the token of {name} is empty"));
        }
        let identity = |(name, token): (String, _)| (Identity(name.into()), token);
        Ok(Auth { tokens: tokens.into_iter().map(identity).collect() })
    }

    /// Whose token it is. How long it takes tells nothing of the tokens but their
    /// lengths.
    fn whose(&self, token: &str) -> Option<&Identity> {
        let mut found = None;
        for (identity, known) in &self.tokens {
            if bool::from(known.as_bytes().ct_eq(token.as_bytes())) {
                found = Some(identity);
            }
        }
        found
    }
}

fn read(path: &Path, tokens: &mut Vec<(String, String)>) -> Result<(), String> {
    let file = path.display();
    let text = fs::read_to_string(path)
        .map_err(|error| format!("cannot read the tokens of {file}: {error}"))?;
    for (index, line) in text.lines().enumerate() {
        match line.split_whitespace().collect::<Vec<_>>()[..] {
            [] => {}
            [first, ..] if first.starts_with('#') => {}
            [name, token] => tokens.push((name.into(), token.into())),
            // The line may have a token: it is not shown.
            _ => return Err(format!("{file}:{}: expected a line `name token`", index + 1)),
        }
    }
    Ok(())
}

/// Lets those in who have a token.
#[hookimpl(new = Auth::new, config = AuthConfig)]
impl GatewayHooks for Auth {
    async fn admit(&self, request: &mut Request) -> Result<(), Failure> {
        let refusal = |message| {
            Failure::new(StatusCode::UNAUTHORIZED, message)
                .with_header(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
        };
        let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = header
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim())
            .ok_or_else(|| refusal("a bearer token is needed"))?;
        let identity = self.whose(token).ok_or_else(|| refusal("nobody has this token"))?;
        request.extensions_mut().insert(identity.clone());
        Ok(())
    }

    /// The token was for us, not for an upstream.
    async fn rewrite(&self, head: Head) -> Result<Head, Failure> {
        let mut head = head;
        head.headers.remove(AUTHORIZATION);
        Ok(head)
    }

    async fn health(&self) -> Result<String, Failure> {
        Ok(format!("auth: {} tokens", self.tokens.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn auth(text: &str) -> Result<Auth, String> {
        let tokens = text.split_terminator(' ').map(|token| (format!("of {token}"), token.into()));
        Auth::new(AuthConfig { tokens: tokens.collect(), file: None })
    }

    #[test]
    fn a_token_has_an_owner() {
        let auth = auth("one two").unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(auth.whose("two"), Some(&Identity("of two".into())));
        assert_eq!(auth.whose("tw"), None);
        assert_eq!(auth.whose(""), None);
    }

    #[test]
    fn nobody_has_no_token() {
        assert!(auth("").is_err());
        let tokens = BTreeMap::from([("nobody".to_owned(), String::new())]);
        assert!(Auth::new(AuthConfig { tokens, file: None }).is_err());
    }
}
