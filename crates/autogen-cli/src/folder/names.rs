//! What the files of a folder are called: readable where the names of objects are, and on every file
//! system a file of its own in the folder, whatever the names of objects are.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;

use autogen_core::ident::Ident;
use autogen_core::kind::Kind;
use autogen_core::object_id::ObjectId;
use autogen_core::outline::Chunk;

/// A longer name is cut; file systems end at 255 bytes.
const LONGEST: usize = 200;

/// Names that Windows, where the folder may be checked out, keeps for itself.
const RESERVED: &[&str] = &["aux", "con", "nul", "prn"];

/// The paths of the chunks of an outline, by their places in it.
pub(super) struct Names(Vec<PathBuf>);

/// A folder or file in the making.
struct Name {
    folder: Option<String>,
    kind: String,
    file: String,
}

impl Names {
    pub(super) fn of(chunks: &[Chunk], default_schema: &Ident) -> Self {
        let name = |chunk: &Chunk, capitals| Name::of(chunk, default_schema, capitals);
        // `User` stands as it is, unless there is a `user` too that some file systems take for the same
        let mut schemas: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut alike: BTreeMap<String, usize> = BTreeMap::new();
        for chunk in chunks {
            let name = name(chunk, Capitals::KEPT);
            if let Some(folder) = &name.folder {
                schemas.entry(folder.to_lowercase()).or_default().insert(folder.clone());
            }
            *alike.entry(name.text().to_lowercase()).or_default() += 1;
        }
        let mut taken: BTreeMap<String, usize> = BTreeMap::new();
        let path = |chunk: &Chunk| {
            let kept = name(chunk, Capitals::KEPT);
            let folder = kept.folder.as_ref().map(|folder| folder.to_lowercase());
            let capitals = Capitals {
                in_folder: folder.is_none_or(|f| schemas.get(&f).is_none_or(|all| all.len() == 1)),
                in_file: alike.get(&kept.text().to_lowercase()).is_none_or(|count| *count == 1),
            };
            let name = name(chunk, capitals);
            // parts of one object that had to be cut off one by one
            let count = taken.entry(name.text()).or_default();
            *count += 1;
            let number = if *count > 1 { format!(".{count}") } else { String::new() };
            PathBuf::from(format!("{}{number}.sql", name.text()))
        };
        Self(chunks.iter().map(path).collect())
    }

    pub(super) fn path(&self, chunk: usize) -> PathBuf {
        self.0[chunk].clone()
    }
}

/// Where capital letters stand as they are.
#[derive(Clone, Copy)]
struct Capitals {
    in_folder: bool,
    in_file: bool,
}

impl Capitals {
    const KEPT: Self = Self { in_folder: true, in_file: true };
}

impl Name {
    fn of(chunk: &Chunk, default_schema: &Ident, capitals: Capitals) -> Self {
        let object = &chunk.object;
        let schema = object.schema().unwrap_or(default_schema);
        let folder =
            object.kind().has_schema().then(|| escaped(schema.as_str(), capitals.in_folder));
        let part = chunk.late.as_ref().filter(|part| *part != object);
        let kind = part.unwrap_or(object).kind();
        let mut file = named(object, default_schema, capitals.in_file);
        match (part, &chunk.late) {
            (Some(part), _) => {
                file.push('.');
                file += &named(part, default_schema, capitals.in_file);
            }
            (None, Some(_)) => file += ".late",
            (None, None) => {}
        }
        Self { folder, kind: kind.name().replace(' ', "_"), file: cut(file) }
    }

    fn text(&self) -> String {
        let Self { folder, kind, file } = self;
        match folder {
            Some(folder) => format!("{folder}/{kind}/{file}"),
            None => format!("{kind}/{file}"),
        }
    }
}

/// The name with the types of its arguments, each behind a dot, which no name has.
fn named(id: &ObjectId, default_schema: &Ident, capitals: bool) -> String {
    let own = match id.name().as_str() {
        "" if id.kind() == Kind::Schema => default_schema.as_str(),
        name => name,
    };
    let mut text = escaped(own, capitals);
    for argument in id.signature().into_iter().flat_map(|types| types.split(", ")) {
        if !argument.is_empty() {
            text.push('.');
            text += &escaped(argument, capitals);
        }
    }
    text
}

