//! The end user's program: a kitchen, and the cooks of one's choice.

eggsample::link_plugins!();

fn main() -> std::process::ExitCode {
    eggsample::main()
}
