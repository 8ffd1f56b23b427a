package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// MonthFigures is what the ledger says of one month. Sealed, they are kept as they were.
type MonthFigures struct {
	Period  Period         `json:"period"`
	Reports int            `json:"reports"` // that speak for the month
	Kinds   []KindFigure   `json:"kinds"`   // every kind, in order
	Units   []UnitFigure   `json:"units"`   // those that the month's reports name
	Themes  []ThemeFigure  `json:"themes"`
	Repeats []RepeatFigure `json:"repeats"` // shortcomings of the month that were there before
	Scores  []ScoreFigure  `json:"scores"`
}

// KindFigure counts the month's entries of one kind: all, those still followed, those resolved and those closed without being
// solved.
type KindFigure struct {
	Kind     Kind `json:"kind"`
	Total    int  `json:"total"`
	Open     int  `json:"open"`
	Resolved int  `json:"resolved"`
	Late     int  `json:"late,omitempty"` // of those resolved, after they had missed their due date
	Dropped  int  `json:"dropped"`
}

// UnitFigure counts what the month's reports say of a unit by name.
type UnitFigure struct {
	Code         string `json:"code"`
	Name         string `json:"name"`
	Progress     int    `json:"progress"`
	Shortcomings int    `json:"shortcomings"`
	Tasks        int    `json:"tasks"`
	Resolved     int    `json:"resolved"`
	Late         int    `json:"late,omitempty"`
}

// ThemeFigure counts the month's entries of one field of work.
type ThemeFigure struct {
	Theme        string `json:"theme"`
	Progress     int    `json:"progress"`
	Shortcomings int    `json:"shortcomings"`
	Tasks        int    `json:"tasks"`
}

// RepeatFigure is a shortcoming of the month that the same unit had in the same field before.
type RepeatFigure struct {
	Code   string   `json:"code"`
	Name   string   `json:"name"`
	Theme  string   `json:"theme"`
	Months []Period `json:"months"` // newest first
	InARow int      `json:"in_a_row"`
}

// ScoreFigure is one unit's figure of the month, as a file or a formula gave it.
type ScoreFigure struct {
	Code      string  `json:"code"`
	Name      string  `json:"name"`
	Indicator string  `json:"indicator"`
	Value     float64 `json:"value"`
}

// Empty tells whether there is nothing of the month at all.
func (f MonthFigures) Empty() bool {
	n := len(f.Scores)
	for _, k := range f.Kinds {
		n += k.Total
	}
	return n == 0
}

// Print writes the figures as they are kept, with the SHA-256 of what is written.
func (f MonthFigures) Print() (text, sum string, err error) {
	b, err := json.Marshal(f)
	if err != nil {
		return "", "", fmt.Errorf("write figures of %s: %w", f.Period, err)
	}
	return string(b), hashOf(string(b)), nil
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// Seal is a month's figures frozen, by whom and when.
type Seal struct {
	Period   Period    `gorm:"primaryKey" json:"period"`
	Figures  string    `json:"-"`
	SHA256   string    `gorm:"column:sha256" json:"sha256"`
	SealedAt time.Time `json:"sealed_at"`
	SealedBy string    `json:"sealed_by"`
	EventID  int64     `json:"-"`        // the last event that the figures took in
	Bulletin string    `json:"bulletin"` // the SHA-256 of the month's bulletin as it stood, "" where none was kept
}

// SealedBulletin is a sealed month's bulletin as it stood, byte for byte.
type SealedBulletin struct {
	Period Period `gorm:"primaryKey"`
	Data   []byte
}

// HoldsBulletin tells whether the bulletin is still the one that was sealed.
func (s Seal) HoldsBulletin(data []byte) bool { return hashOf(string(data)) == s.Bulletin }

// WithBulletin is the seal with a bulletin kept beside the figures.
func (s Seal) WithBulletin(data []byte) Seal {
	s.Bulletin = hashOf(string(data))
	return s
}

// Whole tells whether the figures are still those that were sealed.
func (s Seal) Whole() bool { return hashOf(s.Figures) == s.SHA256 }

// Read returns the sealed figures.
func (s Seal) Read() (f MonthFigures, err error) {
	if err = json.Unmarshal([]byte(s.Figures), &f); err != nil {
		return f, fmt.Errorf("read sealed figures of %s: %w", s.Period, err)
	}
	return f, nil
}

// Correction is something that happened after a month was sealed and concerns it: an event on one of its entries, or on its
// scores, where Entry is nil.
type Correction struct {
	Event Event
	Entry *Entry // ID, Number, Kind and Text only
}

// FigureLine is one figure of a month under its name.
type FigureLine struct {
	Name Words
	N    float64
}

// Lines lists every figure that is not nought, each under its own name.
func (f MonthFigures) Lines() (all []FigureLine) {
	add := func(n int, zh, en string) {
		if n != 0 {
			all = append(all, FigureLine{Words{zh, en}, float64(n)})
		}
	}
	add(f.Reports, "报告", "Reports")
	for _, k := range f.Kinds {
		w := k.Kind.Words()
		add(k.Total, w.ZH, w.EN)
		add(k.Open, w.ZH+"（在办）", w.EN+" (open)")
		add(k.Resolved, w.ZH+"（已销号）", w.EN+" (resolved)")
		add(k.Late, w.ZH+"（销号，曾逾期）", w.EN+" (resolved, once overdue)")
		add(k.Dropped, w.ZH+"（未解决办结）", w.EN+" (closed unsolved)")
	}
	for _, u := range f.Units {
		for _, c := range []struct {
			n int
			w Words
		}{{u.Progress, Progress.Words()}, {u.Shortcomings, Shortcoming.Words()}, {u.Tasks, Task.Words()}, {u.Resolved, Words{"已销号", "resolved"}}, {u.Late, Words{"销号，曾逾期", "resolved, once overdue"}}} {
			add(c.n, u.Name+" "+c.w.ZH, u.Name+" "+c.w.EN)
		}
	}
	for _, t := range f.Themes {
		for _, c := range []struct {
			n int
			w Words
		}{{t.Progress, Progress.Words()}, {t.Shortcomings, Shortcoming.Words()}, {t.Tasks, Task.Words()}} {
			add(c.n, t.Theme+" "+c.w.ZH, t.Theme+" "+c.w.EN)
		}
	}
	for _, s := range f.Scores {
		all = append(all, FigureLine{Words{s.Name + " " + s.Indicator, s.Name + " " + s.Indicator}, s.Value})
	}
	return all
}

// FigureChange is a figure that is another now than it was sealed; nought stands for none.
type FigureChange struct {
	Name        Words
	Sealed, Now float64
}

// Since lists what is another now than in f, in f's order, then what is new.
func (f MonthFigures) Since(now MonthFigures) (all []FigureChange) {
	is := map[string]float64{}
	for _, l := range now.Lines() {
		is[l.Name.ZH] = l.N
	}
	was := map[string]bool{}
	for _, l := range f.Lines() {
		was[l.Name.ZH] = true
		if cents(is[l.Name.ZH]) != cents(l.N) {
			all = append(all, FigureChange{l.Name, l.N, is[l.Name.ZH]})
		}
	}
	for _, l := range now.Lines() {
		if !was[l.Name.ZH] {
			all = append(all, FigureChange{l.Name, 0, l.N})
		}
	}
	return all
}

// MonthRow is one month in the list of months: what it has, and its seal where it is sealed.
type MonthRow struct {
	MonthCount
	Sealed *Seal
}
