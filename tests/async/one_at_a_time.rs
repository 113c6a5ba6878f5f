//! `each` of async hooks.

use pluggy_core::{PluginManager, hookimpl, hookspec};

use crate::support::{on_executors, pause};

#[hookspec]
trait Hooks {
    async fn weigh(&self, tray: &mut Vec<u32>) -> Result<u32, String>;
    #[hookspec(waterfall)]
    async fn season(&self, dish: String) -> String;
    #[hookspec(firstresult)]
    async fn choose(&self, guests: u32) -> Option<u32>;
    #[hookspec(allresults)]
    async fn report(&self) -> Result<u32, String>;
}

struct Cook(u32);

#[hookimpl(manual)]
impl Hooks for Cook {
    async fn weigh(&self, tray: &mut Vec<u32>) -> Result<u32, String> {
        pause().await;
        tray.push(self.0);
        if self.0 == 2 { Err("too heavy".to_owned()) } else { Ok(self.0) }
    }

    async fn season(&self, dish: String) -> String {
        format!("{dish} {}", self.0)
    }

    fn choose(&self) -> Option<u32> {
        (self.0 == 1).then_some(1)
    }

    async fn report(&self) -> Result<u32, String> {
        Err(self.0.to_string())
    }
}

#[test]
fn each_is_awaited_by_itself() {
    on_executors(|| async {
        let pm = PluginManager::new("kitchen");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        pm.register_as("one", Cook(1)).unwrap();
        pm.register_as("two", Cook(2)).unwrap();
        let (mut tray, mut told) = (Vec::new(), Vec::new());
        for one in hooks.weigh.each() {
            let weighed = one.call(&mut tray).await;
            told.push((one.imp().plugin().to_owned(), weighed.map_err(|error| error.to_string())));
        }
        let failed = "plugin `two` failed in hook `weigh`: too heavy".to_owned();
        assert_eq!(told, [("two".to_owned(), Err(failed)), ("one".to_owned(), Ok(1))]);
        assert_eq!(tray, [2, 1]);
        assert_eq!(hooks.season.each()[0].call("soup".into()).await, "soup 2");
        assert_eq!(hooks.choose.each()[0].call(4).await, None);
        assert_eq!(hooks.report.each()[1].call().await.unwrap_err().plugin(), "one");
    });
}

#[test]
fn each_can_be_sent_and_outlives_its_registration() {
    on_executors(|| async {
        let pm = PluginManager::new("kitchen");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        pm.register_as("one", Cook(1)).unwrap();
        let one = hooks.season.each().remove(0);
        drop(pm);
        let call = Box::pin(async move { one.call("tea".into()).await });
        assert_eq!(call.await, "tea 1");
    });
}
