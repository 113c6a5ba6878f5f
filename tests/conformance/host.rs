//! The host of the recorded programs: three hooks, and plugins that do what
//! their scripts say.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use pluggy_core::{
    HookError, HookRelay, Implements, PluginInfo, PluginManager, hookimpl, hookspec,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::scenario::{Extra, Impl, Op, Plugin, Script, Then};

#[hookspec]
pub(crate) trait Hooks {
    fn collect(&self, x: i64) -> Result<Option<i64>, String>;

    #[hookspec(firstresult)]
    fn first(&self, x: i64) -> Result<Option<i64>, String>;

    #[hookspec(historic)]
    fn hist(&self, x: i64) -> Option<i64>;
}

/// Runs a program and answers its trace.
pub(crate) fn run(ops: &[Op]) -> Vec<Value> {
    let pm = PluginManager::new("conf");
    let hooks = pm.add_hookspecs::<dyn Hooks>();
    let world = World(Arc::new(Inner { pm, hooks, trace: Mutex::default() }));
    for op in ops {
        world.run(op);
    }
    let trace = world.0.trace.lock().unwrap_or_else(PoisonError::into_inner).clone();
    // The plugins hold the world, which holds the manager.
    for plugin in world.0.pm.plugins() {
        drop(world.0.pm.unregister(plugin.name()));
    }
    world.0.hooks.hist.clear_history();
    trace
}

/// A running program.
#[derive(Clone)]
struct World(Arc<Inner>);

struct Inner {
    pm: PluginManager,
    hooks: HookRelay<dyn Hooks>,
    trace: Mutex<Vec<Value>>,
}

impl World {
    fn log(&self, event: Value) {
        self.0.trace.lock().unwrap_or_else(PoisonError::into_inner).push(event);
    }

    fn run(&self, op: &Op) {
        let Inner { pm, hooks, .. } = &*self.0;
        match op {
            Op::Register { plugin } => {
                let outcome = match self.register(plugin) {
                    Ok(registration) if registration.is_blocked() => "blocked",
                    Ok(_) => "ok",
                    Err(_) => "duplicate",
                };
                self.log(json!(["register", plugin.name, outcome]));
            }
            Op::Unregister { name } => {
                let was_registered = pm.unregister(name).is_some();
                self.log(json!(["unregister", name, was_registered]));
            }
            Op::Block { name } => {
                pm.block(name);
                self.log(json!(["block", name]));
            }
            Op::Unblock { name } => {
                let was_blocked = pm.unblock(name);
                self.log(json!(["unblock", name, was_blocked]));
            }
            Op::Status { name } => {
                self.log(json!(["status", name, pm.has_plugin(name), pm.is_blocked(name)]));
            }
            Op::Plugins => {
                let plugins = pm.plugins();
                let names: Vec<&str> = plugins.iter().map(PluginInfo::name).collect();
                self.log(json!(["plugins", names]));
            }
            Op::Order { hook } => {
                let impls = match hook.as_str() {
                    "collect" => hooks.collect.impls(),
                    "first" => hooks.first.impls(),
                    _ => hooks.hist.impls(),
                };
                let order = impls.iter().map(|imp| {
                    let role = if imp.is_wrapper() { "wrapper" } else { "impl" };
                    json!([imp.plugin(), role])
                });
                self.log(json!(["order", hook, order.collect::<Vec<_>>()]));
            }
            Op::Call { hook, x, extra, without, callback } => {
                self.call(hook, *x, extra, without, *callback);
            }
        }
    }

    fn call(&self, hook: &str, x: i64, extra: &[Extra], without: &[String], callback: bool) {
        let hooks = &self.0.hooks;
        let without = || without.iter().cloned();
        let outcome = match hook {
            "collect" => self.call_collect(x, extra, without()),
            "first" => self.call_first(x, extra, without()),
            _ => {
                let hist = hooks.hist.without(without());
                if callback {
                    let world = self.clone();
                    hist.call_historic_with(x, move |value| world.log(json!(["callback", value])));
                } else {
                    hist.call_historic(x);
                }
                return self.log(json!(["called", "hist"]));
            }
        };
        self.log(json!(["called", hook, outcome]));
    }

    fn call_collect(
        &self,
        x: i64,
        extra: &[Extra],
        without: impl Iterator<Item = String>,
    ) -> Value {
        let run: Vec<_> = extra.iter().map(|extra| self.script(extra)).collect();
        let caller = self.0.hooks.collect.without(without);
        let answer = match &run[..] {
            [] => caller.call_all(x),
            [a] => caller.with_extra(a).call_all(x),
            [a, b] => caller.with_extra(a).with_extra(b).call_all(x),
            [a, b, c] => caller.with_extra(a).with_extra(b).with_extra(c).call_all(x),
            _ => unreachable!("at most three extras are recorded"),
        };
        outcome(&answer.map_err(HookError::into_error))
    }

