//! Prints the description of the entities, for autogen.

use models as _;

fn main() -> std::process::ExitCode {
    autogen_entity::describe_main("models")
}
