//! The program of the linking tests.

use link_function as _;
use link_modules as _;
use link_several as _;

fn main() -> std::process::ExitCode {
    link_host::main()
}