    fn call_first(&self, x: i64, extra: &[Extra], without: impl Iterator<Item = String>) -> Value {
        let run: Vec<_> = extra.iter().map(|extra| self.script(extra)).collect();
        let caller = self.0.hooks.first.without(without);
        let answer = match &run[..] {
            [] => caller.call_first(x),
            [a] => caller.with_extra(a).call_first(x),
            [a, b] => caller.with_extra(a).with_extra(b).call_first(x),
            [a, b, c] => caller.with_extra(a).with_extra(b).with_extra(c).call_first(x),
            _ => unreachable!("at most three extras are recorded"),
        };
        outcome(&answer.map_err(HookError::into_error))
    }

    fn script(&self, extra: &Extra) -> impl Fn(i64) -> Result<Option<i64>, String> + use<> {
        let Extra { name, hook, script } = extra.clone();
        let scripted = Scripted::new(self, &name, &script);
        move |x| scripted.implementation(&hook, x)
    }

    /// Registers a plugin of the shape that its implementations ask for.
    fn register(
        &self,
        plugin: &Plugin,
    ) -> Result<pluggy_core::Registration, pluggy_core::PluginError> {
        let shape: Vec<String> = plugin
            .impls
            .iter()
            .map(|Impl { hook, role, order, .. }| format!("{hook} {role} {order}"))
            .collect();
        let scripts: Vec<Scripted> =
            plugin.impls.iter().map(|imp| Scripted::new(self, &plugin.name, &imp.script)).collect();
        register(&self.0.pm, &plugin.name, &shape.join(", "), scripts)
    }
}

/// `{"ok": …}` or `{"err": …}`.
fn outcome<T: Serialize>(outcome: &Result<T, String>) -> Value {
    match outcome {
        Ok(value) => json!({ "ok": value }),
        Err(message) => json!({ "err": message }),
    }
}

/// One function of a plugin.
pub(crate) struct Scripted {
    world: World,
    plugin: String,
    script: Script,
    fired: AtomicBool,
}

impl Scripted {
    fn new(world: &World, plugin: &str, script: &Script) -> Self {
        Scripted {
            world: world.clone(),
            plugin: plugin.to_owned(),
            script: script.clone(),
            fired: AtomicBool::new(false),
        }
    }

    fn implementation(&self, hook: &str, x: i64) -> Result<Option<i64>, String> {
        self.world.log(json!(["impl", self.plugin, hook, x]));
        if !self.fired.swap(true, Ordering::SeqCst) {
            for op in &self.script.ops {
                self.world.run(op);
            }
        }
        self.script.raise.clone().map_or(Ok(self.script.ret), Err)
    }

    fn wrapper<T: Appendable>(
        &self,
        hook: &str,
        x: i64,
        next: impl FnOnce() -> Result<T, String>,
    ) -> Result<T, String> {
        self.world.log(json!(["before", self.plugin, hook, x]));
        if let Some(message) = &self.script.raise_before {
            return Err(message.clone());
        }
        let inside = next();
        self.world.log(json!(["after", self.plugin, hook, outcome(&inside)]));
        let value = |value: &Value| serde_json::from_value(value.clone()).expect("a result");
        match (self.script.then.as_ref().expect("a wrapper's script"), inside) {
            (Then::Replace(with), _) | (Then::Recover(with), Err(_)) => Ok(value(with)),
            (Then::Append(number), Ok(inside)) => Ok(inside.append(*number)),
            (Then::Raise(message), _) => Err(message.clone()),
            (Then::MapErr(prefix), Err(message)) => Err(format!("{prefix}<{message}")),
            (_, inside) => inside,
        }
    }
}

/// What a wrapper sees: a list or a single result.
trait Appendable: Serialize + DeserializeOwned {
    fn append(self, number: i64) -> Self;
}

impl Appendable for Vec<i64> {
    fn append(mut self, number: i64) -> Self {
        self.push(number);
        self
    }
}

impl Appendable for Option<i64> {
    fn append(self, _: i64) -> Self {
        unreachable!("only lists are appended to")
    }
}

fn register_as<P: Implements<dyn Hooks>>(
    pm: &PluginManager,
    name: &str,
    plugin: P,
) -> Result<pluggy_core::Registration, pluggy_core::PluginError> {
    pm.register_as(name, pluggy_core::Plugin::new(plugin).with::<dyn Hooks>())
}