/// Letters, digits, `_` and `-` as they are, a blank as `+`, all other bytes as `%` and two digits.
fn escaped(name: &str, capitals: bool) -> String {
    let mut text = String::new();
    let reserved = RESERVED.contains(&name.to_ascii_lowercase().as_str());
    for (at, byte) in name.bytes().enumerate() {
        match byte {
            _ if at == 0 && reserved => push_code(&mut text, byte),
            b'a'..=b'z' | b'0'..=b'9' | b'_' => text.push(char::from(byte)),
            b'-' if at > 0 => text.push('-'),
            b'A'..=b'Z' if capitals => text.push(char::from(byte)),
            b' ' => text.push('+'),
            _ => push_code(&mut text, byte),
        }
    }
    text
}

fn push_code(text: &mut String, byte: u8) {
    // writing to a String cannot fail
    let _ = write!(text, "%{byte:02x}");
}

/// A name that would be too long ends in a hash of itself.
fn cut(name: String) -> String {
    if name.len() <= LONGEST {
        return name;
    }
    // FNV-1a: small, and the same for ever
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    });
    format!("{}.{hash:016x}", &name[..LONGEST - 17])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(chunks: &[(Kind, Option<&str>, &str)]) -> Vec<String> {
        let chunk = |(kind, schema, name): &(Kind, Option<&str>, &str)| Chunk {
            object: ObjectId::root(*kind, schema.map(Ident::new), Ident::new(name)),
            late: None,
            actions: Vec::new(),
        };
        let chunks: Vec<Chunk> = chunks.iter().map(chunk).collect();
        let names = Names::of(&chunks, &Ident::new("public"));
        (0..chunks.len()).map(|n| names.path(n).display().to_string()).collect()
    }

    #[test]
    fn plain_names_are_plain() {
        let paths = path(&[
            (Kind::Table, None, "user"),
            (Kind::Table, Some("data_portal"), "Sample"),
            (Kind::EnumType, None, "my-mood"),
            (Kind::Schema, None, "data_portal"),
            (Kind::Schema, None, ""),
        ]);
        let wanted = [
            "public/table/user.sql",
            "data_portal/table/Sample.sql",
            "public/enum/my-mood.sql",
            "schema/data_portal.sql",
            "schema/public.sql",
        ];
        assert_eq!(paths, wanted);
    }

    #[test]
    fn no_name_leaves_the_folder_or_meets_another() {
        let long = "ä".repeat(120);
        let paths = path(&[
            (Kind::Table, Some(".."), "../../etc/passwd"),
            (Kind::Table, None, "User"),
            (Kind::Table, None, "user"),
            (Kind::Table, Some("App"), "a b"),
            (Kind::Table, Some("app"), "a+b"),
            (Kind::Table, None, "con"),
            (Kind::Table, None, "-v"),
            (Kind::Table, None, "x\n\\! rm"),
            (Kind::Table, None, &long),
        ]);
        assert_eq!(paths[0], "%2e%2e/table/%2e%2e%2f%2e%2e%2fetc%2fpasswd.sql");
        assert_eq!(paths[1..3], ["public/table/%55ser.sql", "public/table/user.sql"]);
        assert_eq!(paths[3..5], ["%41pp/table/a+b.sql", "app/table/a%2bb.sql"]);
        assert_eq!(paths[5..7], ["public/table/%63on.sql", "public/table/%2dv.sql"]);
        assert_eq!(paths[7], "public/table/x%0a%5c%21+rm.sql");
        assert!(paths[8].len() < 230, "{}", paths[8]);
    }

    #[test]
    fn arguments_tell_functions_apart() {
        let id = ObjectId::root(Kind::Table, None, Ident::new("f"));
        let id = id.with_signature("integer, character varying, text[]");
        let name = named(&id, &Ident::new("public"), true);
        assert_eq!(name, "f.integer.character+varying.text%5b%5d");
    }
}
