//! PostgreSQL servers of our own, without any set-up by the user.
//!
//! [`Binaries`] finds the server programs of this machine. [`Throwaway`] runs a server for one job
//! and leaves nothing behind; [`Embedded`] is the development cluster that belongs to a project.
//! Both listen on a unix socket in a private folder only, and both run as an unprivileged user when
//! this process is root, since PostgreSQL refuses to run as root.
//!
//! Nothing here knows about catalogs, plans or revisions, and nothing here opens a database
//! connection: a server counts as started when its `postmaster.pid` says so.

mod account;
mod address;
mod binaries;
mod cluster;
mod embedded;
mod error;
mod home;
mod instance;
mod lock;
mod places;
mod process;
mod template;
mod throwaway;
mod watchdog;

pub use address::Address;
pub use binaries::{Binaries, BinariesError, Search};
pub use embedded::{Embedded, Running, Status};
pub use error::ServerError;
pub use throwaway::Throwaway;

pub(crate) use binaries::client;
pub(crate) use instance::random;
