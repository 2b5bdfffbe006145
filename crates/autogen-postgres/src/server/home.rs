//! Where the files of a project's development cluster lie.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::account::Account;
use super::error::ServerError;
use super::places::private_folder;

/// The folder that holds the cluster's data and, beside it, what belongs to this tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Home {
    folder: PathBuf,
    mode: u32,
    in_project: bool,
}

impl Home {
    /// `.autogen` in the project if a server of `account` can use it, else a state folder. Data that
    /// is already there decides, so that a change of permissions does not hide it.
    pub(crate) fn of(project: &Path, account: &Account) -> Self {
        let mode = if account.dropped { 0o711 } else { 0o700 };
        let inside = Self { folder: project.join(".autogen"), mode: 0o755, in_project: true };
        let outside = Self { folder: state_folder(project, account), mode, in_project: false };
        let usable = inside.usable(project, account);
        if usable && (inside.major().is_some() || outside.major().is_none()) {
            inside
        } else {
            outside
        }
    }

    fn usable(&self, project: &Path, account: &Account) -> bool {
        use rustix::fs::{Access, access};
        let reaches = |folder: &Path| {
            account.can_enter(folder) && access(folder, Access::WRITE_OK | Access::EXEC_OK).is_ok()
        };
        let ours = self.data().metadata().map_or(true, |meta| meta.uid() == account.uid);
        reaches(if self.folder.exists() { &self.folder } else { project }) && ours
    }

    /// Makes the folder; the one in a project keeps itself out of version control.
    pub(crate) fn make(&self) -> Result<(), ServerError> {
        let made = || {
            if !self.in_project {
                let parent = self.folder.parent().unwrap_or(&self.folder);
                std::fs::create_dir_all(parent.parent().unwrap_or(parent))?;
                private_folder(parent, self.mode)?;
                return private_folder(&self.folder, self.mode);
            }
            if !self.folder.exists() {
                private_folder(&self.folder, self.mode)?;
            }
            let ignore = self.folder.join(".gitignore");
            if ignore.exists() { Ok(()) } else { std::fs::write(ignore, "*\n") }
        };
        made().map_err(ServerError::io("make the folder", &self.folder))
    }

    pub(crate) fn exists(&self) -> bool {
        self.folder.is_dir()
    }

    /// The data folder of the cluster.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.join("postgres")
    }

    /// A data folder that is being made.
    pub(crate) fn unfinished(&self) -> PathBuf {
        self.folder.join("postgres.new")
    }

    pub(crate) fn log(&self) -> PathBuf {
        self.folder.join("postgres.log")
    }

    pub(crate) fn lock(&self) -> PathBuf {
        self.folder.join("postgres.lock")
    }

    /// Says which server was left up on purpose.
    pub(crate) fn detached_mark(&self) -> PathBuf {
        self.folder.join("postgres.detached")
    }

    /// The major version that made the data, if there is data.
    pub(crate) fn major(&self) -> Option<String> {
        let text = std::fs::read_to_string(self.data().join("PG_VERSION")).ok()?;
        Some(text.trim().to_owned()).filter(|major| !major.is_empty())
    }

    /// A short name that no other home has.
    pub(crate) fn key(&self) -> String {
        hash(&self.folder)
    }
}

/// `/var/lib/autogen/<key>` for root, whose own folder no server can enter; else below the user's
/// state folder, as the XDG base directory specification has it.
fn state_folder(project: &Path, account: &Account) -> PathBuf {
    let state = if account.dropped {
        PathBuf::from("/var/lib")
    } else {
        let home = || {
            let home = std::env::var_os("HOME").filter(|home| !home.is_empty());
            home.map_or_else(std::env::temp_dir, PathBuf::from).join(".local/state")
        };
        std::env::var_os("XDG_STATE_HOME")
            .map(PathBuf::from)
            .filter(|state| state.is_absolute())
            .unwrap_or_else(home)
    };
    let name = project.file_name().unwrap_or_default().to_string_lossy();
    let name: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(32).collect();
    state.join("autogen").join(format!("{name}-{}", hash(project)))
}

fn hash(path: &Path) -> String {
    blake3::hash(path.as_os_str().as_encoded_bytes()).to_hex()[..12].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_that_the_server_cannot_reach_has_its_data_elsewhere() {
        let project = std::env::temp_dir().join(format!("autogen-home-{}", std::process::id()));
        private_folder(&project, 0o700).expect("a project");
        let account = |dropped| {
            let (uid, gid) = (rustix::process::geteuid().as_raw() + 77_777, 77_777);
            Account { name: "server".into(), uid, gid, dropped }
        };
        let away = Home::of(&project, &account(true));
        assert!(away.data().starts_with("/var/lib/autogen"), "{away:?}");
        assert_eq!(away.data(), Home::of(&project, &account(true)).data());
        let inside = Home::of(&project, &account(false));
        assert_eq!(inside.data(), project.join(".autogen/postgres"));
        std::fs::remove_dir_all(&project).expect("removed");
    }
}
