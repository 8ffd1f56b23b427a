package ledger

import (
	"strings"
	"unicode"
)

// Remarks are what the review desk says beside a finding. What they suggest is filled in only when a person takes it.
type Remarks struct {
	Due    Date        // by MeetingLimit; "" where nothing is suggested
	Theme  string      // of the register's themes, the one with the longest word in the text; "" where nothing is suggested
	Cue    string      // that word
	Same   *Entry      // the ledger's entry from another report that says the same, of the month or still open; of a linked finding, its entry
	Recurs *Recurrence // a shortcoming that its unit had before
	Mended *Entry      // the newest open shortcoming that a praise of the same unit and theme may show to be mended
	Mends  *Entry      // the newest open shortcoming of the same unit and theme that a task may be meant to mend
	Reason string      // why a person left the finding out
	Next   *Entry      // the draft that this one can be merged with
}

// Limit is a default time limit: how many calendar days, and the rule's name.
type Limit struct {
	Days  int
	Words Words
}

// MeetingLimit is the usual limit of what a meeting asks for, counted from the meeting.
var MeetingLimit = Limit{20, Words{"会议事项 20 日", "20 days for what a meeting asks"}}

// SuggestedDue is the day that MeetingLimit gives a draft task whose text gives none; "" for every other entry, and where
// the day of the meeting is not known.
func (r *Report) SuggestedDue(e *Entry) Date {
	if e.Kind != Task || e.Status != Draft || e.Due != "" || e.DueText != "" {
		return ""
	}
	met := r.Meeting
	for _, a := range r.Articles {
		if a.Start <= e.Start && e.Start < a.End && a.Meeting != "" {
			met = a.Meeting
		}
	}
	return met.AddDays(MeetingLimit.Days)
}

// SuggestedTheme is, for a draft without a theme, the one whose name, other name or cue is the longest word found in its
// text, with that word; of equals the first.
func SuggestedTheme(e *Entry, themes []Theme) (theme, cue string) {
	if e.Theme != "" || e.Status != Draft {
		return "", ""
	}
	for _, t := range themes {
		for _, words := range [][]string{{t.Name}, t.Same, t.Cues} {
			for _, w := range words {
				if len(w) > len(cue) && strings.Contains(e.Text, w) {
					theme, cue = t.Name, w
				}
			}
		}
	}
	return theme, cue
}

// Recurrence tells when the same unit fell short in the same field before.
type Recurrence struct {
	Last   Entry // the newest before
	InARow int   // months without a break, this one counted; 1 when the month before was free of it
	Gap    int   // months free of it between Last and now
}

// Recurred tells from the shortcomings of the same unit and theme whether one of month p is there again; nil when it is not.
func Recurred(p Period, before []Entry) *Recurrence {
	months := map[Period]bool{}
	var last Entry
	for _, e := range before {
		if e.Period < p {
			months[e.Period] = true
			if e.Period > last.Period {
				last = e
			}
		}
	}
	if len(months) == 0 {
		return nil
	}
	r := &Recurrence{Last: last, InARow: 1}
	for months[p.Add(-r.InARow)] {
		r.InARow++
	}
	for m := p.Add(-1); m > last.Period; m = m.Add(-1) {
		r.Gap++
	}
	return r
}

// enough is the share of common pairs of characters from which two texts say the same.
const enough = 0.8

// Alike tells whether two texts say the same: equal without punctuation, or nearly so by their pairs of characters.
func Alike(a, b string) bool {
	x, y := letters(a), letters(b)
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	if string(x) == string(y) {
		return true
	}
	if 2*float64(min(len(x), len(y))-1) < enough*float64(len(x)+len(y)-2) { // too unlike in length for any words
		return false
	}
	left := map[[2]rune]int{}
	for i := 1; i < len(x); i++ {
		left[[2]rune{x[i-1], x[i]}]++
	}
	common := 0
	for i := 1; i < len(y); i++ {
		if p := [2]rune{y[i-1], y[i]}; left[p] > 0 {
			left[p]--
			common++
		}
	}
	return 2*float64(common) >= enough*float64(len(x)+len(y)-2) && common > 0
}

func letters(s string) []rune {
	return []rune(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s))
}

// Likeness remembers what the texts of a report's findings are made of, for each is compared with many. Not for two at once.
type Likeness map[string]saying

func (l Likeness) alike(a, b string) bool { return l.of(a).alike(l.of(b)) }

func (l Likeness) of(text string) saying {
	s, ok := l[text]
	if !ok {
		s = sayingOf(text)
		l[text] = s
	}
	return s
}

// Remark says what is to be said of draft e of report r, given the entries of the ledger that concern its units: of its kind
// those of its month from other reports, for a task the open ones of other months, for a shortcoming those of its theme from
// earlier months; for praise and tasks the open shortcomings of its theme. like is one for all of a report.
func Remark(r *Report, e *Entry, past []*Entry, like Likeness) Remarks {
	m := Remarks{Due: r.SuggestedDue(e)}
	var before []Entry
	for _, p := range past {
		switch {
		case p.Kind != e.Kind:
			m.mend(e, p)
		case e.repeats(p, like) && (m.Same == nil || p.Period == e.Period && m.Same.Period != e.Period):
			m.Same = p
		case p.Period < e.Period && e.Kind == Shortcoming && p.Theme == e.Theme:
			before = append(before, *p)
		}
	}
	m.Recurs = Recurred(e.Period, before)
	return m
}

// repeats tells whether a draft says the same as an entry that is another report's: in the same month, or, of a task, while
// that one is still open, for asking twice would be repeated supervision.
func (e *Entry) repeats(p *Entry, like Likeness) bool {
	return (p.Period == e.Period || e.Kind == Task && p.Status.Class() == Open) &&
		(like.alike(p.Quote, e.Quote) || (p.Text != p.Quote || e.Text != e.Quote) && like.alike(p.Text, e.Text))
}

// mend keeps the newest open shortcoming that a draft of another kind may have to do with: praise with one that was said
// before, a task with one of its month too.
func (m *Remarks) mend(e, p *Entry) {
	if p.Kind != Shortcoming || p.Status.Class() != Open || p.Theme != e.Theme || e.Theme == "" {
		return
	}
	at := map[Kind]**Entry{Progress: &m.Mended, Task: &m.Mends}[e.Kind]
	if at != nil && (p.Period < e.Period || e.Kind == Task && p.Period == e.Period) && (*at == nil || p.Period > (*at).Period) {
		*at = p
	}
}
