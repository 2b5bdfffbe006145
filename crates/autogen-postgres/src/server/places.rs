//! The private folders that servers of ours live in.

use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::account::Account;
use super::error::ServerError;

/// The longest path of a unix socket that every supported system takes (104 bytes with the final
/// zero on macOS and BSD, 108 on Linux).
const SOCKET_PATH: usize = 103;

/// The socket's own name, and what folders of ours add to a base folder at most.
const LONGEST_TAIL: &str = "/autogen-4294967295/t4194304-0123456789abcdef/data/.s.PGSQL.5432";

/// A memory file system with less room than this is left alone: a server and its databases would
/// not fit (containers often have 64 MB there).
const ROOMY: u64 = 512 * 1024 * 1024;

/// The folder for throw-away servers and their template: in memory if that is possible.
pub(crate) fn base_for_throwaways(account: &Account) -> Result<PathBuf, ServerError> {
    let mut tried = Vec::new();
    let memory = Path::new("/dev/shm");
    if free_space(memory).is_some_and(|free| free >= ROOMY) {
        match base_in(memory, account) {
            Ok(base) => return Ok(base),
            Err(problem) => tried.push(problem),
        }
    }
    base_among(&[std::env::temp_dir(), PathBuf::from("/tmp")], account, tried)
}

/// The folder for the sockets of embedded servers. It does not follow `TMPDIR` if that can be
/// helped, since other processes have to find the same one.
pub(crate) fn base_for_sockets(account: &Account) -> Result<PathBuf, ServerError> {
    base_among(&[PathBuf::from("/tmp"), std::env::temp_dir()], account, Vec::new())
}

fn base_among(
    parents: &[PathBuf],
    account: &Account,
    mut tried: Vec<String>,
) -> Result<PathBuf, ServerError> {
    for parent in parents {
        match base_in(parent, account) {
            Ok(base) => return Ok(base),
            Err(problem) => tried.push(problem),
        }
    }
    Err(ServerError::NoPlace { tried: tried.join("; ") })
}

/// Our folder in `parent`: owned by this process' user, entered by nobody but the server's account.
/// What lies directly in it is ours alone, so root never follows a name that somebody else made.
fn base_in(parent: &Path, account: &Account) -> Result<PathBuf, String> {
    let shown = parent.display();
    if parent.as_os_str().len() + LONGEST_TAIL.len() > SOCKET_PATH {
        return Err(format!("{shown} has too long a path for a unix socket"));
    }
    if !account.can_enter(parent) {
        return Err(format!("{shown} cannot be entered by the account `{}`", account.name));
    }
    let us = rustix::process::geteuid().as_raw();
    let base = parent.join(format!("autogen-{us}"));
    private_folder(&base, if account.dropped { 0o711 } else { 0o700 })
        .map_err(|error| format!("{}: {error}", base.display()))?;
    Ok(base)
}

/// Makes a folder of this process' user with this mode, or takes the one that is there, unless it
/// is somebody else's: a shared folder such as `/tmp` may hold a trap.
pub(crate) fn private_folder(folder: &Path, mode: u32) -> io::Result<()> {
    match std::fs::DirBuilder::new().mode(mode).create(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    let meta = folder.symlink_metadata()?;
    if !meta.is_dir() {
        return Err(io::Error::other("it is not a folder"));
    }
    if meta.uid() != rustix::process::geteuid().as_raw() {
        return Err(io::Error::other("it belongs to somebody else"));
    }
    if meta.mode() & 0o777 != mode {
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(mode))?;
    }
    Ok(())
}

/// Makes a folder that belongs to the server's account, closed to others.
pub(crate) fn server_folder(folder: &Path, account: &Account) -> Result<(), ServerError> {
    std::fs::DirBuilder::new()
        .mode(0o700)
        .create(folder)
        .and_then(|()| account.take(folder))
        .map_err(ServerError::io("make the folder", folder))
}

/// Removes a folder with all that is in it; one that is not there is fine.
pub(crate) fn remove_folder(folder: &Path) -> Result<(), ServerError> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(ServerError::io("remove the folder", folder)(error))
        }
        _ => Ok(()),
    }
}

fn free_space(folder: &Path) -> Option<u64> {
    let stat = rustix::fs::statvfs(folder).ok()?;
    Some(stat.f_bavail.saturating_mul(stat.f_frsize))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_in_place_of_our_folder_is_refused() {
        let root = std::env::temp_dir().join(format!("autogen-trap-{}", std::process::id()));
        private_folder(&root, 0o700).expect("made");
        let trap = root.join("trap");
        std::os::unix::fs::symlink("/tmp", &trap).expect("a link");
        assert!(private_folder(&trap, 0o700).is_err());
        let open = root.join("open");
        private_folder(&open, 0o777).expect("made");
        private_folder(&open, 0o700).expect("taken");
        assert_eq!(open.metadata().expect("there").mode() & 0o777, 0o700);
        remove_folder(&root).expect("removed");
        remove_folder(&root).expect("not there is fine");
    }

    #[test]
    fn a_folder_with_a_long_path_is_refused() {
        let account = Account { name: "us".into(), uid: 0, gid: 0, dropped: false };
        let long = PathBuf::from(format!("/tmp/{}", "x".repeat(60)));
        let problem = base_in(&long, &account).expect_err("refused");
        assert!(problem.contains("too long"), "{problem}");
    }
}
