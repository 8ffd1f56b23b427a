package extract

import "taizhang/backend/ledger"

// Reading is what a text says: its articles, its findings in the order of the text, and a role for every character.
type Reading struct {
	Articles []ledger.Article `json:"articles"`
	Findings []Finding        `json:"findings"`
	Spans    []ledger.Span    `json:"-"`
	Chars    int              `json:"-"`
	Coverage Coverage         `json:"coverage"`

	source string
}

// Coverage tells what became of every character: Spans lie one after another from 0 to Chars.
type Coverage struct {
	Chars     int           `json:"chars"`
	Accounted int           `json:"accounted"`
	Spans     []ledger.Span `json:"spans"`
}

// Finding is one thing found. Start and End are offsets in code points into the text as given, end exclusive; Quote is what
// stands between them without white space.
type Finding struct {
	Kind     ledger.Kind     `json:"kind"`
	Article  int             `json:"article"`
	Units    []string        `json:"units"`
	Support  []string        `json:"support,omitempty"`
	Theme    string          `json:"theme"`
	Quote    string          `json:"quote"`
	Start    int             `json:"start"`
	End      int             `json:"end"`
	Evidence *Range          `json:"evidence,omitempty"` // the clause that a shortcoming's item stands in
	Metrics  []ledger.Metric `json:"metrics,omitempty"`
	Due      *Due            `json:"due,omitempty"`
	Speaker  string          `json:"speaker,omitempty"`
	Rule     string          `json:"rule"`
}

// Range is a stretch of the text in code points, end exclusive.
type Range struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Due is when a task must be done: the words that say so and the last day they mean, "" where they fix none.
type Due struct {
	Text string      `json:"text"`
	Date ledger.Date `json:"date,omitempty"`
}
