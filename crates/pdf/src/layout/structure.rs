//! The structure of the document beside its looks: headings, paragraphs and tables, as a screen reader walks them.

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// All of it.
    Document,
    /// The title.
    Title(String),
    /// A section.
    Section,
    /// Its heading.
    Heading(String),
    /// A paragraph.
    Paragraph,
    /// A table.
    Table,
    /// A row of it.
    Row,
    /// The head of a column.
    ColumnHead,
    /// The head of a row: what it is about.
    RowHead,
    /// A cell.
    Cell,
}

/// One node and the node it stands in, by its place in the list; a parent stands before its children.
pub(crate) struct Node {
    pub(crate) role: Role,
    pub(crate) parent: usize,
}
