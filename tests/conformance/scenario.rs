//! The format of a recorded program.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A program and the trace that pluggy left.
#[derive(Deserialize)]
pub(crate) struct Scenario {
    pub(crate) name: String,
    pub(crate) ops: Vec<Op>,
    pub(crate) trace: Vec<Value>,
}

/// One operation.
#[derive(Clone, Deserialize, Serialize)]
#[serde(tag = "op", rename_all = "lowercase")]
pub(crate) enum Op {
    Register {
        plugin: Plugin,
    },
    Unregister {
        name: String,
    },
    Block {
        name: String,
    },
    Unblock {
        name: String,
    },
    Status {
        name: String,
    },
    Plugins,
    Order {
        hook: String,
    },
    Call {
        hook: String,
        x: i64,
        #[serde(default)]
        extra: Vec<Extra>,
        #[serde(default)]
        without: Vec<String>,
        #[serde(default)]
        callback: bool,
    },
}

#[derive(Clone, Deserialize, Serialize)]
pub(crate) struct Plugin {
    pub(crate) name: String,
    pub(crate) impls: Vec<Impl>,
}

#[derive(Clone, Deserialize, Serialize)]
pub(crate) struct Impl {
    pub(crate) hook: String,
    #[serde(rename = "as")]
    pub(crate) role: String,
    pub(crate) order: String,
    pub(crate) script: Script,
}

#[derive(Clone, Deserialize, Serialize)]
pub(crate) struct Extra {
    pub(crate) name: String,
    pub(crate) hook: String,
    pub(crate) script: Script,
}

/// What an implementation or a wrapper does.
#[derive(Clone, Default, Deserialize, Serialize)]
pub(crate) struct Script {
    #[serde(default, rename = "do")]
    pub(crate) ops: Vec<Op>,
    #[serde(default)]
    pub(crate) raise: Option<String>,
    #[serde(default)]
    pub(crate) ret: Option<i64>,
    #[serde(default)]
    pub(crate) raise_before: Option<String>,
    #[serde(default)]
    pub(crate) then: Option<Then>,
}

/// What a wrapper makes of what came from inside.
#[derive(Clone, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Then {
    Pass,
    Replace(Value),
    Append(i64),
    Raise(String),
    Recover(Value),
    MapErr(String),
}
