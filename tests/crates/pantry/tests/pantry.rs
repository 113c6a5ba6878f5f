//! Functions at the roots of a package's library and of its programs are
//! different plugins.

use std::process::Command;

#[pluggy_core::hookimpl(pantry::Pantry, name = "test")]
fn shelf() -> &'static str {
    "test"
}

#[test]
fn a_function_of_a_test_has_the_name_that_it_gives() {
    let (names, shelves, mistakes) = pantry::look();
    assert_eq!(names, ["test", "pantry"]);
    assert_eq!(shelves, ["library", "test"]);
    assert!(mistakes.is_empty(), "{mistakes:?}");
}

#[test]
fn a_function_of_a_program_needs_another_name_than_its_library_s() {
    let output = Command::new(env!("CARGO_BIN_EXE_pantry")).output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<_> = printed.lines().collect();
    let [found, mistake] = &lines[..] else { panic!("{printed}") };
    assert_eq!(*found, r#"["pantry"] ["program"]"#);
    for told in ["src/main.rs:4:4", "src/lib.rs:13:4", "name = "] {
        assert!(mistake.contains(told), "{told}: {mistake}");
    }
}
