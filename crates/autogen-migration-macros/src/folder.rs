//! Reads a folder of revisions and verifies it, so that what a program embeds is what was reviewed.

use std::path::{Path, PathBuf};

use autogen_revision::{Chain, Direction, Lock};

/// What is embedded: paths as the compiler takes them.
#[derive(Debug)]
pub(crate) struct Folder {
    /// Each file's name in the folder and its path.
    pub(crate) files: Vec<(String, String)>,
    /// The lock's path.
    pub(crate) lock: String,
}

impl Folder {
    /// Reads it.
    ///
    /// # Errors
    /// In words, with file and line: it is no chain with one head, a file's sections are wrong, or it
    /// is not as its lock says.
    pub(crate) fn read(folder: &Path) -> Result<Self, String> {
        // without `..`, for messages; a folder that is not there is named as it was given
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let chain = Chain::read(&folder).map_err(|error| error.to_string())?;
        let lock_path = Lock::path(&folder);
        let Some(lock) = Lock::read(&folder).map_err(|error| error.to_string())? else {
            let path = lock_path.display();
            return Err(format!("{path} is not there; write it with `autogen seal`"));
        };
        let problems = lock.verify(&chain);
        if !problems.is_empty() {
            let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
            return Err(lines.join("\n"));
        }
        chain.head().map_err(|error| error.to_string())?;
        for revision in chain.iter() {
            for direction in [Direction::Up, Direction::Down] {
                revision
                    .file(direction)
                    .sections()
                    .map_err(|error| format!("{}: {error}", revision.path(direction).display()))?;
            }
        }
        let files = lock.files.keys().map(|name| Ok((name.clone(), text(folder.join(name))?)));
        Ok(Self { files: files.collect::<Result<_, String>>()?, lock: text(lock_path)? })
    }
}

fn text(path: PathBuf) -> Result<String, String> {
    path.into_os_string().into_string().map_err(|path| {
        format!("{}: a path that is not UTF-8 cannot be embedded", path.to_string_lossy())
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A folder of two revisions, sealed.
    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (id, follows, sql) in [(1, "nothing", "a"), (2, "20261120103001", "b")] {
            for (word, mark, verb) in [("up", "", "create"), ("down", " (down)", "drop")] {
                let tail = if verb == "create" { " ()" } else { "" };
                let text = format!(
                    "-- autogen revision 2026112010300{id}{mark}, follows {follows}\n-- {sql}\n\
                     -- catalog unknown\n\n{verb} table {sql}{tail};\n"
                );
                let name = format!("2026112010300{id}_{sql}.{word}.sql");
                fs::write(folder.path().join(name), text).unwrap();
            }
        }
        Lock::rebuild(folder.path()).unwrap();
        folder
    }

    fn edit(folder: &Path, name: &str, from: &str, to: &str) {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        assert!(text.contains(from), "{text}");
        fs::write(folder.join(name), text.replace(from, to)).unwrap();
    }

    #[test]
    fn a_sealed_folder_is_embedded_whole() {
        let folder = folder();
        let found = Folder::read(folder.path()).unwrap();
        let names: Vec<_> = found.files.iter().map(|(name, _)| name.as_str()).collect();
        let ids = ["20261120103001_a", "20261120103002_b"];
        let all = ids.map(|id| [format!("{id}.down.sql"), format!("{id}.up.sql")]).concat();
        assert_eq!(names, all);
        assert!(found.files.iter().all(|(name, path)| path.ends_with(name.as_str())));
        assert!(found.lock.ends_with("autogen.lock"));
    }

    #[test]
    fn whatever_is_not_as_it_was_reviewed_stops_the_build_and_is_named() {
        let refused = |damage: &dyn Fn(&Path), parts: &[&str]| {
            let folder = folder();
            damage(folder.path());
            let error = Folder::read(folder.path()).unwrap_err();
            assert!(parts.iter().all(|part| error.contains(part)), "{error}");
        };
        let up = "20261120103002_b.up.sql";
        refused(&|at| edit(at, up, "table b", "table c"), &[up, "was edited"]);
        refused(&|at| edit(at, up, "-- catalog unknown", "-- catalog x"), &[up, "line 3"]);
        refused(&|at| fs::remove_file(at.join(up)).unwrap(), &[up, "is not"]);
        refused(&|at| fs::remove_file(Lock::path(at)).unwrap(), &["autogen.lock is not there"]);
        refused(
            &|at| {
                edit(at, up, "create table", "-- autogen: bacth 3 on b\ncreate table");
                Lock::rebuild(at).unwrap();
            },
            &[up, "line 5"],
        );
        refused(
            &|at| {
                for half in [up, "20261120103002_b.down.sql"] {
                    edit(at, half, "follows 20261120103001", "follows nothing");
                }
                Lock::rebuild(at).unwrap();
            },
            &["2 heads"],
        );
        refused(&|at| fs::remove_dir_all(at).unwrap(), &["cannot be read"]);
    }
}
