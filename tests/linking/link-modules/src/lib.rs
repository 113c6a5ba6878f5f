//! A plugin crate that nobody can name anything of.

mod outer {
    mod inner {
        use link_host::Steps;
        use pluggy_core::hookimpl;

        #[derive(Default)]
        struct Zebra;

        #[hookimpl]
        impl Steps for Zebra {
            fn step(&self) -> String {
                "zebra".into()
            }
        }

        mod innermost {
            use link_host::Turns;
            use pluggy_core::hookimpl;

            #[derive(Default)]
            struct Aardvark;

            #[hookimpl]
            impl Turns for Aardvark {
                fn turn(&self) -> String {
                    "aardvark".into()
                }
            }
        }
    }
}
