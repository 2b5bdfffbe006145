//! Adds the describe binary to a Cargo.toml, as text, so that everything else stays as it is written.

use toml::{Table, Value};

use crate::models::FEATURE;

/// The crate that describes.
const CRATE: &str = "autogen-entity";

/// How the manifest can name the crate without anything that only its user knows: by the workspace. That
/// must leave the default features out, which a member cannot: they are the recorder.
pub(super) fn dependency(package: &str, root: &str) -> Option<&'static str> {
    let package: Table = package.parse().ok()?;
    let root: Table = root.parse().ok()?;
    let named = root.get("workspace")?.get("dependencies")?.get(CRATE)?;
    let light = named.get("default-features").and_then(Value::as_bool) == Some(false);
    let free = package.get("dependencies").is_none_or(|all| all.get(CRATE).is_none());
    let line = "autogen-entity = { workspace = true, features = [\"declare\"] }";
    (light && free).then_some(line)
}

/// The manifest with the binary, the feature and the dependency. `None` if that changes or repeats
/// anything that is there, so that a person must look at it.
pub(super) fn completed(text: &str, bin: &str, dependency: &str) -> Option<String> {
    let former: Table = text.parse().ok()?;
    let feature = feature();
    let mut edited = add_line(text, "features", &feature);
    edited = add_line(&edited, "dependencies", dependency);
    edited.push_str(&format!("\n{}", binary(bin)));

    let mut checked: Table = edited.parse().ok()?;
    take(&mut checked, "features", FEATURE)?;
    take(&mut checked, "dependencies", CRATE)?;
    let Some(Value::Array(binaries)) = checked.get_mut("bin") else { return None };
    binaries.pop()?;
    if binaries.is_empty() {
        checked.remove("bin");
    }
    let mut former = former;
    for section in ["features", "dependencies"] {
        for table in [&mut former, &mut checked] {
            if table.get(section).and_then(Value::as_table).is_some_and(Table::is_empty) {
                table.remove(section);
            }
        }
    }
    (former == checked).then_some(edited)
}

/// What a person has to add.
pub(super) fn additions(bin: &str, version: &str) -> String {
    format!(
        "[features]\n{}\n\n\
         [dependencies]\n{CRATE} = {{ version = \"{version}\", default-features = false, \
         features = [\"declare\"] }}\n\n{}",
        feature(),
        binary(bin)
    )
}

/// Adds the recorder to the builders of declarations, which are there always.
fn feature() -> String {
    format!("{FEATURE} = [\"{CRATE}/{FEATURE}\"]")
}

fn binary(bin: &str) -> String {
    format!("[[bin]]\nname = \"{bin}\"\nrequired-features = [\"{FEATURE}\"]\n")
}

/// Puts a line at the head of a section, which is made if it is not there.
fn add_line(text: &str, section: &str, line: &str) -> String {
    let header = format!("[{section}]");
    let mut result = String::with_capacity(text.len() + line.len() + header.len() + 2);
    let mut added = false;
    for former in text.split_inclusive('\n') {
        result.push_str(former);
        let is_header = former.split('#').next().is_some_and(|start| start.trim() == header);
        if is_header && !added {
            if !former.ends_with('\n') {
                result.push('\n');
            }
            result.push_str(line);
            result.push('\n');
            added = true;
        }
    }
    if !added {
        if !result.is_empty() && !result.ends_with('\n') {
            result.push('\n');
        }
        result.push_str(&format!("\n{header}\n{line}\n"));
    }
    result
}

fn take(table: &mut Table, section: &str, key: &str) -> Option<Value> {
    table.get_mut(section)?.as_table_mut()?.remove(key)
}
