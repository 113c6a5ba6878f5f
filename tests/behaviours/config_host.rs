//! One file, read once: the host's own tables, where the plugins' are, and values
//! that a format has and a type has not.

use std::collections::BTreeMap;

use pluggy_core::{Config, ConfigError};
use serde::Deserialize;
use toml::value::Datetime;

#[derive(Deserialize, PartialEq, Debug)]
#[serde(deny_unknown_fields)]
struct Server {
    port: u16,
    #[serde(default)]
    tls: bool,
}

fn toml(text: &str) -> Config {
    Config::from_toml("host.toml", text).unwrap()
}

fn get_error<T: serde::de::DeserializeOwned>(text: &str, key: &str) -> String {
    toml(text).get::<T>(key).err().unwrap().to_string()
}

#[test]
fn the_hosts_tables_and_values_are_read() {
    let config = toml("guests = 4\n[server]\nport = 80\n[log.file]\nname = 'a'\n[plugins.spam]\n");
    assert_eq!(config.get("guests").unwrap(), Some(4));
    assert_eq!(config.get("server").unwrap(), Some(Server { port: 80, tls: false }));
    assert_eq!(config.get("server.port").unwrap(), Some(80));
    assert_eq!(config.get("log.file.name").unwrap(), Some("a".to_owned()));
    assert_eq!(config.get::<u8>("log.level").unwrap(), None);
    assert_eq!(config.get::<Server>("client").unwrap(), None);
    assert_eq!(Config::default().get::<Server>("server").unwrap(), None);
}

#[test]
fn the_hosts_mistakes_have_their_place_too() {
    for (text, message) in [
        (
            "[server]\nport = 'x'",
            "host.toml:2:8: `server.port`: invalid type: string \"x\", expected u16",
        ),
        (
            "[server]\nport = 1\nprot = 2",
            "host.toml:3:1: `server.prot`: unknown field `prot`, expected `port` or `tls`",
        ),
        ("\n[server]", "host.toml:2:1: `server`: missing field `port`"),
        (
            "server = 3",
            "host.toml:1:10: `server`: invalid type: integer `3`, expected struct Server",
        ),
    ] {
        assert_eq!(get_error::<Server>(text, "server"), message);
    }
    let value = serde_json::json!({ "server": { "port": "x" } });
    let error = Config::from_value("host.json", value).unwrap().get::<Server>("server");
    assert_eq!(
        error.unwrap_err().to_string(),
        "host.json: `server.port`: invalid type: string \"x\", expected u16",
    );
}

#[test]
fn sections_may_be_elsewhere() {
    let section = |config: Result<Config, ConfigError>| {
        config.unwrap().section::<BTreeMap<String, u8>>("empty-if").unwrap().unwrap()["max"]
    };
    let under = |table: &str, text: &str| Config::under(table).from_toml("lint.toml", text);
    assert_eq!(section(under("rules", "[rules.empty-if]\nmax = 1")), 1);
    assert_eq!(section(under("tool.lint", "[tool.lint.empty-if]\nmax = 2")), 2);
    assert_eq!(section(under("", "[empty-if]\nmax = 3")), 3);
    let value = serde_json::json!({ "rules": { "empty-if": { "max": 4 } } });
    assert_eq!(section(Config::under("rules").from_value("lint.json", value)), 4);
    // What is called `plugins` is the host's then.
    assert_eq!(under("rules", "plugins = 3").unwrap().get("plugins").unwrap(), Some(3));
    assert!(under("tool.lint", "[tool]").unwrap().section::<u8>("empty-if").unwrap().is_none());
}

#[test]
fn messages_say_where_sections_are() {
    let under = |text: &str| Config::under("tool.lint").from_toml("lint.toml", text);
    assert_eq!(
        under("[tool]\nlint = 3").unwrap_err().to_string(),
        "lint.toml:2:1: `tool.lint`: expected a table, found integer: a plugin has a table of its \
         own, `tool.lint.NAME`",
    );
    assert_eq!(
        under("[tool.lint]\nonyl = 'a'").unwrap_err().to_string(),
        "lint.toml:2:1: `tool.lint.onyl`: no choice of plugins: did you mean `only`?",
    );
    assert_eq!(
        under("[tool.lint]\nspam = true")
            .unwrap()
            .section::<Server>("spam")
            .unwrap_err()
            .to_string(),
        "lint.toml:2:8: `tool.lint.spam`: expected a table, found boolean: `[tool.lint.spam]` \
         configures the plugin, `without = [\"spam\"]` leaves it out",
    );
}

/// A date without quotes is what the type wants.
#[test]
fn a_date_is_a_text_or_tomls_own() {
    #[derive(Deserialize, PartialEq, Debug)]
    struct Fair {
        since: String,
        days: Vec<String>,
    }
    let text = "[fair]\nsince = 1979-05-27\ndays = [1979-05-27T07:32:00Z, '07:32']";
    let days = vec!["1979-05-27T07:32:00Z".to_owned(), "07:32".to_owned()];
    let fair = Fair { since: "1979-05-27".into(), days };
    assert_eq!(toml(text).get("fair").unwrap(), Some(fair));
    assert_eq!(
        get_error::<u32>("since = 1979-05-27", "since"),
        "host.toml:1:9: `since`: invalid type: date, expected u32",
    );
    assert_eq!(
        get_error::<BTreeMap<String, u8>>("[fair]\nsince = 1979-05-27", "fair"),
        "host.toml:2:9: `fair.since`: invalid type: date, expected u8",
    );
}

/// A text here, a date of its own there.
#[test]
fn dates_of_one_table_may_be_both() {
    #[derive(Deserialize, PartialEq, Debug)]
    struct Fair {
        since: String,
        until: Datetime,
        days: Vec<String>,
        stalls: u8,
    }
    let text = |stalls: &str| {
        format!(
            "[fair]\nsince = 1979-05-27\nuntil = 1979-05-29\ndays = ['07:32', 07:33:00]\n{stalls}"
        )
    };
    let fair: Fair = toml(&text("stalls = 3")).get("fair").unwrap().unwrap();
    assert_eq!((&*fair.since, fair.until.to_string()), ("1979-05-27", "1979-05-29".to_owned()));
    assert_eq!((fair.days, fair.stalls), (vec!["07:32".to_owned(), "07:33:00".to_owned()], 3));
    // What is wrong is said, not that there are dates.
    assert_eq!(
        get_error::<Fair>(&text("stalls = 'a'"), "fair"),
        "host.toml:5:10: `fair.stalls`: invalid type: string \"a\", expected u8",
    );
    assert_eq!(
        get_error::<Fair>(&text("stalls = 1979-05-27"), "fair"),
        "host.toml:5:10: `fair.stalls`: invalid type: date, expected u8",
    );
    assert_eq!(
        get_error::<Fair>(&text(""), "fair"),
        "host.toml:1:1: `fair`: missing field `stalls`",
    );
}
