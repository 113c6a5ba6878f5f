use pluggy_core::hookspec;

#[hookspec(create = pluggy_core)]
pub trait Hooks {
    fn knock(&mut self, (hard, often): (bool, u32));

    #[hookspec(firstresult)]
    fn choose(&self) -> u32;

    #[hookspec(historic, historic)]
    fn configure(&self, config: &mut u32);

    fn name(&self) -> &str;
}

fn main() {}
