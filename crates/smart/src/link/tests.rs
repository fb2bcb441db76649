//! Links, made and read (SMART Health Links, "Construct a SMART Health Link Payload"; the numbers are those of
//! docs/formats/smart-health.md).

use super::*;

fn new(label: Option<&str>) -> NewLink<'_> {
    NewLink {
        base: "https://relay.example/shl/",
        id: &[1; 32],
        key: Key::new([2; 32]),
        expires: Some(1_800_000_000),
        flags: Flags {
            is_long_term: true,
            has_passcode: true,
            is_single_file: false,
        },
        label,
    }
}

fn payload(json: &str) -> String {
    format!("{SCHEME}{}", BASE64URL_NOPAD.encode(json.as_bytes()))
}

fn decoded(text: &str) -> String {
    let payload = text.strip_prefix(SCHEME).expect("the scheme");
    let json = BASE64URL_NOPAD
        .decode(payload.as_bytes())
        .expect("unpadded");
    String::from_utf8(json).expect("text")
}

const URL: &str = r#""url":"https://relay.example/shl/1""#;
const KEY: &str = r#""key":"AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI""#;

/// 1 to 3, 5, 8 to 11.
#[test]
fn a_made_link_keeps_every_rule() {
    let link = Link::make(new(Some("Summary"))).unwrap();
    let text = link.to_text();
    assert_eq!(
        decoded(&text),
        concat!(
            r#"{"url":"https://relay.example/shl/AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE","#,
            r#""key":"AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI","#,
            r#""exp":1800000000,"flag":"LP","label":"Summary"}"#
        )
    );
    assert!(link.url().len() <= MAX_URL);
    let page = link.to_page("https://clinic.example/view");
    assert_eq!(
        page.as_str(),
        format!("https://clinic.example/view#{}", &*text)
    );
    for (text, page) in [(text, None), (page, Some("https://clinic.example/view"))] {
        let found = Link::read(&text).unwrap();
        assert_eq!(found.link.url(), link.url());
        assert_eq!(found.link.key().as_bytes(), link.key().as_bytes());
        assert_eq!(found.link.flags, link.flags);
        assert_eq!(found.link.expires, link.expires);
        assert_eq!(found.page.as_deref(), page);
        assert!(found.oddities.is_empty());
    }
}

/// 2, 6, 7.
#[test]
fn what_would_break_a_rule_is_not_made() {
    let mut both = new(None);
    both.flags.is_single_file = true;
    assert_eq!(Link::make(both).err(), Some(LinkError::FlagsTogether));
    let (fits, long) = ("é".repeat(80), "é".repeat(81));
    assert!(Link::make(new(Some(&fits))).is_ok());
    assert_eq!(
        Link::make(new(Some(&long))).err(),
        Some(LinkError::LabelTooLong)
    );
    let base = |length: usize| format!("https://{}/", "a".repeat(length - 9));
    let (fits, long) = (base(128 - 43), base(129 - 43));
    let with = |base| Link::make(NewLink { base, ..new(None) });
    assert_eq!(with(&fits).unwrap().url().len(), 128);
    assert_eq!(with(&long).err(), Some(LinkError::UrlTooLong));
}

/// 16, 17, 54: letters outside of ASCII, and the two that tell base64url from Base64.
#[test]
fn a_label_in_any_script_comes_back() {
    let label = "Ärztin ÿÿ؟ 医院";
    let text = Link::make(new(Some(label))).unwrap().to_text();
    assert!(text.contains('-') || text.contains('_'), "{}", &*text);
    let found = Link::read(&text).unwrap();
    assert_eq!(found.link.label.as_deref(), Some(label));
    let mut plain = new(None);
    plain.flags = Flags::default();
    let text = Link::make(plain).unwrap().to_text();
    assert!(decoded(&text).contains(r#""flag":"""#));
}

/// 55 to 57.
#[test]
fn the_unknown_is_passed_over_and_the_newer_refused() {
    let text = payload(&format!(
        r#"{{{URL},{KEY},"flag":"LXQ","_g":7,"more":[1],"v":1}}"#
    ));
    let found = Link::read(&text).unwrap();
    assert!(found.link.flags.is_long_term && !found.link.flags.has_passcode);
    let newer = payload(&format!(r#"{{{URL},{KEY},"v":2}}"#));
    assert_eq!(Link::read(&newer).err(), Some(LinkError::Newer));
    let newer = payload(r#"{"v":3,"where":"elsewhere"}"#);
    assert_eq!(Link::read(&newer).err(), Some(LinkError::Newer));
}

/// 67.
#[test]
fn known_mistakes_are_forgiven_and_named() {
    let of = |rest: &str| {
        let text = payload(&format!("{{{URL},{KEY}{rest}}}"));
        let found = Link::read(&text).expect("a link");
        (found.link.expires, found.oddities)
    };
    let (text, milliseconds) = (Oddity::ExpiryAsText, Oddity::ExpiryInMilliseconds);
    assert_eq!(of(""), (None, vec![]));
    assert_eq!(of(r#","exp":1767225600"#), (Some(1_767_225_600), vec![]));
    assert_eq!(of(r#","exp":1767225600.9"#), (Some(1_767_225_600), vec![]));
    assert_eq!(
        of(r#","exp":1767225600000"#),
        (Some(1_767_225_600), vec![milliseconds])
    );
    assert_eq!(
        of(r#","exp":"1767225600000""#),
        (Some(1_767_225_600), vec![text, milliseconds])
    );
    let unreadable = Oddity::ExpiryUnreadable;
    assert_eq!(of(r#","exp":"soon""#), (None, vec![text, unreadable]));
    assert_eq!(of(r#","exp":-1"#), (None, vec![unreadable]));
    assert_eq!(of(r#","flag":"PU""#), (None, vec![Oddity::FlagsTogether]));
    let padded = payload(&format!("{{{URL},{}}}", KEY.replace("gI\"", "gI=\"")));
    assert!(Link::read(&format!("{padded}==")).is_ok());
}

#[test]
fn what_is_no_link_is_refused() {
    for (text, error) in [
        ("", LinkError::NotALink),
        ("https://relay.example/G#ABC", LinkError::NotALink),
        ("https://relay.example/shlink:/e30", LinkError::NotALink),
        ("shlink:/", LinkError::Damaged),
        ("shlink:/e30", LinkError::Damaged),
        ("shlink:/e30+", LinkError::Damaged),
    ] {
        assert_eq!(Link::read(text).err(), Some(error), "{text}");
    }
    for json in [
        format!("{{{URL}}}"),
        format!("{{{KEY}}}"),
        format!(r#"{{{URL},"key":"AgIC"}}"#),
        format!(r#"{{"url":"javascript:alert(1)",{KEY}}}"#),
        format!(r#"{{"url":"https://a b",{KEY}}}"#),
    ] {
        assert_eq!(Link::read(&payload(&json)).err(), Some(LinkError::Damaged));
    }
    let long = format!("{SCHEME}{}", "A".repeat(5000));
    assert_eq!(Link::read(&long).err(), Some(LinkError::NotALink));
}
