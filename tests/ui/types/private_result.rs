mod door {
    use pluggy_core::hookspec;

    struct Bell;

    #[hookspec]
    #[allow(private_interfaces)]
    pub trait Hooks {
        fn ring(&self) -> Bell;
    }
}

fn main() {}
