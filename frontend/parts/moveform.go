package parts

import (
	"cmp"
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"taizhang/backend/ledger"
)

// MoveForm is what stands in a move's form: at first what was said before and can be used again, after a mistake what was
// typed. It posts the move's fields by their names, and files with a feedback.
type MoveForm struct {
	Entry   ledger.Entry
	Move    ledger.Move
	In      ledger.Input
	Units   string           // names as typed, where they are not chosen from a list
	Percent string           // as typed
	Last    *ledger.Feedback // whose words stand in the form, nil for nobody's
	Preview []ledger.Entry   // of a division: the parts that would be made, once they were asked for
	Accept  string           // the endings of files that may be attached
	Back    string           // where the answer leads a browser without script, "" for the entry
	Cancel  templ.SafeURL    // where giving up leads, "" for the entry
	Err     *ledger.Error
}

// MoveURL is the address at which an entry's page shows the form of a move.
func MoveURL(e ledger.Entry, m ledger.MoveName) templ.SafeURL {
	return withQuery(string(EntryURL(e)), url.Values{"move": {string(m)}})
}

// id makes a field's id, told apart from those of other forms on the page.
func (f MoveForm) id(field ledger.Field) string { return "move-" + string(field) }

func (f MoveForm) wrong(field ledger.Field) bool { return f.Err != nil && f.Err.Field == string(field) }

// text is what stands in a field of words.
func (f MoveForm) text(field ledger.Field) string {
	switch field {
	case ledger.NoteField:
		return f.In.Note
	case ledger.NumberField:
		return f.In.Number
	case ledger.EvidenceField:
		return f.In.Evidence
	case ledger.ProgressField:
		return f.In.Progress
	case ledger.ProblemsField:
		return f.In.Problems
	case ledger.StepsField:
		return f.In.Steps
	}
	return f.In.Coordination
}

// long tells whether words of the field may take several lines.
func long(field ledger.Field) bool {
	return field != ledger.NumberField && field != ledger.EvidenceField
}

// rows is how high the field stands.
func (f MoveForm) rows(field ledger.Field) string {
	if f.Move.Name == ledger.ReportBack && field == ledger.ProgressField {
		return "3"
	}
	return "2"
}

// wide tells whether a field takes the form's whole width.
func (f MoveForm) wide(n ledger.Need) bool {
	switch n.Field {
	case ledger.ProblemsField, ledger.StepsField, ledger.PercentField, ledger.DueField, ledger.NumberField:
		return false
	}
	return true
}

// files tells whether the move takes files.
func (f MoveForm) files() bool { return f.Move.Name == ledger.ReportBack }

func (f MoveForm) encoding() string {
	if f.files() {
		return "multipart/form-data"
	}
	return "application/x-www-form-urlencoded"
}

func (f MoveForm) cancel() templ.SafeURL { return cmp.Or(f.Cancel, EntryURL(f.Entry)) }

// chosen tells whether a unit is chosen in the list.
func (f MoveForm) chosen(code string) bool {
	for _, c := range f.In.Units {
		if c == code {
			return true
		}
	}
	return false
}

// hints say beside a field what is asked for, where its name does not.
var hints = map[ledger.MoveName]map[ledger.Field]ledger.Words{
	ledger.Assign: {
		ledger.UnitsField: {ZH: "不填就交给原文点名的单位；多个用“、”隔开", EN: "empty: the units that the text names; several separated by commas"},
		ledger.DueField:   {ZH: "不填就不改", EN: "empty: as it is"},
	},
	ledger.Divide: {ledger.DueField: {ZH: "不填就和本事项相同", EN: "empty: the same as this entry's"}},
	ledger.Reassign: {
		ledger.UnitsField: {ZH: "多个用“、”隔开", EN: "several separated by commas"},
		ledger.DueField:   {ZH: "不填就不改", EN: "empty: as it is"},
	},
	ledger.SendBack:  {ledger.DueField: {ZH: "不填就不改", EN: "empty: as it is"}},
	ledger.Rebound:   {ledger.DueField: {ZH: "不填就不改", EN: "empty: as it is"}},
	ledger.MergeInto: {ledger.NumberField: {ZH: "如 2024-09-任-012", EN: "such as 2024-09-任-012"}},
}

// evidenceHint says what counts as evidence.
var evidenceHint = ledger.Words{ZH: "台账编号、文号，或谁在何时到现场看过", EN: "a number of the ledger, a paper, or who saw it when"}

func (f MoveForm) hint(v View, n ledger.Need) string {
	if n.Field == ledger.EvidenceField {
		return v.In(evidenceHint)
	}
	hint := v.In(hints[f.Move.Name][n.Field])
	if hint == "" && n.Optional {
		return v.T("可不填", "optional")
	}
	return hint
}

// outcome says what the move leads to.
func (f MoveForm) outcome(v View) string {
	to := f.Move.Leads(&f.Entry)
	if f.Move.To == ledger.Same || to == f.Entry.Status || to == "" {
		return ""
	}
	return v.T("之后为“%s”：%s。", "It will be “%s” then: %s.", v.In(to.Words()), lower(v, v.In(to.Meaning())))
}

// condition says what has to hold beside.
func (f MoveForm) condition(v View) string {
	if f.Move.If == (ledger.Words{}) {
		return ""
	}
	return v.T("须知：%s。", " Note: %s.", v.In(f.Move.If))
}

func lower(v View, s string) string {
	if v.Lang != ledger.English || s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}
