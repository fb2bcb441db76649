//! Homes that are whole, half made, half removed, of another version, or not homes at all.

use super::*;

fn build(root: &Path) -> Result<Home, HomeError> {
    let draft = Draft::start(root)?;
    create_folder(&draft.home().store())?;
    write_file(&draft.home().slots(), b"slots")?;
    draft.finish()
}

fn names(root: &Path) -> Vec<String> {
    let entries = fs::read_dir(root).expect("a folder");
    let mut names: Vec<_> = entries
        .map(|entry| {
            let name = entry.expect("an entry").file_name();
            name.into_string().expect("a plain name")
        })
        .collect();
    names.sort_unstable();
    names
}

#[test]
fn a_home_is_built_and_opened() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("deep/home");
    let home = build(&root).expect("a home");
    assert_eq!(Home::open(&root).expect("the home"), home);
    let pieces = [
        "documents",
        "evidence",
        "format",
        "outbox",
        "slots",
        "store",
    ];
    assert_eq!(names(&root), pieces);
    assert_eq!(
        fs::read(root.join("format")).expect("a file"),
        b"keepwell wallet 1\n"
    );
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_a_home() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("home");
    build(&root).expect("a home");
    let mode = |name: &str| {
        let found = fs::metadata(root.join(name)).expect("it is there");
        found.permissions().mode() & 0o777
    };
    for name in ["", "documents", "evidence", "outbox", "store"] {
        assert_eq!(mode(name), 0o700, "{name}");
    }
    for name in ["format", "slots"] {
        assert_eq!(mode(name), 0o600, "{name}");
    }
}

#[test]
fn a_home_is_never_built_over_another() {
    let folder = tempfile::tempdir().expect("a folder");
    build(folder.path()).expect("a home");
    assert!(matches!(build(folder.path()), Err(HomeError::Exists)));
    assert_eq!(
        fs::read(folder.path().join("slots")).expect("a file"),
        b"slots"
    );
    // Nor over one that only lost its format file.
    fs::remove_file(folder.path().join("format")).expect("removed");
    assert!(matches!(build(folder.path()), Err(HomeError::Exists)));
    assert!(matches!(Home::open(folder.path()), Err(HomeError::Damaged)));
}

#[test]
fn the_version_comes_before_everything_else() {
    let folder = tempfile::tempdir().expect("a folder");
    build(folder.path()).expect("a home");
    fs::remove_file(folder.path().join("slots")).expect("removed");
    for (text, is_newer) in [
        ("keepwell wallet 2\n", true),
        ("keepwell wallet 4000000000\n", true),
        ("keepwell wallet 0\n", false),
        ("keepwell wallet 1", false),
        ("", false),
        ("\u{0}", false),
    ] {
        fs::write(folder.path().join("format"), text).expect("written");
        let error = Home::open(folder.path()).expect_err("refused");
        assert_eq!(
            matches!(error, HomeError::NewerVersion),
            is_newer,
            "{text:?}"
        );
        assert!(is_newer || matches!(error, HomeError::Damaged), "{text:?}");
    }
}

#[test]
fn a_clinics_folder_is_not_taken_for_a_damaged_wallet() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("format"), "keepwell clinic 1\n").expect("written");
    assert!(matches!(
        Home::open(folder.path()),
        Err(HomeError::OfAClinic)
    ));
}

#[test]
fn nothing_there_and_a_file_there_are_told_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("file");
    fs::write(&file, "text").expect("written");
    assert!(matches!(Home::open(&file), Err(HomeError::NotAFolder)));
    assert!(matches!(build(&file), Err(HomeError::NotAFolder)));
    assert!(matches!(
        build(&file.join("home")),
        Err(HomeError::NotAFolder)
    ));
    assert!(matches!(Home::open(folder.path()), Err(HomeError::Missing)));
    assert!(matches!(
        Home::open(&folder.path().join("nowhere")),
        Err(HomeError::Missing)
    ));
}

#[test]
fn what_the_system_forbids_is_called_read_only() {
    for kind in [
        io::ErrorKind::PermissionDenied,
        io::ErrorKind::ReadOnlyFilesystem,
    ] {
        let error = HomeError::from(io::Error::from(kind));
        assert!(matches!(error, HomeError::ReadOnly));
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_to_is_said_to_be_so() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("home");
    build(&root).expect("a home");
    let set = |mode| fs::set_permissions(&root, fs::Permissions::from_mode(mode));
    set(0o500).expect("changed");
    if fs::write(root.join("probe"), "").is_ok() {
        println!("skipped: this user may write everywhere");
    } else {
        assert!(matches!(Home::open(&root), Err(HomeError::ReadOnly)));
        let inside = build(&root.join("inside"));
        assert!(matches!(inside, Err(HomeError::ReadOnly)));
    }
    set(0o700).expect("changed");
}

#[test]
fn an_interrupted_build_can_be_repeated() {
    let folder = tempfile::tempdir().expect("a folder");
    for moved in 0..6 {
        let root = folder.path().join(moved.to_string());
        let draft = Draft::start(&root).expect("a draft");
        fs::create_dir(draft.home().store()).expect("created");
        fs::write(draft.home().slots(), "first").expect("written");
        for piece in ["evidence", "outbox", "documents", "store", "slots"]
            .into_iter()
            .take(moved)
        {
            fs::rename(draft.home().root().join(piece), root.join(piece)).expect("moved");
        }
        std::mem::forget(draft); // the power is cut here
        assert!(matches!(Home::open(&root), Err(HomeError::Missing)));
        build(&root).expect("a second attempt");
        assert_eq!(fs::read(root.join("slots")).expect("a file"), b"slots");
        assert_eq!(names(&root).len(), 6);
    }
}

#[test]
fn folders_of_the_person_s_own_are_never_taken_for_remains() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["documents", "store", "unfinished"] {
        fs::create_dir(folder.path().join(name)).expect("created");
    }
    assert!(matches!(build(folder.path()), Err(HomeError::Exists)));
    assert_eq!(names(folder.path()), ["documents", "store", "unfinished"]);
}

#[test]
fn a_build_given_up_leaves_other_files_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("letter.txt"), "mine").expect("written");
    drop(Draft::start(folder.path()).expect("a draft"));
    assert_eq!(names(folder.path()), ["letter.txt"]);
    let root = folder.path().join("home");
    drop(Draft::start(&root).expect("a draft"));
    assert!(!root.exists());
}

#[test]
fn removing_overwrites_the_slots_and_leaves_other_files_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("home");
    let home = build(&root).expect("a home");
    let link = folder.path().join("link");
    fs::hard_link(home.slots(), &link).expect("linked");
    home.remove(b"noise!!").expect("removed");
    assert!(!root.exists());
    assert_eq!(fs::read(link).expect("a file"), b"noise!!");

    let home = build(&root).expect("a home");
    fs::write(root.join("letter.txt"), "mine").expect("written");
    home.remove(&[0; 64]).expect("removed");
    assert_eq!(names(&root), ["letter.txt"]);
}
