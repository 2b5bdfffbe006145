# The commands of README.md and CONTRIBUTING.md, for those who have just: https://just.systems

# List the recipes
default:
    @just --list --unsorted

# README's first command: a revision for the example models, on the embedded database
demo:
    cargo run --release --package autogen-cli --bin autogen -- -m "add phone column" --features phone

# README's second command
test *arguments:
    cargo test --workspace {{ arguments }}

# A part of the corpus: just corpus column/
corpus *filter:
    cargo test --package autogen-tests --test corpus -- {{ filter }}

# Do the revisions of the example lead to its models?
check:
    cargo run --quiet --release --package autogen-cli --bin autogen -- check

# Format everything
fmt:
    cargo fmt --all

# Clippy, as CI runs it
lint:
    cargo clippy --workspace --all-targets --locked -- -D warnings

# Documentation, as CI builds it
doc *arguments:
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked {{ arguments }}

# Licences, sources, advisories; needs cargo-deny
deny:
    cargo deny check

# Speed and memory beside pg_dump, as in docs/benchmarks.md: just bench --huge; just bench --knots
bench *arguments:
    cargo build --release --package autogen-cli
    cargo run --release --package autogen-tests --bin bench -- {{ arguments }}

# Everything CI runs
ci:
    .ci/run
