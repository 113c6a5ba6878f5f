//! A function at the root of a program, whose library has one too.

#[pluggy_core::hookimpl(pantry::Pantry)]
fn shelf() -> &'static str {
    "program"
}

fn main() {
    let (names, shelves, mistakes) = pantry::look();
    println!("{names:?} {shelves:?}");
    for mistake in mistakes {
        println!("{mistake}");
    }
}
