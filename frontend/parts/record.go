package parts

import (
	"cmp"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"taizhang/backend/ledger"
)

// Record is all that an entry's page shows of the entry, and what a move or an edit made there swaps (#entry).
type Record struct {
	Entry      ledger.Entry
	Sources    []Cited              // where it stands: its own quote first, then those of the findings linked to it
	Chain      []ledger.Entry       // of a shortcoming that came again: the former ones, this one and the later ones, oldest first
	Persisting []ledger.Persistence // of a shortcoming: how those of its units and theme run through the months
	Ties       []ledger.Tie
	Tying      Tying               // what was typed to tie it
	Events     []ledger.Event      // oldest first
	Feedback   []ledger.Feedback   // newest first
	Files      []ledger.Attachment // that came with it
	Extensions []ledger.Extension  // newest first
	Reminding  Reminding
	Parent     *ledger.Entry    // what it is a part of
	Blame      *ledger.Entry    // of a task: the shortcoming that it is to put right
	Tasks      []ledger.Entry   // of a shortcoming: the tasks that are to put it right, as far as the reader may see them
	Children   []ledger.Entry   // its parts, as far as the reader may see them
	Last       map[int64]string // the last words reported on each part
	Edit       *Edit            // the edit form when it stands open (?edit=1, or after a mistake), else nil
	Form       *MoveForm        // the form of a move when it stands open (?move=…, or after a mistake), else nil
	Refused    ledger.MoveName  // the move that was refused, where its line stands open
	Note       string           // what was typed with it
	Evidence   string
	Err        *ledger.Error // why it was refused
}

// Cited is a quote where it stands in its report.
type Cited struct {
	Finding ledger.Entry
	Report  ledger.Report // its Text may be empty
	Before  string        // the report's text before the quote, as far as it is to be shown
	Quote   string        // the quoted stretch as it stands in the report
	After   string        // the text after it
}

// kept tells whether what was typed stands in the line of a move, after that was refused.
func (r Record) kept(m ledger.Move) bool { return r.Err != nil && r.Refused == m.Name }

// typed is what stands in the line of a move, evidence what stands beside it.
func (r Record) typed(m ledger.Move) string {
	if r.kept(m) {
		return r.Note
	}
	return ""
}

func (r Record) evidence(m ledger.Move) string {
	if r.kept(m) {
		return r.Evidence
	}
	return cmp.Or(r.Entry.Evidence, r.shown())
}

// shown are the numbers of the praise that may show a shortcoming mended, which whoever closes it may take or replace.
func (r Record) shown() string {
	var numbers []string
	for _, t := range r.Ties {
		if t.Kind == ledger.Shows && t.Back {
			numbers = append(numbers, t.Entry.Number)
		}
	}
	return strings.Join(numbers, "、")
}

// asksEvidence tells whether the line of a move asks what shows it: a shortcoming is closed on evidence.
func (r Record) asksEvidence(m ledger.Move) bool {
	_, takes := m.Need(ledger.EvidenceField)
	return takes && r.Entry.Kind == ledger.Shortcoming
}

// Waiting is the extension that waits to be decided, nil where none does.
func (r Record) Waiting() *ledger.Extension {
	if len(r.Extensions) > 0 && r.Extensions[0].Decision == ledger.Undecided {
		return &r.Extensions[0]
	}
	return nil
}

// pastExtensions are those that wait no more.
func (r Record) pastExtensions() []ledger.Extension {
	if r.Waiting() != nil {
		return r.Extensions[1:]
	}
	return r.Extensions
}

// deciding tells whether the form that stands open is the one that decides on an extension.
func (r Record) deciding() bool {
	return r.Form != nil && r.Waiting() != nil && (r.Form.Move.Name == ledger.Extend || r.Form.Move.Name == ledger.RefuseMore)
}

// decided is what stands in the form that decides on x: the date asked for, or what was typed.
func (r Record) decided(x ledger.Extension) ledger.Input {
	if r.deciding() {
		return r.Form.In
	}
	return ledger.Input{Due: x.Asked}
}

// decides tells whether the reader may decide on an extension of e.
func (v View) decides(e ledger.Entry) bool {
	for _, m := range v.Moves(e) {
		if m.Name == ledger.Extend {
			return true
		}
	}
	return false
}

// ended is the date that an extension has led to, "" where it was refused.
func ended(x ledger.Extension) ledger.Date {
	if x.Decision == ledger.Granted {
		return x.Granted
	}
	return x.Asked
}

func (v View) dateOr(d ledger.Date) string {
	if d == "" {
		return v.T("没有时限", "no due date")
	}
	return v.Date(d)
}

// filesOf are the files that came with one feedback.
func (r Record) filesOf(f ledger.Feedback) (all []ledger.Attachment) {
	for _, a := range r.Files {
		if a.FeedbackID == f.ID {
			all = append(all, a)
		}
	}
	return all
}

func (r Record) lastOf(child ledger.Entry) string { return ledger.Shorten(r.Last[child.ID], 40) }

type words struct {
	words ledger.Words
	text  string
}

// saidIn are the words of a feedback under their heads; what was left out is not shown.
func saidIn(f ledger.Feedback) (all []words) {
	report, _ := ledger.FindMove(string(ledger.ReportBack))
	form := MoveForm{In: ledger.Input{Progress: f.Progress, Problems: f.Problems, Steps: f.Steps, Coordination: f.Coordination}}
	for _, n := range report.Needs {
		if text := form.text(n.Field); n.Field != ledger.PercentField && text != "" {
			all = append(all, words{n.Words, text})
		}
	}
	return all
}

func fileURL(e ledger.Entry, a ledger.Attachment) templ.SafeURL {
	return EntryURL(e) + templ.SafeURL("/files/"+url.PathEscape(strconv.FormatInt(a.ID, 10)))
}

// weight says how large a file is.
func weight(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%d KB", n>>10)
	}
	return fmt.Sprintf("%d B", n)
}