/// A type for each shape that occurs, since the marks are of the source.
macro_rules! shapes {
    ($($shape:literal $type:ident { $($method:item)* })*) => {
        fn register(
            pm: &PluginManager,
            name: &str,
            shape: &str,
            scripts: Vec<Scripted>,
        ) -> Result<pluggy_core::Registration, pluggy_core::PluginError> {
            match shape {
                $($shape => register_as(pm, name, $type(scripts)),)*
                _ => unreachable!("no such shape is recorded: {shape}"),
            }
        }

        $(
            struct $type(Vec<Scripted>);

            #[hookimpl(manual)]
            impl Hooks for $type {
                $($method)*
            }
        )*
    };
}

shapes! {
    "collect impl normal" Collect {
        fn collect(&self, x: i64) -> Result<Option<i64>, String> { self.0[0].implementation("collect", x) }
    }
    "collect impl first" CollectFirst {
        #[hookimpl(tryfirst)]
        fn collect(&self, x: i64) -> Result<Option<i64>, String> { self.0[0].implementation("collect", x) }
    }
    "collect impl last" CollectLast {
        #[hookimpl(trylast)]
        fn collect(&self, x: i64) -> Result<Option<i64>, String> { self.0[0].implementation("collect", x) }
    }
    "first impl normal" First {
        fn first(&self, x: i64) -> Result<Option<i64>, String> { self.0[0].implementation("first", x) }
    }
    "first impl first" FirstFirst {
        #[hookimpl(tryfirst)]
        fn first(&self, x: i64) -> Result<Option<i64>, String> { self.0[0].implementation("first", x) }
    }
    "first impl last" FirstLast {
        #[hookimpl(trylast)]
        fn first(&self, x: i64) -> Result<Option<i64>, String> { self.0[0].implementation("first", x) }
    }
    "hist impl normal" Hist {
        fn hist(&self, x: i64) -> Option<i64> { self.0[0].implementation("hist", x).ok()? }
    }
    "hist impl first" HistFirst {
        #[hookimpl(tryfirst)]
        fn hist(&self, x: i64) -> Option<i64> { self.0[0].implementation("hist", x).ok()? }
    }
    "hist impl last" HistLast {
        #[hookimpl(trylast)]
        fn hist(&self, x: i64) -> Option<i64> { self.0[0].implementation("hist", x).ok()? }
    }
    "collect wrapper normal" CollectWrapper {
        #[hookimpl(wrapper)]
        fn collect(&self, x: i64, next: impl FnOnce() -> Result<Vec<i64>, String>) -> Result<Vec<i64>, String> {
            self.0[0].wrapper("collect", x, next)
        }
    }
    "collect wrapper first" CollectWrapperFirst {
        #[hookimpl(wrapper, tryfirst)]
        fn collect(&self, x: i64, next: impl FnOnce() -> Result<Vec<i64>, String>) -> Result<Vec<i64>, String> {
            self.0[0].wrapper("collect", x, next)
        }
    }
    "collect wrapper last" CollectWrapperLast {
        #[hookimpl(wrapper, trylast)]
        fn collect(&self, x: i64, next: impl FnOnce() -> Result<Vec<i64>, String>) -> Result<Vec<i64>, String> {
            self.0[0].wrapper("collect", x, next)
        }
    }
    "first wrapper normal" FirstWrapper {
        #[hookimpl(wrapper)]
        fn first(&self, x: i64, next: impl FnOnce() -> Result<Option<i64>, String>) -> Result<Option<i64>, String> {
            self.0[0].wrapper("first", x, next)
        }
    }
    "first wrapper first" FirstWrapperFirst {
        #[hookimpl(wrapper, tryfirst)]
        fn first(&self, x: i64, next: impl FnOnce() -> Result<Option<i64>, String>) -> Result<Option<i64>, String> {
            self.0[0].wrapper("first", x, next)
        }
    }
    "first wrapper last" FirstWrapperLast {
        #[hookimpl(wrapper, trylast)]
        fn first(&self, x: i64, next: impl FnOnce() -> Result<Option<i64>, String>) -> Result<Option<i64>, String> {
            self.0[0].wrapper("first", x, next)
        }
    }
    "collect impl normal, first impl normal, hist impl normal" All {
        fn collect(&self, x: i64) -> Result<Option<i64>, String> { self.0[0].implementation("collect", x) }
        fn first(&self, x: i64) -> Result<Option<i64>, String> { self.0[1].implementation("first", x) }
        fn hist(&self, x: i64) -> Option<i64> { self.0[2].implementation("hist", x).ok()? }
    }
    "collect impl normal, collect wrapper normal" SelfWrapping {
        fn collect(&self, x: i64) -> Result<Option<i64>, String> { self.0[0].implementation("collect", x) }
        #[hookimpl(wrapper, specname = "collect")]
        fn around(&self, x: i64, next: impl FnOnce() -> Result<Vec<i64>, String>) -> Result<Vec<i64>, String> {
            self.0[1].wrapper("collect", x, next)
        }
    }
}
