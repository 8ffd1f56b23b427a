package ledger

import "time"

// Report is a source as it came and as it was read. Its text never changes: every entry's offsets point into it.
type Report struct {
	ID          int64     `gorm:"primaryKey" json:"id"`
	Name        string    `json:"name"` // the file's name, or what the person called the pasted text
	Title       string    `json:"title"`
	UnitCode    string    `json:"unit_code,omitempty"` // the unit whose meeting it reports; "" where none was named
	SHA256      string    `json:"sha256"`              // of the file as it came, hex
	Fingerprint string    `json:"fingerprint"`         // SHA-256 of the text without white space: the same report in another file; @ and the unit behind it where another unit has it too
	Published   Date      `json:"published"`
	Meeting     Date      `json:"meeting,omitempty"`
	Period      Period    `json:"period"`
	Text        string    `json:"-"`
	Chars       int       `json:"chars"` // code points of Text
	Articles    []Article `gorm:"serializer:json" json:"articles"`
	Spans       []Span    `gorm:"serializer:json" json:"-"`
	Columns     []Term    `gorm:"serializer:json" json:"-"` // what its tables' columns were read as: "columns.lead" and the heading
	CreatedAt   time.Time `json:"created_at"`
	CreatedBy   string    `json:"created_by"` // the person's name
	// A withdrawn report is kept with all that was read from it, but nothing rests on it any more.
	WithdrawnAt     *time.Time `json:"withdrawn_at,omitempty"`
	WithdrawnBy     string     `json:"withdrawn_by,omitempty"`
	WithdrawnReason string     `json:"withdrawn_reason,omitempty"`
}

// Withdrawn tells whether a person has withdrawn the report.
func (r *Report) Withdrawn() bool { return r.WithdrawnAt != nil }

// Original is the file as it came, byte for byte.
type Original struct {
	ReportID int64 `gorm:"primaryKey"`
	Data     []byte
}

// Article is one piece of a page. Start and End are offsets in code points into the report's text, end exclusive.
type Article struct {
	Index   int    `json:"index"`
	Title   string `json:"title"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Meeting Date   `json:"meeting_date,omitempty"`
	Period  Period `json:"period,omitempty"`
}

// Role is what a stretch of a report's text is: the kind of a finding, or one of the roles below.
type Role string

const (
	Headline    Role = "headline"
	Byline      Role = "byline"
	Narrative   Role = "narrative"
	Attendance  Role = "attendance"
	ThemeHead   Role = "theme-head"
	Boilerplate Role = "boilerplate"
)

// Span is a stretch of text with its role; offsets as in Article.
type Span struct {
	Start int  `json:"start"`
	End   int  `json:"end"`
	Role  Role `json:"role"`
}
