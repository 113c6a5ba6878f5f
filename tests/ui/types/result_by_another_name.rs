use pluggy_core::hookspec;

type Checked<T> = Result<T, String>;

macro_rules! checked {
    () => {
        Result<(), String>
    };
}

#[hookspec]
pub trait Hooks {
    fn check(&self) -> Checked<()>;
    #[hookspec(waterfall)]
    fn season(&self, dish: String) -> Checked<String>;
    fn check_all(&self) -> checked!();
}

fn main() {}
