//! The executors that all tests here run on, and what plugins do in them.

use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::Poll;

/// Runs a test on the threads of `tokio`, and on those of `futures`; its future is
/// `Send`, or this would not compile.
pub(crate) fn on_executors<F>(test: impl Fn() -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let tokio = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build();
    let tokio = tokio.expect("a runtime");
    tokio.block_on(async { tokio::spawn(test()).await }).expect("it ends well on tokio");

    let (sender, receiver) = std::sync::mpsc::channel();
    let pool = futures_executor::ThreadPool::builder().pool_size(2).create().expect("a pool");
    let test = test();
    pool.spawn_ok(async move {
        test.await;
        sender.send(()).expect("somebody waits");
    });
    receiver.recv().expect("it ends well on the pool");
}

/// Waits once: lets others run.
pub(crate) async fn pause() {
    let mut has_waited = false;
    poll_fn(|cx| {
        if has_waited {
            return Poll::Ready(());
        }
        has_waited = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// Counts its drops.
pub(crate) struct Dropped(pub(crate) Arc<AtomicU32>);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}
