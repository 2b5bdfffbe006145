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

# Random pairs of schemas, of seeds that were never run before: just random 2000
random count="200" seed=`date +%s000`:
    AUTOGEN_PAIRS={{ count }} AUTOGEN_SEED={{ seed }} cargo test --package autogen-tests --test random -- --quiet

# The suite on PostgreSQL 13 to 18, fetched by npm where they are not installed: just majors 13 18
majors *majors:
    tests/majors {{ majors }}

# What takes a night: 2,000 random pairs, and everything on every major
nightly: (random "2000") majors

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
