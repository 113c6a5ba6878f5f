//! It fails closed: what is wrong keeps it from starting. And the program.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Output, Stdio};

use crate::client::{Client, get};
use crate::running::{AUTH, Folder, Text, start};
use crate::upstream;

async fn refusal(toml: impl AsRef<str>) -> String {
    let toml = toml.as_ref();
    match start(&Folder::new(), toml, &["auth"]).await {
        Err(error) => error.to_string(),
        Ok(_) => panic!("it starts with {toml}"),
    }
}

#[tokio::test]
async fn there_is_no_gateway_without_auth() {
    let text = Text::new(upstream::gone().await, &["auth"], AUTH);
    let wrong = |from, to: &str| refusal(text.toml().replace(from, to));
    for (error, message) in [
        (wrong("tokens", "tokns").await, "unknown field `tokns`"),
        (wrong(AUTH, "").await, "there is no token"),
        (wrong("[plugins.auth]", "[plugins.auht]").await, "auht"),
        (wrong("tokens =", "file = 'no/such/file'\ntokens =").await, "no/such/file"),
        (wrong("'a-token'", "1").await, "invalid type: integer `1`, expected a string"),
        (wrong("127.0.0.1:0", "spam").await, "invalid socket address"),
    ] {
        assert!(error.contains(message), "{message} is not in {error}");
    }
}

#[tokio::test]
async fn nobody_switches_auth_off() {
    let text = Text::new(upstream::echo("up").await, &["rewrite"], AUTH);
    let folder = Folder::new();
    let gateway = start(&folder, &text.toml(), &["auth"]).await.unwrap_or_else(|e| panic!("{e}"));
    let mut stranger = Client::connect(gateway.address()).await;
    assert_eq!(stranger.ask("/", &[]).await.status, 401);
}

#[tokio::test]
async fn a_token_in_a_line_that_is_wrong_is_not_shown() {
    let folder = Folder::new();
    let file = folder.write("tokens", "ada a-token\nbob b-token secret\n");
    let sections = format!("[plugins.auth]\nfile = {file:?}\n");
    let text = Text::new(upstream::gone().await, &["auth"], &sections);
    let error = refusal(&text.toml()).await;
    assert!(error.contains("tokens:2: expected a line `name token`"), "{error}");
    assert!(!error.contains("b-token"), "{error}");
}

#[tokio::test]
async fn an_address_is_for_one() {
    let text = Text::new(upstream::echo("up").await, &["auth"], AUTH);
    let folder = Folder::new();
    let first = start(&folder, &text.toml(), &["auth"]).await.unwrap_or_else(|e| panic!("{e}"));
    let taken = format!("'{}'", first.address());
    let error = refusal(&text.toml().replace("'127.0.0.1:0'", &taken)).await;
    assert!(error.contains("in use"), "{error}");
    assert_eq!(get(first.address(), "/").await.status, 200);
}

fn program(folder: &Folder, args: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_gateway-app"));
    program.args(args).current_dir(folder.path("")).env_remove("GATEWAY_PLUGINS");
    program
}

fn run(folder: &Folder, args: &[&str]) -> (Option<i32>, String) {
    let Output { status, stdout, stderr } = program(folder, args).output().unwrap();
    let text = [stdout, stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    (status.code(), text)
}

#[test]
fn the_program_says_what_is_wrong() {
    let folder = Folder::new();
    folder.write("wrong.toml", "[gateway]\nlisten = '127.0.0.1:0'\n[plugins.auth]\ntoken = 'x'\n");
    for (args, code, message) in [
        (&["serve"][..], 1, "cannot read gateway.toml"),
        (
            &["serve", "--config", "wrong.toml"],
            1,
            "wrong.toml:4:1: `plugins.auth.token`: unknown field",
        ),
        (&["plugins", "--without", "auth"], 1, "auth can't be switched off"),
        (&["plugins", "--spam"], 2, "--spam"),
        (&["spam"], 2, "spam"),
    ] {
        let (status, text) = run(&folder, args);
        assert_eq!(status, Some(code), "{args:?}: {text}");
        assert!(text.contains(message), "{args:?}: {text}");
    }
}

#[test]
fn the_program_shows_its_plugins_in_call_order_with_their_marks() {
    let (status, text) = run(&Folder::new(), &["plugins"]);
    assert_eq!(status, Some(0), "{text}");
    for lines in [
        "    1 access-log (wrapper, tryfirst)\n    2 metrics (wrapper)\n",
        "    1 auth\n    2 rate-limit (after auth: so anyway)\n",
        "    1 rewrite\n    2 compress (trylast)\n",
        "    1 retry (wrapper)\n    2 proxy (trylast)\n",
    ] {
        assert!(text.contains(lines), "{lines} is not in {text}");
    }
}

/// A program that runs; it ends with the test.
struct Serving(Child, BufReader<std::process::ChildStderr>);

impl Serving {
    /// The rest of the next line that says this.
    fn said(&mut self, what: &str) -> String {
        loop {
            let mut line = String::new();
            assert_ne!(self.1.read_line(&mut line).unwrap(), 0, "it ended before it said {what}");
            if let Some((_, rest)) = line.split_once(what) {
                return rest.trim().to_owned();
            }
        }
    }

    fn signal(&self, name: &str) {
        let id = self.0.id().to_string();
        assert!(Command::new("kill").args(["-s", name, &id]).status().unwrap().success());
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hangup_has_the_file_read_anew() {
    let folder = Folder::new();
    let text = Text::new(upstream::echo("up").await, &["auth"], AUTH);
    folder.write("gateway.toml", &text.toml());
    let mut program = program(&folder, &["serve"]);
    let mut child = program.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let said = BufReader::new(child.stderr.take().unwrap());
    let mut serving = Serving(child, said);
    let address = serving.said("listening on http://").parse().unwrap();
    assert_eq!(get(address, "/").await.status, 200);

    folder.write("gateway.toml", &text.toml().replace("a-token", ""));
    serving.signal("HUP");
    assert!(serving.said("all stays as it was: ").contains("the token of ada is empty"));
    assert_eq!(get(address, "/").await.status, 200);

    folder.write("gateway.toml", &text.toml().replace("a-token", "another"));
    serving.signal("HUP");
    serving.said("configured anew, generation 3");
    assert_eq!(get(address, "/").await.status, 401);

    serving.signal("TERM");
    assert!(serving.0.wait().unwrap().success());
}
