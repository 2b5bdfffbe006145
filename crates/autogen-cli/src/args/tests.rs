use std::path::Path;

use super::*;

fn words(line: &[&str]) -> Result<(Command, GlobalArgs), clap::Error> {
    Cli::try_parse_from(line).and_then(Cli::resolve)
}

fn parse(line: &str) -> Result<(Command, GlobalArgs), clap::Error> {
    words(&line.split(' ').collect::<Vec<_>>())
}

fn problem(line: &str) -> String {
    parse(line).err().expect("refused").to_string()
}

#[test]
fn the_definition_is_consistent() {
    Cli::command().debug_assert();
}

#[test]
fn a_message_alone_is_a_revision() {
    let (command, global) = parse("autogen -m phone --features phone,fax --features x").unwrap();
    let Command::Revision(args) = command else { panic!("another command") };
    assert_eq!(args.message.as_deref(), Some("phone"));
    assert_eq!(global.features, ["phone", "fax", "x"]);
}

#[test]
fn a_message_may_look_like_anything() {
    let (command, _) = words(&["autogen", "-m", "drop \"x\"; -- */\n"]).unwrap();
    let Command::Revision(args) = command else { panic!("another command") };
    assert_eq!(args.message.as_deref(), Some("drop \"x\"; -- */\n"));
}

#[test]
fn renames_are_not_split_at_commas() {
    let (command, _) = parse("autogen -m x --rename a.b=c,d --rename e=f").unwrap();
    let Command::Revision(args) = command else { panic!("another command") };
    assert_eq!(args.decisions.rename, ["a.b=c,d", "e=f"]);
}

#[test]
fn downgrade_takes_a_negative_number_wherever_options_stand() {
    for line in [
        "autogen downgrade -1",
        "autogen downgrade -12 --database staging",
        "autogen downgrade --lock-timeout 5s --wait 5 -1",
        "autogen -d staging downgrade -1",
    ] {
        let (Command::Downgrade(args), _) = parse(line).unwrap() else { panic!("{line}") };
        assert!(args.target.starts_with("-1"), "{line}");
    }
    let (Command::Upgrade(args), _) = parse("autogen upgrade +1").unwrap() else { panic!() };
    assert_eq!(args.target, "+1");
}

#[test]
fn global_options_stand_before_or_behind_the_command() {
    for line in ["autogen --database a diff", "autogen diff --database a", "autogen diff -d a"] {
        assert_eq!(parse(line).unwrap().1.database.as_deref(), Some("a"), "{line}");
    }
}

#[test]
fn options_of_a_revision_before_another_command_are_refused() {
    assert!(problem("autogen -m x diff").contains("stand behind it"));
    for line in ["autogen --empty", "autogen revision", "autogen revision --empty"] {
        assert!(problem(line).contains("needs a message"), "{line}");
    }
    for line in [["autogen", "-m", ""], ["autogen", "-m", " \n"]] {
        let problem = words(&line).err().expect("refused").to_string();
        assert!(problem.contains("needs a message"), "{problem}");
    }
}

#[test]
fn without_anything_the_help_is_shown() {
    let help = problem("autogen");
    assert!(help.starts_with("Reviewable, proven revisions"), "{help}");
    assert!(help.contains("downgrade") && help.contains("Exit codes"), "{help}");
    assert!(problem("autogen --features phone").contains("-m \"what changes\""));
}

#[test]
fn a_snapshot_goes_to_stdout_without_a_file() {
    for (line, state, file) in [
        ("autogen dump --snapshot", None, "-"),
        ("autogen dump models --snapshot -", Some("models"), "-"),
        ("autogen dump models --snapshot a.json", Some("models"), "a.json"),
    ] {
        let (Command::Dump(args), _) = parse(line).unwrap() else { panic!("{line}") };
        let given = (args.place.as_deref(), args.snapshot.as_deref().and_then(Path::to_str));
        assert_eq!(given, (state, Some(file)), "{line}");
    }
    assert!(problem("autogen dump").contains("<FOLDER>"));
}
