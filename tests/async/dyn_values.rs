//! A lent argument that has a `dyn` inside, in a struct of the host's own.
//!
//! Of a bare one, `&mut Box<dyn Read>`, rustc can't tell that its lifetime is `'static`
//! where it asks whether a future is `Send`.

use std::io::{Cursor, Read};

use pluggy_core::{PluginManager, hookimpl, hookspec};

use crate::support::{on_executors, pause};

struct Body(Box<dyn Read + Send + Sync>);

impl Body {
    fn new(text: &'static str) -> Self {
        Body(Box::new(Cursor::new(text)))
    }

    fn text(&mut self) -> String {
        let mut text = String::new();
        self.0.read_to_string(&mut text).unwrap();
        text
    }
}

struct Letter<B>(B);

#[hookspec]
trait Hooks {
    #[hookspec(firstresult)]
    async fn answer(&self, letter: &mut Letter<Body>) -> Option<String>;
    #[hookspec(firstresult)]
    async fn send(&self, letter: &mut Letter<Body>, to: &str) -> Result<Option<String>, String>;
}

struct Around;

#[hookimpl(manual)]
impl Hooks for Around {
    #[hookimpl(wrapper)]
    async fn answer(
        &self,
        letter: &mut Letter<Body>,
        next: impl AsyncFnOnce(&mut Letter<Body>) -> Option<String>,
    ) -> Option<String> {
        let answer = next(letter).await;
        letter.0 = Body::new("read");
        answer
    }

    #[hookimpl(wrapper)]
    async fn send(
        &self,
        letter: &mut Letter<Body>,
        mut next: impl AsyncFnMut(&mut Letter<Body>) -> Result<Option<String>, String>,
    ) -> Result<Option<String>, String> {
        let Err(_) = next(letter).await else { return Err("it is empty".into()) };
        letter.0 = Body::new("a copy");
        next(letter).await
    }
}

#[test]
fn wrappers_and_what_borrows_go_with_it() {
    on_executors(|| async {
        let pm = PluginManager::new("office");
        let hooks = pm.add_hookspecs::<dyn Hooks>();
        pm.register(Around).unwrap();
        let name = String::from("ada");
        let name = &name;
        let mut letter = Letter(Body::new("hello"));
        let answer = hooks.answer.with_extra(|letter| {
            Box::pin(async move {
                pause().await;
                Some(format!("{name} reads {}", letter.0.text()))
            })
        });
        let answered = answer.call_first(&mut letter).await;
        assert_eq!(answered.as_deref(), Some("ada reads hello"));
        assert_eq!(letter.0.text(), "read");
        let send = hooks.send.with_extra(|letter, to| {
            Box::pin(async move {
                pause().await;
                let text = letter.0.text();
                if text.is_empty() { Err(text) } else { Ok(Some(format!("{text} for {to}"))) }
            })
        });
        let copied = send.call_first(&mut letter, name).await;
        assert_eq!(copied, Ok(Some("a copy for ada".to_owned())));
    });
}
