//! What senders write that is not FHIR R4 and leaves no doubt what it means. One such member makes a strict reader refuse the
//! whole document, so the copy in a summary says the same as R4 has it; the record itself stays as it came.

use std::borrow::Cow;

use crate::json::Node;

/// The resource as R4 has it; `None` where nothing is to be done, which is nearly always.
pub(super) fn repaired(raw: &str) -> Option<String> {
    let may_need_it = ["\"notGiven\"", "\"ingredient\""]
        .iter()
        .any(|member| raw.contains(member));
    if !may_need_it {
        return None;
    }
    let mut node = Node::parse(raw)?;
    if !repair(&mut node) {
        return None;
    }
    let mut out = String::with_capacity(raw.len());
    node.write(&mut out);
    Some(out)
}

/// Text where true or false belongs, as R4 has it.
pub(super) fn boolean(token: &str) -> Option<&'static str> {
    match token.to_ascii_lowercase().as_str() {
        "\"true\"" => Some("true"),
        "\"false\"" => Some("false"),
        _ => None,
    }
}

/// Says whether anything was done.
fn repair(resource: &mut Node<'_>) -> bool {
    let kind = resource.word_at("resourceType");
    let kind = kind.map(Cow::into_owned).unwrap_or_default();
    let Node::Object(members) = resource else {
        return false;
    };
    let mut is_changed = match kind.as_str() {
        "Immunization" => not_given(members),
        "Medication" => ingredients(members),
        _ => false,
    };
    for (key, value) in members {
        if let ("contained", Node::List(inner)) = (key.as_ref(), value) {
            for resource in inner {
                is_changed |= repair(resource);
            }
        }
    }
    is_changed
}

/// Before R4 an immunization that did not happen said so beside its status.
fn not_given(members: &mut Vec<(Cow<'_, str>, Node<'_>)>) -> bool {
    let Some(place) = members.iter().position(|(key, _)| key == "notGiven") else {
        return false;
    };
    let (_, said) = members.remove(place);
    let is_not_given =
        matches!(said, Node::Scalar(token) if token == "true" || boolean(&token) == Some("true"));
    if is_not_given {
        members.retain(|(key, _)| key != "status");
        members.push((Cow::Borrowed("status"), Node::from_text("not-done")));
    }
    true
}

/// What an ingredient is was never called its code.
fn ingredients(members: &mut [(Cow<'_, str>, Node<'_>)]) -> bool {
    let mut is_changed = false;
    for (key, value) in members {
        let ("ingredient", Node::List(all)) = (key.as_ref(), value) else {
            continue;
        };
        for one in all {
            is_changed |= ingredient(one);
        }
    }
    is_changed
}

fn ingredient(one: &mut Node<'_>) -> bool {
    let Node::Object(members) = one else {
        return false;
    };
    if members.iter().any(|(key, _)| key.starts_with("item")) {
        return false;
    }
    let code = members.iter_mut().find(|(key, _)| key == "code");
    match code {
        Some((key, Node::Object(_))) => {
            *key = Cow::Borrowed("itemCodeableConcept");
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leaves_no_doubt_is_said_as_r4_has_it() {
        for (raw, wanted) in [
            (
                r#"{"resourceType":"Immunization","status":"completed","notGiven":false,"lotNumber":"1.0"}"#,
                r#"{"resourceType":"Immunization","status":"completed","lotNumber":"1.0"}"#,
            ),
            (
                r#"{"resourceType":"Immunization","status":"completed","notGiven":"True"}"#,
                r#"{"resourceType":"Immunization","status":"not-done"}"#,
            ),
            (
                r#"{"resourceType":"MedicationStatement","contained":[{"resourceType":"Medication","ingredient":[{"code":{"text":"a"}}]}]}"#,
                r#"{"resourceType":"MedicationStatement","contained":[{"resourceType":"Medication","ingredient":[{"itemCodeableConcept":{"text":"a"}}]}]}"#,
            ),
        ] {
            assert_eq!(repaired(raw).as_deref(), Some(wanted));
        }
    }

    #[test]
    fn what_is_right_or_in_doubt_stays_as_it_is() {
        for raw in [
            r#"{"resourceType":"Observation","notGiven":true}"#,
            r#"{"resourceType":"Medication","ingredient":[{"code":"a"},{"code":{},"itemReference":{}}]}"#,
            r#"{"resourceType":"Medication","ingredient":[{"itemCodeableConcept":{"text":"a"}}]}"#,
            r#"{"resourceType":"Immunization","status":"completed"}"#,
        ] {
            assert_eq!(repaired(raw), None, "{raw}");
        }
    }
}
