//! The system account that server processes run as.

use std::ffi::OsStr;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use super::error::ServerError;

/// The account that server processes run as: our own, or an unprivileged one when we are root,
/// since `initdb` and `postgres` refuse to run as root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) name: String,
    pub(crate) uid: u32,
    pub(crate) gid: u32,
    /// Whether this is another account than the one this process runs as.
    pub(crate) dropped: bool,
}

impl Account {
    /// The account to run servers as from this process.
    pub(crate) fn current() -> Result<Self, ServerError> {
        let uid = rustix::process::geteuid().as_raw();
        if uid == 0 {
            return ["postgres", "nobody"]
                .into_iter()
                .find_map(Self::named)
                .ok_or(ServerError::NoAccount);
        }
        let gid = rustix::process::getegid().as_raw();
        Ok(Self { name: format!("uid {uid}"), uid, gid, dropped: false })
    }

    /// Reads `/etc/passwd`, then asks `id`, which also knows accounts of a directory service.
    fn named(name: &str) -> Option<Self> {
        let (uid, gid) = std::fs::read_to_string("/etc/passwd")
            .ok()
            .and_then(|passwd| ids_in(&passwd, name))
            .or_else(|| Some((id_of("-u", name)?, id_of("-g", name)?)))?;
        (uid != 0).then(|| Self { name: name.to_owned(), uid, gid, dropped: true })
    }

    /// A command that will run as this account, with an environment that cannot change what a
    /// server does: no `PG*` variables, messages in English, and a working folder it can enter.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        for (name, _) in std::env::vars_os() {
            if name.as_encoded_bytes().starts_with(b"PG") {
                command.env_remove(name);
            }
        }
        command.env("LC_ALL", "C").current_dir("/").stdin(Stdio::null());
        if self.dropped {
            // std drops root's supplementary groups as well when only these two are set.
            command.uid(self.uid).gid(self.gid);
        }
        command
    }

    /// Whether this account can pass through every folder down to `folder`, itself included.
    /// Access lists are not read: a folder opened by them alone counts as closed.
    pub(crate) fn can_enter(&self, folder: &Path) -> bool {
        let Ok(real) = folder.canonicalize() else { return false };
        if !self.dropped {
            return real.is_dir();
        }
        real.ancestors().all(|dir| {
            let Ok(meta) = dir.metadata() else { return false };
            let bit = match () {
                () if meta.uid() == self.uid => 0o100,
                () if meta.gid() == self.gid => 0o010,
                () => 0o001,
            };
            meta.is_dir() && meta.mode() & bit != 0
        })
    }

    /// Gives a folder to this account, when it is not ours anyway.
    pub(crate) fn take(&self, folder: &Path) -> std::io::Result<()> {
        if self.dropped {
            std::os::unix::fs::lchown(folder, Some(self.uid), Some(self.gid))?;
        }
        Ok(())
    }
}

fn ids_in(passwd: &str, name: &str) -> Option<(u32, u32)> {
    passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        if fields.next() != Some(name) {
            return None;
        }
        fields.next();
        Some((id_number(fields.next()?)?, id_number(fields.next()?)?))
    })
}

/// macOS writes the id of `nobody` as -2.
fn id_number(text: &str) -> Option<u32> {
    let signed: i64 = text.trim().parse().ok()?;
    u32::try_from(signed).or_else(|_| i32::try_from(signed).map(i32::cast_unsigned)).ok()
}

fn id_of(flag: &str, name: &str) -> Option<u32> {
    let output = Command::new("id").args([flag, name]).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| id_number(&String::from_utf8_lossy(&output.stdout)))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_from_passwd_lines() {
        let passwd = "# comment\nroot:x:0:0::/root:/bin/sh\npostgres:x:101:104:PG,,,:/var:/bin/sh\n\
                      nobody:*:-2:-2::/:/usr/bin/false\n";
        assert_eq!(ids_in(passwd, "postgres"), Some((101, 104)));
        assert_eq!(ids_in(passwd, "nobody"), Some((4_294_967_294, 4_294_967_294)));
        assert_eq!(ids_in(passwd, "post"), None);
    }

    #[test]
    fn a_dropped_account_cannot_enter_a_closed_folder() {
        use std::os::unix::fs::PermissionsExt;
        let closed = std::env::temp_dir().join(format!("autogen-closed-{}", std::process::id()));
        std::fs::create_dir_all(&closed).expect("a folder");
        let set = |mode| {
            std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(mode))
                .expect("chmod");
        };
        let stranger = Account { name: "stranger".into(), uid: 12_345, gid: 12_345, dropped: true };
        set(0o700);
        assert!(!stranger.can_enter(&closed));
        set(0o711);
        assert_eq!(stranger.can_enter(&closed), stranger.can_enter(&std::env::temp_dir()));
        std::fs::remove_dir_all(&closed).expect("removed");
    }
}
