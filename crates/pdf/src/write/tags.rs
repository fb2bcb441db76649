//! The structure as tags: which drawn pieces belong to which node, and the nodes as a tree.

use std::num::NonZeroU16;

use krilla::tagging::{
    Identifier, Node as Tagged, TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};

use crate::layout::{Node, Role};

/// What was drawn for each node, in the order it is read.
pub(super) struct Leaves(Vec<Vec<Identifier>>);

impl Leaves {
    pub(super) fn new(nodes: usize) -> Self {
        Self(vec![Vec::new(); nodes])
    }

    pub(super) fn push(&mut self, node: usize, leaf: Identifier) {
        if let Some(leaves) = self.0.get_mut(node) {
            leaves.push(leaf);
        }
    }
}

/// The tree of a list in which parents stand before their children.
pub(super) fn tree(nodes: &[Node], leaves: Leaves, language: &str) -> TagTree {
    let mut groups: Vec<TagGroup> = nodes
        .iter()
        .zip(leaves.0)
        .map(|(node, leaves)| {
            let children = leaves.into_iter().rev().map(Tagged::from).collect();
            TagGroup::with_children(kind(&node.role), children)
        })
        .collect();
    // From the last to the first every group is complete when it moves into its parent; children are kept backwards till
    // then.
    for node in nodes.iter().skip(1).rev() {
        let Some(mut group) = groups.pop() else { break };
        group.children.reverse();
        if let Some(parent) = groups.get_mut(node.parent) {
            parent.children.push(group.into());
        }
    }
    let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
    for group in &mut groups {
        group.children.reverse();
        tree.children.append(&mut group.children);
    }
    tree
}

fn kind(role: &Role) -> TagKind {
    let heading = |level: u16, title: &str| {
        Tag::Hn(
            NonZeroU16::MIN.saturating_add(level),
            Some(title.to_owned()),
        )
        .into()
    };
    match role {
        Role::Document | Role::Section => Tag::Section.into(),
        Role::Title(title) => heading(0, title),
        Role::Heading(title) => heading(1, title),
        Role::Paragraph => Tag::P.into(),
        Role::Table => Tag::Table.into(),
        Role::Row => Tag::TR.into(),
        Role::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
        Role::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        Role::Cell => Tag::TD.into(),
    }
}
