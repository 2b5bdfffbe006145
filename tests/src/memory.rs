//! What a process has taken of the machine's memory.

use std::path::Path;

/// The most that the texts of the tests may make a process hold. Debug builds of all that reads texts stay
/// below a third of it.
const MOST: u64 = 512 << 20;

/// The peak of a process' resident set, in bytes, by its `/proc/…/status` (`proc(5)`); none where there is
/// no such file, or the process is gone.
pub fn peak(status: &Path) -> Option<u64> {
    let text = std::fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

/// Whether this process has stayed within bounds, where that can be told.
///
/// # Panics
/// If it has not.
pub fn is_bounded() {
    let peak = peak(Path::new("/proc/self/status")).unwrap_or_default();
    assert!(peak < MOST, "the texts took {} MB", peak >> 20);
}
