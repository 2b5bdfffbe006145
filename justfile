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

# Hostile texts for everything that reads any: just fuzz 100000
fuzz cases="20000":
    PROPTEST_CASES={{ cases }} cargo test --package autogen-tests --test fuzz
    PROPTEST_CASES={{ cases }} cargo test --package autogen-cli --bin autogen hostile

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

# Speed and memory beside pg_dump: just bench --large
bench *arguments:
    cargo build --release --package autogen-cli
    cargo run --release --package autogen-tests --bin bench -- {{ arguments }}

# Everything CI runs
ci:
    .ci/run
