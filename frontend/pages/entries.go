package pages

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/a-h/templ"

	"taizhang/backend/ledger"
)

// choice is one line of the choice of a status: a class, or below it a status of a class that has several.
type choice struct {
	value string
	words ledger.Words
	below bool
}

// statuses is the choice of a status: what is followed, what was solved, what is only kept, what was closed without being solved, and
// all but what was withdrawn.
var statuses = func() (all []choice) {
	for _, c := range []ledger.Class{ledger.Open, ledger.Done, ledger.Kept, ledger.Dropped} {
		of := c.Of()
		if len(of) == 1 {
			all = append(all, choice{string(of[0]), of[0].Words(), false})
			continue
		}
		all = append(all, choice{string(c), c.Words(), false})
		for _, s := range of {
			all = append(all, choice{string(s), s.Words(), true})
		}
	}
	return append(all, choice{string(ledger.Standing), ledger.Standing.Words(), false})
}()

// chosen tells whether the filter's status is this one; a class of one status is that status.
func (c choice) chosen(status string) bool {
	return status != "" && (c.value == status || !c.below && string(ledger.Status(c.value).Class()) == status)
}

var sortWords = map[string]ledger.Words{
	"number":  {ZH: "按编号排列，新的在前", EN: "By number, newest first"},
	"due":     {ZH: "按时限排列，早的在前", EN: "By due date, earliest first"},
	"updated": {ZH: "按最近改动排列", EN: "By last change"},
	"unit":    {ZH: "按单位排列", EN: "By unit"},
}

// chip is one condition of the filter, and the filter without it.
type chip struct {
	name, value string
	without     ledger.Filter
}

// spoken marks what was typed in Chinese, or is a name, as that.
func (c chip) spoken() templ.Attributes {
	if strings.ContainsFunc(c.value, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return templ.Attributes{"lang": "zh-CN"}
	}
	return nil
}

// chips are the filter's conditions, one by one.
func (p EntriesPage) chips() (all []chip) {
	add := func(name, value string, take func(*ledger.Filter)) {
		if value == "" {
			return
		}
		f := p.Filter.WithoutPaging()
		take(&f)
		all = append(all, chip{name, value, f})
	}
	add(p.T("文字", "Text"), p.Filter.Query, func(f *ledger.Filter) { f.Query = "" })
	add(p.T("类别", "Kind"), p.In(p.Filter.Kind.Words()), func(f *ledger.Filter) { f.Kind = "" })
	if p.Reach(ledger.Read) == ledger.Whole { // whoever reads one unit's alone cannot take that off
		add(p.T("单位", "Unit"), p.unitName(), func(f *ledger.Filter) { f.Unit = "" })
	}
	add(p.T("地方", "Place"), p.placeSaid(), func(f *ledger.Filter) { f.Under = "" })
	if p.Filter.Theme != "" {
		add(p.T("领域", "Theme"), p.Theme(p.Filter.Theme), func(f *ledger.Filter) { f.Theme = "" })
	}
	add(p.T("状态", "Status"), p.statusName(), func(f *ledger.Filter) { f.Status = "" })
	add(p.T("月份", "Month"), p.monthSaid("month", p.Filter.Month), func(f *ledger.Filter) { f.Month = "" })
	add(p.T("亮灯", "Light"), p.In(p.Filter.Light.Words()), func(f *ledger.Filter) { f.Light = "" })
	p.dayChips(add)
	if p.Filter.Report != 0 {
		add(p.T("报告", "Report"), strconv.FormatInt(p.Filter.Report, 10), func(f *ledger.Filter) { f.Report = 0 })
	}
	return all
}

// summary says behind the count what the list is where no chip does.
func (p EntriesPage) summary() string {
	switch {
	case len(p.chips()) > 0:
		return ""
	case p.Reach(ledger.Read) != ledger.Whole:
		return p.T("，%s的全部事项。", ": everything that concerns %s.", p.unitName())
	}
	return p.T("，台账里的全部事项。", ": everything in the ledger.")
}

func (p EntriesPage) unitName() string {
	return p.Base.unitName(p.Filter.Unit)
}

// placeSaid names the place that the list is of, with what lies below it; "" for none.
func (p EntriesPage) placeSaid() string {
	if p.Filter.Under == "" {
		return ""
	}
	return p.T("%s及下属", "%s and below", p.Base.unitName(p.Filter.Under))
}

func (p EntriesPage) statusName() string {
	for _, s := range statuses {
		if s.chosen(p.Filter.Status) {
			return p.In(s.words)
		}
	}
	return ""
}

// monthChoices is the months to choose from; the chosen one is among them even where it has no entry.
func (p EntriesPage) monthChoices() []ledger.Period {
	if p.Filter.Month == "" || p.Filter.Moving("month") != "" || slices.Contains(p.Months, p.Filter.Month) {
		return p.Months
	}
	return append([]ledger.Period{p.Filter.Month}, p.Months...)
}

type kindOfUnits struct {
	kind  ledger.UnitKind
	units []ledger.Unit
}

func (p EntriesPage) unitGroups() (all []kindOfUnits) {
	place := map[ledger.UnitKind]int{}
	for _, u := range p.Near("") {
		i, ok := place[u.Kind]
		if !ok {
			i = len(all)
			place[u.Kind] = i
			all = append(all, kindOfUnits{kind: u.Kind})
		}
		all[i].units = append(all[i].units, u)
	}
	return all
}

type field struct{ name, value string }

// hidden is what the form keeps of the filter without showing it.
func (p EntriesPage) hidden() (all []field) {
	if p.Filter.Sort != "" {
		all = append(all, field{"sort", p.Filter.Sort})
	}
	if p.Filter.Report != 0 {
		all = append(all, field{"report", strconv.FormatInt(p.Filter.Report, 10)})
	}
	all = append(all, p.hiddenDays()...)
	for name, values := range p.beside() {
		all = append(all, field{name, values[0]})
	}
	slices.SortFunc(all, func(a, b field) int { return strings.Compare(a.name, b.name) })
	return all
}

func (p EntriesPage) sort() string {
	if p.Filter.Sort == "" {
		return ledger.Sorts[0]
	}
	return p.Filter.Sort
}

func (p EntriesPage) sorted(by string) ledger.Filter {
	f := p.Filter
	f.Sort, f.Page, f.Cursor = by, 1, ""
	if by == ledger.Sorts[0] {
		f.Sort = ""
	}
	return f
}

func (p EntriesPage) turned(by int) ledger.Filter {
	f := p.Filter
	f.Page, f.Cursor = max(1, f.Page)+by, ""
	if by == 1 {
		f.Cursor = p.List.Next // what follows is found at once, however far on
	}
	return f
}

func (p EntriesPage) limit() int {
	if p.Filter.Limit < 1 {
		return ledger.DefaultLimit
	}
	return p.Filter.Limit
}

func (p EntriesPage) pages() int { return (p.List.Total + p.limit() - 1) / p.limit() }

// place says which rows of how many are shown.
func (p EntriesPage) place() string {
	if p.pages() < 2 {
		return p.T("共 %s 项", "%s in all", p.Lang.Number(p.List.Total))
	}
	from := (max(1, p.Filter.Page) - 1) * p.limit()
	return p.T("第 %s–%s 项，共 %s 项", "%s–%s of %s", p.Lang.Number(from+1), p.Lang.Number(from+len(p.List.Items)), p.Lang.Number(p.List.Total))
}
