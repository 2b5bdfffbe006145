//! Branches of a chain, as two people make them and git brings them together.

use autogen_tests::cli::Project;

/// The files that a branch adds, and its lock.
#[derive(Debug)]
pub(crate) struct Branch {
    files: Vec<(String, String)>,
    lock: String,
}

const LOCK: &str = "generated/autogen.lock";

fn files(project: &Project) -> Vec<String> {
    let names = project.names("generated").into_iter().filter(|name| name.ends_with(".sql"));
    names.map(|name| format!("generated/{name}")).collect()
}

/// What `write` adds to the project, which is then as it was before.
pub(crate) fn branch(project: &Project, write: impl FnOnce(&Project)) -> Branch {
    let (before, lock) = (files(project), project.read(LOCK));
    write(project);
    let added = files(project).into_iter().filter(|name| !before.contains(name));
    let files: Vec<_> = added.map(|name| (name.clone(), project.read(&name))).collect();
    let branch = Branch { files, lock: project.read(LOCK) };
    for (name, _) in &branch.files {
        std::fs::remove_file(project.path(name)).expect("removed");
    }
    project.write(LOCK, &lock);
    branch
}

/// One branch in the project, without the other.
pub(crate) fn checkout(project: &Project, one: &Branch, other: &Branch) {
    for (name, _) in &other.files {
        // it need not be there
        drop(std::fs::remove_file(project.path(name)));
    }
    for (name, text) in &one.files {
        project.write(name, text);
    }
    project.write(LOCK, &one.lock);
}

/// Both branches in the project, with the lock as a merge in git leaves it.
pub(crate) fn join(project: &Project, one: &Branch, other: &Branch) {
    for (name, text) in one.files.iter().chain(&other.files) {
        project.write(name, text);
    }
    let lines = |branch: &Branch| branch.lock.lines().map(str::to_owned).collect::<Vec<_>>();
    let (ours, theirs) = (lines(one), lines(other));
    let mut text = Vec::new();
    text.extend(["<<<<<<< HEAD".to_owned(), ours[0].clone(), "=======".to_owned()]);
    text.extend([theirs[0].clone(), ">>>>>>> other".to_owned()]);
    text.extend(ours[1..].iter().filter(|line| theirs.contains(line)).cloned());
    text.push("<<<<<<< HEAD".to_owned());
    text.extend(ours[1..].iter().filter(|line| !theirs.contains(line)).cloned());
    text.push("=======".to_owned());
    text.extend(theirs[1..].iter().filter(|line| !ours.contains(line)).cloned());
    text.extend([">>>>>>> other".to_owned(), String::new()]);
    project.write(LOCK, &text.join("\n"));
}

/// The id of the first revision of a branch.
pub(crate) fn id(branch: &Branch) -> String {
    let name = branch.files[0].0.trim_start_matches("generated/");
    name.split('_').next().unwrap_or_default().to_owned()
}
