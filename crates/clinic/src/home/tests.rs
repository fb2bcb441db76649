//! Homes that are whole, locked, damaged, of another version, or not homes at all.

use rand_core::OsRng;

use super::*;

fn create(root: &Path) -> Result<Home, HomeError> {
    let files: [(&str, &[u8]); 1] = [("state", b"content")];
    Home::create(root, "open sesame", Cost::TEST_ONLY, &files, &mut OsRng)
}

fn unlock(root: &Path) -> Result<Home, HomeError> {
    Home::unlock(root, "open sesame")
}

#[test]
fn a_home_opens_with_its_passphrase_only() {
    let folder = tempfile::tempdir().unwrap();
    create(folder.path()).unwrap();
    let home = unlock(folder.path()).unwrap();
    assert_eq!(&**home.read("state").unwrap().unwrap(), b"content");
    assert!(home.read("other").unwrap().is_none());
    let wrong = Home::unlock(folder.path(), "open Sesame").err().unwrap();
    assert!(matches!(wrong, HomeError::WrongPassphrase));
    assert_eq!(wrong.kind(), Kind::Refused);
    let empty = Home::create(
        &folder.path().join("x"),
        "",
        Cost::TEST_ONLY,
        &[],
        &mut OsRng,
    );
    assert!(matches!(empty.err(), Some(HomeError::EmptyPassphrase)));
}

#[test]
fn a_home_is_never_made_over_another() {
    let folder = tempfile::tempdir().unwrap();
    create(folder.path()).unwrap();
    let before = fs::read(folder.path().join("slot")).unwrap();
    assert!(matches!(
        create(folder.path()).err(),
        Some(HomeError::Exists)
    ));
    assert_eq!(fs::read(folder.path().join("slot")).unwrap(), before);
}

#[test]
fn an_interrupted_making_can_be_repeated() {
    let folder = tempfile::tempdir().unwrap();
    create(folder.path()).unwrap();
    fs::remove_file(folder.path().join("format")).unwrap();
    assert!(matches!(
        unlock(folder.path()).err(),
        Some(HomeError::Missing)
    ));
    create(folder.path()).unwrap();
    unlock(folder.path()).unwrap();
}

#[test]
fn the_version_comes_before_everything_else() {
    let folder = tempfile::tempdir().unwrap();
    create(folder.path()).unwrap();
    fs::remove_file(folder.path().join("slot")).unwrap();
    let error = |text: &str| {
        fs::write(folder.path().join("format"), text).unwrap();
        unlock(folder.path()).err().unwrap()
    };
    let newer = error("keepwell clinic 2\n");
    assert!(matches!(newer, HomeError::NewerVersion) && newer.kind() == Kind::Other);
    assert!(matches!(error("keepwell wallet 1\n"), HomeError::OfAWallet));
    for text in ["", "keepwell clinic 1", "keepwell clinic 0\n", "\u{0}"] {
        assert!(matches!(error(text), HomeError::Damaged), "{text:?}");
    }
    assert!(matches!(error("keepwell clinic 1\n"), HomeError::Damaged));
    let nowhere = unlock(&folder.path().join("nowhere")).err();
    assert!(matches!(nowhere, Some(HomeError::Missing)));
}

#[test]
fn every_altered_byte_is_noticed_and_no_file_passes_for_another() {
    let folder = tempfile::tempdir().unwrap();
    let home = create(folder.path()).unwrap();
    for name in ["slot", "state"] {
        let path = folder.path().join(name);
        let whole = fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut altered = whole.clone();
            altered[at] ^= 1;
            fs::write(&path, &altered).unwrap();
            let read = unlock(folder.path()).and_then(|home| home.read("state"));
            assert!(
                matches!(read.err(), Some(HomeError::Damaged)),
                "{name} {at}"
            );
        }
        fs::write(&path, whole).unwrap();
    }
    fs::copy(folder.path().join("state"), folder.path().join("other")).unwrap();
    assert!(matches!(home.read("other").err(), Some(HomeError::Damaged)));
}

#[test]
fn a_read_only_folder_is_named_as_such() {
    for kind in [
        io::ErrorKind::PermissionDenied,
        io::ErrorKind::ReadOnlyFilesystem,
    ] {
        let error = HomeError::from(io::Error::from(kind));
        assert!(matches!(error, HomeError::ReadOnly));
        assert_eq!(error.kind(), Kind::Other);
    }
}
