//! The end user's program: a kitchen, and the cooks of one's choice.

use eggsample_sauce as _;
use eggsample_spam as _;

fn main() -> std::process::ExitCode {
    eggsample::main()
}
