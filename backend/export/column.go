package export

import (
	"slices"
	"strings"
	"time"

	"taizhang/backend/ledger"
)

// column is one column of a sheet. Its value is a string, an int, a ledger.Date or a ledger.Light; each format writes those
// four its own way.
type column struct {
	head    ledger.Words
	zh, en  float64 // width by language, in digits of a sheet's usual font; a Chinese character takes two
	shows   []string
	value   func(r row) any
	printed bool // what paper has room for; the rest is for the screen
	back    back
	of      ledger.ListColumn // what of the list it belongs to; "" for what every export has
}

// back says what becomes of a column in a file that comes back.
type back string

const (
	passed back = ""      // worked out anew with every export: nobody looks at it
	fixed  back = "fixed" // the ledger's; a change there is told and not taken
	// every other is the name of a field that a person may change in the file, see returns.go
)

// row is an entry in its place in the export.
type row struct {
	*ledger.Entry
	n int
	x *Table
}

// Heads that a file which comes back is known by.
var (
	headNumber = ledger.Words{ZH: "编号", EN: "Number"}
	headMark   = ledger.Words{ZH: "校验（请勿改动）", EN: "Check (leave as it is)"}
)

// columns is the ledger as offices keep it: what is printed first, then where each entry comes from, then the mark that tells a file
// which comes back from the ledger as it is by then.
var columns = []column{
	{ledger.Words{ZH: "序号", EN: "No."}, 5, 5, nil, func(r row) any { return r.n }, true, passed, ""},
	{headNumber, 15, 15, []string{"Number"}, func(r row) any { return r.Number }, true, fixed, ""},
	{ledger.Words{ZH: "事项", EN: "Item"}, 38, 38, []string{"Text"}, func(r row) any { return r.Text }, true, "text", ""},
	{ledger.Words{ZH: "来源", EN: "Source"}, 20, 22, []string{"ReportID"}, func(r row) any { return r.source() }, true, fixed, ""},
	{ledger.Words{ZH: "责任领导", EN: "Leader"}, 9, 10, []string{"Leader"}, func(r row) any { return r.Leader }, true, "leader", ledger.UnitsShown},
	{ledger.Words{ZH: "对象", EN: "Subject"}, 10, 12, []string{"Units"}, func(r row) any { return r.parties(ledger.Subject) }, true, fixed, ledger.UnitsShown},
	{ledger.Words{ZH: "牵头单位", EN: "Lead"}, 10, 12, []string{"Units"}, func(r row) any { return r.parties(ledger.Lead) }, true, fixed, ledger.UnitsShown},
	{ledger.Words{ZH: "配合单位", EN: "Support"}, 10, 12, []string{"Units"}, func(r row) any { return r.parties(ledger.Support) }, true, fixed, ledger.UnitsShown},
	{ledger.Words{ZH: "完成时限", EN: "Due"}, 11, 11, []string{"Due"}, func(r row) any { return r.Due }, true, "due", ledger.DueShown},
	{ledger.Words{ZH: "本期进展", EN: "Progress"}, 24, 24, []string{"Last"}, func(r row) any { return r.said().Progress }, true, "progress", ledger.OutcomeShown},
	{ledger.Words{ZH: "存在问题", EN: "Problems"}, 16, 18, []string{"Last"}, func(r row) any { return r.said().Problems }, true, "problems", ledger.OutcomeShown},
	{ledger.Words{ZH: "下步措施", EN: "Next steps"}, 16, 18, []string{"Last"}, func(r row) any { return r.said().Steps }, true, "steps", ledger.OutcomeShown},
	{ledger.Words{ZH: "完成度", EN: "Percent done"}, 7, 9, []string{"Percent", "Children"}, func(r row) any { return r.percent() }, true, "percent", ledger.PercentShown},
	{ledger.Words{ZH: "亮灯", EN: "Light"}, 7, 11, []string{"Status", "Due"}, func(r row) any { return r.Light(r.x.Day) }, true, passed, ledger.LightShown},
	{ledger.Words{ZH: "状态", EN: "Status"}, 8, 11, []string{"Status"}, func(r row) any { return r.in(r.Status.Words()) }, true, fixed, ""},
	{ledger.Words{ZH: "销号时间", EN: "Resolved on"}, 11, 12, []string{"ResolvedAt"}, func(r row) any { return r.day(r.ResolvedAt) }, true, fixed, ledger.ResolvedShown},
	{ledger.Words{ZH: "备注", EN: "Remarks"}, 14, 16, []string{"Remark"}, func(r row) any { return r.Remark }, true, "remark", ledger.OutcomeShown},
	{ledger.Words{ZH: "类别", EN: "Kind"}, 6, 12, []string{"Kind"}, func(r row) any { return r.in(r.Kind.Words()) }, false, fixed, ""},
	{ledger.Words{ZH: "领域", EN: "Theme"}, 10, 12, []string{"Theme"}, func(r row) any { return r.Theme }, false, "theme", ledger.ThemeShown},
	{ledger.Words{ZH: "需协调事项", EN: "To be coordinated"}, 16, 18, []string{"Last"}, func(r row) any { return r.said().Coordination }, false, "coordination", ledger.OutcomeShown},
	{ledger.Words{ZH: "办理情况", EN: "Outcome"}, 24, 24, []string{"Outcome"}, func(r row) any { return r.Outcome }, false, fixed, ledger.OutcomeShown},
	{ledger.Words{ZH: "销号人", EN: "Resolved by"}, 10, 12, []string{"ResolvedBy"}, func(r row) any { return r.ResolvedBy }, false, fixed, ledger.ResolvedShown},
	{ledger.Words{ZH: "佐证", EN: "Evidence"}, 20, 20, []string{"Evidence"}, func(r row) any { return r.Evidence }, false, fixed, ledger.EvidenceShown},
	{ledger.Words{ZH: "反弹次数", EN: "Times it came back"}, 8, 11, []string{"Rebounds"}, func(r row) any { return r.Rebounds }, false, fixed, ledger.ResolvedShown},
	{ledger.Words{ZH: "月份", EN: "Month"}, 9, 9, []string{"Period"}, func(r row) any { return string(r.Period) }, false, passed, ledger.MonthShown},
	{ledger.Words{ZH: "时限依据", EN: "Basis of due date"}, 18, 18, []string{"DueText", "DueBasis"}, func(r row) any { return r.dueBasis() }, false, passed, ledger.DueShown},
	{ledger.Words{ZH: "亮灯依据", EN: "Reason of light"}, 26, 26, []string{"Course"}, func(r row) any { return r.reasons() }, false, passed, ledger.LightShown},
	{ledger.Words{ZH: "提出人", EN: "Speaker"}, 10, 12, []string{"Speaker"}, func(r row) any { return r.Speaker }, false, fixed, ledger.SpeakerShown},
	{ledger.Words{ZH: "指标", EN: "Figures"}, 26, 26, []string{"Metrics"}, func(r row) any { return r.metrics() }, false, fixed, ledger.QuoteShown},
	{ledger.Words{ZH: "原文", EN: "Quote"}, 40, 40, []string{"Quote"}, func(r row) any { return r.Quote }, false, fixed, ledger.QuoteShown},
	{ledger.Words{ZH: "出处", EN: "Place in the source"}, 30, 30, []string{"Article", "Start", "End"}, func(r row) any { return r.place() }, false, fixed, ledger.QuoteShown},
	{headMark, 12, 12, []string{"Version"}, func(r row) any { return r.mark().String() }, false, passed, ""},
}

