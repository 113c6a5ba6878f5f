//! The end user's program: a gateway, and the plugins of one's choice.

gateway::link_plugins!();

fn main() -> std::process::ExitCode {
    gateway::main()
}
