package parts

import "taizhang/backend/ledger"

// Segment is a stretch of a report's text that the same findings cover.
type Segment struct {
	Text   string
	Marks  []*ledger.Entry // the findings that cover it, the shortest first; none for plain text
	Starts []*ledger.Entry // those of Marks that begin here
}

// Paragraph is a paragraph of a report, with its hard line breaks joined again.
type Paragraph struct {
	Role     ledger.Role // Headline, Byline, ThemeHead, or "" for running text
	Segments []Segment
}
