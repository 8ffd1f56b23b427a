package ledger

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Thresholds say where an entry's light changes. The zero value goes by due dates alone, and a due date is soon on its own day.
type Thresholds struct {
	SoonDays int    `json:"soon_days"` // working days before the due date from which a light is blue
	Behind   int    `json:"behind"`    // points of percent behind schedule from which it is yellow; 0 for never
	Cycle    Cycle  `json:"cycle"`     // how often units report back
	Silent   int    `json:"silent"`    // cycles in a row without feedback from which it is red; 0 for never
	Memory   Memory `json:"memory"`    // how long a date that was missed keeps it yellow
}

// DefaultThresholds hold until an office sets its own.
var DefaultThresholds = Thresholds{SoonDays: 3, Behind: 20, Cycle: Monthly, Silent: 2, Memory: Always}

// Cycle is how often units report back: by calendar weeks or months, so that no working calendar is needed to tell them.
type Cycle string

const (
	Weekly  Cycle = "week"
	Monthly Cycle = "month"
)

// Cycles lists the cycles, Memories how long a missed date may be remembered, each with its words.
var (
	Cycles   = []Choice{{string(Weekly), Words{"每周", "every week"}}, {string(Monthly), Words{"每月", "every month"}}}
	Memories = []Choice{
		{string(Always), Words{"直到销号", "until it is resolved"}},
		{string(ThisMonth), Words{"到补上的当月底", "to the end of the month in which it caught up"}},
		{string(Never), Words{"不保留", "not at all"}},
	}
)

// Choice is one of the values that a setting may take.
type Choice struct {
	Value string
	Words Words
}

// Memory is how long a date that was missed keeps a light yellow once it is caught up.
type Memory string

const (
	Never     Memory = "never"
	ThisMonth Memory = "month"
	Always    Memory = "always"
)

// start is the first day of the cycle n cycles after the one that d lies in.
func (c Cycle) start(d Date, n int) Date {
	if c == Weekly {
		since := (int(d.Time().Weekday()) + 6) % 7 // days since Monday
		return d.AddDays(7*n - since)
	}
	return Date(d.Period().Add(n) + "-01")
}

// LightRule is the thresholds from a day on, until the next rule, with where they stand written.
type LightRule struct {
	From       Date `gorm:"primaryKey" json:"from"`
	Thresholds `gorm:"embedded"`
	Note       string    `json:"note"` // a document and its number
	CreatedAt  time.Time `json:"-"`
	CreatedBy  string    `json:"-"`
}

// ThresholdsOn are those in force on a day.
func ThresholdsOn(rules []LightRule, d Date) Thresholds {
	found := LightRule{Thresholds: DefaultThresholds}
	for _, r := range rules {
		if r.From <= d && r.From >= found.From {
			found = r
		}
	}
	return found.Thresholds
}

// WithRule is rules with r in place of the one that begins on the same day.
func WithRule(rules []LightRule, r LightRule) []LightRule {
	others := slices.DeleteFunc(slices.Clone(rules), func(o LightRule) bool { return o.From == r.From })
	return append(others, r)
}

// LightForm is a rule of lights as it is typed.
type LightForm struct{ From, SoonDays, Behind, Cycle, Silent, Memory, Note string }

// Form is the thresholds as they would be typed.
func (t Thresholds) Form() LightForm {
	return LightForm{
		SoonDays: strconv.Itoa(t.SoonDays), Behind: strconv.Itoa(t.Behind), Cycle: string(t.Cycle), Silent: strconv.Itoa(t.Silent), Memory: string(t.Memory),
	}
}

// How far thresholds may go.
const (
	mostSoon   = 30
	mostBehind = 100
	mostSilent = 24
	mostBasis  = 200
)

// ReadLightRule reads a rule as it was typed, or says which field is wrong.
func ReadLightRule(f LightForm) (LightRule, error) {
	r := LightRule{Note: strings.TrimSpace(f.Note)}
	var err error
	if r.From, err = ParseDate(strings.TrimSpace(f.From)); err != nil {
		return r, Mistake(Invalid, "from", "请填写从哪一天起执行。", "Give the day from which it holds.")
	}
	for _, n := range []struct {
		field, typed string
		most         int
		into         *int
	}{{"soon_days", f.SoonDays, mostSoon, &r.SoonDays}, {"behind", f.Behind, mostBehind, &r.Behind}, {"silent", f.Silent, mostSilent, &r.Silent}} {
		if *n.into, err = strconv.Atoi(strings.TrimSpace(n.typed)); err != nil || *n.into < 0 || *n.into > n.most {
			return r, Mistake(Invalid, n.field, "“%s”要改成 0 到 %d 的整数。", "“%s” must be a whole number from 0 to %d.", n.typed, n.most)
		}
	}
	r.Cycle, r.Memory = Cycle(f.Cycle), Memory(f.Memory)
	return r, r.check()
}

func (r LightRule) check() error {
	is := func(value string) func(Choice) bool { return func(c Choice) bool { return c.Value == value } }
	switch {
	case !slices.ContainsFunc(Cycles, is(string(r.Cycle))):
		return Mistake(Invalid, "cycle", "请选择反馈周期。", "Choose how often units report back.")
	case !slices.ContainsFunc(Memories, is(string(r.Memory))):
		return Mistake(Invalid, "memory", "请选择补上之后黄灯保留多久。", "Choose how long a missed date is remembered.")
	case r.Note == "":
		return Mistake(Invalid, "note", "请写明依据的文件和文号。", "Say by which document, with its number.")
	case len([]rune(r.Note)) > mostBasis:
		return Mistake(Invalid, "note", "依据最多 %d 字。", "The basis may have %d characters at most.", mostBasis)
	}
	return nil
}

// Relit is what other thresholds make of the open entries: how many go from one light to another, and some of those that change.
type Relit struct {
	Counts  []RelitCount
	Entries []Entry
}

// RelitCount is how many entries show one light now and would show another.
type RelitCount struct {
	Before, After Light
	N             int
}

// N is how many would go from one light to another; Changed how many would change at all.
func (r Relit) N(before, after Light) int {
	for _, c := range r.Counts {
		if c.Before == before && c.After == after {
			return c.N
		}
	}
	return 0
}

func (r Relit) Changed() (n int) {
	for _, c := range r.Counts {
		if c.Before != c.After {
			n += c.N
		}
	}
	return n
}
