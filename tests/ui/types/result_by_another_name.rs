use pluggy_core::hookspec;

type Checked<T> = Result<T, String>;

#[hookspec]
pub trait Hooks {
    fn check(&self) -> Checked<()>;
    #[hookspec(waterfall)]
    fn season(&self, dish: String) -> Checked<String>;
}

fn main() {}
