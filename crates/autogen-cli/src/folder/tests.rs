use super::write::Written;
use super::*;

fn files(names: &[&str]) -> Files {
    let objects: Vec<_> = names
        .iter()
        .map(|name| (PathBuf::from(name), format!("{MARK}table {name}\n\nselect 1;\n")))
        .collect();
    let index = index(&objects, &Ident::new("public"));
    Files { objects, index }
}

#[test]
fn only_what_a_dump_wrote_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let counts = |written, same, removed| Written { written, same, removed };
    let dump = |names: &[&str]| write(folder.path(), &files(names));
    assert_eq!(dump(&["a/table/x.sql", "a/enum/y.sql"]).unwrap(), counts(3, 0, 0));
    assert_eq!(dump(&["a/table/x.sql", "a/enum/y.sql"]).unwrap(), counts(0, 3, 0));
    std::fs::write(path("README.md"), "about it").unwrap();
    assert_eq!(dump(&["a/table/x.sql"]).unwrap(), counts(1, 1, 1));
    assert!(!path("a/enum").exists() && path("README.md").exists());
    std::fs::write(path("a/table/mine.sql"), "select 1;").unwrap();
    let refused = dump(&["b/table/z.sql"]).unwrap_err().to_string();
    assert!(refused.contains("a/table/mine.sql"), "{refused}");
    assert!(path("a/table/x.sql").exists() && !path("b").exists());
    std::fs::remove_file(path("a/table/mine.sql")).unwrap();
    std::os::unix::fs::symlink("/tmp", path("out")).unwrap();
    assert!(dump(&["out/z.sql"]).unwrap_err().to_string().contains("holds out"));
}

#[test]
fn a_folder_of_others_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("notes.txt"), "mine").unwrap();
    let refused = write(folder.path(), &files(&["a.sql"])).unwrap_err().to_string();
    assert!(refused.contains("is not empty"), "{refused}");
    assert!(write(&folder.path().join("new/inner"), &files(&["a.sql"])).is_ok());
}

#[test]
fn an_index_names_files_in_its_order() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(listed(folder.path()).unwrap(), None);
    write(folder.path(), &files(&["b/b.sql", "a/a.sql"])).unwrap();
    let wanted = ["b/b.sql", "a/a.sql"].map(|name| folder.path().join(name));
    assert_eq!(listed(folder.path()).unwrap().unwrap(), wanted);
    std::fs::remove_file(folder.path().join("a/a.sql")).unwrap();
    let missing = listed(folder.path()).unwrap_err().to_string();
    assert!(missing.contains("index.sql:12 names a/a.sql"), "{missing}");
    std::fs::write(folder.path().join(INDEX), "create table index ();").unwrap();
    assert_eq!(listed(folder.path()).unwrap(), None);
}
