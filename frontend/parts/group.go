package parts

import (
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"taizhang/backend/ledger"
)

// Group is a unit's findings on the desk; Unit and Name are empty for findings whose text names nobody.
type Group struct {
	ID       string // of its head in the page
	Unit     string // the unit's code, "" where the register has none
	Name     string
	Findings []ledger.Entry
}

// GroupFindings groups findings by the first unit they name, in the order of the text; those that name nobody come last.
func GroupFindings(findings []ledger.Entry) []Group {
	var groups []Group
	var nobody []ledger.Entry
	place := map[string]int{}
	for _, f := range findings {
		if len(f.Units) == 0 {
			nobody = append(nobody, f)
			continue
		}
		first := f.Units[0]
		i, ok := place[first.Name]
		if !ok {
			i = len(groups)
			place[first.Name] = i
			groups = append(groups, Group{Name: first.Name})
			if first.UnitCode != nil {
				groups[i].Unit = *first.UnitCode
			}
		}
		groups[i].Findings = append(groups[i].Findings, f)
	}
	if nobody != nil {
		groups = append(groups, Group{Findings: nobody})
	}
	for i := range groups {
		groups[i].ID = "g-" + strconv.Itoa(i)
	}
	return groups
}

// count is how many of findings are of the kind ("" any) and of the status ("" any).
func count(findings []ledger.Entry, k ledger.Kind, s ledger.Status) (n int) {
	for _, f := range findings {
		if (k == "" || f.Kind == k) && (s == "" || f.Status == s) {
			n++
		}
	}
	return n
}

var kindNouns = map[ledger.Kind][2]string{
	ledger.Progress: {"progress", "progress"}, ledger.Shortcoming: {"shortcoming", "shortcomings"}, ledger.Task: {"task", "tasks"},
}

// kinds says how many findings of each kind there are: 4 成绩　2 问题.
func kinds(v View, findings []ledger.Entry) string {
	var said []string
	for _, k := range ledger.Kinds {
		if n := count(findings, k, ""); n > 0 {
			said = append(said, v.Lang.Count(n, k.Words().ZH, kindNouns[k][0], kindNouns[k][1]))
		}
	}
	return strings.Join(said, v.T("　", ", "))
}

// plain lists the ids of the findings that wait for review and can be accepted together, same of those that say the same as
// an entry of the ledger.
func (r Review) plain(findings []ledger.Entry) []string { return r.drafts(findings, false) }
func (r Review) same(findings []ledger.Entry) []string  { return r.drafts(findings, true) }

func (r Review) drafts(findings []ledger.Entry, same bool) (ids []string) {
	for _, f := range findings {
		if f.Status == ledger.Draft && (r.Remarks[f.ID].Same != nil) == same {
			ids = append(ids, id(f.ID))
		}
	}
	return ids
}

// vague says the words of f that reach nobody until a person names the units: “相关街道”.
func vague(f ledger.Entry) string {
	var said []string
	for _, words := range vagueNames(f) {
		said = append(said, "“"+words+"”")
	}
	return strings.Join(said, "、")
}

func vagueNames(f ledger.Entry) (all []string) {
	for _, p := range f.Units {
		if p.UnitCode == nil && p.Scope == ledger.Nobody && !slices.Contains(all, p.Name) {
			all = append(all, p.Name)
		}
	}
	return all
}

func (g Group) holds(id int64) bool {
	return slices.ContainsFunc(g.Findings, func(f ledger.Entry) bool { return f.ID == id })
}

// dueWords says where a due date comes from: the words it was read from, or its basis.
func dueWords(v View, e ledger.Entry) string {
	if e.DueText != "" && e.DueBasis != ledger.DueFromPerson {
		return v.In(e.DueBasis.Words()) + v.T("：", ": ") + e.DueText
	}
	return v.In(e.DueBasis.Words())
}

// EditURL opens a finding's form on the desk; an entry's on its own page.
func EditURL(e ledger.Entry) templ.SafeURL {
	if e.Number != "" {
		return EntryURL(e) + "?edit=1"
	}
	return ReportURL(e.ReportID) + templ.SafeURL("?edit="+id(e.ID)+"#f-"+id(e.ID))
}

// findingPath is where something is posted about a finding on its report's desk.
func findingPath(e ledger.Entry, action string) templ.SafeURL {
	return ReportURL(e.ReportID) + templ.SafeURL("/findings/"+id(e.ID)+action)
}