// columns are those that the table is to have, in their order.
func (x *Table) columns() []column {
	return slices.DeleteFunc(slices.Clone(columns), func(c column) bool { return x.Shown != nil && c.of != "" && !x.Shown.Has(c.of) })
}

// marked tells whether c is the column of marks, which is the last.
func (c column) marked() bool { return c.head == headMark }

// open tells whether a person may change the column in a file that comes back.
func (c column) open() bool { return c.back != passed && c.back != fixed }

// percent is how far an entry has come; what was divided has no such figure of its own.
func (r row) percent() any {
	if r.Children > 0 {
		return r.in(ledger.Words{ZH: "见子事项", EN: "see its parts"})
	}
	return r.Percent
}

// said is what was reported last.
func (r row) said() ledger.Feedback {
	if r.Last == nil {
		return ledger.Feedback{}
	}
	return *r.Last
}

func (c column) width(l ledger.Lang) float64 {
	if l == ledger.English {
		return c.en
	}
	return c.zh
}

func (r row) in(w ledger.Words) string { return w.In(r.x.Lang) }

// reasons says why the entry shows its light.
func (r row) reasons() string {
	var said []string
	for _, x := range r.Reasons(r.x.Day, r.x.Workdays) {
		said = append(said, r.in(x.Words))
	}
	return strings.Join(said, r.x.Lang.T("；", "; "))
}

// day is the calendar day of an instant where the reader is.
func (r row) day(t *time.Time) ledger.Date {
	if t == nil {
		return ""
	}
	if r.x.Zone == nil {
		return ledger.DateOf(t.UTC())
	}
	return ledger.DateOf(t.In(r.x.Zone))
}
