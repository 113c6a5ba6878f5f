//! The library in a program that links no plugin: it fails closed.

use gateway::{Gateway, Setup};

const SETTINGS: &str = "[gateway]\nlisten = '127.0.0.1:0'\n";

async fn refusal(setup: Setup) -> String {
    match Gateway::start(setup).await {
        Err(error) => error.to_string(),
        Ok(_) => panic!("it starts"),
    }
}

#[tokio::test]
async fn there_is_no_gateway_where_auth_is_not_linked() {
    let error = refusal(Setup::text(SETTINGS)).await;
    assert!(error.starts_with("`auth` of the host's essential plugins names no plugin"), "{error}");
    assert!(error.ends_with("must be a dependency of the program and be linked"), "{error}");
}

#[tokio::test]
async fn a_section_is_no_plugin() {
    let section = "[plugins.auth]\ntokens = { ada = 'a-token' }\n";
    let error = refusal(Setup::text(SETTINGS.to_owned() + section)).await;
    assert!(error.contains("`auth` of the host's essential plugins names no plugin"), "{error}");
    assert!(error.contains("3:1: `[plugins.auth]` is for no plugin"), "{error}");
}

#[tokio::test]
async fn nothing_else_keeps_it_from_starting() {
    let setup = Setup { essential: Vec::new(), ..Setup::text(SETTINGS) };
    let gateway = Gateway::start(setup).await.unwrap_or_else(|error| panic!("{error}"));
    gateway.stop().await;
}
